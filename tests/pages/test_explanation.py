"""The pages of explanation: the glossary, the data, accessibility."""

from __future__ import annotations

import pytest

from kpi import texts
from kpi.language import LANGUAGES
from pages.parts import explanation
from tests.house.repository import ROOT

REFERENCE = ROOT / "data" / "reference"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_glossary_stands_in_the_order_of_its_language(language: str) -> None:
    shown = explanation.glossary(language, texts.glossary())

    names = [part.split("</dt>")[0] for part in shown.split("<dt>")[1:]]
    assert names == sorted(names, key=str.casefold)
    assert len(names) == len(texts.glossary())


def test_a_word_has_one_meaning() -> None:
    for language in LANGUAGES:
        names = [term.name.in_language(language) for term in texts.glossary()]
        assert len(set(names)) == len(names)


def test_every_file_of_reference_data_is_named_once_among_the_sources() -> None:
    named = [file for source in texts.sources() for file in source.files]

    held = [path for path in REFERENCE.rglob("*") if path.suffix in (".csv", ".toml")]
    assert sorted(named) == sorted(path.relative_to(REFERENCE).as_posix() for path in held)


@pytest.mark.parametrize("page", ["about_data", "accessibility"])
def test_a_page_of_prose_says_the_same_in_both_languages_as_far_as_its_shape_tells(page: str) -> None:
    prose = texts.prose(page)

    dutch, english = (_shape(prose.in_language(language)) for language in LANGUAGES)
    assert dutch == english


def _shape(markdown: str) -> list[str]:
    """What each line is: a heading, an item, a blank line or text."""
    return [line[:2] if line[:2] in ("##", "- ", "") else "text" for line in markdown.splitlines()]
