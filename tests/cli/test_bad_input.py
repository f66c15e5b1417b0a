"""Whatever is given to the command line: words and an exit code, never a trace, and nothing half stored."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kpi import cli, service
from tests.conftest import CopyOf
from tests.service.conftest import BODY, EVIDENCE, MAPPING, SPEND

NAME = "gemeente-proef"
ANSWERS = '{"amount_basis": "net"}'


def fill(folder: Path) -> None:
    """A store with the body, and the files beside it."""
    folder.mkdir()
    (folder / "body.toml").write_bytes(BODY)
    (folder / "spend.csv").write_text(SPEND, encoding="utf-8")
    (folder / "answers.json").write_text(ANSWERS)
    assert cli.main(["body", str(folder / "body.toml"), "--home", str(folder / "home")]) == 0


@pytest.fixture
def home(copy_of: CopyOf, tmp_path: Path) -> Path:
    return copy_of(fill, tmp_path / "given") / "home"


def run(home: Path, *arguments: str) -> int:
    """The exit code, also where the command itself could not be understood."""
    try:
        return cli.main([*arguments, "--home", str(home)])
    except SystemExit as left:
        return int(str(left.code))


def submissions(home: Path) -> list[str]:
    monitor = service.open_monitor(home)
    try:
        with monitor.store.reading() as session:
            return [row["id"] for row in session.rows("SELECT id FROM submissions ORDER BY id")]
    finally:
        monitor.close()


FILES = {
    "binary.toml": bytes(range(256)) * 8,
    "binary.csv": bytes(range(256)) * 8,
    "empty.csv": b"",
    "empty.toml": b"",
    "nothing inside.csv": b"a\0b,c\n1,2\n",
    "brackets.toml": b"a=" + b"[" * 5000,
    "wrong types.toml": b"id = 5\nname = [1]\nkind = {a = 1}\n[[rule]]\ntext = [1]\ncpv = {a = 1}\n",
}


@pytest.mark.parametrize("command", ["body", "map", "evidence", "commit", "submit"])
@pytest.mark.parametrize("name", [*FILES, "there is none.csv", "."])
def test_a_file_that_is_something_else_is_refused(home: Path, command: str, name: str, capsys) -> None:
    path = home.parent / name
    if name in FILES:
        path.write_bytes(FILES[name])
    year = ["--year", "2024"] if command == "submit" else []

    assert run(home, command, str(path), "--body", NAME, *year) == 2
    assert "Traceback" not in capsys.readouterr().err
    assert submissions(home) == []


@pytest.mark.parametrize(
    "rest",
    [
        pytest.param('size_class = [1]', id="a list for a word"),
        pytest.param("province = 1979-05-27", id="a date for a word"),
        pytest.param("inhabitants = -4", id="fewer than nobody"),
        pytest.param('[[department]]\nid = ""\nname = "x"', id="a department without an id"),
        pytest.param("department = 5", id="a number for departments"),
    ],
)  # fmt: skip
def test_a_body_with_a_wrong_value_is_refused(home: Path, rest: str) -> None:
    path = home.parent / "other.toml"
    path.write_text(f'id = "other"\nname = "Other"\nkind = "rijk"\n{rest}\n')

    assert run(home, "body", str(path)) == 2


@pytest.mark.parametrize("target", ["150", '"1e999999999"', "nan", "inf", "1e-999999", "[1]", '"veel"'])
def test_a_target_that_is_no_share_is_refused_at_once(home: Path, target: str) -> None:
    path = home.parent / "commit.toml"
    path.write_text(
        f'id = "x"\nindicator = "biobased"\ntext = "t"\n[target]\nyear = 2024\nvalue = {target}\n'
        '[decision]\nkind = "k"\nbody = "b"\ndate = 2020-01-01\nreference = "r"\n'
    )

    assert run(home, "commit", str(path), "--body", NAME) == 2


@pytest.mark.parametrize("year", ["-5", "0", "abc", "20.5", "1999", "2101", "99999999999999999999999"])
def test_a_year_that_is_none_is_refused(home: Path, year: str) -> None:
    spend, answers = home.parent / "spend.csv", home.parent / "answers.json"

    assert run(home, "submit", str(spend), "--body", NAME, "--year", year, "--answers", str(answers)) == 2
    assert submissions(home) == []


@pytest.mark.parametrize("answers", ["[1, 2]", '"net"', '{"amount_basis":', '{"amount_basis": ["net"]}', "[" * 100_000])
def test_answers_that_are_none_are_refused(home: Path, answers: str) -> None:
    path = home.parent / "wrong.json"
    path.write_text(answers)

    spend = str(home.parent / "spend.csv")
    assert run(home, "submit", spend, "--body", NAME, "--year", "2024", "--answers", str(path)) == 2


def test_a_vat_basis_that_is_no_basis_is_refused(home: Path) -> None:
    unsaid, answers = home.parent / "unsaid.csv", home.parent / "wrong.json"
    unsaid.write_text(SPEND.replace("Bedrag excl. btw", "Bedrag"), encoding="utf-8")
    answers.write_text('{"amount_basis": "maybe"}')

    assert run(home, "submit", str(unsaid), "--body", NAME, "--year", "2024", "--answers", str(answers)) == 2
    assert submissions(home) == []


@pytest.mark.parametrize("identity", ["nobody", "a/../b", "../../etc", ""])
def test_a_body_that_is_not_there_is_refused(home: Path, identity: str) -> None:
    assert run(home, "certify", "--body", identity, "--year", "2024") == 2
    assert run(home, "status", "--body", identity or "?") == 2


def test_a_part_may_have_any_name_and_stays_inside_the_store(home: Path, capsys) -> None:
    spend, answers = home.parent / "spend.csv", home.parent / "different.json"
    answers.write_text('{"amount_basis": "net", "overlap": "different"}')
    names = ["é ü 你好/../..", "..", "CON", "q1", "Q1"]
    for name in names:
        options = ["--year", "2024", "--part", name, "--answers", str(answers)]
        assert run(home, "submit", str(spend), "--body", NAME, *options) == 0

    kept = sorted(path.name for path in (home / "records").iterdir())
    assert kept == submissions(home)
    assert len(kept) == len(names)
    assert all(path.isascii() for path in kept)


def test_the_whole_year_is_one_part_whatever_its_capitals(home: Path) -> None:
    spend, answers = str(home.parent / "spend.csv"), str(home.parent / "answers.json")
    for part in ("all", "ALL", " All "):
        assert run(home, "submit", spend, "--body", NAME, "--year", "2024", "--part", part, "--answers", answers) == 0

    assert submissions(home) == [f"{NAME}-2024-all-{version}" for version in (1, 2, 3)]


@pytest.mark.parametrize("kind", ["a file", "no store", "under a file"])
def test_a_home_that_cannot_be_opened_is_refused(home: Path, kind: str, capsys) -> None:
    place = home.parent / "elsewhere"
    if kind == "no store":
        place.mkdir()
        (place / "store.duckdb").write_bytes(b"garbage" * 1000)
    else:
        place.write_text("x")
    place = place / "below" if kind == "under a file" else place

    assert run(place, "body", str(home.parent / "body.toml")) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_an_unexpected_fault_is_told_calmly_with_a_reference(home: Path, monkeypatch, capsys, caplog) -> None:
    def fail(*_: object) -> None:
        raise ValueError("NL01BANK0123456789")

    monkeypatch.setattr(service, "status", fail)
    assert run(home, "status", "--json") == 1
    shown = capsys.readouterr()
    refused = json.loads(shown.out)["refused"]
    assert refused["code"] == "fault"
    reference = refused["message_en"].rstrip(".").split()[-1]
    assert reference in caplog.text
    assert "NL01BANK0123456789" not in caplog.text + shown.out + shown.err


def test_stopping_it_halfway_stores_nothing(home: Path, monkeypatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kpi.service.submitting.apply_knowledge", stop)
    spend, answers = str(home.parent / "spend.csv"), str(home.parent / "answers.json")

    assert run(home, "submit", spend, "--body", NAME, "--year", "2024", "--answers", answers) == 130
    assert submissions(home) == []
    assert [path for name in ("records", "originals") for path in (home / name).glob("*")] == []


def test_of_two_processes_at_once_each_is_stored_or_refused(home: Path) -> None:
    spend, answers = str(home.parent / "spend.csv"), str(home.parent / "answers.json")
    command = [
        *(sys.executable, "-m", "kpi", "submit", spend, "--body", NAME, "--year", "2024"),
        *("--answers", answers, "--home", str(home)),
    ]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    shown = [one.communicate()[1] for one in both]
    codes = sorted(one.returncode for one in both)

    assert codes in ([0, 0], [0, 3])
    assert "Traceback" not in "".join(shown)
    assert len(submissions(home)) == codes.count(0)


def test_rebuilding_by_command_says_how_much_and_refuses_where_there_is_nothing(home: Path, capsys) -> None:
    spend, answers = str(home.parent / "spend.csv"), str(home.parent / "answers.json")
    run(home, "submit", spend, "--body", NAME, "--year", "2024", "--answers", answers)
    capsys.readouterr()

    assert run(home, "rebuild", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"submissions": 1, "lines": 8}
    assert run(home.parent / "nowhere", "rebuild") == 2
    monitor = service.open_monitor(home)
    code = "import sys; from kpi.cli import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", code, "rebuild", "--home", str(home)], check=False, capture_output=True
    )
    monitor.close()
    assert done.returncode == 3


def test_own_files_are_loaded_whole_or_not(home: Path) -> None:
    for name, content in (("map", MAPPING), ("evidence", EVIDENCE)):
        path = home.parent / f"{name}.csv"
        path.write_bytes(content.rstrip(b"\n") + b"\nbroken;row,,9,9,9,9,9,9,9,9,9,9,9,9,9\n")
        assert run(home, name, str(path), "--body", NAME) == 2

    monitor = service.open_monitor(home)
    with monitor.store.reading() as session:
        assert session.value("SELECT count(*) FROM knowledge") == 0
    monitor.close()


def test_a_reply_is_written_and_a_file_that_cannot_be_opened_gives_none(home: Path, capsys) -> None:
    spend, out = home.parent / "spend.csv", home.parent / "reply.xlsx"
    assert run(home, "reply", str(spend), "--out", str(out), "--body", NAME, "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"written": str(out), "excerpt": False}
    assert out.read_bytes().startswith(b"PK")
    (home.parent / "bad.pdf").write_bytes(b"%PDF-1.4")
    assert run(home, "reply", str(home.parent / "bad.pdf"), "--out", str(home.parent / "none.xlsx")) == 2
    assert not (home.parent / "none.xlsx").exists()


def test_one_answer_on_the_command_line_goes_before_the_file_of_answers(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home.parent / "wrong.json").write_text('{"column:Bedrag excl. btw": "none"}')
    capsys.readouterr()

    code = run(
        home, "read", str(home.parent / "spend.csv"), "--answers", str(home.parent / "wrong.json"),
        "--answer", "column:Bedrag excl. btw=amount",
    )  # fmt: skip

    table = json.loads(capsys.readouterr().out)["tables"][0]
    assert (code, table["amount_basis"], table["columns"]["amount"]["why"]) == (0, "net", "U koos dit.")
    assert run(home, "read", str(home.parent / "spend.csv"), "--answer", "without a sign") == 2


@pytest.mark.parametrize(
    "asked",
    [
        ("submit", "spend.csv", "--year", "2024"),
        ("map", "spend.csv"),
        ("evidence", "spend.csv"),
        ("evidence", "spend.csv", "--notices"),
        ("commit", "body.toml"),
        ("body", "--departments", "spend.csv"),
        ("certify", "--year", "2024"),
        ("reopen", "--year", "2024", "--reason", "x"),
        ("withdraw", "--submission", "x", "--reason", "x"),
        ("sample", "--year", "2024"),
        ("status",),
        ("rebuild",),
    ],
)
def test_only_a_body_or_the_example_makes_a_store(home: Path, asked: tuple[str, ...], monkeypatch, capsys) -> None:
    monkeypatch.chdir(home.parent)
    body = () if asked == ("rebuild",) else ("--body", NAME)

    assert run(home.parent / "nothing here", *asked, *body, "--json") == 2
    assert json.loads(capsys.readouterr().out)["refused"]["code"] == "no_store"
    assert not (home.parent / "nothing here").exists()


def test_a_body_that_is_refused_makes_no_store(home: Path) -> None:
    (home.parent / "wrong.toml").write_text('id = "x"\n')

    assert run(home.parent / "nothing here", "body", str(home.parent / "wrong.toml")) == 2
    assert not (home.parent / "nothing here").exists()


def test_a_file_with_rows_that_cannot_be_read_is_stored_told_and_replaced_by_the_corrected_one(
    home: Path, capsys
) -> None:
    spend, answers = home.parent / "wrong.csv", str(home.parent / "answers.json")
    spend.write_text(SPEND.replace("6.000,00", "zesduizend"), encoding="utf-8")
    asked = ("--body", NAME, "--year", "2024", "--answers", answers, "--language", "en")
    capsys.readouterr()

    assert run(home, "submit", str(spend), *asked) == 0
    shown = capsys.readouterr()
    printed = json.loads(shown.out)
    (stops,) = printed["stops_certifying"]
    assert (stops["rule"], stops["rows"]) == ("amount_not_a_number", 1)
    assert stops["message_en"] in shown.err
    assert printed["first_unreadable"] == [{"sheet": None, "row": 2}]
    assert "The first such rows: 2." in shown.err
    assert "cannot be certified as it is" in shown.err
    certify = ("certify", "--body", NAME, "--year", "2024", "--by", "bert", "--json")
    assert run(home, *certify) == 2
    assert json.loads(capsys.readouterr().out)["refused"]["code"] == "unreadable_rows"

    assert run(home, "submit", str(home.parent / "spend.csv"), *asked) == 0
    shown = capsys.readouterr()
    assert (json.loads(shown.out)["stops_certifying"], shown.err) == ([], "")
    assert run(home, *certify) == 0
