"""The form of a commitment, in six parts: what is filled in, what is still missing, and the promise that it makes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import streamlit as st

from kpi import service
from kpi.model import Body, Commitment, Indicator, Refusal
from pages.buyer.commitment_words import decision_kinds, report_words, visible_words
from pages.parts import app, numbers, typed
from pages.parts.text import t

FIRST_YEAR, LAST_YEAR = 2010, 2060
TRIED = "commit_tried"
UNDECIDED = {"kind": "–", "body": "–", "date": date.today(), "reference": "–"}
"""Stands for a decision that is not filled in yet, so that the rest can be drawn and checked."""

Written = Decimal | str
"""A value as a commitment file writes it."""

MILESTONE = re.compile(r"\s*(?P<year>\d{4})\s*:\s*(?P<value>[^;]+?)\s*")


@dataclass
class Filled:
    """What was filled in, under the keys of a commitment file. `missing` names what lacks before it can be decided.

    `promise` is what it makes, None as long as there is no target to draw or something does not fit.
    """

    indicator: Indicator
    values: dict[str, Any] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    promise: Commitment | None = None
    parts: int = 0


def tried() -> None:
    """From now on the form says under each field what it lacks."""
    st.session_state[TRIED] = True


def forget() -> None:
    """Starts a form afresh: what was typed in another one does not come along."""
    for key in [key for key in st.session_state if str(key).startswith("commit_")]:
        del st.session_state[key]


def draw(body: Body, indicators: Mapping[str, Indicator], made: Commitment | None, start: Mapping[str, Any]) -> Filled:
    """The fields, starting from `start`; with an existing commitment its indicator and departments stay."""
    places: dict[str, Any] = {}
    with st.container(border=True):
        st.header(t("1. What do you promise?"), anchor=False)
        filled = Filled(_indicator(indicators, made, start))
        filled.values = {"id": made.id if made else "–", "indicator": filled.indicator.id}
        _promise(body, made, start, filled, places)
    with st.container(border=True):
        st.header(t("2. Where are you now?"), anchor=False)
        _baseline(start, filled, places)
    with st.container(border=True):
        st.header(t("3. Who decides and who is responsible?"), anchor=False)
        _decision(body, start, filled)
        _people(made, start, filled)
    _more(start, filled, places)
    filled.parts = _count(filled)
    _check(body, filled, places)
    return filled


def _indicator(indicators: Mapping[str, Indicator], made: Commitment | None, start: Mapping[str, Any]) -> Indicator:
    language = app.language()
    if made:
        st.markdown(t("Ambition: {name}", name=f"**{indicators[made.indicator].name.in_language(language)}**"))
        return indicators[made.indicator]
    options = list(indicators)
    chosen = st.selectbox(
        t("Ambition from the catalogue"),
        options,
        index=options.index(start["indicator"]) if start.get("indicator") in indicators else 0,
        format_func=lambda one: indicators[one].name.in_language(language),
        key="commit_indicator",
    )
    return indicators[chosen]


def _promise(
    body: Body, made: Commitment | None, start: Mapping[str, Any], filled: Filled, places: dict[str, Any]
) -> None:
    """Part 1: departments, text, target, year, path and milestones."""
    values, indicator = filled.values, filled.indicator
    names = {one.id: one.name for one in body.departments}
    if made:
        values["departments"] = list(made.departments)
    elif names:
        values["departments"] = st.multiselect(
            t("Only for these departments (empty: the whole organisation)"), list(names),
            default=[one for one in start.get("departments", []) if one in names], format_func=names.__getitem__,
            placeholder=t("Choose departments"), key="commit_departments",
        )  # fmt: skip
    text = st.text_area(t("Text as decided"), value=start.get("text", ""), key="commit_text").strip()
    _require(text, filled, t("the text"), t("Fill in the text as it was decided."))
    values["text"] = text or "–"
    left, right = st.columns(2)
    with left:
        target = _value(t("Target"), indicator, start.get("target", {}).get("value"), "commit_target")
    with right:
        year = _year(t("In year"), start.get("target", {}).get("year", date.today().year + 3), "commit_year")
    example = (
        t("Fill in the target. Example: 10,5%.") if indicator.is_share else t("Fill in the target. Example: 12.500.")
    )
    _require(target is not None, filled, t("the target"), example)
    places["target"] = st.empty()
    if target is not None:
        values["target"] = {"year": year, "value": target}
    words = {"linear": t("Evenly"), "stepped": t("In steps")}
    values["path"] = st.radio(
        t("Path"), list(words), format_func=words.__getitem__, index=list(words).index(start.get("path", "linear")),
        horizontal=True, key="commit_path",
    )  # fmt: skip
    values["milestone"] = _milestones(indicator, start)
    places["milestone"] = st.empty()
    st.markdown(f":small[:gray[{indicator.question.in_language(app.language())}]]")
    st.markdown(f":small[:gray[{t('Definition version {version}.', version=str(indicator.version))}]]")


def _milestones(indicator: Indicator, start: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Values on the way, typed as "2026: 5%; 2027: 8%"."""
    before = "; ".join(f"{one['year']}: {_shown(indicator, one['value'])}" for one in start.get("milestone", []))
    entered = st.text_input(
        t("Milestones (may stay empty)"),
        value=before,
        placeholder=(
            t("for example 2026: 5%; 2027: 8%") if indicator.is_share else t("for example 2026: 15.000; 2027: 12.500")
        ),
        key="commit_milestones",
    )
    found = []
    for one in filter(str.strip, entered.split(";")):
        read = MILESTONE.fullmatch(one)
        try:
            value = _read(read["value"], indicator) if read else None
        except Refusal as refused:
            st.error(refused.message.in_language(app.language()))
            return []
        if read is None or value is None:
            st.error(t('"{typed}" is no milestone. Write a year and a value, like 2026: 5%.', typed=one.strip()))
            return []
        found.append({"year": int(read["year"]), "value": value})
    return found


def _baseline(start: Mapping[str, Any], filled: Filled, places: dict[str, Any]) -> None:
    before = start.get("baseline", {})
    unknown = st.checkbox(
        t("The baseline is unknown"), value=bool(start.get("target")) and not before, key="commit_baseline_unknown"
    )
    if unknown:
        return
    left, right = st.columns(2)
    with left:
        value = _value(t("Baseline"), filled.indicator, before.get("value"), "commit_baseline")
    with right:
        year = _year(t("Year of the baseline"), before.get("year", date.today().year - 1), "commit_baseline_year")
    places["baseline"] = st.empty()
    said = t("Fill in the baseline, or tick that it is unknown.")
    _require(value is not None, filled, t("the baseline"), said)
    source = _text(t("Source of the baseline"), before.get("source", ""), "source")
    if value is not None:
        filled.values["baseline"] = {"year": year, "value": value, "source": source}


def _decision(body: Body, start: Mapping[str, Any], filled: Filled) -> None:
    before = start.get("decision", {})
    kinds = decision_kinds(body)
    index = kinds.index(before["kind"]) if before.get("kind") in kinds else 0
    kind = st.selectbox(t("Kind of decision"), kinds, index=index, key="commit_kind")
    who = _text(t("Who decided"), before.get("body", ""), "body")
    _require(who, filled, t("who decided"), t("Fill in who decided. Example: the municipal executive."))
    day = before.get("date")
    when = st.date_input(
        t("Date of the decision"), value=_day(day) if day else None, format="DD-MM-YYYY", key="commit_date"
    )  # fmt: skip
    _require(when, filled, t("the date"), t("Fill in the date of the decision."))
    reference = _text(t("Reference"), before.get("reference", ""), "reference", t("for example 2026-118"))
    said = t("Fill in the reference of the decision. Example: 2026-118.")
    _require(reference, filled, t("the reference"), said)
    filled.values["decision"] = {"kind": kind, "body": who, "date": when, "reference": reference}


def _people(made: Commitment | None, start: Mapping[str, Any], filled: Filled) -> None:
    values = filled.values
    responsible = _text(t("Responsible in the administration (role)"), start.get("responsible", ""), "responsible")
    said = t("Fill in a role, not a name. Example: alderman for sustainability.")
    _require(responsible, filled, t("who is responsible"), said)
    official = _text(
        t("Responsible in the organisation (role)"), start.get("official", start.get("next_move", "")), "official"
    )
    signatory = _text(
        t("Who signs (role; empty: the responsible administrator)"), start.get("signatory", ""), "signatory"
    )
    values |= {"responsible": responsible, "official": official, "signatory": signatory}
    values["next_move"] = start.get("next_move") or official
    if made:
        values["reason"] = _text(t("Why is it changed? The reason is kept."), start.get("reason", ""), "reason")
        _require(values["reason"], filled, t("the reason of the change"), t("Say why the commitment changes."))


def _more(start: Mapping[str, Any], filled: Filled, places: dict[str, Any]) -> None:
    """Parts 4 to 6, which may stay empty."""
    values, reporting = filled.values, start.get("reporting", {})
    evidence = bool(_now("evidence", start.get("evidence", "")))
    with st.expander(_label(t("4. What counts as evidence?"), evidence)):
        said = service.describe(app.viewer(), app.monitor(), filled.indicator).evidence
        st.markdown(t("The definition says: {what}", what=said))
        values["evidence"] = st.text_area(
            t("What you agree beside it, and who checks"), value=start.get("evidence", ""), key="commit_evidence"
        ).strip()
    reported = bool(_now("every", reporting.get("every", "")) or _now("visible", start.get("visible_to", "")))
    with st.expander(_label(t("5. Reporting and visibility"), reported)):
        every = _choice(t("How often do you report?"), report_words(), reporting.get("every", ""), "every")
        to = _text(
            t("To whom, and when"), reporting.get("to", ""), "to", t("for example the council, with the annual report")
        )
        values["reporting"] = {"every": every, "to": to}
        values["visible_to"] = _choice(
            t("Who may see the promise?"), visible_words(), start.get("visible_to", ""), "visible"
        )
        review = st.date_input(
            t("Next review (may stay empty)"), value=_day(start["review"]) if start.get("review") else None,
            format="DD-MM-YYYY", key="commit_review",
        )  # fmt: skip
        values["review"] = review or None
        places["review"] = st.empty()
    told = bool(_now("resources", start.get("resources", "")) or _now("risks", start.get("risks", "")))
    with st.expander(_label(t("6. Resources and risks"), told)):
        values["resources"] = _text(t("Resources (money, people)"), start.get("resources", ""), "resources")
        values["risks"] = _text(t("Risks and conditions"), start.get("risks", ""), "risks")


def _count(filled: Filled) -> int:
    """How many of the six parts are filled in."""
    values = filled.values
    decision = values["decision"]
    return sum(
        [
            values["text"] != "–" and "target" in values,
            t("the baseline") not in filled.missing,
            bool(decision["body"] and decision["reference"] and values["responsible"]),
            bool(values["evidence"]),
            bool(values["reporting"]["every"] or values["visible_to"]),
            bool(values["resources"] or values["risks"]),
        ]
    )


def _check(body: Body, filled: Filled, places: Mapping[str, Any]) -> None:
    """Judges what was filled in by the rules of a commitment file, and says under the field what does not fit."""
    filled.values = _without_empty(filled.values)
    if "target" not in filled.values:
        return
    decision = UNDECIDED | filled.values.get("decision", {})
    try:
        filled.promise = service.commitment_from(
            app.viewer(), app.monitor(), body.id, filled.values | {"decision": decision}
        )
    except service.KeyRefusal as refused:
        language = app.language()
        place = places.get(re.split(r"[ .]", refused.key)[0], st)
        expected = refused.expected.in_language(language)
        place.error(t("Found: {found}. Expected: {expected}.", found=refused.found or "–", expected=expected))
        filled.missing.append(t("what does not fit"))


def _without_empty(values: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: _without_empty(value) if isinstance(value, dict) else value for name, value in values.items()}
    return {name: value for name, value in kept.items() if value not in ("", None, [], {})}


# ------------------------------------------------------------------------------------------------ fields


def _require(filled: object, form: Filled, name: str, what_to_do: str) -> None:
    """Notes a field that is still empty and, once saving was tried, says so under it."""
    if not filled:
        form.missing.append(name)
        if st.session_state.get(TRIED):
            st.error(what_to_do)


def _text(label: str, before: str, name: str, placeholder: str | None = None) -> str:
    return st.text_input(label, value=before, placeholder=placeholder, key=f"commit_{name}").strip()


def _choice(label: str, words: Mapping[str, str], before: str, name: str) -> str:
    options = list(words)
    return st.selectbox(
        label, options, index=options.index(before), format_func=words.__getitem__, key=f"commit_{name}"
    )  # fmt: skip


def _now(name: str, before: Any) -> Any:
    """What stands in a field that is drawn further on."""
    return st.session_state.get(f"commit_{name}", before)


def _label(name: str, filled: bool) -> str:
    return t("{name} (filled in)", name=name) if filled else t("{name} (still empty)", name=name)


def _year(label: str, before: int, key: str) -> int:
    years = list(range(FIRST_YEAR, LAST_YEAR + 1))
    return st.selectbox(label, years, index=years.index(min(max(before, FIRST_YEAR), LAST_YEAR)), key=key)


def _day(written: date | str) -> date:
    return written if isinstance(written, date) else date.fromisoformat(written)


def _value(label: str, indicator: Indicator, before: Any, key: str) -> Written | None:
    """A share or a quantity, typed, read and echoed; as a commitment file writes it."""
    language = app.language()
    if not indicator.is_share:
        label = f"{label} ({indicator.unit_name.many.in_language(language)})"
    entered = st.text_input(
        label,
        value="" if before is None else _shown(indicator, before),
        placeholder=t("for example 10,5%") if indicator.is_share else t("for example 12.500"),
        key=key,
    )
    try:
        value = _read(entered, indicator)
    except Refusal as refused:
        st.error(refused.message.in_language(language))
        return None
    if value is not None:
        st.markdown(f":small[:gray[{t('We read: {amount}', amount=_shown(indicator, value))}]]")
    return value


def _shown(indicator: Indicator, written: Any) -> str:
    """What stands in a field: a share as it was decided, a quantity to the last decimal, a change as it was typed."""
    if not indicator.is_share and "%" in str(written):
        return str(written)
    if indicator.is_share:
        return numbers.target(app.language(), indicator, service.exact_value(indicator, written))
    return typed.written_amount(app.language(), Decimal(str(written)))


def _read(entered: str, indicator: Indicator) -> Written | None:
    """What was typed: a percentage, an amount in the unit, or a change of it such as "-49%"."""
    if indicator.is_share:
        share = typed.percentage(entered)
        return None if share is None else service.written_value(indicator, share)
    if entered.strip().endswith("%"):
        return entered.strip()
    hundredths = typed.amount(entered.replace(indicator.unit, ""))
    return None if hundredths is None else service.written_value(indicator, Fraction(hundredths, 100))
