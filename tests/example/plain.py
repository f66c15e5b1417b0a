"""The sums of a body worked out line by line in plain Python, from its stored lines and its own files.

Nothing of kpi.evidence or kpi.measure decides here: only who a supplier is and what a label says are asked there. Conditions
are worked out by the plain reading that the tests of kpi.measure have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from kpi.evidence.columns import cell_evidence
from kpi.evidence.suppliers import identifiers_of, identity
from kpi.model import EVIDENCE_FIELDS, LEVELS, SUBJECTS, SUM_NAMES, Body, Evidence, Indicator, Knowledge, Sums
from kpi.reference import FactorSet, factor_sets
from tests.measure.plain import part_that_holds

FULL = 10_000
Cell = tuple[str, str | None]  # indicator, department (None: the whole body)


def sums(lines: list[dict[str, Any]], body: Body, knows: Knowledge, indicators: list[Indicator]) -> dict[Cell, Sums]:
    """The sums of these lines by indicator and department, and of all departments together."""
    added: dict[Cell, dict[str, int]] = defaultdict(lambda: dict.fromkeys(SUM_NAMES, 0))
    reader = _Body(body, knows)
    for line in lines:
        facts = reader.facts(line)
        if facts is None:
            continue
        for indicator in indicators:
            for name, number in _counted(indicator, line, facts, reader).items():
                added[indicator.id, facts["department"]][name] += number
                added[indicator.id, None][name] += number
    return {cell: Sums(**numbers) for cell, numbers in added.items()}


def counts(lines: list[dict[str, Any]], body: Body, knows: Knowledge, indicators: list[Indicator]) -> dict[Cell, Sums]:
    """The sums of indicators that count contracts or suppliers: every level collects its own keys and counts them."""
    collected: dict[Cell, dict[Any, list[tuple[int, int, int, int, bool]]]] = defaultdict(lambda: defaultdict(list))
    reader = _Body(body, knows)
    for line in lines:
        facts = reader.facts(line)
        if facts is None:
            continue
        said = list(reader.said(line, facts))
        for indicator in indicators:
            scope_low, scope_high = part_that_holds(indicator.scope, facts, {})
            named = _named(indicator, line, facts)
            if not named:
                scope_low, scope_high = 0, 0 if named is False else scope_high
            known = {name: _known(indicator, name, line, said, reader) for name in indicator.properties}
            low, high = part_that_holds(indicator.criterion, facts, {name: found[:2] for name, found in known.items()})
            claimed = low < high and any(found[2] for found in known.values())
            for department in (facts["department"], None):
                found = (scope_low, scope_high, low, high, claimed)
                collected[indicator.id, department][_key(indicator, line, facts)].append(found)
    return {cell: _count(keys.values()) for cell, keys in collected.items()}


def _named(indicator: Indicator, line: Mapping[str, Any], facts: Mapping[str, Any]) -> bool | None:
    """Whether there is a contract or supplier to count; None where that is not known."""
    if indicator.measure == "suppliers":
        return True if facts["who"].key else None
    return False if facts["has_contract"] is False else True if line["contract_number"] else None


def _key(indicator: Indicator, line: Mapping[str, Any], facts: Mapping[str, Any]) -> tuple[str, str | None]:
    if indicator.measure == "contracts" and line["contract_number"]:
        return "contract", _fold(line["contract_number"])
    return "supplier", facts["who"].key


def _count(keys: Iterable[list[tuple[int, int, int, int, bool]]]) -> Sums:
    total = Sums()
    for lines in keys:
        possible = [line for line in lines if line[1]]
        if not possible:
            total += Sums(out_of_scope=FULL, lines_out_of_scope=1)
        elif not any(line[0] == FULL for line in possible):
            total += Sums(scope_unknown_plus=FULL, lines_scope_unknown=1)
        else:
            low, high = min(line[2] for line in possible), max(line[3] for line in possible)
            claimed = low < high and any(line[4] for line in possible)
            total += Sums(
                met=low,
                not_met=FULL - high,
                open_plus=high - low,
                claimed=high if claimed else low,
                lines_met=int(low == FULL),
                lines_not_met=int(high == 0),
                lines_open=int(low < FULL and high > 0),
                lines_claimed=int(claimed),
            )
    return total


def amounts(
    lines: list[dict[str, Any]], body: Body, knows: Knowledge, indicators: list[Indicator]
) -> dict[Cell, tuple[Fraction, Fraction]]:
    """The least and the most of euros times a factor."""
    added: dict[Cell, list[Fraction]] = defaultdict(lambda: [Fraction(0), Fraction(0)])
    reader = _Body(body, knows)
    for line in lines:
        facts = reader.facts(line)
        for indicator in indicators if facts is not None else ():
            assert facts is not None
            inside, maybe = part_that_holds(indicator.scope, facts, {})
            least, most = _factor(factor_sets()[indicator.factors or ""], facts["cpv"])
            euros = Fraction(line["amount"], 100)
            ends = sorted([euros * (least if inside else 0), euros * (most if maybe else 0)])
            for department in (facts["department"], None):
                for place in (0, 1):
                    added[indicator.id, department][place] += ends[place]
    return {cell: (low, high) for cell, (low, high) in added.items()}


def _factor(used: FactorSet, cpv: str | None) -> tuple[Fraction, Fraction]:
    certain = [one for one in used.factors if cpv and cpv.startswith(one.cpv)]
    if certain:
        return certain[0].low, certain[0].high
    may_be = [used, *(one for one in used.factors if cpv is None or one.cpv.startswith(cpv))]
    return min(one.low for one in may_be), max(one.high for one in may_be)


def _fold(text: str | None) -> str | None:
    return " ".join(text.split()).casefold() if text else None


class _Body:
    """What a body declared and registered, ready to look up by hand."""

    def __init__(self, body: Body, knows: Knowledge):
        self.complete = body.contract_register_complete
        self.departments = {
            _fold(name): one.id
            for one in body.departments
            for name in (one.id, one.name, *one.aliases, *(former.name for former in one.former_names))
        }
        self.rules = knows.mapping
        self.contracts = {_fold(one.number): one for one in knows.contracts}
        self.evidence: dict[tuple[str, str | None], list[Evidence]] = defaultdict(list)
        for said in (*knows.evidence, *_registered(knows)):
            for key in identifiers_of(said.key) if said.subject == "supplier" else (_fold(said.key),):
                self.evidence[said.subject, key].append(said)

    def facts(self, line: Mapping[str, Any]) -> dict[str, Any] | None:
        """What conditions may speak of; None where the line is no procurement."""
        who = identity(line["supplier"], line["kvk"], line["vat_number"], line["supplier_id"])
        text = _fold(line["category"] or line["ledger_name"] or line["ledger_account"])
        rule = self._rule(text, set(who.identifiers))
        if rule and rule.exclusion:
            return None
        contract = self.contracts.get(_fold(line["contract_number"]))
        return {
            "who": who,
            "text": text,
            "cpv": rule.cpv if rule else None,
            "department": self.departments.get(_fold(line["department"]), ""),
            "has_contract": bool(contract) if contract or self.complete else None,
            "contract_kind": contract and contract.kind,
            "contract_value": contract and contract.value,
        }

    def _rule(self, text: str | None, who: set[str]) -> Any:
        found = [
            (bool(rule.text), bool(rule.supplier), number, rule)
            for number, rule in enumerate(self.rules)
            if (not rule.text or _fold(rule.text) == text)
            and (not rule.supplier or identifiers_of(rule.supplier) & who)
        ]
        return max(found, key=lambda one: one[:3])[3] if found else None

    def said(self, line: Mapping[str, Any], facts: Mapping[str, Any]) -> Iterator[Evidence]:
        """All that speaks about a line."""
        keys = [
            ("line", [_fold(line["invoice_number"])]),
            ("contract", [_fold(line["contract_number"])]),
            ("supplier", facts["who"].identifiers),
            ("category", [facts["text"]]),
        ]
        for subject, names in keys:
            for name in filter(None, names):
                for said in self.evidence[subject, name]:
                    if not said.supplier or identifiers_of(said.supplier) & set(facts["who"].identifiers):
                        yield said
        for column in EVIDENCE_FIELDS:
            yield from (cell_evidence(column, line[column]) or ()) if line[column] else ()

    def has_source(self, said: Evidence) -> bool:
        return bool(said.reference) or (said.subject == "contract" and said.high == 0 and self.complete)


def _registered(knows: Knowledge) -> Iterator[Evidence]:
    for one in knows.suppliers:
        known = {"sme": one.size != "large" if one.size else None, "social_enterprise": one.social_enterprise}
        for about, yes in known.items():
            for key in filter(None, {one.key, one.name}) if yes is not None else ():
                part = FULL if yes else 0
                yield Evidence("supplier", key, about, part, part, "statement", "realisatie", "register")


def _counted(indicator: Indicator, line: Mapping[str, Any], facts: Mapping[str, Any], reader: _Body) -> dict[str, int]:
    """What one line adds to the sums of one indicator."""
    amount = line["amount"]
    scope = part_that_holds(indicator.scope, facts, {})
    sign = "plus" if amount > 0 else "minus"
    if scope == (0, FULL):
        return {f"scope_unknown_{sign}": amount * FULL, "lines_scope_unknown": 1}
    if scope == (0, 0):
        return {"out_of_scope": amount * FULL, "lines_out_of_scope": 1}
    said = list(reader.said(line, facts))
    known = {name: _known(indicator, name, line, said, reader) for name in indicator.properties}
    low, high = part_that_holds(indicator.criterion, facts, {name: found[:2] for name, found in known.items()})
    claimed = low < high and any(found[2] for found in known.values())
    return {
        "met": amount * low,
        "not_met": amount * (FULL - high),
        f"open_{sign}": amount * (high - low),
        "claimed": amount * (high if claimed else low),
        "lines_met": int(low == FULL),
        "lines_not_met": int(high == 0),
        "lines_open": int(low < FULL and high > 0),
        "lines_claimed": int(claimed),
    }


def _known(
    indicator: Indicator, name: str, line: Mapping[str, Any], said: list[Evidence], reader: _Body
) -> tuple[int, int, bool]:
    """Low, high and whether it is a claim: the table and the precedence of semantics.md section 3."""
    day = line["invoice_date"] or line["booking_date"] or line["payment_date"]
    proofs, claims = [], []
    for one in said:
        dated = one.valid_from or one.valid_to
        if one.property != name or (one.low, one.high) == (0, FULL):
            continue
        if dated and day and not (one.valid_from or day) <= day <= (one.valid_to or day):
            continue
        enough = LEVELS.index(one.level) >= LEVELS.index(indicator.level) and one.kind in indicator.accepts
        if enough and reader.has_source(one) and not (dated and not day):
            proofs.append(one)
        elif one.low > 0:
            claims.append(one)
    if not proofs:
        return 0, FULL, bool(claims)
    best = min(SUBJECTS.index(one.subject) for one in proofs)
    winners = [one for one in proofs if SUBJECTS.index(one.subject) == best]
    low, high = max(one.low for one in winners), min(one.high for one in winners)
    return (0, FULL, True) if low > high else (low, high, False)
