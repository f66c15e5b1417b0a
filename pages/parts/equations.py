"""The equations of a file in a small table: every row and every euro below the header in one place, beside the ledger."""

from __future__ import annotations

from html import escape

from kpi.language import cents, count, text
from kpi.model import ControlTotals
from kpi.service import reason_word
from pages.parts.tables import Heading, table
from pages.parts.waterfall import ledger_sentence, verdict


def equations(language: str, totals: ControlTotals, ledger_total: int | None) -> str:
    """Rows and euros: in the file, less what was set aside and what cannot be read, is lines; then the ledger (cents)."""

    def line(words: str, rows: int, amount: int | None) -> tuple[str, str, str]:
        return escape(words), count(language, rows), "–" if amount is None else cents(language, amount)

    lines = [line(text(language, "Below the header of the file"), totals.rows, totals.amount_column)]
    for reason, tally in totals.set_aside.items():
        lines.append(
            line(
                text(language, "less: {reason}", reason=reason_word(language, reason)),
                -tally.rows,
                None if tally.cents is None else -tally.cents,
            )
        )
    unreadable = sum(tally.rows for tally in totals.unreadable.values())
    if unreadable:
        words = text(language, "less: {reason}", reason=reason_word(language, "unreadable"))
        lines.append(line(words, -unreadable, None))
    label = text(language, "Control totals")
    headings = [
        Heading(text(language, "Part")), Heading(text(language, "Rows"), "number"), Heading(text(language, "Euros"), "number"),
    ]  # fmt: skip
    total = line(text(language, "Lines"), totals.lines, totals.uploaded.cents or 0)
    return (
        f'<h2 class="later">{escape(label)}</h2>'
        + table(label, headings, lines, total)
        + verdict(language, totals, ledger_total, ledger_sentence(language, totals, ledger_total))
    )
