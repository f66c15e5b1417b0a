"""Own indicators as markup: the list, a definition in words, and what it does with the lines of its body. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from kpi.language import cents, count, day, plural, text
from kpi.service import OwnEnding, OwnPreview, OwnVersion
from kpi.wording import person
from pages.parts import numbers
from pages.parts.cited import named
from pages.parts.promise import terms
from pages.parts.tables import Heading, table


def opening(
    language: str,
    body: str,
    found: Mapping[str, Sequence[OwnVersion]],
    ended: Mapping[str, OwnEnding],
    links: Mapping[str, str],
) -> str:
    """The h1, what an own indicator is, and the list."""
    number = len(found.keys() - ended.keys())
    title = (
        plural(
            language,
            "{body} has {number} indicator of its own.",
            "{body} has {number} indicators of its own.",
            number,
            body=body,
        )
        if number
        else text(language, "{body} uses no indicator of its own any more.", body=body)
        if ended
        else text(language, "{body} has no indicators of its own.", body=body)
    )
    intro = text(
        language,
        "You make an own indicator by choosing. It is measured like the others and can be committed to. Only your own "
        "organisation sees it, and it is never compared.",
    )
    return f'<h1>{escape(title)}</h1><p class="prose spaced">{escape(intro)}</p>{_list(language, found, ended, links)}'


def _list(
    language: str,
    found: Mapping[str, Sequence[OwnVersion]],
    ended: Mapping[str, OwnEnding],
    links: Mapping[str, str],
) -> str:
    if not found:
        return ""
    headings = [
        Heading(text(language, "Own indicator")), Heading(text(language, "Version"), "number"),
        Heading(text(language, "Since")), Heading(text(language, "Made by")), Heading(text(language, "Ended")),
    ]  # fmt: skip
    rows = [
        (
            f'<a href="{escape(links[name])}">{named(language, versions[-1].indicator)}</a>',
            str(versions[-1].indicator.version),
            escape(day(language, versions[-1].saved_at, short=True)),
            escape(person(language, versions[-1].saved_by)),
            escape(day(language, ended[name].ended_at, short=True)) if name in ended else "–",
        )
        for name, versions in found.items()
    ]
    return table(text(language, "Own indicators"), headings, rows)


def ending_words(language: str, ending: OwnEnding) -> str:
    """That an indicator is measured no longer, by whom, when and why."""
    return text(
        language,
        "Ended on {day} by {by}: {reason}. It is measured no longer; its versions are kept.",
        day=day(language, ending.ended_at),
        by=person(language, ending.ended_by),
        reason=ending.reason.rstrip("."),
    )


def part_names(language: str) -> dict[str, str]:
    """How a line is treated, in words, in the order in which it is read."""
    return {
        "met": text(language, "In scope, qualifies"),
        "part": text(language, "In scope, qualifies for a part"),
        "not_met": text(language, "In scope, does not qualify"),
        "open": text(language, "In scope, not known yet"),
        "scope_unknown": text(language, "Not known whether it is in scope"),
        "out_of_scope": text(language, "Not in scope"),
    }


def definition(language: str, seen: OwnPreview) -> str:
    """The definition in words, made from the conditions that were chosen."""
    rows = "".join(
        f"<dt>{escape(term)}</dt><dd>{escape(words)}</dd>"
        for term, words in terms(language, seen.indicator, seen.definition)[:4]
        if words
    )
    return f'<dl class="terms">{rows}</dl>'


def totals(language: str, seen: OwnPreview) -> str:
    """What it would be in its year, and how many lines and euros are treated how."""
    if seen.year is None:
        none = text(language, "Nothing was submitted yet, so there are no lines to see it on.")
        return f'<p class="prose">{escape(none)}</p>'
    names = part_names(language)
    headings = [
        Heading(text(language, "Lines of {year}", year=str(seen.year))), Heading(text(language, "How many"), "number"),
        Heading(text(language, "Euros"), "number"),
    ]  # fmt: skip
    rows = [
        (escape(names[name]), count(language, part.lines), escape(cents(language, part.cents)))
        for name, part in seen.parts.items()
    ]
    return f'<p class="lead">{escape(_value(language, seen))}</p>' + table(headings[0].name, headings, rows)


def _value(language: str, seen: OwnPreview) -> str:
    figure = seen.figure
    share = figure.share if figure else None
    if figure is None or figure.sums is None or share is None or share.proven is None:
        why = figure.judgement.reason.in_language(language) if figure else ""
        return text(language, "In {year} there would be no value. {why}", year=str(seen.year), why=why).strip()
    return text(
        language,
        "In {year} it would be: proven {proven}, possible {possible}, of {base} in scope.",
        year=str(seen.year),
        proven=numbers.bound(language, seen.indicator, share.proven),
        possible=numbers.bound(language, seen.indicator, share.possible),
        base=numbers.of_sums(language, seen.indicator, figure.sums.base),
    )


def first_lines(language: str, seen: OwnPreview, name: str) -> str:
    """The largest lines that are treated in one way."""
    headings = [
        Heading(text(language, "Supplier")), Heading(text(language, "Description")), Heading(text(language, "Category")),
        Heading(text(language, "Euros"), "number"),
    ]  # fmt: skip
    rows = [
        (
            escape(row["supplier"] or "–"),
            escape(row["description"] or "–"),
            escape(row["category"] or "–"),
            escape(cents(language, row["amount"])),
        )
        for row in seen.parts[name].first
    ]
    return table(part_names(language)[name], headings, rows)
