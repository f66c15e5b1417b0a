"""The command `map`: loads, writes a worksheet and takes it back, exports and borrows."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from kpi.cli import main
from tests.conftest import CopyOf
from tests.service.conftest import BODY
from tests.service.spent import HEADER, NAME, ROWS


def fill(folder: Path) -> None:
    folder.mkdir()
    (folder / "body.toml").write_bytes(BODY)
    (folder / "spend.csv").write_text(HEADER + ROWS, encoding="utf-8")
    where = ["--home", str(folder / "home")]
    assert main(["body", str(folder / "body.toml"), *where]) == 0
    submitted = ["submit", str(folder / "spend.csv"), "--body", NAME, "--year", "2024"]
    assert main([*submitted, "--answer", "amount_basis=net", *where]) == 0


@pytest.fixture
def home(copy_of: CopyOf, tmp_path: Path) -> Path:
    return copy_of(fill, tmp_path / "given") / "home"


def run(home: Path, *arguments: str) -> int:
    return main(["map", *arguments, "--body", NAME, "--home", str(home), "--json"])


def test_a_worksheet_is_written_filled_in_and_applied_and_the_mapping_exported(
    home: Path, tmp_path: Path, capsys
) -> None:
    sheet, out = tmp_path / "werkblad.xlsx", tmp_path / "indeling.csv"
    assert run(home, "--worksheet", str(sheet), "--year", "2024") == 0
    workbook = openpyxl.load_workbook(sheet)
    workbook.worksheets[0]["H2"] = "45"
    workbook.save(sheet)
    capsys.readouterr()
    assert run(home, str(sheet), "--filled-in") == 0
    assert json.loads(capsys.readouterr().out)["loaded"] == 1
    assert run(home, "--export", str(out)) == 0
    assert out.read_text("utf-8-sig") == "text,cpv,exclusion\nDiversen,45,\n"
    assert run(home, str(out), "--borrow") == 0


@pytest.mark.parametrize("arguments", [(), ("a.csv", "--export", "b.csv"), ("--worksheet", "a.xlsx")])
def test_what_is_asked_must_be_one_thing(home: Path, arguments: tuple[str, ...], capsys) -> None:
    assert run(home, *arguments) == 2
    assert "--worksheet" in capsys.readouterr().out
