"""The form of a commitment: parts 1 to 3, what is still missing, and the version that they make."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import streamlit as st

from kpi.model import Body, BodyKind, Commitment, CommitmentVersion, Decision, Indicator, Point, Refusal
from pages.parts import app, numbers, typed
from pages.parts.text import t

FIRST_YEAR, LAST_YEAR = 2010, 2060
TRIED = "commit_tried"


@dataclass(frozen=True)
class Filled:
    """What was filled in. `version` is None as long as there is no target to draw; `missing` names what lacks."""

    indicator: Indicator
    departments: tuple[str, ...]
    version: CommitmentVersion | None
    missing: tuple[str, ...]


def tried() -> None:
    """From now on the form says under each field what it lacks."""
    st.session_state[TRIED] = True


def draw(body: Body, indicators: dict[str, Indicator], made: Commitment | None) -> Filled:
    """The fields; with an existing commitment they start from its latest version, whose indicator stays."""
    last = made.versions[-1] if made else None
    missing: list[str] = []
    with st.container(border=True):
        st.header(t("1. What do you promise?"), anchor=False)
        indicator, departments = _subject(body, indicators, made)
        text = st.text_area(t("Text as decided"), value=last.text if last else "", key="commit_text").strip()
        _require(text, missing, t("the text"), t("Fill in the text as it was decided."))
        target = _value(t("Target"), indicator, last.target.value if last else None, "commit_target")
        _require(target is not None, missing, t("the target"), t("Fill in the target. Example: 10,5%."))
        year = _year(t("In year"), last.target.year if last else date.today().year + 3, "commit_year")
        path = _path(last)
        st.markdown(f":small[:gray[{indicator.question.in_language(app.language())}]]")
    with st.container(border=True):
        st.header(t("2. Where are you now?"), anchor=False)
        baseline = _baseline(indicator, last, missing)
    with st.container(border=True):
        st.header(t("3. Who decides and who is responsible?"), anchor=False)
        decision = _decision(body, last, missing)
        responsible = _text(
            t("Responsible in the administration (role)"), last.responsible if last else "", "responsible"
        )
        said = t("Fill in a role, not a name. Example: alderman for sustainability.")
        _require(responsible, missing, t("who is responsible"), said)
        next_move = _text(t("Responsible in the organisation (role)"), last.next_move if last else "", "next")
        reason = _text(t("Why is it changed? The reason is kept."), "", "reason") if made else ""
        if made:
            _require(reason, missing, t("the reason of the change"), t("Say why the commitment changes."))
    version = None
    if target is not None:
        version = CommitmentVersion(
            version=1,
            text=text,
            target=Point(year, target),
            decision=decision,
            baseline=baseline,
            milestones=_kept_milestones(last, baseline, year),
            path=path,
            responsible=responsible,
            next_move=next_move,
            reason=reason,
        )
    return Filled(indicator, departments, version, tuple(missing))


def _require(filled: object, missing: list[str], name: str, what_to_do: str) -> None:
    """Notes a field that is still empty and, once saving was tried, says so under it."""
    if not filled:
        missing.append(name)
        if st.session_state.get(TRIED):
            st.error(what_to_do)


def _text(label: str, before: str, name: str, placeholder: str | None = None) -> str:
    return st.text_input(label, value=before, placeholder=placeholder, key=f"commit_{name}").strip()


def _subject(
    body: Body, indicators: dict[str, Indicator], made: Commitment | None
) -> tuple[Indicator, tuple[str, ...]]:
    language = app.language()
    if made:
        name = indicators[made.indicator].name.in_language(language)
        st.markdown(t("Ambition: {name}", name=f"**{name}**"))
        return indicators[made.indicator], made.departments
    chosen = st.selectbox(
        t("Ambition from the catalogue"),
        list(indicators),
        format_func=lambda one: indicators[one].name.in_language(language),
        key="commit_indicator",
    )
    names = {one.id: one.name for one in body.departments}
    departments = st.multiselect(
        t("Only for these departments (empty: the whole organisation)"), list(names), format_func=names.__getitem__,
        placeholder=t("Choose departments"), key="commit_departments",
    ) if names else []  # fmt: skip
    return indicators[chosen], tuple(departments)


def _value(label: str, indicator: Indicator, before: Fraction | None, key: str) -> Fraction | None:
    """A share or a quantity, typed, read and echoed."""
    language = app.language()
    written = "" if before is None else numbers.target(language, indicator, before)
    entered = st.text_input(label, value=written, placeholder=t("for example 10,5%"), key=key)
    try:
        value = typed.percentage(entered) if indicator.unit == "share" else _quantity(entered, indicator)
    except Refusal as refused:
        st.error(refused.message.in_language(language))
        return None
    if value is not None:
        st.markdown(f":small[:gray[{t('We read: {amount}', amount=numbers.target(language, indicator, value))}]]")
    return value


def _quantity(entered: str, indicator: Indicator) -> Fraction | None:
    hundredths = typed.amount(entered.replace(indicator.unit, ""))
    return None if hundredths is None else Fraction(hundredths, 100)


def _year(label: str, before: int, key: str) -> int:
    years = list(range(FIRST_YEAR, LAST_YEAR + 1))
    return st.selectbox(label, years, index=years.index(before), key=key)


def _path(last: CommitmentVersion | None) -> str:
    words = {"linear": t("Evenly"), "stepped": t("In steps")}
    return st.radio(
        t("Path"), list(words), format_func=words.__getitem__, index=list(words).index(last.path) if last else 0,
        horizontal=True, key="commit_path",
    )  # fmt: skip


def _baseline(indicator: Indicator, last: CommitmentVersion | None, missing: list[str]) -> Point | None:
    unknown = st.checkbox(
        t("The baseline is unknown"), value=bool(last and last.baseline is None), key="commit_baseline_unknown"
    )
    if unknown:
        return None
    before = last.baseline if last else None
    year = _year(t("Year of the baseline"), before.year if before else date.today().year - 1, "commit_baseline_year")
    value = _value(t("Baseline"), indicator, before.value if before else None, "commit_baseline")
    said = t("Fill in the baseline, or tick that it is unknown.")
    _require(value is not None, missing, t("the baseline"), said)
    return None if value is None else Point(year, value)


def _decision(body: Body, last: CommitmentVersion | None, missing: list[str]) -> Decision:
    kinds = {
        BodyKind.MUNICIPALITY: ["collegebesluit", "raadsbesluit"],
        BodyKind.PROVINCE: ["GS-besluit", "PS-besluit"],
        BodyKind.WATER_AUTHORITY: ["DB-besluit", "AB-besluit"],
        BodyKind.RIJK: ["ministerieel besluit", "kabinetsbesluit"],
        BodyKind.MINISTRY: ["ministerieel besluit", "kabinetsbesluit"],
        BodyKind.JOINT_ARRANGEMENT: ["bestuursbesluit"],
    }[body.kind] + ["manifest"]
    kind = st.selectbox(t("Kind of decision"), kinds, key="commit_kind")
    who = _text(t("Who decided"), last.decision.body if last else "", "body")
    _require(who, missing, t("who decided"), t("Fill in who decided. Example: the municipal executive."))
    when = st.date_input(t("Date of the decision"), value=date.today(), format="DD-MM-YYYY", key="commit_date")
    reference = _text(t("Reference"), "", "reference", t("for example 2026-118"))
    said = t("Fill in the reference of the decision. Example: 2026-118.")
    _require(reference, missing, t("the reference"), said)
    return Decision(kind, who, when, reference)


def _kept_milestones(last: CommitmentVersion | None, baseline: Point | None, target_year: int) -> tuple[Point, ...]:
    """Milestones of the version before it that still lie on the way."""
    since = baseline.year if baseline else 0
    return tuple(point for point in last.milestones if since < point.year < target_year) if last else ()
