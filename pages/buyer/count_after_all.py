"""The form in which something that is left out counts after all: what of it, and why, which is kept."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kpi import service
from kpi.model import LeftOut, MappingRule
from pages.parts import app, left_out
from pages.parts.acting import do
from pages.parts.text import t


def draw(body: str, reason: str, group: Sequence[service.Decided]) -> None:
    """The decisions that leave out for one reason, and the suppliers of their texts. A whole submission is undone, not chosen here."""
    language = app.language()
    choices = {left_out.subject(language, one): one for one in _choices(group)}
    if not choices:
        return
    with st.form(f"count_{reason}", border=False):
        chosen = st.selectbox(
            t("What counts after all?"), list(choices), index=None,
            placeholder=t("Choose one"), key=f"counted_{reason}",
        )  # fmt: skip
        why = st.text_input(t("Why does it count? The reason is kept."), key=f"why_{reason}", max_chars=1000)
        asked = st.form_submit_button(t("Let it count after all"), key=f"count_in_{reason}")
    if not asked:
        return
    if chosen is None:
        st.error(t("Choose above what counts after all."), title=t("Nothing was changed"))
    else:
        do(service.count_after_all, body, [choices[chosen]], why)


def _choices(group: Sequence[service.Decided]) -> list[MappingRule | LeftOut]:
    """Each decision, and below a text the suppliers on whose lines it stands."""
    found: list[MappingRule | LeftOut] = []
    for one in group:
        if isinstance(one.decision, MappingRule):
            found.append(one.decision)
            if one.decision.text and not one.decision.supplier:
                found += [MappingRule(one.decision.text, name) for name, _ in one.suppliers]
        elif one.decision.kind == "ledger":
            found.append(one.decision)
    return found
