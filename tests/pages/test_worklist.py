from fractions import Fraction

from kpi.model import Message
from pages.parts import worklist
from pages.parts.worklist import Choice

NAMES = {"15": Message(nl="Voedingsmiddelen", en="Food"), "1586": Message(nl="Koffie, thee", en="Coffee, tea")}
REASONS = {"salary": Message(nl="salarissen", en="salaries")}


def test_the_suggestion_stands_first_and_once():
    choices = worklist.choices(NAMES, REASONS, ("1586", "koffie"), None)
    assert choices == [Choice(cpv="1586"), Choice(cpv="15"), Choice(exclusion="salary")]


def test_a_suggested_exclusion_goes_before_a_suggested_category():
    choices = worklist.choices(NAMES, REASONS, ("15", "eten"), ("salary", "loon"))
    assert choices[:2] == [Choice(exclusion="salary"), Choice(cpv="15")]


def test_a_choice_is_said_in_words():
    assert worklist.choice_word("nl", Choice(cpv="1586"), NAMES, REASONS) == "1586 Koffie, thee"
    assert worklist.choice_word("nl", Choice(exclusion="salary"), NAMES, REASONS) == "Geen inkoop: salarissen"


def test_the_lead_says_what_the_first_groups_cover_rounded_down():
    said = worklist.lead("nl", [500, 200, 100, 90, 10, 50, 50], 1000)
    assert "de eerste 5 groepen dekken 90,0%" in said


def test_with_nothing_open_the_page_says_so():
    assert worklist.headline("nl", 0) == "Alles is ingedeeld"
    assert "Elke euro" in worklist.lead("nl", [], 0)


def test_the_reason_for_a_suggestion_is_a_word_and_never_a_score():
    assert worklist.why("nl", ("1586", "koffie"), None) == "Waarom dit voorstel: in de tekst staat “koffie”."
    assert "Geen voorstel" in worklist.why("nl", None, None)


def test_the_bar_has_its_share_in_words():
    assert "94,4% ingedeeld van de inkoop" in worklist.classified_bar("nl", Fraction(9449, 10_000))
    assert worklist.classified_bar("nl", None) == ""
