"""Bad evidence on the command line, one for one: told with cell or path, found and expected, and nothing half stored."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from kpi import service
from kpi.model import Knowledge
from tests.cli.test_bad_input import NAME, home, run
from tests.service.conftest import BUYER

__all__ = ["home"]

CERTIFICATES = "leverancier;keurmerk;nummer;geldig van;geldig tot\n"
CONTRACTS = "contractnummer;leverancier;onderwerp;startdatum;einddatum;waarde\n"
STATEMENTS = "leverancier;eigenschap;jaar;percentage;document\n"
ENTITY = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><ContractNotice>&x;</ContractNotice>'
)


def kept(home: Path) -> tuple[Knowledge, int]:
    """All that the body knows, and how many files it was told in, those of notices too."""
    monitor = service.open_monitor(home)
    try:
        with monitor.store.reading() as session:
            files = session.value("SELECT count(*) FROM knowledge")
        return service.knowledge(BUYER, monitor, NAME), files
    finally:
        monitor.close()


@pytest.mark.parametrize(
    ("command", "name", "content", "code", "words"),
    [
        pytest.param(
            ("evidence",), "percentage.csv", f"{STATEMENTS}Koffie BV;fairtrade;2024;160%;brief 1\nThee BV;fairtrade;2024;60%;brief 2\n",
            "own_file", ("percentage.csv, row 2", "cell D2", "found “160%”", "expected a percentage from 0 to 100"), id="a percentage over 100",
        ),
        pytest.param(
            ("evidence",), "dates.csv", f"{CERTIFICATES}Koffie BV;Fairtrade;C1;01-02-2023;03-04-2024\n",
            "own_file_asks", ("dates.csv", "01-02-2023", "Column: geldig van", "date_order"), id="a date order that is unclear",
        ),
        pytest.param(
            ("evidence", "--notices"), "notice.xml", ENTITY,
            "xml_entities", ("notice.xml, /", "found a document type", "expected XML without one"), id="XML with external entities",
        ),
        pytest.param(
            ("evidence", "--notices"), "places.json", '{"type": "FeatureCollection", "features": []}',
            "notice_file", ("places.json, /", "found an object with type, features", "expected OCDS"), id="an OCDS that is not one",
        ),
        pytest.param(
            ("map",), "map.csv", "text;cpv\nKoffie;1586\nThee;99999999\n",
            "own_file", ("map.csv, row 3", "cell B3", "found “99999999”", "expected a CPV code that exists"), id="a code that does not exist",
        ),
    ],
)  # fmt: skip
def test_a_bad_file_is_refused_with_its_place_and_nothing_of_it_is_kept(
    home: Path, command: tuple[str, ...], name: str, content: str, code: str, words: tuple[str, ...], capsys
) -> None:
    (home.parent / name).write_text(content)
    before = kept(home)

    assert run(home, *command, str(home.parent / name), "--body", NAME, "--json") == 2
    refused = json.loads(capsys.readouterr().out)["refused"]
    assert refused["code"] == code
    assert [word for word in words if word not in refused["message_en"]] == []
    assert kept(home) == before


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        pytest.param(
            "certificates.csv",
            f"{CERTIFICATES}Koffie BV;Fairtrade;C1;01-01-2023;31-12-2023\nKoffie BV;Fairtrade;C2;15-06-2023;14-06-2024\n",
            ("certificates.csv, ", "C1 and C2", "both valid in 15 June 2023 – 31 December 2023", "Expected: one certificate at a time"),
            id="certificates that overlap",
        ),
        pytest.param(
            "contracts.csv",
            f"{CONTRACTS}2024-1;Koffie BV;Koffie;13-02-2024;31-12-2025;1000\n2024-1;Thee BV;Thee;13-02-2024;31-12-2025;2000\n",
            ("contracts.csv, ", "Contract number 2024-1 is that of 2 contracts", "Koffie BV; Thee BV", "Expected: one contract a number"),
            id="a contract number of two contracts",
        ),
    ],
)  # fmt: skip
def test_what_a_person_must_decide_is_kept_and_told_with_its_cells(
    home: Path, name: str, content: str, words: tuple[str, ...], capsys
) -> None:
    (home.parent / name).write_text(content)

    assert run(home, "evidence", str(home.parent / name), "--body", NAME, "--json", "--language", "en") == 0
    loaded = json.loads(capsys.readouterr().out)
    (told,) = loaded["told"]
    assert loaded["loaded"] == 2
    assert [word for word in words if word not in told] == []
    assert run(home, "evidence", str(home.parent / name), "--body", NAME, "--language", "en") == 0
    assert told in capsys.readouterr().out


def test_a_worksheet_that_was_edited_is_refused_with_its_cell_and_nothing_is_kept(home: Path, capsys) -> None:
    spend, answers = str(home.parent / "spend.csv"), str(home.parent / "answers.json")
    assert run(home, "submit", spend, "--body", NAME, "--year", "2024", "--answers", answers) == 0
    sheet = home.parent / "sheet.xlsx"
    assert run(home, "map", "--worksheet", str(sheet), "--year", "2024", "--body", NAME) == 0
    book = openpyxl.load_workbook(sheet)
    book.worksheets[0]["H2"].value, book.worksheets[0]["H3"].value = "15", "99999999"
    book.save(sheet)
    before = kept(home)
    capsys.readouterr()

    assert run(home, "map", str(sheet), "--filled-in", "--body", NAME, "--json") == 2
    refused = json.loads(capsys.readouterr().out)["refused"]
    assert refused["code"] == "worksheet"
    assert "cell H3: found “99999999”, expected a choice of the list" in refused["message_en"]
    assert kept(home) == before
