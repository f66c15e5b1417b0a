"""What is no addition over departments: counted keys, and the spread over suppliers. Keys and suppliers are merged at each level.

A year that a body delivered in one submission is asked most, and by the hundreds: its levels are kept when it is measured (`at_level`).
Where several submissions are one, or some departments, they are made of the keys when they are asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kpi.model import FULL
from kpi.store.database import Session

_IN_SCOPE, _UNKNOWN = f"scope_low = {FULL}", f"scope_low < {FULL} AND scope_high > 0"
_COUNTS = {
    "met": f"low * ({_IN_SCOPE})::INTEGER",
    "not_met": f"({FULL} - high) * ({_IN_SCOPE})::INTEGER",
    "open_plus": f"(high - low) * ({_IN_SCOPE})::INTEGER",
    "open_minus": "0",
    "scope_unknown_plus": f"{FULL} * ({_UNKNOWN})::INTEGER",
    "scope_unknown_minus": "0",
    "out_of_scope": f"{FULL} * (scope_high = 0)::INTEGER",
    "claimed": f"(CASE WHEN claimed = 1 THEN high ELSE low END) * ({_IN_SCOPE})::INTEGER",
    "lines_met": f"({_IN_SCOPE} AND low = {FULL})::INTEGER",
    "lines_not_met": f"({_IN_SCOPE} AND high = 0)::INTEGER",
    "lines_open": f"({_IN_SCOPE} AND low < {FULL} AND high > 0)::INTEGER",
    "lines_claimed": f"({_IN_SCOPE} AND claimed = 1 AND high > low)::INTEGER",
    "lines_scope_unknown": f"({_UNKNOWN})::INTEGER",
    "lines_out_of_scope": "(scope_high = 0)::INTEGER",
}
"""What one key adds to the sums; the line counts are counts of keys."""


def grouped(whole: str, by_department: bool) -> str:
    """How rows are put together at each level: `whole` names the columns of the whole."""
    return f"GROUP BY GROUPING SETS (({whole}, department), ({whole}))" if by_department else f"GROUP BY {whole}"


def department(by_department: bool) -> str:
    """The column of the department; null is the whole."""
    return "department" if by_department else "NULL::VARCHAR AS department"


def counted(rows: str, whole: str, by_department: bool) -> str:
    """The sums of each level over rows of `counted`, as SQL: a contract of two departments is one contract of the body."""
    counts = ", ".join(f"coalesce(sum({what}), 0)::HUGEINT AS {name}" for name, what in _COUNTS.items())
    return f"""
        SELECT {whole}, department, {counts},
               coalesce(sum({FULL} * (suggested = 1 AND scope_low < {FULL})::INTEGER), 0)::HUGEINT AS suggested
        FROM (
            SELECT {whole}, {department(by_department)}, key, max(scope_low) AS scope_low, max(scope_high) AS scope_high,
                   min(low) AS low, max(high) AS high, max(claimed) AS claimed, max(suggested) AS suggested
            FROM {rows} {grouped(f"{whole}, key", by_department)}
        ) GROUP BY {whole}, department
    """


def spread(rows: str, whole: str, by_department: bool) -> str:
    """How many suppliers each level has, and the absolute cents of the largest and of all, over rows of `supplier_amounts`, as SQL."""
    return f"""
        SELECT {whole}, department, count(*) AS suppliers, max(amount)::HUGEINT AS largest, sum(amount)::HUGEINT AS amounts
        FROM (
            SELECT {whole}, {department(by_department)}, supplier_key, sum(amount) AS amount
            FROM {rows} {grouped(f"{whole}, supplier_key", by_department)}
        ) WHERE amount > 0 GROUP BY {whole}, department
    """


def keep(session: Session, submissions: Sequence[str], indicators: Sequence[str], beside: str = "") -> None:
    """Keeps the levels of each of these submissions by itself, of which none are kept yet. `beside` as for `measuring.add`."""
    keep_counted(session, submissions, indicators, beside)
    _keep(session, submissions, indicators, beside, spread, "supplier_amounts")


def keep_counted(session: Session, submissions: Sequence[str], indicators: Sequence[str], beside: str = "") -> None:
    """The same of counted keys alone."""
    _keep(session, submissions, indicators, beside, counted, "counted")


def _keep(
    session: Session,
    submissions: Sequence[str],
    indicators: Sequence[str],
    beside: str,
    make: Callable[[str, str, bool], str],
    table: str,
) -> None:
    rows = f"(FROM {beside}{table} WHERE list_contains(?, submission) AND list_contains(?, indicator))"
    session.execute(
        f"INSERT INTO {beside}at_level BY NAME {make(rows, 'submission, indicator', True)}",
        [list(submissions), list(indicators)],
    )


def are_kept(session: Session) -> bool:
    """Whether this store keeps levels: one that was filled before they were kept does not."""
    return session.value("SELECT value FROM settings WHERE name = 'levels'") is not None


def complete(session: Session) -> None:
    """Keeps the levels of everything that was measured before levels were kept."""
    for beside in ("", "next_"):
        measured = " UNION ".join(
            f"SELECT submission, indicator FROM {beside}{name}" for name in ("counted", "supplier_amounts")
        )
        for row in session.rows(
            f"SELECT submission, list(indicator) AS indicators FROM ({measured}) GROUP BY submission"
        ):
            keep(session, [row["submission"]], row["indicators"], beside)
    session.execute("INSERT INTO settings VALUES ('levels', 'kept')")
