"""Invoice lines as they are searched, narrowed, sorted and downloaded: worked out by hand on the small file."""

from __future__ import annotations

import csv
import io
import threading
from collections.abc import Iterator
from datetime import date

import openpyxl
import pytest

from kpi import service
from kpi.model import Refusal, Role, Viewer
from tests.service.conftest import BODY as BODY_FILE
from tests.service.conftest import BUYER, EVIDENCE, MAPPING, NET, SPEND, load_body

BODY, INDICATOR, YEAR = "gemeente-proef", "fairtrade_coffee_tea_cocoa", 2024


@pytest.fixture(scope="module")
def submitted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[service.Monitor]:
    """The small file as in the other tests of the service; made once, because nothing here writes."""
    opened = service.open_monitor(tmp_path_factory.mktemp("lines") / "home", isolated=False)
    service.load_body_file(BUYER, opened, "body.toml", BODY_FILE)
    service.submit(BUYER, opened, BODY, YEAR, "spend.csv", SPEND.encode(), answers=NET)
    service.load_mapping_file(BUYER, opened, BODY, "map.csv", MAPPING)
    service.load_evidence_file(BUYER, opened, BODY, "evidence.csv", EVIDENCE)
    yield opened
    opened.close()


def numbers(monitor, **asked) -> list[str]:
    page = service.lines(BUYER, monitor, BODY, INDICATOR, YEAR, asked=service.LineFilter(**asked))
    return [row["invoice_number"] for row in page.rows]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param({}, ["F1", "F2", "F4", "F3", "C1"], id="all in scope, largest first"),
        pytest.param({"text": "koffiebranderij"}, ["F1", "C1"], id="a word of the supplier, small letters"),
        pytest.param({"text": "NERGENS automaten"}, ["F4", "F3"], id="every word, in any order"),
        pytest.param({"text": "f3"}, ["F3"], id="an invoice number"),
        pytest.param({"text": "Opgave 2024"}, ["F2"], id="the evidence"),
        pytest.param({"text": "wegenbouw"}, [], id="what is out of scope is not found"),
        pytest.param({"text": "%"}, [], id="no wildcards"),
        pytest.param({"text": "' OR 1=1 --"}, [], id="no SQL"),
        pytest.param({"counts": "met"}, ["F1", "C1"], id="proven"),
        pytest.param({"counts": "part"}, ["F2"], id="partly"),
        pytest.param({"counts": "not_met"}, ["F3"], id="does not count"),
        pytest.param({"counts": "open"}, ["F4"], id="to classify"),
        pytest.param({"counts": "claimed"}, [], id="claimed"),
        pytest.param({"least": 150_000}, ["F1", "F2", "F4"], id="from, itself included"),
        pytest.param({"most": 150_000}, ["F2", "F4", "F3", "C1"], id="up to, itself included"),
        pytest.param({"least": -50_000, "most": 100_000}, ["F3", "C1"], id="between, with a credit note"),
        pytest.param({"order": "smallest"}, ["C1", "F3", "F2", "F4", "F1"], id="smallest first"),
        pytest.param({"order": "date"}, ["C1", "F4", "F3", "F2", "F1"], id="newest first"),
        pytest.param({"order": "oldest"}, ["F1", "F2", "F3", "F4", "C1"], id="oldest first"),
        pytest.param({"order": "supplier"}, ["F3", "F4", "F1", "C1", "F2"], id="by supplier, then as in the file"),
    ],
)  # fmt: skip
def test_lines_are_searched_narrowed_and_sorted(submitted, asked: dict, found: list[str]) -> None:
    assert numbers(submitted, **asked) == found


def test_what_a_line_counts_as_divides_all_lines(submitted) -> None:
    parts = [numbers(submitted, counts=counts) for counts in service.counts_words("nl")]

    assert sorted(number for part in parts for number in part) == sorted(numbers(submitted))


def test_the_sum_is_of_all_that_was_asked_and_not_of_the_page(submitted) -> None:
    page = service.lines(BUYER, submitted, BODY, INDICATOR, YEAR, limit=2)

    assert (page.total, page.cents, len(page.rows)) == (5, 950_000, 2)


def test_pages_follow_each_other_without_a_gap(submitted) -> None:
    pages = [service.lines(BUYER, submitted, BODY, INDICATOR, YEAR, offset=at, limit=2).rows for at in (0, 2, 4)]

    assert [row["invoice_number"] for rows in pages for row in rows] == numbers(submitted)


def test_accents_make_no_difference(monitor) -> None:
    service.submit(BUYER, monitor, BODY, YEAR, "a.csv", SPEND.replace("Theehandel", "Théehandel").encode(), answers=NET)
    service.load_mapping_file(BUYER, monitor, BODY, "map.csv", MAPPING)

    assert numbers(monitor, text="theehandel") == ["F2"]


def test_the_workbook_has_exactly_the_lines_that_were_asked_in_their_order(submitted) -> None:
    asked = service.LineFilter(text="koffie en thee", most=150_000, order="smallest")
    made = service.lines_file(BUYER, submitted, BODY, INDICATOR, YEAR, asked=asked)
    listed, about = openpyxl.load_workbook(io.BytesIO(made)).worksheets
    header, *rows = listed.iter_rows(values_only=True)

    assert [row[header.index("Factuurnummer")] for row in rows] == numbers(
        submitted, text="koffie en thee", most=150_000, order="smallest"
    )
    assert [row[header.index("Bedrag")] for row in rows] == [-500, 1000, 1500, 1500]
    assert rows[0][header.index("Datum")].date() == date(2024, 5, 28)
    assert rows[0][header.index("Rij in het bestand")] == 6
    facts = {name: fact for name, fact in about.iter_rows(values_only=True)}
    assert facts["Gezocht op"] == "koffie en thee"
    assert facts["Tot en met (euro)"] == "1.500,00"
    assert (facts["Regels"], facts["Bedrag samen"]) == ("4", "3.500,00")


def test_a_name_that_is_not_shown_cannot_be_searched(monitor) -> None:
    spend = SPEND.replace("Theehandel Voorbeeld", "J.P. de Vries")
    service.submit(BUYER, monitor, BODY, YEAR, "a.csv", spend.encode(), answers=NET)
    service.load_mapping_file(BUYER, monitor, BODY, "map.csv", MAPPING)
    (line,) = [
        row for row in service.lines(BUYER, monitor, BODY, INDICATOR, YEAR).rows if row["invoice_number"] == "F2"
    ]

    assert line["supplier"] == ""
    assert numbers(monitor, text="vries") == []
    assert b"Vries" not in service.lines_file(BUYER, monitor, BODY, INDICATOR, YEAR, form="csv")


DANGEROUS = '=HYPERLINK("http://x")'


def submit_dangerous(monitor):
    """A file in which a description begins as a formula does, and an invoice number with noughts."""
    load_body(monitor)
    spend = SPEND.replace("Theehandel Voorbeeld;F2", f'"{DANGEROUS.replace(chr(34), chr(34) * 2)}";00042')
    service.submit(BUYER, monitor, BODY, YEAR, "a.csv", spend.encode(), answers=NET)
    service.load_mapping_file(BUYER, monitor, BODY, "map.csv", MAPPING)
    service.load_evidence_file(BUYER, monitor, BODY, "evidence.csv", EVIDENCE)


@pytest.fixture
def dangerous(store_after):
    return store_after(submit_dangerous)


def test_text_that_begins_as_a_formula_stays_text_in_a_workbook(dangerous) -> None:
    made = service.lines_file(BUYER, dangerous, BODY, INDICATOR, YEAR)
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(made)).worksheets[0].iter_rows() for cell in row]

    assert DANGEROUS in [cell.value for cell in cells if cell.data_type == "s"]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert "00042" in [cell.value for cell in cells]


@pytest.mark.parametrize(("language", "delimiter", "amount"), [("nl", ";", "6000,00"), ("en", ",", "6000.00")])
def test_a_text_file_opens_as_its_language_writes_and_runs_nothing(
    dangerous, language: str, delimiter: str, amount: str
) -> None:
    made = service.lines_file(BUYER, dangerous, BODY, INDICATOR, YEAR, language=language, form="csv")
    rows = list(csv.reader(io.StringIO(made.decode("utf-8-sig")), delimiter=delimiter))
    cells = [cell for row in rows for cell in row]

    assert len(rows) == 6
    assert amount in cells
    assert f"'{DANGEROUS}" in cells
    assert "00042" in cells
    assert "-500,00" in cells or "-500.00" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


@pytest.mark.parametrize("viewer", [Viewer("m", Role.MINISTRY), Viewer("p", Role.PUBLIC), Viewer("b", Role.BUYER, "x")])
def test_who_may_not_see_lines_cannot_search_or_download_them(submitted, viewer: Viewer) -> None:
    for ask in (service.lines, service.lines_file):
        with pytest.raises(Refusal):
            ask(viewer, submitted, BODY, INDICATOR, YEAR)


def test_lines_are_shown_while_somebody_writes(submitted) -> None:
    shown: list[int] = []
    looking = threading.Thread(target=lambda: shown.append(len(numbers(submitted, text="F1"))), daemon=True)

    with submitted.store.transaction(keep=False):
        looking.start()
        looking.join(60)

    assert shown == [1]
