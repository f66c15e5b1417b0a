"""What the overview and the page of a theme share: the ambitions of a body as links and as a grid of departments."""

from __future__ import annotations

from collections.abc import Sequence

from kpi.model import Body, Figure
from pages.parts import app, story, tables


def link(figure: Figure) -> str:
    """The page of an ambition, at the department that the figure is of."""
    assert figure.commitment is not None
    return app.link("ambitie", id=figure.commitment.id, afd=app.told(figure.department))


def grid(
    language: str, heading: str, first: str, rows: Sequence[tables.GridRow], of_year: Sequence[Figure], body: Body
) -> str:
    """Rows against departments, one sign for each ambition. `of_year` has the figures of all departments."""
    cells = {
        (figure.department, figure.indicator.id): (figure, link(figure))
        for figure in story.ambitions(of_year)
        if figure.department
    }
    departments = [(one.id, one.name) for one in body.departments]
    return tables.grid_section(language, heading, first, rows, departments, cells)
