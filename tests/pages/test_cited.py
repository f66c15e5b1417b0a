"""A source says in which language each of its parts is, so that a screen reader pronounces it as it is meant."""

from __future__ import annotations

import pytest

from kpi.commitment import load_ambitions
from kpi.measure import load_indicators
from pages.parts.cited import cited


def test_a_dutch_title_between_english_words_is_dutch_and_the_rest_english() -> None:
    assert cited('ehance.nl, "Wat is SROI": works') == (
        '<span lang="en">ehance.nl, <span lang="nl">"Wat is SROI"</span>: works</span>'
    )


def test_what_would_be_markup_in_a_source_is_shown_as_it_is() -> None:
    assert cited('"<b>Feiten & cijfers</b>"') == (
        '<span lang="en"><span lang="nl">"&lt;b&gt;Feiten &amp; cijfers&lt;/b&gt;"</span></span>'
    )


@pytest.mark.parametrize(
    "source",
    [
        *(one.source for one in load_indicators().values()),
        *(one.source for targets in load_ambitions().values() for one in targets if one.source),
    ],
)
def test_every_source_of_the_catalogue_closes_its_quotation_marks(source: str) -> None:
    assert source.count('"') % 2 == 0
