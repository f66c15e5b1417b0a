"""The sums of semantics.md section 4 as Ibis expressions, to be compiled for whatever engine holds the lines.

`groups` stands over two unbound tables: `facts` (model.FACT_SCHEMA, and how many `lines` a row stands for: lines that no condition tells
apart may have been added up) and `evidence` (model.LINE_EVIDENCE_SCHEMA), both with a text column `submission` beside it. It alone differs from indicator to indicator; everything else is one expression over the groups of all
of them, which an engine plans and runs once. Excluded lines never count. Only sums and counts are asked for: these are exact and equal
on every engine. Amounts are widened to 38 digits before they are multiplied, so that nothing can overflow.
"""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from kpi.measure.conditions import Interval, fields_of, interval
from kpi.measure.factors import factor_bounds
from kpi.model import COUNTED, FACT_SCHEMA, FULL, GROUP_SCHEMA, LINE_EVIDENCE_SCHEMA, Indicator
from kpi.reference import factor_sets

EXACT = "decimal(38, 0)"
CELL = ("indicator", "indicator_version", "submission", "department")
ALIKE = ("submission", "department", "supplier_key", "key", "scope_low", "scope_high", "low", "high", "claimed")
EVERYTHING: dict[str, Any] = {"all": []}
WITH_NUMBER, WITHOUT_NUMBER = "number ", "supplier "
"""Before the two kinds of key of a contract, so that a supplier can never be taken for a contract number."""


def _table(name: str, schema: pa.Schema) -> ir.Table:
    return ibis.table(ibis.Schema.from_pyarrow(schema.insert(0, pa.field("submission", pa.string()))), name=name)


def _measured(indicator: Indicator) -> ir.Table:
    """The procurement lines with their interval in scope (`scope_low`, `scope_high`) and in the criterion (`low`, `high`).

    `key` is what the line is counted under, where the indicator counts contracts or suppliers.
    """
    lines = _table("facts", FACT_SCHEMA.append(pa.field("lines", pa.int64())))
    lines = lines.filter(lines["exclusion"].isnull())
    evidence = _table("evidence", LINE_EVIDENCE_SCHEMA)
    known: dict[str, Interval] = {}
    claimed: Any = ibis.literal(False)
    for number, name in enumerate(indicator.properties):
        found = evidence.filter(evidence["indicator"] == indicator.id, evidence["property"] == name).select(
            **{
                f"submission_{number}": evidence["submission"],
                f"line_{number}": evidence["line"],
                f"low_{number}": evidence["low"],
                f"high_{number}": evidence["high"],
                f"claimed_{number}": evidence["claimed"],
            }
        )
        lines = lines.left_join(
            found,
            [
                lines["submission"] == found[f"submission_{number}"],
                lines["line"] == found[f"line_{number}"],
            ],
        )
    for number, name in enumerate(indicator.properties):
        low: Any = lines[f"low_{number}"]
        high: Any = lines[f"high_{number}"]
        flag: Any = lines[f"claimed_{number}"]
        known[name] = (low.fill_null(0), high.fill_null(FULL))
        claimed = claimed | flag.fill_null(False)
    scope_low, scope_high = interval(indicator.scope, lines, {})
    low, high = interval(indicator.criterion or EVERYTHING, lines, known)
    if indicator.measure in COUNTED:
        named, may_be_named = _is_named(indicator, lines)
        scope_low = ibis.ifelse(named, scope_low, 0)
        scope_high = ibis.ifelse(may_be_named, scope_high, 0)
    return lines.select(
        "submission",
        "line",
        "department",
        "supplier_key",
        "amount",
        "cpv",
        "lines",
        key=_key(indicator, lines),
        scope_low=scope_low,
        scope_high=scope_high,
        low=low,
        high=high,
        claimed=claimed,
    )


def fields_asked(indicator: Indicator) -> set[str]:
    """The fields of model.FACT_SCHEMA by which `groups` tells lines apart, their amount and evidence aside."""
    asked = {"department", "supplier_key", *fields_of(indicator.scope), *fields_of(indicator.criterion or EVERYTHING)}
    if indicator.factors:
        asked.add("cpv")
    if indicator.measure == "contracts":
        asked |= {"contract_number", "has_contract"}
    return asked


def _key(indicator: Indicator, lines: ir.Table) -> Any:
    """What a line is counted under: a contract by its number and a supplier by its key. What is paid without a contract is kept together by supplier:
    the least that it can stand for is one contract each.
    """
    supplier: Any = lines["supplier_key"]
    if indicator.measure not in COUNTED:
        return ibis.null("string")
    if indicator.measure == "suppliers":
        return supplier.fill_null("")
    number: Any = lines["contract_number"]
    return ibis.ifelse(number.notnull(), WITH_NUMBER + number, WITHOUT_NUMBER + supplier.fill_null(""))


def _is_named(indicator: Indicator, lines: ir.Table) -> tuple[Any, Any]:
    """Whether a line certainly, and whether it possibly, belongs to a contract (or supplier) that can be counted."""
    if indicator.measure == "suppliers":
        return lines["supplier_key"].notnull(), ibis.literal(True)
    known_to_have_none: Any = ~lines["has_contract"].fill_null(True)
    return lines["contract_number"].notnull() & ~known_to_have_none, ~known_to_have_none


def groups(indicator: Indicator) -> ir.Table:
    """model.GROUP_SCHEMA: the procurement lines that count alike, added up. All that is measured is an addition over these.

    `key` is what they are counted under, where the indicator counts contracts or suppliers. `least` and `most` are what euros times a
    factor come to, in model.QUANTITY_PARTS of the unit: a group of unknown scope may come to nothing or to its most, and what a credit
    note takes off is as uncertain as what an invoice adds.
    """
    lines = _measured(indicator)
    amount: Any = lines["amount"].cast(EXACT)
    positive: Any = lines["amount"] > 0
    least: Any = ibis.null(EXACT)
    most: Any = ibis.null(EXACT)
    if indicator.factors:
        lowest, highest = factor_bounds(factor_sets()[indicator.factors], lines["cpv"])
        certain = ibis.ifelse(lines["scope_low"] == FULL, lowest, 0)
        possible = ibis.ifelse(lines["scope_high"] == 0, 0, highest)
        least = _exact_sum(amount * ibis.ifelse(positive, certain, possible))
        most = _exact_sum(amount * ibis.ifelse(positive, possible, certain))
    alike = lines.group_by(*ALIKE, positive=positive).aggregate(
        amount=_exact_sum(amount), lines=lines["lines"].sum().cast("int64"), least=least, most=most
    )
    return alike.select(
        indicator=ibis.literal(indicator.id),
        indicator_version=ibis.literal(indicator.version),
        measure=ibis.literal(indicator.measure),
        **{name: alike[name] for name in GROUP_SCHEMA.names[3:]},
    )


ALL_GROUPS = ibis.table(ibis.Schema.from_pyarrow(GROUP_SCHEMA), name="alike")
"""The groups of any number of indicators together."""


def keys(alike: ir.Table = ALL_GROUPS) -> ir.Table:
    """One row a cell and counted key (contract or supplier): where it is known to be in scope, and how far it meets the criterion
    for certain (its weakest line) and at best (its strongest).

    Rows of one key merge in any order: `scope_low`, `scope_high` and `claimed` by their highest, `low` by its lowest and `high` by its
    highest. `low` and `high` are null where no line of the key can be in scope.
    """
    alike = alike.filter(alike["measure"].isin(COUNTED))
    scope_low: Any = alike["scope_low"]
    scope_high: Any = alike["scope_high"]
    low: Any = alike["low"]
    high: Any = alike["high"]
    claimed: Any = alike["claimed"] & (high > low)
    may_count = scope_high > 0
    return alike.group_by(*CELL, "key").aggregate(
        scope_low=scope_low.max(),
        scope_high=scope_high.max(),
        low=low.min(where=may_count),
        high=high.max(where=may_count),
        claimed=ibis.ifelse(claimed & may_count, 1, 0).max(),
    )


def factor_sums(alike: ir.Table = ALL_GROUPS) -> ir.Table:
    """One row a cell: `low` and `high`, the least and the most that the spend in scope comes to, in model.QUANTITY_PARTS."""
    alike = alike.filter(alike["measure"] == "factor")
    return alike.group_by(*CELL).aggregate(low=_exact_sum(alike["least"]), high=_exact_sum(alike["most"]))


def sums_by_cell(alike: ir.Table = ALL_GROUPS) -> ir.Table:
    """One row a cell, with the columns of model.SUM_NAMES (cent basis points; counts of lines), of what is measured in euros.

    The sums are decimals without fraction, wide enough for any file; make them `int` when reading.
    """
    alike = alike.filter(alike["measure"] == "euro")
    amount: Any = alike["amount"]
    low: Any = alike["low"]
    high: Any = alike["high"]
    inside: Any = alike["scope_low"] == FULL
    outside: Any = alike["scope_high"] == 0
    unknown: Any = ~inside & ~outside
    positive: Any = alike["positive"]
    claimed: Any = inside & alike["claimed"] & (high > low)

    def total(where: Any, value: Any) -> Any:
        return _exact_sum(ibis.ifelse(where, value.cast(EXACT), ibis.literal(0).cast(EXACT)))

    def lines_where(where: Any) -> Any:
        return ibis.ifelse(where, alike["lines"], 0).sum().cast("int64")

    return alike.group_by(*CELL).aggregate(
        met=total(inside, amount * low),
        not_met=total(inside, amount * (FULL - high)),
        open_plus=total(inside & positive, amount * (high - low)),
        open_minus=total(inside & ~positive, amount * (high - low)),
        scope_unknown_plus=total(unknown & positive, amount * FULL),
        scope_unknown_minus=total(unknown & ~positive, amount * FULL),
        out_of_scope=total(outside, amount * FULL),
        claimed=total(inside, amount * low) + total(claimed, amount * (high - low)),
        lines_met=lines_where(inside & (low == FULL)),
        lines_not_met=lines_where(inside & (high == 0)),
        lines_open=lines_where(inside & (low < FULL) & (high > 0)),
        lines_claimed=lines_where(claimed),
        lines_scope_unknown=lines_where(unknown),
        lines_out_of_scope=lines_where(outside),
    )


def supplier_amounts(alike: ir.Table = ALL_GROUPS) -> ir.Table:
    """One row a cell and supplier: the absolute cents in scope (for withholding).

    Lines that name no supplier stand together under a null key. All amounts of a group have one sign, so that adding first is the same.
    """
    inside = alike.filter(alike["scope_low"] == FULL)
    size: Any = inside["amount"]
    return inside.group_by(*CELL, "supplier_key").aggregate(amount=_exact_sum(size.abs()))


def line_intervals(indicator: Indicator) -> ir.Table:
    """One row a procurement line: submission, line, scope_low, scope_high, low, high (basis points), claimed.

    In scope is [10000, 10000], out of scope [0, 0], scope unknown [0, 10000].
    """
    return _measured(indicator).select("submission", "line", "scope_low", "scope_high", "low", "high", "claimed")


def _exact_sum(value: Any) -> Any:
    return value.cast(EXACT).sum().cast(EXACT)
