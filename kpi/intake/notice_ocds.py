"""OCDS releases and records (release packages, record packages, or bare) as lots: what was asked for, and who won.

Fields: those of OCDS 1.1, lots, and the sustainability extension. Releases of one procedure are put together in order of their dates,
as the standard says: a later value replaces an earlier one, objects of a list are the same where their `id` is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from kpi.intake.notice_place import Place
from kpi.intake.notice_values import code_asked, day_of, end_after, euro_value, latest
from kpi.language import message
from kpi.model import Asked, Message, Notice, NoticeContract, NoticeSupplier
from kpi.reference import notice_codes

KINDS: dict[type, Message] = {
    dict: message("an object"),
    list: message("a list"),
    str: message("a text"),
    bool: message("true or false"),
}
NO_AWARD = ("cancelled", "unsuccessful", "pending")
"""States of an award or contract in which nobody has it."""


@dataclass
class _Release:
    """A release as it stands, and where."""

    place: Place
    value: dict[str, Any]


@dataclass
class Releases:
    """Releases of one or more documents, by procedure."""

    found: dict[str, list[_Release]] = field(default_factory=dict)

    def add(self, place: Place, document: Any) -> None:
        """The releases of a document. Raises Refusal where it is no OCDS."""
        top = _object(place, document)
        if "releases" in top and "ocid" not in top:
            self._package(place.at("releases"), top["releases"])
        elif "records" in top:
            for number, one in enumerate(_list(place.at("records"), top["records"])):
                self._record(place.at("records").at(number), one)
        elif "compiledRelease" in top or ("ocid" in top and "releases" in top):
            self._record(place, top)
        elif "ocid" in top:
            self._release(place, top)
        else:
            found = message("an object with {keys}", keys=", ".join(list(top)[:8]) or "–")
            raise place.refuse(found, message("OCDS: an object with releases, records or ocid"))

    def _package(self, place: Place, value: Any) -> None:
        for number, one in enumerate(_list(place, value)):
            self._release(place.at(number), one)

    def _record(self, place: Place, value: Any) -> None:
        record = _object(place, value)
        if record.get("compiledRelease") is not None:
            self._release(place.at("compiledRelease"), record["compiledRelease"])
        elif record.get("releases"):
            self._package(place.at("releases"), record["releases"])
        else:
            raise place.refuse(
                message("a record without releases"), message("compiledRelease, or releases with their content")
            )

    def _release(self, place: Place, value: Any) -> None:
        release = _object(place, value)
        ocid = _text(place.at("ocid"), release.get("ocid"))
        if not ocid:
            found = message("an object with {keys}", keys=", ".join(list(release)[:8]) or "–")
            raise place.at("ocid").refuse(found, message("a release with its ocid"))
        self.found.setdefault(ocid, []).append(_Release(place, release))

    def notices(self) -> tuple[Notice, ...]:
        """The lots that all releases together tell of."""
        return tuple(notice for ocid, releases in self.found.items() for notice in _lots(ocid, releases))


def _lots(ocid: str, releases: list[_Release]) -> Iterator[Notice]:
    ordered = sorted(releases, key=lambda one: (str(one.value.get("date") or ""), str(one.value.get("id") or "")))
    last = ordered[-1]
    for one in ordered:
        _check(one)
    together: Any = None
    for one in ordered:
        together = _merged(together, one.value)
    # Values were checked where they stand; what is put together stands nowhere, so that the place of the last one is as near as can be.
    place, release = last.place, together
    tender = _object(place.at("tender"), release.get("tender") or {})
    lots = _objects(place.at("tender").at("lots"), tender.get("lots"))
    awards = _objects(place.at("awards"), release.get("awards"))
    published = day_of(place.file, place.at("date").pointer, _text(place.at("date"), release.get("date")))
    whole = _asked(place.at("tender"), tender)
    parts = [(one_place, lot) for one_place, lot in lots] or [(place.at("tender"), {})]
    for lot_place, lot in parts:
        identity = _named(lot_place.at("id"), lot.get("id")) or ""
        yield Notice(
            format="ocds",
            notice=_named(place.at("id"), release.get("id")) or ocid,
            procedure=ocid,
            lot=identity,
            title=_text(lot_place.at("title"), lot.get("title"))
            or _text(place.at("tender").at("title"), tender.get("title")),
            published=published,
            asked=_asked(lot_place, lot) or whole,
            contracts=tuple(_contracts(place, release, awards, identity, tender, lot)),
        )


def _check(release: _Release) -> None:
    """What a single release says, where it says it: so that a wrong code is refused at its own place."""
    place = release.place.at("tender")
    tender = _object(place, release.value.get("tender") or {})
    _asked(place, tender)
    for lot_place, lot in _objects(place.at("lots"), tender.get("lots")):
        _asked(lot_place, lot)


def _merged(before: Any, after: Any) -> Any:
    """The value after a later release: null takes away, objects are put together, and so are lists of objects with ids."""
    if isinstance(before, dict) and isinstance(after, dict):
        merged = {**before}
        for key, value in after.items():
            if value is None:
                merged.pop(key, None)
            else:
                merged[key] = _merged(before.get(key), value)
        return merged
    if isinstance(before, list) and isinstance(after, list) and _have_ids(before) and _have_ids(after):
        by_id = {str(one["id"]): one for one in before}
        for one in after:
            by_id[str(one["id"])] = _merged(by_id.get(str(one["id"])), one)
        return list(by_id.values())
    return after


def _have_ids(values: list[Any]) -> bool:
    return all(isinstance(one, dict) and isinstance(one.get("id"), (str, int)) for one in values)


def _asked(place: Place, part: dict[str, Any]) -> tuple[Asked, ...]:
    """What a tender or lot asks for; a goal without a strategy is asked in a way that is not stated."""
    found: list[Asked] = []
    for goal_place, one in _objects(place.at("sustainability"), part.get("sustainability")):
        goals = _goal(goal_place.at("goal"), one.get("goal"))
        strategies = [
            code_asked(place.file, _where(step), "sustainabilityStrategy", _text(step, written) or "")
            for step, written in _items(goal_place.at("strategies"), one.get("strategies"))
        ]
        ways = list(dict.fromkeys(one.way for one in strategies if one.way != "unstated"))
        found += [Asked(goal.list, goal.code, way) for goal in goals for way in ways or ["unstated"]]
        found += strategies if not goals else [one for one in strategies if one.way == "unstated"]
        if not goals and not strategies:
            found.append(Asked("hasSustainability", "true"))
    said = part.get("hasSustainability")
    if said is not None and not found:
        if not isinstance(said, bool):
            raise place.at("hasSustainability").refuse(said, KINDS[bool])
        found.append(Asked("hasSustainability", "true" if said else "false"))
    return tuple(dict.fromkeys(found))


def _goal(place: Place, value: Any) -> list[Asked]:
    """The goal; one that a publisher added stands under the broader code that it begins with, as the extension asks."""
    written = _text(place, value)
    if not written:
        return []
    known = notice_codes()
    parts = written.split(".")
    for length in range(len(parts), 0, -1):
        broader = ".".join(parts[:length])
        if ("sustainabilityGoal", broader) in known:
            return [code_asked(place.file, _where(place), "sustainabilityGoal", broader)]
    return [code_asked(place.file, _where(place), "sustainabilityGoal", written)]


def _where(place: Place) -> object:
    if place.line is None:
        return place.pointer
    return message("line {line}, {pointer}", line=place.line, pointer=place.pointer)


def _contracts(
    place: Place,
    release: dict[str, Any],
    awards: list[tuple[Place, dict[str, Any]]],
    lot: str,
    tender: dict[str, Any],
    own: dict[str, Any],
) -> Iterator[NoticeContract]:
    """The contracts of a lot; an award without a contract is one too, for it has a supplier and a period."""
    parties = {
        identity: one
        for step, one in _objects(place.at("parties"), release.get("parties"))
        if (identity := _named(step.at("id"), one.get("id")))
    }
    signed: dict[str, list[tuple[Place, dict[str, Any]]]] = {}
    for step, one in _objects(place.at("contracts"), release.get("contracts")):
        signed.setdefault(_named(step.at("awardID"), one.get("awardID")) or "", []).append((step, one))
    for step, award in awards:
        identity = _named(step.at("id"), award.get("id")) or ""
        about = [_text(where, one) for where, one in _items(step.at("relatedLots"), award.get("relatedLots"))]
        if (lot and about and lot not in about) or award.get("status") in NO_AWARD:
            continue
        suppliers = tuple(
            _supplier(where, one, parties) for where, one in _objects(step.at("suppliers"), award.get("suppliers"))
        )
        for contract_place, contract in signed.get(identity, [(step, {})]):
            if contract.get("status") in NO_AWARD:
                continue
            concluded = _day(contract_place.at("dateSigned"), contract.get("dateSigned"))
            periods = [
                (contract_place.at("period"), contract.get("period")),
                (step.at("contractPeriod"), award.get("contractPeriod")),
                (place.at("tender").at("lots"), own.get("contractPeriod")),
                (place.at("tender").at("contractPeriod"), tender.get("contractPeriod")),
            ]
            start, end = _period(periods, concluded)
            yield NoticeContract(
                id=_named(contract_place.at("id"), contract.get("id")) or identity,
                numbers=_numbers(contract_place, contract),
                suppliers=suppliers,
                value=_value(contract_place.at("value"), contract.get("value"))
                or _value(step.at("value"), award.get("value")),
                start=start,
                end=end,
                referenced=bool(contract.get("identifiers")),
            )


def _numbers(place: Place, contract: dict[str, Any]) -> tuple[str, ...]:
    identifiers = [
        _named(step.at("id"), one.get("id"))
        for step, one in _objects(place.at("identifiers"), contract.get("identifiers"))
    ]
    own = _named(place.at("id"), contract.get("id"))
    return tuple(dict.fromkeys(one for one in (*identifiers, own) if one))


def _supplier(place: Place, written: dict[str, Any], parties: dict[str, dict[str, Any]]) -> NoticeSupplier:
    party = parties.get(_named(place.at("id"), written.get("id")) or "", {})
    identifier = _object(place, party.get("identifier") or written.get("identifier") or {})
    name = _text(place.at("name"), written.get("name")) or _text(
        place, party.get("name") or identifier.get("legalName")
    )
    return NoticeSupplier(name, _named(place, identifier.get("id")))


def _period(periods: list[tuple[Place, Any]], concluded: date | None) -> tuple[date | None, date | None]:
    """The first period that is stated: of the contract, the award, the lot, the tender."""
    for place, value in periods:
        period = _object(place, value or {})
        start = _day(place.at("startDate"), period.get("startDate")) or concluded
        end = _day(place.at("endDate"), period.get("endDate"))
        length = period.get("durationInDays")
        if end is None and start is not None and isinstance(length, int) and not isinstance(length, bool):
            if length < 0:
                raise place.at("durationInDays").refuse(length, message("a whole number"))
            end = end_after(start, min(length, 10**6), 0)
        if start and end and end < start:
            raise place.refuse(f"{start} … {end}", message("an end that is not before the start"))
        if end is not None or period.get("startDate"):
            return start, latest(end)
    return concluded, None


def _day(place: Place, value: Any) -> date | None:
    return day_of(place.file, _where(place), _text(place, value))


def _value(place: Place, value: Any) -> int | None:
    part = _object(place, value or {})
    amount = part.get("amount")
    if amount is None:
        return None
    if isinstance(amount, (bool, dict, list)):
        raise place.at("amount").refuse(amount, message("an amount such as 12500.00"))
    return euro_value(
        place.file, _where(place.at("amount")), str(amount), _text(place.at("currency"), part.get("currency"))
    )


def _object(place: Place, value: Any) -> dict[str, Any]:
    return _of(place, value, dict)


def _list(place: Place, value: Any) -> list[Any]:
    return _of(place, value, list)


def _of(place: Place, value: Any, kind: type) -> Any:
    if not isinstance(value, kind):
        raise place.refuse(_kind_of(value), KINDS[kind])
    return value


def _kind_of(value: Any) -> object:
    return KINDS[type(value)] if isinstance(value, (dict, list)) else value


def _items(place: Place, value: Any) -> Iterator[tuple[Place, Any]]:
    """The items of a list that may be absent, each with its place."""
    for number, one in enumerate(_list(place, value if value is not None else [])):
        yield place.at(number), one


def _objects(place: Place, value: Any) -> list[tuple[Place, dict[str, Any]]]:
    return [(step, _object(step, one)) for step, one in _items(place, value)]


def _text(place: Place, value: Any) -> str | None:
    if value is not None and not isinstance(value, str):
        raise place.refuse(_kind_of(value), KINDS[str])
    return (value or "").strip() or None


def _named(place: Place, value: Any) -> str | None:
    """An id, which may be a number too."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return _text(place, value)
