"""A mapping from elsewhere suggests, and decides nothing; one that is given away holds no suppliers."""

from __future__ import annotations

import pytest

from kpi import service
from kpi.evidence.borrowed import borrowed_suggestion, rijk_mapping, without_code
from kpi.model import MappingRule, Refusal, Role, Viewer
from kpi.reference import is_cpv
from kpi.service.monitor import Monitor
from tests.service.conftest import BODY, BUYER
from tests.service.spent import NAME

FILE = b"text,cpv,exclusion\nDiversen,45,\nonderhoud  wegen,4523,\nKoffie en thee,15,\n"


def suggested(monitor: Monitor) -> dict[str | None, tuple[str | None, str | None, bool]]:
    work = service.worklist(BUYER, monitor, NAME, 2024)
    found = {one.text: one.suggestion for one in work.groups}
    return {text: (one.cpv, one.origin, one.agreed) for text, one in found.items() if one}


def test_a_borrowed_mapping_is_suggested_with_its_origin_and_decides_nothing(spent: Monitor) -> None:
    service.borrow_mapping(BUYER, spent, NAME, "buurgemeente.csv", FILE)
    found = suggested(spent)
    assert found["Diversen"] == ("45", "buurgemeente.csv", False)
    assert found["Onderhoud wegen"][:2] == ("4523", "buurgemeente.csv")
    assert found["Koffie, thee"][1] is None
    assert service.knowledge(BUYER, spent, NAME).mapping == ()


def test_it_is_agreed_only_where_our_own_sources_say_the_same(spent: Monitor) -> None:
    service.borrow_mapping(BUYER, spent, NAME, "buurgemeente.csv", FILE)
    assert suggested(spent)["Koffie en thee"] == ("15", "buurgemeente.csv", True)


def test_what_was_borrowed_can_be_given_back_and_takes_the_place_of_an_earlier_file(spent: Monitor) -> None:
    service.borrow_mapping(BUYER, spent, NAME, "buurgemeente.csv", FILE)
    service.borrow_mapping(BUYER, spent, NAME, "buurgemeente.csv", b"text,cpv\nDiversen,39\n")
    assert service.borrowed_mappings(BUYER, spent, NAME) == {"buurgemeente.csv": 1}
    service.return_mapping(BUYER, spent, NAME, "buurgemeente.csv")
    assert service.borrowed_mappings(BUYER, spent, NAME) == {}
    assert suggested(spent)["Diversen"][1] is None


def test_a_file_with_a_code_that_does_not_exist_is_refused_whole(spent: Monitor) -> None:
    with pytest.raises(Refusal, match="9999"):
        service.borrow_mapping(BUYER, spent, NAME, "fout.csv", b"text,cpv\nDiversen,45\nWegen,9999\n")
    assert service.borrowed_mappings(BUYER, spent, NAME) == {}


def test_what_is_given_away_is_what_another_body_can_read_and_names_no_supplier(spent: Monitor) -> None:
    decided = [
        MappingRule("Diversen", "Beton BV", cpv="45"),
        MappingRule("Koffie en thee", None, cpv="1586"),
        MappingRule("Onderhoud wegen", None, exclusion="tax"),
        MappingRule("Koffie, thee", None, left_open="later"),
    ]
    service.add_mapping(BUYER, spent, NAME, decided)
    given = service.export_mapping(BUYER, spent, NAME)
    assert given.decode("utf-8-sig") == "text,cpv,exclusion\nKoffie en thee,1586,\nOnderhoud wegen,,tax\n"
    other = Viewer("b", Role.BUYER, "gemeente-twee")
    service.load_body_file(other, spent, "body.toml", BODY.replace(b"gemeente-proef", b"gemeente-twee"))
    assert service.borrow_mapping(other, spent, "gemeente-twee", "x.csv", given).rows == 2


def test_the_mapping_of_the_rijk_holds_codes_that_exist_each_text_once() -> None:
    texts = [rule.text for rule in rijk_mapping()]
    assert len(texts) == len({text.casefold() for text in texts if text}) > 50
    assert all(rule.exclusion or is_cpv(rule.cpv or "") for rule in rijk_mapping())


@pytest.mark.parametrize("written", ["6110 - Aanschaf Hardware", "6110 Aanschaf hardware", "AANSCHAF  HARDWARE"])
def test_a_text_of_the_rijk_is_found_with_and_without_its_number(written: str) -> None:
    lent = {rule.text.casefold(): (rule.cpv, rule.exclusion, "Rijk") for rule in rijk_mapping() if rule.text}
    found = borrowed_suggestion(written, lent)
    assert found
    assert (found.cpv, found.origin) == ("302", "Rijk")


@pytest.mark.parametrize("text", ["2019", "3e kwartaal", "4110"])
def test_a_number_that_is_the_text_itself_stays(text: str) -> None:
    assert without_code(text) == text


def test_the_ready_mapping_is_offered_to_ministries_only(spent: Monitor) -> None:
    assert service.ready_mappings(BUYER, spent, NAME) == []
    ministry = Viewer("m", Role.BUYER, "ministerie")
    body = BODY.replace(b"gemeente-proef", b"ministerie").replace(b'"municipality"', b'"ministry"')
    service.load_body_file(ministry, spent, "body.toml", body.replace(b'size_class = "50k_100k"\n', b""))
    assert service.ready_mappings(ministry, spent, "ministerie") == ["Rijk"]
    assert service.borrow_ready(ministry, spent, "ministerie", "Rijk").rows > 50
    with pytest.raises(Refusal, match="ready mapping"):
        service.borrow_ready(ministry, spent, "ministerie", "Mars")


def test_nobody_else_may_borrow_or_export(spent: Monitor) -> None:
    for viewer in (Viewer("x", Role.MINISTRY), Viewer("x", Role.BUYER, "other")):
        for act in (
            lambda: service.export_mapping(viewer, spent, NAME),  # noqa: B023
            lambda: service.borrow_mapping(viewer, spent, NAME, "x.csv", FILE),  # noqa: B023
            lambda: service.borrowed_mappings(viewer, spent, NAME),  # noqa: B023
        ):
            with pytest.raises(Refusal):
                act()
