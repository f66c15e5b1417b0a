"""Ending an own indicator, and taking one that was ended into use again."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kpi import service
from kpi.model import Body, Commitment, Refusal
from pages.parts import app, own
from pages.parts.text import t


def draw(body: Body, kept: service.OwnVersion, promises: Sequence[Commitment]) -> None:
    """The place to end an indicator; why that cannot be, where something was promised with it."""
    with st.expander(t("End this indicator"), key="own_end"):
        if promises:
            st.markdown(t("Something was promised with this indicator. That stays visible, so it cannot be ended."))
            return
        st.markdown(t("It is measured no longer and can no longer be committed to. Its versions are kept."))
        reason = st.text_input(t("Why does it end? The reason is kept."), key="own_end_reason").strip()
        if not st.button(t("End it"), key="own_end_now"):
            return
        try:
            service.end_own_indicator(app.viewer(), app.monitor(), body.id, kept.indicator.id, reason)
        except Refusal as refused:
            st.error(refused.message.in_language(app.language()), title=t("Nothing was changed"))
            return
        app.go("eigen-indicatoren")


def draw_ended(body: Body, kept: service.OwnVersion, ending: service.OwnEnding) -> None:
    """That an indicator was ended, and the way back."""
    st.info(own.ending_words(app.language(), ending), title=t("Ended"))
    if st.button(t("Use it again"), type="primary"):
        service.save_own_indicator(app.viewer(), app.monitor(), body.id, kept.indicator.id, kept.entry, kept.reason)
        app.go("eigen-indicatoren", id=kept.indicator.id)
