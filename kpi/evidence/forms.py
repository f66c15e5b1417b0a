"""The registers that a body may keep, and the words of their columns and cells: data/vocabulary."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache

from kpi.evidence.categories import normal_text
from kpi.evidence.suppliers import VOCABULARY_FOLDER
from kpi.model import FormColumn, Message, RegisterForm
from kpi.reference import Label, labels, properties, quantities, units

MAPPING_FORMS = ("rule",)

DEPARTMENT_FORM = "department"
"""The list of departments of a body: read as a register is, but no register of evidence."""


@cache
def register_forms() -> dict[str, RegisterForm]:
    """All registers by their ids. A contract register may have a column for each property that contracts can ask for."""
    with (VOCABULARY_FOLDER / "registers.toml").open("rb") as stream:
        document = tomllib.load(stream)
    return {
        name: RegisterForm(
            id=name,
            name=Message(**entry["name"]),
            columns=(
                *(
                    FormColumn(column, one["kind"], tuple(one["words"]), one.get("choices", ""))
                    for column, one in entry["column"].items()
                ),
                *(_property_columns() if name == "contract" else ()),
            ),
            needed=tuple(tuple(names) for names in entry["needed"]),
            only=entry.get("only", False),
        )
        for name, entry in document.items()
        if name != "words"
    }


def _property_columns() -> list[FormColumn]:
    return [
        FormColumn(name, "answer", (entry.name.nl, entry.name.en, *map(normal_text, entry.claims)), "answer")
        for name, entry in properties().items()
    ]


def forms_to_try(chosen: str | None = None) -> tuple[RegisterForm, ...]:
    """The form that a person chose; else all registers of evidence that may be found by their columns."""
    if chosen:
        return (register_forms()[chosen],)
    return tuple(form for form in register_forms().values() if not form.only and form.id not in MAPPING_FORMS)


def choices(group: str) -> tuple[Message, ...]:
    """The words that a cell of such a column may hold, in both languages."""
    lists: dict[str, Iterable[Message]] = {
        "labels": (Message(label.name, label.name) for label in labels().values() if certifies(label)),
        "properties": (entry.name for entry in properties().values()),
        "quantities": (entry.name for entry in quantities().values()),
        "units": (units()[name].many for name in dict.fromkeys(entry.unit for entry in quantities().values())),
    }
    if group in lists:
        return tuple(lists[group])
    meanings: dict[str, str] = {}
    for word, meaning in words(group).items():
        if word != meaning:
            meanings.setdefault(meaning, word)
    return tuple(Message(meanings.get(one, one), one) for one in dict.fromkeys(words(group).values()))


def certifies(label: Label) -> bool:
    """Whether a label shows a property, or is a certificate that claims one."""
    names = {normal_text(name) for name in (label.name, label.id, *label.synonyms)}
    return any(
        label.id in entry.labels or names & set(map(normal_text, entry.claims)) for entry in properties().values()
    )


@cache
def words(group: str) -> dict[str, str]:
    """What each word of a group of data/vocabulary/own_files.toml means."""
    with (VOCABULARY_FOLDER / "own_files.toml").open("rb") as stream:
        groups = tomllib.load(stream)
    return {word: meaning for meaning, synonyms in groups[group].items() for word in (meaning, *synonyms)}
