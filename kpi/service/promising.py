"""What bodies promised together: how many of each layer, how much and by when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kpi import access, compare
from kpi.model import Bands, Body, BodyKind, Commitment, Indicator, Role, Viewer
from kpi.service.comparison import LAYERS
from kpi.service.monitor import Monitor
from kpi.store import registers


@dataclass(frozen=True)
class Promised:
    """What the bodies of one layer promised on one indicator, as far as this viewer may see.

    `targets` are the bands of the targets decided last, with no value under five bodies; `years` how many bodies promised
    for each target year.
    """

    indicator: Indicator
    promised: int
    targets: Bands
    years: dict[int, int]


@dataclass(frozen=True)
class LayerPromises:
    """A layer of government: how many bodies of it are known here, how many promised anything, and on what."""

    kind: BodyKind
    bodies: int
    promising: int
    indicators: tuple[Promised, ...]  # the most promised first


def promises_by_layer(viewer: Viewer, monitor: Monitor) -> list[LayerPromises]:
    """What each layer of government promised in the indicators of the catalogue, ended promises and own indicators left out.

    A promise counts where its body lets this viewer see it: by what was decided about who may see it, else by its consent.
    """
    access.require(viewer, "compare")
    with monitor.store.reading() as session:
        bodies = registers.bodies(session)
        commitments = registers.commitments(session)
    by_id = {body.id: body for body in bodies}
    catalogue = monitor.indicators
    seen = [
        one
        for one in commitments
        if not one.ended and one.indicator in catalogue and may_see_promise(viewer, by_id[one.body], one)
    ]
    return [
        _layer(kind, [body for body in bodies if body.kind is kind], seen, catalogue.values())
        for kind in LAYERS
        if any(body.kind is kind for body in bodies)
    ]


def may_see_promise(viewer: Viewer, body: Body, promise: Commitment) -> bool:
    """Whether this viewer may know of a promise: by what was decided about that, else by the consent of its body."""
    match promise.versions[-1].visible_to:
        case "public":
            return True
        case "peers":
            return viewer.role is not Role.PUBLIC
        case "body":
            return access.sees_body(viewer, body.id)
    return access.sees_body(viewer, body.id) or compare.consents(body, promise.indicator)


def _layer(
    kind: BodyKind, bodies: Sequence[Body], seen: Sequence[Commitment], catalogue: Iterable[Indicator]
) -> LayerPromises:
    of_layer = {body.id for body in bodies}
    promises = [one for one in seen if one.body in of_layer]
    found = [
        _promised(indicator, [one for one in promises if one.indicator == indicator.id]) for indicator in catalogue
    ]
    most_first = sorted((one for one in found if one.promised), key=lambda one: (-one.promised, one.indicator.name.nl))
    return LayerPromises(kind, len(bodies), len({one.body for one in promises}), tuple(most_first))


def _promised(indicator: Indicator, promises: Sequence[Commitment]) -> Promised:
    targets = [one.versions[-1].target for one in promises if not one.departments]
    years: dict[int, int] = {}
    for year in sorted(one.versions[-1].target.year for one in promises):
        years[year] = years.get(year, 0) + 1
    return Promised(
        indicator, len({one.body for one in promises}), compare.bands(target.value for target in targets), years
    )
