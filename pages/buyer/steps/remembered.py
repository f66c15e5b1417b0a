"""In step 2: what was remembered of a layout, what changed in it, and the way to be asked again."""

from __future__ import annotations

from html import escape

import streamlit as st

from kpi import service
from kpi.language import day
from kpi.model import Reading
from kpi.wording import person
from pages.buyer.steps import draft
from pages.parts import app
from pages.parts.text import t


def draw(work: draft.Work, found: Reading) -> None:
    """Nothing for a layout that is new."""
    remembered = found.remembered
    if remembered is None:
        return
    language = app.language()
    when = day(language, remembered.chosen_at.date())
    markup = ""
    if remembered.changes:
        items = "".join(f"<li>{escape(change.in_language(language))}</li>" for change in remembered.changes)
        title = t("What changed in the columns since {day}", day=when)
        markup += f'<h2 class="later">{escape(title)}</h2><ul>{items}</ul>'
    if remembered.words:
        items = "".join(f"<li>{escape(word.in_language(language))}</li>" for word in remembered.words)
        title = t("As you chose on {day} ({who})", day=when, who=person(language, remembered.chosen_by))
        markup += f'<h2 class="later">{escape(title)}</h2><ul>{items}</ul>'
    app.show(markup, "remembered")
    if remembered.words and st.button(t("Ask again"), key="ask_again"):
        service.forget_layout(app.viewer(), app.monitor(), work.body, remembered.layout)
        st.rerun()
