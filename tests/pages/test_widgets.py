"""What Streamlit's widgets say is handed to the browser in the language of the page, and can be turned back."""

from __future__ import annotations

import json

import pytest

from kpi.language import LANGUAGES
from pages.parts import widgets


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_sayings_never_read_the_same_so_that_a_switch_of_language_finds_each_back(language: str) -> None:
    said = [one.in_language(language) for one in widgets.SAYINGS]

    assert len(set(said)) == len(said)


def test_a_saying_with_a_name_in_it_has_one_in_each_language() -> None:
    counted = [(one.nl.count(widgets.ANYTHING), one.en.count(widgets.ANYTHING)) for one in widgets.SAYINGS]

    assert all(dutch == english <= 1 for dutch, english in counted)


def test_the_script_holds_each_saying_as_it_is_and_as_it_is_to_be() -> None:
    assert json.dumps(["Main menu", "Hoofdmenu"]) in widgets.script("nl")
    assert json.dumps(["Hoofdmenu", "Main menu"]) in widgets.script("en")
