"""The parts of the page of one ambition: its sentence, its chances, its levels and the history of its target."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from html import escape

from kpi.language import NO_BREAK_SPACE, percent, points, sum_text, text
from kpi.model import Change, Figure, Indicator, Status
from kpi.wording import NEEDS_ACTION
from pages.parts import numbers, signs
from pages.parts.cited import in_dutch
from pages.parts.opening import trail
from pages.parts.promise import own_mark


def head(
    language: str, figure: Figure, title: str, crumbs: Sequence[tuple[str, str | None]], total: str | None = None
) -> str:
    """Where this is, the ambition as decided, and the finding in words.

    `crumbs` are (name, address or None), `total` is how much the level holds that they lead to.
    """
    said = " ".join(filter(None, (lead(language, figure), next_move(language, figure))))
    decided = figure.commitment_version is not None and title == figure.commitment_version.text
    return (
        f"{trail(language, crumbs, total)}<h1>{in_dutch(language, title) if decided else escape(title)}{own_mark(language, figure.indicator)}</h1>"
        f'<p class="lead">{signs.sign(figure.judgement.status)} '
        f'<span class="status tone-{signs.tone(figure.judgement.status)}">'
        f"{escape(signs.judged_word(language, figure.judgement))}.</span> {escape(said)}</p>"
    )


def lead(language: str, figure: Figure) -> str:
    """The three numbers in words, and what to do first; where there is no value, why."""
    share, judged, indicator = figure.share, figure.judgement, figure.indicator
    if share is None or share.proven is None or share.possible is None or indicator.unit != "share":
        return judged.reason.in_language(language)
    low, high = (numbers.bound(language, indicator, value) for value in (share.proven, share.possible))
    sentences = []
    if indicator.higher_is_better:
        sentences.append(text(language, "Proven is {share}.", share=low))
    else:
        sentences.append(text(language, "It is at least {low} and at most {high}.", low=low, high=high))
    if judged.expected is None:
        sentences.append(judged.reason.in_language(language))
    else:
        asked = numbers.expectation(language, indicator, judged.expected)
        sentences.append(text(language, "The path asks for {share} now.", share=asked))
    if indicator.higher_is_better and high != low:
        sentences.append(text(language, "If everything not yet classified counts as well, it is {share}.", share=high))
    if judged.status is Status.CANNOT_TELL_YET and judged.to_settle:
        first = sum_text(language, indicator, judged.to_settle, "up")
        if indicator.quantity:
            sentences.append(text(language, "{amount} more proven would settle it.", amount=first))
        else:
            sentences.append(text(language, "Classify {euros} first.", euros=first))
    if judged.status in (Status.BEHIND, Status.MISSED) and judged.gap_amount is not None:
        short = sum_text(language, indicator, judged.gap_amount, "up")
        sentences.append(text(language, "Short: {amount}.", amount=short))
    return " ".join(sentences)


def next_move(language: str, figure: Figure) -> str:
    """Who acts now, where a status asks for it and the decision named a role."""
    version = figure.commitment_version
    if figure.judgement.status not in NEEDS_ACTION or version is None or not version.next_move:
        return ""
    return text(language, "Next move: {role}.", role=version.next_move)


def waiting(language: str, figure: Figure) -> str:
    """What is in scope and of which it is not known whether it qualifies, in the unit of the sums; a dash for a quantity, and where
    there is no value: then it is the scope itself that is not known."""
    if figure.sums is None or figure.share is None or figure.share.proven is None:
        return "–"
    return numbers.of_sums(language, figure.indicator, figure.sums.open_plus - figure.sums.open_minus)


def levels_sentence(language: str, figure: Figure) -> str:
    """That counts of departments do not add up, where that is so."""
    if figure.counted_at is None:
        return ""
    if figure.indicator.measure == "contracts":
        return text(
            language,
            "Contracts are counted once at each level: one of two departments is one of the organisation. So departments do not "
            "add up.",
        )
    return text(
        language,
        "Suppliers are counted once at each level: one of two departments is one of the organisation. So departments do not "
        "add up.",
    )


def with_evidence(figure: Figure) -> Fraction | None:
    """Which part of what is said to qualify is shown with evidence; None when nothing is said."""
    if figure.sums is None or figure.sums.claimed <= 0:
        return None
    return Fraction(figure.sums.met, figure.sums.claimed)


def metrics(language: str, figure: Figure, change: Change | None) -> list[tuple[str, str, str | None]]:
    """The four metrics as (label, value, small line); a dash where there is no value."""
    share, judged, indicator = figure.share, figure.judgement, figure.indicator
    judged_bound = None
    if share is not None:
        judged_bound = share.proven if indicator.higher_is_better else share.possible
    label = (
        text(language, "Proven in {year}", year=str(figure.year))
        if indicator.higher_is_better
        else text(language, "At most in {year}", year=str(figure.year))
    )
    gap = None if judged.gap is None else numbers.distance(language, indicator, judged.gap)
    part = None
    if share is not None and share.coverage is not None:
        part = percent(language, 1 - share.coverage, "up")
    shown = with_evidence(figure)
    return [
        (
            label,
            numbers.bound(language, indicator, judged_bound),
            change_in_points(language, indicator, change.difference) if change else None,
        ),
        (
            text(language, "Short of the path"),
            _shortfall(language, figure),
            gap if indicator.unit == "share" else None,
        ),
        (text(language, "To classify"), waiting(language, figure), part),
        (
            text(language, "With evidence"),
            "–" if shown is None else percent(language, shown, "down"),
            text(language, "of claimed") if shown is not None else None,
        ),
    ]  # fmt: skip


def _shortfall(language: str, figure: Figure) -> str:
    judged = figure.judgement
    if judged.gap_amount is not None:
        return sum_text(language, figure.indicator, judged.gap_amount, "up")
    return "–" if judged.ahead is None else text(language, "none")


def metrics_markup(found: Sequence[tuple[str, str, str | None]]) -> str:
    """The metrics as cards that wrap two by two on a phone, so that no figure is cut off."""
    cards = "".join(
        f'<div><dt>{escape(label)}</dt><dd class="metric-value">{escape(value)}</dd>'
        + (f'<dd class="metric-small">{escape(small)}</dd>' if small else "")
        + "</div>"
        for label, value, small in found
    )
    return f'<dl class="metrics">{cards}</dl>'


def change_in_points(language: str, indicator: Indicator, difference: Fraction) -> str:
    """ "+1,2 punt", "+3 fte"; a real minus for a decline."""
    sign = "+" if difference > 0 else "−" + (NO_BREAK_SPACE if language == "nl" else "")
    side = "down" if difference > 0 else "up"
    if not indicator.is_share:
        return (sign if difference else "") + numbers.value(language, indicator, abs(difference), side)
    amount = points(language, abs(difference), side)
    return text(language, "{points} points", points=f"{sign}{amount}" if difference else amount)


def bounds_over_all(language: str, figure: Figure) -> str:
    """The bounds however the unclassified spend turns out; empty when all of it is classified."""
    share = figure.share
    if share is None or share.proven_all is None or share.possible_all is None or share.scope_coverage == 1:
        return ""
    found = {
        "low": numbers.bound(language, figure.indicator, share.proven_all),
        "high": numbers.bound(language, figure.indicator, share.possible_all),
        "part": numbers.coverage(language, share.scope_coverage),
    }
    if figure.counted_at is not None:
        return text(
            language,
            "Over everything, however what is not known turns out: {low} to {high}. Of {part} it is known whether it is in scope.",
            **found,
        )
    return text(
        language,
        "Over all spend, however what is not classified turns out: {low} to {high}. {part} of the spend is classified.",
        **found,
    )
