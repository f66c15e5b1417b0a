"""A status is a sign with a word, in both languages."""

from __future__ import annotations

import pytest

from kpi.model import Judgement, Message, Severity, Status
from pages.parts import signs


@pytest.mark.parametrize(
    ("status", "nl", "en"),
    [
        (Status.ACHIEVED, "Gehaald", "Achieved"),
        (Status.ON_TRACK, "Op koers", "On track"),
        (Status.BEHIND, "Loopt achter", "Behind"),
        (Status.MISSED, "Niet gehaald", "Missed"),
        (Status.CANNOT_TELL_YET, "Nog niet te zeggen", "Cannot tell yet"),
        (Status.NO_DATA, "Geen gegevens", "No data"),
        (Status.WITHHELD, "Afgeschermd", "Withheld"),
    ],
    ids=str,
)
def test_the_seven_words(status: Status, nl: str, en: str) -> None:
    assert (signs.word("nl", status), signs.word("en", status)) == (nl, en)


def test_every_status_has_a_shape_of_its_own() -> None:
    drawn = {signs.sign(status).split(">", 1)[1] for status in Status}

    assert len(drawn) == len(Status)


def test_check_signs_are_never_read_as_a_status() -> None:
    statuses = {signs.sign(status).split(">", 1)[1] for status in Status}

    assert statuses.isdisjoint({signs.check_sign(severity).split(">", 1)[1] for severity in Severity})


def test_a_sign_is_hidden_from_screen_readers_and_its_word_is_not() -> None:
    shown = signs.sign_and_word("nl", Status.BEHIND)

    assert 'aria-hidden="true"' in shown.split("</svg>")[0]
    assert "Loopt achter" in shown.split("</svg>")[1]


@pytest.mark.parametrize(("number", "nl"), [(1, "loopt achter"), (3, "lopen achter")])
def test_a_tally_speaks_in_the_right_number(number: int, nl: str) -> None:
    assert signs.tally_word("nl", Status.BEHIND, number) == nl


@pytest.mark.parametrize(("language", "words"), [("nl", "Zakt onder de norm"), ("en", "Below the standard")])
def test_a_standard_that_is_not_kept_up_has_a_word_of_its_own_and_the_sign_of_behind(language: str, words: str) -> None:
    shown = signs.verdict(language, Judgement(Status.BEHIND, "below_standard", Message("", "")))

    assert shown.count(signs.sign(Status.BEHIND)) == 1
    assert f'<span class="status tone-orange">{words}</span>' in shown
