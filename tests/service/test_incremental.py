"""Whatever happened in whatever order, the figures are those of a full recomputation; and an upload measures itself only."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from kpi import service
from kpi.measure import load_indicators
from kpi.model import MappingRule, SubmissionState
from kpi.service.catalogue import Catalogue
from kpi.service.monitor import Monitor
from kpi.service.renewing import renew, renew_one
from tests.measure.test_measures import SAMPLES
from tests.service.conftest import BODY, BUYER, CONTROLLER, EVIDENCE, MAPPING, NET

NAME = "gemeente-proef"
HEADER = (
    "Crediteur;Factuurnummer;Factuurdatum;Afdeling;Omschrijving grootboek;Bedrag excl. btw;Contractnummer;Keurmerk\n"
)
ROWS = (
    "Koffiebranderij De Proef BV;F1;14-02-2024;Bedrijfsvoering;Koffie en thee;6.000,00;C-1;Fairtrade\n",
    "Theehandel Voorbeeld;F2;15-03-2024;Stadsbeheer;Koffie en thee;1.500,00;C-1;\n",
    "Theehandel Voorbeeld;F3;15-04-2024;Bedrijfsvoering;Koffie en thee;-700,00;;\n",
    "Wegenbouw Ergens BV;F4;30-06-2024;Stadsbeheer;Wegen;20.000,05;C-2;\n",
    "Onbekend Bureau;F5;17-07-2024;Kst 12;Diversen;5.000,00;C-9;\n",
    "Stroom Voor Iedereen NV;F6;18-08-2024;Stadsbeheer;Elektriciteit;3.000,00;;\n",
    "Pensioenfonds Verzonnen;F7;31-07-2024;Bedrijfsvoering;Salarissen;8.000,00;;\n",
)
OTHER_MAPPING = b"text,supplier,cpv,exclusion\nKoffie en thee,,15,\nElektriciteit,,0931,\nDiversen,,,tax\n"
TAKEN_BACK = MappingRule("Wegen", None)
REGISTER = (
    b"number;kind;value;isv;reference\nC-1;services;300000;ja;bijlage 1\nC-2;works;900000;nee;bijlage 2\n",
    b"number;kind;value;isv;reference\nC-2;works;900000;60%;bijlage 3\nC-9;supplies;1000;;\n",
)
SIZES = b"key;size\nWegenbouw Ergens BV;large\nTheehandel Voorbeeld;small\n"
QUANTITIES = "year;quantity;unit;department;low;high;source;date;reference;withdrawn\n"
FAIRTRADE = load_indicators()["fairtrade_coffee_tea_cocoa"]
EARLIER = {**SAMPLES, **{one.id: one for one in (FAIRTRADE, load_indicators()["social_return_contracts"])}}
LATER = {
    "suppliers_sme": replace(SAMPLES["suppliers_sme"], version=2, scope={"field": "cpv", "starts_with": ["15", "45"]}),
    "contracts_with_isv": replace(SAMPLES["contracts_with_isv"], version=2, criterion={"property": "social_return"}),
    FAIRTRADE.id: replace(FAIRTRADE, version=2, level="inzet", accepts=("label", "decision")),
}
"""Three measures of which the definitions change together."""
OWN = {"id": "own_eerlijk", "name": "Eerlijk", "themes": ["KET"], "criterion": {"property": "fairtrade"}}


@cache
def definitions(changed: bool) -> Catalogue:
    """Every measure, and some indicators in two versions."""
    chosen = {**EARLIER, **(LATER if changed else {})}
    return Catalogue(chosen, {(one.id, one.version): one for one in (*EARLIER.values(), *chosen.values())})


def define(monitor: Monitor, changed: bool) -> None:
    monitor.catalogue = definitions(changed)
    renew(monitor)


def rows(name: str, numbers: list[int]) -> bytes:
    return (HEADER + "".join(ROWS[number].replace(";F", f";{name}-F", 1) for number in numbers)).encode()


class Uploads(RuleBasedStateMachine):
    """Uploads, corrections, withdrawals, evidence, quantities, definitions and own indicators, one after another."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.monitor = service.open_monitor(self.folder / "home", isolated=False, threads=1)
        self.monitor.publishing = False
        define(self.monitor, changed=False)
        service.load_body_file(BUYER, self.monitor, "body.toml", BODY)

    def serving(self) -> list:
        gone = (SubmissionState.REPLACED, SubmissionState.WITHDRAWN)
        return [one for one in service.submissions(BUYER, self.monitor, NAME) if one.state not in gone]

    @rule(name=st.sampled_from(["Q1", "Q2"]), numbers=st.lists(st.integers(0, len(ROWS) - 1), min_size=2, unique=True))
    def upload_or_correct(self, name: str, numbers: list[int]) -> None:
        service.submit(BUYER, self.monitor, NAME, 2024, f"{name}.csv", rows(name, numbers), name, NET)

    @precondition(lambda self: self.serving())
    @rule(choice=st.integers(0, 9))
    def withdraw(self, choice: int) -> None:
        found = self.serving()
        service.withdraw(BUYER, self.monitor, found[choice % len(found)].id, "verkeerd")

    @rule(content=st.sampled_from([MAPPING, OTHER_MAPPING]))
    def classify(self, content: bytes) -> None:
        service.load_mapping_file(BUYER, self.monitor, NAME, "map.csv", content)

    @rule()
    def take_a_category_back(self) -> None:
        service.add_mapping(BUYER, self.monitor, NAME, [TAKEN_BACK])

    @rule(
        text=st.sampled_from(["Kst 12", "Stadsbeheer"]),
        department=st.sampled_from(["bedrijfsvoering", "stadsbeheer", ""]),
    )
    def choose_a_department(self, text: str, department: str) -> None:
        """Or take a choice back."""
        if department:
            service.choose_departments(BUYER, self.monitor, NAME, {text: department})
        else:
            service.undo_department(BUYER, self.monitor, NAME, text)

    @rule(content=st.sampled_from([EVIDENCE, *REGISTER, SIZES]))
    def register(self, content: bytes) -> None:
        service.load_evidence_file(BUYER, self.monitor, NAME, "evidence.csv", content)

    @rule(
        part=st.tuples(st.integers(0, 900), st.integers(0, 90)),
        department=st.sampled_from(["Bedrijfsvoering", "Stadsbeheer"]),
        withdrawn=st.sampled_from(["", "", "ja"]),
    )
    def register_quantities(self, part: tuple[int, int], department: str, withdrawn: str) -> None:
        low, more = part
        said = (
            f"2024;green_electricity;kWh;{department};{low};{low + more};opgave;2025-01-10;brief;{withdrawn}\n"
            f"2024;electricity;kWh;{department};1000;{1000 + more};opgave;2025-01-10;brief;{withdrawn}\n"
            f"2024;social_return_jobs;fte;{department};{low}.25;{low + more}.5;opgave;2025-01-10;brief;\n"
        )
        service.load_evidence_file(BUYER, self.monitor, NAME, "quantities.csv", (QUANTITIES + said).encode())

    @rule(codes=st.sampled_from([["15"], ["1586", "45"], ["0931"]]))
    def make_or_change_an_own_indicator(self, codes: list[str]) -> None:
        values = {**OWN, "scope": {"field": "cpv", "starts_with": codes}}
        service.save_own_indicator(BUYER, self.monitor, NAME, "eigen.toml", values, "Anders afgebakend.")

    @rule(changed=st.booleans(), steps=st.integers(0, 3))
    def change_a_definition(self, changed: bool, steps: int) -> None:
        """What is prepared may be left half done, with other changes before it goes on."""
        self.monitor.catalogue = definitions(changed)
        for _ in range(steps):
            renew_one(self.monitor)
        assert len(self.versions()) <= 1

    def versions(self) -> set[int]:
        found = service.status(self.monitor)
        return {one["version"] for one in found if one["indicator"] in LATER}

    def teardown(self) -> None:
        renew(self.monitor)
        before = service.status(self.monitor, by_department=True)
        service.rebuild(self.monitor)
        assert service.status(self.monitor, by_department=True) == before
        self.monitor.close()
        shutil.rmtree(self.folder)


TestUploads = Uploads.TestCase
TestUploads.settings = settings(max_examples=5, stateful_step_count=7)


def test_an_upload_and_a_quantity_touch_only_their_own_sums(monitor: Monitor) -> None:
    define(monitor, changed=False)
    service.load_mapping_file(BUYER, monitor, NAME, "map.csv", MAPPING)
    first = service.submit(BUYER, monitor, NAME, 2024, "a.csv", rows("Q1", [0, 1, 3]), "Q1", NET)
    before = _stored(monitor, first.id)
    service.submit(BUYER, monitor, NAME, 2024, "b.csv", rows("Q2", [2, 4, 5]), "Q2", NET)
    service.certify(CONTROLLER, monitor, NAME, 2024)
    said = "2024;social_return_jobs;fte;Stadsbeheer;2;3;opgave;2025-01-10;brief;\n"
    service.load_evidence_file(BUYER, monitor, NAME, "q.csv", (QUANTITIES + said).encode())
    assert _stored(monitor, first.id) == before


def _stored(monitor: Monitor, submission: str) -> dict:
    """The rows of a submission with their places in the tables: rows that are made again get other places."""
    with monitor.store.reading() as session:
        return {
            table: session.rows(f"SELECT rowid, * FROM {table} WHERE submission = ? ORDER BY rowid", [submission])
            for table in ("line_facts", "sums", "counted", "amounts", "supplier_amounts")
        }
