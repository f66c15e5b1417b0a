"""The fields by which a condition is chosen: nothing chosen in a field asks nothing of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import streamlit as st

from kpi import service
from kpi.language import cents as cents_in
from kpi.model import Body, Refusal
from pages.parts import app, typed
from pages.parts.text import t

Leaf = Mapping[str, Any]
Chosen = list[dict[str, Any]]


def field_leaf(leaves: Iterable[Leaf], field: str) -> Leaf:
    """What was chosen before for a field; nothing where nothing was."""
    return next((leaf for leaf in leaves if leaf.get("field") == field), {})


def properties_in(leaves: Iterable[Leaf]) -> list[str]:
    """The properties that were chosen before."""
    return [leaf["property"] for leaf in leaves if "property" in leaf]


def categories(label: str, before: Leaf, key: str) -> Chosen:
    """Categories of the CPV, down to five digits; finer ones that stood there stay."""
    names = service.category_names()
    start = list(before.get("starts_with", ()))
    options = [*names, *(code for code in start if code not in names)]
    language = app.language()

    def written(code: str) -> str:
        return f"{service.category_name(code).in_language(language)} (CPV {code})"

    chosen = st.multiselect(
        label, options, default=start, format_func=written, placeholder=t("Choose categories"), key=key
    )
    return [{"field": "cpv", "starts_with": chosen}] if chosen else []


def texts(field: str, label: str, options: Sequence[str], before: Leaf, key: str, names: Mapping[str, str]) -> Chosen:
    """Any of some texts of a field."""
    operator = next((name for name in ("starts_with", "any_of", "is") if name in before), "any_of")
    value = before.get(operator, [])
    start = [value] if isinstance(value, str) else list(value)
    known = [*options, *(one for one in start if one not in options)]
    if not known:
        return []
    chosen = st.multiselect(
        label, known, default=start, format_func=lambda one: names.get(one, one), placeholder=t("Everything"), key=key
    )
    if not chosen:
        return []
    if operator == "is":
        return [{"field": field, "is": chosen[0]}] if len(chosen) == 1 else [{"field": field, "any_of": chosen}]
    return [{"field": field, operator: chosen}]


def suppliers_and_contracts(before: Sequence[Leaf], key: str, procedures: Sequence[str]) -> Chosen:
    """The kinds of suppliers and contracts."""
    sizes = {"micro": t("micro"), "small": t("small"), "medium": t("medium"), "large": t("large")}
    kinds = {"works": t("works"), "services": t("services"), "supplies": t("supplies")}
    found = texts(
        "supplier_size",
        t("Size of the supplier"),
        list(sizes),
        field_leaf(before, "supplier_size"),
        f"{key}_size",
        sizes,
    )
    found += texts(
        "contract_kind", t("Kind of contract"), list(kinds), field_leaf(before, "contract_kind"), f"{key}_kind", kinds
    )
    earlier = field_leaf(before, "contract_procedure")
    found += texts("contract_procedure", t("Procedure"), procedures, earlier, f"{key}_procedure", {})
    found += has_contract(field_leaf(before, "has_contract"), f"{key}_has")
    return found + least("contract_value", t("Value of the contract, at least"), before, f"{key}_value")


def has_contract(before: Leaf, key: str) -> Chosen:
    words = {"": t("makes no difference"), "yes": t("under a contract"), "no": t("without a contract")}
    start = {True: "yes", False: "no"}.get(before.get("is"), "") if before else ""  # type: ignore[arg-type]
    chosen = st.radio(
        t("Contract"),
        list(words),
        index=list(words).index(start),
        format_func=words.__getitem__,
        horizontal=True,
        key=key,
    )
    return [{"field": "has_contract", "is": chosen == "yes"}] if chosen else []


def least(field: str, label: str, before: Sequence[Leaf], key: str) -> Chosen:
    """A lowest amount in euros, typed; what stood there beside it stays."""
    earlier = field_leaf(before, field)
    entered = st.text_input(label, value=str(earlier.get("at_least", "")), placeholder="50.000", key=key)
    rest = {name: value for name, value in earlier.items() if name not in ("field", "at_least")}
    try:
        cents = typed.amount(entered)
    except Refusal as refused:
        st.error(refused.message.in_language(app.language()))
        return [{"field": field, "at_least": entered}]
    if cents is None:
        return [{"field": field, **rest}] if rest else []
    st.markdown(f":small[:gray[{t('We read: {amount}', amount=cents_in(app.language(), cents))}]]")
    return [{"field": field, **rest, "at_least": service.cents_as_text(cents)}]


def own_words(body: Body, before: Sequence[Leaf], key: str, options: Mapping[str, Sequence[str]]) -> Chosen:
    """What a body's own files and departments are called."""
    departments = {one.id: one.name for one in body.departments}
    found = texts(
        "category_text", t("Your own words for categories"), options["category_text"],
        field_leaf(before, "category_text"), f"{key}_text", {},
    )  # fmt: skip
    found += texts(
        "ledger_account", t("Ledger accounts"), options["ledger_account"], field_leaf(before, "ledger_account"),
        f"{key}_ledger", {},
    )  # fmt: skip
    found += texts(
        "department",
        t("Departments"),
        list(departments),
        field_leaf(before, "department"),
        f"{key}_department",
        departments,
    )
    return found + least("amount", t("Amount of the line, at least"), before, f"{key}_amount")
