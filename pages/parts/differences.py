"""What differs between two deliveries: totals that join to the cent, the rows behind them, and what became of the findings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from kpi.language import cents, count, day, text
from kpi.model import Finding
from kpi.service import CellChange, Difference, FindingsChange, RowChange
from pages.parts.fields import field_word
from pages.parts.signs import check_sign_and_word
from pages.parts.tables import Heading
from pages.parts.tables import table as html_table

AS_WRITTEN = "amount_as_written"
ISO_DATE = len("2025-01-31")


def totals(language: str, found: Difference) -> str:
    """Before, plus what was added, less what was removed, plus what changed, is after: rows and euros."""
    steps = (
        (text(language, "Before"), found.before.rows + found.unreadable_before, found.before.cents or 0),
        (text(language, "Added"), found.added.rows, found.added.cents or 0),
        (text(language, "Removed"), -found.removed.rows, -(found.removed.cents or 0)),
        (text(language, "Changed"), found.changed.rows, found.changed.cents or 0),
    )
    last = (text(language, "Now"), found.after.rows + found.unreadable_after, found.after.cents or 0)
    unreadable = ""
    if found.unreadable_before or found.unreadable_after:
        said = text(
            language,
            "Of these rows {before} could not be read before, and {after} cannot be read now.",
            before=count(language, found.unreadable_before),
            after=count(language, found.unreadable_after),
        )
        unreadable = f'<p class="spaced">{escape(said)}</p>'
    headings = [Heading(""), Heading(text(language, "Rows"), "number"), Heading(text(language, "Euros"), "number")]

    def line(step: tuple[str, int, int]) -> tuple[str, ...]:
        return escape(step[0]), count(language, step[1]), cents(language, step[2])

    label = text(language, "From before to now")
    return (
        html_table(label, headings, [line(step) for step in steps], line(last)) + unreadable + _columns(language, found)
    )


def _columns(language: str, found: Difference) -> str:
    said = [
        text(language, "{field} is no longer in the file", field=field_word(language, name))
        for name in found.fields_gone
    ] + [text(language, "{field} is new in the file", field=field_word(language, name)) for name in found.fields_new]
    return f"<ul>{''.join(f'<li>{escape(one)}</li>' for one in said)}</ul>" if said else ""


def rows(language: str, found: Difference) -> str:
    """The rows that changed, with each cell before and after; those added; those removed. The largest amounts first."""
    parts = []
    if found.changed_rows:
        lines = [
            (*_place(language, row), escape(field_word(language, cell.field)), _was_and_is(language, cell, row))
            for row in found.changed_rows
            for cell in row.cells
            if cell.field != AS_WRITTEN or not _amount_changed(row)
        ]
        headings = [*_headings(language), Heading(text(language, "Column")), Heading(text(language, "Was, is now"))]
        parts.append(
            _block(
                language, text(language, "Changed rows"), len(found.changed_rows), found.changed.rows, headings, lines
            )
        )
    for title, shown, whole in (
        (text(language, "Added rows"), found.added_rows, found.added.rows),
        (text(language, "Removed rows"), found.removed_rows, found.removed.rows),
    ):
        if shown:
            lines = [
                (*_place(language, row), escape(row.invoice_number or ""), cents(language, row.cents)) for row in shown
            ]
            headings = [
                *_headings(language), Heading(text(language, "Invoice number")), Heading(text(language, "Amount"), "number"),
            ]  # fmt: skip
            parts.append(_block(language, title, len(shown), whole, headings, lines))
    return "".join(parts)


def _block(
    language: str, title: str, shown: int, whole: int, headings: Sequence[Heading], lines: Sequence[Sequence[str]]
) -> str:
    more = ""
    if whole > shown:
        said = text(
            language, "The first {shown} of {whole}.", shown=count(language, shown), whole=count(language, whole)
        )
        more = f'<p class="small">{escape(said)}</p>'
    return f'<h3 class="later">{escape(title)}</h3>{html_table(title, headings, lines)}{more}'


def _headings(language: str) -> list[Heading]:
    return [Heading(text(language, "Row")), Heading(text(language, "Supplier"))]


def _place(language: str, row: RowChange) -> tuple[str, str]:
    place = count(language, row.row + 1)
    return escape(f"{row.sheet}, {place}" if row.sheet else place), escape(row.supplier or "–")


def _amount_changed(row: RowChange) -> bool:
    return any(cell.field == "amount" for cell in row.cells)


def _was_and_is(language: str, cell: CellChange, row: RowChange) -> str:
    """Both values; of an amount that could not be read what is written in its place."""
    written = next((one for one in row.cells if one.field == AS_WRITTEN), None) if cell.field == "amount" else None
    was, now = (_value(language, cell.field, value) for value in (cell.before, cell.after))
    if written:
        was, now = written.before or was, written.after or now
    return f"{escape(was)} → <b>{escape(now)}</b>"


def _value(language: str, field: str, value: str | None) -> str:
    if value is None:
        return text(language, "(empty)")
    if field == "amount":
        return cents(language, int(value))
    if field.endswith("_date") and len(value) == ISO_DATE:
        return day(language, date.fromisoformat(value), short=True)
    return value


def findings_change(language: str, change: FindingsChange) -> str:
    """Findings solved, still there, and new."""
    parts = []
    for title, findings in (
        (text(language, "Solved"), change.solved),
        (text(language, "Still there"), change.remaining),
        (text(language, "New"), change.new),
    ):
        if findings:
            items = "".join(_finding(language, one) for one in findings)
            parts.append(f'<h3 class="later">{escape(title)} ({count(language, len(findings))})</h3><ul>{items}</ul>')
    return "".join(parts)


def _finding(language: str, finding: Finding) -> str:
    return (
        f"<li>{check_sign_and_word(language, finding.severity)}: {escape(finding.message.in_language(language))}</li>"
    )


def whole(language: str, found: Difference, change: FindingsChange) -> str:
    """All of it, under the heading that the caller gives."""
    if found.nothing:
        return f"<p>{escape(text(language, 'No row differs.'))}</p>" + findings_change(language, change)
    return totals(language, found) + rows(language, found) + findings_change(language, change)
