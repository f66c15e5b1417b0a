"""Files as the service reads them, without a store: intake gives the cells, evidence what they say."""

from __future__ import annotations

from kpi.evidence import forms_to_try, toml_tables, understand
from kpi.intake import read_register
from kpi.model import Body, Knowledge, MappingRule, RegisterForm


def load(name: str, content: bytes, forms: tuple[RegisterForm, ...], body: Body | None = None) -> Knowledge:
    if name.endswith(".toml"):
        return understand(toml_tables(name, content, forms), body).checked()
    reading = read_register(name, content, forms)
    assert not reading.questions, reading.questions
    return understand(reading.tables, body).checked()


def load_evidence(name: str, content: bytes, body: Body | None = None) -> Knowledge:
    return load(name, content, forms_to_try(), body)


def load_mapping(name: str, content: bytes) -> tuple[MappingRule, ...]:
    return load(name, content, forms_to_try("rule")).mapping
