"""Bodies beside each other: only what is counted alike, named only with consent (semantics.md section 9)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from kpi.compare.bands import ENOUGH_FOR_DECILES, ENOUGH_FOR_RANGE, bands, by_size
from kpi.compare.withhold import must_be_withheld
from kpi.language import message
from kpi.model import Bands, Body, Comparison, Figure, Indicator, Message, Peer, Refusal, Status, Viewer, YearState


class Comparable(NamedTuple):
    """The figures of a group sorted by what may be done with them; `figures` may be counted together."""

    figures: tuple[Figure, ...]
    withheld: tuple[Figure, ...]
    without_value: tuple[Figure, ...]
    left_out: Mapping[str, int]  # not_final, other_version, other_amount_basis, other_year_basis


def compare(figures: Iterable[Figure], indicator: Indicator, year: int, viewer: Viewer) -> Comparison:
    """The bodies of one group on one indicator and year, as this viewer may see them.

    `figures` are those of the group; figures of departments, other indicators and other years are passed over. The
    viewer's own body is always shown and marked; everybody else sees the same. Named bodies stand in alphabetical order,
    unnamed ones last; in a group of 5 to 7 unnamed ones are not drawn. Under 5 bodies the comparison is refused.
    Raises Refusal for an indicator that a body made for itself.
    """
    if indicator.own:
        raise Refusal(
            "own_indicator",
            message(
                "{indicator} was made by one organisation for itself. Only indicators that everybody counts alike are compared.",
                indicator=indicator.name,
            ),
        )
    found = comparable(figures, indicator, year, viewer)
    count = len(found.figures)
    refusal = _refusal(count, found.left_out) if count < ENOUGH_FOR_RANGE else None
    places = _Places(found.figures)
    rows = [(figure, False, places.of(figure) if refusal is None else None) for figure in found.figures]
    rows += [(figure, True, None) for figure in found.withheld]
    rows += [(figure, False, None) for figure in found.without_value]
    peers = []
    for figure, hidden, place in rows:
        own = figure.body.id == viewer.body
        named = own or consents(figure.body, indicator.id)
        if own or (refusal is None and (named or count >= ENOUGH_FOR_DECILES)):
            peers.append(_peer(figure, own, named, hidden and not own, place))
    return Comparison(
        indicator=indicator,
        year=year,
        peers=tuple(sorted(peers, key=_order)),
        proven=_bands(found.figures, "proven") if refusal is None else Bands(count),
        possible=_bands(found.figures, "possible") if refusal is None else Bands(count),
        left_out=found.left_out,
        refusal=refusal,
    )


def proven_bands(figures: Iterable[Figure], indicator: Indicator, year: int, viewer: Viewer) -> Bands:
    """The bands of the proven share that `compare` gives, without the bodies: promises do not matter to them."""
    return _bands(comparable(figures, indicator, year, viewer).figures, "proven")


def comparable(figures: Iterable[Figure], indicator: Indicator, year: int, viewer: Viewer | None = None) -> Comparable:
    """Which figures of bodies may be counted together: final, of this version, and of one amount and year basis.

    The bases are those of the viewer's own body where it has a final figure, else those that most bodies use.
    """
    candidates = _one_a_body(figures, indicator, year)
    amount_basis, year_basis = _usual_bases(candidates, viewer)
    alike: list[Figure] = []
    withheld: list[Figure] = []
    without_value: list[Figure] = []
    left_out: Counter[str] = Counter()
    for figure in candidates:
        if figure.judgement.status is not Status.WITHHELD and not _has_value(figure):
            without_value.append(figure)
        elif figure.year_state is not YearState.FINAL:
            left_out["not_final"] += 1
        elif figure.indicator.version != indicator.version:
            left_out["other_version"] += 1
        elif figure.amount_basis != amount_basis:
            left_out["other_amount_basis"] += 1
        elif figure.year_basis != year_basis:
            left_out["other_year_basis"] += 1
        elif must_be_withheld(figure):
            withheld.append(figure)
        else:
            alike.append(figure)
    return Comparable(tuple(alike), tuple(withheld), tuple(without_value), dict(left_out))


def consents(body: Body, indicator: str) -> bool:
    """Whether the body may be named to others on this indicator."""
    return bool(body.consent & {"*", indicator})


class _Places:
    """Places as ranges: certain is only whose worse bound beats another's better bound."""

    def __init__(self, figures: Sequence[Figure]):
        self.count = len(figures)
        self.proven = sorted(by_size(_bound(figure, "proven")) for figure in figures)
        self.possible = sorted(by_size(_bound(figure, "possible")) for figure in figures)

    def of(self, figure: Figure) -> tuple[int, int]:
        """From 1 + the bodies certainly better up to the count less the bodies certainly worse."""
        above = self.count - bisect_right(self.proven, by_size(_bound(figure, "possible")))
        under = bisect_left(self.possible, by_size(_bound(figure, "proven")))
        better, worse = (above, under) if figure.indicator.higher_is_better else (under, above)
        return 1 + better, self.count - worse


def _one_a_body(figures: Iterable[Figure], indicator: Indicator, year: int) -> list[Figure]:
    """The figures of whole bodies on this indicator and year; of two commitments the one that was decided last."""
    chosen: dict[str, Figure] = {}
    for figure in figures:
        of_a_part = figure.department is not None or (figure.commitment and figure.commitment.departments)
        if figure.indicator.id != indicator.id or figure.year != year or of_a_part:
            continue
        present = chosen.get(figure.body.id)
        if present is None or _decided(figure) > _decided(present):
            chosen[figure.body.id] = figure
    return list(chosen.values())


def _decided(figure: Figure) -> date:
    return figure.commitment_version.decision.date if figure.commitment_version else date.min


def _usual_bases(candidates: Iterable[Figure], viewer: Viewer | None) -> tuple[str, str]:
    final = [figure for figure in candidates if figure.year_state is YearState.FINAL and _has_value(figure)]
    own = [figure for figure in final if viewer and figure.body.id == viewer.body]
    counts = Counter((figure.amount_basis, figure.year_basis) for figure in own or final)
    return min(counts, key=lambda bases: (-counts[bases], bases), default=("", ""))


def _peer(figure: Figure, own: bool, named: bool, hidden: bool, place: tuple[int, int] | None) -> Peer:
    share = None if hidden else figure.share
    return Peer(
        name=figure.body.name if named else None,
        body=figure.body.id if named else None,
        proven=share.proven if share else None,
        possible=share.possible if share else None,
        status=Status.WITHHELD if hidden else figure.judgement.status,
        withheld=hidden,
        own=own,
        place=place,
    )


def _order(peer: Peer) -> tuple[bool, str, bool, Fraction]:
    """Named bodies by name; unnamed ones by value, because any order by name would tell something about the name."""
    name = (peer.name or "").casefold().lstrip("'’")
    return peer.name is None, name, peer.proven is None, peer.proven or Fraction(0)


def _has_value(figure: Figure) -> bool:
    return figure.share is not None and figure.share.proven is not None


def _bound(figure: Figure, name: str) -> Fraction:
    return getattr(figure.share, name)


def _bands(figures: Sequence[Figure], name: str) -> Bands:
    return bands(_bound(figure, name) for figure in figures)


def _refusal(count: int, left_out: Mapping[str, int]) -> Message:
    too_few = message(
        "With a comparable final figure: {number}. Under {needed} none are shown, for they could be traced. Choose a larger group.",
        number=count,
        needed=ENOUGH_FOR_RANGE,
    )
    if not left_out:
        return too_few
    others = message(
        "Left out because the year is not certified or was counted in another way: {number}.",
        number=sum(left_out.values()),
    )
    return Message(nl=f"{too_few.nl} {others.nl}", en=f"{too_few.en} {others.en}")
