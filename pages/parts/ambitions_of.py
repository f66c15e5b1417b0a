"""What the overview and the page of a theme share: the ambitions of a body as links and as a grid of departments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from kpi import succession
from kpi.language import text
from kpi.model import Body, Figure
from pages.parts import app, choice, story, tables
from pages.parts.numbers import euro_of_cents


def link(figure: Figure) -> str:
    """The page of an ambition, at the department that the figure is of."""
    assert figure.commitment is not None
    return app.link("ambitie", id=figure.commitment.id, afd=app.told(figure.department))


def department_link(department: str) -> str:
    """The page of a department."""
    return app.link("afdeling", id=app.told(department))


def counts(figure: Figure) -> bool:
    """Whether its department spent anything in the scope: then the figure has a sign and a line."""
    return tables.counts_in_grid(figure)


def grid(
    language: str,
    heading: str,
    first: str,
    rows: Sequence[tables.GridRow],
    of_year: Sequence[Figure],
    body: Body,
    spend: Mapping[str, int],
) -> str:
    """Rows against departments, one sign for each ambition. `of_year` has the figures of all departments, `spend` their cents.

    A department that was not there in the year, and spent nothing, has no column. What is of no known department has one, with its
    euros in words.
    """
    year = of_year[0].year if of_year else None
    cells = {
        (figure.department, figure.indicator.id): (figure, link(figure))
        for figure in story.ambitions(of_year)
        if figure.department is not None
    }
    departments = [
        (one.id, choice.department_name(language, body, one.id, year), department_link(one.id))
        for one in body.departments
        if one.id in spend or year is None or succession.exists_in(one, year)
    ]
    unknown = ""
    if "" in spend:
        departments.append(("", choice.department_name(language, body, ""), department_link("")))
        unknown = f'<p class="intro">{escape(unknown_words(language, spend))}</p>'
    return tables.grid_section(language, heading, first, rows, departments, cells) + unknown


def unknown_words(language: str, spend: Mapping[str, int]) -> str:
    """How much is of no known department, of how much."""
    return text(
        language,
        "Department unknown: {amount} of {total}. It is in the total of the organisation, and in no department.",
        amount=euro_of_cents(language, spend[""]),
        total=euro_of_cents(language, sum(spend.values())),
    )
