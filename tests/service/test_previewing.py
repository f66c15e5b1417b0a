"""Previewing and submitting a draft beside the page: the same as while one waits, stopped without a trace, for its own people only."""

from __future__ import annotations

import pytest

from kpi import service
from kpi.model import Message, Reading, Refusal, Role, Submission, Viewer
from kpi.service.submitting import STEPS
from tests.service.conftest import BODY as BODY_FILE
from tests.service.conftest import BUYER, MAPPING, NET, SPEND

BODY, YEAR, PATIENCE = "gemeente-proef", 2024, 60.0
OTHERS = [Viewer("m", Role.MINISTRY), Viewer("p", Role.PUBLIC), Viewer("b", Role.BUYER, "x")]


@pytest.fixture
def draft(monitor: service.Monitor) -> str:
    service.load_body_file(BUYER, monitor, "body.toml", BODY_FILE)
    return service.save_draft(BUYER, monitor, BODY, "spend.csv", SPEND.encode(), {"year": YEAR}).id


def read(monitor: service.Monitor, draft: str) -> Reading:
    found = service.reading_of_draft(BUYER, monitor, draft, NET, PATIENCE)
    assert isinstance(found, Reading)
    return found


def previewed(monitor: service.Monitor, draft: str) -> service.Preview:
    found = service.preview_of_draft(BUYER, monitor, draft, YEAR, read(monitor, draft), "all", NET, PATIENCE)
    assert isinstance(found, service.Preview)
    return found


def submitted(monitor: service.Monitor, draft: str) -> Submission:
    found = service.submission_of_draft(BUYER, monitor, draft, PATIENCE)
    assert isinstance(found, Submission)
    return found


def test_the_preview_is_the_one_that_is_made_while_one_waits(monitor: service.Monitor, draft: str) -> None:
    found = previewed(monitor, draft)
    assert found == service.preview(BUYER, monitor, BODY, YEAR, read(monitor, draft), answers=NET)
    assert previewed(monitor, draft) is found


def test_what_was_decided_since_the_preview_was_seen_counts_in_the_next(monitor: service.Monitor, draft: str) -> None:
    before = previewed(monitor, draft)
    service.load_mapping_file(BUYER, monitor, BODY, "map.csv", MAPPING)
    after = previewed(monitor, draft)
    assert before.totals.excluded != after.totals.excluded
    assert after == service.preview(BUYER, monitor, BODY, YEAR, read(monitor, draft), answers=NET)


def test_a_submitted_draft_is_gone_and_whoever_asks_again_finds_the_submission(
    monitor: service.Monitor, draft: str
) -> None:
    assert service.submission_of_draft(BUYER, monitor, draft) is None
    service.submit_draft(BUYER, monitor, draft, YEAR, answers=NET)
    made = submitted(monitor, draft)
    assert service.submissions(BUYER, monitor, BODY) == [made]
    assert service.drafts(BUYER, monitor, BODY) == []
    assert submitted(monitor, draft) == made


def test_the_same_file_can_be_a_draft_again(monitor: service.Monitor, draft: str) -> None:
    for version in (1, 2):
        service.submit_draft(BUYER, monitor, draft, YEAR, answers=NET)
        assert submitted(monitor, draft).version == version
        service.save_draft(BUYER, monitor, BODY, "spend.csv", SPEND.encode(), {"year": YEAR})
        assert service.submission_of_draft(BUYER, monitor, draft) is None


def test_a_refusal_is_told_once_and_the_draft_stays(monitor: service.Monitor, draft: str) -> None:
    service.submit_draft(BUYER, monitor, draft, 1990)
    with pytest.raises(Refusal) as refused:
        service.submission_of_draft(BUYER, monitor, draft, PATIENCE)
    assert refused.value.code == "bad_year"
    assert service.submission_of_draft(BUYER, monitor, draft) is None
    assert [one.id for one in service.drafts(BUYER, monitor, BODY)] == [draft]


@pytest.mark.parametrize("step", range(1, STEPS))
def test_stopping_at_any_step_stores_nothing(monitor: service.Monitor, step: int) -> None:
    service.load_body_file(BUYER, monitor, "body.toml", BODY_FILE)

    def stop(done: int) -> None:
        if done == step:
            raise Refusal("stopped", Message("gestopt", "stopped"))

    before = monitor.store.data_version
    with pytest.raises(Refusal):
        service.submit(BUYER, monitor, BODY, YEAR, "spend.csv", SPEND.encode(), answers=NET, progress=stop)
    assert (service.submissions(BUYER, monitor, BODY), monitor.store.data_version) == ([], before)
    assert not list((monitor.store.home / "records").iterdir())


@pytest.mark.parametrize("viewer", OTHERS, ids=lambda one: one.role.value)
def test_others_see_nothing_of_it_and_stop_nothing(monitor: service.Monitor, draft: str, viewer: Viewer) -> None:
    found = read(monitor, draft)
    with pytest.raises(Refusal):
        service.preview_of_draft(viewer, monitor, draft, YEAR, found, "all", NET)
    with pytest.raises(Refusal):
        service.submit_draft(viewer, monitor, draft, YEAR, answers=NET)
    service.submit_draft(BUYER, monitor, draft, YEAR, answers=NET)
    submitted(monitor, draft)
    for act in (service.submission_of_draft, service.stop_submitting):
        with pytest.raises(Refusal):
            act(viewer, monitor, draft)
