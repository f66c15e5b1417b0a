"""The audit sample through the door: drawn from what is claimed, the same whatever the order of uploads, and what follows from it."""

from __future__ import annotations

import io
from fractions import Fraction

import openpyxl
import pytest

from kpi import service
from kpi.model import Refusal, Role, Verdict, Viewer
from tests.service.conftest import BODY, BUYER, COMMITMENT, CONTROLLER, EVIDENCE, MAPPING, NET, SPEND, load_body

NAME = "gemeente-proef"
FAIRTRADE = "fairtrade_coffee_tea_cocoa"
HEADER, *LINES = SPEND.splitlines()


def submit(monitor, lines, part="all") -> None:
    content = "\n".join([HEADER, *lines]) + "\n"
    service.submit(BUYER, monitor, NAME, 2024, f"{part}.csv", content.encode(), part=part, answers=NET)


def prepare(monitor) -> None:
    service.load_mapping_file(BUYER, monitor, NAME, "map.csv", MAPPING)
    service.load_evidence_file(BUYER, monitor, NAME, "evidence.csv", EVIDENCE)
    service.load_commitment_file(BUYER, monitor, NAME, "c.toml", COMMITMENT.format(target=70).encode())


@pytest.fixture
def opened(tmp_path):
    """Makes stores of their own, each with the body."""
    made = []

    def make():
        monitor = service.open_monitor(tmp_path / f"home{len(made)}", isolated=False)
        service.load_body_file(BUYER, monitor, "body.toml", BODY)
        made.append(monitor)
        return monitor

    yield make
    for monitor in made:
        monitor.close()


def submit_claims(monitor):
    load_body(monitor)
    submit(monitor, LINES)
    prepare(monitor)


@pytest.fixture
def spent(store_after):
    return store_after(submit_claims)


def figure(monitor):
    (found,) = (
        one for one in service.figures(BUYER, monitor, NAME, 2024, indicator=FAIRTRADE) if one.department is None
    )
    return found


def draw(monitor, **asked):
    return service.draw_sample(CONTROLLER, monitor, NAME, 2024, **({"seed": 7} | asked))


def rejected(number: int) -> Verdict:
    return Verdict(number, "rejected", "geen keurmerk op de factuur", "factuur F1")


def test_a_sample_is_drawn_from_what_is_claimed(spent) -> None:
    """Example A: 6,000 with a label and 900 of 1,500 stated; a labelled credit note of 500 is not sampled."""
    found = draw(spent, indicator=FAIRTRADE)

    assert [(one.parts // 10**6, one.amount, one.invoice_number) for one in found.sample.lines] == [
        (6_000, 600_000, "F1"), (900, 150_000, "F2"),
    ]  # fmt: skip
    assert (found.claimed, found.sample.credits, found.sample.credited // 10**6) == (6_900, 1, -500)
    assert found.sample.claimed + found.sample.credited == figure(spent).sums.claimed
    assert (found.low, found.high, found.estimate) == (0, 1, None)


def test_the_same_seed_gives_the_sample_that_was_drawn_before(spent) -> None:
    first = draw(spent)
    service.judge_sample(CONTROLLER, spent, NAME, first.sample.id, [rejected(1)])

    assert draw(spent).sample == first.sample
    assert draw(spent, seed=8).sample.id != first.sample.id


def test_the_order_of_uploads_makes_no_difference(opened) -> None:
    drawn = []
    many = [
        f"Theehandel Voorbeeld;N{n};15-03-2024;Stadsbeheer;Koffie en thee;{n * 17},50;Fairtrade" for n in range(1, 90)
    ]
    for order in ((many[:40], many[40:]), (many[40:], many[:40])):
        monitor = opened()
        names = ("Q1", "Q2") if order[0] == many[:40] else ("Q2", "Q1")
        for name, lines in zip(names, order, strict=True):
            submit(monitor, lines, name)
        prepare(monitor)
        drawn.append([one.key for one in draw(monitor).sample.lines])
    whole = opened()
    submit(whole, many)
    prepare(whole)

    assert drawn[0] == drawn[1] == [one.key for one in draw(whole).sample.lines]
    assert len(drawn[0]) < 89


def test_lines_that_are_the_same_in_everything_are_sampled_apart(monitor) -> None:
    submit(monitor, [LINES[0], LINES[0]])
    prepare(monitor)

    found = draw(monitor)

    assert (len(found.sample.lines), found.sample.claims) == (2, 2)


def test_a_rejected_line_no_longer_meets_the_criterion(spent) -> None:
    before = figure(spent)
    sample = draw(spent).sample

    after = service.judge_sample(CONTROLLER, spent, NAME, sample.id, [rejected(1)])

    now = figure(spent)
    assert now.sums.met == before.sums.met - 6_000 * 10**6
    assert now.sums.not_met == before.sums.not_met + 6_000 * 10**6
    assert now.sums.total == before.sums.total
    assert (after.rejected, after.open, after.low) == (1, 1, Fraction(6_000, 6_900))
    (line,) = (one for one in service.lines(BUYER, spent, NAME, FAIRTRADE, 2024).rows if one["invoice_number"] == "F1")
    assert (line["counts"], line["subject"], line["reference"]) == ("not_met", "sample", f"steekproef {sample.id}")


def test_a_rejection_beats_a_label_on_the_line_and_holds_for_later_versions_and_after_a_rebuild(spent) -> None:
    service.judge_sample(CONTROLLER, spent, NAME, draw(spent).sample.id, [rejected(1)])
    known = figure(spent).sums

    service.rebuild(spent)
    assert figure(spent).sums == known
    submit(spent, [*LINES[3:], *LINES[:3]])
    assert figure(spent).sums == known


def test_what_is_confirmed_after_all_takes_the_rejection_back(spent) -> None:
    before = figure(spent).sums
    sample = draw(spent).sample
    service.judge_sample(CONTROLLER, spent, NAME, sample.id, [rejected(1)])

    found = service.judge_sample(
        CONTROLLER, spent, NAME, sample.id, [Verdict(1, "confirmed", "toch wel", "brief"), Verdict(2, "confirmed")]
    )

    assert figure(spent).sums == before
    assert (found.low, found.high, found.estimate, found.open) == (0, 0, 0, 0)


def test_a_confirmed_line_changes_no_figure(spent) -> None:
    before = figure(spent)
    service.judge_sample(CONTROLLER, spent, NAME, draw(spent).sample.id, [Verdict(1, "confirmed", "", "factuur")])

    assert figure(spent).sums == before.sums


def test_the_name_of_a_person_is_kept_out_of_the_sample(monitor) -> None:
    submit(monitor, [LINES[0].replace("Koffiebranderij De Proef BV", "J. de Vries")])
    prepare(monitor)

    found = draw(monitor)

    assert [one.supplier for one in found.sample.lines] == [None]
    assert "Vries" not in str(service.sample_as_json(found))
    service.judge_sample(CONTROLLER, monitor, NAME, found.sample.id, [rejected(1)])
    assert figure(monitor).sums.met == 0


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (Verdict(0, "confirmed"), "sample_line"),
        (Verdict(3, "confirmed"), "sample_line"),
        (Verdict(2, "perhaps"), "sample_verdict"),
        (Verdict(2, "rejected", "", "factuur"), "sample_reason"),
        (Verdict(2, "rejected", "nee", " "), "sample_reason"),
        (Verdict(2, "confirmed", "x" * 1_001), "sample_note"),
    ],
)
def test_of_findings_with_one_mistake_nothing_is_kept(spent, made: Verdict, code: str) -> None:
    sample = draw(spent).sample
    before = figure(spent)

    with pytest.raises(Refusal) as refused:
        service.judge_sample(CONTROLLER, spent, NAME, sample.id, [rejected(1), made])

    assert refused.value.code == code
    assert service.sample_result(CONTROLLER, spent, NAME, sample.id).verdicts == {}
    assert figure(spent) == before


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"part": Fraction(0)}, "sample_part"),
        ({"part": Fraction(3, 2)}, "sample_part"),
        ({"seed": -1}, "sample_seed"),
        ({"seed": 10**12}, "sample_seed"),
        ({"indicator": "sme_suppliers"}, "sample_not_in_euros"),
        ({"indicator": "no_such"}, "unknown_indicator"),
        ({"indicator": "biobased"}, "nothing_claimed"),
    ],
)
def test_what_cannot_be_sampled_is_refused(spent, asked: dict, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        draw(spent, **asked)
    assert refused.value.code == code


def test_a_sample_is_shown_beside_the_figure_of_its_indicator_and_of_no_department(spent) -> None:
    sample = draw(spent, indicator=FAIRTRADE).sample
    every = service.figures(BUYER, spent, NAME, 2024, by_department=True, indicator=FAIRTRADE)

    shown = {one.department: [found.sample.id for found in service.samples_of(BUYER, spent, one)] for one in every}

    assert shown == {one.department: [sample.id] if one.department is None else [] for one in every}


@pytest.mark.parametrize(
    "viewer",
    [Viewer("carla", Role.BUYER, "elders"), Viewer("dirk", Role.MINISTRY), Viewer("fatma", Role.ADMINISTRATOR, NAME)],
)
def test_only_buyers_and_controllers_of_the_body_draw_and_judge(spent, viewer: Viewer) -> None:
    sample = draw(spent).sample
    with pytest.raises(Refusal, match="not open to you"):
        service.draw_sample(viewer, spent, NAME, 2024, seed=9)
    with pytest.raises(Refusal, match="not open to you"):
        service.judge_sample(viewer, spent, NAME, sample.id, [rejected(1)])


@pytest.mark.parametrize("viewer", [Viewer("carla", Role.BUYER, "elders"), Viewer("eva", Role.PUBLIC)])
def test_outsiders_see_no_sample(spent, viewer: Viewer) -> None:
    sample = draw(spent).sample
    with pytest.raises(Refusal, match="not open to you"):
        service.sample_results(viewer, spent, NAME)
    with pytest.raises(Refusal, match="not open to you"):
        service.sample_workbook(viewer, spent, NAME, sample.id, "nl")


def test_the_workbook_holds_the_lines_and_what_was_found_as_text(monitor) -> None:
    submit(monitor, [LINES[0].replace("Koffiebranderij De Proef BV", "=1+1")])
    prepare(monitor)
    sample = draw(monitor).sample
    service.judge_sample(CONTROLLER, monitor, NAME, sample.id, [Verdict(1, "rejected", "=HYPERLINK(1)", "-2")])

    book = openpyxl.load_workbook(io.BytesIO(service.sample_workbook(BUYER, monitor, NAME, sample.id, "nl")))

    cells = {cell.value: cell.data_type for row in book["Regels"].iter_rows() for cell in row}
    assert {"=1+1": "s", "=HYPERLINK(1)": "s", "-2": "s", "klopt niet": "s"}.items() <= cells.items()
    about = {row[0].value: row[1].value for row in book["Steekproef"].iter_rows()}
    assert (about["Toevalsgetal"], about["Geclaimd, in euro’s"]) == (7, 6_000)


def test_findings_are_read_from_a_file_or_refused() -> None:
    assert service.read_verdicts("a.json", b'{"2": {"verdict": "confirmed"}}') == [Verdict(2, "confirmed")]
    for wrong in (b"", b"[]", b'{"x": {"verdict": "confirmed"}}', b'{"1": "confirmed"}', b"\xff"):
        with pytest.raises(Refusal, match="holds no findings"):
            service.read_verdicts("a.json", wrong)
