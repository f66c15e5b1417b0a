"""Cells to numbers and dates, and columns to a style and an order."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.intake.cells import cells_of, text_of
from kpi.intake.dates import order_of, read_date, read_period
from kpi.intake.numbers import currency_of, is_dash, read_number, style_of
from kpi.intake.sheet import Sheet
from kpi.intake.values import (
    ERROR_CELL,
    LOST,
    NOT_A_NUMBER,
    VALUE,
    order_evidence,
    read_amounts,
    read_dates,
    style_evidence,
)  # fmt: skip


def column_of(*cells: object):  # type: ignore[no-untyped-def]
    return cells_of(Sheet(None, False, 1, [[cell] for cell in cells])).columns[0]  # type: ignore[list-item]


@pytest.mark.parametrize(
    ("text", "number", "says"),
    [
        ("1.234,56", "1234.56", "nl"),
        ("1,234.56", "1234.56", "uk"),
        ("1234,5", "1234.5", "nl"),
        ("1234.5", "1234.5", "uk"),
        ("1234", "1234", "whole"),
        ("-/- 100,00", "-100", "nl"),
        ("1.234,56 *", "1234.56", "nl"),
        ("â‚¬ 1.234,56", "1234.56", "nl"),
        ("100,00 -/-", "-100", "nl"),
        ("1.234.567", "1234567", "nl"),
        ("1,234,567", "1234567", "uk"),
        ("0,123", "0.123", "nl"),
        ("1234,567", "1234.567", "nl"),
        (",50", "0.50", "nl"),
        ("1 234 567,89", "1234567.89", "nl"),
        ("1\N{NO-BREAK SPACE}234,00", "1234.00", "nl"),
        ("1'234.56", "1234.56", "uk"),
        ("1.250,-", "1250", "nl"),
        ("€ 1.250,--", "1250", "nl"),
        ("1250,=", "1250", "nl"),
        ("-1.234,56", "-1234.56", "nl"),
        ("1.234,56-", "-1234.56", "nl"),
        ("(1.234,56)", "-1234.56", "nl"),
        ("€ (250,00)", "-250", "nl"),
        ("-£245,193.89", "-245193.89", "uk"),
        ("€ -5,00", "-5", "nl"),
        ("\N{MINUS SIGN}5.50", "-5.50", "uk"),
        ("\N{NON-BREAKING HYPHEN}5.50", "-5.50", "uk"),
        ("\N{FULLWIDTH HYPHEN-MINUS}1.234,56", "-1234.56", "nl"),
        ("12,50 CR", "-12.50", "nl"),
        ("12,50 DR", "12.50", "nl"),
        ("12,50 DB", "12.50", "nl"),
        ("12,50 H", "-12.50", "nl"),
        ("12,50 credit", "-12.50", "nl"),
        ("$5,531,458.39", "5531458.39", "uk"),
        ("EUR 12,50", "12.50", "nl"),
        ("15.000,00 EUR", "15000", "nl"),
        ("5.684341886080802E-14", "5.684341886080802E-14", "uk"),
    ],
)
def test_a_number_that_can_be_read_in_one_way_is_read_so_in_any_style(text: str, number: str, says: str) -> None:
    assert style_of(text) == says
    assert read_number(text, "nl") == read_number(text, "uk") == Decimal(number)


@pytest.mark.parametrize(("text", "dutch", "british"), [("1.234", "1234", "1.234"), ("12,345", "12.345", "12345")])
def test_three_digits_after_one_separator_follow_the_style_of_the_column(text: str, dutch: str, british: str) -> None:
    assert style_of(text) in (".", ",")
    assert (read_number(text, "nl"), read_number(text, "uk")) == (Decimal(dutch), Decimal(british))


@pytest.mark.parametrize(
    "text",
    ["", "abc", "n.v.t.", "01.02.2020", "1.23.4", "12 34", "1,23E+07", "--5,00", "-5,00-", "1.234,56,7", "(5", "2023-01", "NL91ABNA0417164300",
     "12345678901234567890"],
)  # fmt: skip
def test_what_is_no_number_or_has_lost_digits_is_not_read(text: str) -> None:
    assert read_number(text, "nl") is None


@pytest.mark.parametrize(("text", "dash"), [("-", True), (" -   ", True), ("€ -", True), ("--", True), ("-5", False)])
def test_a_dash_is_how_spreadsheets_show_zero(text: str, dash: bool) -> None:
    assert is_dash(text.strip()) is dash


@pytest.mark.parametrize(
    ("text", "code"), [("€ 5,00", "EUR"), ("5,00 EUR", "EUR"), ("£5", "GBP"), ("US$ 5", "USD"), ("5", None)]
)
def test_the_currency_beside_a_number_is_known(text: str, code: str | None) -> None:
    assert currency_of(text) == code


@pytest.mark.parametrize(
    ("cells", "style"),
    [
        (("1.234", "2.500,50"), "nl"),
        (("1,234", "2,500.50"), "uk"),
        (("1.234", "2.500"), None),
        (("1234", "15"), "plain"),
        ((1234.5, 3), "plain"),
        ((1234.5, "1.250"), None),
        (("£1,234", "£20,000"), "uk"),
        (("1.234,56", "1,234.56", "1.000"), None),
        (("1.234,56", "1,234.56"), "nl"),
    ],
    ids=str,
)
def test_the_style_of_a_column_comes_from_all_its_cells(cells: tuple[object, ...], style: str | None) -> None:
    assert style_evidence(column_of(*cells)).style == style


def test_amounts_are_cents_rounded_half_to_even_with_what_is_left_over() -> None:
    amounts = read_amounts(column_of(0.1 + 0.2, 2.675, 2.665, "1,005", None, "x", "####", "-"), "nl")

    assert amounts.cents.tolist() == [30, 268, 266, 100, 0, 0, 0, 0]
    assert amounts.state.tolist() == [VALUE, VALUE, VALUE, VALUE, 0, NOT_A_NUMBER, LOST, VALUE]
    assert {row: str(part) for row, part in amounts.left_over.items()} == {1: "-1/2", 2: "1/2", 3: "1/2"}


def test_a_unit_of_thousand_is_applied_before_rounding() -> None:
    assert read_amounts(column_of("818,5561"), "nl", unit=1000).cents.tolist() == [81_855_610]


def test_an_error_cell_is_no_empty_cell() -> None:
    sheet = Sheet("S", False, 1, [["5"], [None]], error_cells=frozenset({(1, 0)}))

    assert read_amounts(cells_of(sheet).columns[0], "plain").state.tolist() == [VALUE, ERROR_CELL]


@pytest.mark.parametrize(
    ("text", "order", "read"),
    [
        ("31-01-2024", "dmy", date(2024, 1, 31)),
        ("1/31/2024", "mdy", date(2024, 1, 31)),
        ("2024-01-31", "ymd", date(2024, 1, 31)),
        ("2024-01-31T10:15:00", "ymd", date(2024, 1, 31)),
        ("31.1.24", "dmy", date(2024, 1, 31)),
        ("31-01-2024 00:00:00", "dmy", date(2024, 1, 31)),
        ("05/05/2024", "any", date(2024, 5, 5)),
        ("03/01/2024", "either", date(2024, 1, 3)),
        ("20240131", "ymd", date(2024, 1, 31)),
        ("31012024", "dmy", date(2024, 1, 31)),
        ("45292", "serial", date(2024, 1, 1)),
        ("45292.0", "serial", date(2024, 1, 1)),
        ("45292,75", "serial", date(2024, 1, 1)),
        ("'31-01-2024", "dmy", date(2024, 1, 31)),
        ("31-1-'24", "dmy", date(2024, 1, 31)),
        ("20240131120000", "ymd", date(2024, 1, 31)),
        ("05-Apr-20", "any", date(2020, 4, 5)),
        ("1-mei-2020", "any", date(2020, 5, 1)),
        ("14 mrt 2016", "any", date(2016, 3, 14)),
        ("14 oktober 2016", "any", date(2016, 10, 14)),
        ("3rd March 2020", "any", date(2020, 3, 3)),
        ("March 3, 2020", "any", date(2020, 3, 3)),
        ("wo 31-01-2024", "dmy", date(2024, 1, 31)),
        ("Donderdag 14 maart 2024", "any", date(2024, 3, 14)),
        ("Mar 3, 2020", "any", date(2020, 3, 3)),
        ("31-02-2024", None, None),
        ("12:30", None, None),
        ("1234", None, None),
        ("20240131,5", None, None),
        ("########", None, None),
        ("", None, None),
    ],
)
def test_a_date_says_its_order_and_is_read(text: str, order: str | None, read: date | None) -> None:
    assert (order_of(text), read_date(text)) == (order, read)


def test_the_order_decides_only_what_could_be_either() -> None:
    assert (read_date("03/01/2024", "dmy"), read_date("03/01/2024", "mdy")) == (date(2024, 1, 3), date(2024, 3, 1))
    assert read_date("31/01/2024", "mdy") == date(2024, 1, 31)


@pytest.mark.parametrize(
    ("cells", "order"),
    [
        (("01/02/2024", "31/01/2024"), "dmy"),
        (("01/02/2024", "01/31/2024"), "mdy"),
        (("01/02/2024", "03/04/2024"), None),
        (("31/01/2024", "01/31/2024", "01/02/2024"), None),
        (("01/01/2024", "05-mei-2024"), "dmy"),
        ((datetime(2024, 1, 31), datetime(2024, 2, 1)), "typed"),
        (("2024-01-31", "2024-02-01"), "ymd"),
        (("45292", "45300"), "serial"),
    ],
    ids=str,
)
def test_the_order_of_a_column_comes_from_all_its_cells(cells: tuple[object, ...], order: str | None) -> None:
    assert order_evidence(column_of(*cells)).order == order


@pytest.mark.parametrize(
    ("text", "year", "period"),
    [("2017-01", None, "2017-01"), ("201712", None, "2017-12"), ("2017/3", None, "2017-03"), ("jan-17", None, "2017-01"),
     ("maart 2017", None, "2017-03"), ("3", 2017, "2017-03"), ("P03", 2017, "2017-03"), ("2017", None, "2017"),
     ("Q1", 2017, "2017"), ("Q1", None, None), ("2017-P03", None, "2017-03"), ("2017P12", None, "2017-12"),
     ("P3 2017", None, "2017-03"), ("periode 03-2017", None, "2017-03"), ("003.2017", None, "2017-03"),
     ("2017012", None, "2017-12"), ("13", 2017, "2017-12"), ("016.2017", None, "2017-12"), ("2017-17", None, None)],
)  # fmt: skip
def test_a_period_is_a_month_or_a_year(text: str, year: int | None, period: str | None) -> None:
    assert read_period(text, year) == period


@pytest.mark.parametrize(
    ("cell", "text"),
    [(12345678.0, "12345678"), (0.1 + 0.2, "0.3"), (1e21, "1000000000000000000000"), (True, "true"), (7, "7"),
     (datetime(2024, 1, 31), "2024-01-31"), (datetime(2024, 1, 31, 9, 5), "2024-01-31T09:05:00"), ("007", "007")],
)  # fmt: skip
def test_a_cell_is_written_with_fifteen_digits_and_no_more(cell: object, text: str) -> None:
    assert text_of(cell) == text  # type: ignore[arg-type]


def test_true_and_one_stay_apart_in_one_column() -> None:
    column = column_of(True, 1, 1.0, None)

    assert column.texts.to_pylist() == ["true", "1", "1", None]
    assert bytes(column.kinds.tolist()).decode() == "bnn."


def written(cents: int, thousands: str, decimal: str, sign: str, currency: str) -> str:
    whole = f"{abs(cents) // 100:,}".replace(",", thousands)
    digits = f"{whole}{decimal}{abs(cents) % 100:02}"
    if cents < 0:
        digits = {"before": f"-{digits}", "behind": f"{digits}-", "brackets": f"({digits})"}[sign]
    return f"{currency} {digits}".strip()


@settings(max_examples=200)
@given(
    cents=st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=30),
    style=st.sampled_from(
        [(".", ","), ("", ","), (" ", ","), ("\N{NO-BREAK SPACE}", ","), (",", "."), ("", "."), ("'", ".")]
    ),
    sign=st.sampled_from(["before", "behind", "brackets"]),
    currency=st.sampled_from(["", "€", "EUR", "£"]),
)
def test_amounts_in_any_style_come_back_to_the_cent(
    cents: list[int], style: tuple[str, str], sign: str, currency: str
) -> None:
    column = column_of(*(written(amount, *style, sign, currency) for amount in cents))

    decided = style_evidence(column).style

    assert decided is not None
    assert read_amounts(column, decided).cents.tolist() == cents


@settings(max_examples=200)
@given(floats=st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=30))
def test_spreadsheet_numbers_come_back_to_the_cent(floats: list[int]) -> None:
    column = column_of(*(amount / 100 for amount in floats))

    assert read_amounts(column, "plain").cents.tolist() == floats


FORMATS = {
    "dmy": ("%d-%m-%Y", "%d/%m/%Y", "%d.%m.%y", "%d/%m/%Y 12:30"),
    "mdy": ("%m/%d/%Y", "%m-%d-%y"),
    "ymd": ("%Y-%m-%d", "%Y%m%d"),
}


@settings(max_examples=200)
@given(
    days=st.lists(st.dates(date(1990, 1, 1), date(2060, 12, 31)), min_size=1, max_size=30),
    written_as=st.sampled_from([(order, form) for order, forms in FORMATS.items() for form in forms]),
)
def test_dates_in_any_order_come_back_or_are_asked_about(days: list[date], written_as: tuple[str, str]) -> None:
    order, form = written_as
    column = column_of(*(day.strftime(form) for day in days))

    decided = order_evidence(column).order

    if decided is None:
        assert all(day.day <= 12 for day in days)
        decided = order
    assert read_dates(column, decided).to_pylist() == days


@given(st.text(max_size=20))
def test_no_text_breaks_the_parsers(text: str) -> None:
    read_number(text), style_of(text), read_date(text), order_of(text), read_period(text, 2020), np.asarray([text])
