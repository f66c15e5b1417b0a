"""What was promised and how it is counted: the history of a target, and the definition of its indicator."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from kpi.language import day, text
from kpi.model import Commitment, CommitmentVersion, Figure, Indicator, Message
from pages.parts import numbers, signs
from pages.parts.cited import in_dutch


def own_mark(language: str, indicator: Indicator) -> str:
    """A mark beside the words of a promise whose indicator its body made for itself; nothing for the others."""
    return f' <span class="own">{escape(text(language, "own indicator"))}</span>' if indicator.own else ""


def definition(language: str, heading: str, terms: Sequence[tuple[str, str]]) -> str:
    """How we count: terms with one sentence each."""
    rows = "".join(f"<dt>{escape(term)}</dt><dd>{escape(words)}</dd>" for term, words in terms if words)
    return f'<div class="panel"><h2>{escape(heading)}</h2><dl class="terms">{rows}</dl></div>'


def terms(language: str, indicator: Indicator, definition: Any) -> list[tuple[str, str]]:
    """The terms with their sentences, in the order in which they are read; `definition` is of kpi.service.describe."""

    def said(message: Message) -> str:
        return message.in_language(language)

    version = text(language, "Version {version}", version=str(indicator.version))
    if indicator.since:
        version += ", " + text(language, "since {day}", day=day(language, indicator.since))
    version += "."
    if indicator.next_review:
        version += " " + text(language, "Next review before {day}.", day=day(language, indicator.next_review))
    example = [
        text(language, "Counts: {what}", what=said(definition.counts)),
        text(language, "Does not count: {what}", what=said(definition.counts_not)),
    ]
    return [
        (text(language, "Part (numerator)"), said(definition.part)),
        (text(language, "Of (denominator)"), said(definition.whole)),
        (text(language, "Left out"), said(definition.left_out)),
        (text(language, "Evidence"), said(definition.evidence)),
        (text(language, "Example"), " ".join(example)),
        *((text(language, "Other variant"), said(variant)) for variant in definition.variants),
        (text(language, "Definition"), version),
    ]


def variant_values(language: str, figures: Sequence[Figure]) -> list[str]:
    """What other variants of the indicator come to, so that the difference is a figure and not only a sentence."""
    return [
        text(
            language,
            "Other variant, {name}: {value} in {year}.",
            name=figure.indicator.name,
            value=numbers.interval(language, figure),
            year=str(figure.year),
        )
        for figure in figures
    ]


def frozen(language: str, commitment: Commitment, figure: Figure) -> str:
    """That the definition changed after it was promised; empty where it did not."""
    version = figure.commitment_version or commitment.versions[-1]
    promised = version.indicator_version or commitment.indicator_version
    if promised == figure.indicator.version:
        return ""
    return text(
        language,
        "This was promised on version {promised} of the definition; these figures follow version {now}.",
        promised=str(promised),
        now=str(figure.indicator.version),
    )


def target_history(language: str, indicator: Indicator, commitment: Commitment, results: Sequence[Figure]) -> str:
    """Every decision on the target, newest first, with what became of targets whose year has passed."""
    entries = []
    for place, version in enumerate(commitment.versions):
        before = commitment.versions[place - 1] if place else None
        entries.append((version.decision.date, _decided(language, indicator, version, before)))
    if commitment.ended:
        decision = _as_sentence(f"{commitment.ended.decision.kind} {commitment.ended.decision.reference}")
        decided, why = in_dutch(language, decision), in_dutch(language, commitment.ended.reason)
        words = text(language, "Ended. {decision}. Reason: {reason}", decision=decided, reason=why)
        entries.append((commitment.ended.decision.date, words))
    rows = "".join(
        f"<dt>{escape(day(language, when, short=True))}</dt><dd>{words}</dd>"
        for when, words in sorted(entries, key=lambda entry: entry[0], reverse=True)
    )
    passed = "".join(
        f"<p>{signs.sign(figure.judgement.status)} {escape(_result(language, figure))}</p>" for figure in results
    )
    return (
        f"<h2>{escape(text(language, 'History of the target'))}</h2>{passed}"
        f'<dl class="terms">{rows}</dl>'
        f'<p class="intro">{escape(text(language, "An earlier target always stays visible in the chart."))}</p>'
    )


def _decided(language: str, indicator: Indicator, version: CommitmentVersion, before: CommitmentVersion | None) -> str:
    decision = _as_sentence(f"{version.decision.kind} {version.decision.reference}".strip())
    target = numbers.target(language, indicator, version.target.value)
    if before is None:
        baseline = (
            text(language, "baseline {value}", value=numbers.target(language, indicator, version.baseline.value))
            if version.baseline
            else text(language, "baseline unknown")
        )
        words = text(
            language,
            "Recorded: {target} in {year}, {baseline}.",
            target=target,
            year=str(version.target.year),
            baseline=baseline,
        )
        return f"{escape(words)} {in_dutch(language, decision + _by(version))}."
    words = text(
        language,
        "Target changed from {old} in {old_year} to {new} in {new_year}.",
        old=numbers.target(language, indicator, before.target.value),
        old_year=str(before.target.year),
        new=target,
        new_year=str(version.target.year),
    )
    reason = (
        f" {text(language, 'Reason: {reason}', reason=in_dutch(language, version.reason))}" if version.reason else ""
    )
    return f"{escape(words)} {in_dutch(language, decision + _by(version))}.{reason}"


def _as_sentence(words: str) -> str:
    """With a capital, as the start of a sentence has."""
    return words[:1].upper() + words[1:]


def _by(version: CommitmentVersion) -> str:
    return f", {version.responsible}" if version.responsible else ""


def _result(language: str, figure: Figure) -> str:
    return text(
        language,
        "Result of {year}: {value} against a target of {target}. {status}.",
        year=str(figure.year),
        value=numbers.interval(language, figure),
        target=numbers.target(language, figure.indicator, figure.judgement.target),
        status=signs.word(language, figure.judgement.status),
    )
