"""Conditions of indicator definitions: checked as they stand in TOML, evaluated as intervals in basis points.

A condition is a leaf, `{field = "cpv", starts_with = ["1586"]}` or `{property = "fairtrade"}`, or a node over others,
`{any = [...]}`, `{all = [...]}`, `{not = {...}}`; `{all = []}` holds for everything. What is not known is not a "no": every
condition gives the lowest and the highest part of a line (0 to 10,000) for which it can hold. Nodes combine these with the
Fréchet bounds, which hold whatever the dependence between their parts: "any" lies between the largest part and the sum,
"all" between the sum less what must overlap and the smallest part.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, TypeAlias

import ibis
import ibis.expr.types as ir

from kpi.language import message
from kpi.model import FULL, Message
from kpi.reference import is_cpv, properties

FIELDS = {
    "cpv": "cpv",
    "amount": "euros",
    "category_text": "text",
    "ledger_account": "text",
    "department": "text",
    "supplier_size": "text",
    "has_contract": "truth",
    "contract_value": "euros",
    "contract_kind": "text",
    "contract_procedure": "text",
    "date": "date",
}
"""The fields of model.FACT_SCHEMA that a condition may speak of, and how their values are written in TOML."""

OPERATORS = {
    "cpv": ("starts_with",),
    "text": ("starts_with", "any_of", "is"),
    "euros": ("at_least", "at_most", "is"),
    "truth": ("is",),
    "date": ("at_least", "at_most"),
}
CONTRACT_FIELDS = ("contract_value", "contract_kind", "contract_procedure")
NODES = ("any", "all", "not")
MOST_NESTED = 8
"""How many conditions may stand inside each other: more than any definition needs, and few enough for every engine."""
MOST_CENTS = 10**17
"""More than all public spending together, and less than a column of amounts holds."""

Interval = tuple[ir.Value, ir.Value]
Facts: TypeAlias = ir.Table | Mapping[str, Any]
"""What gives a field of model.FACT_SCHEMA by its name."""


@dataclass(frozen=True)
class Problem:
    """What is wrong with a condition: the key in the file, what stands there, what was expected."""

    key: str
    found: str | Message
    expected: Message


# ---------------------------------------------------------------------------------------------- checking


def problems(tree: Any, key: str, evidence_allowed: bool, nested: int = MOST_NESTED) -> Iterator[Problem]:
    """Everything wrong with a condition as it stands in a file; `key` is where it stands.

    `nested` is how many conditions may still stand inside each other.
    """
    if nested == 0:
        most = message("at most {number} conditions inside each other", number=MOST_NESTED)
        yield Problem(key, message("more"), most)
        return
    if not isinstance(tree, Mapping):
        yield Problem(key, repr(tree), message("a condition between braces"))
        return
    nodes = [name for name in (*NODES, "field", "property") if name in tree]
    if len(nodes) != 1:
        yield Problem(key, _keys(tree), message("exactly one of field, property, any, all, not"))
        return
    kind = nodes[0]
    if kind in ("any", "all"):
        parts = tree[kind]
        if len(tree) > 1 or not isinstance(parts, list) or (kind == "any" and not parts):
            yield Problem(f"{key}.{kind}", _keys(tree), message("a list of conditions, and nothing beside it"))
            return
        for position, part in enumerate(parts):
            yield from problems(part, f"{key}.{kind}[{position}]", evidence_allowed, nested - 1)
    elif kind == "not":
        if len(tree) > 1:
            yield Problem(key, _keys(tree), message("one condition under not, and nothing beside it"))
        yield from problems(tree["not"], f"{key}.not", evidence_allowed, nested - 1)
    elif kind == "property":
        yield from _property_problems(tree, key, evidence_allowed)
    else:
        yield from _field_problems(tree, key)


def _keys(tree: Mapping[str, Any]) -> str:
    return ", ".join(map(str, tree)) or "{}"


def _property_problems(tree: Mapping[str, Any], key: str, evidence_allowed: bool) -> Iterator[Problem]:
    if not evidence_allowed:
        yield Problem(key, _keys(tree), message("conditions on fields only: a scope does not rest on evidence"))
    elif len(tree) > 1 or not isinstance(tree["property"], str) or tree["property"] not in properties():
        yield Problem(
            f"{key}.property", str(tree["property"]), message("one of {choices}", choices=_listed(properties()))
        )


def _field_problems(tree: Mapping[str, Any], key: str) -> Iterator[Problem]:
    field = tree["field"]
    if not isinstance(field, str) or field not in FIELDS:
        yield Problem(f"{key}.field", str(field), message("one of {choices}", choices=_listed(FIELDS)))
        return
    kind = FIELDS[field]
    given = [name for name in tree if name != "field"]
    if not given or any(name not in OPERATORS[kind] for name in given):
        yield Problem(key, _keys(tree), message("one of {choices}", choices=_listed(OPERATORS[kind])))
        return
    wrong = [problem for name in given for problem in _value_problems(name, tree[name], f"{key}.{name}", kind)]
    yield from wrong
    if not wrong and len(given) == 2 and kind in ("euros", "date") and "is" not in given:
        lowest, highest = (value_asked(tree[name], kind) for name in ("at_least", "at_most"))
        if lowest > highest:
            yield Problem(key, f"{tree['at_least']} > {tree['at_most']}", message("at_least no higher than at_most"))


def _value_problems(operator: str, value: Any, key: str, kind: str) -> Iterator[Problem]:
    if operator in ("starts_with", "any_of"):
        if not isinstance(value, list) or not value or not all(isinstance(text, str) and text for text in value):
            yield Problem(key, repr(value), message("a list of texts"))
        elif kind == "cpv":
            for code in value:
                if not is_cpv(code):
                    yield Problem(key, code, message("a CPV code that exists, without the zeros at its end"))
    elif kind == "text" and not isinstance(value, str):
        yield Problem(key, repr(value), message("a text"))
    elif kind == "truth" and not isinstance(value, bool):
        yield Problem(key, repr(value), message("true or false"))
    elif kind == "date" and (not isinstance(value, date) or isinstance(value, datetime)):
        yield Problem(key, repr(value), message("a date, such as 2025-01-31"))
    elif kind == "euros" and cents(value) is None:
        yield Problem(key, repr(value), message('an amount in euros: a whole number, or a text such as "0.50"'))


def _listed(names: Any) -> str:
    return ", ".join(names)


def value_asked(value: Any, kind: str) -> Any:
    """A value of a condition as the facts hold it: euros are kept in cents."""
    return cents(value) if kind == "euros" else value


def cents(value: Any) -> int | None:
    """Euros as written in TOML, in cents; None where that is no whole number of cents."""
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        return None
    try:
        exact = Decimal(value) * 100
    except InvalidOperation:
        return None
    if not exact.is_finite() or abs(exact) > MOST_CENTS or exact != exact.to_integral_value():
        return None
    return int(exact)


# ---------------------------------------------------------------------------------------------- evaluating


def leaves(tree: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The conditions on fields of model.FACT_SCHEMA in a condition."""
    if "field" in tree:
        yield tree
    for part in [tree["not"]] if "not" in tree else tree.get("any", tree.get("all", ())):
        yield from leaves(part)


def interval(tree: Mapping[str, Any], facts: Facts, evidence: Mapping[str, Interval]) -> Interval:
    """(low, high) in basis points, as expressions over `facts`; `evidence` gives those of each property."""
    if "property" in tree:
        return evidence[tree["property"]]
    if "field" in tree:
        return _field_interval(tree, facts)
    if "not" in tree:
        low, high = interval(tree["not"], facts, evidence)
        return FULL - high, FULL - low
    node = "any" if "any" in tree else "all"
    return _combine(node, [interval(part, facts, evidence) for part in tree[node]])


def _combine(node: str, parts: Sequence[Interval]) -> Interval:
    """The Fréchet bounds of "any" or "all"; of nothing at all, "all" holds wholly."""
    if not parts:
        return _constant(FULL), _constant(FULL)
    if len(parts) == 1:
        return parts[0]
    lows, highs = [low for low, _ in parts], [high for _, high in parts]
    if node == "any":
        return ibis.greatest(*lows), ibis.least(_constant(FULL), _sum(highs))
    return ibis.greatest(_constant(0), _sum(lows) - FULL * (len(parts) - 1)), ibis.least(*highs)


def _constant(number: int) -> ir.Value:
    return ibis.literal(number, "int32")


def _sum(values: Sequence[ir.Value]) -> Any:
    total: Any = values[0]
    for value in values[1:]:
        total = total + value
    return total


def _field_interval(tree: Mapping[str, Any], facts: Facts) -> Interval:
    field = tree["field"]
    column: Any = facts[field]
    holds: Any = ibis.literal(True)
    unknown: Any = column.isnull()
    if field == "department":
        unknown = unknown | (column == "")
    elif field == "cpv":
        unknown = unknown | column.isin(_shorter(tree["starts_with"]))
    elif field in CONTRACT_FIELDS:
        no_contract = ~facts["has_contract"].fill_null(True)
        holds, unknown = holds & ~no_contract, unknown & ~no_contract
    for operator, value in tree.items():
        if operator != "field":
            holds = holds & _compare(column, operator, value, FIELDS[field])
    certain = holds.fill_null(False) & ~unknown
    low = ibis.ifelse(certain, _constant(FULL), _constant(0))
    high = ibis.ifelse(certain | unknown, _constant(FULL), _constant(0))
    return low, high


def _shorter(codes: Sequence[str]) -> list[str]:
    """Codes known less precisely than asked: a line in division 15 may or may not be coffee (1586)."""
    shorter = {code[:length] for code in codes for length in range(2, len(code))}
    return sorted(code for code in shorter if not code.startswith(tuple(codes))) or [""]


def _compare(column: Any, operator: str, value: Any, kind: str) -> Any:
    if operator == "starts_with":
        holds: Any = column.startswith(value[0])
        for text in value[1:]:
            holds = holds | column.startswith(text)
        return holds
    if operator == "any_of":
        return column.isin(value)
    wanted = value_asked(value, kind)
    if operator == "at_least":
        return column >= wanted
    if operator == "at_most":
        return column <= wanted
    return column == wanted
