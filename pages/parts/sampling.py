"""An audit sample on the screens: how it was drawn, what it says of all claimed euros, and each line to check. Builders are pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from html import escape

from kpi import service
from kpi.language import amount, cents, count, day, euro, euros_from_sum, percent, plural, text
from kpi.model import SampledLine, Verdict
from kpi.wording import person, rests_on
from pages.parts.tables import Heading, table


def error_sentence(language: str, found: service.SampleResult) -> str:
    """What the sample says: the estimate with its interval, or the interval as far as it goes."""
    low, high = percent(language, found.low, "down"), percent(language, found.high, "up")
    if found.estimate is not None:
        return text(
            language,
            "An estimated {rate} of the claimed euros is not as claimed (95% interval: {low} to {high}).",
            rate=percent(language, found.estimate, "up"),
            low=low,
            high=high,
        )
    return plural(
        language,
        "{checked} of {number} line is checked. So far between {low} and {high} of the claimed euros is not as claimed.",
        "{checked} of {number} lines are checked. So far between {low} and {high} of the claimed euros is not as claimed.",
        len(found.sample.lines),
        checked=count(language, len(found.verdicts)),
        low=low,
        high=high,
    )


def beside(
    language: str, found: Sequence[service.SampleResult], indicators: Mapping[str, str], href: str | None
) -> str:
    """Below a figure: what each sample says of it, and the way to the samples where `href` gives it; that there is none yet, where
    there is none.
    """
    items = "".join(
        f"<li>{escape(error_sentence(language, one))}<br><small>{escape(name(language, one, indicators))}</small></li>"
        for one in found
    )
    none = text(language, "No part of what is claimed was checked in a sample yet.")
    listed = f"<ul>{items}</ul>" if items else f"<p>{escape(none)}</p>"
    onward = f'<p><a href="{escape(href)}">{escape(text(language, "To the audit samples"))}</a></p>' if href else ""
    return f"<h2>{escape(text(language, 'Audit sample'))}</h2>{listed}{onward}"


def _drawn(language: str, found: service.SampleResult) -> str:
    return day(language, found.sample.drawn_at, short=True) if found.sample.drawn_at else "–"


def name(language: str, found: service.SampleResult, indicators: Mapping[str, str]) -> str:
    """A sample in a list to choose from."""
    sample = found.sample
    about = (
        text(language, "all ambitions together")
        if len(sample.indicators) > 1
        else indicators.get(sample.indicators[0], sample.indicators[0])
    )
    return f"{about} · {percent(language, sample.part)} · {text(language, 'seed {seed}', seed=str(sample.seed))} · {_drawn(language, found)}"


def summary(language: str, found: service.SampleResult) -> str:
    """What the sample says, how it was drawn, and what was left out."""
    sample = found.sample
    terms = {
        text(language, "Claimed"): plural(
            language,
            "{euros} on {number} line",
            "{euros} on {number} lines",
            sample.claims,
            euros=euro(language, found.claimed),
        ),
        text(language, "In the sample"): plural(
            language,
            "{number} line with {euros}; {always} of these always, for its size",
            "{number} lines with {euros}; {always} of these always, for their size",
            len(sample.lines),
            euros=euro(language, found.held),
            always=count(language, sum(one.always for one in sample.lines)),
        ),
        text(language, "Drawn with"): text(
            language,
            "seed {seed}, interval {interval} euros, {part} of the claimed euros expected",
            seed=str(sample.seed),
            interval=amount(language, euros_from_sum(sample.interval)),
            part=percent(language, sample.part),
        ),
        text(language, "Checked"): text(
            language,
            "{checked} of {lines}, {rejected} of these not right",
            checked=count(language, len(found.verdicts)),
            lines=count(language, len(sample.lines)),
            rejected=count(language, found.rejected),
        ),
    }
    if sample.credits:
        terms[text(language, "Not sampled")] = plural(
            language,
            "{number} credit note of {euros}",
            "{number} credit notes of {euros} together",
            sample.credits,
            euros=euro(language, euros_from_sum(sample.credited)),
        )
    items = "".join(f"<dt>{escape(term)}</dt><dd>{escape(said)}</dd>" for term, said in terms.items())
    method = text(
        language,
        "Monetary unit sampling: each claimed euro has the same chance, so large amounts are drawn more often. The interval is exact "
        "(Clopper-Pearson) for what is drawn by chance; what is always drawn is known.",
    )
    markup = f'<p class="lead">{escape(error_sentence(language, found))}</p><dl class="terms">{items}</dl>'
    markup += f'<p class="intro">{escape(method)}</p>'
    if found.without_effect:
        lines = ", ".join(str(number) for number in found.without_effect)
        told = text(
            language,
            "Rejected, but without effect on the figure: line {lines}. The claim rests on facts such as supplier or contract. Correct these "
            "where they are registered.",
            lines=lines,
        )
        markup += f"<p>{escape(told)}</p>"
    return markup


def changes_table(language: str, changes: Sequence[service.FoundChange], indicators: Mapping[str, str]) -> str:
    """What a filled-in sample would change: the line, what holds now and what it would be."""
    headings = [
        Heading(text(language, "No."), "number"),
        Heading(text(language, "Supplier")),
        Heading(text(language, "Ambition")),
        Heading(text(language, "Amount"), "number"),
        Heading(text(language, "Now")),
        Heading(text(language, "Will be")),
        Heading(text(language, "Note")),
        Heading(text(language, "Document")),
    ]
    rows = [
        tuple(
            map(
                escape,
                (
                    str(one.verdict.number),
                    one.line.supplier or text(language, "name withheld or missing"),
                    indicators.get(one.line.indicator, one.line.indicator),
                    cents(language, one.line.amount),
                    verdict_words(language, one.before),
                    verdict_words(language, one.verdict),
                    one.verdict.note,
                    one.verdict.reference,
                ),
            )
        )
        for one in changes
    ]
    return table(text(language, "What the file changes"), headings, rows)


def line_markup(language: str, number: int, line: SampledLine, indicator: str) -> str:
    """One line to check: everything that is known of it, and what its claim rests on."""
    whole = euros_from_sum(line.parts) == Fraction(line.amount, 100)
    claimed = (
        ""
        if whole
        else text(language, ", of which {euros} claimed", euros=amount(language, euros_from_sum(line.parts)))
    )
    supplier = line.supplier or text(language, "name withheld or missing")
    place = " ".join(str(part) for part in (line.sheet, line.row) if part is not None)
    known = [
        line.description or line.category or "",
        text(language, "invoice {number}", number=line.invoice_number) if line.invoice_number else "",
        _day(language, line),
        text(language, "row {number}", number=place),
    ]
    said = (
        f"{indicator}. {text(language, 'Rests on: {source}.', source=rests_on(language, line.source))}",
        " · ".join(part for part in known if part),
    )
    head = f"{number}. {supplier}: € {cents(language, line.amount)}{claimed}"
    return f"<h3>{escape(head)}</h3><p>{'<br>'.join(map(escape, said))}</p>"


def _day(language: str, line: SampledLine) -> str:
    return day(language, line.day, short=True) if line.day else ""


def verdict_words(language: str, verdict: Verdict | None) -> str:
    """What was found on a line, and by whom."""
    if verdict is None:
        return text(language, "not checked yet")
    said = service.verdict_names()[verdict.verdict].in_language(language)
    when = day(language, verdict.at, short=True) if verdict.at else ""
    return " · ".join(part for part in (said, person(language, verdict.by), when) if part)
