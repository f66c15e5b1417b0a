"""The lines of submissions in groups of equal words, account and supplier: what is left out of them, and what is bought."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kpi.store.database import Session
from kpi.store.submissions import LINES


def groups(session: Session, submissions_: Sequence[str]) -> list[dict[str, Any]]:
    """Groups of lines: submission, category_text, own_text, ledger_account, supplier_key, supplier,
    exclusion, cpv, cents and lines; most euros first. `supplier` is the first of its names in the file.
    """
    return session.rows(
        f"""
        SELECT submission, category_text, min(coalesce(category, ledger_name, lines.ledger_account)) AS own_text,
               line_facts.ledger_account, supplier_key, min(supplier) AS supplier, exclusion, line_facts.cpv,
               sum(line_facts.amount)::HUGEINT AS cents, count(*) AS lines
        FROM line_facts JOIN {LINES} USING (submission, line)
        WHERE list_contains($1, submission)
        GROUP BY submission, category_text, line_facts.ledger_account, supplier_key, exclusion, line_facts.cpv
        ORDER BY abs(sum(line_facts.amount)) DESC, submission, category_text, line_facts.ledger_account, supplier_key
        """,
        [list(submissions_)],
    )


def suppliers(session: Session, submissions_: Sequence[str]) -> list[dict[str, Any]]:
    """Each name under each supplier: supplier_key, supplier, cents and lines; most euros first."""
    return session.rows(
        f"""
        SELECT supplier_key, supplier, sum(line_facts.amount)::HUGEINT AS cents, count(*) AS lines
        FROM line_facts JOIN {LINES} USING (submission, line)
        WHERE list_contains($1, submission)
        GROUP BY supplier_key, supplier ORDER BY abs(sum(line_facts.amount)) DESC, supplier_key, supplier
        """,
        [list(submissions_)],
    )


def left_out(session: Session, submissions_: Sequence[str], first: int) -> list[dict[str, Any]]:
    """Of each exclusion the `first` lines with most euros: exclusion, supplier, description, own_text, sheet, row (from 1) and cents."""
    return session.rows(
        f"""
        SELECT exclusion, supplier, description, coalesce(category, ledger_name, lines.ledger_account) AS own_text, sheet, row + 1 AS row,
               line_facts.amount AS cents
        FROM line_facts JOIN {LINES} USING (submission, line)
        WHERE list_contains($1, submission) AND exclusion IS NOT NULL
        QUALIFY row_number() OVER (PARTITION BY exclusion ORDER BY abs(line_facts.amount) DESC, submission, line) <= $2
        ORDER BY exclusion, abs(line_facts.amount) DESC, submission, line
        """,
        [list(submissions_), first],
    )


def open_lines(
    session: Session,
    submissions_: Sequence[str],
    department: str | None,
    category_text: str | None,
    supplier: tuple[str | None] | None,
    first: int,
) -> list[dict[str, Any]]:
    """The `first` lines with most euros that have no category and this text, of all suppliers (None) or of one: as `left_out` gives them."""
    return session.rows(
        f"""
        SELECT supplier, description, coalesce(category, ledger_name, lines.ledger_account) AS own_text, sheet, row + 1 AS row,
               line_facts.amount AS cents
        FROM line_facts JOIN {LINES} USING (submission, line)
        WHERE list_contains($1, submission) AND exclusion IS NULL AND line_facts.cpv IS NULL
              AND ($2::VARCHAR IS NULL OR line_facts.department = $2)
              AND category_text IS NOT DISTINCT FROM $3 AND ($4 OR supplier IS NOT DISTINCT FROM $5)
        ORDER BY abs(line_facts.amount) DESC, submission, line LIMIT $6
        """,
        [list(submissions_), department, category_text, supplier is None, supplier[0] if supplier else None, first],
    )


def procurement(session: Session, submissions_: Sequence[str], department: str | None) -> int:
    """The procurement cents of these submissions, of one department or of all (None), as the lines stand now."""
    found = session.value(
        "SELECT sum(amount)::HUGEINT FROM line_facts WHERE list_contains(?, submission) AND exclusion IS NULL "
        "AND (? IS NULL OR department = ?)",
        [list(submissions_), department, department],
    )
    return int(found or 0)
