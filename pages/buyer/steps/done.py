"""Step 5: what was submitted, by whom, and what happens next."""

from __future__ import annotations

from html import escape

import streamlit as st

from kpi import service
from kpi.language import cents, day, plural
from kpi.model import Submission
from kpi.wording import person
from pages.parts import app, reports, waterfall
from pages.parts.text import t


def draw(context: app.Context, identity: str) -> None:
    """The confirmation of one submission."""
    viewer, monitor, language = app.viewer(), app.monitor(), app.language()
    made = service.submissions(viewer, monitor, context.body.id)
    submission = next((one for one in made if one.id == identity), None)
    if submission is None:
        app.go("leveringen")
    totals = service.control_totals(viewer, monitor, identity)
    facts = {
        t("Number"): submission.id,
        t("Submitted by"): t(
            "{who}, {day}",
            who=person(language, submission.submitted_by),
            day=day(language, submission.submitted_at.date()),
        ),
        t("File"): submission.file_name,
        t("Control total"): cents(language, totals.uploaded.cents or 0),
        t("Counts as procurement"): cents(language, totals.procurement.cents or 0),
        t("Lines"): plural(language, "{number} row", "{number} rows", totals.lines),
    }
    items = "".join(f"<dt>{escape(name)}</dt><dd>{escape(fact)}</dd>" for name, fact in facts.items())
    app.show(
        f'<dl class="terms">{items}</dl>' + waterfall.agreement(language, totals, submission.ledger_total),
        "confirmation",
    )
    st.markdown(_next(submission))
    reports.control_sheet(submission.id)
    links = (
        f'<li><a href="{escape(app.link("indelen", jaar=submission.year))}">{escape(t("Classify the largest amounts"))}</a></li>'
        f'<li><a href="{escape(app.link("leveringen", jaar=submission.year))}">{escape(t("All submissions"))}</a></li>'
        f'<li><a href="{escape(app.link("overzicht", jaar=submission.year))}">{escape(t("To the overview"))}</a></li>'
    )
    app.show(f'<ul class="links">{links}</ul>', "onward")


def _next(submission: Submission) -> str:
    if not submission.complete:
        return t("The year {year} stays open until a delivery makes it complete.", year=str(submission.year))
    return t("The controller can certify it now. Until then “submitted” stands with your figures.")
