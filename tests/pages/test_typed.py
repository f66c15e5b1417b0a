from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.language import cents, target_percent
from kpi.model import Refusal
from pages.parts import typed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("145.217.884,12", 14_521_788_412),
        ("145,217,884.12", 14_521_788_412),
        ("145 217 884,12", 14_521_788_412),
        ("€ 1250", 125_000),
        ("1250,5", 125_050),
        ("1250.05", 125_005),
        ("1.250", 125_000),
        ("1,250", 125_000),
        ("-12,5", -1_250),
        ("− 12,50", -1_250),
        ("0", 0),
        ("", None),
        ("   ", None),
    ],
)
def test_amounts_are_read_in_both_notations(text, expected):
    assert typed.amount(text) == expected


@pytest.mark.parametrize("text", ["twaalf", "1.25.0", "12,345,6", "1.250,505", "12e3", "--5", "1,2,3"])
def test_what_is_no_amount_is_refused_with_an_example(text):
    with pytest.raises(Refusal) as refused:
        typed.amount(text)
    assert text in refused.value.message.nl
    assert "145.217.884,12" in refused.value.message.nl


@given(st.integers(-(10**14), 10**14), st.sampled_from(["nl", "en"]))
def test_an_amount_that_we_wrote_ourselves_is_read_back(value, language):
    assert typed.amount(cents(language, value)) == value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10%", Fraction(1, 10)),
        ("10,5", Fraction(21, 200)),
        ("10.5 %", Fraction(21, 200)),
        ("100%", Fraction(1)),
        ("0", Fraction(0)),
        ("", None),
    ],
)
def test_percentages_are_read_in_both_notations(text, expected):
    assert typed.percentage(text) == expected


@pytest.mark.parametrize("text", ["101", "-1", "tien", "10,5,5", "1000"])
def test_what_is_no_percentage_is_refused(text):
    with pytest.raises(Refusal):
        typed.percentage(text)


@given(st.integers(0, 10_000), st.sampled_from(["nl", "en"]))
def test_a_percentage_that_we_wrote_ourselves_is_read_back(points, language):
    value = Fraction(points, 10_000)
    assert typed.percentage(target_percent(language, value)) == value


@pytest.mark.parametrize(
    ("language", "value", "written"),
    [("nl", "1200.5", "1.200,5"), ("en", "1200.50", "1,200.5"), ("nl", "1E+3", "1.000"), ("nl", "0", "0"), ("nl", "4.25", "4,25")],
)  # fmt: skip
def test_a_number_is_written_as_it_would_be_typed(language: str, value: str, written: str) -> None:
    assert typed.written_amount(language, Decimal(value)) == written
    assert typed.amount(written) == int(Decimal(value) * 100)
