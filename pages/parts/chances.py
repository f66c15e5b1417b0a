"""What could close the gap of one ambition, and what it would be if some of it came true. Pure markup."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from html import escape

from kpi.language import day, euro, plural, text
from kpi.model import Figure
from kpi.service import Chance, WhatIf
from pages.parts import numbers, signs
from pages.parts.bullet import percent_of

Links = Callable[[Chance], str]


def shortlist(found: Sequence[Chance], most: int, chosen: Sequence[str]) -> list[Chance]:
    """What to show of all chances: up to half of it to classify first, then the largest others, and whatever was chosen."""
    classify = [one for one in found if one.kind == "classify"][: most // 2]
    others = [one for one in found if one.kind != "classify"][: most - len(classify)]
    return [one for one in found if one in classify or one in others or one.id in chosen]


def markup(
    language: str,
    found: Sequence[Chance],
    figure: Figure,
    link: Links,
    choose: Links,
    chosen: Sequence[str] = (),
) -> str:
    """What could close the gap; a line marks the euros that are needed.

    `link` gives the address of what is behind a chance, `choose` the address at which it is counted along, or no longer.
    """
    heading = f"<h2>{escape(text(language, 'What could close the gap'))}</h2>"
    if not found:
        return heading + f'<p class="intro">{escape(text(language, "Nothing is open in this scope."))}</p>'
    needed = figure.judgement.gap_euro
    intro = (
        text(
            language,
            "Needed: {euros} (the line). These are chances: they do not add up.",
            euros=euro(language, needed, "up"),
        )
        if needed
        else text(language, "These are chances: they do not add up.")
    )
    first = text(language, "Classify first: part of it may qualify already.")
    if any(chance.kind == "classify" for chance in found):
        intro = f"{intro} {first}"
    whole = max([chance.euros for chance in found] + ([needed] if needed else []))
    rows = "".join(
        _chance(language, chance, figure, whole, (link(chance), choose(chance)), chance.id in chosen)
        for chance in found
    )
    return f'{heading}<p class="intro">{escape(intro)}</p><ul class="chances">{rows}</ul>'


def _chance(
    language: str, chance: Chance, figure: Figure, whole: Fraction, hrefs: tuple[str, str], chosen: bool
) -> str:
    name, fill = _kind(language, chance)
    href, choose = hrefs
    linked = f'<a href="{escape(href)}">{escape(name)}</a>'
    mark = ""
    if figure.judgement.gap_euro:
        at = percent_of(figure.judgement.gap_euro, whole)
        mark = f'<line class="target" stroke-dasharray="4 2" x1="{at}" x2="{at}" y1="0" y2="14"/>'
    toggle = text(language, "Do not count along") if chosen else text(language, "What if this works out?")
    counted = f'<a href="{escape(choose)}" aria-label="{escape(f"{toggle} {name}")}">{escape(toggle)}</a>'
    return (
        f'<li class="chance{" chosen" if chosen else ""}"><div>{linked} '
        f'<span class="small">{escape(_where(language, chance, figure))}</span></div>'
        f'<div class="amount">{escape(euro(language, chance.euros, "down"))}</div>'
        f'<svg class="flat-bar" aria-hidden="true"><rect {fill} x="0.5" y="1" '
        f'width="{percent_of(chance.euros, whole)}" height="12"/>{mark}</svg>'
        f'<div class="small">{escape(_effect(language, chance, figure))}</div><div class="small">{counted}</div></li>'
    )


def _kind(language: str, chance: Chance) -> tuple[str, str]:
    """The name with its kind as the first word, and the fill of its bar."""
    subject = chance.text or chance.contract or text(language, "lines without a category")
    if chance.kind == "classify":
        return text(language, "Classify: {subject}", subject=subject), 'class="open-bar" fill="url(#hatch-open)"'
    if chance.kind == "renew":
        return text(language, "Renew contract: {subject}", subject=subject), 'class="proven"'
    return text(language, "Buy differently: {subject}", subject=subject), 'class="proven"'


def _where(language: str, chance: Chance, figure: Figure) -> str:
    unknown = chance.lines.department == "" and figure.body.departments
    parts = [text(language, "department unknown") if unknown else chance.department or ""]
    if chance.kind == "switch":
        parts.append(chance.supplier or text(language, "name withheld or missing"))
    if chance.contract and chance.text:
        parts.append(chance.contract)
    if chance.end:
        parts.append(text(language, "ends on {day}", day=day(language, chance.end)))
    return ", ".join(part for part in parts if part)


def _effect(language: str, chance: Chance, figure: Figure) -> str:
    """What the bounds would become."""
    words = _bounds(language, figure, chance.proven, chance.possible)
    return f"{words} {text(language, 'That closes the gap.')}" if chance.closes else words


def _bounds(language: str, figure: Figure, proven: Fraction, possible: Fraction) -> str:
    low, high = (numbers.bound(language, figure.indicator, value) for value in (proven, possible))
    if figure.indicator.higher_is_better:
        return text(language, "Then {low} is proven and {high} possible.", low=low, high=high)
    return text(language, "Then it is at least {low} and at most {high}.", low=low, high=high)


def imagined(language: str, what_if: WhatIf, clear: str) -> str:
    """The figure as it would be, clearly marked as imagined. `clear` is the address without a choice."""
    figure, status = what_if.figure, what_if.figure.judgement.status
    assert figure.share is not None
    assert figure.share.proven is not None
    assert figure.share.possible is not None
    heading = plural(
        language,
        "What if {number} of these chances works out?",
        "What if {number} of these chances work out?",
        len(what_if.chances),
    )
    bounds = _bounds(language, figure, figure.share.proven, figure.share.possible)
    would = text(language, "The status would be: {status}.", status=signs.word(language, status))
    small = text(language, "This is imagined: nothing of it is stored, and it counts in no figure.")
    away = f'<a href="{escape(clear)}">{escape(text(language, "Back to the real figures"))}</a>'
    return (
        f'<section class="imagined"><h2>{escape(heading)}</h2><p class="lead">{signs.sign(status)} '
        f'{escape(f"{would} {bounds}")}</p><p class="small">{escape(small)} {away}</p></section>'
    )
