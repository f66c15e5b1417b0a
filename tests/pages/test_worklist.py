from fractions import Fraction

from kpi.model import Message, Suggestion
from pages.parts import worklist
from pages.parts.worklist import Choice

NAMES = {"15": Message(nl="Voedingsmiddelen", en="Food"), "1586": Message(nl="Koffie, thee", en="Coffee, tea")}
REASONS = {"salary": Message(nl="salarissen", en="salaries")}


def suggestion(cpv=None, exclusion=None, word=None, similar=(), others=()):
    return Suggestion(cpv, exclusion, False, word, similar, others)


def test_the_suggestion_stands_first_then_the_next_likeliest_and_each_once():
    choices = worklist.choices(NAMES, REASONS, suggestion(cpv="1586", others=("salary", "15")))
    assert choices == [Choice(cpv="1586"), Choice(exclusion="salary"), Choice(cpv="15")]


def test_where_the_text_cannot_tell_nothing_is_suggested_but_the_likeliest_stand_first():
    cannot_tell = suggestion(others=("1586", "salary"))
    assert worklist.suggested(cannot_tell) == []
    assert worklist.choices(NAMES, REASONS, cannot_tell)[0] == Choice(cpv="1586")


def test_a_choice_is_said_in_words():
    assert worklist.choice_word("nl", Choice(cpv="1586"), NAMES, REASONS) == "1586 Koffie, thee"
    assert worklist.choice_word("nl", Choice(exclusion="salary"), NAMES, REASONS) == "Geen inkoop: salarissen"


def test_the_lead_says_what_the_first_groups_cover_rounded_down():
    said = worklist.lead("nl", [500, 200, 100, 90, 10, 50, 50], 1000)
    assert "de eerste 5 groepen dekken 90,0%" in said


def test_with_nothing_open_the_page_says_so():
    assert worklist.headline("nl", 0) == "Alles is ingedeeld"
    assert "Elke euro" in worklist.lead("nl", [], 0)


def test_the_reason_for_a_suggestion_is_words_and_never_a_score():
    both = suggestion(cpv="158", word="koffie*", similar=("Koffie en thee", "Warme dranken"))
    assert worklist.why("nl", both) == (
        "Waarom dit voorstel: in de tekst staat “koffie*”, en hij lijkt op: Koffie en thee · Warme dranken."
    )
    assert worklist.why("nl", suggestion(cpv="15", word="eten")) == "Waarom dit voorstel: in de tekst staat “eten”."
    assert "lijkt op: Sapjes" in worklist.why("nl", suggestion(cpv="15", similar=("Sapjes",)))
    assert "Geen voorstel" in worklist.why("nl", suggestion(similar=("Diversen",)))
    assert "leverancier" in worklist.why("nl", None)


def test_the_record_of_earlier_agreed_suggestions_is_said_once_there_is_one():
    assert "37 van 38" in worklist.agreed_words("nl", 37, 38)
    assert "van" not in worklist.agreed_words("nl", 0, 0).split("Haal")[0]


def test_the_bar_has_its_share_in_words():
    assert "94,4% ingedeeld van de inkoop" in worklist.classified_bar("nl", Fraction(9449, 10_000))
    assert worklist.classified_bar("nl", None) == ""
