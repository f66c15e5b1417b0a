"""The control table: every row and every cent of a file in exactly one place, with falling bars."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from kpi import service
from kpi.language import cents, plural, text
from kpi.model import ControlTotals, Severity, Status
from kpi.service import ControlRow, control_rows
from pages.parts.signs import check_sign, sign


def _bar(row: ControlRow, low: int, high: int, fill: str) -> str:
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
        if row is rows[-1]:
            kind, fill = ' class="total last"', "proven"
        elif row.total:
            kind, fill = ' class="total"', "total-bar"
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
    sums = service.sums_sentence(language, totals)
    ledger = ledger_sentence(language, totals, ledger_total)
    return verdict(language, totals, ledger_total, f"{sums} {ledger}".strip())


def verdict(language: str, totals: ControlTotals, ledger_total: int | None, words: str) -> str:
    """The sign and the word: adds up or not, with what was found."""
    agrees, judged = service.verdict_words(language, totals, ledger_total)
    shape = sign(Status.ACHIEVED) if agrees else check_sign(Severity.ERROR)
    return (
        f'<p class="agrees {"yes" if agrees else "no"}">{shape}<span><b>{escape(judged)}</b> {escape(words)}</span></p>'
    )


def ledger_sentence(language: str, totals: ControlTotals, ledger_total: int | None) -> str:
    """The difference between the lines and the ledger, and what it is where that fits to the cent."""
    said = service.ledger_difference(totals, ledger_total)
    return said.in_language(language) if said else ""
