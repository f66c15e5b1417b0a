"""CPV codes as files write them, and which rule of a body holds."""

from __future__ import annotations

import pytest

from kpi.evidence.categories import Decisions, clean_cpv, normal_text
from kpi.evidence.suppliers import identity
from kpi.model import MappingRule


@pytest.mark.parametrize(
    ("written", "prefix"),
    [
        pytest.param("15861000-1", "15861", id="with its check digit"),
        pytest.param("15861000", "15861", id="without"),
        pytest.param("15861000-9", None, id="with another check digit"),
        pytest.param("30000000", "30", id="a division that ends in zero"),
        pytest.param("3410000", "0341", id="a leading zero eaten by a spreadsheet"),
        pytest.param("158", "158", id="a group"),
        pytest.param("1580", "158", id="a group with a zero"),
        pytest.param("15861000-1 Koffie", "15861", id="with its name"),
        pytest.param("15 86 10 00", "15861", id="with spaces"),
        pytest.param("15861000.0", "15861", id="as a number from a spreadsheet"),
        pytest.param("15999999", None, id="no such code"),
        pytest.param("15861000; 45000000", None, id="two codes"),
        pytest.param("1", None, id="one digit"),
        pytest.param("koffie", None, id="words"),
    ],
)
def test_a_cpv_code_becomes_a_prefix_without_zeros(written, prefix):
    assert clean_cpv(written) == prefix


def test_texts_are_compared_without_case_and_double_spaces():
    assert normal_text("  Koffie  EN\tThee ") == "koffie en thee"


RULES = (
    MappingRule("koffie", "Beans B.V.", cpv="15861"),
    MappingRule("koffie", None, cpv="1586"),
    MappingRule(None, "Beans", cpv="15"),
    MappingRule(None, "12345678", exclusion="tax"),
)


@pytest.mark.parametrize(
    ("text", "supplier", "expected"),
    [
        pytest.param("koffie", ("BEANS bv", None), ("15861", None, "text and supplier"), id="text and supplier first"),
        pytest.param("koffie", ("Other", None), ("1586", None, "text"), id="then the text"),
        pytest.param("koffie", ("Other", "12345678"), ("1586", None, "text"), id="a text beats a supplier"),
        pytest.param("thee", ("Beans", None), ("15", None, "supplier"), id="then the supplier"),
        pytest.param(None, ("Tax office", "12345678"), (None, "tax", "supplier"), id="a supplier by its KvK number"),
        pytest.param("thee", ("Other", None), None, id="no rule"),
    ],
)
def test_the_most_specific_rule_holds(text, supplier, expected):
    found = Decisions.of(RULES).find(text, identity(supplier[0], supplier[1], None, None))
    assert (found and (found.rule.cpv, found.rule.exclusion, found.source)) == expected
