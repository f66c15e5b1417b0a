"""The sums of semantics.md section 4 as Ibis expressions, to be compiled for whatever engine holds the lines.

The lines are not gone through indicator by indicator. `told_apart` says of each line what all conditions together can tell apart of it,
its *kind* (kpi.measure.kinds), and `scopes` which indicators each kind is in scope of. The engine adds up the lines in scope that agree
in their evidence (kpi.store.adding), and `groups` says how far those meet the criterion: all that is kept is an addition over these.
`line_intervals` says the same of each line, by the same conditions. Excluded lines never count. Only sums and counts are asked for:
these are exact and equal on every engine. Amounts are widened to 38 digits before they are multiplied, so that nothing can overflow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from kpi.measure.conditions import Interval, interval, leaves
from kpi.measure.factors import factor_bounds
from kpi.measure.kinds import kinds
from kpi.model import COUNTED, FACT_SCHEMA, FULL, GROUP_SCHEMA, LINE_EVIDENCE_SCHEMA, Indicator
from kpi.reference import factor_sets

EXACT = "decimal(38, 0)"
CELL = ("indicator", "indicator_version", "submission", "department")
EVERYTHING: dict[str, Any] = {"all": []}
WITH_NUMBER, WITHOUT_NUMBER = "number ", "supplier "
"""Before the two kinds of key of a contract, so that a supplier can never be taken for a contract number."""


def _table(name: str, schema: pa.Schema) -> ir.Table:
    return ibis.table(ibis.Schema.from_pyarrow(schema.insert(0, pa.field("submission", pa.string()))), name=name)


def line_intervals(indicator: Indicator) -> ir.Table:
    """One row a procurement line: submission, line, scope_low, scope_high, low, high (basis points), claimed.

    In scope is [10000, 10000], out of scope [0, 0], scope unknown [0, 10000].
    """
    lines = _table("facts", FACT_SCHEMA)
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
    for number in range(len(indicator.properties)):
        flag: Any = lines[f"claimed_{number}"]
        claimed = claimed | flag.fill_null(False)
    known = _known(indicator, lines)
    scope_low, scope_high = _scope(indicator, lines)
    low, high = interval(indicator.criterion or EVERYTHING, lines, known)
    return lines.select(
        "submission", "line", scope_low=scope_low, scope_high=scope_high, low=low, high=high, claimed=claimed
    )


def _known(indicator: Indicator, table: ir.Table) -> dict[str, Interval]:
    """The interval of each property of an indicator; what is not known of it may be anything."""
    known: dict[str, Interval] = {}
    for number, name in enumerate(indicator.properties):
        low: Any = table[f"low_{number}"]
        high: Any = table[f"high_{number}"]
        known[name] = (low.fill_null(0), high.fill_null(FULL))
    return known


def _scope(indicator: Indicator, lines: ir.Table | Mapping[str, Any]) -> Interval:
    """The interval in scope, where also must be known which contract (or supplier) it is that is counted."""
    low, high = interval(indicator.scope, lines, {})
    if indicator.measure in COUNTED:
        named, may_be_named = _is_named(indicator, lines)
        low, high = ibis.ifelse(named, low, 0), ibis.ifelse(may_be_named, high, 0)
    return low, high


def _is_named(indicator: Indicator, lines: ir.Table | Mapping[str, Any]) -> tuple[Any, Any]:
    """Whether a line certainly, and whether it possibly, belongs to a contract (or supplier) that can be counted."""
    if indicator.measure == "suppliers":
        return lines["supplier_key"].notnull(), ibis.literal(True)
    known_to_have_none: Any = ~lines["has_contract"].fill_null(True)
    return lines["contract_number"].notnull() & ~known_to_have_none, ~known_to_have_none


def told_apart(indicators: Sequence[Indicator]) -> ir.Table:
    """Over `procurement` (model.FACT_SCHEMA and a submission): submission, line, department, supplier_key, amount, what a line is
    counted under as a `contract`, and under `asked_` and its name each field by which its kind is told.

    A contract is known by its number. What is paid without one is kept together by supplier: the least that it can stand for is one
    contract each.
    """
    lines = _table("procurement", FACT_SCHEMA)
    number: Any = lines["contract_number"]
    supplier: Any = lines["supplier_key"]
    contract = ibis.ifelse(number.notnull(), WITH_NUMBER + number, WITHOUT_NUMBER + supplier.fill_null(""))
    return lines.select(
        "submission",
        "line",
        "department",
        "supplier_key",
        "amount",
        contract=contract if any(one.measure == "contracts" for one in indicators) else ibis.null("string"),
        **{f"asked_{name}": value for name, value in kinds(indicators, lines).items()},
    )


def scopes(indicators: Sequence[Indicator]) -> ir.Table:
    """Over `kinds` (a number `kind`, and the fields by which it is told): kind, the place of an indicator in this row as `number`,
    and its interval in scope.
    """
    found = _kinds(indicators)
    fields = _asked(indicators, found)
    bounds = [_scope(indicator, fields) for indicator in indicators]
    numbers = [ibis.literal(number, "int32") for number in range(len(indicators))]
    return found.select(
        "kind",
        number=ibis.array(numbers).unnest(),
        scope_low=ibis.array([low.cast("int32") for low, _ in bounds]).unnest(),
        scope_high=ibis.array([high.cast("int32") for _, high in bounds]).unnest(),
    )


def _kinds(indicators: Sequence[Indicator]) -> ir.Table:
    types = ibis.Schema.from_pyarrow(FACT_SCHEMA)
    asked = {f"asked_{name}": types[name] for name in fields_asked(indicators)}
    return ibis.table({"kind": "int64", **asked}, name="kinds")


def _asked(indicators: Sequence[Indicator], table: ir.Table) -> dict[str, Any]:
    return {name: table[f"asked_{name}"] for name in fields_asked(indicators)}


def fields_asked(indicators: Sequence[Indicator]) -> list[str]:
    """The fields of model.FACT_SCHEMA by which kinds are told."""
    return [*kinds(indicators, _table("procurement", FACT_SCHEMA))]


def rests_on_kind(indicator: Indicator) -> bool:
    """Whether how far a line counts depends on its kind, beside its evidence."""
    return bool(indicator.factors) or any(leaves(indicator.criterion))


def groups(indicators: Sequence[Indicator]) -> ir.Table:
    """model.GROUP_SCHEMA over `tally` (lines that were added up), `kinds` and `asked` (which indicator has which number): how far these
    lines meet the criterion.

    `key` is what they are counted under, where the indicator counts contracts or suppliers. `least` and `most` are what euros times a
    factor come to, in model.QUANTITY_PARTS of the unit: a group of unknown scope may come to nothing or to its most, and what a credit
    note takes off is as uncertain as what an invoice adds.
    """
    positions = range(max((len(one.properties) for one in indicators), default=0))
    bounds = {f"{side}_{position}": "int32" for position in positions for side in ("low", "high")}
    tally = ibis.table(
        {
            "number": "int32", "submission": "string", "department": "string", "key": "string", "kind": "int64",
            "scope_low": "int32", "scope_high": "int32", **bounds, "claimed": "boolean", "positive": "boolean",
            "amount": EXACT, "lines": "int64",
        },
        name="tally",
    )  # fmt: skip
    asked = ibis.table(
        {"number": "int32", "indicator": "string", "indicator_version": "int32", "measure": "string"}, name="asked"
    )
    found = tally.join(asked, "number").left_join(_kinds(indicators), "kind")
    fields = _asked(indicators, found)
    number: Any = found["number"]
    lows, highs, leasts, mosts = [], [], [], []
    amount: Any = found["amount"]
    positive: Any = found["positive"]
    for place, indicator in enumerate(indicators):
        known = _known(indicator, found)
        if indicator.criterion != {"property": "".join(indicator.properties[:1])}:
            low, high = interval(indicator.criterion or EVERYTHING, fields, known)
            lows.append((number == place, low))
            highs.append((number == place, high))
        if indicator.factors:
            lowest, highest = factor_bounds(factor_sets()[indicator.factors], fields["cpv"])
            certain = ibis.ifelse(found["scope_low"] == FULL, lowest, 0)
            possible = ibis.ifelse(found["scope_high"] == 0, 0, highest)
            leasts.append((number == place, amount * ibis.ifelse(positive, certain, possible)))
            mosts.append((number == place, amount * ibis.ifelse(positive, possible, certain)))
    return found.select(
        "indicator",
        "indicator_version",
        "measure",
        "submission",
        "department",
        "key",
        "scope_low",
        "scope_high",
        low=_choose(lows, found["low_0"].fill_null(0) if positions else ibis.literal(0)),
        high=_choose(highs, found["high_0"].fill_null(FULL) if positions else ibis.literal(FULL)),
        claimed=found["claimed"],
        positive=positive,
        amount=amount,
        lines=found["lines"],
        least=_choose(leasts, ibis.null(EXACT)).cast(EXACT),
        most=_choose(mosts, ibis.null(EXACT)).cast(EXACT),
    )


def _choose(cases: list[tuple[Any, Any]], otherwise: Any) -> Any:
    return ibis.cases(*cases, else_=otherwise) if cases else otherwise


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


def _exact_sum(value: Any) -> Any:
    return value.cast(EXACT).sum().cast(EXACT)
