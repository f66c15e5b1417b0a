"""What is registered: previewed before it is kept, withdrawn and put back, conflicts decided by a person; and what that does to figures."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi import service
from kpi.model import Evidence, Knowledge, Refusal, Role, Viewer
from kpi.service.registering import add_knowledge
from tests.service.conftest import BODY, BUYER, MAPPING, NET, SPEND

NAME = "gemeente-proef"
FAIRTRADE = "fairtrade_coffee_tea_cocoa"
OUTSIDER = Viewer("eva", Role.BUYER, "elders")
CERTIFICATES = (
    b"Leverancier;Keurmerk;Certificaatnummer;Geldig van;Geldig tot\n"
    b"Theehandel Voorbeeld;Max Havelaar;F-1;2024-01-01;2024-12-31\n"
    b"Theehandel Voorbeeld;Fairtrade;F-2;2024-06-01;2025-12-31\n"
)
CONTRACTS = (
    b"Contractnummer;Leverancier;Waarde;Social return;Dossier\nC-1;Glans BV;100;ja;d1\nC-1;Wegen NV;200;nee;d2\n"
)


def statement(part: int, letter: str, supplier: str = "Automaten Nergens NV") -> bytes:
    return f"Leverancier;Eigenschap;Percentage;Jaar;Brief\n{supplier};fairtrade;{part}%;2024;{letter}\n".encode()


def loaded(monitor, content: bytes, name: str = "r.csv") -> service.Loaded:
    return service.load_evidence_file(BUYER, monitor, NAME, name, content)


def sums(monitor, indicator: str = FAIRTRADE):
    return service.figures(BUYER, monitor, NAME, indicator=indicator)[0].sums


def thing(monitor, **wanted) -> service.Registered:
    (found,) = [
        one
        for one in service.registered_things(BUYER, monitor, NAME)
        if all(getattr(one.thing, name, None) == value for name, value in wanted.items())
    ]
    return found


def test_a_preview_says_what_a_file_would_do_and_keeps_nothing(submitted) -> None:
    before = submitted.store.data_version
    seen = service.preview_register(BUYER, submitted, NAME, "c.csv", CERTIFICATES)
    assert (seen.rows, seen.new, seen.changed, seen.same, seen.may_be_kept) == (2, 2, 0, 0, True)
    assert [one.rule for one in seen.file.findings] == ["certificates_overlap"]
    assert submitted.store.data_version == before

    loaded(submitted, CERTIFICATES)
    changed = (
        CERTIFICATES.replace(b"Keurmerk;", b"Keurmerk;Deel;")
        .replace(b"Havelaar;", b"Havelaar;50%;")
        .replace(b"Fairtrade;", b"Fairtrade;;")
    )
    again = service.preview_register(BUYER, submitted, NAME, "c.csv", changed)
    assert (again.new, again.changed, again.same) == (0, 1, 1)


def test_a_wrong_file_or_an_open_question_keeps_nothing(submitted) -> None:
    before = submitted.store.data_version
    for content, code in (
        (statement(130, "b"), "own_file"),
        (b"Leverancier;Keurmerk;Geldig tot\nS;EKO;03/04/2025\n", "own_file_asks"),
        (b"kleur;vorm\nrood;rond\n", "own_file"),
    ):
        with pytest.raises(Refusal) as refused:
            loaded(submitted, content)
        assert refused.value.code == code
    assert submitted.store.data_version == before
    answered = service.load_evidence_file(
        BUYER, submitted, NAME, "k.csv", b"Leverancier;Keurmerk;Geldig tot\nS;EKO;03/04/2025\n", answers={"date_order": "dmy"}
    )  # fmt: skip
    assert answered.rows == 1
    assert thing(submitted, key="S").thing.valid_to == date(2025, 4, 3)


def test_each_thing_says_its_file_its_date_and_who_loaded_it(submitted) -> None:
    loaded(submitted, statement(60, "brief 1"), "opgaven.csv")
    found = thing(submitted, reference="brief 1")
    assert (found.file, found.by, found.at.date()) == ("opgaven.csv", "anna", submitted.now().date())


def test_what_is_withdrawn_counts_no_longer_stays_listed_and_can_be_put_back(submitted) -> None:
    before = sums(submitted)
    loaded(submitted, statement(60, "brief 1"))
    with_it = sums(submitted)
    assert with_it.met == before.met + 90_000 * 10_000  # 60% of the open 1,500
    one = thing(submitted, reference="brief 1")

    with pytest.raises(Refusal, match="reason"):
        service.set_aside(BUYER, submitted, NAME, one.id, " ")
    service.set_aside(BUYER, submitted, NAME, one.id, "leverancier trok het in")
    assert sums(submitted) == before
    assert thing(submitted, reference="brief 1").ruling.reason == "leverancier trok het in"

    loaded(submitted, statement(60, "brief 1"))  # loading it again does not undo what a person decided
    assert sums(submitted) == before
    service.put_back(BUYER, submitted, NAME, one.id)
    assert sums(submitted) == with_it
    assert thing(submitted, reference="brief 1").ruling is None


def test_what_is_ended_holds_up_to_its_last_day(submitted) -> None:
    service.register_typed(
        BUYER, submitted, NAME, "statement",
        {"supplier": "Automaten Nergens NV", "property": "fairtrade", "part": "60%", "reference": "brief 1"},
    )  # fmt: skip
    with_it = sums(submitted)
    one = thing(submitted, reference="brief 1")
    service.end_on(BUYER, submitted, NAME, one.id, date(2024, 4, 20), "contract afgelopen")
    assert sums(submitted).met < with_it.met  # the invoice of 21 April
    assert [found.thing.valid_to for found in service.registered_things(BUYER, submitted, NAME) if found.thing.reference == "brief 1" and not found.ruling] == [date(2024, 4, 20)]  # fmt: skip


def test_a_contradiction_is_a_claim_until_a_person_decides_and_the_decision_can_be_undone(submitted) -> None:
    loaded(submitted, statement(60, "brief 1"))
    with_it = sums(submitted)
    loaded(submitted, statement(20, "controle 7"))
    contradicted = sums(submitted)
    assert contradicted.met < with_it.met
    assert contradicted.claimed >= with_it.claimed

    (conflict,) = service.evidence_conflicts(BUYER, submitted, NAME)
    assert (conflict.kind, conflict.ruling, conflict.both_may_hold) == ("evidence_contradicts", None, False)
    for holds, reason in ((None, "beide"), ("e-none", "geen"), (conflict.between[0].id, "")):
        with pytest.raises(Refusal):
            service.decide_conflict(BUYER, submitted, NAME, conflict.id, holds, reason)
    holds = next(one for one in conflict.between if one.thing.reference == "brief 1")
    service.decide_conflict(BUYER, submitted, NAME, conflict.id, holds.id, "de controle ging over een ander jaar")
    assert sums(submitted) == with_it
    (decided,) = service.evidence_conflicts(BUYER, submitted, NAME)
    assert (decided.ruling.reason, decided.ruled_by) == ("de controle ging over een ander jaar", "anna")
    service.put_back(BUYER, submitted, NAME, conflict.id)
    assert sums(submitted) == contradicted


def test_overlapping_certificates_may_both_hold(submitted) -> None:
    loaded(submitted, CERTIFICATES)
    (conflict,) = service.evidence_conflicts(BUYER, submitted, NAME)
    assert conflict.kind == "certificates_overlap"
    before = sums(submitted)
    service.decide_conflict(BUYER, submitted, NAME, conflict.id, None, "verlengd voor het afliep")
    assert sums(submitted) == before
    assert [one.ruling is None for one in service.evidence_conflicts(BUYER, submitted, NAME)] == [False]


def test_a_number_of_two_contracts_is_told_apart_by_supplier_until_one_is_set_aside(monitor) -> None:
    header, rows = (
        "Crediteur;Factuurnummer;Factuurdatum;Omschrijving grootboek;Bedrag excl. btw;Contractnummer\n",
        (
            "Glans B.V.;F1;14-02-2024;Schoonmaak;100,00;C-1\nWegen N.V.;F2;15-03-2024;Wegen;200,00;c-1\nAnders;F3;16-03-2024;Thee;400,00;C-1\n"
        ),
    )
    service.submit(BUYER, monitor, NAME, 2024, "s.csv", (header + rows).encode(), answers=NET)
    loaded(monitor, CONTRACTS)
    about = "SELECT contract_value AS value, has_contract FROM line_facts ORDER BY line"
    with monitor.store.reading() as session:
        assert [(row["value"], row["has_contract"]) for row in session.rows(about)] == [
            (10_000, True), (20_000, True), (None, True),
        ]  # fmt: skip
    (conflict,) = service.evidence_conflicts(BUYER, monitor, NAME)
    glans = next(one for one in conflict.between if one.thing.supplier == "Glans BV")
    service.decide_conflict(BUYER, monitor, NAME, conflict.id, glans.id, "C-1 van Wegen is een ander nummer")
    with monitor.store.reading() as session:
        assert [row["value"] for row in session.rows(about)] == [10_000, 10_000, 10_000]
    kept = service.knowledge(BUYER, monitor, NAME)
    assert [(one.key, one.supplier, one.low) for one in kept.evidence] == [("C-1", None, 10_000)]


def test_only_who_may_classify_changes_what_is_registered(submitted) -> None:
    loaded(submitted, statement(60, "brief 1"))
    one = thing(submitted, reference="brief 1").id
    for viewer in (
        OUTSIDER,
        Viewer("c", Role.ADMINISTRATOR, NAME),
        Viewer("min", Role.MINISTRY),
        Viewer("", Role.PUBLIC),
    ):
        for act in (
            lambda who: service.preview_register(who, submitted, NAME, "c.csv", CERTIFICATES),
            lambda who: service.register_typed(who, submitted, NAME, "supplier", {"key": "S", "size": "small"}),
            lambda who: service.set_aside(who, submitted, NAME, one, "r"),
            lambda who: service.put_back(who, submitted, NAME, one),
            lambda who: service.end_on(who, submitted, NAME, one, date(2024, 5, 1), "r"),
            lambda who: service.decide_conflict(who, submitted, NAME, "k", one, "r"),
        ):
            with pytest.raises(Refusal) as refused:
                act(viewer)
            assert refused.value.code == "not_allowed"


def places(monitor, submission: str) -> list:
    with monitor.store.reading() as session:
        return session.rows("SELECT rowid, * FROM line_facts WHERE submission = ? ORDER BY rowid", [submission])


def test_evidence_measures_only_the_submissions_whose_lines_it_is_about(submitted) -> None:
    other = SPEND.replace("-2024", "-2023").replace("Theehandel Voorbeeld", "Theehuis Anders").encode()
    old = service.submit(BUYER, submitted, NAME, 2023, "o.csv", other, answers=NET)
    (new,) = service.submissions(BUYER, submitted, NAME, 2024)
    before, version = {one: places(submitted, one) for one in (old.id, new.id)}, submitted.store.data_version
    loaded(submitted, statement(60, "brief 1", "Theehandel Voorbeeld BV"))
    assert submitted.store.data_version == version + 1
    assert places(submitted, old.id) == before[old.id]
    assert places(submitted, new.id) != before[new.id]
    loaded(
        submitted,
        b"text;cpv\n".replace(b"text;cpv", b"subject;key;property;kind;reference") + b"line;f9;isv;decision;m\n",
    )
    assert places(submitted, old.id) == before[old.id]


SUPPLIERS = ("Koffiebranderij De Proef BV", "Theehandel Voorbeeld", "Automaten Nergens NV", "Onbekend Bureau")
PIECES = st.builds(
    lambda subject, key, low, more, kind, reference, month: Evidence(
        subject, key, "fairtrade", low, min(10_000, low + more), kind, "realisatie", reference, date(2024, month, 1), None
    ),
    st.just("supplier"), st.sampled_from(SUPPLIERS), st.sampled_from([0, 2000, 6000, 10_000]), st.sampled_from([0, 4000, 10_000]),
    st.sampled_from(["certificate", "statement", "decision"]), st.sampled_from(["r1", "r2", None]), st.integers(1, 6),
) | st.builds(
    lambda key, low: Evidence("category", key, "fairtrade", low, 10_000, "statement", "realisatie", "voorwaarden"),
    st.sampled_from(["Koffie en thee", "Diversen"]), st.sampled_from([0, 3000]),
)  # fmt: skip


def state(monitor) -> tuple:
    with monitor.store.reading() as session:
        return tuple(
            tuple(map(repr, session.rows(f"SELECT * FROM {table} ORDER BY ALL")))
            for table in ("line_facts", "line_evidence", "sums", "spend")
        )


@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    said=st.lists(
        PIECES, min_size=1, max_size=6, unique_by=lambda one: (one.key, one.kind, one.reference, one.valid_from)
    ),
    random=st.randoms(),
)
def test_evidence_never_changes_totals_arrives_in_any_order_and_equals_a_rebuild(
    tmp_path_factory, said, random
) -> None:
    """Nothing that is said changes what was spent; where nothing was known it never widens an interval."""
    found = []
    for order in (said, random.sample(said, len(said))):
        monitor = service.open_monitor(tmp_path_factory.mktemp("order") / "home", isolated=False)
        monitor.publishing = False
        try:
            service.load_body_file(BUYER, monitor, "body.toml", BODY)
            service.load_mapping_file(BUYER, monitor, NAME, "map.csv", MAPPING)
            service.submit(BUYER, monitor, NAME, 2024, "s.csv", SPEND.encode(), answers=NET)
            (submission,) = service.submissions(BUYER, monitor, NAME)
            totals, nothing = service.control_totals(BUYER, monitor, submission.id), sums(monitor)
            for one in order:
                add_knowledge(BUYER, monitor, NAME, "evidence", "", Knowledge(evidence=(one,)))
            assert service.control_totals(BUYER, monitor, submission.id) == totals
            now = sums(monitor)
            assert now.base == nothing.base
            assert now.open_plus <= nothing.open_plus
            assert now.open_minus >= nothing.open_minus
            incremental = state(monitor)
            service.rebuild(monitor)
            assert state(monitor) == incremental
            found.append(incremental)
        finally:
            monitor.close()
    assert found[0] == found[1]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("register", list(service.register_names()))
def test_an_empty_file_is_read_back_as_its_register(monitor, register: str, language: str) -> None:
    content = service.empty_register(register, language)
    with pytest.raises(Refusal, match="rows"):
        service.preview_register(BUYER, monitor, NAME, "leeg.xlsx", content, register)
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    assert book.worksheets[2].sheet_state == "hidden"
    assert all(cell.comment for cell in sheet[1])
    for place, column in enumerate(service.register_columns(register), 1):
        words = {"date": date(2025, 1, 14), "number": 5, "percent": 0.5, "answer": "ja", "text": "2025"}
        sheet.cell(2, place).value = column.choices[0].in_language(language) if column.choices else words[column.kind]
    stream = io.BytesIO()
    book.save(stream)
    read = service.preview_register(BUYER, monitor, NAME, "vol.xlsx", stream.getvalue(), register).file
    (table,) = read.tables
    assert [one.id for one in table.columns] == [one.id for one in service.register_columns(register)]
    assert read.questions == ()


def test_what_was_loaded_is_counted_in_the_singular_and_the_plural(monitor) -> None:
    service.load_body_file(BUYER, monitor, "body.toml", BODY)
    header = b"subject,key,property,low,high,kind,level,reference,valid_from,valid_to,supplier,reason\n"
    row = b"line,F%d,fairtrade,100,100,statement,realisatie,Opgave,,,,\n"

    one = service.load_evidence_file(BUYER, monitor, NAME, "e.csv", header + row % 1)
    two = service.load_evidence_file(BUYER, monitor, NAME, "e.csv", header + row % 2 + row % 3)

    assert one.message.nl == "e.csv: 1 bewijsstuk, 0 contracten, 0 leveranciers, 0 hoeveelheden."
    assert two.message.en == "e.csv: 2 pieces of evidence, 0 contracts, 0 suppliers, 0 quantities."
