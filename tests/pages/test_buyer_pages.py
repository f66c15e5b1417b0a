"""The pages of procurement and of the controller, run whole on a real store, without a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kpi.model import Role
from pages.parts.worklist import Choice
from tests.conftest import CopyOf
from tests.pages.newcomer import example, newcomer_home, opened, press, said


@pytest.fixture(scope="module", autouse=True)
def home(copy_of: CopyOf, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with newcomer_home(copy_of, tmp_path_factory) as home:
        yield home


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("page", "dutch", "english"),
    [
        ("upload", "Uitgaven inlezen", "Upload spend"),
        ("submissions", "Het jaar 2026 is nog niet compleet", "The year 2026 is not complete yet"),
        ("classify", "in te delen", "still to classify"),
        ("evidence", "Wat er is geregistreerd", "What is registered"),
        ("commit", "1 ambitie is vastgelegd", "1 ambition is committed to"),
        ("sample", "Steekproef over 2026", "Audit sample of 2026"),
        ("manage", "Beheer van Voorbeeldstad", "Manage Voorbeeldstad"),
    ],
)
def test_a_page_opens_with_its_finding_in_both_languages(page, dutch, english, language):
    app = opened(f"buyer/{page}.py", Role.BUYER, language)
    assert (dutch if language == "nl" else english) in said(app)


def test_a_file_goes_through_five_steps_and_the_controller_certifies_it():
    app = opened("buyer/upload.py", Role.BUYER)
    app.selectbox(key="upload_year").select(2026)
    app.text_input(key="upload_part").set_value("Q2")
    app.text_input(key="upload_ledger").set_value("1.234,50").run()
    assert "Wij lezen: €\N{NO-BREAK SPACE}1.234,50" in said(app)
    app.file_uploader(key="spend_file_new").upload(*example("inkoop-2026-kwartaal-2.csv"))
    press(app, "Bestand bekijken")
    assert app.query_params["stap"] == "2"
    assert "We vonden 1 tabel" in said(app)
    _answer_what_is_open(app)
    press(app, "Kolommen kloppen: naar controles")
    press(app, "Naar wat telt mee")
    assert "Sluit niet aan: verschil" in said(app)
    press(app, "Indienen")
    assert "Vink eerst het vakje hierboven aan" in said(app)
    app.checkbox(key="sure").check().run()
    press(app, "Indienen")
    assert app.query_params["stap"] == "5"
    assert "voorbeeldstad-2026-q2" in said(app)

    listed = opened("buyer/submissions.py", Role.BUYER)
    assert "Q2" in said(listed)
    assert "Een controller stelt dit jaar vast" in said(listed)
    controller = opened("buyer/submissions.py", Role.CONTROLLER)
    assert "Q2: Verschil met het grootboek (opgegeven: 1.234,50)" in said(controller)
    press(controller, "2026 vaststellen")
    assert "Het jaar 2026 is compleet en vastgesteld" in said(controller)


def _answer_what_is_open(app) -> None:
    for radio in app.radio:
        if (radio.key or "").startswith("question_") and radio.value is None:
            radio.set_value(radio.options[0] if radio.key != "question_amount_basis" else "net").run()


def test_a_question_that_the_file_cannot_answer_must_be_answered_first():
    app = opened("buyer/upload.py", Role.BUYER)
    app.file_uploader(key="spend_file_new").upload(*example("inkoop-2026-kwartaal-3-met-vraag.csv"))
    app.text_input(key="upload_part").set_value("Q3")
    press(app, "Bestand bekijken")
    press(app, "Kolommen kloppen: naar controles")
    assert app.query_params["stap"] == "2"
    assert "Beantwoord eerst elke vraag." in said(app)


def test_lines_that_stand_in_another_part_are_asked_about_and_not_guessed():
    for part in ("2e kwartaal", "nog eens"):
        app = opened("buyer/upload.py", Role.BUYER)
        app.file_uploader(key="spend_file_new").upload(*example("inkoop-2026-kwartaal-2.csv"))
        app.selectbox(key="upload_year").select(2023)
        app.text_input(key="upload_part").set_value(part)
        press(app, "Bestand bekijken")
        _answer_what_is_open(app)
        press(app, "Kolommen kloppen: naar controles")
        press(app, "Naar wat telt mee")
        app.checkbox(key="sure").check().run()
        press(app, "Indienen")
    assert "staan al in een ander deel" in said(app)
    app.checkbox(key="overlap_is_fine").check().run()
    press(app, "Indienen")
    assert app.query_params["stap"] == "5"


def test_a_draft_survives_the_session_and_stands_in_the_list():
    app = opened("buyer/upload.py", Role.BUYER)
    app.file_uploader(key="spend_file_new").upload(
        "eigen.csv", b"Leverancier;Bedrag;Datum\nVan Dam;12,50;31-01-2025\n" * 3
    )
    press(app, "Bestand bekijken")
    assert "eigen.csv" in said(opened("buyer/submissions.py", Role.BUYER))
    again = opened("buyer/upload.py", Role.BUYER, levering=app.query_params["levering"], stap="2")
    assert "We vonden 1 tabel" in said(again)


def test_an_unknown_vat_basis_is_asked_once_and_remembered_for_this_kind_of_file():
    own_file = "eigen.csv", b"Leverancier;Bedrag;Datum\n" + b"Van Dam;12,50;31-01-2022\n" * 3
    app = opened("buyer/upload.py", Role.BUYER)
    app.file_uploader(key="spend_file_new").upload(*own_file)
    app.selectbox(key="upload_year").select(2022)
    press(app, "Bestand bekijken")
    assert app.radio(key="question_amount_basis").value is None
    press(app, "Kolommen kloppen: naar controles")
    assert "Beantwoord eerst elke vraag." in said(app)
    app.radio(key="question_amount_basis").set_value("net").run()
    press(app, "Kolommen kloppen: naar controles")
    press(app, "Naar wat telt mee")
    app.checkbox(key="sure").check().run()
    press(app, "Indienen")
    assert app.query_params["stap"] == "5"
    app = opened("buyer/upload.py", Role.BUYER)
    app.file_uploader(key="spend_file_new").upload("volgend.csv", own_file[1].replace(b"12,50", b"13,50"))
    app.selectbox(key="upload_year").select(2021)
    press(app, "Bestand bekijken")
    assert not [radio for radio in app.radio if radio.key == "question_amount_basis"]
    assert "de bedragen zijn zonder btw" in said(app)
    press(app, "Opnieuw vragen")
    assert app.radio(key="question_amount_basis").value is None


def test_a_file_that_is_no_spend_file_is_refused_in_words_and_nothing_is_kept():
    app = opened("buyer/upload.py", Role.BUYER)
    app.file_uploader(key="spend_file_new").upload("brief.csv", b"Geachte heer,\nHierbij de brief.\n")
    press(app, "Bestand bekijken")
    assert [error.value for error in app.error]
    assert "stap" not in app.query_params
    assert "brief.csv" not in said(opened("buyer/submissions.py", Role.BUYER))


def test_an_amount_that_is_no_amount_is_said_under_its_field():
    app = opened("buyer/upload.py", Role.BUYER)
    app.text_input(key="upload_ledger").set_value("veel").run()
    assert '"veel" is geen bedrag.' in said(app)


def test_the_rows_behind_a_control_total_can_be_seen():
    listed = said(opened("buyer/submissions.py", Role.BUYER))
    first = re.search(r"levering=(voorbeeldstad-2026-q1[^&\"]*)", listed)[1]
    app = opened("buyer/submissions.py", Role.BUYER, levering=first, plaats="procurement")
    assert "Sluit aan." in said(app)
    assert len(app.dataframe[0].value) > 10
    assert "Leverancier" in app.dataframe[0].value.columns


def test_classifying_a_group_takes_it_off_the_list_and_can_be_undone():
    app = opened("buyer/classify.py", Role.BUYER)
    before = said(app).split("</h1>")[0]
    app.selectbox(key="category_0").set_value(Choice(cpv="158")).run()
    press(app, "Opslaan")
    assert "ingedeeld als 158 " in said(app)
    assert said(app).split("</h1>")[0] != before
    press(app, "Ongedaan maken")
    assert said(app).split("</h1>")[0] == before


def test_an_earlier_decision_is_undone_from_the_history():
    app = opened("buyer/classify.py", Role.BUYER)
    app.selectbox(key="category_0").set_value(Choice(cpv="45")).run()
    press(app, "Opslaan")
    before = said(app).split("</h1>")[0]
    next(button for button in app.button if (button.key or "").startswith("undo_")).click().run()
    assert said(app).split("</h1>")[0] != before


def test_evidence_is_loaded_with_what_was_read_and_a_wrong_file_is_refused():
    app = opened("buyer/evidence.py", Role.BUYER)
    app.radio(key="evidence_kind").set_value("map").run()
    app.file_uploader[0].upload("woorden.csv", b"text,supplier,cpv,exclusion\nBloemen,,0312,\n").run()
    press(app, "Bestand laden")
    assert "woorden.csv: 1 " in said(app)
    app.file_uploader[0].upload("woorden.csv", b"tekst,cpv\nBloemen,kroket\n").run()
    assert "woorden.csv, rij 2, kolom cpv (cel B2): gevonden “kroket”" in said(app)
    assert not [button for button in app.button if button.label == "Bestand laden"]


def test_a_register_is_seen_before_it_is_kept_and_a_conflict_is_decided_with_a_reason():
    app = opened("buyer/evidence.py", Role.BUYER)
    app.radio(key="evidence_kind").set_value("evidence").run()
    for number, part in enumerate((60, 20)):
        content = (
            f"Leverancier;Eigenschap;Percentage;Jaar;Brief\nKoffie Proef BV;fairtrade;{part}%;2026;brief {number}\n"
        )
        app.file_uploader[0].upload(f"opgave {number}.csv", content.encode()).run()
        assert "Dit is gelezen als: opgaven van leveranciers, 1 regel. Nieuw: 1." in said(app)
        assert ("zegt dat" in said(app)) == bool(number)
        press(app, "Bestand laden")
    assert "1 tegenstrijdigheid om te beslissen" in said(app)
    holds = next(radio for radio in app.radio if (radio.key or "").startswith("holds_"))
    holds.set_value(holds.options[0] if holds.options[0].startswith("e-") else holds.proto.options[0])
    conflict = holds.key.removeprefix("holds_")
    press(app, "Beslissen")
    assert "Zeg waarom" in said(app)
    app.text_input(key=f"why_{conflict}").set_value("nagekeken bij de leverancier")
    press(app, "Beslissen")
    assert "nagekeken bij de leverancier" in said(app)
    assert "om te beslissen" not in said(app)
    press(app, "Deze beslissing ongedaan maken")
    assert "1 tegenstrijdigheid om te beslissen" in said(app)


def test_a_commitment_needs_its_decision_and_a_new_version_keeps_the_old():
    app = opened("buyer/commit.py", Role.BUYER, id="nieuw")
    app.selectbox(key="commit_indicator").select("circular_all_spend").run()
    app.text_area(key="commit_text").set_value("10% circulair in 2029").run()
    app.text_input(key="commit_target").set_value("10,5%").run()
    assert "Wij lezen: 10,5%" in said(app)
    press(app, "Vastleggen zoals besloten")
    assert "het kenmerk" in said(app)
    app.text_input(key="commit_baseline").set_value("2%")
    app.text_input(key="commit_body").set_value("college")
    app.text_input(key="commit_reference").set_value("2026-118")
    app.date_input(key="commit_date").set_value(date(2025, 3, 4))
    app.text_input(key="commit_responsible").set_value("wethouder").run()
    press(app, "Vastleggen zoals besloten")
    assert app.query_params["id"] == "voorbeeldstad-circular-all-spend"
    assert "10% circulair in 2029" in said(app)
    assert "2 ambities zijn vastgelegd" in said(opened("buyer/commit.py", Role.BUYER))
    press(app, "Wijzigen")
    assert "Het oude doel (10,5% in 2029) blijft in de grafiek staan." in said(app)
    app.text_input(key="commit_target").set_value("8%")
    app.text_input(key="commit_reference").set_value("2026-200")
    app.date_input(key="commit_date").set_value(date(2026, 3, 4))
    app.text_input(key="commit_reason").set_value("minder bouw").run()
    press(app, "Vastleggen zoals besloten")
    for kept in ("2026-118", "2026-200", "Reden: minder bouw"):
        assert kept in said(app)


def test_a_target_that_is_no_share_is_asked_for_in_its_unit():
    app = opened("buyer/commit.py", Role.BUYER, id="nieuw", ambitie="co2_estimate", doel="0")

    asked = app.text_input(key="commit_target")
    assert asked.label.startswith("Doel (kg CO2-eq)")
    assert asked.placeholder == "bijv. 12.500"


def test_a_choice_from_the_menu_fills_the_form_and_is_kept_as_a_draft_until_it_is_decided():
    listed = said(opened("buyer/commit.py", Role.BUYER))
    assert "Waar u uit kunt kiezen" in listed
    assert re.search(r"U staat op [\d,]+% bewezen", listed)
    address = re.search(r'href="vastleggen\?([^"]*ambitie=fairtrade_coffee_tea_cocoa[^"]*)"', listed)[1]
    assert "doel=0" in address
    app = opened("buyer/commit.py", Role.BUYER, id="nieuw", ambitie="fairtrade_coffee_tea_cocoa", doel="0")
    assert app.selectbox(key="commit_indicator").value == "fairtrade_coffee_tea_cocoa"
    assert app.text_input(key="commit_target").value == "100%"
    assert "gemeten over 2026" in app.text_input(key="commit_source").value
    assert "Concept: 2 van 6 onderdelen ingevuld." in said(app)
    app.text_input(key="commit_milestones").set_value("2028: 99%")
    app.selectbox(key="commit_every").select("year")
    app.text_input(key="commit_to").set_value("de raad").run()
    assert "elk jaar aan de raad" in said(app)
    press(app, "Concept bewaren")
    assert "concept" in app.query_params
    draft = app.query_params["concept"]
    assert f"concept={draft}" in said(opened("buyer/commit.py", Role.BUYER))

    again = opened("buyer/commit.py", Role.BUYER, concept=draft)
    assert again.text_input(key="commit_milestones").value == "2028: 99%"
    again.text_input(key="commit_body").set_value("college")
    again.date_input(key="commit_date").set_value(date(2026, 3, 4))
    again.text_input(key="commit_reference").set_value("2026-300")
    again.text_input(key="commit_responsible").set_value("wethouder").run()
    press(again, "Vastleggen zoals besloten")
    assert again.query_params["id"] == "voorbeeldstad-fairtrade-coffee-tea-cocoa"
    assert "2026-300" in said(again)
    assert draft not in said(opened("buyer/commit.py", Role.BUYER))


DOES_NOT_FIT = [
    ("commit_target", "150%", '"150%" is geen percentage van 0 tot 100.', "10%"),
    ("commit_milestones", "later", '"later" is geen tussendoel.', ""),
    ("commit_milestones", "2040: 5%", "Gevonden: 2040. Verwacht: een jaar voor dat van het doel, 2030", ""),
    ("commit_milestones", "2028: 5%; 2027: 6%", "een pad gaat niet terug in de tijd", ""),
    ("commit_milestones", "2028: 50%", "Gevonden: 50. Verwacht: een waarde tussen de beginstand en het doel", ""),
    ("commit_baseline_year", 2031, "Gevonden: 2031. Verwacht: een jaar voor dat van het doel, 2030", 2024),
    ("commit_review", date(2020, 1, 1), "Gevonden: 2020-01-01. Verwacht: een dag na het besluit, 2025-03-04", None),
]
"""Field, what is typed, what is said under it, and what does fit."""


def test_what_does_not_fit_is_said_under_its_field_with_what_was_expected():
    app = opened("buyer/commit.py", Role.BUYER, id="nieuw")
    app.selectbox(key="commit_indicator").select("biobased")
    app.text_area(key="commit_text").set_value("10% biobased")
    app.text_input(key="commit_target").set_value("10%")
    app.selectbox(key="commit_year").select(2030)
    app.text_input(key="commit_baseline").set_value("2%")
    app.date_input(key="commit_date").set_value(date(2025, 3, 4)).run()
    for field, typed, says, fits in DOES_NOT_FIT:
        kind = {int: app.selectbox, date: app.date_input}.get(type(typed), app.text_input)
        kind(key=field).set_value(typed).run()
        assert says in said(app), (field, typed)
        kind(key=field).set_value(fits).run()
    press(app, "Vastleggen zoals besloten")
    assert "Nog niet vastgelegd" in [error.proto.title for error in app.error]


def test_a_promise_is_ended_by_a_decision_with_its_reason_and_stays_visible():
    app = opened("buyer/commit.py", Role.BUYER, id="voorbeeldstad-sme-share")
    press(app, "Beëindigen zoals besloten")
    assert "Vul de reden in" in said(app)
    app.text_input(key="end_reason").set_value("ander beleid")
    app.date_input(key="end_date").set_value(date(2026, 11, 4))
    app.text_input(key="end_reference").set_value("2026-9").run()
    press(app, "Beëindigen zoals besloten")
    assert "2026-9" in said(app)
    assert "ander beleid" in said(app)
    assert "Wijzigen" not in [button.label for button in app.button]
    assert "beëindigd" in said(opened("buyer/commit.py", Role.BUYER))


def test_what_a_body_decides_about_itself_is_kept():
    app = opened("buyer/manage.py", Role.BUYER)
    app.checkbox(key="consent_all_voorbeeldstad").check()
    app.text_area(key="certifiers_voorbeeldstad").set_value("local controller\nIemand anders")
    press(app, "Opslaan")
    again = opened("buyer/manage.py", Role.BUYER)
    assert again.checkbox(key="consent_all_voorbeeldstad").value is True
    assert again.text_area(key="certifiers_voorbeeldstad").value == "Iemand anders\nlocal controller"


def test_a_newcomer_adds_the_organisation_first(tmp_path, monkeypatch):
    monkeypatch.setenv("AMBITIEMONITOR_HOME", str(tmp_path / "empty"))
    assert "Voeg eerst uw organisatie toe" in said(opened("buyer/upload.py", Role.BUYER))
    app = opened("buyer/manage.py", Role.BUYER)
    app.text_input(key="new_name").set_value("Gemeente Nieuwstad")
    press(app, "Toevoegen")
    assert "Beheer van Gemeente Nieuwstad" in said(app)
    assert "toegevoegd" in app.query_params  # so that the links of what comes next work, and a reload shows them again
    assert "Ambitie vastleggen" in said(app)
    assert "Uitgaven inlezen" in said(opened("buyer/upload.py", Role.BUYER))


def test_a_corrected_file_is_recognised_compared_and_put_in_the_place_of_its_draft():
    faulty = "Leverancier;Factuurnummer;Bedrag excl. btw;Datum\n" + "".join(
        f"Bakker {number} BV;F{number};{'veel' if number == 3 else '12,50'};31-01-2021\n" for number in range(6)
    )
    app = opened("buyer/upload.py", Role.BUYER)
    app.file_uploader(key="spend_file_new").upload("fout.csv", faulty.encode())
    app.selectbox(key="upload_year").select(2021)
    app.text_input(key="upload_part").set_value("Correctie")
    press(app, "Bestand bekijken")
    press(app, "Kolommen kloppen: naar controles")
    draft = app.query_params["levering"]
    assert [one.label for one in app.get("download_button")] == ["Download uw bestand met de bevindingen"]
    app = opened("buyer/upload.py", Role.BUYER, levering=draft, stap="1")
    app.file_uploader(key=f"spend_file_{draft}").upload("goed.csv", faulty.replace("veel", "20,00").encode())
    press(app, "Bestand bekijken")
    assert "Dit is een correctie van uw concept fout.csv, Correctie 2021." in said(app)
    press(app, "Kolommen kloppen: naar controles")
    assert "Wat deze correctie wijzigt" in said(app)
    assert "Bakker 3 BV" in said(app)
    assert "veel → " in said(app)
    press(app, "Naar wat telt mee")
    app.checkbox(key="sure").check().run()
    press(app, "Indienen")
    assert "fout.csv" not in said(opened("buyer/submissions.py", Role.BUYER))


def test_versions_of_a_submission_are_compared_on_its_page():
    def submit(amount: str) -> None:
        content = f"Leverancier;Factuurnummer;Bedrag excl. btw;Datum\nA;F1;{amount};31-01-2020\nB;F2;1,00;31-01-2020\n"
        app = opened("buyer/upload.py", Role.BUYER)
        app.file_uploader(key="spend_file_new").upload("versie.csv", content.encode())
        app.selectbox(key="upload_year").select(2020)
        press(app, "Bestand bekijken")
        press(app, "Kolommen kloppen: naar controles")
        press(app, "Naar wat telt mee")
        app.checkbox(key="sure").check().run()
        press(app, "Indienen")

    submit("10,00")
    submit("12,00")
    app = opened("buyer/submissions.py", Role.BUYER, levering="voorbeeldstad-2020-all-2")
    assert "Vergeleken met een andere versie" in said(app)
    assert "10,00 → <b>12,00</b>" in said(app)
