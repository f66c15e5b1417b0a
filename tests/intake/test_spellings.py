"""Finding what a header with a typing error may be: the same as comparing it with every known spelling, only sooner."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.intake.vocabulary import Spellings, is_typing_error

WORDS = st.text(alphabet="abcde", min_size=1, max_size=12)
KNOWN = ("leverancier", "bedrag", "contractnummer", "einddatum", "looptijd")


@settings(max_examples=60)
@given(st.lists(WORDS, unique=True, max_size=20), WORDS)
def test_the_same_are_near_as_by_comparing_each_letter_by_letter(known: list[str], written: str) -> None:
    assert Spellings(known).near(written) == [one for one in known if is_typing_error(written, one)]


def test_letters_changed_left_out_added_and_swapped_are_found() -> None:
    spellings = Spellings(KNOWN)
    for written, meant in (
        ("leverancjer", "leverancier"),
        ("bedra", "bedrag"),
        ("contractnummmer", "contractnummer"),
        ("eindadtum", "einddatum"),
    ):
        assert spellings.near(written) == [meant]
    assert spellings.near("omschrijving") == []
