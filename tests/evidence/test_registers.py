"""Registers as they come: what is understood of messy files, and what is told of wrong ones. The tables read as specification."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.evidence import forms_to_try, understand
from kpi.evidence.forms import register_forms
from kpi.intake import read_register
from kpi.model import Evidence, Knowledge, Refusal, RegisterReading
from tests.evidence.loading import load

Rows = Sequence[Sequence[Any]]


def workbook(rows: Rows, percent: Sequence[str] = (), merged: Sequence[str] = ()) -> bytes:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    for address in percent:
        made.active[address].number_format = "0%"
    for span in merged:
        made.active.merge_cells(span)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def old_workbook(rows: Rows, percent: Sequence[tuple[int, int]] = ()) -> bytes:
    made = xlwt.Workbook()
    sheet = made.add_sheet("Blad1")
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            style = xlwt.easyxf(num_format_str="0.0%" if (row, column) in percent else "General")
            sheet.write(row, column, cell, style)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def read(content: bytes, register: str | None = None, **answers: str) -> RegisterReading:
    return read_register("register", content, forms_to_try(register), answers)


def known(content: bytes, register: str | None = None) -> Knowledge:
    return load("register", content, forms_to_try(register))


def csv(*rows: str) -> bytes:
    return "\n".join(rows).encode()


HEADER = ("Contractnr.", "Leverancier", "Ingangsdatum", "Einddatum", "Contractwaarde excl. btw (€)")
ROW = ("C-1", "Glans BV", date(2024, 1, 1), date(2026, 12, 31), 1250000.5)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(workbook([HEADER, ROW]), id="plain"),
        pytest.param(workbook([["Contractenregister 2025"], ["Stand per 1 november"], [], HEADER, ROW]), id="below titles"),
        pytest.param(
            workbook([["Contract", None, "Looptijd", None, "Geld"], ["Nummer", "Leverancier", "Van", "Tot", "Waarde"], ROW],
                     merged=["A1:B1", "C1:D1"]),
            id="below a merged group header",
        ),
        pytest.param(workbook([("Contractnumer", "Leverancer", "Ingangsdatm", "Eindatum", "Contractwarde"), ROW]), id="typing errors"),
        pytest.param(workbook([("CONTRACT_NUMBER", "supplier", "startDate", "End date", "Contract value (EUR)"), ROW]), id="English"),
        pytest.param(workbook([(*HEADER, "Contractmanager"), (*ROW, "J. Jansen")]), id="other columns"),
        pytest.param(workbook([HEADER, [], ROW, HEADER, ["Totaal", None, None, None, 1250000.5], [], ["Bron: inkoop"]]), id="blank, header again, total, note"),
        pytest.param(workbook([HEADER, ("C-1", "Glans BV", 45292, 46387, "€ 1.250.000,50")]), id="day numbers and euros as text"),
        pytest.param(csv("Contractnr.;Leverancier;Ingangsdatum;Einddatum;Waarde", "C-1;Glans BV;01-01-2024;31-12-2026;1.250.000,50"), id="csv"),
        pytest.param(csv("Contractnr.;Leverancier;Ingangsdatum;Einddatum;Waarde", "C-1;Glans BV;1 januari 2024;31 dec 2026;€ 1.250.000,50"), id="months as words"),
        pytest.param(
            b"<html><table><tr><th>Nummer</th><th>Leverancier</th><th>Begin</th><th>Einde</th><th>Waarde</th></tr>"
            b"<tr><td>C-1</td><td>Glans BV</td><td>1-1-2024</td><td>31-12-2026</td><td>1250000,50</td></tr></table></html>",
            id="a web page",
        ),
    ],
)  # fmt: skip
def test_a_contract_register_is_understood_in_whatever_state(content):
    (contract,) = known(content).contracts
    assert (contract.number, contract.supplier, contract.value) == ("C-1", "Glans BV", 125000050)
    assert (contract.start, contract.end) == (date(2024, 1, 1), date(2026, 12, 31))


PARTS = ("Waarover", "Sleutel", "Eigenschap", "Ten minste", "Ten hoogste", "Soort", "Verwijzing")


def pieces(*parts: tuple[Any, Any]) -> list[list[Any]]:
    rows = [["leverancier", f"S{number}", "circulair", *part, "opgave", "brief"] for number, part in enumerate(parts)]
    return [list(PARTS), *rows]


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        pytest.param(workbook(pieces((0.6, 0.6), (0.3, 1))), [(6000, 6000), (3000, 10_000)], id="parts of one"),
        pytest.param(workbook(pieces((60, 60), (30, 100))), [(6000, 6000), (3000, 10_000)], id="of a hundred"),
        pytest.param(workbook(pieces(("60 %", "60%"), ("30 procent", "100%"))), [(6000, 6000), (3000, 10_000)], id="with a sign"),
        pytest.param(workbook(pieces((1, 1)), percent=["D2", "E2"]), [(10_000, 10_000)], id="shown as percentages"),
        pytest.param(workbook(pieces((0.6, 60)), percent=["D2"]), [(6000, 6000)], id="shown as one beside a plain number"),
        pytest.param(old_workbook(pieces((1, 1)), percent=[(1, 3), (1, 4)]), [(10_000, 10_000)], id="shown so in an xls"),
        pytest.param(csv(";".join(PARTS), "leverancier;S0;circulair;12,5;12,50;opgave;brief"), [(1250, 1250)], id="decimal commas"),
    ],
)  # fmt: skip
def test_percentages_are_read_in_every_writing(content, parts):
    assert [(one.low, one.high) for one in known(content).evidence] == parts


def test_a_part_of_one_among_percentages_is_refused_with_its_cell():
    with pytest.raises(Refusal, match=r"column Ten minste \(cell Sheet!D3\): found “0.6”, expected a percentage"):
        known(workbook(pieces((60, 60), (0.6, 70))))


def test_only_zeros_and_ones_are_asked():
    content = workbook(pieces((0, 1)))
    (asked,) = read(content).questions
    assert (asked.id, asked.options) == ("percent", ("hundred", "one"))
    for answer, high in (("hundred", Decimal(1)), ("one", Decimal(100))):
        reading = read(content, percent=answer)
        assert reading.questions == ()
        assert reading.tables[0].rows[0].cells["high"].value == high


@pytest.mark.parametrize(
    ("dates", "asked"),
    [
        pytest.param(["01/02/2025;03/04/2026"], ["date_order", "date_order"], id="nothing tells"),
        pytest.param(["01/02/2025;31/12/2026"], [], id="the other column tells"),
        pytest.param(["01/02/2025;03/04/2026", "14/02/2025;03/04/2026"], [], id="another row tells"),
        pytest.param(["01/02/2025;", "14/02/2025;", "02/14/2025;"], ["date_order"], id="rows contradict each other"),
        pytest.param(["2025-02-01;2026-04-03"], [], id="the year first"),
    ],
)  # fmt: skip
def test_the_order_of_dates_is_decided_by_the_table_or_asked(dates, asked):
    rows = [f"S{number};Fairtrade;F{number};{pair}" for number, pair in enumerate(dates)]
    content = csv("Leverancier;Keurmerk;Certificaatnummer;Geldig van;Geldig tot", *rows)
    assert [one.id for one in read(content).questions] == asked
    if asked:
        day_first = read(content, date_order="dmy").tables[0].rows[0].cells["valid_from"].value
        assert day_first == date(2025, 2, 1)
        assert read(content, date_order="mdy").tables[0].rows[0].cells["valid_from"].value == date(2025, 1, 2)


def test_an_answer_that_fits_no_question_is_refused():
    with pytest.raises(Refusal) as refused:
        read(csv("number;value", "C-1;1"), date_order="sideways")
    assert refused.value.code == "unknown_answer"


@pytest.mark.parametrize(
    ("columns", "register"),
    [
        ("Contractnummer;Leverancier;Social return", "contract"),
        ("Leverancier;Keurmerk;Geldig tot", "certificate"),
        ("Leverancier;Opgave;Brief", "statement"),
        ("KvK-nummer;Bedrijfsnaam;MKB", "supplier"),
        ("Jaar;Hoeveelheid;Eenheid;Laag;Hoog;Bron;Datum;Verwijzing", "quantity"),
        ("subject;key;property;kind", "evidence"),
    ],
)
def test_the_columns_say_which_register_it_is(columns, register):
    values = ";".join(["1"] * len(columns.split(";")))
    assert [table.form for table in read(csv(columns, values)).tables] == [register]


@pytest.mark.parametrize(
    ("said", "part", "about"),
    [
        ("60 % van wat wij in 2019 leverden was fairtrade", (6000, 6000), "fairtrade"),
        ("60 % of what we delivered in 2019 was fairtrade", (6000, 6000), "fairtrade"),
        ("ten minste 30% gerecycled in 2019", (3000, 10_000), "circular"),
        ("at least 30 % recycled, 2019", (3000, 10_000), "circular"),
        ("tussen 20 en 40 % biologisch in 2019", (2000, 4000), "organic"),
        ("hooguit 12,5 procent biobased (2019)", (0, 1250), "biobased"),
        ("alles wat wij in 2019 leverden was Max Havelaar", (10_000, 10_000), "fairtrade"),
    ],
)
def test_a_sentence_of_a_supplier_is_understood(said, part, about):
    (found,) = known(csv("Leverancier;Opgave;Brief", f"Beans BV;{said};brief 12")).evidence
    assert (found.low, found.high, found.property) == (*part, about)
    assert (found.valid_from, found.valid_to) == (date(2019, 1, 1), date(2019, 12, 31))
    assert (found.subject, found.kind, found.reference) == ("supplier", "statement", "brief 12")


@pytest.mark.parametrize("written", ["groene stroom", "Green electricity", "green_electricity", "GvO"])
def test_a_property_is_known_by_the_words_that_claim_it(written):
    (found,) = known(csv("Leverancier;Eigenschap;Deel;Jaar;Brief", f"Stroom BV;{written};60%;2024;b 1")).evidence
    assert (found.property, found.low) == ("green_electricity", 6000)


def test_a_property_that_is_not_known_is_answered_with_names_in_the_language_of_the_reader():
    with pytest.raises(Refusal) as refused:
        known(csv("Leverancier;Eigenschap;Deel;Jaar;Brief", "Stroom BV;mooi;60%;2024;b 1"))
    assert "groene stroom met garanties van oorsprong" in refused.value.message.nl
    assert "green electricity" in refused.value.message.en
    assert "green_electricity" not in refused.value.message.nl + refused.value.message.en


@pytest.mark.parametrize(
    "said",
    [
        "60 % was niet fairtrade", "veel was fairtrade", "60 % fairtrade en 20 % biologisch", "130 % fairtrade",
        "60 % was goed", "60 % van 12 soorten was fairtrade", "60 % fairtrade in 2019 en 2020",
    ],
)  # fmt: skip
def test_a_sentence_that_may_mean_something_else_is_refused_with_its_cell(said):
    with pytest.raises(Refusal, match=r"column Opgave \(cell B2\)"):
        known(csv("Leverancier;Opgave;Brief", f"Beans BV;{said};brief 12"))


def test_a_certificate_shows_the_properties_of_its_label_for_the_number_and_the_name_of_a_supplier():
    content = csv(
        "Leverancier;KvK-nummer;Keurmerk;Certificaatnummer;Geldig t/m", "Beans BV;223344;Max Havelaar;F-1;31-12-2025"
    )
    assert known(content).evidence == (
        Evidence("supplier", "00223344 | Beans BV", "fairtrade", 10_000, 10_000, "certificate", "realisatie", "F-1",
                 None, date(2025, 12, 31), None, "Fairtrade (Max Havelaar)"),
    )  # fmt: skip


@pytest.mark.parametrize("label", ["Garantie van oorsprong", "GvO"])
def test_a_certificate_of_energy_is_about_green_electricity(label):
    (found,) = known(csv("Leverancier;Keurmerk;Certificaatnummer", f"Stroom BV;{label};G-1")).evidence
    assert (found.property, found.reference) == ("green_electricity", "G-1")


@pytest.mark.parametrize(
    ("written", "criteria", "level"),
    [
        ("basis", 10_000, 0),
        ("significant", 10_000, 10_000),
        ("Ambitieus", 10_000, 10_000),
        ("geen", 0, 0),
        ("", None, None),
    ],
)
def test_the_level_of_criteria_says_whether_there_are_any_and_how_high(written, criteria, level):
    found = known(csv("Contractnummer;MVI-niveau;Dossier", f"C-1;{written};D-1")).evidence
    parts = {one.property: one.low for one in found}
    assert (parts.get("mvi_criteria"), parts.get("mvi_level")) == (criteria, level)


def test_everybody_on_a_list_of_social_enterprises_is_one():
    content = csv("Naam;KvK", "Werkt Wel BV;11223344", "Samen Sterk;")
    assert [(one.key, one.social_enterprise) for one in known(content, "social_enterprise_list").suppliers] == [
        ("11223344", True), ("Samen Sterk", True),
    ]  # fmt: skip
    assert [one.property for one in known(content, "sme_list").evidence] == ["sme", "sme"]
    with pytest.raises(Refusal, match="choose which register"):
        known(content)


WRONG = [
    # what, content, the cell, what is found there, what was expected
    ("a percentage over 100", csv(";".join(PARTS), "leverancier;S;circulair;60;130;opgave;b"), "E2", "130", "a percentage from 0 to 100"),
    ("no such code", csv("Tekst;CPV", "Koffie;1586", "Wegen;99999999"), "B3", "99999999", "a CPV code that exists"),
    ("a number twice", csv("Contractnummer;Waarde", "C-1;1", "c-1;2"), "A3", "c-1", "every contract number once; it stands in A2 too"),
    ("ends before it begins", csv("Contractnummer;Begin;Einde", "C-1;2025-02-01;2025-01-31"), "C2", "2025-01-31", "not before Begin"),
    ("an unknown label", csv("Leverancier;Keurmerk;Geldig tot", "S;Mooi Merk;2025-01-31"), "B2", "Mooi Merk", "a label of"),
    ("a number that became a date", workbook([["Contractnummer", "Waarde"], [date(2024, 1, 1), 1]]), "A2", "2024-01-01", "turned this one into a date"),
    ("an error cell", workbook([["Contractnummer", "Waarde"], ["C-1", "#N/A"]]), "B2", "an error", "expected a value"),
    ("another currency", csv("Contractnummer;Waarde", "C-1;£ 5,00"), "B2", "£ 5,00", "an amount in euros"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "cell", "found", "expected"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG]
)
def test_a_wrong_cell_is_told_with_its_place_what_was_found_and_what_was_expected(content, cell, found, expected):
    register = "rule" if b"CPV" in content else None
    reading = read(content, register)
    told = [*reading.findings, *understand(reading.tables).findings]
    (wrong,) = [one for one in told if one.severity == "error"]
    assert wrong.cells[0].rpartition("!")[2] == cell
    for part in (cell, found, expected):
        assert part in wrong.message.en
    assert wrong.message.nl != wrong.message.en


def test_every_wrong_row_is_told_and_none_of_the_file_is_loaded():
    content = csv("Contractnummer;Waarde", "C-1;veel", "C-2;5", "C-3;meer")
    understood = understand(read(content).tables)
    assert [one.cells for one in understood.errors] == [("B2",), ("B4",)]
    with pytest.raises(Refusal, match="Other wrong rows: 1"):
        understood.checked()


def test_overlapping_certificates_are_told_with_their_cells():
    content = csv(
        "Leverancier;Keurmerk;Certificaatnummer;Geldig van;Geldig tot",
        "Beans BV;Fairtrade;F-1;2024-01-01;2024-12-31",
        "Beans B.V.;Max Havelaar;F-2;2024-10-01;2025-12-31",
        "Beans BV;EKO;E-1;2024-01-01;2025-12-31",
        "Thee BV;Fairtrade;F-3;2024-10-01;2025-12-31",
    )
    (told,) = understand(read(content).tables).findings
    assert (told.rule, told.cells) == ("certificates_overlap", ("C2", "C3"))
    assert "1 October 2024 – 31 December 2024" in told.message.en


def test_a_contract_number_of_two_suppliers_is_told_and_each_clause_keeps_to_its_own():
    content = csv("Contractnummer;Leverancier;Social return", "C-1;Glans BV;ja", "C-1;Wegen NV;nee", "C-2;Wegen NV;ja")
    understood = understand(read(content).tables)
    (told,) = understood.findings
    assert (told.rule, told.cells) == ("contract_number_twice", ("A2", "A3"))
    assert [(one.key, one.supplier) for one in understood.knowledge.evidence] == [
        ("C-1", "Glans BV"), ("C-1", "Wegen NV"), ("C-2", None),
    ]  # fmt: skip


def test_columns_that_are_not_read_are_told():
    content = workbook([["Contractnummer", "Kleur", "Waarde", None], ["C-1", "rood", 5, "los"]])
    told = {one.rule: one.cells for one in read(content).findings}
    assert told == {"columns_unknown": ("Sheet!B1",), "cells_beyond_header": ("Sheet!D2",)}


@settings(max_examples=25)
@given(seed=st.integers(0, 10**6))
def test_a_register_that_was_sorted_or_whose_columns_were_moved_says_the_same(seed):
    rows = [(f"C-{number}", f"Firma {number}", date(2024, 1 + number, 14), None, 100 * number) for number in range(6)]
    mixed = random.Random(seed)
    order, columns = mixed.sample(rows, len(rows)), mixed.sample(range(len(HEADER)), len(HEADER))
    moved = [[row[column] for column in columns] for row in (HEADER, *order)]
    assert set(known(workbook(moved)).contracts) == set(known(workbook([HEADER, *rows])).contracts)


def test_no_two_columns_of_a_register_share_a_name():
    for form in register_forms().values():
        own = [word for column in form.columns for word in {column.id.replace("_", " "), *column.words}]
        twice = {word for word in own if own.count(word) > 1}
        assert not twice, (form.id, twice)
