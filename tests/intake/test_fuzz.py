"""Mutated files are read, asked about or refused in words; and what is read still adds up.

The seeds and every file that once went wrong lie in corpus/. A few mutations, always the same, run with the other tests; `make fuzz`
runs many. The file that is being read then lies in the folder .hypothesis, also where it ended the process or took a minute.
"""

from __future__ import annotations

import faulthandler
import io
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kpi.intake import read
from kpi.intake.sheet import Limits
from kpi.model import Outcome
from tests.intake.files import zip_of
from tests.intake.money import assert_money_adds_up

CORPUS = sorted((Path(__file__).parent / "corpus").iterdir())
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "0"))
LATEST = Path(__file__).parents[2] / ".hypothesis" / "fuzzed"
FEW = Limits(rows=20_000, columns=2_000, cells=400_000, unpacked_bytes=20_000_000, texts=100_000)
fuzzing = settings(
    max_examples=EXAMPLES or 60,
    derandomize=not EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

PIECES = st.sampled_from(
    [
        b'"', b";", b",", b"\t", b"\r", b"\n\n", b"\0", b"\xff\xfe", b"\xe2\x80\x8f", b"\xed\xa0\x80", b"#####", b"#N/A", b"9" * 400,
        b"1e308", b"-1e-400", b"inf", b"nan", b"1.234,56-", b"(1,00)", b"01-02-2024", b"2024-13-45", b"99999999", b"=1+1", b"Totaal",
        b"<c", b"</row>", b'r="XFD1048576"', b't="s"', b"<v>-1</v>", b"<!DOCTYPE a>", b"&#0;", b"&lol;", b"<table>", b'rowspan="99999"',
    ]
)  # fmt: skip
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["byte", "insert", "cut", "double"]), st.floats(0, 1), st.integers(0, 255), PIECES
    ),
    max_size=6,
)  # fmt: skip


def changed(content: bytes, changes: list[tuple[str, float, int, bytes]]) -> bytes:
    """The bytes with each change made at its part of the length."""
    for how, part, number, piece in changes:
        at = int(part * len(content))
        match how:
            case "byte":
                content = content[:at] + bytes([number]) + content[at + 1 :]
            case "insert":
                content = content[:at] + piece + content[at:]
            case "cut":
                content = content[:at] + content[at + number :]
            case _:
                content = content[: at + number] + content[at:]
    return content


def assert_understood_or_refused(name: str, content: bytes) -> None:
    if EXAMPLES:
        LATEST.parent.mkdir(exist_ok=True)
        LATEST.write_bytes(content)
        faulthandler.dump_traceback_later(60, exit=True)
    reading = read(name, content, limits=FEW)
    faulthandler.cancel_dump_traceback_later()
    codes = [finding.rule for finding in reading.findings]
    assert "not_understood" not in codes  # the reader itself went wrong
    if reading.outcome is Outcome.REFUSE:
        assert reading.reason
        assert reading.reason.nl
        assert reading.reason.nl != reading.reason.en
    for table in reading.tables:
        assert_money_adds_up(table)


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_every_file_of_the_corpus_is_understood_or_refused(path: Path) -> None:
    assert_understood_or_refused(path.name, path.read_bytes())


@fuzzing
@given(path=st.sampled_from(CORPUS), changes=CHANGES, length=st.floats(0.02, 1))
def test_a_mutated_or_cut_file_is_understood_or_refused(path: Path, changes, length: float) -> None:
    content = changed(path.read_bytes(), changes)
    assert_understood_or_refused(path.name, content[: int(len(content) * length) + 1])


PACKED = [path for path in CORPUS if zipfile.is_zipfile(path)]


@fuzzing
@given(path=st.sampled_from(PACKED), data=st.data(), changes=CHANGES)
def test_a_workbook_with_a_mutated_or_swapped_part_is_understood_or_refused(path: Path, data, changes) -> None:
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    name, other = (data.draw(st.sampled_from(sorted(parts))) for _ in range(2))
    parts[name] = changed(bytes(parts[other]), changes)  # type: ignore[arg-type]
    assert_understood_or_refused(path.name, zip_of(parts))
