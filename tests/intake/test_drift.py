"""A layout that drifted: what changed, and which earlier answers may be given again."""

from __future__ import annotations

import pytest

from kpi.intake import read
from kpi.intake.drift import alike, drift_of, in_words, still_hold
from kpi.intake.layout import Layout, layout_of

BEFORE = "Crediteur;Factuurnummer;Datum;Afdeling;Bedrag"


def layout(header: str, *values: str) -> Layout:
    """The layout of a small file; values by their place, where they differ from the usual ones."""
    usual = {
        "Crediteur": "Bakker BV",
        "Datum": "31-01-2025",
        "Afdeling": "Beheer",
        "Factuurnummer": "F17",
        "Organisatieonderdeel": "Groen",
    }
    names = header.split(";")
    cells = [usual.get(name, "12,50") for name in names]
    cells[: len(values)] = [value or cell for value, cell in zip(values, cells, strict=False)]
    lines = "\n".join(";".join(cells) for _ in range(4))
    return layout_of(read("a.csv", f"{header}\n{lines}\n".encode()))


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (BEFORE, []),
        (BEFORE.upper().replace("DATUM", " datum "), []),
        ("Crediteur;Factuurnummer;Datum;Bedrag", ["“Afdeling” is weg"]),
        (BEFORE + ";Omschrijving", ["“Omschrijving” is nieuw"]),
        ("Crediteur;Factuurnummer;Datum;Afdeling;Bedrag excl. btw", ["“Bedrag” heet nu “Bedrag excl. btw”"]),
        ("Crediteur;Factuurnummer;Datum;Organisatieonderdeel;Bedrag", ["“Afdeling” heet nu “Organisatieonderdeel”"]),
        ("Bedrag;Crediteur;Factuurnummer;Datum;Afdeling", ["“Bedrag” staat op een andere plaats"]),
    ],
)
def test_what_changed_is_said_in_words(now, said):
    assert [one.nl for one in in_words(drift_of(layout(BEFORE), layout(now)))] == said


def test_a_column_that_now_holds_other_values_is_said():
    now = layout(BEFORE, "", "", "", "2025")
    assert [one.nl for one in in_words(drift_of(layout(BEFORE), now))] == [
        "“Afdeling” bevatte teksten en bevat nu getallen"
    ]


def test_a_column_that_is_empty_is_of_no_other_kind():
    now = layout_of(read("a.csv", f"{BEFORE}\nBakker BV;F17;31-01-2025;;12,50\nSlager;F18;01-02-2025;;3,00\n".encode()))
    assert in_words(drift_of(layout(BEFORE), now)) == ()


def test_a_layout_holds_no_values():
    assert "Bakker" not in str(layout(BEFORE).to_json())
    assert Layout.from_json(layout(BEFORE).to_json()) == layout(BEFORE)


ANSWERS = {"amount_basis": "net", "date_order:Datum": "dmy", "amount_column": "Bedrag"}


@pytest.mark.parametrize(
    ("now", "values", "held"),
    [
        (BEFORE, (), {"amount_basis", "date_order:Datum", "amount_column"}),
        (BEFORE + ";Omschrijving", (), {"amount_basis", "date_order:Datum", "amount_column"}),
        ("Crediteur;Factuurnummer;Factuurdatum;Afdeling;Bedrag", (), {"amount_basis", "amount_column"}),
        ("Crediteur;Factuurnummer;Datum;Afdeling;Bedrag incl.", (), {"date_order:Datum"}),
        (BEFORE + ";Nettobedrag", (), {"date_order:Datum"}),
        (BEFORE + ";Netto", ("", "", "", "", "veel", "3,10"), {"date_order:Datum"}),
        (BEFORE, ("", "", "zie factuur"), {"amount_basis", "amount_column"}),
        (BEFORE + ";Bedrag", (), {"date_order:Datum"}),
    ],
)
def test_answers_hold_only_for_columns_that_did_not_change(now, values, held):
    before = layout(BEFORE)
    assert set(still_hold(ANSWERS, before, layout(now, *values))) == held


@pytest.mark.parametrize("key", ["overlap", "unlabelled_totals:file", "second_table", "swapped_dates:Datum"])
def test_an_answer_about_the_rows_of_one_file_is_not_given_again(key):
    assert still_hold({key: "totals"}, layout(BEFORE), layout(BEFORE)) == {}


def test_totals_above_their_lines_are_remembered_and_payments_that_look_so_are_not():
    one = layout(BEFORE)
    assert still_hold({"totals_above:file": "totals"}, one, one)
    assert not still_hold({"totals_above:file": "lines"}, one, one)


def test_a_file_with_few_of_the_columns_is_of_another_layout():
    assert alike(layout(BEFORE), layout("Crediteur;Bedrag;Btw;Iets;Anders")) < 0.6
    assert alike(layout(BEFORE), layout(BEFORE + ";Omschrijving")) > 0.6


TWICE = "Crediteur;Datum;Bedrag;Bedrag"


@pytest.mark.parametrize("answers", [{"amount_column": "Bedrag [4]"}, {"column:Bedrag#2": "amount"}])
def test_of_columns_alike_the_choice_holds_as_long_as_all_stand_where_they_stood(answers):
    assert still_hold({**answers, "amount_basis": "net"}, layout(TWICE), layout(TWICE)) == {
        **answers,
        "amount_basis": "net",
    }
    assert still_hold({**answers, "amount_basis": "net"}, layout(TWICE), layout("Datum;Crediteur;Bedrag;Bedrag")) == {}


def test_what_a_person_said_of_a_column_holds_while_it_is_there_and_filled():
    said = {"column:Bedrag": "amount", "column:Afdeling": "none"}
    assert still_hold(said, layout(BEFORE), layout(BEFORE)) == said
    assert still_hold(said, layout(BEFORE), layout("Crediteur;Factuurnummer;Datum;Bedrag")) == {
        "column:Bedrag": "amount"
    }
    empty = layout_of(read("a.csv", f"{BEFORE};Netto\nBakker BV;F17;31-01-2025;BV;;12,50\n".encode()))
    assert "column:Bedrag" not in still_hold(said, layout(BEFORE), empty)
