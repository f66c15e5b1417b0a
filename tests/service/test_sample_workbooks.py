"""An audit sample that comes back as a workbook: sorted, edited, of another body, of an old version. All of it or nothing."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import openpyxl
import pytest
from openpyxl import Workbook

from kpi import service
from kpi.model import Refusal, Role, Verdict, Viewer
from kpi.service.monitor import Monitor
from tests.service.conftest import BUYER, CONTROLLER
from tests.service.test_sampling import NAME, draw, prepare, rejected, spent, submit

__all__ = ["spent"]

NUMBER, SUPPLIER, AMOUNT, VERDICT, NOTE, DOCUMENT = 1, 4, 7, 11, 12, 13
Change = Callable[[Workbook], None]


def downloaded(monitor: Monitor, language: str = "nl") -> Workbook:
    content = service.sample_workbook(CONTROLLER, monitor, NAME, draw(monitor).sample.id, language)
    return openpyxl.load_workbook(io.BytesIO(content))


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(monitor: Monitor, book: Workbook) -> service.SampleReading:
    return service.read_sample(CONTROLLER, monitor, NAME, "terug.xlsx", saved(book))


def fill_in(book: Workbook, number: int, verdict: object, note: object = None, document: object = None) -> None:
    for column, value in ((VERDICT, verdict), (NOTE, note), (DOCUMENT, document)):
        book.worksheets[1].cell(number + 1, column).value = value


def put(row: int, column: int, value: object) -> Change:
    def change(book: Workbook) -> None:
        book.worksheets[1].cell(row, column).value = value

    return change


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_was_filled_in_is_told_first_and_then_kept_at_once(spent: Monitor, language: str) -> None:
    book = downloaded(spent, language)
    fill_in(book, 1, "klopt niet", "geen keurmerk", 2024)
    fill_in(book, 2, "is right")

    found = read(spent, book)
    assert (found.rows, found.problems) == (2, ())
    assert [one.verdict for one in found.changes] == [
        Verdict(1, "rejected", "geen keurmerk", "2024"), Verdict(2, "confirmed"),
    ]  # fmt: skip
    assert service.sample_result(CONTROLLER, spent, NAME, found.sample.id).verdicts == {}

    kept = service.keep_sample(CONTROLLER, spent, NAME, "terug.xlsx", saved(book))
    assert (kept.open, kept.rejected) == (0, 1)
    assert read(spent, book).changes == ()


def test_sorted_with_a_row_deleted_and_a_column_added_it_is_read_the_same(spent: Monitor) -> None:
    book = downloaded(spent)
    fill_in(book, 2, "klopt")
    sheet = book.worksheets[1]
    sheet.delete_rows(2)
    sheet.insert_cols(1)
    sheet.insert_rows(1)
    sheet["A1"].value = "gesorteerd door ons"

    assert [one.verdict.number for one in read(spent, book).changes] == [2]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (put(2, VERDICT, "misschien"), "Regels, cel K2: gevonden “misschien”, verwacht “klopt” of “klopt niet”."),
        (put(2, NOTE, "geen keurmerk"), "Regels, cel K2: gevonden -, verwacht “klopt” of “klopt niet”."),
        (lambda book: fill_in(book, 1, "klopt niet", None, "F1"), "cel L2: gevonden -, verwacht wat is gevonden"),
        (lambda book: fill_in(book, 1, "klopt niet", "nee", " "), "cel M2: gevonden -, verwacht het document"),
        (lambda book: fill_in(book, 1, "klopt", "x" * 1_001), "cel L2: gevonden “xxx"),
        (lambda book: fill_in(book, 1, "klopt", "=NA()"), "cel L2: gevonden “#N/A”, verwacht een tekst"),
        (put(2, NUMBER, 3), "Regels, cel A2: gevonden “3”, verwacht een nummer van 1 tot en met 2, ongewijzigd."),
        (put(2, NUMBER, None), "Regels, cel A2: gevonden -, verwacht een nummer"),
        (put(3, NUMBER, 1), "cel D3: gevonden “Theehandel Voorbeeld”, verwacht “Koffiebranderij De Proef BV”"),
        (put(2, AMOUNT, 6_001), "cel G2: gevonden “6001”, verwacht “6000.00”, dat bij het nummer van deze rij hoort."),
        (lambda book: book.worksheets[1].append([one.value for one in book.worksheets[1][2]]), "het staat ook in A2"),
    ],
)
def test_what_is_wrong_is_told_with_cell_found_and_expected_and_nothing_is_kept(
    spent: Monitor, change: Change, told: str
) -> None:
    book = downloaded(spent)
    fill_in(book, 2, "klopt")
    change(book)

    assert told in read(spent, book).problems[0].nl
    with pytest.raises(Refusal) as refused:
        service.keep_sample(CONTROLLER, spent, NAME, "terug.xlsx", saved(book))
    assert (refused.value.code, told in refused.value.message.nl) == ("sample_workbook", True)
    assert draw(spent).verdicts == {}


def test_the_user_of_this_machine_is_named_in_words_on_the_workbook_and_in_its_problems(spent: Monitor) -> None:
    controller = replace(CONTROLLER, name="local controller")
    drawn = service.draw_sample(controller, spent, NAME, 2024, seed=7)
    book = openpyxl.load_workbook(io.BytesIO(service.sample_workbook(controller, spent, NAME, drawn.sample.id, "nl")))
    cells = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row]
    assert any(cell.startswith("controller (deze computer), ") for cell in cells)

    fill_in(book, 2, "klopt")
    service.judge_sample(controller, spent, NAME, drawn.sample.id, [rejected(1)])
    fill_in(book, 1, "klopt")
    (problem,) = read(spent, book).problems
    assert "zoals controller (deze computer) vond" in problem.nl
    assert "as controller (this machine) found" in problem.en


def test_of_an_old_workbook_only_what_was_found_otherwise_since_is_a_problem(spent: Monitor) -> None:
    old = downloaded(spent)
    fill_in(old, 1, "klopt")
    fill_in(old, 2, "klopt")
    service.judge_sample(CONTROLLER, spent, NAME, draw(spent).sample.id, [Verdict(2, "confirmed")])
    assert [one.verdict.number for one in read(spent, old).changes] == [1]

    service.judge_sample(CONTROLLER, spent, NAME, draw(spent).sample.id, [rejected(1)])
    assert [one.nl for one in read(spent, old).problems] == [
        f"Regels, cel K2: gevonden “klopt”, verwacht “klopt niet”, zoals {CONTROLLER.name} vond nadat dit bestand was gemaakt."
    ]


def test_a_file_that_is_no_sample_of_this_body_is_refused(spent: Monitor) -> None:
    other, bare, later = downloaded(spent), downloaded(spent), downloaded(spent)
    last = other.worksheets[0].max_row
    other.worksheets[0].cell(last, 2).value = "gemeente-elders-2024-all-1-20-7"
    bare.remove(bare.worksheets[0])
    later.worksheets[0].cell(last, 3).value = 9
    for book, said in ((other, "gemeente-elders"), (bare, "found no audit sample"), (later, "found “9”")):
        with pytest.raises(Refusal, match=said):
            read(spent, book)
    with pytest.raises(Refusal):
        service.read_sample(CONTROLLER, spent, NAME, "terug.xlsx", b"nothing of a workbook")
    with pytest.raises(Refusal, match="seed 8"):
        service.keep_sample(CONTROLLER, spent, NAME, "terug.xlsx", saved(downloaded(spent)), 2024, 8)


def test_the_same_file_again_changes_nothing_and_a_changed_one_its_own_lines(spent: Monitor) -> None:
    service.judge_sample(CONTROLLER, spent, NAME, draw(spent).sample.id, [rejected(1)])
    book = downloaded(spent)
    assert read(spent, book).changes == ()

    fill_in(book, 1, "klopt", "toch wel")
    (change,) = read(spent, book).changes
    assert (change.before.verdict if change.before else None, change.verdict.verdict) == ("rejected", "confirmed")


def test_a_text_that_no_workbook_can_hold_does_not_stop_it(monitor: Monitor) -> None:
    submit(monitor, ["Koffie\x02 BV;F1;15-02-2024;Stadsbeheer;Koffie en thee;6.000,00;Fairtrade"])
    prepare(monitor)
    book = downloaded(monitor)
    fill_in(book, 1, "klopt")

    assert read(monitor, book).problems == ()


def test_nobody_else_may_read_one(spent: Monitor) -> None:
    content = saved(downloaded(spent))
    assert service.read_sample(BUYER, spent, NAME, "terug.xlsx", content).rows == 2
    for viewer in (Viewer("x", Role.MINISTRY), Viewer("x", Role.BUYER, "other"), Viewer("x", Role.ADMINISTRATOR, NAME)):
        with pytest.raises(Refusal, match="not open to you"):
            service.read_sample(viewer, spent, NAME, "terug.xlsx", content)
        with pytest.raises(Refusal, match="not open to you"):
            service.keep_sample(viewer, spent, NAME, "terug.xlsx", content)


def test_what_a_claim_rests_on_is_said_in_the_language_of_the_workbook(spent: Monitor) -> None:
    sheet = downloaded(spent).worksheets[1]
    told = {str(row[8].value) for row in sheet.iter_rows(min_row=2)}
    assert told
    assert [one for one in told if one.split(" ")[0] in ("supplier", "line", "contract", "text", "none")] == []
