"""What a body decided once about a layout is remembered, told, and asked again where it may no longer hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kpi import service
from kpi.model import Outcome, Refusal, Role, Viewer
from tests.service.conftest import BUYER, NET, load_body

BODY = "gemeente-proef"
FILE = (
    "Crediteur;Datum;Afdeling;Bedrag\nBakker;01/02/2024;BV;1,50\nSlager;03/04/2024;BV;2,50\nKaas;05/06/2024;BV;3,50\n"
)
ANSWERS = {**NET, "date_order:Datum": "dmy"}


def use(monitor):
    load_body(monitor)
    service.submit(BUYER, monitor, BODY, 2024, "a.csv", FILE.encode(), answers=ANSWERS)


@pytest.fixture
def used_before(store_after):
    return store_after(use)


def read(monitor, text: str, **answers: str):
    return service.read(BUYER, monitor, BODY, "b.csv", text.encode(), answers)


def rules(reading) -> dict[str, str]:
    return {found.rule: found.message.nl for found in reading.findings}


def test_the_same_layout_needs_no_question_and_says_what_was_remembered(used_before):
    reading = read(used_before, FILE.replace("1,50", "9,50"))
    assert reading.outcome is Outcome.OK
    assert reading.tables[0].amount_basis == "net"
    assert dict(reading.remembered.answers) == ANSWERS
    assert reading.remembered.chosen_by == "anna"
    assert "datums zijn dag, maand, jaar" in rules(reading)["layout_remembered"]
    assert "layout_changed" not in rules(reading)


def test_a_drifted_layout_says_what_changed_and_asks_only_about_that(used_before):
    reading = read(used_before, FILE.replace("Datum", "Factuurdatum"))
    assert [(question.id, question.about) for question in reading.questions] == [("date_order", "Factuurdatum")]
    assert reading.tables[0].amount_basis == "net"
    assert "“Datum” heet nu “Factuurdatum”" in rules(reading)["layout_changed"]
    assert dict(reading.remembered.answers) == NET


def test_an_answer_about_a_column_of_another_kind_is_asked_again(used_before):
    reading = read(
        used_before, FILE.replace(",50", " euro of zo").replace("Bedrag", "Bedrag;Kosten").replace("zo\n", "zo;5,25\n")
    )
    assert reading.tables[0].amount_basis == "unknown"
    assert "“Bedrag” bevatte getallen en bevat nu teksten" in rules(reading)["layout_changed"]


def test_an_answer_of_now_goes_before_what_was_remembered(used_before):
    reading = read(used_before, FILE, **{"date_order:Datum": "mdy"})
    assert reading.tables[0].date_order == "mdy"
    assert dict(reading.remembered.answers) == NET


def test_what_was_forgotten_is_asked_again(used_before):
    remembered = read(used_before, FILE).remembered
    service.forget_layout(BUYER, used_before, BODY, remembered.layout)
    reading = read(used_before, FILE)
    assert reading.outcome is Outcome.ASK
    assert reading.remembered is None


def test_nobody_else_forgets_it_and_another_body_does_not_know_it(used_before):
    remembered = read(used_before, FILE).remembered
    with pytest.raises(Refusal):
        service.forget_layout(Viewer("w", Role.ADMINISTRATOR, BODY), used_before, BODY, remembered.layout)
    other = b'id = "ander"\nname = "Ander"\nkind = "municipality"\n'
    service.load_body_file(Viewer("x", Role.BUYER, "ander"), used_before, "ander.toml", other)
    reading = service.read(Viewer("x", Role.BUYER, "ander"), used_before, "ander", "b.csv", FILE.encode())
    assert reading.outcome is Outcome.ASK


def test_who_chose_and_when_stay_as_long_as_the_answers_do(used_before):
    first = read(used_before, FILE).remembered
    service.submit(
        Viewer("bea", Role.BUYER, BODY), used_before, BODY, 2025, "b.csv", FILE.replace("2024", "2025").encode()
    )
    assert read(used_before, FILE).remembered == first
    service.submit(
        Viewer("bea", Role.BUYER, BODY), used_before, BODY, 2023, "c.csv", FILE.replace("2024", "2023").encode(),
        answers={"amount_basis": "gross"},
    )  # fmt: skip
    assert read(used_before, FILE).remembered.chosen_by == "bea"


def test_what_is_remembered_holds_no_data_of_rows(used_before):
    with used_before.store.reading() as session:
        kept = str(session.rows("SELECT * FROM layouts")) + str(session.rows("SELECT * FROM described_layouts"))
    assert "Afdeling" in kept
    for value in ("Bakker", "1,50", "2024-02-01"):
        assert value not in kept


def test_the_user_of_this_machine_is_named_in_words_where_an_answer_of_his_is_remembered(monitor):
    service.submit(replace(BUYER, name="local buyer"), monitor, BODY, 2024, "a.csv", FILE.encode(), answers=ANSWERS)
    assert "inkoop (deze computer)" in rules(read(monitor, FILE))["layout_remembered"]
