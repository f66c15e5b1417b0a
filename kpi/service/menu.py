"""The menu of a body: the targets that are proposed for its kind and size, with its own present value beside each."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from kpi import access, commitment, compare
from kpi.commitment import ProposedTarget
from kpi.language import Percent, message, round_share
from kpi.model import Commitment, Figure, Indicator, Message, Viewer, YearState
from kpi.service.committing import commitments
from kpi.service.judging import figures
from kpi.service.looking import years
from kpi.service.monitor import Monitor


@dataclass(frozen=True)
class Offer:
    """One indicator of the menu: the targets proposed for this body, where the body is now, and what it promised already."""

    indicator: Indicator
    targets: tuple[ProposedTarget, ...]
    figure: Figure | None
    commitment: Commitment | None


@dataclass(frozen=True)
class Menu:
    """`audience` says for whom the targets were proposed; None where none of them fits this body.

    `size_unknown`: its kind has targets by size, and its own size is not known.
    """

    audience: Message | None
    year: int | None
    offers: tuple[Offer, ...]
    size_unknown: bool = False


def menu(viewer: Viewer, monitor: Monitor, body: str) -> Menu:
    """What this body can choose from. Its value is that of its latest final year, else of its latest year with figures."""
    known = monitor.body(body)
    access.require(viewer, "see_figures", known)
    submitted = years(viewer, monitor, body)
    final = [year for year, state in submitted.items() if state is YearState.FINAL]
    year = max(final or submitted, default=None)
    now: dict[str, Figure] = {}
    for figure in figures(viewer, monitor, body, year) if year is not None else []:
        if not (figure.commitment and figure.commitment.departments):
            now[figure.indicator.id] = figure
    promised = {
        one.indicator: one for one in commitments(viewer, monitor, body) if not one.departments and not one.ended
    }
    size = compare.size_class(known)
    indicators = monitor.indicators
    offers, audience = [], None
    for identity, targets in commitment.load_ambitions().items():
        mine = commitment.proposed_for(targets, known, size)
        if mine and identity in indicators:
            audience = audience or next(each.name for each in mine[0].audiences if each.holds(known, size))
            offers.append(Offer(indicators[identity], mine, now.get(identity), promised.get(identity)))
    sized = any(each.kind is known.kind for each in compare.size_classes())
    return Menu(audience, year, tuple(offers), size_unknown=sized and size is None)


def chosen_values(offer: Offer, place: int, first_year: int, language: str = "nl") -> dict[str, Any]:
    """What a choice from the menu fills in, under the keys of a commitment file: target, text and measured baseline.

    A proposed year that is over cannot be promised any more: then the body gets `first_year` to start from.
    """
    target, indicator = offer.targets[place], offer.indicator
    values: dict[str, Any] = {"indicator": indicator.id}
    value = _as_typed(indicator, target)
    if value is not None:
        year = target.year if target.year is not None and target.year >= first_year else first_year
        values["target"] = {"year": year, "value": value}
    share = offer.figure.share if offer.figure else None
    if offer.figure and share and share.proven is not None and share.possible is not None:
        judged, side = (share.proven, "down") if indicator.higher_is_better else (share.possible, "up")
        values["baseline"] = {
            "year": offer.figure.year,
            "value": round_share(judged if indicator.is_share else judged / 100, side),
            "source": _measured(offer.figure, share.coverage).in_language(language),
        }
    return values


def _as_typed(indicator: Indicator, target: ProposedTarget) -> Decimal | str | None:
    """The proposed value under the key of a file: a percentage, an amount in the unit, or a change such as "-49 %"."""
    if target.change is not None:
        percentage = target.change * 100
        return f"{Decimal(percentage.numerator) / Decimal(percentage.denominator):+f} %"
    return None if target.value is None else commitment.written_value(indicator, target.value)


def _measured(figure: Figure, coverage: Fraction | None) -> Message:
    """Where a measured baseline comes from."""
    state = {
        YearState.FINAL: message("final"),
        YearState.PROVISIONAL: message("provisional"),
        YearState.OPEN: message("not complete"),
    }[figure.year_state]
    if coverage is None:
        return message("measured over {year} ({state})", year=figure.year, state=state)
    part = Percent(coverage, "down")
    return message(
        "measured over {year} ({state}); {part} of the scope was classified", year=figure.year, state=state, part=part
    )
