from datetime import datetime
from fractions import Fraction

import pytest

from kpi.model import KEPT_IN, MappingRule, Message, Suggestion
from kpi.service import BY_AMBITIONS, BY_EUROS, Effect, MappingVersion, OpenGroup, Worklist, outcome
from kpi.service.definitions import find_categories
from pages.parts import decisions, worklist
from pages.parts.worklist import Choice

NAMES = {
    "15": Message(nl="Voedingsmiddelen", en="Food"),
    "158": Message(nl="Diverse voedingsmiddelen", en="Various food"),
    "1586": Message(nl="Koffie, thee", en="Coffee, tea"),
    "4511": Message(nl="Sloopwerk", en="Demolition"),
}
REASONS = {"salary": Message(nl="salarissen", en="salaries")}


def suggestion(cpv=None, exclusion=None, word=None, similar=(), others=()):
    return Suggestion(cpv, exclusion, False, word, similar, others)


def group(text="Diversen", found=None, **more):
    return OpenGroup(text, more.pop("supplier", None), 310_000_000, 412, 14, (), found, **more)


def work(groups=6, first=3, share=Fraction(9001, 10_000)):
    return Worklist(1000, Fraction(1, 2), 2000, (), groups, first, share, 0, 0)


LEFT_OPEN = [Choice(left_open=reason) for reason in ("mixed", "cannot_tell", "later")]


def test_the_suggestion_stands_first_then_the_next_likeliest_then_leaving_open_and_each_once():
    choices = worklist.choices(NAMES, REASONS, suggestion(cpv="1586", others=("salary", "15")), mixed=True)
    assert choices[:3] == [Choice(cpv="1586"), Choice(exclusion="salary"), Choice(cpv="15")]
    assert choices[3:7] == [*LEFT_OPEN, worklist.ANOTHER]
    assert len(choices) == len(set(choices))


def test_categories_finer_than_groups_are_offered_within_the_likely_divisions_only():
    offered = worklist.choices(NAMES, REASONS, suggestion(cpv="15"), mixed=True)
    assert Choice(cpv="1586") in offered
    assert Choice(cpv="4511") not in offered


def test_one_supplier_is_never_mixed():
    assert Choice(left_open="mixed") not in worklist.choices(NAMES, REASONS, None, mixed=False)


def test_where_the_text_cannot_tell_nothing_is_suggested_but_the_likeliest_stand_first():
    cannot_tell = suggestion(others=("1586", "salary"))
    assert worklist.suggested(cannot_tell) == []
    assert worklist.choices(NAMES, REASONS, cannot_tell, mixed=True)[0] == Choice(cpv="1586")


def test_a_choice_is_said_in_words():
    assert worklist.choice_word("nl", Choice(cpv="1586"), NAMES, REASONS) == "1586 Koffie, thee"
    assert worklist.choice_word("nl", Choice(exclusion="salary"), NAMES, REASONS) == "Geen inkoop: salarissen"


def test_a_choice_that_leaves_open_and_one_to_look_for_are_said_in_words():
    assert worklist.choice_word("nl", Choice(left_open="mixed"), NAMES, REASONS) == "Gemengd: per leverancier indelen"
    assert worklist.choice_word("nl", worklist.ANOTHER, NAMES, REASONS) == "Een andere: zoeken"


def test_the_lead_says_how_many_texts_to_decide_and_what_they_cover():
    assert "de eerste 3 teksten zijn 90,0% van de euro’s" in worklist.lead("nl", work(), BY_EUROS)
    assert "Begin bovenaan" not in worklist.lead("nl", work(groups=3), BY_EUROS)


def test_in_the_order_of_ambitions_the_lead_says_how_many_texts_these_are_about():
    assert "3 teksten raken waarschijnlijk uw ambities" in worklist.lead("nl", work(), BY_AMBITIONS)
    assert "Geen van deze teksten" in worklist.lead("nl", work(first=0), BY_AMBITIONS)


def test_the_line_to_stop_at_says_why():
    assert "Tot hier is het 90,0%" in worklist.stop_line("nl", work(), BY_EUROS)
    assert "raakt uw ambities" in worklist.stop_line("nl", work(), BY_AMBITIONS)


def test_with_nothing_open_the_page_says_so():
    assert worklist.headline("nl", 0) == "Alles is ingedeeld"
    assert "Elke euro" in worklist.lead("nl", work(groups=0, first=0, share=Fraction(0)), BY_EUROS)


def test_the_reason_for_a_suggestion_is_words_and_never_a_score():
    both = suggestion(cpv="158", word="koffie*", similar=("Koffie en thee", "Warme dranken"))
    assert worklist.why("nl", group(found=both)) == (
        "Waarom dit voorstel: in de tekst staat “koffie”, en hij lijkt op: Koffie en thee · Warme dranken."
    )
    word = suggestion(cpv="15", word="eten")
    assert worklist.why("nl", group(found=word)) == "Waarom dit voorstel: in de tekst staat “eten”."
    assert "lijkt op: Sapjes" in worklist.why("nl", group(found=suggestion(cpv="15", similar=("Sapjes",))))
    assert "Geen voorstel" in worklist.why("nl", group(found=suggestion(similar=("Diversen",))))
    assert "leverancier" in worklist.why("nl", group(text=None, supplier="X"))
    assert "gemengd" in worklist.why("nl", group(supplier="X"))


def test_a_card_says_what_its_group_is_about_and_escapes_the_words_of_the_file():
    shown = worklist.card("nl", group("<b>Koffie", left_open="later"), ["Stad"], [NAMES["1586"]])
    assert "€\N{NO-BREAK SPACE}3,1\N{NO-BREAK SPACE}mln · &lt;b&gt;Koffie" in shown
    assert "Stad · 14 leveranciers · 412 regels" in shown
    assert "<strong>Raakt waarschijnlijk:</strong> Koffie, thee" in shown
    assert "Opengelaten: Laat open" in shown


def test_a_decision_that_leaves_open_says_what_happens_next():
    said = worklist.done_words("nl", group(), Choice(left_open="mixed"), {}, REASONS)
    assert said == "Diversen: staat hier nu per leverancier."
    kept = worklist.done_words("nl", group(), Choice(cpv="15"), NAMES, REASONS)
    assert kept == "Diversen: ingedeeld als 15 Voedingsmiddelen."


def test_the_history_says_who_decided_what_when_and_what_can_be_undone():
    rules = tuple(MappingRule(text, None, cpv="1586") for text in ("Koffie", "Thee", "Cacao", "Sap"))
    version = MappingVersion(7, "indeling.csv", "Jansen", datetime(2026, 3, 2, 14, 5), rules, rules[:1])
    said = decisions.version_words("nl", version)
    assert said.startswith("2 mrt 2026 14:05, Jansen (indeling.csv): Koffie → 1586 ")
    assert said.endswith("; en 1 andere")
    assert decisions.undo_words("nl", version) == "Ongedaan maken: Koffie"


def test_each_outcome_of_a_decision_has_words():
    outcomes = {
        MappingRule("a", None, exclusion="salary"): "Geen inkoop: salarissen en sociale lasten",
        MappingRule("a", None, exclusion=KEPT_IN): "Toch inkoop",
        MappingRule("a", None, left_open="cannot_tell"): "Uit deze tekst niet te zeggen",
        MappingRule("a", None): "Teruggedraaid",
    }
    assert {rule: outcome(rule).nl for rule in outcomes} == outcomes


def test_the_record_of_earlier_agreed_suggestions_is_said_once_there_is_one():
    assert "37 van 38" in worklist.agreed_words("nl", 37, 38)
    assert "van" not in worklist.agreed_words("nl", 0, 0).split("Haal")[0]


def test_the_bar_has_its_share_in_words():
    said = worklist.classified_bar("nl", Fraction(9449, 10_000), 11_840_000_000)
    assert "94,4% ingedeeld van €\N{NO-BREAK SPACE}118,4\N{NO-BREAK SPACE}mln inkoop" in said
    assert worklist.classified_bar("nl", None, 0) == ""


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("koffie", "1586"),
        ("coffee roasted", "158611"),
        ("15861000-1", "15861"),
        ("45", "45"),
        ("99999999", None),
        ("", None),
    ],
)
def test_a_category_is_found_by_words_in_either_language_and_by_its_code(typed, first):
    assert next(iter(find_categories(typed)), None) == first


@pytest.mark.parametrize(
    ("at_most", "said"),
    [
        (
            True,
            "<strong>Effect, als ook bekend is of het voldoet:</strong> 10% &lt;circulair&gt;: ten hoogste 2,6 punt minder onzeker",
        ),
        (False, "<strong>Effect:</strong> 10% &lt;circulair&gt;: 2,6 punt minder onzeker"),
    ],
)
def test_a_card_says_what_a_decision_does_for_a_promise_rounded_down(at_most, said):
    effect = Effect(Message("10% <circulair>", "10% <circular>"), Fraction(269, 10_000), at_most)
    assert said in worklist.card("nl", group(), [], [], [effect])
    assert "Effect" not in worklist.card("nl", group(), [], [])
