"""The menu of ambitions as a reader sees it: what is proposed for such a body, and where it is now. Pure markup."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from html import escape

from kpi.language import target_percent, text
from kpi.model import Commitment, Theme
from kpi.service import Menu, Offer, ProposedTarget
from pages.parts import numbers
from pages.parts.cited import cited

Choose = Callable[[Offer, int], str]


def heading(language: str, found: Menu, manage: str) -> str:
    """What the menu is, and for whom its targets are meant. `manage` is the address where a body says how large it is."""
    words, link = text(language, "What you can choose from"), ""
    if found.audience is None and found.size_unknown:
        intro = text(language, "Targets are proposed by size. How many inhabitants you have is not known yet.")
        link = f' <a href="{escape(manage)}">{escape(text(language, "Fill in the inhabitants"))}</a>'
    elif found.audience is None:
        intro = text(
            language, "No targets are proposed for your kind of organisation yet. You can record one of your own."
        )
    else:
        intro = text(
            language,
            "Targets for: {audience}. A proposal is ours and nobody's policy; a target with a source was agreed by others. "
            "You decide.",
            audience=found.audience,
        )
    return f'<h2>{escape(words)}</h2><p class="intro">{escape(intro)}{link}</p>'


def by_theme(themes: Sequence[Theme], found: Menu) -> list[tuple[Theme, list[Offer]]]:
    """The offers under their first theme; themes without one are left out."""
    grouped = [(theme, [offer for offer in found.offers if offer.indicator.themes[0] == theme.id]) for theme in themes]
    return [(theme, rows) for theme, rows in grouped if rows]


def offers(language: str, rows: Sequence[Offer], choose: Choose, open_: Callable[[Commitment], str]) -> str:
    """Offers as a list. `choose` gives the address of the form filled in with a target, `open_` of a promise."""
    return f'<ul class="menu">{"".join(_offer(language, offer, choose, open_) for offer in rows)}</ul>'


def _offer(language: str, offer: Offer, choose: Choose, open_: Callable[[Commitment], str]) -> str:
    name = escape(offer.indicator.name.in_language(language))
    if offer.commitment:
        promised = escape(text(language, "Recorded: {text}", text=offer.commitment.versions[-1].text))
        name += f' <a class="small" href="{escape(open_(offer.commitment))}">{promised}</a>'
    rows = "".join(
        f"<li>{escape(proposal(language, offer, place))} {_choice(language, offer, place, choose)}"
        f'<br><span class="small">{_why(language, offer, place)}</span></li>'
        for place in range(len(offer.targets))
    )
    return f'<li><div class="offer">{name}</div><p>{escape(present(language, offer))}</p><ul>{rows}</ul></li>'


def _choice(language: str, offer: Offer, place: int, choose: Choose) -> str:
    if offer.commitment:
        return ""
    words = text(language, "Choose this")
    named = text(language, "Choose this: {name}", name=offer.indicator.name)
    return f'<a href="{escape(choose(offer, place))}" aria-label="{escape(named)}">{escape(words)}</a>'


def present(language: str, offer: Offer) -> str:
    """Where the body is now, with both bounds; or why that cannot be said."""
    figure = offer.figure
    if figure is None:
        return text(language, "You have no figure for this yet.")
    share = figure.share
    if share is None or share.proven is None or share.possible is None:
        return text(language, "You have no figure for this yet. {why}", why=figure.judgement.reason)
    low, high = (numbers.bound(language, offer.indicator, value) for value in (share.proven, share.possible))
    year = numbers.period(language, figure.year, figure.year_state)
    if not offer.indicator.higher_is_better:
        return text(language, "You are at {low} at least and {high} at most, in {year}.", low=low, high=high, year=year)
    if share.proven == share.possible:
        return text(language, "You are at {low} proven, in {year}.", low=low, year=year)
    return text(language, "You are at {low} proven, up to {high} possible, in {year}.", low=low, high=high, year=year)


def proposal(language: str, offer: Offer, place: int) -> str:
    """What is proposed, and whether others agreed on it or it is a proposal of this project."""
    target = offer.targets[place]
    value = goal(language, offer, place)
    if value is None:
        return text(language, "To be followed: no target is proposed.")
    said = _proposed(language, target, value)
    there = target.value is not None and not target.in_unit and _reached(offer, target.value)
    return f"{said} {text(language, 'You are there already.')}" if there else said


def goal(language: str, offer: Offer, place: int) -> str | None:
    """The proposed target: a share, an amount in the unit, or a change from the baseline; None where none is proposed."""
    target = offer.targets[place]
    if target.change is not None:
        return text(language, "{part} less than your baseline", part=target_percent(language, -target.change))
    return None if target.value is None else numbers.target(language, offer.indicator, target.value)


def _reached(offer: Offer, value: Fraction) -> bool:
    share = offer.figure.share if offer.figure else None
    if share is None or share.proven is None or share.possible is None:
        return False
    return share.proven >= value if offer.indicator.higher_is_better else share.possible <= value


def _proposed(language: str, target: ProposedTarget, value: str) -> str:
    year = "" if target.year is None else str(target.year)
    if target.source is None:
        if not year:
            return text(language, "Proposal for bodies like yours: {value}.", value=value)
        return text(language, "Proposal for bodies like yours: {value} in {year}.", value=value, year=year)
    if not year:
        return text(language, "Bodies like yours aim for {value}.", value=value)
    return text(language, "Bodies like yours aim for {value} in {year}.", value=value, year=year)


def _why(language: str, offer: Offer, place: int) -> str:
    """What to know of a target and who agreed on it, as markup."""
    target = offer.targets[place]
    said = [escape(target.note.in_language(language))] if target.note else []
    if target.source:
        said.append(text(language, "Source: {source}", source=cited(target.source)))
    return " ".join(said)
