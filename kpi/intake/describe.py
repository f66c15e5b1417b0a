"""A Reading as the JSON object of `kpi read --json`. Other programs rely on it: see docs/command-line.md."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from kpi.model import Finding, Question, Reading, TableReading, Tally

SHOWN_CELLS = 20


def euros(cents: int | None) -> str | None:
    """Whole cents as a decimal text with a point and two decimals."""
    return None if cents is None else str(Decimal(cents).scaleb(-2))


def as_json(reading: Reading, language: str = "nl") -> dict[str, Any]:
    """The object that `kpi read --json` prints, its texts in one language."""
    return {
        "outcome": reading.outcome.value,
        "reason": reading.reason.in_language(language) if reading.reason else None,
        "file": {
            "name": reading.file.name,
            "sha256": reading.file.sha256,
            "bytes": reading.file.bytes,
            "container": reading.file.container,
            "encoding": reading.file.encoding,
            "delimiter": reading.file.delimiter,
        },
        "tables": [_table(table, language) for table in reading.tables],
        "questions": [_question(question, language) for question in reading.questions],
        "findings": [_finding(finding, language) for finding in reading.findings],
    }


def _tally(tally: Tally) -> dict[str, Any]:
    return {"rows": tally.rows, "amount": euros(tally.cents)}


def _table(table: TableReading, language: str) -> dict[str, Any]:
    described: dict[str, Any] = {
        "sheet": table.sheet,
        "header_rows": list(table.header_rows),
        "header": list(table.header),
        "columns": {
            name: {"index": column.index, "header": column.header, "why": column.why.in_language(language)}
            for name, column in table.columns.items()
        },
        "number_style": table.number_style,
        "date_order": table.date_order,
        "amount_unit": table.amount_unit,
        "amount_basis": table.amount_basis,
        "lines": table.line_count,
        "amount_sum": euros(table.amount_sum),
        "negative_lines": table.negative_lines,
        "earliest": table.earliest,
        "latest": table.latest,
        "suppliers": table.suppliers,
        "set_aside": {reason: _tally(tally) for reason, tally in table.set_aside.items()},
        "unreadable": {"rows": table.unreadable.rows},
    }
    if table.amount_low_sum is not None:
        described["amount_low_sum"] = euros(table.amount_low_sum)
        described["amount_high_sum"] = euros(table.amount_high_sum)
    return described


def _question(question: Question, language: str) -> dict[str, Any]:
    return {
        "id": question.id,
        "about": question.about,
        "why": question.why.in_language(language),
        "options": list(question.options),
        "labels": [label.in_language(language) for label in question.labels],
        "examples": [[cell.in_language(language) for cell in row] for row in question.examples],
        "totals": [euros(total) for total in question.totals],
    }


def _finding(finding: Finding, language: str) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message.in_language(language),
        "rows": finding.rows,
        "euros": euros(finding.cents),
        "cells": list(finding.cells[:SHOWN_CELLS]),
    }
