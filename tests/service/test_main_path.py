"""From a spend file to a promise kept or not: example A of docs/semantics.md through every room."""

from dataclasses import replace
from fractions import Fraction

import pytest

from kpi import service
from kpi.model import MappingRule, Refusal, Role, Status, Tally, Viewer, YearState
from tests.service.conftest import BUYER, COMMITMENT, CONTROLLER, MAPPING, NET, SPEND

BODY = "gemeente-proef"
INDICATOR = "fairtrade_coffee_tea_cocoa"


def fairtrade(monitor, **filters):
    return next(one for one in service.figures(BUYER, monitor, BODY, indicator=INDICATOR, **filters))


def test_every_row_and_every_cent_has_one_place(submitted):
    submission = service.submissions(BUYER, submitted, BODY)[0]
    totals = service.control_totals(BUYER, submitted, submission.id)
    assert totals.adds_up()
    assert totals.uploaded == Tally(8, 42_500_00)
    assert totals.excluded == {"salary": Tally(1, 8_000_00)}
    assert totals.procurement == Tally(7, 34_500_00)


def test_the_sums_and_bounds_are_those_of_example_a(submitted):
    figure = fairtrade(submitted)
    euro = 1_000_000
    assert (figure.sums.met, figure.sums.not_met, figure.sums.open_plus) == (6_400 * euro, 1_600 * euro, 1_500 * euro)
    assert figure.sums.scope_unknown_plus == 5_000 * euro
    assert figure.sums.out_of_scope == 20_000 * euro
    assert figure.sums.total == 34_500 * euro
    assert figure.share.proven == Fraction(6_400, 9_500)
    assert figure.share.possible == Fraction(7_900, 9_500)
    assert figure.share.proven_all == Fraction(6_400, 14_500)
    assert figure.share.possible_all == Fraction(12_900, 14_500)


def test_departments_add_up_to_the_body(submitted):
    figures = service.figures(BUYER, submitted, BODY, by_department=True, indicator=INDICATOR)
    whole = next(one for one in figures if one.department is None)
    parts = {one.department: one for one in figures if one.department is not None}
    assert set(parts) == {"bedrijfsvoering", "stadsbeheer"}
    assert parts["bedrijfsvoering"].sums + parts["stadsbeheer"].sums == whole.sums


@pytest.mark.parametrize(
    ("target", "before", "after"),
    [
        pytest.param(60, Status.ON_TRACK, Status.ACHIEVED, id="proven reaches the target"),
        pytest.param(70, Status.CANNOT_TELL_YET, Status.CANNOT_TELL_YET, id="the target lies between the bounds"),
        pytest.param(85, Status.BEHIND, Status.MISSED, id="even possible is short"),
    ],
)
def test_the_target_year_is_judged_for_good_once_it_is_certified(submitted, target, before, after):
    text = COMMITMENT.format(target=target).encode()
    service.load_commitment_file(BUYER, submitted, BODY, "commit.toml", text)
    assert fairtrade(submitted).judgement.status is before
    service.certify(CONTROLLER, submitted, BODY, 2024)
    assert fairtrade(submitted).judgement.status is after


def test_what_would_settle_it_is_said_in_euros(submitted):
    service.load_commitment_file(BUYER, submitted, BODY, "commit.toml", COMMITMENT.format(target=70).encode())
    assert fairtrade(submitted).judgement.gap_euro == 250


def test_the_same_key_again_replaces_the_figures_and_keeps_the_old_version(submitted):
    changed = SPEND.replace("1.500,00;\nKoffie", "2.500,00;\nKoffie").encode()
    service.submit(BUYER, submitted, BODY, 2024, "spend.csv", changed)
    states = {one.version: one.state.value for one in service.submissions(BUYER, submitted, BODY)}
    assert states == {2: "submitted", 1: "replaced"}
    assert fairtrade(submitted).sums.open_plus == 2_500 * 1_000_000


def test_other_parts_add_up_and_a_year_of_parts_is_open_until_it_is_certified(monitor):
    rows = SPEND.splitlines(keepends=True)
    first, second = "".join(rows[:5]), rows[0] + "".join(rows[5:])
    service.load_mapping_file(BUYER, monitor, BODY, "map.csv", MAPPING)
    for part, text in (("Q1", first), ("Q2", second)):
        service.submit(BUYER, monitor, BODY, 2024, f"{part}.csv", text.encode(), part=part, answers=NET)
    assert fairtrade(monitor).sums.total == 34_500 * 1_000_000
    assert service.years(BUYER, monitor, BODY) == {2024: YearState.OPEN}
    service.certify(CONTROLLER, monitor, BODY, 2024)
    assert service.years(BUYER, monitor, BODY) == {2024: YearState.FINAL}


def test_certifying_the_whole_makes_a_provisional_year_final(submitted):
    assert service.years(BUYER, submitted, BODY) == {2024: YearState.PROVISIONAL}
    service.certify(CONTROLLER, submitted, BODY, 2024)
    assert service.years(BUYER, submitted, BODY) == {2024: YearState.FINAL}


def refusal(act, *arguments, **named):
    with pytest.raises(Refusal) as refused:
        act(*arguments, **named)
    assert refused.value.message.nl
    assert refused.value.message.nl != refused.value.message.en
    return refused.value.code


def test_the_whole_year_beside_a_part_is_refused(submitted):
    assert (
        refusal(service.submit, BUYER, submitted, BODY, 2024, "q.csv", SPEND.encode(), part="Q1") == "whole_beside_part"
    )


def test_lines_that_stand_in_another_part_are_a_question(monitor):
    service.submit(BUYER, monitor, BODY, 2024, "a.csv", SPEND.encode(), part="Q1", answers=NET)
    assert refusal(service.submit, BUYER, monitor, BODY, 2024, "b.csv", SPEND.encode(), part="Q2") == "overlap"
    service.submit(BUYER, monitor, BODY, 2024, "b.csv", SPEND.encode(), part="Q2", answers={"overlap": "different"})
    assert len([one for one in service.submissions(BUYER, monitor, BODY) if one.state.value == "submitted"]) == 2


def test_an_unknown_vat_basis_is_asked_once_for_a_layout(monitor):
    text = SPEND.replace("Bedrag excl. btw", "Bedrag").encode()
    assert refusal(service.submit, BUYER, monitor, BODY, 2024, "a.csv", text) == "amount_basis_unknown"
    assert service.submissions(BUYER, monitor, BODY) == []
    service.submit(BUYER, monitor, BODY, 2024, "a.csv", text, answers=NET)
    assert service.submit(BUYER, monitor, BODY, 2025, "b.csv", text).amount_basis == "net"


def test_nobody_certifies_what_he_submitted_himself(submitted):
    assert refusal(service.certify, Viewer("anna", Role.CONTROLLER, BODY), submitted, BODY, 2024) == "same_person"


def test_a_certified_year_takes_no_new_lines_until_it_is_reopened(submitted):
    service.certify(CONTROLLER, submitted, BODY, 2024)
    assert refusal(service.submit, BUYER, submitted, BODY, 2024, "a.csv", SPEND.encode()) == "year_is_certified"
    service.reopen(CONTROLLER, submitted, BODY, 2024, "een factuur ontbrak")
    assert service.years(BUYER, submitted, BODY) == {2024: YearState.FINAL}
    service.submit(BUYER, submitted, BODY, 2024, "a.csv", SPEND.encode())
    assert service.years(BUYER, submitted, BODY) == {2024: YearState.PROVISIONAL}


def test_unreadable_amounts_can_be_submitted_but_not_certified(monitor):
    text = SPEND.replace("20.000,00", "zie bijlage").encode()
    service.submit(BUYER, monitor, BODY, 2024, "a.csv", text, answers=NET)
    assert refusal(service.certify, CONTROLLER, monitor, BODY, 2024) == "unreadable_rows"


def test_a_withdrawn_submission_counts_nowhere(submitted):
    submission = service.submissions(BUYER, submitted, BODY)[0]
    service.withdraw(BUYER, submitted, submission.id, "verkeerd jaar")
    assert service.figures(BUYER, submitted, BODY) == []


def test_someone_from_outside_sees_nothing_without_consent(submitted):
    service.certify(CONTROLLER, submitted, BODY, 2024)
    ministry = Viewer("mia", Role.MINISTRY)
    assert service.figures(ministry, submitted) == []
    assert refusal(service.submissions, ministry, submitted, BODY) == "not_allowed"


def test_trying_a_file_stores_nothing(submitted):
    before = submitted.store.data_version
    reading = service.read(BUYER, submitted, BODY, "a.csv", SPEND.replace("6.000", "9.000").encode())
    preview = service.preview(BUYER, submitted, BODY, 2024, reading)
    assert preview.totals.uploaded == Tally(8, 45_500_00)
    assert submitted.store.data_version == before
    assert len(service.submissions(BUYER, submitted, BODY)) == 1


def test_open_texts_stand_in_the_worklist_by_euros(submitted):
    work = service.worklist(BUYER, submitted, BODY, 2024)
    assert [(group.text, group.cents) for group in work.groups] == [("Diversen", 5_000_00)]
    assert work.classified == 1 - Fraction(5_000, 34_500)


def test_the_classified_part_is_the_same_everywhere_and_a_credit_note_hides_nothing_of_it(monitor):
    credit = "Onbekend Bureau;F9;02-07-2024;Stadsbeheer;Diversen;-2.000,00;\n"
    service.submit(BUYER, monitor, BODY, 2024, "spend.csv", (SPEND + credit).encode(), answers=NET)
    service.load_mapping_file(BUYER, monitor, BODY, "map.csv", MAPPING)
    work = service.worklist(BUYER, monitor, BODY, 2024)
    assert [(group.text, group.cents) for group in work.groups] == [("Diversen", 3_000_00)]
    assert work.classified == 1 - Fraction(7_000, 32_500)
    assert service.spend(BUYER, monitor, BODY)[2024].classified == work.classified


def test_a_figure_opens_down_to_its_invoice_lines(submitted):
    departments = service.breakdown(BUYER, submitted, BODY, INDICATOR, 2024, by="department")
    assert {group.name: group.base for group in departments} == {"Bedrijfsvoering": 7_000, "Stadsbeheer": 2_500}
    page = service.lines(BUYER, submitted, BODY, INDICATOR, 2024, department="bedrijfsvoering")
    total = service.level_total(BUYER, submitted, BODY, INDICATOR, 2024, department="bedrijfsvoering")
    assert (total.lines, total.cents) == (page.total, page.cents) == (3, 7_000_00)
    assert total.suppliers == len({row["supplier"] for row in page.rows})
    assert [(row["row"], row["invoice_number"], row["counts"]) for row in page.rows] == [
        (2, "F1", "met"),
        (3, "F2", "part"),
        (6, "C1", "met"),
    ]


def test_the_original_goes_when_it_is_certified_and_that_is_logged(submitted):
    submission = service.submissions(BUYER, submitted, BODY)[0]
    original = submitted.store.home / "originals" / submission.id
    assert original.exists()
    service.certify(CONTROLLER, submitted, BODY, 2024)
    assert not original.exists()


def test_dates_outside_the_year_are_a_finding_with_their_euros(monitor):
    reading = service.read(BUYER, monitor, BODY, "a.csv", SPEND.replace("30-06-2024", "30-06-2023").encode())
    found = next(
        one for one in service.checks(BUYER, monitor, BODY, 2024, reading).findings if one.rule == "dates_outside_year"
    )
    assert (found.rule, found.rows, found.cents) == ("dates_outside_year", 1, 20_000_00)


def test_a_new_organisation_may_be_added_by_any_buyer_and_a_known_one_changed_by_its_own_only(monitor):
    other = b'id = "gemeente-ander"\nname = "Ander"\nkind = "municipality"\n'
    service.load_body_file(BUYER, monitor, "ander.toml", other)
    assert {one.id for one in service.all_bodies(monitor)} == {"gemeente-proef", "gemeente-ander"}
    assert refusal(service.load_body_file, BUYER, monitor, "ander.toml", other) == "not_allowed"


def test_who_takes_a_consent_back_is_seen_so_at_once(monitor):
    for consent in (frozenset({"*"}), frozenset()):
        service.save_body(BUYER, monitor, replace(monitor.body(BODY), consent=consent))
        assert [one.consent for one in service.all_bodies(monitor)] == [consent]


def test_who_certified_first_stays_the_certifier(submitted):
    service.certify(CONTROLLER, submitted, BODY, 2024)
    again = service.certify(Viewer("carla", Role.CONTROLLER, BODY), submitted, BODY, 2024)
    assert [one.certified_by for one in again] == ["bert"]


def test_a_file_in_thousands_adds_up_to_the_cent(monitor):
    text = "Jaar;Leverancier;Bedrag excl. btw (x 1.000)\n2024;Een BV;1,23456\n2024;Twee BV;2,34567\n2024;Drie BV;-0,00001\n"
    submission = service.submit(BUYER, monitor, BODY, 2024, "a.csv", text.encode(), answers=NET)
    totals = service.control_totals(BUYER, monitor, submission.id)
    assert (totals.rows, totals.uploaded) == (3, Tally(3, 1_234_56 + 2_345_67 - 1))
    assert totals.adds_up()


def test_unreadable_rows_are_shown_without_the_titles_above_the_table(monitor):
    text = "Uitdraai crediteuren;;;;;;\n" + SPEND.replace("20.000,00", "zie bijlage")
    submission = service.submit(BUYER, monitor, BODY, 2024, "a.csv", text.encode(), answers=NET)
    shown = service.rows(BUYER, monitor, submission.id, "unreadable")
    assert [row["row"] for row in shown.rows] == [7]


def test_the_worklist_counts_how_often_agreed_suggestions_were_kept(submitted):
    work = service.worklist(BUYER, submitted, "gemeente-proef", 2024)
    assert (work.kept, work.decided) == (3, 3)  # coffee more precisely than suggested, salaries, and roads
    other = [MappingRule("Salarissen", None, cpv="79")]
    service.add_mapping(BUYER, submitted, "gemeente-proef", other)
    work = service.worklist(BUYER, submitted, "gemeente-proef", 2024)
    assert (work.kept, work.decided) == (2, 3)
