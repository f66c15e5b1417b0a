"""A source says in which language each of its parts is, so that a screen reader pronounces it as it is meant."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kpi.commitment import load_ambitions
from kpi.measure import load_indicators
from kpi.model import Message
from pages.parts.cited import cited, in_dutch, named
from tests.pages.make import indicator


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


def test_what_people_write_is_dutch_on_an_english_page_and_needs_no_mark_on_a_dutch_one() -> None:
    assert in_dutch("en", "10% <circulair>") == '<span lang="nl">10% &lt;circulair&gt;</span>'
    assert in_dutch("nl", "10% <circulair>") == "10% &lt;circulair&gt;"
    assert in_dutch("en", "") == ""


@pytest.mark.parametrize(
    ("own", "english", "shown"),
    [
        (True, "Onze koffie", '<span lang="nl">Onze koffie</span>'),
        (True, "Our coffee", "Our coffee"),
        (False, "Onze koffie", "Onze koffie"),
    ],
)
def test_only_the_dutch_name_of_an_own_indicator_is_marked(own: bool, english: str, shown: str) -> None:
    assert named("en", replace(indicator(), own=own, name=Message("Onze koffie", english))) == shown
