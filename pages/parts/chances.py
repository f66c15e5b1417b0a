"""What could close the gap of one ambition: spend to classify, contracts that end. Pure markup."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from html import escape

from kpi.language import day, euro, text
from kpi.service import Chance
from pages.parts.bullet import percent_of


def markup(
    language: str, found: Sequence[Chance], needed: Fraction | None, link: Callable[[Chance], str | None]
) -> str:
    """What could close the gap, largest first; a line marks the euros that are needed."""
    heading = f"<h2>{escape(text(language, 'What could close the gap'))}</h2>"
    if not found:
        return heading + f'<p class="intro">{escape(text(language, "Nothing is open in this scope."))}</p>'
    intro = (
        text(
            language,
            "Needed: {euros} (the line). These are chances: they do not add up.",
            euros=euro(language, needed, "up"),
        )
        if needed
        else text(language, "These are chances: they do not add up.")
    )
    whole = max([chance.euros for chance in found] + ([needed] if needed else []))
    rows = "".join(_chance(language, chance, whole, needed, link(chance)) for chance in found)
    return f'{heading}<p class="intro">{escape(intro)}</p><ul class="chances">{rows}</ul>'


def _chance(language: str, chance: Chance, whole: Fraction, needed: Fraction | None, href: str | None) -> str:
    subject = chance.text or text(language, "lines without a category")
    if chance.kind == "renew":
        name = text(language, "Renew contract: {subject}", subject=subject)
        fill = 'class="proven"'
    else:
        name = text(language, "Classify: {subject}", subject=subject)
        fill = 'class="open-bar" fill="url(#hatch-open)"'
    where = chance.department or ""
    if chance.end:
        where += (", " if where else "") + text(language, "ends on {day}", day=day(language, chance.end))
    linked = f'<a href="{escape(href)}">{escape(name)}</a>' if href else escape(name)
    mark = ""
    if needed:
        at = percent_of(needed, whole)
        mark = f'<line class="target" stroke-dasharray="4 2" x1="{at}" x2="{at}" y1="0" y2="14"/>'
    return (
        f'<li class="chance"><div>{linked} <span class="small">{escape(where)}</span></div>'
        f'<div class="amount">{escape(euro(language, chance.euros))}</div>'
        f'<svg class="flat-bar" aria-hidden="true"><rect {fill} x="0.5" y="1" '
        f'width="{percent_of(chance.euros, whole)}" height="12"/>{mark}</svg></li>'
    )
