"""From sums down to lines: the spend in scope of one indicator, grouped or line by line.

Groups stand over `in_scope` (see `prepare_in_scope`); lines over `facts`, `evidence`, `intervals` (see `measuring.prepare_intervals`)
and `lines`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kpi.model import FULL
from kpi.store.database import Session

_KEYS = {
    "department": "facts.department",
    "category": "coalesce(category_text, '')",
    "supplier": "coalesce(facts.supplier_key, '')",
}
_IN_SCOPE = f"scope_low = {FULL} AND exclusion IS NULL"


def prepare_in_scope(session: Session) -> None:
    """Lays out `in_scope` after `measuring.prepare_intervals`: of each line in scope what it is grouped by, its amount and its interval."""
    session.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE in_scope AS
        SELECT facts.amount, facts.department, facts.category_text, facts.supplier_key, facts.contract_number, lines.supplier,
               coalesce(lines.category, lines.ledger_name, lines.ledger_account) AS own_text,
               intervals.low, intervals.high, intervals.claimed
        FROM facts JOIN intervals USING (submission, line) JOIN lines USING (submission, line) WHERE {_IN_SCOPE}
        """
    )


def _within(chosen: dict[str, str | None]) -> tuple[str, list[str]]:
    given = {_KEYS[name]: value for name, value in chosen.items() if value is not None}
    return "".join(f" AND {column} = ?" for column in given), list(given.values())


def groups(session: Session, by: str, chosen: dict[str, str | None]) -> list[dict[str, Any]]:
    """Groups by department, category or supplier, largest first: key, supplier, own_text, lines, suppliers, and the
    sums met, not_met, plus and minus in cent basis points. `chosen` narrows by the same names.
    """
    where, parameters = _within(chosen)
    return session.rows(
        f"""
        SELECT {_KEYS[by]} AS key, coalesce(any_value(supplier), '') AS supplier, coalesce(any_value(own_text), '') AS own_text,
               count(*) AS lines, count(DISTINCT supplier_key) AS suppliers,
               sum(amount::HUGEINT * low)::HUGEINT AS met,
               sum(amount::HUGEINT * ({FULL} - high))::HUGEINT AS not_met,
               sum(CASE WHEN amount > 0 THEN amount::HUGEINT * (high - low) ELSE 0 END)::HUGEINT AS plus,
               sum(CASE WHEN amount < 0 THEN amount::HUGEINT * (high - low) ELSE 0 END)::HUGEINT AS minus
        FROM in_scope AS facts WHERE true {where} GROUP BY 1 ORDER BY abs(sum(amount)) DESC, 1
        """,
        parameters,
    )


def together(session: Session, chosen: dict[str, str | None]) -> tuple[int, int, int]:
    """How many suppliers (those without a name as one) and lines the spend in scope has within what is chosen, and its cents."""
    where, parameters = _within(chosen)
    (found,) = session.rows(
        f"SELECT count(DISTINCT {_KEYS['supplier']}) AS suppliers, count(*) AS lines, coalesce(sum(amount), 0)::HUGEINT AS cents "
        f"FROM in_scope AS facts WHERE true {where}",
        parameters,
    )
    return found["suppliers"], found["lines"], int(found["cents"])


def largest_contract(session: Session, departments: Sequence[str] | None) -> int:
    """The cents in scope of the contract with most of them; 0 where no line has a contract. `departments` None: of all."""
    only = "" if departments is None else " AND list_contains(?, department)"
    found = session.rows(
        f"""
        SELECT sum(amount)::HUGEINT AS cents FROM in_scope WHERE contract_number IS NOT NULL{only}
        GROUP BY contract_number ORDER BY 1 DESC LIMIT 1
        """,
        [] if departments is None else [list(departments)],
    )
    return int(found[0]["cents"]) if found else 0


def supplier_names(session: Session) -> list[str]:
    """Every name of a supplier that the lines have, as written."""
    found = session.rows(
        "SELECT DISTINCT supplier FROM facts JOIN lines USING (submission, line) WHERE supplier IS NOT NULL"
    )
    return [row["supplier"] for row in found]


@dataclass(frozen=True)
class LineFilter:
    """Which lines are asked. Every word of `text` must stand somewhere in the line, whatever its capitals and accents.

    `counts` is one of COUNTS; `least` and `most` are cents and include themselves; `order` is one of ORDERS.
    """

    text: str = ""
    counts: str | None = None
    least: int | None = None
    most: int | None = None
    order: str = "amount"


ORDERS = {
    "amount": "abs(facts.amount) DESC",
    "smallest": "abs(facts.amount)",
    "date": "facts.date DESC NULLS LAST",
    "oldest": "facts.date NULLS LAST",
    "supplier": "lower(shown_supplier) NULLS LAST",
}
"""How lines can be sorted; those that are equal in this stand in the order of the file."""

_CLAIMED = "coalesce(intervals.claimed, false)"
COUNTS = {
    "met": f"NOT {_CLAIMED} AND intervals.low = 10000",
    "not_met": f"NOT {_CLAIMED} AND intervals.high = 0",
    "claimed": _CLAIMED,
    "open": f"NOT {_CLAIMED} AND intervals.low = 0 AND intervals.high = 10000",
    "part": f"NOT {_CLAIMED} AND intervals.low < 10000 AND intervals.high > 0 AND intervals.high - intervals.low < 10000",
}
"""What a line can count as."""

_SEARCHED = (
    "strip_accents(lower(concat_ws(' ', shown_supplier, lines.description, facts.category_text, lines.invoice_number, "
    "facts.contract_number, facts.cpv, reference)))"
)


def _only(asked: LineFilter) -> tuple[str, list[Any]]:
    conditions: list[str] = []
    parameters: list[Any] = []
    for word in asked.text.split():
        conditions.append(f"contains({_SEARCHED}, strip_accents(lower(?)))")
        parameters.append(word)
    if asked.counts is not None:
        conditions.append(COUNTS[asked.counts])
    for bound, sign in ((asked.least, ">="), (asked.most, "<=")):
        if bound is not None:
            conditions.append(f"facts.amount {sign} ?")
            parameters.append(bound)
    return "".join(f" AND ({condition})" for condition in conditions), parameters


def lines(
    session: Session,
    indicator: str,
    chosen: dict[str, str | None],
    asked: LineFilter,
    nameless: Sequence[str],
    offset: int,
    limit: int | None,
) -> tuple[int, int, list[dict[str, Any]]]:
    """How many lines were asked, their cents, and one page of them with interval and winning evidence; `row` counts from 1.

    Without a `limit` it is all of them. `nameless` are suppliers whose name is not shown: it is not searched or sorted on either.
    """
    where, parameters = _within(chosen)
    only, more = _only(asked)
    found = f"""
        FROM facts JOIN intervals USING (submission, line) JOIN lines USING (submission, line)
        LEFT JOIN (
            SELECT submission, line, any_value(subject) AS subject, any_value(kind) AS kind,
                   any_value(reference) AS reference
            FROM evidence WHERE indicator = ? GROUP BY submission, line
        ) AS found USING (submission, line)
        LEFT JOIN (SELECT unnest(?::VARCHAR[]) AS hidden) ON hidden = lines.supplier
        CROSS JOIN LATERAL (SELECT CASE WHEN hidden IS NULL THEN lines.supplier END AS shown_supplier)
        WHERE {_IN_SCOPE} {where} {only}
    """
    given = [indicator, list(nameless), *parameters, *more]
    (whole,) = session.rows(
        f"SELECT count(*) AS lines, coalesce(sum(facts.amount), 0)::HUGEINT AS cents {found}", given
    )
    page = session.rows(
        f"""
        SELECT lines.sheet, lines.row + 1 AS row, lines.submission, facts.date, lines.supplier, lines.description,
               lines.invoice_number, facts.amount AS cents, facts.category_text, facts.cpv, facts.cpv_source,
               facts.contract_number, facts.department, intervals.low, intervals.high, intervals.claimed, subject, kind,
               reference
        {found}
        ORDER BY {ORDERS[asked.order]}, lines.submission, lines.line LIMIT ? OFFSET ?
        """,
        [*given, limit, offset],
    )
    return whole["lines"], int(whole["cents"]), page


_TREATED = """
    CASE WHEN scope_high = 0 THEN 'out_of_scope' WHEN scope_low < 10000 THEN 'scope_unknown' WHEN low = 10000 THEN 'met'
         WHEN high = 0 THEN 'not_met' WHEN low = 0 AND high = 10000 THEN 'open' ELSE 'part' END
"""


def treated(session: Session, first: int) -> dict[str, tuple[int, int, tuple[dict[str, Any], ...]]]:
    """The procurement lines by how they are treated: their number, their cents, and the `first` largest of them."""
    found = session.rows(
        f"""
        SELECT {_TREATED} AS treated, count(*) OVER all_of AS lines, (sum(facts.amount) OVER all_of)::HUGEINT AS cents,
               row_number() OVER (PARTITION BY treated ORDER BY abs(facts.amount) DESC, submission, lines.row) AS place,
               lines.supplier, lines.description, coalesce(category, ledger_name, lines.ledger_account) AS category,
               submission, lines.sheet, lines.row + 1 AS row, facts.amount AS amount
        FROM facts JOIN intervals USING (submission, line) JOIN lines USING (submission, line)
        WINDOW all_of AS (PARTITION BY treated) QUALIFY place <= ? ORDER BY treated, place
        """,
        [first],
    )
    groups: dict[str, tuple[int, int, tuple[dict[str, Any], ...]]] = {}
    for row in found:
        name, lines_, cents, _ = row.pop("treated"), row.pop("lines"), row.pop("cents"), row.pop("place")
        groups[name] = (lines_, int(cents), (*groups.get(name, (0, 0, ()))[2], row))
    return groups
