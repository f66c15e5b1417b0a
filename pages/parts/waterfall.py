"""The control table: every row and every cent of a file in exactly one place, with falling bars."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from kpi.language import cents, plural, text
from kpi.model import ControlTotals, Severity, Status, Tally
from kpi.service import explain_difference
from pages.parts.amounts import exact_euro
from pages.parts.signs import check_sign, sign


@dataclass(frozen=True)
class Row:
    """One row of the table. `place` is the name by which its rows can be opened; None for the total of the file."""

    words: str
    cents: int | None
    rows: int
    place: str | None = None
    start: int = 0  # where the bar begins and ends, in cents
    end: int = 0


def reason_word(language: str, reason: str) -> str:
    """The word for a reason why rows do not count; a reason without a word of its own is shown as it is."""
    words = {
        "blank": text(language, "Blank rows"),
        "repeated_header": text(language, "Repeated headers"),
        "total": text(language, "Totals"),
        "subtotal": text(language, "Subtotals"),
        "sub_total": text(language, "Subtotals"),
        "note": text(language, "Notes"),
        "filler": text(language, "Filler rows"),
        "error_cells": text(language, "Rows with error cells only"),
        "salary": text(language, "Salaries and social charges"),
        "subsidy": text(language, "Subsidies"),
        "benefit": text(language, "Benefits"),
        "tax": text(language, "Taxes"),
        "transfer": text(language, "Payments to other governments"),
        "internal": text(language, "Internal charges"),
        "finance": text(language, "Loans, interest and land"),
        "compensation": text(language, "Damages and compensation"),
        "unreadable": text(language, "Rows without a readable amount"),
        "procurement": text(language, "Counts as procurement"),
    }
    return words.get(reason, reason.replace("_", " "))


def control_rows(language: str, totals: ControlTotals) -> list[Row]:
    """From the amount column as read down to what counts as procurement; each bar begins where the one above ended."""
    rows = [Row(text(language, "Total in the file"), totals.amount_column, totals.rows, None, 0, totals.amount_column)]
    level = totals.amount_column
    unreadable = Tally(sum(tally.rows for tally in totals.unreadable.values()))
    for reason, tally in (*totals.set_aside.items(), ("unreadable", unreadable), *totals.excluded.items()):
        if not tally.rows:
            continue
        left = level - (tally.cents or 0)
        amount = None if tally.cents is None else -tally.cents
        rows.append(Row(reason_word(language, reason), amount, tally.rows, reason, left, level))
        level = left
    counted = totals.procurement
    rows.append(
        Row(
            reason_word(language, "procurement"), counted.cents or 0, counted.rows, "procurement", 0, counted.cents or 0
        )
    )
    return rows


def _bar(row: Row, low: int, high: int, fill: str) -> str:
    span = (high - low) or 1
    left, right = sorted((row.start, row.end))
    start = 10_000 * (left - low) // span / 100
    width = max(10_000 * (right - left) // span / 100, 0.3 if right > left else 0)
    return (
        f'<svg class="flat-bar" aria-hidden="true"><rect class="{fill}" x="{start:.2f}%" y="0" width="{width:.2f}%" '
        'height="14"/></svg>'
    )


def control_table(language: str, totals: ControlTotals, links: Mapping[str, str] | None = None) -> str:
    """The table itself; a reason with an address in `links` opens the rows it stands for."""
    rows = control_rows(language, totals)
    edges = [0, *(row.start for row in rows), *(row.end for row in rows)]
    low, high = min(edges), max(edges)
    body = []
    for row in rows:
        words = escape(row.words)
        if row.place and links and row.place in links:
            words = f'<a href="{escape(links[row.place])}">{words}</a>'
        amount = "–" if row.cents is None else cents(language, row.cents)
        kind, fill = "", "left-out"
        if row is rows[0]:
            kind, fill = ' class="total"', "total-bar"
        elif row is rows[-1]:
            kind, fill = ' class="total last"', "proven"
        body.append(
            f'<tr{kind}><th scope="row">{words}</th><td class="number">{escape(amount)}</td>'
            f'<td class="bar-cell">{_bar(row, low, high, fill)}</td>'
            f'<td class="small">{escape(plural(language, "{number} row", "{number} rows", row.rows))}</td></tr>'
        )
    head = (
        f'<thead class="visually-hidden"><tr><th scope="col">{escape(text(language, "Part"))}</th>'
        f'<th scope="col">{escape(text(language, "Euros"))}</th><td class="bar-cell"></td>'
        f'<th scope="col">{escape(text(language, "Rows"))}</th></tr></thead>'
    )
    return f'<table class="control">{head}<tbody>{"".join(body)}</tbody></table>'


def agreement(language: str, totals: ControlTotals, ledger_total: int | None = None) -> str:
    """Whether the file and its lines add up, and the difference with the ledger where its total (cents) was given."""
    sums = text(
        language,
        "Lines in the file {uploaded} = counted {counted} + left out {left_out}.",
        uploaded=cents(language, totals.uploaded.cents or 0),
        counted=cents(language, totals.procurement.cents or 0),
        left_out=cents(language, sum(tally.cents or 0 for tally in totals.excluded.values())),
    )
    ledger = ledger_sentence(language, totals, ledger_total)
    return verdict(language, totals, ledger_total, f"{sums} {ledger}".strip())


def verdict(language: str, totals: ControlTotals, ledger_total: int | None, words: str) -> str:
    """The sign and the word: adds up or not, with what was found."""
    difference = None if ledger_total is None else (totals.uploaded.cents or 0) - ledger_total
    agrees = totals.adds_up() and not difference
    if agrees:
        judged = text(language, "Adds up.")
    elif difference:
        judged = text(language, "Does not add up: difference {euros}.", euros=exact_euro(language, difference))
    else:
        judged = text(language, "Does not add up: rows are missing or counted twice.")
    shape = sign(Status.ACHIEVED) if agrees else check_sign(Severity.ERROR)
    return (
        f'<p class="agrees {"yes" if agrees else "no"}">{shape}<span><b>{escape(judged)}</b> {escape(words)}</span></p>'
    )


def ledger_sentence(language: str, totals: ControlTotals, ledger_total: int | None) -> str:
    """The difference between the lines and the ledger, and what it is where that fits to the cent."""
    if ledger_total is None:
        return ""
    words = text(
        language,
        "Difference with the ledger (stated: {ledger}): {difference}.",
        ledger=cents(language, ledger_total),
        difference=cents(language, (totals.uploaded.cents or 0) - ledger_total),
    )
    why = explain_difference(totals, ledger_total)
    return f"{words} {why.in_language(language)}" if why else words
