"""The largest lines of something, with their place in the file, and how many there are in all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from kpi.language import cents, plural, text
from pages.parts.tables import Heading, table


def lines_table(language: str, label: str, lines: Sequence[Mapping[str, Any]], every: int) -> str:
    """Lines of store.spending, with the empty name of a supplier for one that may be a natural person; `every` is how many there are."""
    headings = [
        Heading(text(language, "Sheet and row")),
        Heading(text(language, "Supplier")),
        Heading(text(language, "Description")),
        Heading(text(language, "Own category")),
        Heading(text(language, "Euros"), "number"),
    ]
    rows = [
        tuple(
            escape(one)
            for one in (
                " ".join(filter(None, (line["sheet"], str(line["row"])))),
                _supplier(language, line["supplier"]),
                line["description"] or "–",
                line["own_text"] or "–",
                cents(language, int(line["cents"])),
            )
        )
        for line in lines
    ]
    said = plural(language, "The largest of {number} row.", "The largest of {number} rows.", every)
    return table(label, headings, rows) + (f'<p class="small">{escape(said)}</p>' if every > len(lines) else "")


def _supplier(language: str, name: str | None) -> str:
    return text(language, "person, name withheld") if name == "" else name or "–"
