"""Measures that are not euros: the worked example of each, and what a definition may say about them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from kpi.commitment import Quantity, judge
from kpi.measure import amount, load_indicator, load_indicators, ratio, ratio_sums, share
from kpi.model import (
    FULL,
    QUANTITY_PARTS,
    SUM_NAMES,
    CommitmentVersion,
    Decision,
    Indicator,
    Point,
    Refusal,
    Share,
    Sums,
    YearState,
)
from tests.measure.engine import added, example_tables

FOLDER = Path(__file__).parent / "definitions"
FILES = {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.toml"))}
SAMPLES = {name: load_indicator(f"{name}.toml", text.encode()) for name, text in FILES.items()}
EXAMPLES = [
    pytest.param(indicator, example, id=f"{indicator.id}-{number}")
    for indicator in {**load_indicators(), **SAMPLES}.values()
    if indicator.measure != "euro"
    for number, example in enumerate(indicator.examples)
]


def sums_of_keys(rows: list[dict[str, Any]]) -> Sums:
    """Rows of keys merged and counted by hand, over all departments."""
    merged: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        merged[row["key"]].append(row)
    total = Sums()
    for found in merged.values():
        if max(row["scope_low"] for row in found) == FULL:
            low = min(row["low"] for row in found if row["low"] is not None)
            high = max(row["high"] for row in found if row["high"] is not None)
            claims = high > low and any(row["claimed"] for row in found)
            total += Sums(
                met=low,
                not_met=FULL - high,
                open_plus=high - low,
                claimed=high if claims else low,
                lines_met=int(low == FULL),
                lines_not_met=int(high == 0),
                lines_open=int(low < FULL and high > 0),
                lines_claimed=int(claims),
            )
        elif max(row["scope_high"] for row in found):
            total += Sums(scope_unknown_plus=FULL, lines_scope_unknown=1)
        else:
            total += Sums(out_of_scope=FULL, lines_out_of_scope=1)
    return total


def _registered(example: dict, name: str | None) -> tuple[int, int] | None:
    rows = [row for row in example["registered"] if row["quantity"] == name]
    if not rows:
        return None
    low, high = (sum(int(Fraction(row[bound]) * QUANTITY_PARTS) for row in rows) for bound in ("low", "high"))
    return low, high


def _worked_out(indicator: Indicator, example: dict) -> tuple[Sums | None, Share]:
    if indicator.quantity:
        part = _registered(example, indicator.quantity.part)
        if indicator.is_share:
            sums = ratio_sums(part, _registered(example, indicator.quantity.whole) or (0, 0))
            return sums, ratio(sums)
        assert part is not None
        return None, amount(*part)
    if indicator.factors:
        rows = added(indicator, *example_tables(indicator, example)).amounts
        return None, amount(sum(int(row["low"]) for row in rows), sum(int(row["high"]) for row in rows))
    sums = sums_of_keys(added(indicator, *example_tables(indicator, example)).keys)
    return sums, share(sums)


@pytest.mark.parametrize(("indicator", "example"), EXAMPLES)
def test_an_example_gives_the_sums_and_the_value_that_it_states(indicator, example):
    sums, value = _worked_out(indicator, example)
    stated = example["expected"]
    if sums is None:
        assert (value.proven, value.possible) == (Fraction(stated["low_sum"]), Fraction(stated["high_sum"]))
        return
    for name in SUM_NAMES:
        if name in stated:
            parts = 1 if name.startswith("lines_") else indicator.sum_parts
            assert getattr(sums, name) == Fraction(stated[name]) * parts, name
    assert {name: str(getattr(value, name)) for name in ("proven", "possible", "coverage")} == {
        name: stated[name] for name in ("proven", "possible", "coverage")
    }


@pytest.mark.parametrize(
    ("indicator", "example"), [case for case in EXAMPLES if "target" in case.values[1]]
)  # fmt: skip
def test_an_example_that_names_a_target_gives_the_status_that_it_states(indicator, example):
    sums, value = _worked_out(indicator, example)
    target = Fraction(example["target"]) / (100 if indicator.is_share else 1)
    version = CommitmentVersion(
        1, "example", Point(2025, target), Decision("collegebesluit", "college", date(2024, 1, 1), "1")
    )
    judged = judge(
        share=None if sums is None else value,
        sums=sums,
        indicator=indicator,
        version=version,
        year=2025,
        year_state=YearState.FINAL,
        quantity=Quantity(value.proven, value.possible) if sums is None else None,
    )
    assert judged.status == example["status"]


@pytest.mark.parametrize(
    ("name", "old", "new", "key", "found"),
    [
        pytest.param("suppliers_sme", 'measure = "suppliers"', 'measure = "people"', "measure", "people", id="unknown measure"),
        pytest.param("suppliers_sme", 'unit = "share"', 'unit = "suppliers"', "unit", "suppliers", id="a count is a share of a count"),
        pytest.param("suppliers_sme", "threshold = 60", "", "threshold", "nothing", id="a share of lines without threshold"),
        pytest.param("jobs_through_social_return", 'unit = "FTE"', 'unit = "kWh"', "unit", "kWh", id="unit of another quantity"),
        pytest.param("jobs_through_social_return", 'unit = "FTE"', 'unit = "FTE"\nthreshold = 60', "threshold", "threshold", id="a quantity has no scope"),
        pytest.param("jobs_through_social_return", 'part = "social_return_jobs"', 'part = "happiness"', "quantity.part", "happiness", id="unknown quantity"),
        pytest.param("jobs_through_social_return", 'part = "social_return_jobs"', 'whole = "electricity"', "quantity", "whole", id="a whole without part"),
        pytest.param("green_electricity", 'whole = "electricity"', 'whole = "waste"', "quantity.whole", "waste (kg)", id="two units"),
        pytest.param("green_electricity", 'unit = "share"', 'unit = "kWh"', "unit", "kWh", id="a ratio is a share"),
        pytest.param("green_electricity", 'quantity = "electricity"', 'quantity = "heat"', "registered[1].quantity", "heat", id="unknown quantity in an example"),
        pytest.param("co2_of_purchases", 'factors = "illustrative_co2"', 'factors = "mine"', "factors", "mine", id="unknown factors"),
        pytest.param("co2_of_purchases", 'unit = "kg CO2e"', 'unit = "t CO2e"', "unit", "t CO2e", id="unit of other factors"),
    ],
)  # fmt: skip
def test_a_definition_that_does_not_fit_its_measure_is_refused_with_its_place(name, old, new, key, found):
    assert old in FILES[name]
    with pytest.raises(Refusal) as refused:
        load_indicator(f"{name}.toml", FILES[name].replace(old, new, 1).encode())
    english = refused.value.message.en
    assert f"{name}.toml, " in english
    assert key in english
    assert found in english
    assert refused.value.message.nl != english
