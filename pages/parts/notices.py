"""Public notices on the screens: what was asked for (inzet), apart from what was delivered (realisatie) and its effect."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from html import escape

import streamlit as st

from kpi import service
from kpi.language import day, euro, percent, plural, text
from kpi.model import Figure, Refusal
from pages.parts import app, numbers
from pages.parts.tables import Heading, table
from pages.parts.text import t

LARGEST_MB = 50
TYPES = ["json", "jsonl", "ndjson", "xml", "gz", "zip"]
SHOWN = 50


def show(context: app.Context) -> None:
    """The form to load notices, and the lots that they tell of with the spend of the year under them."""
    viewer, monitor = app.viewer(), app.monitor()
    app.show(f'<h2>{escape(t("Public notices"))}</h2><p class="intro">{escape(_intro())}</p>', "notices_head")
    attempt = st.session_state.setdefault("notices_attempt", 0)
    # In a form the button waits until the file has arrived.
    with st.form("notices", border=False):
        uploaded = st.file_uploader(
            t("Choose notices from TenderNed or TED: OCDS (.json, .jsonl) or eForms (.xml), also as .gz or .zip"),
            type=TYPES, max_upload_size=LARGEST_MB, key=f"notices_file_{attempt}",
        )  # fmt: skip
        pressed = st.form_submit_button(t("Load the notices"))
    if pressed:
        if uploaded is None:
            st.error(t("Choose a file first."), title=t("No file was chosen"))
        else:
            try:
                loaded = service.load_notices_file(viewer, monitor, context.body.id, uploaded.name, uploaded.getvalue())
            except Refusal as refused:
                st.error(refused.message.in_language(app.language()), title=t("File not read"))
            else:
                st.session_state["notices_loaded"] = loaded.message
                st.session_state["notices_attempt"] = attempt + 1
                st.rerun()
    if told := st.session_state.pop("notices_loaded", None):
        st.success(told.in_language(app.language()), title=t("Loaded"))
    lots = service.noticed_lots(viewer, monitor, context.body.id, context.year)
    if lots:
        themes = {one.id: one.name.in_language(app.language()) for one in service.themes(viewer, monitor)}
        app.show(lots_markup(app.language(), lots, themes, context.year), "notices_lots")


def _intro() -> str:
    return t(
        "A notice shows what was asked for (inzet). It does not show that it was delivered (realisatie), nor the effect. That is why it never "
        "changes a figure."
    )


def way_names(language: str) -> dict[str, str]:
    """The ways in which something is asked, as words."""
    return {
        "requirement": text(language, "as a requirement"),
        "award_criterion": text(language, "as an award criterion"),
        "contract_condition": text(language, "as a contract condition"),
        "unstated": text(language, "how is not stated"),
    }


def lots_markup(language: str, lots: Sequence[service.NoticedLot], themes: Mapping[str, str], year: int | None) -> str:
    """How much of the year is under lots that were announced, and each lot with what it asks for."""
    sure = sum((one.euros for one in lots), Fraction(0))
    said = text(
        language,
        "{euros} of the procurement of {year} is under one announced contract for certain.",
        euros=euro(language, sure),
        year=str(year or "–"),
    )
    doubt = text(
        language,
        "“Uncertain” may be under this contract or under another: several contracts of one supplier, no date, no period, or another "
        "contract number. It counts for none.",
    )
    headings = [
        Heading(text(language, "Contract")), Heading(text(language, "Supplier")), Heading(text(language, "Period")),
        Heading(text(language, "Asked for")), Heading(text(language, "Spend"), "number"),
        Heading(text(language, "Uncertain"), "number"),
    ]  # fmt: skip
    rows = [
        (
            _contract(language, one), escape(", ".join(one.suppliers) or text(language, "not awarded yet, as far as known")),
            escape(_period(language, one)), _asked(language, one, themes),
            escape(euro(language, one.euros)), escape(euro(language, one.unclear)),
        )
        for one in lots
    ]  # fmt: skip
    more = ""
    if len(rows) > SHOWN:
        more = f"<p>{escape(text(language, 'The first {number}.', number=str(SHOWN)))}</p>"
    return (
        f"<p>{escape(said)} {escape(doubt)}</p>{table(text(language, 'Public notices'), headings, rows[:SHOWN])}{more}"
    )


def _contract(language: str, lot: service.NoticedLot) -> str:
    known = [*lot.numbers] or [part for part in (lot.procedure, lot.lot) if part]
    return f"{escape(lot.title or text(language, 'without a title'))}<br><small>{escape(', '.join(known))}</small>"


def _period(language: str, lot: service.NoticedLot) -> str:
    start, end = (day(language, one, short=True) if one else "…" for one in lot.period)
    return text(language, "not known") if start == end == "…" else f"{start} – {end}"


def _asked(language: str, lot: service.NoticedLot, themes: Mapping[str, str]) -> str:
    ways = way_names(language)
    asked = [f"{themes.get(theme, theme)} ({', '.join(ways[way] for way in how)})" for theme, how in lot.themes.items()]
    asked += [one.in_language(language) for one in lot.other]
    return "<br>".join(escape(one) for one in asked) or escape(text(language, "nothing sustainable, as far as stated"))


def layers(language: str, figure: Figure, found: service.Intent) -> str:
    """The three levels of one figure, each with what is known of it: asked for, delivered, effect."""
    rows = (
        (text(language, "Asked for (inzet)"), _intent(language, figure, found)),
        (text(language, "Delivered (realisatie)"), [_measured(language, figure, "realisatie")]),
        (text(language, "Effect"), [_measured(language, figure, "effect")]),
    )
    items = "".join(f"<dt>{escape(name)}</dt><dd>{'<br>'.join(map(escape, said))}</dd>" for name, said in rows)
    return f'<h2>{escape(text(language, "Asked for, delivered, effect"))}</h2><dl class="terms">{items}</dl>'


def _intent(language: str, figure: Figure, found: service.Intent) -> Iterable[str]:
    if figure.indicator.level == "inzet":
        yield text(language, "By the evidence that this ambition accepts:") + " " + _measured(language, figure, "inzet")
    if found.share is None:
        yield text(language, "No share: there is no spend in scope, or credit notes outweigh it.")
        return
    yield text(
        language,
        "Of the spend in scope {share} is certainly under contracts in which it was asked for: {euros} of {base}, in {lots}.",
        share=percent(language, found.share, "down"),
        euros=euro(language, found.asked),
        base=euro(language, found.base),
        lots=plural(language, "{number} lot", "{number} lots", found.lots),
    )
    if found.by_way:
        names = way_names(language)
        parts = [f"{names[way]}: {euro(language, euros)}" for way, euros in found.by_way.items()]
        yield text(language, "How it was asked: {ways}.", ways="; ".join(parts))
    if found.unclear:
        yield text(
            language,
            "{euros} may be under such a contract; it is not certain which contract it is, so it does not count.",
            euros=euro(language, found.unclear),
        )
    yield text(language, "From public notices. It changes no figure: asked for is not delivered.")


def _measured(language: str, figure: Figure, level: str) -> str:
    """The value of a figure where it is of that level; else that it measures something else."""
    if figure.indicator.level != level:
        return text(language, "Not measured by this ambition.")
    share = figure.share
    return text(
        language,
        "Proven {value}.",
        value=numbers.bound(language, figure.indicator, share.proven if share else None),
    )
