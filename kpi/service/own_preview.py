"""What an indicator of a body's own would give, on its own lines and in words, before it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kpi import access, measure
from kpi.model import Figure, Indicator, Message, Viewer, YearState
from kpi.service.detail import shown_name
from kpi.service.judging import figures_at
from kpi.service.looking import years
from kpi.service.monitor import Monitor
from kpi.service.own_indicators import keep
from kpi.service.printing import cents_as_text, figure_as_json
from kpi.store import details, measuring, submissions

FIRST_LINES = 5


@dataclass(frozen=True)
class PreviewPart:
    """Lines that are treated alike; `first` are the largest of them: supplier (empty where it may be a natural person),
    description, category, submission, sheet, row (from 1) and amount in cents.
    """

    lines: int
    cents: int
    first: tuple[Mapping[str, Any], ...]


PARTS = ("met", "part", "not_met", "open", "scope_unknown", "out_of_scope")
"""How a procurement line is treated: it qualifies, for a part, it does not, nothing is known; or what it is is unknown, or it is another thing."""


@dataclass(frozen=True)
class OwnPreview:
    """What an own indicator would give in a year of its body, and the definition in words. Without a year there are no lines yet."""

    indicator: Indicator
    definition: measure.Definition
    year: int | None
    figure: Figure | None
    parts: Mapping[str, PreviewPart]


def preview_own_indicator_file(
    viewer: Viewer, monitor: Monitor, body: str, name: str, content: bytes, year: int | None = None
) -> OwnPreview:
    """What keeping the own indicator of a TOML file would give."""
    return preview_own_indicator(viewer, monitor, body, name, measure.read_definition(name, content), year)


def preview_own_indicator(
    viewer: Viewer, monitor: Monitor, body: str, name: str, values: Mapping[str, Any], year: int | None = None
) -> OwnPreview:
    """What keeping these values would give in a year, unsaid the latest final one, else the latest; nothing is kept."""
    known = monitor.body(body)
    access.require(viewer, "manage", known)
    submitted = years(viewer, monitor, body)
    final = [when for when, state in submitted.items() if state is YearState.FINAL]
    year = year if year is not None else max(final or submitted, default=None)
    with monitor.store.transaction(keep=False) as session:
        made = keep(viewer, monitor, session, known, name, values, "preview", year)
        figure = next(iter(figures_at(session, monitor, [known], year, indicator=made.id)), None) if year else None
        served = [one.id for one in submissions.serving(session, body) if one.year == year]
        measuring.prepare_intervals(session, served, measure.line_intervals(made))
        found = details.treated(session, FIRST_LINES)
    for _, _, first in found.values():
        for row in first:
            row["supplier"] = shown_name(row["supplier"])
    parts = {name: PreviewPart(*found.get(name, (0, 0, ()))) for name in PARTS}
    return OwnPreview(made, measure.describe(made), year, figure, parts)


def own_preview_as_json(body: str, found: OwnPreview) -> dict[str, Any]:
    """What `python -m kpi indicator --preview` prints: the definition in words, the lines by how they are treated, and the figure."""
    words = found.definition
    return {
        "body": body,
        "indicator": found.indicator.id,
        "version": found.indicator.version,
        "own": True,
        "name": _both(found.indicator.name),
        "year": found.year,
        "definition": {
            name: _both(getattr(words, name)) for name in ("part", "whole", "left_out", "evidence", "assumptions")
        },
        "lines": {
            name: {
                "lines": part.lines,
                "amount": cents_as_text(part.cents),
                "first": [{**row, "amount": cents_as_text(row["amount"])} for row in part.first],
            }
            for name, part in found.parts.items()
        },
        "figure": figure_as_json(found.figure) if found.figure else None,
    }


def _both(text: Message) -> dict[str, str]:
    return {"nl": text.nl, "en": text.en}
