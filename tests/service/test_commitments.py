"""Promises through the door: adopted, changed, ended, drafted, exported, and who may see them."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from kpi import service
from kpi.model import Decision, Ending, Refusal, Role, Viewer
from tests.service.conftest import BUYER, COMMITMENT, CONTROLLER

BODY = "gemeente-proef"
MINISTRY, PUBLIC = Viewer("m", Role.MINISTRY), Viewer("p", Role.PUBLIC)
END = Ending(Decision("raadsbesluit", "de raad", date(2024, 2, 6), "2024-7"), "ander beleid")


def adopt(monitor, target=70, more=""):
    content = (more + COMMITMENT.format(target=target)).encode()
    return service.load_commitment_file(BUYER, monitor, BODY, "c.toml", content)


def judged(monitor, year=2024, **how):
    return [
        (one["commitment_id"], one["status"], one["reason_code"])
        for one in service.status(monitor, BODY, year, **how)
        if one["indicator"] == "fairtrade_coffee_tea_cocoa"
    ]


def test_an_ended_promise_is_judged_no_more_and_its_indicator_stands_without_one(submitted):
    adopt(submitted)
    assert [row[0] for row in judged(submitted)] == ["fairtrade"]
    service.end_commitment(BUYER, submitted, BODY, "fairtrade", END)
    assert judged(submitted) == [
        (None, "cannot_tell_yet", "no_commitment"),
        ("fairtrade", "cannot_tell_yet", "ended"),
    ]
    (made,) = service.commitments(BUYER, submitted, BODY)
    assert (made.state, made.ended) == ("ended", END)


def test_a_promise_that_was_ended_after_its_year_keeps_its_result(submitted):
    adopt(submitted)
    before = judged(submitted)
    late = Ending(Decision("raadsbesluit", "de raad", date(2025, 2, 6), "2025-7"), "ander beleid")
    service.end_commitment(BUYER, submitted, BODY, "fairtrade", late)
    assert judged(submitted) == before
    (result,) = service.earlier_promises(BUYER, submitted, BODY)
    assert (result.year, result.commitment_version.target.value) == (2024, Fraction(70, 100))


def test_ending_what_does_not_exist_is_refused(submitted):
    with pytest.raises(Refusal) as refusal:
        service.end_commitment(BUYER, submitted, BODY, "fairtrade", END)
    assert refusal.value.code == "unknown_commitment"


@pytest.mark.parametrize(
    ("visible_to", "ministry", "public"),
    [("", True, True), ("public", True, True), ("peers", True, False), ("body", False, False)],
)
def test_others_see_a_promise_only_where_the_body_shows_it(submitted, visible_to, ministry, public):
    known = service.body(BUYER, submitted, BODY)
    service.save_body(BUYER, submitted, replace(known, consent=frozenset({"*"})))
    adopt(submitted, more=f'visible_to = "{visible_to}"\n' if visible_to else "")
    service.certify(CONTROLLER, submitted, BODY, 2024)
    for viewer, sees in ((MINISTRY, ministry), (PUBLIC, public)):
        found = service.figures(viewer, submitted, BODY, 2024, indicator="fairtrade_coffee_tea_cocoa")
        assert [(figure.commitment is not None, figure.judgement.target is not None) for figure in found] == [
            (sees, sees)
        ]
    own = service.figures(BUYER, submitted, BODY, 2024, indicator="fairtrade_coffee_tea_cocoa")
    assert own[0].judgement.target == Fraction(70, 100)


def test_a_draft_is_kept_changed_and_thrown_away_and_judges_nothing(submitted):
    draft = service.save_commitment_draft(BUYER, submitted, BODY, {"text": "nog niet", "target": {"year": 2030}})
    again = service.save_commitment_draft(BUYER, submitted, BODY, {"text": "bijna"}, draft.id)
    assert again.id == draft.id
    (kept,) = service.commitment_drafts(BUYER, submitted, BODY)
    assert (dict(kept.values), kept.saved_by) == ({"text": "bijna"}, "anna")
    assert service.commitments(BUYER, submitted, BODY) == []
    service.remove_commitment_draft(BUYER, submitted, BODY, draft.id)
    assert service.commitment_drafts(BUYER, submitted, BODY) == []


@pytest.mark.parametrize("viewer", [MINISTRY, PUBLIC, Viewer("x", Role.BUYER, "elders")])
def test_drafts_and_statements_are_for_the_body_itself(submitted, viewer):
    adopt(submitted)
    for act in (
        lambda: service.commitment_drafts(viewer, submitted, BODY),
        lambda: service.save_commitment_draft(viewer, submitted, BODY, {}),
        lambda: service.end_commitment(viewer, submitted, BODY, "fairtrade", END),
        lambda: service.statement(viewer, submitted, BODY, "fairtrade"),
        lambda: service.commitment_files(viewer, submitted, BODY),
    ):
        with pytest.raises(Refusal) as refusal:
            act()
        assert refusal.value.code == "not_allowed"


def test_what_is_exported_builds_the_same_promises_elsewhere(submitted, tmp_path):
    adopt(submitted)
    later = COMMITMENT.format(target=80).replace("2020-06-02", "2023-06-02")
    service.load_commitment_file(BUYER, submitted, BODY, "c.toml", later.encode())
    service.end_commitment(BUYER, submitted, BODY, "fairtrade", END)
    files = service.commitment_files(BUYER, submitted, BODY)
    assert list(files) == ["fairtrade-1.toml", "fairtrade-2.toml", "fairtrade-ended.toml"]

    other = service.open_monitor(tmp_path / "other", isolated=False)
    try:
        service.save_body(BUYER, other, service.body(BUYER, submitted, BODY))
        for name, text in files.items():
            service.load_commitment_file(BUYER, other, BODY, name, text.encode())
        assert service.commitments(BUYER, other, BODY) == service.commitments(BUYER, submitted, BODY)
    finally:
        other.close()


def test_the_statement_of_an_earlier_version_can_still_be_made(submitted):
    adopt(submitted)
    later = COMMITMENT.format(target=80).replace("2020-06-02", "2023-06-02")
    service.load_commitment_file(BUYER, submitted, BODY, "c.toml", later.encode())
    assert b"<h1>80% fairtrade" in service.statement(BUYER, submitted, BODY, "fairtrade", form="html")
    assert b"<h1>70% fairtrade" in service.statement(BUYER, submitted, BODY, "fairtrade", version=1, form="html")
    assert service.statement(BUYER, submitted, BODY, "fairtrade").startswith(b"%PDF")
    with pytest.raises(Refusal):
        service.statement(BUYER, submitted, BODY, "fairtrade", version=3)


def test_a_draft_of_another_organisation_is_never_written_over(submitted):
    other = Viewer("eva", Role.BUYER, "elders")
    body = b'id = "elders"\nname = "Elders"\nkind = "municipality"\n'
    service.load_body_file(other, submitted, "b.toml", body)
    mine = service.save_commitment_draft(BUYER, submitted, BODY, {"text": "van ons"})
    theirs = service.save_commitment_draft(other, submitted, "elders", {"text": "van hen"}, mine.id)
    assert theirs.id != mine.id
    assert [one.values["text"] for one in service.commitment_drafts(BUYER, submitted, BODY)] == ["van ons"]


def test_every_decision_has_a_file_of_its_own_whatever_its_id(submitted):
    for identity, indicator in (("a/b", "biobased"), ("a b", "innovation"), ("../x", "sme_share")):
        text = COMMITMENT.format(target=70).replace('id = "fairtrade"', f'id = "{identity}"')
        text = text.replace("fairtrade_coffee_tea_cocoa", indicator)
        service.load_commitment_file(BUYER, submitted, BODY, "c.toml", text.encode())
    files = service.commitment_files(BUYER, submitted, BODY)
    assert len(files) == 3
    assert not [name for name in files if "/" in name or ".." in name]
