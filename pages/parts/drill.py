"""The way down on the page of one ambition: departments, categories, suppliers, invoice lines; each with its address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape

import streamlit as st

from kpi import service
from kpi.model import Figure
from pages.parts import app, detail, levels, lines, registered
from pages.parts.text import language, plural, t

MOST_ROWS = 15
"""Of a level; the rest can be asked for, so that a page stays readable."""


@dataclass(frozen=True)
class Place:
    """How far down: what was chosen at each level. None is not chosen, "" is what has no name."""

    id: str
    department: str | None = None
    category: str | None = None
    supplier: str | None = None
    lines: bool = False
    all: bool = False  # every row of the level

    def link(self, search: str | None = None) -> str:
        """The address of this place; `search` is what its lines are searched for."""
        chosen = {"afd": self.department, "cat": self.category, "lev": self.supplier}
        params = {name: app.told(value) for name, value in chosen.items()}
        return app.link(
            "ambitie",
            id=self.id,
            **params,
            regels=1 if self.lines else None,
            alles=1 if self.all else None,
            **{lines.SEARCH: search},
        )

    @property
    def deep(self) -> bool:
        """Past the departments: then the page shows this level only."""
        return self.lines or self.category is not None or self.supplier is not None


def place() -> Place:
    """What the address chooses."""
    return Place(
        st.query_params.get("id", ""),
        app.heard("afd"),
        app.heard("cat"),
        app.heard("lev"),
        "regels" in st.query_params,
        "alles" in st.query_params,
    )


def trail(chosen: Place, department: str, title: str) -> list[tuple[str, str | None]]:
    """The way that led here, with the address of each step; the last step has none."""
    steps = [(title, replace(chosen, department=None, category=None, supplier=None, lines=False, all=False))]
    if chosen.department is not None:
        steps.append((department, replace(chosen, category=None, supplier=None, lines=False, all=False)))
    if chosen.category is not None:
        steps.append((chosen.category or t("without a category"), replace(chosen, supplier=None, lines=False)))
    if chosen.supplier is not None:
        steps.append((chosen.supplier or t("without a supplier"), replace(chosen, lines=False)))
    if chosen.lines:
        steps.append((t("invoice lines"), chosen))
    return [(name, step.link()) for name, step in steps[:-1]] + [(steps[-1][0], None)]


def show(figure: Figure, chosen: Place) -> None:
    """The level below what was chosen; of a quantity what was registered, for it has no lines."""
    if figure.indicator.quantity:
        _registered(figure)
    elif chosen.lines or chosen.supplier is not None:
        _lines(figure, chosen)
    else:
        _groups(figure, chosen)


def _registered(figure: Figure) -> None:
    """The registered quantities that the figure rests on, with their sources."""
    found = service.registered_quantities(app.viewer(), app.monitor(), figure)
    heading = f"<h2>{escape(t('What was registered'))}</h2>"
    listed = registered.quantities_table(language(), figure.body, found, service.quantity_names())
    nothing = f"<p>{escape(t('Nothing was registered for this year.'))}</p>"
    app.show(heading + (listed if found else nothing), "registered")


def _groups(figure: Figure, chosen: Place) -> None:
    by = "supplier" if chosen.category is not None else "category"
    if chosen.department is None and chosen.category is None and figure.body.departments:
        by = "department"
    found = service.breakdown(
        app.viewer(),
        app.monitor(),
        figure.body.id,
        figure.indicator.id,
        figure.year,
        by,
        department=chosen.department,
        category=chosen.category,
    )
    words = {
        "department": (t("By department"), t("Department"), t("department unknown")),
        "category": (t("By category"), t("Category"), t("without a category")),
        "supplier": (t("By supplier"), t("Supplier"), t("without a supplier")),
    }
    heading, column, unnamed = words[by]
    here = replace(chosen, all=False)
    rows = [(group, group.name or unnamed, replace(here, **{by: group.key}).link()) for group in found]  # type: ignore[arg-type]
    intro = t("Contribution in euros. Choose a row to go on to the invoice lines.")
    if figure.counted_at is not None:
        counted = detail.levels_sentence(language(), figure)
        intro = f"{counted} {t('Below is the spend behind them, in euros.')}"
    total = figure if not chosen.deep else None
    shown = rows if chosen.all else rows[:MOST_ROWS]
    markup = levels.level(language(), heading, intro, column, shown, figure.indicator, total)
    onward = [(replace(chosen, lines=True).link(), t("All invoice lines of this level"))]
    if len(shown) < len(rows):
        all_rows = plural("Show all {number} row", "Show all {number} rows", len(rows))
        onward.insert(0, (replace(chosen, all=True).link(), all_rows))
    links = "".join(f'<li><a href="{escape(href)}">{escape(words)}</a></li>' for href, words in onward)
    app.show(f'{markup}<ul class="onward">{links}</ul>', "level")


def _lines(figure: Figure, chosen: Place) -> None:
    lines.show(lines.Scope(figure, chosen.department, chosen.category, chosen.supplier), chosen.link())


def total(figure: Figure, chosen: Place) -> str | None:
    """How much the chosen level holds; None at the top."""
    if figure.indicator.quantity or (not chosen.deep and chosen.department is None):
        return None
    found = service.level_total(
        app.viewer(),
        app.monitor(),
        figure.body.id,
        figure.indicator.id,
        figure.year,
        department=chosen.department,
        category=chosen.category,
        supplier=chosen.supplier,
    )
    return levels.level_total(language(), found)
