"""What does not count as procurement, in words: by reason, what is proposed, and what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from kpi.language import cents, count, day, plural, text
from kpi.model import KEPT_IN, LeftOut, MappingRule, Message, Tally
from kpi.service import Decided, Exclusions, Proposed, reason_word
from kpi.wording import person
from pages.parts import largest
from pages.parts.amounts import exact_euro
from pages.parts.cited import in_dutch
from pages.parts.literal import literally
from pages.parts.numbers import euro_of_cents
from pages.parts.tables import Heading, table


def headline(language: str, found: Exclusions) -> str:
    """How much of the spend counts."""
    if not found.uploaded.rows:
        return text(language, "No spend was submitted yet")
    return text(
        language,
        "{counted} of {uploaded} counts as procurement",
        counted=exact_euro(language, found.procurement.cents or 0),
        uploaded=exact_euro(language, found.uploaded.cents or 0),
    )


def reasons_table(language: str, found: Exclusions) -> str:
    """Every line in one place: uploaded, left out by reason, counted; and what is told apart of these."""
    rows = [_row(language, text(language, "In the submissions"), found.uploaded)]
    rows += [_row(language, reason_word(language, reason), tally) for reason, tally in found.left_out.items()]
    headings = [
        Heading(text(language, "Part")),
        Heading(text(language, "Euros"), "number"),
        Heading(text(language, "Rows"), "number"),
    ]
    total = _row(language, reason_word(language, KEPT_IN), found.procurement)
    return table(text(language, "What counts and what does not"), headings, rows, total)


def _row(language: str, words: str, tally: Tally) -> tuple[str, str, str]:
    return escape(words), escape(cents(language, tally.cents or 0)), escape(count(language, tally.rows))


def lines_table(language: str, reason: str, found: Exclusions) -> str:
    """The largest lines that are left out for a reason."""
    label = text(language, "Rows that are left out: {reason}", reason=reason_word(language, reason))
    return largest.lines_table(language, label, found.largest.get(reason, ()), found.left_out[reason].rows)


def told_apart(language: str, found: Exclusions) -> str:
    """Care in kind, natural persons and names that were taken out: what they are, whether they count, and how much."""
    said = []
    if found.social_care.rows:
        said.append(
            text(
                language,
                "Of what counts, care in kind: {euros}. It stays in, and decides what a share of all spend means.",
                euros=exact_euro(language, found.social_care.cents or 0),
            )
        )
    words = {"person": text(language, "Natural persons"), "redacted": text(language, "Name taken out")}
    for kind, tally in found.persons.items():
        rows = plural(language, "{number} row", "{number} rows", tally.rows)
        euros = exact_euro(language, tally.cents or 0)
        said.append(text(language, "{who}: {euros}, {rows}.", who=words[kind], euros=euros, rows=rows))
    return "".join(f"<p>{escape(one)}</p>" for one in said)


def proposal_words(language: str, one: Proposed, bases: Mapping[str, Message]) -> str:
    """A proposal as the label of its tick: euros, what it is about, the reason, and what says so."""
    about = subject(language, one.proposal.decision)
    basis, shown = bases[one.proposal.basis].in_language(language), one.proposal.shown_by.strip("*")
    why = basis if shown == about else text(language, "{basis}: {shown}", basis=basis, shown=shown)
    return (
        f"{euro_of_cents(language, one.tally.cents or 0)} · {literally(about)}: "
        f"**{reason_word(language, one.proposal.reason)}** ({literally(why)})"
    )


def subject(language: str, decision: MappingRule | LeftOut) -> str:
    """What a decision is about, in words."""
    if isinstance(decision, MappingRule):
        return " · ".join(part for part in (decision.text, decision.supplier) if part)
    if decision.kind == "ledger":
        return text(language, "accounts {range}", range=decision.value)
    return text(language, "the whole submission {name}", name=decision.value)


def decided_words(language: str, one: Decided) -> str:
    """A decision with its euros, who made it and when, and why where that was asked."""
    parts = [f"<b>{escape(subject(language, one.decision))}</b>", escape(euro_of_cents(language, one.tally.cents or 0))]
    parts.append(escape(plural(language, "{number} row", "{number} rows", one.tally.rows)))
    if one.at:
        parts.append(
            escape(
                text(
                    language,
                    "decided by {who} on {day}",
                    who=person(language, one.by),
                    day=day(language, one.at.date(), short=True),
                )
            )
        )
    if one.why:
        parts.append(text(language, "Reason: {reason}", reason=in_dutch(language, one.why)))
    return f'<p class="small">{" · ".join(parts)}</p>'
