"""Public notices: what was asked for (inzet), beside what the figures say was delivered; it never makes a euro qualify."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from kpi import access, evidence, intake, measure
from kpi.language import message, plural_message
from kpi.model import FULL, Figure, Knowledge, Message, Sums, Viewer
from kpi.reference import notice_codes
from kpi.service.answers import answered_once
from kpi.service.detail import intervals
from kpi.service.monitor import Loaded, Monitor
from kpi.store import noticing, registers, submissions
from kpi.store.database import Session


def load_notices_file(viewer: Viewer, monitor: Monitor, body: str, name: str, content: bytes) -> Loaded:
    """Loads public notices, OCDS or eForms (docs/evidence.md). Nothing is measured again: a notice proves no delivery."""
    access.require(viewer, "classify", body)
    monitor.body(body)
    read = intake.read_notices_isolated if monitor.isolated else intake.read_notices
    found = read(name, content)
    with monitor.store.transaction() as session:
        registers.add_knowledge(session, body, "notices", name, viewer.name, monitor.now(), Knowledge(notices=found))
        monitor.log(session, viewer, body, "load_notices", name)
    lots = evidence.lots_of(found)
    return Loaded(
        message(
            "{name}: {lots} in public notices; asking for something sustainable: {asking}; {contracts}.",
            name=name,
            lots=plural_message("{number} lot", "{number} lots", len(lots)),
            asking=sum(bool(one.codes) for one in lots),
            contracts=plural_message(
                "{number} contract", "{number} contracts", sum(len(one.contracts) for one in lots)
            ),
        ),
        len(lots),
    )


@dataclass(frozen=True)
class NoticedLot:
    """A lot in public notices, and the procurement of a year under it. Euros; `unclear` may be under it or under another.

    `themes` gives for each theme the ways in which it is asked; `other` are the names of what is asked without a theme.
    """

    procedure: str
    lot: str
    title: str | None
    notices: tuple[str, ...]
    suppliers: tuple[str, ...]
    numbers: tuple[str, ...]
    period: tuple[Any, Any]
    themes: Mapping[str, tuple[str, ...]]
    other: tuple[Message, ...]
    contracts: int
    euros: Fraction
    unclear: Fraction


@dataclass(frozen=True)
class Intent:
    """Of the spend in scope of a figure: what is under contracts in which its theme was asked for. Euros.

    `share` is that part of `base`; None where there is no base, or credit notes outweigh it. `unclear` may be under such a contract; `by_way`
    adds up to more than `asked` where something is asked in more than one way.
    """

    asked: Fraction
    unclear: Fraction
    base: Fraction
    share: Fraction | None
    by_way: Mapping[str, Fraction]
    lots: int


def noticed_lots(viewer: Viewer, monitor: Monitor, body: str, year: int | None) -> list[NoticedLot]:
    """The lots of a body's public notices, those with the most spend of the year first."""
    access.require(viewer, "see_lines", body)
    with monitor.store.reading() as session:
        matcher = _matcher(session, body)
        served = [one.id for one in submissions.serving(session, body) if one.year == year]
        rows = _spend(session, matcher, noticing.PROCUREMENT, served)
    lots = matcher.lots
    sure, unclear = [0] * len(lots), [0] * len(lots)
    for match, cents in rows:
        for place in match.lots:
            if match.sure and len(match.lots) == 1:
                sure[place] += cents
            else:
                unclear[place] += cents
    made = [_noticed(lot, sure[place], unclear[place]) for place, lot in enumerate(lots)]
    return sorted(made, key=lambda one: (-one.euros, -one.unclear, one.procedure, one.lot))


def _noticed(lot: evidence.Lot, sure: int, unclear: int) -> NoticedLot:
    codes = notice_codes()
    starts = [one.start for one in lot.contracts if one.start]
    ends = [one.end for one in lot.contracts if one.end]
    winners = [who.name or who.number for one in lot.contracts for who in one.suppliers]
    return NoticedLot(
        procedure=lot.procedure,
        lot=lot.lot,
        title=lot.title,
        notices=lot.notices,
        suppliers=tuple(dict.fromkeys(one for one in winners if one)),
        numbers=tuple(dict.fromkeys(number for one in lot.contracts for number in one.numbers)),
        period=(min(starts, default=None), max(ends) if ends and len(ends) == len(lot.contracts) else None),
        themes=lot.themes,
        other=tuple(
            dict.fromkeys(codes[one.list, one.code].name for one in lot.codes if not codes[one.list, one.code].themes)
        ),
        contracts=len(lot.contracts),
        euros=Fraction(sure, 100),
        unclear=Fraction(unclear, 100),
    )


@answered_once
def intent(viewer: Viewer, monitor: Monitor, figure: Figure) -> Intent | None:
    """What public notices say was asked for, in the scope of a figure; None without notices, or where no lines are in scope."""
    access.require(viewer, "see_lines", figure.body.id)
    if figure.indicator.quantity or not figure.indicator.scope:
        return None
    with monitor.store.reading() as session:
        matcher = _matcher(session, figure.body.id)
    if not matcher.lots:
        return None
    departments = [figure.department] if figure.department is not None else None
    if departments is None and figure.commitment and figure.commitment.departments:
        departments = list(figure.commitment.departments)
    with intervals(viewer, monitor, figure.body.id, figure.indicator.id, figure.year) as session:
        base = noticing.total(session, noticing.IN_SCOPE, departments)
        rows = _spend(session, matcher, noticing.IN_SCOPE, departments)
    return _intent(matcher.lots, rows, figure.indicator.themes, base)


def _intent(
    lots: tuple[evidence.Lot, ...],
    rows: Iterable[tuple[evidence.Match, int]],
    themes: Sequence[str],
    base: int,
) -> Intent:
    asked = unclear = 0
    by_way: dict[str, int] = {}
    places: set[int] = set()
    for match, cents in rows:
        asks = evidence.asks_for(match, lots, themes)
        if asks:
            asked += cents
            places |= match.lots
            # Of several contracts only the ways in which every one asks are certain.
            every = [{way for theme in themes for way in lots[place].themes.get(theme, ())} for place in match.lots]
            for way in set.intersection(*every):
                by_way[way] = by_way.get(way, 0) + cents
        elif asks is None:
            unclear += cents
    return Intent(
        asked=Fraction(asked, 100),
        unclear=Fraction(unclear, 100),
        base=Fraction(base, 100),
        share=measure.share(Sums(met=asked * FULL, not_met=(base - asked) * FULL)).proven,
        by_way={way: Fraction(cents, 100) for way, cents in sorted(by_way.items())},
        lots=len(places),
    )


def _matcher(session: Session, body: str) -> evidence.Matcher:
    known = registers.knowledge(session, body)[1]
    return evidence.Matcher(evidence.lots_of(known.notices), known.same_suppliers)


def _spend(
    session: Session, matcher: evidence.Matcher, of: str, among: Sequence[str] | None
) -> list[tuple[evidence.Match, int]]:
    """What spend is under, with its cents."""

    def party(row: Mapping[str, Any]) -> evidence.Party:
        return evidence.Party(*(row[name] for name in noticing.PARTY))

    def concerned(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
        wanted = set(matcher.concerned([party(row) for row in found]))
        return [row for row in found if party(row) in wanted]

    rows = noticing.spend_of(session, of, among, concerned, matcher.concerns_number)
    return [(matcher.match(party(row), row["contract_number"], row["date"]), int(row["cents"])) for row in rows]
