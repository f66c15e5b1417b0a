"""Combinations of keys as numbers, against plain tuples."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.intake.checks.table import together

LARGE = st.integers(-(10**17), 10**17)
ROWS = st.lists(st.tuples(st.integers(-1, 3), LARGE | st.integers(-2, 2), LARGE | st.integers(0, 1)), max_size=12)


@given(ROWS)
@settings(max_examples=150)
def test_rows_have_one_number_exactly_where_all_their_keys_are_equal(rows: list[tuple[int, int, int]]) -> None:
    keys = np.array(rows, np.int64).reshape(-1, 3)

    numbers = together(keys[:, 0], keys[:, 1], keys[:, 2])

    first_seen = {row: number for number, row in enumerate(dict.fromkeys(rows))}
    assert numbers.tolist() == [first_seen[row] for row in rows]
