"""A corrected file is recognised, takes over what was decided, and says what it changes."""

from __future__ import annotations

import io

import openpyxl
import pytest

from kpi import service
from kpi.model import Refusal, Role, Tally, Viewer
from tests.service.conftest import BUYER, NET, SPEND

BODY = "gemeente-proef"
FAULTY = SPEND.replace("20.000,00", "zie bijlage")


def repaired(reply: bytes) -> bytes:
    """The reply workbook with the one marked amount filled in."""
    workbook = openpyxl.load_workbook(io.BytesIO(reply))
    (cell,) = [cell for row in workbook.worksheets[1].iter_rows() for cell in row if cell.value == "zie bijlage"]
    cell.value = 20_000
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def read(monitor, content: bytes, name: str = "b.xlsx"):
    return service.read(BUYER, monitor, BODY, name, content, NET)


@pytest.fixture
def faulty(monitor):
    return service.submit(BUYER, monitor, BODY, 2024, "a.csv", FAULTY.encode(), answers=NET)


def test_a_reply_workbook_corrects_the_submission_that_it_was_made_from(monitor, faulty):
    reply = service.reply_to_submission(BUYER, monitor, faulty.id, "nl").content
    reading = read(monitor, repaired(reply))
    correction = service.corrected(BUYER, monitor, BODY, reading, 2019, "iets anders")
    assert (correction.of, correction.year, correction.part) == (f"submission:{faulty.id}", 2024, "all")
    assert (correction.answers, correction.by_reference) == (NET, True)
    found, findings = service.difference(BUYER, monitor, correction, reading)
    assert (found.before, found.changed, found.after) == (Tally(7, 22_500_00), Tally(1, 20_000_00), Tally(8, 42_500_00))
    assert found.adds_up()
    assert [one.rule for one in findings.solved] == ["amount_not_a_number"]


def test_a_file_of_the_same_layout_year_and_part_corrects_what_serves_there(monitor, faulty):
    reading = read(monitor, SPEND.encode(), "verbeterd.csv")
    assert service.corrected(BUYER, monitor, BODY, reading, 2024, "all").of == f"submission:{faulty.id}"
    assert service.corrected(BUYER, monitor, BODY, reading, 2023, "all") is None
    other = read(monitor, SPEND.replace("Afdeling", "Dienst").encode(), "anders.csv")
    assert service.corrected(BUYER, monitor, BODY, other, 2024, "all") is None


def test_a_draft_is_corrected_and_kept_behind_its_correction_until_that_is_thrown_away(monitor):
    form = {"year": 2024, "part": "Q1", "answers": NET}
    draft = service.save_draft(BUYER, monitor, BODY, "a.csv", FAULTY.encode(), form)
    fixed = repaired(service.reply_to_draft(BUYER, monitor, draft.id, "nl").content)
    reading = read(monitor, fixed)
    correction = service.corrected(BUYER, monitor, BODY, reading, 2024, "all")
    assert (correction.of, correction.part, correction.version) == (f"draft:{draft.id}", "Q1", None)
    found, _ = service.difference(BUYER, monitor, correction, reading)
    assert found.changed == Tally(1, 20_000_00)
    later = service.save_draft(BUYER, monitor, BODY, "b.xlsx", fixed, {**form, "corrects": correction.of})
    assert [one.id for one in service.drafts(BUYER, monitor, BODY)] == [later.id]
    service.remove_draft(BUYER, monitor, later.id)
    assert service.drafts(BUYER, monitor, BODY) == []
    assert service.correction(BUYER, monitor, BODY, correction.of) is None


def test_a_reply_of_another_organisation_is_a_file_as_any_other(monitor, faulty):
    reply = service.reply_to_submission(BUYER, monitor, faulty.id, "nl").content
    other = Viewer("x", Role.BUYER, "ander")
    service.load_body_file(other, monitor, "ander.toml", b'id = "ander"\nname = "Ander"\nkind = "municipality"\n')
    reading = service.read(other, monitor, "ander", "b.xlsx", reply, NET)
    assert service.corrected(other, monitor, "ander", reading, 2024, "all") is None


def test_two_versions_can_be_compared_by_who_may_see_the_lines_only(monitor, faulty):
    second = service.submit(BUYER, monitor, BODY, 2024, "b.csv", SPEND.encode(), answers=NET)
    found, findings = service.compare_versions(BUYER, monitor, faulty.id, second.id)
    assert (found.changed, found.same) == (Tally(1, 20_000_00), 7)
    assert "amount_not_a_number" in [one.rule for one in findings.solved]
    with pytest.raises(Refusal):
        service.compare_versions(Viewer("mia", Role.MINISTRY), monitor, faulty.id, second.id)


def test_a_draft_for_the_same_year_and_part_is_corrected_by_another_file_of_its_layout(monitor):
    form = {"year": 2024, "part": "Q1", "answers": NET}
    draft = service.save_draft(BUYER, monitor, BODY, "a.csv", FAULTY.encode(), form)
    reading = read(monitor, SPEND.encode(), "b.csv")
    assert service.corrected(BUYER, monitor, BODY, reading, 2024, "Q1").of == f"draft:{draft.id}"
    assert service.corrected(BUYER, monitor, BODY, reading, 2024, "Q2") is None
    assert service.corrected(BUYER, monitor, BODY, read(monitor, FAULTY.encode(), "c.csv"), 2024, "Q1") is None


def test_answers_about_rows_go_along_with_the_same_file_repaired_only(monitor):
    answers = {**NET, "unlabelled_totals:file": "lines", "overlap": "different"}
    faulty = service.submit(BUYER, monitor, BODY, 2024, "a.csv", FAULTY.encode(), answers=answers)
    reply = read(monitor, repaired(service.reply_to_submission(BUYER, monitor, faulty.id, "nl").content))
    assert service.corrected(BUYER, monitor, BODY, reply, 2024, "all").answers == {
        **NET,
        "unlabelled_totals:file": "lines",
    }
    other = read(monitor, SPEND.encode(), "b.csv")
    assert service.corrected(BUYER, monitor, BODY, other, 2024, "all").answers == NET
