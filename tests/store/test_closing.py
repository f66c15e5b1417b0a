"""Lines decided together: the sums before and after equal a recomputation of every line, however the groups overlap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.model import FULL, SUM_NAMES, Sums
from kpi.store.closing import BOUNDS, Closing, Lines
from kpi.store.database import Session
from kpi.store.details import prepare_in_scope

ENDING = {"c1": date(2026, 12, 31)}


@dataclass(frozen=True)
class Line:
    amount: int
    low: int = 0
    high: int = FULL
    claimed: bool = False
    category: str | None = "wegen"
    supplier: str | None = "s1"
    department: str = "stad"
    contract: str | None = None


def plain(lines: Sequence[Line]) -> Sums:
    """Section 4 of semantics.md, line by line."""
    total = Sums()
    for one in lines:
        waiting = one.amount * (one.high - one.low)
        total += Sums(
            met=one.amount * one.low,
            not_met=one.amount * (FULL - one.high),
            open_plus=waiting if one.amount > 0 else 0,
            open_minus=0 if one.amount > 0 else waiting,
            claimed=one.amount * (one.high if one.claimed else one.low),
            lines_met=one.low == FULL,
            lines_not_met=one.high == 0,
            lines_open=one.low < FULL and one.high > 0,
            lines_claimed=one.claimed and one.high > one.low,
        )
    return total


def decided(line: Line, chosen: Sequence[Lines], up: bool) -> Line:
    """The line as it would be: bought anew where it falls short, else as good as was possible of what is open."""
    short = line.high < FULL if up else line.low > 0
    ends = line.contract in ENDING
    hits = {
        one.kind
        for one in chosen
        if (one.kind == "classify" and line.high > line.low and (one.category, one.department) == (line.category, line.department))
        or (one.kind == "renew" and short and ends and (one.contract, one.department) == (line.contract, line.department))
        or (one.kind == "switch" and short and not ends and (one.category, one.supplier) == (line.category, line.supplier))
    }  # fmt: skip
    if hits & {"renew", "switch"}:
        value = FULL if up else 0
    elif hits:
        value = line.high if up else line.low
    else:
        return line
    return replace(line, low=value, high=value, claimed=False)


CONNECTION = duckdb.connect(config={"threads": 1})


def closing(lines: Sequence[Line], up: bool = True, departments: Sequence[str] | None = None) -> Closing:
    session = Session(CONNECTION.cursor())
    columns = {
        "facts": [
            ("amount", "BIGINT"), ("department", ""), ("supplier_key", ""), ("category_text", ""),
            ("contract_number", ""), ("exclusion", ""),
        ],
        "intervals": [("scope_low", "INT"), ("low", "INT"), ("high", "INT"), ("claimed", "BOOLEAN")],
        "lines": [("supplier", ""), ("category", ""), ("ledger_name", ""), ("ledger_account", ""), ("amount", "INT")],
    }  # fmt: skip
    rows = {
        "facts": [(one.amount, one.department, one.supplier, one.category, one.contract, None) for one in lines],
        "intervals": [(FULL, one.low, one.high, one.claimed) for one in lines],
        "lines": [(one.supplier, one.category, None, None, 0) for one in lines],
    }
    for name, fields in columns.items():
        typed = ", ".join(f"{field} {kind or 'VARCHAR'}" for field, kind in fields)
        session.execute(f"CREATE OR REPLACE TEMP TABLE {name} (submission VARCHAR, line INT, {typed})")
        values = [("a", number, *row) for number, row in enumerate(rows[name])]
        marks = ", ".join(f"({', '.join('?' * len(row))})" for row in values)
        session.execute(f"INSERT INTO {name} VALUES {marks}", [value for row in values for value in row])
    prepare_in_scope(session)
    return Closing(session, up, departments, ENDING)


KNOWN = st.sampled_from(
    [
        (0, FULL, False),
        (0, FULL, True),
        (FULL, FULL, False),
        (0, 0, False),
        (6_000, 6_000, False),
        (2_000, 7_000, False),
    ]
)
LINES = st.lists(
    st.builds(
        lambda amount, known, category, supplier, department, contract: Line(
            amount, *known, category, supplier, department, contract
        ),
        st.integers(-(10**9), 10**9),
        KNOWN,
        st.sampled_from([None, "wegen", "koffie"]),
        st.sampled_from([None, "s1", "s2"]),
        st.sampled_from(["", "stad", "ict"]),
        st.sampled_from([None, "c1", "c2"]),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=40)
@given(LINES, st.booleans(), st.data())
def test_deciding_groups_of_lines_equals_computing_every_line_again(lines, up, data):
    found = closing(lines, up)
    groups = [group for kind in ("classify", "renew", "switch") for group, _ in found.groups(kind)]
    chosen = data.draw(st.lists(st.sampled_from(groups), unique=True)) if groups else []
    before, after = found.together(chosen)
    start, end = plain(lines), plain([decided(line, chosen, up) for line in lines])
    moved = Sums(*(getattr(start, name) - getattr(before, name) + getattr(after, name) for name in SUM_NAMES))
    assert moved == end
    assert moved.base == start.base


@settings(max_examples=15)
@given(LINES, st.booleans())
def test_one_group_alone_has_the_same_bounds_as_together(lines, up):
    found = closing(lines, up)
    for kind in ("classify", "renew", "switch"):
        for group, row in found.groups(kind):
            for alone, together in zip((row["before"], row["after"]), found.together([group]), strict=True):
                assert [getattr(alone, name) for name in BOUNDS] == [getattr(together, name) for name in BOUNDS]


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        pytest.param(Line(100), {"classify"}, id="nothing known"),
        pytest.param(Line(100, 0, 0), {"switch"}, id="it does not qualify"),
        pytest.param(Line(100, 0, 0, contract="c1"), {"renew"}, id="it does not qualify, under a contract that ends in time"),
        pytest.param(Line(100, 0, 0, contract="c2"), {"switch"}, id="under a contract that does not"),
        pytest.param(Line(100, FULL, FULL, contract="c1"), set(), id="it qualifies"),
        pytest.param(Line(100, 6_000, 6_000), {"switch"}, id="a part qualifies"),
        pytest.param(Line(100, 2_000, 7_000), {"classify", "switch"}, id="open, and at most a part"),
    ],
)  # fmt: skip
def test_which_chance_a_line_is(line, kinds):
    found = closing([line])
    assert {kind for kind in ("classify", "renew", "switch") if found.groups(kind)} == kinds


def test_what_is_open_is_worth_no_more_than_what_is_possible_of_it():
    _, row = closing([Line(100, 2_000, 7_000)]).groups("classify")[0]
    assert row["after"].met == 100 * 7_000


def test_other_departments_are_left_out():
    lines = [Line(100, department="stad"), Line(50, department="ict")]
    ((group, row),) = closing(lines, departments=["ict"]).groups("classify")
    assert (group.department, row["before"].open_plus) == ("ict", 50 * FULL)
