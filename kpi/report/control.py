"""The control sheet of a submission: from the file to procurement spend, for whoever compares it with the administration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kpi.language import NO_BREAK_SPACE, cents, count, day, text
from kpi.model import Body, ControlTotals, Finding, Message, Submission, Tally
from kpi.report.sheet import Block, Column, Heading, Notice, Paragraph, Row, Sheet, Table, rows, words
from kpi.wording import person


@dataclass(frozen=True)
class ControlRow:
    """One row of the control table: a part, or a `total`. `place` is the name by which its rows can be opened; None for what is no part."""

    words: str
    cents: int | None
    rows: int
    place: str | None = None
    start: int = 0  # where the bar begins and ends, in cents
    end: int = 0
    total: bool = False


@dataclass(frozen=True)
class Control:
    """What it is made from. `ledger` says the difference with the administration, in words; `explained` has what was found and
    what was explained about it.
    """

    body: Body
    submission: Submission
    state: Message
    totals: ControlTotals
    ledger: Message | None
    explained: Sequence[tuple[Finding, str]]
    names: Mapping[str, Message]
    check_code: str


def control_sheet(language: str, control: Control) -> Sheet:
    """The whole sheet."""
    one = control.submission
    title = text(language, "Control sheet {year}", year=str(one.year))
    uploaded, counted = control.totals.uploaded.cents or 0, control.totals.procurement.cents or 0
    return Sheet(
        language=language,
        title=f"{title} · {control.body.name}",
        left=title,
        right=f"{control.body.name} · {one.id}",
        finding=text(
            language,
            "{counted} counts of the {uploaded} of lines in the file.",
            counted=exact_euro(language, counted),
            uploaded=exact_euro(language, uploaded),
        ),
        proof=(
            (text(language, "state"), control.state.in_language(language)),
            (text(language, "version"), str(one.version)),
            (
                text(language, "submitted"),
                f"{day(language, one.submitted_at.date())}, {person(language, one.submitted_by)}",
            ),
        ),
        blocks=(*_table(language, control), *_explained(language, control), *_record(language, control)),
        foot=text(
            language,
            "Submission {numbers}, control total {total}. Check code {code}.",
            numbers=one.id,
            total=cents(language, uploaded),
            code=control.check_code,
        ),
        page_of=text(language, "{page} of {pages}", page="{page}", pages="{pages}"),
        notices=(Notice(text(language, "Example with invented figures.")),) if control.body.fictional else (),
    )


def _table(language: str, control: Control) -> list[Block]:
    heading = Heading(text(language, "From file to procurement spend"))
    columns = (
        Column(text(language, "Part"), 5),
        Column(text(language, "Rows"), 2, number=True),
        Column(text(language, "Euros"), 3, number=True),
    )
    found = control_rows(language, control.totals)
    table = [
        (words(one.words), words(count(language, one.rows)), words("–" if one.cents is None else cents(language, one.cents)))
        for one in found
    ]  # fmt: skip
    shown = tuple(Row(cells, "total" if one.total else "row") for one, cells in zip(found, table, strict=True))
    _, judged = verdict_words(language, control.totals, control.submission.ledger_total)
    sums = sums_sentence(language, control.totals)
    ledger = control.ledger.in_language(language) if control.ledger else ""
    return [heading, Table(heading.words, columns, shown), Paragraph(f"{sums} {ledger}".strip(), judged)]


def _explained(language: str, control: Control) -> list[Block]:
    if not control.explained:
        return []
    heading = Heading(text(language, "Findings and explanations"))
    columns = (
        Column(text(language, "Finding"), 5),
        Column(text(language, "Rows"), 1, number=True),
        Column(text(language, "Explanation"), 4),
    )
    found = [
        (
            words(
                control.names[finding.rule].in_language(language) if finding.rule in control.names else finding.rule,
                finding.message.in_language(language),
            ),
            words(count(language, finding.rows)),
            words(explanation or text(language, "none")),
        )
        for finding, explanation in control.explained
    ]
    return [heading, Table(heading.words, columns, rows(found))]


def _record(language: str, control: Control) -> list[Block]:
    one = control.submission
    certified = (
        f"{person(language, one.certified_by)}, {day(language, one.certified_at.date())}"
        if one.certified_by and one.certified_at
        else text(language, "not certified yet")
    )
    facts = [
        (text(language, "File"), one.file_name),
        (text(language, "SHA-256 of the file"), one.sha256),
        (text(language, "Certified by the controller"), certified),
        (text(language, "Check code"), control.check_code),
    ]
    heading = Heading(text(language, "Record"))
    columns = Column(text(language, "What"), 2), Column(text(language, "Value"), 6)
    return [heading, Table(heading.words, columns, rows([(words(name), words(value)) for name, value in facts]))]


def exact_euro(language: str, value: int) -> str:
    """Whole cents as € 184.220,10 (nl) or €184,220.10 (en)."""
    return f"€{NO_BREAK_SPACE if language == 'nl' else ''}{cents(language, value)}"


def reason_word(language: str, reason: str) -> str:
    """The word for a reason why rows do not count; a reason without a word of its own is shown as it is."""
    words = {
        "blank": text(language, "Blank rows"),
        "repeated_header": text(language, "Repeated headers"),
        "total": text(language, "Totals"),
        "subtotal": text(language, "Subtotals"),
        "sub_total": text(language, "Subtotals"),
        "note": text(language, "Notes"),
        "filler": text(language, "Filler rows"),
        "error_cells": text(language, "Rows with error cells only"),
        "salary": text(language, "Salaries and social charges"),
        "subsidy": text(language, "Subsidies"),
        "benefit": text(language, "Benefits"),
        "tax": text(language, "Taxes"),
        "transfer": text(language, "Payments to other governments"),
        "internal": text(language, "Internal charges"),
        "finance": text(language, "Loans, interest and land"),
        "compensation": text(language, "Damages and compensation"),
        "unreadable": text(language, "Rows without a readable amount"),
        "procurement": text(language, "Counts as procurement"),
    }
    return words.get(reason, reason.replace("_", " "))


def control_rows(language: str, totals: ControlTotals) -> list[ControlRow]:
    """From the amount column as read down to what counts as procurement; each bar begins where the one above ended."""
    column = totals.amount_column
    rows = [ControlRow(text(language, "Total in the file"), column, totals.rows, None, 0, column, total=True)]
    unreadable = Tally(sum(tally.rows for tally in totals.unreadable.values()))
    level = _fall(language, rows, column, {**totals.set_aside, "unreadable": unreadable})
    if level != column and totals.excluded:
        rows.append(ControlRow(text(language, "Lines in the file"), level, totals.lines, None, 0, level, total=True))
    _fall(language, rows, level, totals.excluded)
    counted, cents_ = totals.procurement, totals.procurement.cents or 0
    words_ = reason_word(language, "procurement")
    rows.append(ControlRow(words_, cents_, counted.rows, "procurement", 0, cents_, total=True))
    return rows


def _fall(language: str, rows_: list[ControlRow], level: int, parts: Mapping[str, Tally]) -> int:
    """Adds a row for each part that takes something away, and gives the level in cents that is left."""
    for reason, tally in parts.items():
        if not tally.rows:
            continue
        left = level - (tally.cents or 0)
        amount = None if tally.cents is None else -tally.cents
        rows_.append(ControlRow(reason_word(language, reason), amount, tally.rows, reason, left, level))
        level = left
    return level


def sums_sentence(language: str, totals: ControlTotals) -> str:
    """That the lines of the file are what counts and what is left out together."""
    return text(
        language,
        "Lines in the file {uploaded} = counted {counted} + left out {left_out}.",
        uploaded=cents(language, totals.uploaded.cents or 0),
        counted=cents(language, totals.procurement.cents or 0),
        left_out=cents(language, sum(tally.cents or 0 for tally in totals.excluded.values())),
    )


def verdict_words(language: str, totals: ControlTotals, ledger_total: int | None) -> tuple[bool, str]:
    """Whether the file, its lines and the ledger agree, and that in words."""
    difference = None if ledger_total is None else (totals.uploaded.cents or 0) - ledger_total
    if totals.adds_up() and not difference:
        return True, text(language, "Adds up.")
    if difference:
        euros = exact_euro(language, difference)
        return False, text(language, "Does not add up: difference {euros}.", euros=euros)
    return False, text(language, "Does not add up: rows are missing or counted twice.")
