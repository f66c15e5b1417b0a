import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kpi.model import EXCLUSION_REASONS, ControlTotals, Tally
from kpi.service import control_rows
from pages.parts.waterfall import agreement, control_table

TOTALS = ControlTotals(
    rows=38_412,
    lines=38_000,
    set_aside={"blank": Tally(200, None), "total": Tally(205, 298_000_000)},
    unreadable={"amount": Tally(7, None)},
    excluded={"salary": Tally(1_000, 941_220_040)},
    procurement=Tally(37_000, 11_840_000_000),
    uploaded=Tally(38_000, 12_781_220_040),
    amount_column=13_079_220_040,
)


def test_every_row_and_every_cent_has_one_place():
    first, *_, last = found = control_rows("en", TOTALS)
    parts = [row for row in found if not row.total]
    assert first.rows == sum(row.rows for row in parts) + last.rows
    assert first.cents + sum(row.cents or 0 for row in parts) == last.cents


def test_each_bar_begins_where_the_one_above_ended():
    *found, last = control_rows("en", TOTALS)
    parts = [row for row in found if not row.total]
    ends = [TOTALS.amount_column]
    for row in parts:
        assert row.end == ends[-1]
        ends.append(row.start)
    assert ends[-1] == last.end


def test_what_is_set_aside_and_what_is_no_procurement_are_parted_by_the_lines_of_the_file():
    words = [(row.words, row.cents) for row in control_rows("en", TOTALS)]
    assert words[4] == ("Lines in the file", TOTALS.uploaded.cents)
    assert "Lines in the file" not in [row.words for row in control_rows("en", replace(TOTALS, excluded={}))]


def test_amounts_are_to_the_cent_and_left_out_amounts_carry_a_real_minus():
    html = control_table("nl", TOTALS)
    assert "130.792.200,40" in html
    assert "\N{MINUS SIGN}\N{NO-BREAK SPACE}9.412.200,40" in html
    assert "118.400.000,00" in html


def test_rows_without_a_readable_amount_are_counted_without_one():
    html = control_table("en", TOTALS)
    assert re.search(r"Rows without a readable amount</th><td class=\"number\">–</td>.*?7 rows", html)


def test_a_reason_opens_its_rows():
    html = control_table("en", TOTALS, {"salary": "/leveringen?plaats=salary"})
    assert '<a href="/leveringen?plaats=salary">Salaries and social charges</a>' in html


@given(
    excluded=st.lists(st.integers(-(10**12), 10**12), max_size=len(EXCLUSION_REASONS)),
    procurement=st.integers(-(10**12), 10**12),
)
def test_bars_stay_inside_the_picture_whatever_the_signs(excluded, procurement):
    uploaded = procurement + sum(excluded)
    totals = ControlTotals(
        rows=len(excluded) + 1, lines=len(excluded) + 1, set_aside={}, unreadable={},
        excluded={reason: Tally(1, cents) for reason, cents in zip(EXCLUSION_REASONS, excluded, strict=False)},
        procurement=Tally(1, procurement), uploaded=Tally(len(excluded) + 1, uploaded), amount_column=uploaded,
    )  # fmt: skip
    html = control_table("nl", totals)
    for start, width in re.findall(r'<rect class="[a-z-]+" x="([-\d.]+)%" y="0" width="([-\d.]+)%"', html):
        assert float(start) >= 0
        assert float(width) >= 0
        assert float(start) + float(width) <= 100.31


def test_a_file_that_adds_up_says_so_with_its_sums():
    html = agreement("nl", TOTALS)
    assert "Sluit aan." in html
    assert "127.812.200,40" in html


def test_a_difference_with_the_ledger_is_named_in_euros():
    html = agreement("nl", TOTALS, 12_782_460_040)
    assert "Sluit niet aan: verschil €\N{NO-BREAK SPACE}\N{MINUS SIGN}\N{NO-BREAK SPACE}12.400,00." in html
    assert 'class="agrees no"' in html


def test_rows_that_are_nowhere_make_the_table_not_add_up():
    lost = ControlTotals(10, 8, {"blank": Tally(1, None)}, {}, {}, Tally(8, 5), Tally(8, 5), 5)
    assert "Does not add up: rows are missing or counted twice." in agreement("en", lost)
