"""What the versions of a definition make of the figures, as a table with a sentence above it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pages.parts import versions
from tests.pages import make


def of(year: int, proven: str):
    return make.figure(proven=proven, possible="20", year=year)


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (("10", "12"), "De versies geven in elk jaar dezelfde cijfers."),
        (("10", "11"), "De versies verschillen in 1 jaar."),
        (("9", "11"), "De versies verschillen in 2 jaren."),
    ],
)
def test_it_says_in_how_many_years_the_versions_differ(second: tuple[str, str], said: str) -> None:
    made = {1: [of(2023, "10"), of(2024, "12")], 2: [of(2023, second[0]), of(2024, second[1])]}
    markup = versions.figures("nl", made)
    assert said in markup
    assert markup.index(">2024<") < markup.index(">2023<")


def test_what_the_table_does_not_show_makes_no_difference() -> None:
    first = of(2024, "10")
    assert first.share is not None
    second = replace(first, share=replace(first.share, scope_coverage=first.share.coverage))
    assert "dezelfde cijfers" in versions.figures("nl", {1: [first], 2: [second]})


def test_a_year_that_one_version_has_no_value_for_is_a_difference() -> None:
    assert "verschillen in 1 jaar" in versions.figures("nl", {1: [of(2024, "10")], 2: []})
