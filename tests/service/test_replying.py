"""Who may have a file back, and for how long."""

from __future__ import annotations

import pytest

from kpi import service
from kpi.intake import read
from kpi.model import Refusal, Role, Viewer
from tests.service.conftest import BUYER, CONTROLLER, NET, SPEND

BODY = "gemeente-proef"


def test_the_reply_to_a_submission_refers_to_it_and_reads_to_the_cent(submitted):
    submission = service.submissions(BUYER, submitted, BODY)[0]
    reply = service.reply_to_submission(BUYER, submitted, submission.id, "nl")
    again = read("antwoord.xlsx", reply.content)
    assert again.file.reply_to == f"submission:{submission.id}"
    assert again.tables[0].amount_sum == 42_500_00
    assert service.has_original(BUYER, submitted, submission.id)


def test_the_reply_to_a_draft_refers_to_it_and_marks_dates_outside_its_year(monitor):
    draft = service.save_draft(BUYER, monitor, BODY, "a.csv", SPEND.encode(), {"year": 2023, "answers": NET})
    reply = service.reply_to_draft(BUYER, monitor, draft.id, "nl")
    assert read("a.xlsx", reply.content).file.reply_to == f"draft:{draft.id}"


@pytest.mark.parametrize(
    "viewer", [Viewer("mia", Role.MINISTRY), Viewer("x", Role.BUYER, "ander"), Viewer("w", Role.ADMINISTRATOR, BODY)]
)
def test_nobody_but_a_buyer_of_the_body_gets_the_file(submitted, viewer):
    submission = service.submissions(BUYER, submitted, BODY)[0]
    with pytest.raises(Refusal):
        service.reply_to_submission(viewer, submitted, submission.id, "nl")
    assert not service.has_original(viewer, submitted, submission.id)


def test_once_certified_the_original_is_gone_and_so_is_the_reply(submitted):
    submission = service.submissions(BUYER, submitted, BODY)[0]
    service.certify(CONTROLLER, submitted, BODY, 2024)
    assert not service.has_original(BUYER, submitted, submission.id)
    with pytest.raises(Refusal) as refused:
        service.reply_to_submission(BUYER, submitted, submission.id, "nl")
    assert refused.value.code == "original_gone"
