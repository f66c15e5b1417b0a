"""What the lines of a submission name: enough to see whether a change of what a body knows is about them."""

from __future__ import annotations

from collections.abc import Iterable

from kpi.store.database import Session

SUPPLIER = ("supplier", "kvk", "vat_number", "supplier_id")


def texts_named(session: Session, submission: str, field: str) -> frozenset[str]:
    """The different texts of `category_text` or `contract_number` in the facts of a submission."""
    assert field in ("category_text", "contract_number")
    found = session.rows(f"SELECT DISTINCT {field} AS text FROM line_facts WHERE submission = ?", [submission])
    return frozenset(row["text"] for row in found if row["text"] is not None)


def suppliers_named(session: Session, submission: str) -> tuple[tuple[str | None, ...], ...]:
    """The different suppliers of a submission: name, KvK number, VAT number, own number."""
    found = session.rows(f"SELECT DISTINCT {', '.join(SUPPLIER)} FROM lines WHERE submission = ?", [submission])
    return tuple(tuple(row[name] for name in SUPPLIER) for row in found)


def names_invoices(session: Session, submission: str, numbers: Iterable[str]) -> bool:
    """Whether a line has one of these invoice numbers, in lower case with single blanks."""
    listed = list(numbers)
    return bool(listed) and bool(
        session.value(
            "SELECT count(*) FROM lines WHERE submission = ? AND invoice_number IS NOT NULL AND "
            r"list_contains(?, lower(regexp_replace(trim(invoice_number), '\s+', ' ', 'g')))",
            [submission, listed],
        )
    )
