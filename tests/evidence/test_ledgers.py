"""Which accounts a decision about a code or a range covers."""

from __future__ import annotations

import pytest

from kpi.evidence.ledgers import covers, ledger_range, left_out_account
from kpi.model import KEPT_IN, LeftOut, Refusal


@pytest.mark.parametrize(
    ("value", "account", "covered"),
    [
        ("4.3", "4.3", True),
        ("4.3", "4.3.6", True),
        ("4.3", "4.31", False),
        ("40", "40100", True),
        ("40", "41000", False),
        ("WPerLes", "WPerLesLon", True),
        ("40000-40999", "40000", True),
        ("40000-40999", "40999", True),
        ("40000-40999", "41000", False),
        ("4000-4099", "40500 Lonen", True),
        ("40000-40999", "405", False),
        ("40000-40999", "4050a", False),
    ],
)
def test_a_decision_covers_all_that_begins_so(value, account, covered):
    assert covers(value, account) is covered


def test_the_narrowest_decision_holds():
    decided = [LeftOut("ledger", "40", "salary"), LeftOut("ledger", "4090", KEPT_IN), LeftOut("file", "x", "tax")]
    assert left_out_account(decided, "40100") == "salary"
    assert left_out_account(decided, "40900") == KEPT_IN
    assert left_out_account(decided, "43000") is None


@pytest.mark.parametrize(
    ("first", "last", "value"), [("40000", "40999", "40000-40999"), ("4.3", "", "4.3"), ("40", "40", "40")]
)
def test_a_typed_range(first, last, value):
    assert ledger_range(first, last, "salary") == LeftOut("ledger", value, "salary")


@pytest.mark.parametrize(
    ("first", "last"), [("", ""), ("40999", "40000"), ("4000", "40999"), ("4.1", "4.3"), ("lonen", "x"), ("٤٠", "٤١")]
)
def test_what_is_no_range_is_refused(first, last):
    with pytest.raises(Refusal) as refused:
        ledger_range(first, last, "salary")
    assert refused.value.code == "bad_ledger_range"
