"""A worksheet that comes back: sorted, with rows deleted, edited, of another body, of an old version. All of it or nothing."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest

from kpi import service
from kpi.model import MappingRule, Refusal, Role, Viewer
from kpi.service.monitor import Monitor
from tests.service.conftest import BODY, BUYER, NET
from tests.service.spent import HEADER, NAME

ID, TEXT, SUPPLIER, DECISION = 1, 2, 3, 8


def downloaded(monitor: Monitor, language: str = "nl") -> openpyxl.Workbook:
    content = service.make_worksheet(BUYER, monitor, NAME, 2024, None, language)
    return openpyxl.load_workbook(io.BytesIO(content))


def saved(workbook: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def read(monitor: Monitor, workbook: openpyxl.Workbook) -> service.WorksheetReading:
    return service.read_worksheet(BUYER, monitor, NAME, "terug.xlsx", saved(workbook))


def told(monitor: Monitor, change: Callable[[openpyxl.Workbook], None]) -> list[str]:
    workbook = downloaded(monitor)
    change(workbook)
    return [one.nl for one in read(monitor, workbook).problems]


def row_of(workbook: openpyxl.Workbook, text: str) -> int:
    return next(row for row in range(2, 20) if workbook.worksheets[0].cell(row, TEXT).value == text)


def decide(workbook: openpyxl.Workbook, text: str, decision: object) -> None:
    workbook.worksheets[0].cell(row_of(workbook, text), DECISION).value = decision


def test_it_holds_the_open_texts_by_euros_with_ids_as_text_and_a_list_to_pick_from(spent: Monitor) -> None:
    service.add_mapping(BUYER, spent, NAME, [MappingRule("Onderhoud wegen", None, cpv="45")])
    sheet = downloaded(spent).worksheets[0]
    shown = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [(row[1], row[3]) for row in shown] == [
        ("Diversen", 10_000), ("Koffie en thee", 500), ("Koffie, thee", 400), ("Onderhoud wegen", 0),
    ]  # fmt: skip
    assert all(row[0].startswith("k") for row in shown)
    assert shown[1][5].startswith("1586 ")
    assert [row[7] for row in shown] == [None, None, None, "45 Bouwwerkzaamheden"]
    assert sheet.data_validations.dataValidation[0].sqref == "H2:H5"


def test_sorted_with_rows_deleted_and_columns_added_it_is_read_the_same(spent: Monitor) -> None:
    workbook = downloaded(spent)
    decide(workbook, "Koffie en thee", "Zoals voorgesteld")
    sheet = workbook.worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    sheet.delete_rows(1, 20)
    for row in (["gesorteerd door ons"], ["", *rows[0]], *(["", *row] for row in reversed(rows[2:]))):
        sheet.append(row)
    found = read(spent, workbook)
    assert found.problems == ()
    assert [(one.rule.text, one.rule.cpv) for one in found.changes] == [("Koffie en thee", "1586")]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("15861000-1", MappingRule("Diversen", None, cpv="15861")),
        (45, MappingRule("Diversen", None, cpv="45")),
        ("Geen inkoop: belastingen", MappingRule("Diversen", None, exclusion="tax")),
        ("No procurement: taxes", MappingRule("Diversen", None, exclusion="tax")),
        ("Gemengd: per leverancier indelen", MappingRule("Diversen", None, left_open="mixed")),
        ("cannot tell from this text", MappingRule("Diversen", None, left_open="cannot_tell")),
    ],
)
def test_a_decision_is_a_choice_of_the_list_in_either_language_or_a_code(
    spent: Monitor,
    written: object,
    expected: MappingRule,
) -> None:
    workbook = downloaded(spent)
    decide(workbook, "Diversen", written)
    assert [one.rule for one in read(spent, workbook).changes] == [expected]


def test_what_is_wrong_is_told_with_cell_found_and_expected_and_nothing_is_kept(spent: Monitor) -> None:
    workbook = downloaded(spent)
    decide(workbook, "Onderhoud wegen", "45")
    decide(workbook, "Diversen", "99999999")
    found = read(spent, workbook)
    assert [one.nl for one in found.problems] == [
        "Indelen, cel H2: gevonden “99999999”, verwacht een keuze uit de lijst, of een CPV-code die bestaat."
    ]
    with pytest.raises(Refusal, match="99999999"):
        service.apply_worksheet(BUYER, spent, NAME, "terug.xlsx", saved(workbook))
    assert service.knowledge(BUYER, spent, NAME).mapping == ()


def test_an_id_or_text_that_was_changed_is_told(spent: Monitor) -> None:
    def other_id(workbook: openpyxl.Workbook) -> None:
        workbook.worksheets[0].cell(2, ID).value = 12

    def only_one_column_sorted(workbook: openpyxl.Workbook) -> None:
        workbook.worksheets[0].cell(2, TEXT).value = "Onderhoud wegen"

    def pasted_twice(workbook: openpyxl.Workbook) -> None:
        workbook.worksheets[0].append([cell.value for cell in workbook.worksheets[0][2]])

    assert told(spent, other_id) == [
        "Indelen, cel A2: gevonden “12”, verwacht een kenmerk van dit werkblad, ongewijzigd."
    ]
    assert "cel B2: gevonden “Onderhoud wegen”, verwacht “Diversen”" in told(spent, only_one_column_sorted)[0]
    sorted_apart = downloaded(spent)
    only_one_column_sorted(sorted_apart)
    assert read(spent, sorted_apart).apart == 1
    assert "cel A6" in told(spent, pasted_twice)[0]
    assert "het staat ook in A2" in told(spent, pasted_twice)[0]


def test_a_worksheet_of_another_body_or_without_its_origin_is_refused(spent: Monitor) -> None:
    other = downloaded(spent)
    other.worksheets[2].cell(2, 2).value = "gemeente-elders"
    with pytest.raises(Refusal, match="gemeente-elders"):
        read(spent, other)
    bare = downloaded(spent)
    bare.remove(bare.worksheets[2])
    with pytest.raises(Refusal, match="found no worksheet"):
        read(spent, bare)


def test_of_an_old_worksheet_only_what_was_decided_otherwise_since_is_a_problem(spent: Monitor) -> None:
    old = downloaded(spent)
    decide(old, "Diversen", "15")
    decide(old, "Onderhoud wegen", "45")
    service.add_mapping(BUYER, spent, NAME, [MappingRule("Koffie en thee", None, cpv="1586")])
    assert len(read(spent, old).changes) == 2
    service.add_mapping(BUYER, spent, NAME, [MappingRule("Diversen", None, cpv="45")])
    found = read(spent, old)
    assert "verwacht “45 Bouwwerkzaamheden”, zoals" in found.problems[0].nl
    assert [one.rule.text for one in found.changes] == ["Onderhoud wegen"]


def test_what_was_previewed_is_kept_as_one_version_that_can_be_undone(spent: Monitor) -> None:
    workbook = downloaded(spent, "en")
    decide(workbook, "Diversen", "45")
    decide(workbook, "Koffie, thee", "As suggested")
    loaded = service.apply_worksheet(BUYER, spent, NAME, "terug.xlsx", saved(workbook))
    assert loaded.rows == 2
    latest = service.mapping_versions(BUYER, spent, NAME)[0]
    assert (latest.name, len(latest.holding)) == ("terug.xlsx", 2)
    assert read(spent, workbook).changes == ()
    service.undo_mapping(BUYER, spent, NAME, latest.number)
    assert service.knowledge(BUYER, spent, NAME).mapping == ()


def test_texts_that_look_like_formulas_stay_texts(monitor: Monitor) -> None:
    service.load_body_file(BUYER, monitor, "body.toml", BODY)
    row = "Beton BV;F1;14-02-2024;=1+1;9.000,00\nBeton BV;F2;14-02-2024;Kosten;1.000,00\n"
    service.submit(BUYER, monitor, NAME, 2024, "a.csv", (HEADER + row).encode(), "all", NET)
    cell = downloaded(monitor).worksheets[0].cell(2, TEXT)
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_nobody_else_may_download_or_read_one(spent: Monitor) -> None:
    content = service.make_worksheet(BUYER, spent, NAME, 2024, None, "nl")
    for viewer in (Viewer("x", Role.MINISTRY), Viewer("x", Role.BUYER, "other"), Viewer("x", Role.ADMINISTRATOR, NAME)):
        with pytest.raises(Refusal):
            service.make_worksheet(viewer, spent, NAME, 2024, None, "nl")
        with pytest.raises(Refusal):
            service.read_worksheet(viewer, spent, NAME, "terug.xlsx", content)


def test_a_register_that_was_loaded_last_does_not_make_it_one_of_another_store(spent: Monitor) -> None:
    service.load_evidence_file(BUYER, spent, NAME, "c.csv", b"contractnummer;leverancier\nC-1;Koffie BV\n")
    workbook = downloaded(spent)
    decide(workbook, "Onderhoud wegen", "45")
    assert [one.rule.cpv for one in read(spent, workbook).changes] == ["45"]
    service.apply_worksheet(BUYER, spent, NAME, "terug.xlsx", saved(workbook))
    assert [rule.cpv for rule in service.knowledge(BUYER, spent, NAME).mapping] == ["45"]
