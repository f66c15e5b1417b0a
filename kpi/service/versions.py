"""The versions of an indicator: what changed between them, and what each makes of the figures of a body."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kpi import access, measure
from kpi.language import message
from kpi.measure import Difference
from kpi.model import Figure, Indicator, Message, Refusal, Viewer
from kpi.service.judging import figures_at
from kpi.service.knowing import measure_one
from kpi.service.monitor import Monitor
from kpi.store import own_indicators, registers, submissions


@dataclass(frozen=True)
class IndicatorVersion:
    """A version, from when and why it holds, and what it changed in the one before. `by` names who made an own indicator."""

    indicator: Indicator
    since: date | None
    reason: Message | None
    changes: tuple[Difference, ...]
    by: str = ""


def versions(viewer: Viewer, monitor: Monitor, indicator: str, body: str | None = None) -> list[IndicatorVersion]:
    """Every version of an indicator, oldest first. Open to everyone; of an own indicator to the people of its body."""
    if body is not None:
        access.require(viewer, "see_figures", body)
    now = monitor.indicator(indicator, body)
    if now.own:
        with monitor.store.reading() as session:
            rows = [row for row in own_indicators.versions(session, body or "") if row["id"] == indicator]
        found = [
            (
                measure.load_own(row["document"]),
                row["saved_at"].date(),
                Message(row["reason"], row["reason"]) if row["reason"] else None,
                row["saved_by"],
            )
            for row in rows
        ]
    else:
        notes = measure.version_notes(indicator)
        kept = sorted(
            (version, one) for (name, version), one in monitor.catalogue.versions.items() if name == indicator
        )
        found = [(one, notes[version].since or one.since, notes[version].reason, "") for version, one in kept]
    result: list[IndicatorVersion] = []
    for one, since, reason, by in found:
        changes = measure.differences(result[-1].indicator, one) if result else ()
        result.append(IndicatorVersion(one, since, reason, changes, by))
    return result


def figures_by_version(viewer: Viewer, monitor: Monitor, body: str, indicator: str, version: int) -> list[Figure]:
    """The figures of a body as a whole on an indicator by any of its versions, oldest year first; nothing is kept.

    Raises Refusal where there is no such version.
    """
    known = monitor.body(body)
    access.require(viewer, "see_figures", known)
    wanted = next(
        (one.indicator for one in versions(viewer, monitor, indicator, body) if one.indicator.version == version), None
    )
    if wanted is None:
        raise Refusal(
            "unknown_version",
            message("There is no version {version} of {indicator}.", version=version, indicator=indicator),
        )
    now = monitor.indicator(indicator, body)
    with monitor.store.transaction(keep=False) as session:
        if wanted.own:
            own_indicators.forget_later(session, body, indicator, version)
        else:
            present = registers.definitions(session) or monitor.catalogue.key
            renamed = [
                f"{indicator}:{version}" if one == f"{indicator}:{now.version}" else one for one in present.split(",")
            ]
            registers.save_definitions(session, ",".join(renamed))
        if wanted != now and wanted.quantity is None:
            measure_one(session, known, wanted, [one.id for one in submissions.serving(session, body)])
        found = figures_at(session, monitor, [known], indicator=indicator)
    return [figure for figure in found if not (figure.commitment and figure.commitment.departments)]
