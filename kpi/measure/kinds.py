"""What the conditions of indicators can tell apart of a line, so that each condition is worked out once for all lines of one kind.

A field is put in the place of others of which every condition says the same: an amount by the highest bound that it reaches, a category
by the longest code that anything asks about. Nothing is lost: what held for the line holds for its kind, and what was unknown is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import ibis
import ibis.expr.types as ir

from kpi.measure.conditions import CONTRACT_FIELDS, FIELDS, leaves, value_asked
from kpi.model import COUNTED, Indicator
from kpi.reference import factor_sets

MORE = "x"
"""After a category: known more precisely than anything asks. No code has a letter."""


def kinds(indicators: Iterable[Indicator], lines: ir.Table) -> dict[str, Any]:
    """For each field of model.FACT_SCHEMA that these indicators ask: what they can tell apart of it, over `lines`."""
    asked: dict[str, list[Mapping[str, Any]]] = {}
    found: dict[str, Any] = {}
    codes: list[str] = []
    for indicator in indicators:
        for leaf in (*leaves(indicator.scope), *leaves(indicator.criterion)):
            asked.setdefault(leaf["field"], []).append(leaf)
        if indicator.factors:
            asked.setdefault("cpv", [])
            codes += [factor.cpv for factor in factor_sets()[indicator.factors].factors]
        if indicator.measure in COUNTED:
            named = "contract_number" if indicator.measure == "contracts" else "supplier_key"
            found[named] = ibis.ifelse(lines[named].notnull(), "", ibis.null("string"))
        if indicator.measure == "contracts":
            asked.setdefault("has_contract", [])
    if asked.keys() & {*CONTRACT_FIELDS}:
        asked.setdefault("has_contract", [])
    for field, said in asked.items():
        if field == "cpv":
            found[field] = _longest(lines[field], codes + [code for leaf in said for code in leaf["starts_with"]])
        elif FIELDS[field] in ("euros", "date"):
            found[field] = _highest(lines[field], sorted({bound for leaf in said for bound in _bounds(leaf)}))
        else:
            found[field] = lines[field]
    return found


def _longest(cpv: Any, codes: Iterable[str]) -> Any:
    """The longest of these codes, or of what they begin with, that a category begins with; marked where the category goes on."""
    begun = {code[:length] for code in codes for length in (*range(2, len(code)), len(code))}
    cases = []
    for length in sorted({len(code) for code in begun}, reverse=True):
        start = cpv.left(length)
        here = sorted(code for code in begun if len(code) == length)
        cases.append((start.isin(here), start + ibis.ifelse(cpv.length() > length, MORE, "")))
    return ibis.cases((cpv.isnull(), ibis.null("string")), *cases, else_=MORE)


def _highest(value: Any, bounds: Sequence[Any]) -> Any:
    """The highest of these bounds that a value reaches; something below all of them where it reaches none."""
    if not bounds or bounds[0] == date.min:
        return value
    below = bounds[0] - (timedelta(days=1) if isinstance(bounds[0], date) else 1)
    reached = [(value >= bound, ibis.literal(bound, value.type())) for bound in reversed(bounds)]
    return ibis.cases((value.isnull(), ibis.null(value.type())), *reached, else_=ibis.literal(below, value.type()))


def _bounds(leaf: Mapping[str, Any]) -> Iterator[Any]:
    """Where the answer of a condition on an amount or a date changes: from here on it is another."""
    for operator in ("at_least", "is", "at_most"):
        if operator in leaf:
            value = value_asked(leaf[operator], FIELDS[leaf["field"]])
            if operator != "at_most":
                yield value
            if operator != "at_least" and value != date.max:
                yield value + (timedelta(days=1) if isinstance(value, date) else 1)
