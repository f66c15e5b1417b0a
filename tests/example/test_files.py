"""The generated files: the same every time, invented throughout, and readable without a question."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi import intake
from kpi.example import bodies, layouts, promises, proof, spend, supply, words
from kpi.example.bodies import BODIES, EVERYONE, SEED, ExampleBody
from kpi.example.files import FOLDER, files
from kpi.example.firms import FIRST, pool
from kpi.example.spend import booked
from kpi.model import Outcome

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT.parent / "shared" / "reference"
COMPANIES = (
    "albert heijn", "douwe egberts", "heineken", "philips", "rabobank", "sodexo", "vebego", "hutten", "ahrend", "gispen",
    "centric", "pinkroccade", "kpn", "ziggo", "eneco", "vattenfall", "essent", "heijmans", "bam", "volkerwessels",
    "strukton", "dura vermeer", "ballast nedam", "royal haskoning", "arcadis", "tauw", "witteveen", "randstad",
    "tempo team", "postnl", "connexxion", "transdev", "prezero", "renewi", "suez", "trigion", "securitas", "deloitte",
)  # fmt: skip

SYSTEM_YEARS = [
    pytest.param(next(one for one in BODIES if one.system(year) == system), year, id=f"{system}-{year}")
    for system in layouts.SYSTEMS
    for year in (2023,)
]


def all_files(body: ExampleBody) -> Iterator[layouts.File]:
    found = {year: booked(body, year, SEED) for year in proof.years(body)}
    for year, lines in found.items():
        yield layouts.write(body, year, lines)
    everything = [line for lines in found.values() for line in lines]
    yield proof.body_file(body)
    yield proof.mapping_file(body)
    yield proof.contracts_file(body, SEED, proof.years(body))
    yield proof.suppliers_file(body, SEED)
    yield proof.evidence_file(body, everything, SEED, proof.years(body))
    yield from promises.commitment_files(body, SEED)


@pytest.mark.parametrize("body", [BODIES[3], BODIES[5]], ids=lambda body: body.id)
def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(body: ExampleBody) -> None:
    first = list(all_files(body))
    supply.streams.cache_clear()
    supply.terms.cache_clear()
    pool.cache_clear()

    assert list(all_files(body)) == first
    assert layouts.write(body, 2023, spend.lines(body, 2023, SEED + 1)) not in first


def test_the_ready_made_files_are_what_the_generator_gives() -> None:
    assert {file.name: file.content for file in files()} == {
        path.name: path.read_bytes() for path in FOLDER.iterdir() if path.name != "README.md"
    }
    assert sum(len(file.content) for file in files()) < 200_000


def test_there_are_bodies_of_every_kind_and_size_and_enough_of_one_size_for_deciles() -> None:
    sizes = [body.size_class for body in BODIES if body.kind == "municipality"]

    assert {body.kind for body in BODIES} == {"rijk", "ministry", "province", "water_authority", "municipality"}
    assert len(set(sizes)) == 5
    assert sizes.count("50k_100k") >= 8
    assert len(sizes) >= 16
    assert len(next(body for body in BODIES if body.kind == "rijk").departments) == 5
    assert {body.system(2025) for body in BODIES} == set(layouts.SYSTEMS)
    assert 0 < sum(body.consent for body in BODIES) < len(BODIES)


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body.id)
def test_a_file_has_the_size_and_the_part_left_out_of_a_real_one(body: ExampleBody) -> None:
    low, high = (500, 950) if body.kind == "rijk" else (110, 500)

    for year in proof.years(body):
        lines = booked(body, year, SEED)
        everything = sum(line.cents for line in lines)
        left_out = sum(line.cents for line in lines if line.category in {one.key for one in words.LEFT_OUT})
        assert low <= len(lines) <= high
        assert 0.15 < left_out / everything < 0.35


@pytest.mark.parametrize(("body", "year"), SYSTEM_YEARS)
def test_every_layout_is_read_without_a_question_and_to_the_cent(body: ExampleBody, year: int) -> None:
    lines = booked(body, year, SEED)
    file = layouts.write(body, year, lines)

    reading = intake.read(file.name, file.content)
    (table,) = reading.tables

    assert (reading.outcome, reading.reason, reading.questions) == (Outcome.OK, None, ())
    assert table.line_count == len(lines)
    assert table.amount_sum == sum(line.cents for line in lines)
    assert table.negative_lines == sum(line.cents < 0 for line in lines) > 0
    assert table.unreadable.rows == 0
    assert table.earliest == min(line.invoice_date for line in lines).isoformat()
    assert table.latest == max(line.invoice_date for line in lines).isoformat()


def test_the_layouts_hold_the_dirt_of_real_exports() -> None:
    set_aside: set[str] = set()
    for param in SYSTEM_YEARS:
        body, year = param.values
        file = layouts.write(body, year, booked(body, year, SEED))
        set_aside |= {reason for table in intake.read(file.name, file.content).tables for reason in table.set_aside}

    assert set_aside >= {"blank", "repeated_header", "total"}


def test_one_ready_made_file_asks_how_its_dates_are_meant_and_the_others_ask_nothing() -> None:
    asked = {
        file.name: [question.id for question in intake.read(file.name, file.content).questions]
        for file in files()
        if file.name.startswith("inkoop")
    }

    assert {name for name, questions in asked.items() if questions} == {"inkoop-2026-kwartaal-3-met-vraag.csv"}
    assert asked["inkoop-2026-kwartaal-3-met-vraag.csv"] == ["date_order"]


def invented_names() -> list[str]:
    return [
        *(body.name for body in EVERYONE),
        *(body.province for body in BODIES if body.province),
        *(department.name for body in BODIES for department in body.departments),
        *(one.department.name for body in BODIES for one in body.former_departments),
        *FIRST,
        *(firm.name for category in words.CATEGORIES for firm in pool(category.key, SEED)),
        *(one.payee for one in words.LEFT_OUT),
    ]


@pytest.mark.skipif(not REFERENCE.is_dir(), reason="the registers of Dutch bodies are not beside this repository")
@pytest.mark.parametrize("register", ["municipalities", "provinces", "water_authorities", "ministries"])
def test_no_invented_name_is_that_of_a_dutch_body(register: str) -> None:
    with (REFERENCE / f"{register}.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    real = {
        name.strip().casefold()
        for row in rows
        for name in (row["name"], row.get("name_short") or "", *row["aliases"].split(";"))
        if len(name.strip()) > 2
    }
    ours = {name.casefold() for name in invented_names()}
    bare = {re.sub(r"^(gemeente|provincie|waterschap|ministerie van) ", "", name) for name in ours}

    assert not real & (ours | bare)
    if register in ("municipalities", "provinces"):
        assert not real & {word for name in ours for word in re.findall(r"[\w'-]+", name)}


def test_no_invented_supplier_bears_the_name_of_a_well_known_company() -> None:
    ours = " | ".join(invented_names()).casefold()

    assert [company for company in COMPANIES if re.search(rf"\b{company}\b", ours)] == []
    assert all(firm.kvk.startswith("00") for one in words.CATEGORIES for firm in pool(one.key, SEED))


def test_every_body_says_that_it_is_fictional() -> None:
    assert all(b"fictional = true" in proof.body_file(body).content for body in bodies.BODIES)
