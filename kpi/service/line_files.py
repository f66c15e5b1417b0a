"""Invoice lines to download: exactly those that were asked, in the order in which they were asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from kpi import report
from kpi.language import cents, count, text
from kpi.model import Body, Viewer
from kpi.service.beside import Told, unheard
from kpi.service.detail import EVERY_LINE, LineFilter, lines
from kpi.service.monitor import Monitor
from kpi.wording import counted_as, why_counted


def lines_file(
    viewer: Viewer,
    monitor: Monitor,
    body: str,
    indicator: str,
    year: int,
    department: str | None = None,
    category: str | None = None,
    supplier: str | None = None,
    asked: LineFilter = EVERY_LINE,
    language: str = "nl",
    form: str = "xlsx",
    progress: Told = unheard,
) -> bytes:
    """The lines of `lines`, all of them, as "xlsx" or "csv"; the workbook says on a second sheet what was asked. `progress` hears of each
    line how many were written before it; what it raises ends the work.
    """
    found = lines(viewer, monitor, body, indicator, year, department, category, supplier, asked, 0, None)
    header = _header(language)
    rows = _told(progress, (_row(language, row) for row in found.rows))
    if form == "csv":
        return report.separated(language, header, rows)
    known, defined = monitor.body(body), monitor.indicator(indicator, body)
    facts = [
        (text(language, "Organisation"), known.name),
        (text(language, "Year"), str(year)),
        (text(language, "Ambition"), defined.name.in_language(language)),
        (text(language, "Definition"), f"{defined.id}, {text(language, 'version {version}', version=str(defined.version))}"),
        (text(language, "Department"), _department(language, known, year, department)),
        (text(language, "Category"), category if category is not None else text(language, "all")),
        (text(language, "Supplier"), supplier if supplier is not None else text(language, "all")),
        (text(language, "Searched for"), asked.text or "–"),
        (text(language, "Counted as"), counts_words(language)[asked.counts] if asked.counts else text(language, "all")),
        (text(language, "From (euro)"), "–" if asked.least is None else cents(language, asked.least)),
        (text(language, "Up to (euro)"), "–" if asked.most is None else cents(language, asked.most)),
        (text(language, "Lines"), count(language, found.total)),
        (text(language, "Amount together"), cents(language, found.cents)),
    ]  # fmt: skip
    return report.workbook(text(language, "Invoice lines"), header, rows, (text(language, "About this file"), facts))


def _told(progress: Told, rows: Iterable[list[Any]]) -> Iterator[list[Any]]:
    for done, row in enumerate(rows):
        progress(done)
        yield row


def _department(language: str, body: Body, year: int, department: str | None) -> str:
    if department is None:
        return text(language, "all departments")
    names = {one.id: one.name_in(year) for one in body.departments}
    return names.get(department, department) or text(language, "department unknown")


def counts_words(language: str) -> dict[str, str]:
    """What a line can count as, in words."""
    return {
        "met": text(language, "proven"),
        "claimed": text(language, "claimed, not proven"),
        "part": text(language, "partly"),
        "open": text(language, "to classify"),
        "not_met": text(language, "does not count"),
    }


def _header(language: str) -> list[str]:
    return [
        text(language, "Date"),
        text(language, "Supplier"),
        text(language, "Description"),
        text(language, "Amount"),
        text(language, "Department"),
        text(language, "Category"),
        text(language, "CPV"),
        text(language, "Invoice number"),
        text(language, "Contract"),
        text(language, "Counted as"),
        text(language, "Why"),
        text(language, "Submission"),
        text(language, "Sheet"),
        text(language, "Row in the file"),
    ]


def _row(language: str, row: dict[str, Any]) -> list[Any]:
    return [
        row["date"],
        row["supplier"],
        row["description"],
        Decimal(row["cents"]).scaleb(-2),
        row["department"],
        row["category_text"],
        row["cpv"],
        row["invoice_number"],
        row["contract_number"],
        counted_as(language, row["counts"], row["low"], row["high"]),
        why_counted(language, row["subject"], row["kind"], row["reference"]),
        row["submission"],
        row["sheet"],
        row["row"],
    ]
