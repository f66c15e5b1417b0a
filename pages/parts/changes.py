"""What submitting a file changes in the figures of a body."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from kpi.language import plural, text
from kpi.model import Figure
from pages.parts import numbers, signs
from pages.parts.tables import Heading, table


def changes_table(language: str, pairs: Sequence[tuple[Figure | None, Figure]]) -> str:
    """Each ambition before and after, with the status it gets; those that stay the same are counted together."""
    rows, same = [], 0
    for before, after in pairs:
        was = numbers.interval(language, before) if before else "–"
        becomes = numbers.interval(language, after)
        if was == becomes and before and before.judgement.status is after.judgement.status:
            same += 1
            continue
        promised = after.commitment_version.text if after.commitment_version else None
        name = promised or after.indicator.name.in_language(language)
        status = signs.sign_and_word(language, after.judgement.status)
        rows.append((escape(name), was, f"<b>{becomes}</b>", status))
    if same:
        rest = plural(language, "{number} ambition does not change", "{number} ambitions do not change", same)
        rows.append((escape(rest), "", "", ""))
    if not rows:
        return f'<p class="intro">{escape(text(language, "No recorded ambition holds for this year."))}</p>'
    headings = [
        Heading(text(language, "Ambition")),
        Heading(text(language, "Now"), "number"),
        Heading(text(language, "After submitting"), "number"),
        Heading(text(language, "Status")),
    ]
    return table(text(language, "What changes in your figures?"), headings, rows)
