"""What counts as procurement: proposed, confirmed once for a body, undone; the money adds up at every step."""

from __future__ import annotations

import pytest

from kpi import service
from kpi.model import KEPT_IN, LeftOut, MappingRule, Refusal, Role, Viewer
from kpi.store import registers
from tests.service.conftest import BODY, BUYER, NET

SPEND = """\
Crediteur;Factuurnummer;Factuurdatum;Grootboek;Omschrijving grootboek;Bedrag excl. btw
Personeel BV;S1;14-01-2024;40010;Salarissen;8.000,00
Belastingdienst;T1;15-01-2024;43000;Diversen;500,00
Gemeente Elders;G1;16-01-2024;43000;Diversen;700,00
Zorg Thuis BV;Z1;17-01-2024;43500;Jeugdhulp met verblijf;3.000,00
J. de Vries;P1;18-01-2024;43100;Diversen;90,00
Wegenbouw Ergens BV;W1;19-01-2024;43200;Wegen;20.000,00
Wegenbouw Ergens BV;W2;20-01-2024;43200;Wegen;-1.000,00
"""


def submit_spend(monitor):
    service.load_body_file(BUYER, monitor, "body.toml", BODY, expected_id="gemeente-proef")
    service.submit(BUYER, monitor, "gemeente-proef", 2024, "spend.csv", SPEND.encode(), answers=NET)


@pytest.fixture
def monitor(store_after):
    return store_after(submit_spend)


def found(monitor):
    now = service.exclusions(BUYER, monitor, "gemeente-proef", 2024)
    left_out = sum(tally.cents or 0 for tally in now.left_out.values())
    assert now.uploaded.cents == 3_129_000 == (now.procurement.cents or 0) + left_out
    return now


def proposals(now):
    return {one.proposal.shown_by: one for one in now.proposed}


def test_a_proposal_counts_as_procurement_until_a_person_confirms_it(monitor):
    now = found(monitor)

    assert now.left_out == {}
    assert {(one.proposal.reason, one.tally.cents) for one in now.proposed} == {
        ("salary", 800_000), ("tax", 50_000), ("transfer", 70_000),
    }  # fmt: skip
    assert now.social_care.cents == 300_000
    assert {kind: (tally.rows, tally.cents) for kind, tally in now.persons.items()} == {"person": (1, 9_000)}


def test_what_is_confirmed_is_left_out_also_of_a_later_file_and_says_who_and_when(monitor):
    service.confirm_exclusions(
        BUYER, monitor, "gemeente-proef", [one.proposal.decision for one in found(monitor).proposed]
    )
    now = found(monitor)

    assert {reason: tally.cents for reason, tally in now.left_out.items()} == {
        "salary": 800_000, "transfer": 70_000, "tax": 50_000,
    }  # fmt: skip
    assert now.proposed == ()
    assert {one.by for one in now.decided} == {"anna"}
    assert all(one.at for one in now.decided)
    service.submit(
        BUYER, monitor, "gemeente-proef", 2025, "later.csv", SPEND.replace("2024", "2025").encode(), answers=NET
    )
    assert service.exclusions(BUYER, monitor, "gemeente-proef", 2025).left_out == now.left_out


def test_the_largest_rows_of_a_reason_are_listed_with_their_place_and_without_the_name_of_a_person(monitor):
    decisions = [MappingRule("Salarissen", None, exclusion="salary"), LeftOut("ledger", "43000-43199", "tax")]
    service.confirm_exclusions(BUYER, monitor, "gemeente-proef", decisions)

    listed = {
        reason: [(row["row"], row["supplier"], row["cents"]) for row in rows]
        for reason, rows in found(monitor).largest.items()
    }

    assert listed == {
        "salary": [(2, "Personeel BV", 800_000)],
        "tax": [(4, "Gemeente Elders", 70_000), (3, "Belastingdienst", 50_000), (6, "", 9_000)],
    }


def test_a_decision_can_be_taken_back_and_is_then_proposed_again(monitor):
    decision = proposals(found(monitor))["salaris*"].proposal.decision
    service.confirm_exclusions(BUYER, monitor, "gemeente-proef", [decision])
    assert "salaris*" not in proposals(found(monitor))
    service.take_back(BUYER, monitor, "gemeente-proef", [decision])
    now = found(monitor)
    assert now.left_out == {}
    assert "salaris*" in proposals(now)


def test_what_is_kept_in_is_procurement_and_is_not_proposed_again(monitor):
    decision = proposals(found(monitor))["salaris*"].proposal.decision
    service.keep_in(BUYER, monitor, "gemeente-proef", [decision])
    now = found(monitor)
    assert now.left_out == {}
    assert "salaris*" not in proposals(now)
    assert [one.reason for one in now.decided] == [KEPT_IN]


def test_one_supplier_of_a_text_can_be_kept_in(monitor):
    service.confirm_exclusions(BUYER, monitor, "gemeente-proef", [MappingRule("Diversen", None, exclusion="subsidy")])
    assert found(monitor).left_out["subsidy"].cents == 129_000
    pair = MappingRule("Diversen", "Gemeente Elders")
    service.count_after_all(BUYER, monitor, "gemeente-proef", [pair], " levert ook zand ")
    now = found(monitor)
    assert now.left_out["subsidy"].cents == 59_000
    assert [(one.why, one.by, one.tally.cents) for one in now.decided if one.reason == KEPT_IN] == [
        ("levert ook zand", "anna", 70_000)
    ]
    assert [one["why"] for one in service.exclusions_as_json(now)["decided"]] == ["levert ook zand", ""]


@pytest.mark.parametrize("why", [" ", "a" * 1001])
def test_nothing_counts_after_all_without_a_reason_of_some_length(monitor, why):
    rule = MappingRule("Diversen", None, exclusion="subsidy")
    service.confirm_exclusions(BUYER, monitor, "gemeente-proef", [rule])
    before = found(monitor)
    with pytest.raises(Refusal) as refused:
        service.count_after_all(BUYER, monitor, "gemeente-proef", [rule], why)
    assert refused.value.code == "no_reason"
    assert found(monitor) == before


def test_the_reason_why_something_counts_after_all_is_in_the_audit_trail_and_outlives_a_rebuild(monitor):
    rule = MappingRule("Diversen", None, exclusion="subsidy")
    service.confirm_exclusions(BUYER, monitor, "gemeente-proef", [rule])
    service.count_after_all(BUYER, monitor, "gemeente-proef", [rule], "het is inkoop")
    before = found(monitor)
    service.rebuild(monitor)
    assert found(monitor) == before
    assert [one.why for one in before.decided] == ["het is inkoop"]
    with monitor.store.reading() as session:
        kept = {(row["action"], row["detail"]) for row in registers.audit(session, "gemeente-proef")}
    assert ("count_after_all", "het is inkoop") in kept


def test_a_later_decision_about_the_same_words_has_its_own_reason_or_none(monitor):
    rule = MappingRule("Diversen", None, exclusion="subsidy")
    service.confirm_exclusions(BUYER, monitor, "gemeente-proef", [rule])
    service.count_after_all(BUYER, monitor, "gemeente-proef", [rule], "het is inkoop")
    service.confirm_exclusions(BUYER, monitor, "gemeente-proef", [rule])
    assert [(one.reason, one.why) for one in found(monitor).decided] == [("subsidy", "")]


def test_a_range_of_accounts_is_left_out_but_for_words_that_say_what_was_bought(monitor):
    service.add_mapping(BUYER, monitor, "gemeente-proef", [MappingRule("Wegen", None, cpv="45233")])
    service.leave_out_accounts(BUYER, monitor, "gemeente-proef", "43000", "43299", "transfer")
    now = found(monitor)
    assert {reason: tally.cents for reason, tally in now.left_out.items()} == {"transfer": 129_000}
    assert [one.decision for one in now.decided] == [LeftOut("ledger", "43000-43299", "transfer")]
    service.take_back(BUYER, monitor, "gemeente-proef", [now.decided[0].decision])
    assert found(monitor).left_out == {}


def test_a_whole_file_is_left_out_and_only_that_file(monitor):
    service.submit(
        BUYER,
        monitor,
        "gemeente-proef",
        2025,
        "subsidies.csv",
        SPEND.encode(),
        answers={**NET, service.FILE_KIND: "subsidy"},
    )
    now = service.exclusions(BUYER, monitor, "gemeente-proef", 2025)
    assert {reason: tally.cents for reason, tally in now.left_out.items()} == {"subsidy": 3_129_000}
    assert now.proposed == ()
    assert found(monitor).left_out == {}
    assert found(monitor).decided == ()
    service.take_back(BUYER, monitor, "gemeente-proef", [one.decision for one in now.decided])
    assert service.exclusions(BUYER, monitor, "gemeente-proef", 2025).left_out == {}


def test_what_a_file_was_is_remembered_for_the_next_of_its_layout(monitor):
    service.submit(
        BUYER,
        monitor,
        "gemeente-proef",
        2025,
        "subsidies.csv",
        SPEND.encode(),
        answers={**NET, service.FILE_KIND: "subsidy"},
    )
    reading = service.read(BUYER, monitor, "gemeente-proef", "again.csv", SPEND.encode())
    before = service.preview(BUYER, monitor, "gemeente-proef", 2026, reading)
    assert {reason: tally.cents for reason, tally in before.exclusions.left_out.items()} == {"subsidy": 3_129_000}
    mixed = service.preview(BUYER, monitor, "gemeente-proef", 2026, reading, answers={service.FILE_KIND: service.MIXED})
    assert mixed.exclusions.left_out == {}


def test_an_unknown_reason_is_refused_and_nothing_is_kept(monitor):
    with pytest.raises(Refusal) as refused:
        service.confirm_exclusions(BUYER, monitor, "gemeente-proef", [LeftOut("ledger", "43", "gift")])
    assert refused.value.code == "unknown_reason"
    assert found(monitor).decided == ()


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.MINISTRY, Role.PUBLIC])
def test_only_the_buyers_of_a_body_decide(monitor, role):
    with pytest.raises(Refusal):
        service.confirm_exclusions(
            Viewer("x", role, "gemeente-proef"), monitor, "gemeente-proef", [LeftOut("ledger", "43", "tax")]
        )


@pytest.mark.parametrize(
    "viewer", [Viewer("x", Role.BUYER, "elders"), Viewer("x", Role.MINISTRY), Viewer("x", Role.PUBLIC)]
)
def test_nobody_outside_the_body_sees_what_it_left_out(monitor, viewer):
    with pytest.raises(Refusal):
        service.exclusions(viewer, monitor, "gemeente-proef", 2024)


def test_no_list_for_other_programs_names_a_person(monitor):
    service.keep_in(BUYER, monitor, "gemeente-proef", [MappingRule("Diversen", "J. de Vries")])
    written = service.exclusions_as_json(found(monitor))
    assert [(one["text"], one["supplier"], one["reason"]) for one in written["decided"]] == [
        ("Diversen", "person", KEPT_IN)
    ]


def test_a_supplier_with_several_numbers_is_proposed_once(monitor):
    head, *lines = SPEND.splitlines()
    numbered = [f"{head};KvK-nummer"] + [f"{line};0123456{place}" for place, line in enumerate(lines)]
    twice = numbered + [line.replace("G1", "G2").replace("0123456", "0765432") for line in numbered if "G1" in line]
    service.submit(BUYER, monitor, "gemeente-proef", 2025, "numbered.csv", "\n".join(twice).encode(), answers=NET)

    now = service.exclusions(BUYER, monitor, "gemeente-proef", 2025)
    decisions = [one.proposal.decision for one in now.proposed]
    assert len(decisions) == len(set(decisions))
    (elsewhere,) = [one for one in now.proposed if one.proposal.reason == "transfer"]
    assert (elsewhere.tally.rows, elsewhere.tally.cents, elsewhere.suppliers) == (2, 140_000, 2)

    service.confirm_exclusions(BUYER, monitor, "gemeente-proef", [elsewhere.proposal.decision])
    assert service.exclusions(BUYER, monitor, "gemeente-proef", 2025).left_out["transfer"].cents == 140_000
