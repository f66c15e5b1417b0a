"""The figures through the service: whatever the order, rebuilt from records, and judged as semantics.md says."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi import service
from kpi.model import Refusal, Role, Status, SubmissionState, Viewer, YearState
from kpi.service import certifying
from tests.conftest import LONG
from tests.service.conftest import BODY, BUYER, COMMITMENT, CONTROLLER, EVIDENCE, MAPPING, NET, SPEND, load_body

NAME = "gemeente-proef"
FAIRTRADE = "fairtrade_coffee_tea_cocoa"
TABLES = ("lines", "line_facts", "line_evidence", "sums", "spend", "supplier_amounts")
HEADER, *ROWS = SPEND.splitlines(keepends=True)
REGISTER = b"number;kind;value;social_return;reference\nC-1;works;300000;ja;bijlage 1\n"
SIZES = b"key;size\nWegenbouw Ergens BV;large\nTheehandel Voorbeeld;small\n"
EARLIER = b"""\
subject,key,property,low,high,kind,level,reference
supplier,Theehandel Voorbeeld,fairtrade,20,20,statement,realisatie,Opgave 2023
category,Koffie en thee,fairtrade,10,100,statement,realisatie,Voorwaarden
"""
BODY_BEFORE = BODY.replace(b'aliases = ["BV"]', b"")


def part(rows: list[str]) -> bytes:
    return (HEADER + "".join(rows)).encode()


ACTS = {
    "Q1": lambda at: service.submit(BUYER, at, NAME, 2024, "q1.csv", part(ROWS[:4]), "Q1", NET),
    "Q2": lambda at: service.submit(BUYER, at, NAME, 2024, "q2.csv", part(ROWS[4:]), "Q2", NET),
    "map": lambda at: service.load_mapping_file(BUYER, at, NAME, "map.csv", MAPPING),
    "evidence": lambda at: service.load_evidence_file(BUYER, at, NAME, "evidence.csv", EVIDENCE),
    "earlier": lambda at: service.load_evidence_file(BUYER, at, NAME, "earlier.csv", EARLIER),
    "register": lambda at: service.load_evidence_file(BUYER, at, NAME, "contracts.csv", REGISTER),
    "sizes": lambda at: service.load_evidence_file(BUYER, at, NAME, "suppliers.csv", SIZES),
    "body": lambda at: service.load_body_file(BUYER, at, "body.toml", BODY),
    "commit": lambda at: service.load_commitment_file(BUYER, at, NAME, "c.toml", COMMITMENT.format(target=70).encode()),
}


def status_after(folder: Path, order: list[str]) -> list[dict]:
    monitor = service.open_monitor(folder, isolated=False)
    monitor.publishing = False
    try:
        service.load_body_file(BUYER, monitor, "body.toml", BODY_BEFORE)
        for name in order:
            ACTS[name](monitor)
        return service.status(monitor, by_department=True)
    finally:
        monitor.close()


_PLAIN: list[list[dict]] = []


def _status_in_a_plain_order(folder: Path) -> list[dict]:
    """Worked out once, for the first order that is tried."""
    if not _PLAIN:
        _PLAIN.append(status_after(folder, list(ACTS)))
    return _PLAIN[0]


@settings(max_examples=40 if LONG else 2, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(list(ACTS)))
def test_figures_are_equal_whatever_the_order_of_files(tmp_path_factory, order: list[str]) -> None:
    folder = tmp_path_factory.mktemp("orders")
    assert status_after(folder / "store", order) == _status_in_a_plain_order(folder / "plain")


def figure(monitor, indicator: str = FAIRTRADE, **filters):
    return next(iter(service.figures(BUYER, monitor, NAME, indicator=indicator, **filters)))


def rows_of(monitor) -> dict[str, list]:
    with monitor.store.reading() as session:
        return {name: session.rows(f"SELECT * FROM {name} ORDER BY ALL") for name in TABLES}


def test_a_store_without_lines_and_sums_comes_back_from_its_records(submitted) -> None:
    changed = SPEND.replace("6.000,00", "6.100,00").encode()
    service.submit(BUYER, submitted, NAME, 2024, "again.csv", changed)
    service.load_evidence_file(BUYER, submitted, NAME, "earlier.csv", EARLIER)
    service.submit(BUYER, submitted, NAME, 2023, "b.csv", SPEND.replace("-2024", "-2023").encode())
    gone = service.submissions(BUYER, submitted, NAME, 2023)[0]
    service.withdraw(BUYER, submitted, gone.id, "verkeerd jaar")
    before, figures = rows_of(submitted), service.status(submitted, by_department=True)
    with submitted.store.transaction() as session:
        for name in TABLES:
            session.execute(f"DELETE FROM {name}")

    assert service.rebuild(submitted) == service.Rebuilt(submissions=3, lines=24)
    assert rows_of(submitted) == before
    assert service.status(submitted, by_department=True) == figures


def test_a_record_that_gives_other_amounts_than_were_submitted_is_refused_and_changes_nothing(submitted) -> None:
    before = rows_of(submitted)
    (submission,) = service.submissions(BUYER, submitted, NAME)
    path = submitted.store.home / "records" / submission.id / "0.parquet"
    record = pq.read_table(path)
    names = [name for name in record.column_names if "6.000,00" in record[name].to_pylist()]
    for name in names:
        other = pc.replace_substring(record[name], "6.000,00", "6.000,01")
        record = record.set_column(record.column_names.index(name), name, other)
    pq.write_table(record, path)

    with pytest.raises(Refusal, match="other amounts") as refused:
        service.rebuild(submitted)
    assert (refused.value.code, len(names)) == ("record_of_other_amounts", 1)
    assert rows_of(submitted) == before


def test_a_record_that_is_gone_is_refused_and_changes_nothing(submitted) -> None:
    before = rows_of(submitted)
    (submission,) = service.submissions(BUYER, submitted, NAME)
    (submitted.store.home / "records" / submission.id / "0.parquet").unlink()

    with pytest.raises(Refusal, match="record") as refused:
        service.rebuild(submitted)
    assert refused.value.code == "record_incomplete"
    assert rows_of(submitted) == before


def test_personal_columns_never_reach_a_record_or_the_store(monitor) -> None:
    secret = ("NL91ABNA0417164300", "111222333", "Kerkstraat 12")
    lines = [HEADER.rstrip("\n") + ";IBAN;BSN;Straat en huisnummer\n"]
    lines += [row.rstrip("\n") + ";" + ";".join(secret) + "\n" for row in ROWS]
    done = service.submit(BUYER, monitor, NAME, 2024, "p.csv", "".join(lines).encode(), answers=NET)
    service.certify(CONTROLLER, monitor, NAME, 2024)
    monitor.close()

    kept = [path for path in monitor.store.home.rglob("*") if path.is_file()]
    assert any(done.id in str(path) for path in kept)
    for path in kept:
        assert not any(text.encode() in path.read_bytes() for text in secret), path.name
    cells = [str(value) for path in kept if path.suffix == ".parquet" for value in pq.read_table(path).to_pylist()]
    assert cells
    assert not any(text in cell for cell in cells for text in secret)


SOURCE = "subject,key,property,low,high,kind,level,reference\n"


def said(low: int, reference: str) -> bytes:
    return f"{SOURCE}line,F2,fairtrade,{low},{low},statement,realisatie,{reference}\n".encode()


def test_two_sources_that_contradict_each_other_stand_beside_each_other_whatever_the_file(submitted) -> None:
    service.load_evidence_file(BUYER, submitted, NAME, "other.csv", said(0, "Brief 7"))
    sums = figure(submitted).sums

    assert sums.lines_claimed == 1
    assert sums.open_plus == (1_500 + 1_500) * 1_000_000


def test_the_same_source_again_corrects_itself_and_can_be_taken_back(submitted) -> None:
    service.load_evidence_file(BUYER, submitted, NAME, "corrected.csv", said(40, "Opgave 2024-03"))
    assert figure(submitted).sums.met == (6_000 - 500 + 600) * 1_000_000

    back = f"{SOURCE}line,F2,fairtrade,0,100,statement,realisatie,Opgave 2024-03\n".encode()
    service.load_evidence_file(BUYER, submitted, NAME, "back.csv", back)
    assert figure(submitted).sums.met == (6_000 - 500) * 1_000_000


def test_a_contract_loaded_again_brings_its_clauses_anew(monitor) -> None:
    header, *rows = SPEND.splitlines(keepends=True)
    text = header.rstrip("\n") + ";Contractnummer\n" + "".join(row.rstrip("\n") + ";C-1\n" for row in rows)
    service.submit(BUYER, monitor, NAME, 2024, "a.csv", text.encode(), answers=NET)
    service.load_evidence_file(BUYER, monitor, NAME, "contracts.csv", REGISTER)
    assert figure(monitor, "social_return_contracts").share.proven == 1

    changed = REGISTER.replace(b"ja;bijlage 1", b"nee;bijlage 2")
    service.load_evidence_file(BUYER, monitor, NAME, "contracts.csv", changed)
    assert figure(monitor, "social_return_contracts").share.possible == 0


def test_a_department_that_gets_another_name_is_found_at_once(submitted) -> None:
    changed = BODY.replace(b'aliases = ["BV"]', b'aliases = ["BV"]\n[[department]]\nid = "x"\nname = "X"')
    changed = changed.replace(b'name = "Stadsbeheer"', b'name = "Beheer"').replace(b'"stadsbeheer"', b'"beheer"')
    service.load_body_file(BUYER, submitted, "body.toml", changed)

    rows = {one.department for one in service.figures(BUYER, submitted, NAME, by_department=True)}
    assert rows == {None, "bedrijfsvoering", ""}


def test_spend_whose_scope_is_known_hides_nothing_whatever_its_words_suggest(monitor) -> None:
    rows = [row for row in ROWS if ";C1;" not in row]
    text = part(rows).replace(b"Diversen", b"Catering").replace(b"Wegen;", b"Kantoormeubelen;")
    service.submit(BUYER, monitor, NAME, 2024, "a.csv", text, answers=NET)
    promise = COMMITMENT.format(target=70).replace(FAIRTRADE, "circular_all_spend").encode()
    service.load_commitment_file(BUYER, monitor, NAME, "c.toml", promise)

    assert figure(monitor, "circular_all_spend").judgement.reason_code == "expectation_between_bounds"


def submit_parts(monitor) -> None:
    for name in ("Q1", "Q2"):
        ACTS[name](monitor)


def refusal(act, *arguments, **named) -> str:
    with pytest.raises(Refusal) as refused:
        act(*arguments, **named)
    return refused.value.code


def test_one_certified_part_leaves_room_for_the_next(monitor) -> None:
    ACTS["Q1"](monitor)
    service.certify(CONTROLLER, monitor, NAME, 2024, "Q1")
    assert service.years(BUYER, monitor, NAME) == {2024: YearState.OPEN}
    assert refusal(ACTS["Q1"], monitor) == "year_is_certified"

    ACTS["Q2"](monitor)
    service.certify(CONTROLLER, monitor, NAME, 2024)
    assert service.years(BUYER, monitor, NAME) == {2024: YearState.FINAL}
    more = part([ROWS[0].replace("F1", "F99")])
    assert refusal(service.submit, BUYER, monitor, NAME, 2024, "q3.csv", more, "Q3", NET) == "year_is_certified"


def test_a_reopened_part_can_be_replaced_while_the_others_stay_certified(monitor) -> None:
    submit_parts(monitor)
    service.certify(CONTROLLER, monitor, NAME, 2024)
    service.reopen(CONTROLLER, monitor, NAME, 2024, "een fout", "Q2")
    assert service.years(BUYER, monitor, NAME) == {2024: YearState.FINAL}
    ACTS["Q2"](monitor)
    assert service.years(BUYER, monitor, NAME) == {2024: YearState.PROVISIONAL}


def test_lines_of_a_replaced_or_withdrawn_version_are_no_question(monitor) -> None:
    ACTS["Q1"](monitor)
    service.submit(BUYER, monitor, NAME, 2024, "q1.csv", part(ROWS[4:]), "Q1", NET)
    service.submit(BUYER, monitor, NAME, 2024, "q2.csv", part(ROWS[:4]), "Q2", NET)
    (gone, *_) = [one for one in service.submissions(BUYER, monitor, NAME) if one.part == "Q2"]
    service.withdraw(BUYER, monitor, gone.id, "dubbel")
    service.submit(BUYER, monitor, NAME, 2024, "q3.csv", part(ROWS[:4]), "Q3", NET)


def test_the_same_line_is_known_by_its_date_whatever_the_column_is_called(monitor) -> None:
    ACTS["Q1"](monitor)
    other = part(ROWS[:1]).replace(b"Factuurdatum", b"Boekdatum")
    assert refusal(service.submit, BUYER, monitor, NAME, 2024, "b.csv", other, "Q2", NET) == "overlap"


def test_a_year_whose_every_part_was_withdrawn_has_no_figures(monitor) -> None:
    ACTS["commit"](monitor)
    submit_parts(monitor)
    for one in service.submissions(BUYER, monitor, NAME):
        service.withdraw(BUYER, monitor, one.id, "verkeerd")

    (row,) = service.status(monitor)
    assert (row["year"], row["status"], row["reason_code"]) == (2024, "no_data", "nothing_submitted")
    assert {one.state for one in service.submissions(BUYER, monitor, NAME)} == {SubmissionState.WITHDRAWN}


def test_a_target_year_that_passed_without_figures_shows_what_was_due_and_no_more(monitor) -> None:
    ACTS["commit"](monitor)
    later = COMMITMENT.format(target=50).replace('"fairtrade"', '"hout"').replace(FAIRTRADE, "certified_timber")
    later = later.replace("year = 2024", "year = 2099")
    service.load_commitment_file(BUYER, monitor, NAME, "d.toml", later.encode())

    assert [(row["commitment_id"], row["year"]) for row in service.status(monitor)] == [("fairtrade", 2024)]


MINISTRY = Viewer("mia", Role.MINISTRY)
SUPPLIERS = "\n".join(
    f"{name} BV;F{number};14-02-2024;{department};Koffie en thee;{amount},00;"
    for number, (name, department, amount) in enumerate(
        [(f"A{n}", "Bedrijfsvoering", 1000) for n in range(6)]
        + [(f"B{n}", "Stadsbeheer", 900) for n in range(5)]
        + [("Enig", "Derde", 500)]
        + [(f"D{n}", "Vierde", 2000) for n in range(4)]
    )
)
FOUR = BODY + b'[[department]]\nid = "derde"\nname = "Derde"\n[[department]]\nid = "vierde"\nname = "Vierde"\n'


def share_four_departments(monitor):
    """Four departments, one of which bought from one supplier only; certified, with consent."""
    load_body(monitor)
    service.load_body_file(BUYER, monitor, "body.toml", FOUR)
    known = service.body(BUYER, monitor, NAME)
    service.save_body(BUYER, monitor, replace(known, consent=frozenset({FAIRTRADE})))
    service.submit(BUYER, monitor, NAME, 2024, "s.csv", (HEADER + SUPPLIERS).encode(), answers=NET)
    service.load_mapping_file(BUYER, monitor, NAME, "map.csv", MAPPING)
    service.certify(CONTROLLER, monitor, NAME, 2024)


@pytest.fixture
def shared(store_after):
    return store_after(share_four_departments)


def withheld(monitor) -> dict:
    seen = service.figures(MINISTRY, monitor, by_department=True)
    assert {one.indicator.id for one in seen} == {FAIRTRADE}
    return {
        one.commitment.id if one.commitment and one.commitment.departments else one.department: one.judgement.status
        is Status.WITHHELD
        for one in seen
        if not (one.commitment and one.department)
    }


def test_the_smallest_other_department_goes_with_the_one_that_is_withheld(shared) -> None:
    assert withheld(shared) == {
        None: False,
        "bedrijfsvoering": False,
        "stadsbeheer": True,
        "derde": True,
        "vierde": False,
    }


def test_a_promise_of_some_departments_gives_no_withheld_department_away(shared) -> None:
    promise = COMMITMENT.format(target=70).replace('responsible = "wethouder"', 'departments = ["derde", "vierde"]')
    service.load_commitment_file(BUYER, shared, NAME, "c.toml", promise.encode())

    assert withheld(shared)["fairtrade"]
    (row,) = [one for one in service.status(shared, outside=Role.MINISTRY) if one["commitment_id"]]
    assert (row["status"], row["departments"], row["met"], row["lines_open"]) == (
        "withheld",
        ["derde", "vierde"],
        None,
        None,
    )


def test_one_supplier_in_several_departments_counts_as_one(shared) -> None:
    rows = [
        f"Samen BV;S{number};14-02-2024;{department};Koffie en thee;10000,00;\n"
        for number, department in enumerate(["Bedrijfsvoering", "Stadsbeheer"] * 3)
    ]
    service.reopen(CONTROLLER, shared, NAME, 2024, "aanvulling")
    service.submit(BUYER, shared, NAME, 2024, "t.csv", (HEADER + "".join(rows) + SUPPLIERS).encode(), answers=NET)
    promise = COMMITMENT.format(target=70).replace(
        'responsible = "wethouder"', 'departments = ["bedrijfsvoering", "stadsbeheer"]'
    )
    service.load_commitment_file(BUYER, shared, NAME, "c.toml", promise.encode())

    (promised,) = [one for one in service.figures(BUYER, shared, NAME) if one.commitment]
    assert promised.suppliers == 12
    assert promised.largest_supplier == pytest.approx(60_000 / 70_500)


def test_consent_for_one_indicator_shows_that_one_only_and_no_year_before_it_is_final(shared) -> None:
    assert {one["indicator"] for one in service.status(shared, outside=Role.PUBLIC)} == {FAIRTRADE}
    service.reopen(CONTROLLER, shared, NAME, 2024, "aanvulling")
    assert service.status(shared, outside=Role.PUBLIC) != []
    service.submit(BUYER, shared, NAME, 2024, "t.csv", (HEADER + SUPPLIERS).encode(), answers=NET)
    assert service.status(shared, outside=Role.PUBLIC) == []


def test_two_at_once_for_one_part_get_two_versions(monitor) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(
            pool.map(
                lambda _: service.submit(BUYER, monitor, NAME, 2024, "a.csv", SPEND.encode(), "all", NET), range(4)
            )
        )
    found = service.submissions(BUYER, monitor, NAME)
    assert sorted(one.version for one in found) == [1, 2, 3, 4]
    assert [one.state.value for one in found] == ["submitted", "replaced", "replaced", "replaced"]
    assert service.rebuild(monitor).submissions == 4


def test_a_submission_that_was_replaced_meanwhile_is_not_certified(submitted, monkeypatch) -> None:
    change = certifying._change_states

    def after_another(*arguments) -> None:
        service.submit(BUYER, submitted, NAME, 2024, "b.csv", SPEND.encode())
        change(*arguments)

    monkeypatch.setattr(certifying, "_change_states", after_another)
    assert refusal(service.certify, CONTROLLER, submitted, NAME, 2024) == "changed_meanwhile"
    assert [one.state.value for one in service.submissions(BUYER, submitted, NAME)] == ["submitted", "replaced"]
