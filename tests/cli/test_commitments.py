"""Commitments at the command line: written out, printed, ended, and refused in words."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from kpi import cli
from tests.service.conftest import BODY, COMMITMENT

ENDING = """
id = "fairtrade"
[ended]
reason = "ander beleid"
kind = "raadsbesluit"
body = "de raad"
date = 2023-02-06
reference = "2023-7"
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    (tmp_path / "body.toml").write_bytes(BODY)
    (tmp_path / "c.toml").write_text(COMMITMENT.format(target=70), encoding="utf-8")
    (tmp_path / "end.toml").write_text(ENDING, encoding="utf-8")
    assert cli.main(["body", str(tmp_path / "body.toml"), "--home", str(home)]) == 0
    assert cli.main(["commit", str(tmp_path / "c.toml"), "--body", "gemeente-proef", "--home", str(home)]) == 0
    return home


def test_the_check_code_of_a_statement_is_the_hash_of_the_exported_file(home: Path, tmp_path: Path) -> None:
    out, page = tmp_path / "out", tmp_path / "new folder" / "statement.html"
    assert cli.main(["commitments", "--body", "gemeente-proef", "--out", str(out), "--home", str(home)]) == 0
    assert cli.main(["statement", "fairtrade", "--out", str(page), "--home", str(home)]) == 0
    digest = hashlib.sha256((out / "fairtrade-1.toml").read_bytes()).hexdigest().upper()
    (code,) = re.findall(r"Controlecode ([0-9A-F-]+)\.", page.read_text(encoding="utf-8"))
    assert digest.startswith(code.replace("-", ""))


def test_a_statement_is_a_pdf_unless_its_name_asks_for_a_page(home: Path, tmp_path: Path) -> None:
    paper = tmp_path / "statement.pdf"
    assert cli.main(["statement", "fairtrade", "--out", str(paper), "--home", str(home)]) == 0
    assert paper.read_bytes().startswith(b"%PDF")


def test_a_promise_is_listed_with_its_state(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    end = [str(tmp_path / "end.toml"), "--body", "gemeente-proef", "--home", str(home)]
    assert cli.main(["commit", *end]) == 0
    capsys.readouterr()
    assert cli.main(["commitments", "--body", "gemeente-proef", "--json", "--home", str(home)]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["id"], found["state"], found["ended"]["reason"]) == ("fairtrade", "ended", "ander beleid")
    assert found["versions"][0]["target"] == {"year": 2024, "value": "7/10"}
    assert cli.main(["commit", *end]) == 2
    assert "beëindigd" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["statement", "nee", "--out", "x.html"], '"nee"'),
        (["statement", "fairtrade", "--version", "9", "--out", "x.html"], '"fairtrade"'),
        (["statement", "fairtrade", "--out", "/dev/null/x.html"], "/dev/null"),
        (["commitments", "--body", "nee"], '"nee"'),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys, arguments: list[str], says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main([*arguments, "--home", str(home)]) == 2
    assert says in capsys.readouterr().err
    assert not (tmp_path / "x.html").exists()
