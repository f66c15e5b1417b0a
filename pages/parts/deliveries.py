"""What was delivered: the list of submissions of a body, and the rows behind a control total, as markup and tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from typing import Any

from kpi.language import cents, count, day, text
from kpi.model import Message, Severity, Status, Submission, SubmissionState, YearState
from kpi.wording import person
from pages.parts.signs import check_sign, sign
from pages.parts.tables import Heading, table

SERVING = (SubmissionState.SUBMITTED, SubmissionState.CERTIFIED, SubmissionState.REOPENED)


def headline(language: str, years: Mapping[int, YearState]) -> str:
    """How far the latest year is."""
    if not years:
        return text(language, "Nothing has been submitted yet")
    latest = max(years)
    match years[latest]:
        case YearState.FINAL:
            return text(language, "The year {year} is complete and certified", year=str(latest))
        case YearState.PROVISIONAL:
            return text(language, "The year {year} is complete and waits for the controller", year=str(latest))
        case _:
            return text(language, "The year {year} is not complete yet", year=str(latest))


def part_name(language: str, part: str) -> str:
    """The name of a part; "all" is the whole year."""
    return text(language, "Whole year") if part == "all" else part


def state_cell(language: str, submission: Submission, words: Mapping[SubmissionState, Message]) -> str:
    """The state with its sign: a tick for certified, a question for what waits for the controller."""
    shapes = {
        SubmissionState.CERTIFIED: sign(Status.ACHIEVED),
        SubmissionState.SUBMITTED: check_sign(Severity.WARNING),
        SubmissionState.REOPENED: check_sign(Severity.WARNING),
    }
    said = f"{shapes.get(submission.state, '')} {escape(words[submission.state].in_language(language))}".strip()
    return f'<span class="together">{said}</span>'


def _who(language: str, name: str | None, at: date | None) -> str:
    return (
        f'{escape(person(language, name))}<br><span class="together">{escape(day(language, at, short=True))}</span>'
        if name and at
        else "–"
    )


def list_table(
    language: str,
    submissions: Sequence[Submission],
    words: Mapping[SubmissionState, Message],
    links: Mapping[str, str],
    years: Mapping[int, str] | None = None,
) -> str:
    """One row a submission, with a link to its control totals. `words` are those of the states.

    With `years`, the addresses of the years, it lists several of them and says of which each row is.
    """
    name = text(language, "Submissions of {year}", year=str(submissions[0].year))
    if any(one.state not in SERVING for one in submissions):
        name = text(language, "Earlier versions of {year}", year=str(submissions[0].year))
    if years:
        name = text(language, "Other certified years")

    def of_year(one: Submission) -> tuple[str, ...]:
        return (f'<a href="{escape(years[one.year])}">{one.year}</a>',) if years else ()

    return table(
        name,
        [
            *([Heading(text(language, "Year"))] if years else []),
            Heading(text(language, "Part")),
            Heading(text(language, "Version"), "number"),
            Heading(text(language, "State")),
            Heading(text(language, "Submitted")),
            Heading(text(language, "Certified")),
            Heading(text(language, "File")),
        ],
        [
            (
                *of_year(one),
                f'<a class="together" href="{escape(links[one.id])}">{escape(part_name(language, one.part))}</a>',
                count(language, one.version),
                state_cell(language, one, words),
                _who(language, one.submitted_by, one.submitted_at.date()),
                _who(language, one.certified_by, one.certified_at.date() if one.certified_at else None),
                escape(one.file_name),
            )
            for one in submissions
        ],
    )


def amount_heading(language: str) -> str:
    """The heading of the column with amounts, which stand to the right."""
    return text(language, "Amount")


def rows_for_reading(language: str, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Rows as the screen shows them: row numbers from 1, amounts and dates written, names translated, blanks left out.

    Rows that were set aside keep the headers of the file itself.
    """
    names = {
        "sheet": text(language, "Sheet"),
        "row": text(language, "Row"),
        "date": text(language, "Date"),
        "supplier": text(language, "Supplier"),
        "description": text(language, "Description"),
        "invoice_number": text(language, "Invoice number"),
        "amount": amount_heading(language),
        "category_text": text(language, "Category"),
    }
    used = [
        name
        for name in dict.fromkeys(name for row in rows for name in row)
        if any(row.get(name) not in (None, "") for row in rows)
    ]
    return [{names.get(name, name): _written(language, name, row.get(name)) for name in used} for row in rows]


def _written(language: str, name: str, value: Any) -> str:
    if value is None:
        return ""
    if name == "row":
        return count(language, value + 1)
    if name == "amount" and isinstance(value, int):
        return cents(language, value)
    return day(language, value, short=True) if isinstance(value, date) else str(value)
