"""No file takes the server down: a child process that dies, runs late or eats memory ends as a refusal."""

from __future__ import annotations

import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from kpi.intake.grid import Grid
from kpi.intake.sandbox import read_isolated, run_isolated
from kpi.intake.sheet import Limits
from kpi.model import Outcome, Reading, Refusal
from tests.intake.files import xlsx

MEGABYTE = 1_000_000


def test_the_result_comes_back() -> None:
    grid = run_isolated("kpi.intake.grid:open_grid", ("lijst.xlsx", xlsx()), Limits())
    assert isinstance(grid, Grid)
    assert grid.sheets[0].rows[1] == ["Bakker BV", 12.5]


def test_what_a_reader_prints_does_not_mix_with_the_answer() -> None:
    assert run_isolated("builtins:print", ("x" * 100_000,), Limits()) is None


def test_a_refusal_comes_back_as_it_was_raised() -> None:
    with pytest.raises(Refusal) as caught:
        run_isolated("kpi.intake.grid:open_grid", ("leeg.csv", b""), Limits())
    assert caught.value.code == "empty"
    assert caught.value.message.nl.startswith("Dit bestand is leeg")


@pytest.mark.parametrize(
    ("function", "arguments", "limits", "code"),
    [
        pytest.param("time:sleep", (60,), Limits(seconds=0.5), "too_slow", id="late"),
        pytest.param("os:abort", (), Limits(), "reader_failed", id="dead"),
        pytest.param("os:_exit", (0,), Limits(), "reader_failed", id="gone without a word"),
        pytest.param("builtins:int", ("x",), Limits(), "reader_failed", id="a defect"),
        pytest.param("sys:exit", ("memory allocation of 9 bytes failed",), Limits(), "too_large", id="its last words"),
        pytest.param(
            "builtins:bytearray",
            (4000 * MEGABYTE,),
            Limits(memory_bytes=2000 * MEGABYTE),
            "too_large",
            id="memory",
            marks=pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to a limit on memory"),
        ),
    ],
)
def test_what_goes_wrong_in_the_child_is_a_refusal(function: str, arguments: tuple, limits: Limits, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        run_isolated(function, arguments, limits)
    assert caught.value.code == code
    assert caught.value.message.nl != caught.value.message.en


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to a limit on memory")
@pytest.mark.parametrize("function", ["pyarrow:allocate_buffer", "numpy:zeros"])
def test_a_library_that_takes_all_memory_at_once_is_stopped_too(function: str) -> None:
    with pytest.raises(Refusal) as caught:
        run_isolated(function, (6000 * MEGABYTE,), Limits(memory_bytes=2000 * MEGABYTE))
    assert caught.value.code == "too_large"


def test_bad_files_side_by_side_leave_a_good_one_alone() -> None:
    good = b"Leverancier;Bedrag;Factuurdatum\nBakker BV;12,50;31-03-2024\nSlager BV;1.000,00;02-03-2024\n"
    calls = [
        (good, Limits()),
        (good, Limits(seconds=0.01)),
        (good, Limits(memory_bytes=1000 * MEGABYTE)),
        (b"PK\3\4", Limits()),
        (good, Limits(seconds=0.01)),
    ]
    with ThreadPoolExecutor(len(calls)) as pool:
        readings = list(pool.map(lambda call: read_isolated("lijst.csv", call[0], limits=call[1]), calls))
    assert [reading.outcome for reading in readings] == ["ok", "refuse", "ok", "refuse", "refuse"]
    assert sum(table.line_count for table in readings[0].tables) == 2


def test_a_slow_child_does_not_hold_up_the_others() -> None:
    ended: list[str] = []

    def be_slow() -> None:
        try:
            run_isolated("time:sleep", (60,), Limits(seconds=10))
        except Refusal as refusal:
            ended.append(refusal.code)

    slow = threading.Thread(target=be_slow)
    slow.start()
    assert run_isolated("builtins:len", ("abc",), Limits()) == 3
    assert not ended
    slow.join()
    assert ended == ["too_slow"]


def test_a_file_is_read_in_the_child() -> None:
    content = b"Leverancier;Bedrag;Factuurdatum\nBakker BV;12,50;01-03-2024\nSlager BV;1.000,00;02-03-2024\n"
    reading = read_isolated("lijst.csv", content)
    assert isinstance(reading, Reading)
    assert (reading.file.delimiter, reading.file.encoding) == (";", "ascii")


def test_a_file_that_takes_too_long_is_a_refused_reading() -> None:
    reading = read_isolated("lijst.csv", b"a;b\n1;2\n", limits=Limits(seconds=0.01))
    assert reading.outcome is Outcome.REFUSE
    assert reading.reason is not None
    assert reading.findings[0].rule == "too_slow"
    assert (reading.file.name, reading.file.bytes) == ("lijst.csv", 8)


def test_limits_are_settings_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AMBITIEMONITOR_LIMIT_ROWS", "2")
    assert Limits.from_environment() == Limits(rows=2)
    reading = read_isolated("lijst.csv", b"Leverancier;Bedrag\nA;1,00\nB;2,00\nC;3,00\n")
    assert reading.findings[0].rule == "too_large"
    monkeypatch.setenv("AMBITIEMONITOR_LIMIT_SECONDS", "0")
    with pytest.raises(ValueError, match="AMBITIEMONITOR_LIMIT_SECONDS must be a number above 0, found 0"):
        Limits.from_environment()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to a limit on memory")
def test_a_file_that_needs_too_much_memory_is_a_refused_reading() -> None:
    content = b"Leverancier;Bedrag;Factuurdatum\n" + b"Bakker BV;12,50;01-03-2024\n" * 400_000
    reading = read_isolated("lijst.csv", content, limits=Limits(memory_bytes=300 * MEGABYTE))
    assert reading.outcome is Outcome.REFUSE
    assert reading.findings[0].rule == "too_large"
