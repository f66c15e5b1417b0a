"""What submitting a file changes in the figures of a body."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from kpi.language import NO_BREAK_SPACE, from_sum, plural, sum_text, text
from kpi.model import Figure, Indicator, Sums
from pages.parts import numbers, signs
from pages.parts.cited import in_dutch, named
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
        name = in_dutch(language, promised) if promised else named(language, after.indicator)
        because = escape(_because_of(language, before, after))
        status = signs.sign_and_word(language, after.judgement.status)
        rows.append((name, was, f"<b>{becomes}</b>", status, f'<span class="together">{because}</span>'))
    if same:
        rest = plural(language, "{number} ambition does not change", "{number} ambitions do not change", same)
        rows.append((escape(rest), "", "", "", ""))
    if not rows:
        return f'<p class="intro">{escape(text(language, "No recorded ambition holds for this year."))}</p>'
    headings = [
        Heading(text(language, "Ambition")),
        Heading(text(language, "Now"), "number"),
        Heading(text(language, "After submitting"), "number"),
        Heading(text(language, "Status")),
        Heading(text(language, "Because of")),
    ]
    return table(text(language, "What changes in your figures?"), headings, rows)


def _because_of(language: str, before: Figure | None, after: Figure) -> str:
    """The spend that the file adds to what an ambition is about, and how much of it is proven; a dash where euros do not say it."""
    indicator, sums = after.indicator, after.sums
    if sums is None or indicator.measure != "euro" or not indicator.higher_is_better:
        return "–"
    earlier = before.sums if before and before.sums else Sums()
    return text(
        language,
        "{spend} of spend, {proven} of it proven",
        spend=_more(language, after.indicator, sums.base - earlier.base),
        proven=_more(language, after.indicator, sums.met - earlier.met),
    )


def _more(language: str, indicator: Indicator, parts: int) -> str:
    """What is added, with its plus; what is taken off has its own minus."""
    words = sum_text(language, indicator, from_sum(indicator, parts))
    return f"+{NO_BREAK_SPACE}{words}" if parts > 0 else words
