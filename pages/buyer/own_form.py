"""The form of an own indicator: every part is chosen, and what is left open is filled in and shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from kpi import service
from kpi.model import Body
from pages.buyer import own_conditions as conditions
from pages.parts import app
from pages.parts.text import t

PREFIX = "own_"
EVERYTHING: dict[str, Any] = {"all": []}


@dataclass
class Filled:
    """What was chosen, under the keys of a definition file; `missing` names what lacks before it can be seen or kept."""

    values: dict[str, Any]
    missing: list[str] = field(default_factory=list)


def forget() -> None:
    """Starts a form afresh: what was chosen in another one does not come along."""
    for key in [key for key in st.session_state if str(key).startswith(PREFIX)]:
        del st.session_state[key]


def can_change(entry: Mapping[str, Any]) -> bool:
    """Whether the conditions of a definition can be made by choosing; otherwise it came from a file and is changed there."""
    return all(service.choices_of(entry[name]) is not None for name in ("scope", "criterion"))


def draw(body: Body, entry: Mapping[str, Any]) -> Filled:
    """The fields, starting from a definition; an empty one for a new indicator."""
    filled = Filled({name: value for name, value in entry.items() if name not in ("version", "since")})
    options = service.own_choices(app.viewer(), app.monitor(), body.id)
    with st.container(border=True):
        st.header(t("1. What is it called?"), anchor=False)
        _words(entry, filled)
    with st.container(border=True):
        st.header(t("2. Which spend is it about?"), anchor=False)
        filled.values["scope"] = _scope(body, entry, options)
    with st.container(border=True):
        st.header(t("3. What qualifies?"), anchor=False)
        filled.values["criterion"] = _criterion(entry, options)
        if filled.values["criterion"] == EVERYTHING:
            filled.missing.append(t("what qualifies"))
        _evidence(entry, filled)
    with st.container(border=True):
        st.header(t("4. How is it read?"), anchor=False)
        _reading(entry, filled)
    return filled


def _words(entry: Mapping[str, Any], filled: Filled) -> None:
    language = app.language()

    def said(name: str) -> str:
        return entry.get(name, {}).get(language, "") if isinstance(entry.get(name), Mapping) else ""

    def written(name: str, now: str) -> None:
        """What was changed holds for both languages; the other one is not guessed."""
        if now and now != said(name):
            filled.values[name] = now

    name = st.text_input(t("Name"), value=said("name"), max_chars=80, key=f"{PREFIX}name").strip()
    written("name", name)
    if not name:
        filled.missing.append(t("the name"))
    question = st.text_input(
        t("The question it answers (may stay empty)"), value=said("question"), key=f"{PREFIX}question",
        placeholder=t("for example: which part of our coffee is fairtrade?"),
    ).strip()  # fmt: skip
    written("question", question)
    themes = {one.id: one.name.in_language(language) for one in service.themes(app.viewer(), app.monitor())}
    chosen = st.multiselect(
        t("Themes, the most important first"), list(themes), default=list(entry.get("themes", [])),
        format_func=themes.__getitem__, placeholder=t("Choose one or more themes"), key=f"{PREFIX}themes",
    )  # fmt: skip
    filled.values["themes"] = chosen
    if chosen != entry.get("themes"):
        filled.values.pop("pillar", None)
    if not chosen:
        filled.missing.append(t("a theme"))


def _before(entry: Mapping[str, Any], name: str) -> service.Choices:
    return service.choices_of(entry.get(name, EVERYTHING)) or service.Choices()


def _scope(body: Body, entry: Mapping[str, Any], options: Mapping[str, list[str]]) -> dict[str, Any]:
    before, key = _before(entry, "scope"), f"{PREFIX}scope"
    st.markdown(
        f":small[:gray[{t('What you choose in different fields must hold together. Without a choice it is all spend.')}]]"
    )
    leaves = conditions.categories(t("Categories"), conditions.field_leaf(before.leaves, "cpv"), f"{key}_cpv")
    left_out = conditions.categories(
        t("But not these categories"), conditions.field_leaf(before.left_out, "cpv"), f"{key}_not_cpv"
    )
    rest = [leaf for leaf in before.leaves if leaf.get("field") != "cpv"]
    with st.expander(t("More conditions: suppliers, contracts, departments, own words"), expanded=bool(rest)):
        leaves += conditions.suppliers_and_contracts(before.leaves, key, options["contract_procedure"])
        leaves += conditions.own_words(body, before.leaves, key, options)
    return service.condition_of(service.Choices(tuple(leaves), tuple(left_out)))


def _criterion(entry: Mapping[str, Any], options: Mapping[str, list[str]]) -> dict[str, Any]:
    before, key = _before(entry, "criterion"), f"{PREFIX}criterion"
    language = app.language()
    names = {name: said.in_language(language) for name, said in service.property_names().items()}
    chosen = st.multiselect(
        t("Spend that is shown to be"), list(names), default=conditions.properties_in(before.leaves),
        format_func=names.__getitem__, placeholder=t("Choose one or more properties"), key=f"{key}_properties",
    )  # fmt: skip
    leaves: list[dict[str, Any]] = [{"property": name} for name in chosen]
    rest = [leaf for leaf in before.leaves if "property" not in leaf]
    with st.expander(t("More: suppliers and contracts that qualify"), expanded=bool(rest)):
        leaves += conditions.suppliers_and_contracts(before.leaves, key, options["contract_procedure"])
    words = {False: t("one of these suffices"), True: t("all of these must hold")}
    together = st.radio(
        t("Where more than one is chosen"), list(words), index=int(before.together and len(before.leaves) > 1),
        format_func=words.__getitem__, horizontal=True, key=f"{key}_together",
    )  # fmt: skip
    return service.condition_of(service.Choices(tuple(leaves), before.left_out, together))


def _evidence(entry: Mapping[str, Any], filled: Filled) -> None:
    language = app.language()
    levels = {name: said.in_language(language) for name, said in service.level_words().items()}
    start = entry.get("level", "realisatie")
    filled.values["level"] = st.radio(
        t("What must evidence show?"), list(levels), index=list(levels).index(start), format_func=levels.__getitem__,
        horizontal=True, key=f"{PREFIX}level",
    )  # fmt: skip
    kinds = {name: said.in_language(language) for name, said in service.evidence_words().items()}
    chosen = st.multiselect(
        t("Which evidence do you accept?"), list(kinds), default=list(entry.get("accepts", kinds)),
        format_func=kinds.__getitem__, placeholder=t("Choose at least one kind"), key=f"{PREFIX}accepts",
    )  # fmt: skip
    filled.values["accepts"] = chosen
    if not chosen:
        filled.missing.append(t("which evidence you accept"))


def _reading(entry: Mapping[str, Any], filled: Filled) -> None:
    counted = {
        "euro": t("the euros"),
        "contracts": t("the contracts, each once"),
        "suppliers": t("the suppliers, each once"),
    }
    filled.values["measure"] = st.radio(
        t("What is counted? The share is of these."), list(counted), index=list(counted).index(entry.get("measure", "euro")),
        format_func=counted.__getitem__, horizontal=True, key=f"{PREFIX}measure",
    )  # fmt: skip
    words = {"more": t("more is better"), "less": t("less is better")}
    filled.values["direction"] = st.radio(
        t("Direction"), list(words), index=list(words).index(entry.get("direction", "more")), format_func=words.__getitem__,
        horizontal=True, key=f"{PREFIX}direction",
    )  # fmt: skip
    label = t("Give a status only where at least this part of the spend is classified (percent)")
    if filled.values["measure"] != "euro":
        label = t("Give a status only where of at least this part it is known whether they belong (percent)")
    filled.values["threshold"] = st.slider(
        label, 0, 100,
        value=entry.get("threshold", 60), step=5, key=f"{PREFIX}threshold",
    )  # fmt: skip
