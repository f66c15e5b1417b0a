"""Public notices and audit samples on the command line: what is printed, and what is refused with exit code 2."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from tests.cli.test_bad_input import NAME, fill, home, run
from tests.conftest import CopyOf
from tests.intake.notices import AWARDED, goal, package, release
from tests.service.conftest import COMMITMENT, EVIDENCE, MAPPING

__all__ = ["home"]


def fill_all(folder: Path) -> None:
    """The store with the spend of 2024, its words, evidence and promise."""
    fill(folder)
    home = folder / "home"
    files = {"map.csv": MAPPING, "evidence.csv": EVIDENCE, "c.toml": COMMITMENT.format(target=70).encode()}
    for name, content in files.items():
        (home.parent / name).write_bytes(content)
    answers = ("--answers", str(home.parent / "answers.json"))
    assert run(home, "submit", str(home.parent / "spend.csv"), "--body", NAME, "--year", "2024", *answers) == 0
    for command, name in (("map", "map.csv"), ("evidence", "evidence.csv"), ("commit", "c.toml")):
        assert run(home, command, str(home.parent / name), "--body", NAME) == 0


@pytest.fixture
def spent(copy_of: CopyOf, tmp_path: Path, capsys) -> Path:
    home = copy_of(fill_all, tmp_path / "given") / "home"
    capsys.readouterr()
    return home


def printed(capsys) -> dict:
    return json.loads(capsys.readouterr().out)


def test_notices_are_loaded_or_refused_with_their_place(home: Path, capsys) -> None:
    good, wrong = home.parent / "good.json", home.parent / "wrong.json"
    good.write_bytes(package(release(goal("environmental.recycling"), **AWARDED)))
    wrong.write_bytes(package(release(goal("nonsense"))))

    assert run(home, "evidence", "--notices", str(good), "--body", NAME, "--json") == 0
    assert printed(capsys)["loaded"] == 1
    assert run(home, "evidence", str(wrong), "--notices", "--body", NAME, "--json") == 2
    refused = printed(capsys)["refused"]
    assert refused["code"] == "notice_file"
    assert "/releases/0/tender/sustainability/0/goal" in refused["message_en"]


def test_a_sample_is_drawn_judged_and_written(spent: Path, capsys) -> None:
    asked = ("sample", "--body", NAME, "--year", "2024", "--seed", "7", "--json")
    assert run(spent, *asked) == 0
    drawn = printed(capsys)
    assert [(one["number"], one["claimed"], one["verdict"]) for one in drawn["lines"]] == [
        (1, "6000", None),
        (2, "900", None),
    ]
    assert (drawn["claimed"], drawn["error_low"], drawn["error_high"], drawn["error"]) == ("6900", "0", "1", None)

    verdicts, book = spent.parent / "verdicts.json", spent.parent / "out" / "sample.xlsx"
    found = {"1": {"verdict": "confirmed"}, "2": {"verdict": "rejected", "note": "nee", "reference": "brief 3"}}
    verdicts.write_text(json.dumps(found))
    assert run(spent, *asked, "--verdicts", str(verdicts), "--out", str(book)) == 0
    judged = printed(capsys)
    assert judged["sample"] == drawn["sample"]
    assert (judged["open"], judged["rejected"], judged["error"]) == (0, 1, "3/23")
    assert openpyxl.load_workbook(book).sheetnames == ["Steekproef", "Regels"]


def test_a_sample_is_filled_in_as_a_workbook_or_refused_with_its_cell(spent: Path, capsys) -> None:
    asked, book = ("sample", "--body", NAME, "--year", "2024", "--json"), spent.parent / "sample.xlsx"
    assert run(spent, *asked, "--seed", "7", "--out", str(book)) == 0
    filled = openpyxl.load_workbook(book)
    filled["Regels"]["K2"].value = "klopt niet"
    filled.save(book)
    capsys.readouterr()
    assert run(spent, *asked, "--verdicts", str(book)) == 2
    refused = printed(capsys)["refused"]
    assert (refused["code"], "cel L2" in refused["message"]) == ("sample_workbook", True)

    filled["Regels"]["L2"].value, filled["Regels"]["M2"].value = "nee", "brief 3"
    filled.save(book)
    assert run(spent, *asked, "--verdicts", str(book)) == 0
    judged = printed(capsys)
    assert (judged["seed"], judged["checked"], judged["rejected"]) == (7, 1, 1)
    assert run(spent, "sample", "--body", NAME, "--year", "2023", "--verdicts", str(book)) == 2


@pytest.mark.parametrize(
    "asked",
    [
        ("--seed", "x"),
        ("--seed", "-1"),
        ("--percent", "0"),
        ("--percent", "101"),
        ("--percent", "1/0"),
        ("--indicator", "no_such"),
    ],
)
def test_what_cannot_be_sampled_is_refused(home: Path, asked: tuple[str, str]) -> None:
    assert run(home, "sample", "--body", NAME, "--year", "2024", *asked) == 2
