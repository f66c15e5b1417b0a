"""An indicator of a body's own through the command line: previewed, kept, changed, and marked in every figure."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kpi.cli import main
from tests.conftest import CopyOf
from tests.service.conftest import BODY, MAPPING, SPEND

DEFINITION = """
id = "own_koffie"
name = "Onze koffie"
themes = ["KET"]
scope = {field = "cpv", starts_with = ["1586"]}
criterion = {property = "fairtrade"}
"""
NAME = "gemeente-proef"


def fill(folder: Path) -> None:
    folder.mkdir()
    for name, content in (("body.toml", BODY), ("map.csv", MAPPING), ("spend.csv", SPEND.encode())):
        (folder / name).write_bytes(content)
    (folder / "koffie.toml").write_text(DEFINITION, encoding="utf-8")
    where = ["--home", str(folder / "home")]
    assert main(["body", str(folder / "body.toml"), *where]) == 0
    assert main(["map", str(folder / "map.csv"), "--body", NAME, *where]) == 0
    submit = ["submit", str(folder / "spend.csv"), "--body", NAME, "--year", "2024", "--answer", "amount_basis=net"]
    assert main([*submit, *where]) == 0


@pytest.fixture
def home(copy_of: CopyOf, tmp_path: Path, capsys: pytest.CaptureFixture) -> Path:
    home = copy_of(fill, tmp_path / "given") / "home"
    capsys.readouterr()
    return home


def run(home: Path, *more: str) -> int:
    file = str(home.parent / "koffie.toml")
    return main(["indicator", "--body", NAME, "--file", file, "--home", str(home), *more])


def figures(home: Path, capsys: pytest.CaptureFixture, *more: str) -> list[dict]:
    capsys.readouterr()
    assert main(["status", "--home", str(home), "--json", *more]) == 0
    return [one for one in json.loads(capsys.readouterr().out) if one["own"]]


def test_the_preview_prints_json_and_stores_nothing(home: Path, capsys: pytest.CaptureFixture) -> None:
    assert run(home, "--preview") == 0
    seen = json.loads(capsys.readouterr().out)
    assert (seen["indicator"], seen["version"], seen["own"], seen["year"]) == ("own_koffie", 1, True, 2024)
    assert {name: (part["lines"], part["amount"]) for name, part in seen["lines"].items()} == {
        "met": (2, "5500.00"),
        "part": (0, "0.00"),
        "not_met": (0, "0.00"),
        "open": (3, "4000.00"),
        "scope_unknown": (1, "5000.00"),
        "out_of_scope": (1, "20000.00"),
    }
    assert seen["definition"]["whole"]["nl"].startswith("Wat wij uitgeven aan koffie, thee")
    assert figures(home, capsys) == []


def test_a_kept_one_is_in_the_status_and_marked(home: Path, capsys: pytest.CaptureFixture) -> None:
    assert run(home, "--json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "indicator": "own_koffie",
        "version": 1,
        "own": True,
        "message": "Onze koffie (eigen indicator), versie 1.",
    }
    (figure,) = figures(home, capsys)
    assert (figure["indicator"], figure["version"], figure["base"], figure["met"]) == (
        "own_koffie", 1, "9500.00", "5500.00",
    )  # fmt: skip
    assert figures(home, capsys, "--as", "ministry") == []


def test_another_measurement_needs_a_reason_and_is_the_next_version(home: Path, capsys: pytest.CaptureFixture) -> None:
    run(home)
    file = home.parent / "koffie.toml"
    file.write_text(DEFINITION.replace('"1586"', '"15863"'), encoding="utf-8")
    assert run(home) == 2
    assert "Zeg waarom, in hoogstens 1000 tekens" in capsys.readouterr().err
    assert run(home, "--reason", "Alleen thee.") == 0
    assert [one["version"] for one in figures(home, capsys)] == [2]


def test_a_wrong_definition_is_refused_with_file_key_found_and_expected(
    home: Path, capsys: pytest.CaptureFixture
) -> None:
    (home.parent / "koffie.toml").write_text(DEFINITION.replace('"fairtrade"', '"lekker"'), encoding="utf-8")
    assert run(home, "--preview") == 2
    assert "koffie.toml, criterion.property: gevonden lekker, verwacht" in capsys.readouterr().err


def test_it_is_ended_with_a_reason_and_then_has_no_figures(home: Path, capsys: pytest.CaptureFixture) -> None:
    assert run(home) == 0
    assert figures(home, capsys)
    end = ["indicator", "--body", NAME, "--end", "own_koffie", "--home", str(home), "--json"]
    assert main(end) == 2
    assert json.loads(capsys.readouterr().out)["refused"]["code"] == "no_reason"
    assert main([*end, "--reason", "Niemand gebruikt hem."]) == 0
    assert json.loads(capsys.readouterr().out)["ended"] is True
    assert figures(home, capsys) == []
