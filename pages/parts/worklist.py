"""The worklist of what is still to classify, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape

from kpi.language import Euro, Percent, Points, euro, plural, text
from kpi.model import LEFT_OPEN, Message, Suggestion
from kpi.service import BY_AMBITIONS, Effect, OpenGroup, Worklist, left_open_names

SHORT = 60
DIVISION, GROUP = 2, 3


@dataclass(frozen=True)
class Choice:
    """What a group may be called: a category (`cpv`), a reason why it is no procurement (`exclusion`), or why it stays open.

    Without any of these (ANOTHER) it is a category that is looked for.
    """

    cpv: str | None = None
    exclusion: str | None = None
    left_open: str | None = None


ANOTHER = Choice()


def suggested(suggestion: Suggestion | None) -> list[Choice]:
    """What a suggestion offers, the likeliest first; nothing where it cannot tell."""
    if suggestion is None or not (suggestion.cpv or suggestion.exclusion):
        return []
    return [Choice(suggestion.cpv, suggestion.exclusion), *_others(suggestion)]


def _others(suggestion: Suggestion) -> list[Choice]:
    return [Choice(cpv=code) if code.isdigit() else Choice(exclusion=code) for code in suggestion.others]


def choices(
    categories: Mapping[str, Message], exclusions: Mapping[str, Message], suggestion: Suggestion | None, mixed: bool
) -> list[Choice]:
    """What can be chosen, each once: the likely ones first, then to leave it open, then divisions and groups, and what is finer
    within the likely divisions. `mixed` says whether the suppliers can be told apart.
    """
    likely = suggested(suggestion) or (_others(suggestion) if suggestion else [])
    open_ = [Choice(left_open=reason) for reason in LEFT_OPEN if mixed or reason != "mixed"]
    divisions = {one.cpv[:DIVISION] for one in likely if one.cpv}
    codes = [code for code in categories if len(code) <= GROUP or code[:DIVISION] in divisions]
    others = [Choice(exclusion=reason) for reason in exclusions] + [Choice(cpv=code) for code in codes]
    return list(dict.fromkeys([*likely, *open_, ANOTHER, *others]))


def choice_word(language: str, choice: Choice, names: Mapping[str, Message], exclusions: Mapping[str, Message]) -> str:
    """A choice in words: "4411 Bouwmaterialen" or "Geen inkoop: salarissen"."""
    if choice == ANOTHER:
        return text(language, "Another: look for it")
    if choice.left_open:
        return left_open_names()[choice.left_open].in_language(language)
    if choice.exclusion:
        reason = exclusions[choice.exclusion].in_language(language)
        return text(language, "No procurement: {reason}", reason=reason)
    name = names[choice.cpv or ""].in_language(language)
    return f"{choice.cpv} {name if len(name) <= SHORT else name[: SHORT - 1] + '…'}"


def done_words(
    language: str, group: OpenGroup, choice: Choice, names: Mapping[str, Message], exclusions: Mapping[str, Message]
) -> str:
    """What was just decided."""
    words = choice_word(language, choice, names, exclusions)
    if choice.left_open == "mixed":
        return text(language, "{group}: stands here by supplier now.", group=title(language, group))
    if choice.left_open:
        return text(language, "{group}: stays open ({why}).", group=title(language, group), why=words)
    return text(language, "{group}: classified as {category}.", group=title(language, group), category=words)


def title(language: str, group: OpenGroup) -> str:
    """The words of a group: its text, its supplier, or both."""
    words = " · ".join(part for part in (group.text, group.supplier) if part)
    return words or text(language, "no text and no supplier")


def order_word(language: str, order: str) -> str:
    """The orders of the worklist."""
    if order == BY_AMBITIONS:
        return text(language, "What our ambitions are about first")
    return text(language, "Most euros first")


def headline(language: str, open_cents: int) -> str:
    """How much is still to classify."""
    if not open_cents:
        return text(language, "Everything is classified")
    return text(language, "{euros} still to classify", euros=euro(language, Fraction(open_cents, 100)))


def lead(language: str, work: Worklist, order: str) -> str:
    """Where to begin, and what the first texts cover of what is open."""
    if not work.group_count:
        return text(
            language, "Every euro of procurement has a category. Whether it meets an ambition may still be open."
        )
    kept = text(language, "Each choice holds for the whole group and is remembered next year.")
    return f"{_begin(language, work, order)} {kept}".strip()


def _begin(language: str, work: Worklist, order: str) -> str:
    if order == BY_AMBITIONS:
        if not work.first:
            return text(language, "None of these texts is likely to be about what you committed to.")
        return plural(
            language,
            "{number} text is probably about what you committed to; it stands first.",
            "{number} texts are probably about what you committed to; they stand first.",
            work.first,
        )
    if not 0 < work.first < work.group_count:
        return ""
    return plural(
        language,
        "Start at the top: the first text is {share} of the euros that are open.",
        "Start at the top: the first {number} texts are {share} of the euros that are open.",
        work.first,
        share=Percent(work.first_share),
    )


def stop_line(language: str, work: Worklist, order: str) -> str:
    """The line between what is worth deciding now and the rest."""
    if order == BY_AMBITIONS:
        words = text(language, "What follows is probably not about what you committed to.")
    else:
        words = text(
            language,
            "Up to here it is {share} of the euros that are open. You can stop here; the rest settles little.",
            share=Percent(work.first_share),
        )
    return f'<p class="stop-line">{escape(words)}</p>'


def also_words(language: str, similar: Sequence[OpenGroup]) -> str:
    """The texts below it that are nearly the same, to decide about together."""
    return plural(
        language, "Also for the similar text below", "Also for the {number} similar texts below", len(similar)
    )


def classified_bar(language: str, classified: Fraction | None, spend_cents: int) -> str:
    """The classified part as a bar with its words."""
    if classified is None:
        return ""
    width = f"{float(classified * 100):.2f}%"
    words = text(
        language,
        "{share} of {euros} procurement is classified",
        share=Percent(classified),
        euros=Euro(Fraction(spend_cents, 100)),
    )
    return (
        '<svg class="bar" aria-hidden="true"><rect class="possible" x="0" y="9" width="100%" height="12" '
        f'fill="url(#hatch)"/><rect class="proven" x="0" y="9" width="{width}" height="12"/></svg>'
        f'<p class="small">{escape(words)}</p>'
    )


def card(
    language: str,
    group: OpenGroup,
    departments: Sequence[str],
    ambitions: Sequence[Message],
    effects: Sequence[Effect] = (),
) -> str:
    """What is known of a group, with why this is suggested, which commitments it is about, and what deciding about it does for them."""
    parts = [
        f"<h3>{escape(euro(language, Fraction(group.cents, 100)))} · {escape(title(language, group))}</h3>",
        _small(group_words(language, departments, group.suppliers, group.lines)),
    ]
    if group.left_open:
        parts.append(
            _small(text(language, "Left open: {why}", why=left_open_names()[group.left_open].in_language(language)))
        )
    if ambitions:
        names = " · ".join(name.in_language(language) for name in ambitions)
        parts.append(_labelled(text(language, "Probably about: {ambitions}", ambitions=names)))
    if effects:
        said = " · ".join(_effect(language, one) for one in effects)
        if any(one.at_most for one in effects):
            parts.append(
                _labelled(text(language, "Effect, once it is also known whether it qualifies: {effects}", effects=said))
            )
        else:
            parts.append(_labelled(text(language, "Effect: {effects}", effects=said)))
    if group.stands_with:
        parts.append(_labelled(text(language, "Looks like: {text}", text=group.stands_with)))
    parts.append(_labelled(why(language, group)))
    return "".join(parts)


def _effect(language: str, effect: Effect) -> str:
    said = Points(effect.narrower, "down")
    if effect.at_most:
        return text(
            language,
            "{ambition}: at most {points} points less uncertain",
            ambition=effect.name,
            points=said,
        )
    return text(language, "{ambition}: {points} points less uncertain", ambition=effect.name, points=said)


def _labelled(words: str) -> str:
    """As `_small`, with what stands before the colon easy to find."""
    label, colon, rest = words.partition(":")
    return f'<p class="small"><strong>{escape(label + colon)}</strong>{escape(rest)}</p>' if colon else _small(words)


def _small(words: str) -> str:
    return f'<p class="small">{escape(words)}</p>'


def group_words(language: str, departments: Sequence[str], suppliers: int, lines: int) -> str:
    """Whose group it is and how big: "Stadsbeheer · 14 leveranciers · 412 regels"."""
    parts = [", ".join(departments)] if departments else []
    parts.append(plural(language, "{number} supplier", "{number} suppliers", suppliers))
    parts.append(plural(language, "{number} row", "{number} rows", lines))
    return " · ".join(parts)


def why(language: str, group: OpenGroup) -> str:
    """The evidence for a suggestion in words, never a score."""
    suggestion = group.suggestion
    if suggestion is None:
        mixed = text(language, "This text is mixed, so each supplier is chosen apart.")
        return mixed if group.text else text(language, "These lines have no text of their own; choose by supplier.")
    if not (suggestion.cpv or suggestion.exclusion):
        return text(language, "No suggestion: this text does not say what was bought. Look at its suppliers.")
    if suggestion.origin:
        return text(language, "Why this suggestion: “{origin}” says so.", origin=suggestion.origin)
    similar, word = " · ".join(suggestion.similar), (suggestion.word or "").strip("*")
    if suggestion.word and similar:
        return text(
            language,
            "Why this suggestion: the text has “{word}”, and it resembles: {similar}.",
            word=word,
            similar=similar,
        )
    if suggestion.word:
        return text(language, "Why this suggestion: the text has “{word}”.", word=word)
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
