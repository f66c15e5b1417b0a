"""Conflicts in what is registered: a person decides which side holds, with a reason, and can undo it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from kpi import service
from kpi.language import day
from kpi.wording import person
from pages.parts import app, register_shown
from pages.parts.acting import do
from pages.parts.text import plural, t

SHOWN = 20
ALL = "all"


def show(context: app.Context) -> None:
    """The open conflicts as forms, and those that were decided with the way back."""
    found = service.evidence_conflicts(app.viewer(), app.monitor(), context.body.id)
    still = [one for one in found if one.ruling is None]
    decided = [one for one in found if one.ruling is not None]
    if still:
        st.header(plural("{number} conflict to decide", "{number} conflicts to decide", len(still)), anchor=False)
        for one in still[:SHOWN]:
            _open(context.body.id, one)
    if decided:
        with st.expander(t("Decided conflicts ({number})", number=str(len(decided)))):
            _decided(context.body.id, decided)


def _open(body: str, one: service.ListedConflict) -> None:
    language = app.language()
    sides = {side.id: side for side in one.between}
    app.show(f"<p>{escape(one.message.in_language(language))}</p>", f"said_{one.id}")
    with st.form(f"conflict_{one.id}"):
        chosen = st.radio(
            t("Which holds?"), [*sides, *([ALL] if one.both_may_hold else [])], index=None, key=f"holds_{one.id}",
            format_func=lambda side: t("All of them hold") if side == ALL
            else f"{register_shown.name_of(language, sides[side])} · {register_shown.source_of(language, sides[side])}",
        )  # fmt: skip
        reason = st.text_input(t("Why?"), key=f"why_{one.id}", max_chars=1000)
        pressed = st.form_submit_button(t("Decide"))
    if not pressed:
        return
    if chosen is None:
        st.error(t("Choose which of these holds."), title=t("Nothing was changed"))
    else:
        do(service.decide_conflict, body, one.id, None if chosen == ALL else chosen, reason)


def _decided(body: str, found: Sequence[service.ListedConflict]) -> None:
    language = app.language()
    for one in found[:SHOWN]:
        ruling = one.ruling
        assert ruling is not None
        kept = [register_shown.name_of(language, side) for side in one.between if side.id not in ruling.set_aside]
        sources = [register_shown.source_of(language, side) for side in one.between if side.id not in ruling.set_aside]
        when = day(language, one.ruled_at, short=True) if one.ruled_at else ""
        told = t(
            "Holds: {kept}. Because: {reason} ({by}, {when}).",
            kept="; ".join(f"{name} ({source})" for name, source in zip(kept, sources, strict=True)),
            reason=ruling.reason,
            by=person(language, one.ruled_by),
            when=when,
        )
        said = one.message.in_language(language)
        app.show(f"<p>{escape(said)}</p><p><b>{escape(told)}</b></p>", f"decided_{one.id}")
        if st.button(t("Undo this decision"), key=f"undo_{one.id}"):
            do(service.put_back, body, one.id)
