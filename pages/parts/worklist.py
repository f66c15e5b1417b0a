"""The worklist of what is still to classify, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape

from kpi.language import Percent, euro, percent, plural, text
from kpi.model import Message, Suggestion

SHORT = 60


@dataclass(frozen=True)
class Choice:
    """What a group may be called: a category (`cpv`) or a reason why it is no procurement (`exclusion`)."""

    cpv: str | None = None
    exclusion: str | None = None


def suggested(suggestion: Suggestion | None) -> list[Choice]:
    """What a suggestion offers, the likeliest first; nothing where it cannot tell."""
    if suggestion is None or not (suggestion.cpv or suggestion.exclusion):
        return []
    return [Choice(suggestion.cpv, suggestion.exclusion), *_others(suggestion)]


def _others(suggestion: Suggestion) -> list[Choice]:
    return [Choice(cpv=code) if code.isdigit() else Choice(exclusion=code) for code in suggestion.others]


def choices(
    categories: Mapping[str, Message], exclusions: Mapping[str, Message], suggestion: Suggestion | None
) -> list[Choice]:
    """What can be chosen, the suggestion and the next likeliest first, each once."""
    likely = suggested(suggestion) or (_others(suggestion) if suggestion else [])
    others = [Choice(cpv=code) for code in categories] + [Choice(exclusion=reason) for reason in exclusions]
    return list(dict.fromkeys([*likely, *others]))


def choice_word(language: str, choice: Choice, names: Mapping[str, Message], exclusions: Mapping[str, Message]) -> str:
    """A choice in words: "4411 Bouwmaterialen" or "Geen inkoop: salarissen"."""
    if choice.exclusion:
        reason = exclusions[choice.exclusion].in_language(language)
        return text(language, "No procurement: {reason}", reason=reason)
    name = names[choice.cpv or ""].in_language(language)
    return f"{choice.cpv} {name if len(name) <= SHORT else name[: SHORT - 1] + '…'}"


def headline(language: str, open_cents: int) -> str:
    """How much is still to classify."""
    if not open_cents:
        return text(language, "Everything is classified")
    return text(language, "{euros} still to classify", euros=euro(language, Fraction(open_cents, 100)))


def lead(language: str, group_cents: Sequence[int], open_cents: int, first: int = 5) -> str:
    """Where to begin: what the first groups cover of what is open."""
    if not open_cents:
        return text(
            language, "Every euro of procurement has a category. Whether it meets an ambition may still be open."
        )
    covered = Fraction(sum(group_cents[:first]), open_cents)
    begin = ""
    if 0 < covered < 1 and len(group_cents) > first:
        begin = text(
            language, "Start at the top: the first {first} groups cover {share} of what is open.", first=str(first),
            share=Percent(covered),
        )  # fmt: skip
    kept = text(language, "Each choice holds for the whole group and is remembered next year.")
    return f"{begin} {kept}".strip()


def classified_bar(language: str, classified: Fraction | None) -> str:
    """The classified part as a bar with its words."""
    if classified is None:
        return ""
    width = f"{float(classified * 100):.2f}%"
    words = text(language, "{share} classified of the procurement spend", share=percent(language, classified))
    return (
        '<svg class="bar" aria-hidden="true"><rect class="possible" x="0" y="9" width="100%" height="12" '
        f'fill="url(#hatch)"/><rect class="proven" x="0" y="9" width="{width}" height="12"/></svg>'
        f'<p class="small">{escape(words)}</p>'
    )


def group_words(language: str, departments: Sequence[str], suppliers: int, lines: int) -> str:
    """Whose group it is and how big: "Stadsbeheer · 14 leveranciers · 412 regels"."""
    parts = [", ".join(departments)] if departments else []
    parts.append(plural(language, "{number} supplier", "{number} suppliers", suppliers))
    parts.append(plural(language, "{number} row", "{number} rows", lines))
    return " · ".join(parts)


def why(language: str, suggestion: Suggestion | None) -> str:
    """The evidence for a suggestion in words, never a score."""
    if suggestion is None:
        return text(language, "These lines have no text of their own; choose by supplier.")
    if not (suggestion.cpv or suggestion.exclusion):
        return text(language, "No suggestion: this text does not say what was bought. Look at its suppliers.")
    similar = " · ".join(suggestion.similar)
    if suggestion.word and similar:
        return text(
            language,
            "Why this suggestion: the text has “{word}”, and it resembles: {similar}.",
            word=suggestion.word,
            similar=similar,
        )
    if suggestion.word:
        return text(language, "Why this suggestion: the text has “{word}”.", word=suggestion.word)
    return text(language, "Why this suggestion: the text resembles: {similar}.", similar=similar)


def agreed_words(language: str, kept: int, decided: int) -> str:
    """How often this body kept what two sources agreed on."""
    if not decided:
        return text(language, "Our word list and similar texts say the same. Take off the tick where it is wrong.")
    return text(
        language,
        "Our word list and similar texts say the same. You kept {kept} of {decided} such suggestions so far.",
        kept=str(kept),
        decided=str(decided),
    )
