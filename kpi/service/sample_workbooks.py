"""What was found on the lines of an audit sample, from a file: the sample as a workbook that comes back filled in, or JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from kpi import access, intake, report
from kpi.evidence import worksheet as sheets
from kpi.evidence.categories import normal_text
from kpi.language import message
from kpi.model import Message, Refusal, Sample, SampledLine, Verdict, Viewer
from kpi.service.monitor import Monitor
from kpi.service.sampling import (
    LONGEST_NOTE,
    SampleResult,
    judge_sample,
    sample_result,
    stored_sample,
    verdict_names,
)
from kpi.store import sampling
from kpi.wording import person_message

ERROR = "#N/A"


@dataclass(frozen=True)
class FoundChange:
    """What a workbook would change about one line. `before` is what holds now, None where nothing was found yet."""

    line: SampledLine
    verdict: Verdict
    before: Verdict | None


@dataclass(frozen=True)
class SampleReading:
    """What a workbook that came back would change; with problems nothing of it can be kept."""

    sample: Sample
    rows: int
    changes: tuple[FoundChange, ...]
    problems: tuple[Message, ...]
    apart: int = 0
    """How many of the problems are rows with what belongs to another row: then one column was sorted by itself."""


def sample_workbook(viewer: Viewer, monitor: Monitor, body: str, identity: str, language: str) -> bytes:
    """The sample with what was found so far, as an xlsx workbook to fill in."""
    result = sample_result(viewer, monitor, body, identity)
    with monitor.store.reading() as session:
        findings = len(sampling.findings(session, identity))
    names = {one: indicator.name for one, indicator in monitor.indicators_of(body).items()}
    return report.sample_workbook(
        language,
        monitor.body(body).name,
        result.sample,
        result.verdicts,
        names,
        (result.low, result.high, result.estimate),
        verdict_names(),
        findings,
    )


def read_sample(viewer: Viewer, monitor: Monitor, body: str, name: str, content: bytes) -> SampleReading:
    """What a filled-in workbook would change, with every problem by its cell. Stores nothing.

    Raises Refusal("sample_workbook") where the file is no sample of ours, or one that this body did not draw.
    """
    access.require(viewer, "classify", body)
    read = intake.read_sheets_isolated if monitor.isolated else intake.read_sheets
    cells = read(name, content)
    identity, version = _origin(cells)
    rows = sheets.returned(cells, report.SAMPLE_HEADINGS, ("number", "verdict"))
    if not identity or rows is None:
        raise _refused(
            message(
                "{file}: found no audit sample of this monitor, expected one with its sheets as they were downloaded.",
                file=name,
            )
        )
    with monitor.store.reading() as session:
        drawn = {one.id for one in sampling.samples(session, body)}
        if identity not in drawn:
            raise _refused(
                message(
                    "{file}: found the sample “{found}”, expected one that was drawn for “{body}”.",
                    file=name,
                    found=identity,
                    body=body,
                )
            )
        sample, findings = stored_sample(session, body, identity), sampling.findings(session, identity)
    if not version.isdigit() or int(version) > len(findings):
        raise _refused(
            message(
                "{file}: found “{found}” beside the id of the sample, expected at most {latest}. It was changed, or made with another store.",
                file=name,
                found=version or "-",
                latest=len(findings),
            )
        )
    reader = _Reader(sample, findings, int(version))
    for row in rows:
        reader.read(row)
    return SampleReading(sample, len(rows), tuple(reader.changes), tuple(reader.problems), reader.apart)


def keep_sample(
    viewer: Viewer,
    monitor: Monitor,
    body: str,
    name: str,
    content: bytes,
    year: int | None = None,
    seed: int | None = None,
) -> SampleResult:
    """Keeps all that a filled-in workbook changes. Raises Refusal, and keeps nothing, where it has a problem.

    The workbook says of which sample it is; where a `year` or `seed` is given, it must be the one of that sample.
    """
    found = read_sample(viewer, monitor, body, name, content)
    for asked, drawn in ((year, found.sample.year), (seed, found.sample.seed)):
        if asked not in (None, drawn):
            raise _refused(
                message(
                    "{file}: found the sample “{found}”, expected one of year or seed {asked}.",
                    file=name,
                    found=found.sample.id,
                    asked=str(asked),
                )
            )
    if found.problems:
        raise _refused(found.problems[0])
    return judge_sample(viewer, monitor, body, found.sample.id, [one.verdict for one in found.changes])


def _origin(cells: Sequence[tuple[str | None, sheets.Cells]]) -> tuple[str, str]:
    """The id of the sample and the number of findings it had, as the workbook says; empty where it says none."""
    for _, rows in cells:
        for row in rows:
            shown = [sheets.shown(cell) for cell in row]
            if report.SAMPLE_MARK in shown:
                after = [*shown[shown.index(report.SAMPLE_MARK) + 1 :], "", ""]
                return after[0], after[1]
    return "", ""


def _refused(why: Message) -> Refusal:
    after = message("Nothing was stored. Correct it, or download the sample again and fill in that one.")
    return Refusal("sample_workbook", Message(nl=f"{why.nl} {after.nl}", en=f"{why.en} {after.en}"))


class _Reader:
    """Rows that came back to findings and problems."""

    def __init__(self, sample: Sample, findings: Sequence[Verdict], version: int):
        self._sample = sample
        self._now = {one.number: one for one in findings}
        self._later = {one.number: one for one in findings[version:]}
        self._words = {
            normal_text(word): name for name, words in verdict_names().items() for word in (name, words.nl, words.en)
        }
        self._seen: dict[int, str] = {}
        self.changes: list[FoundChange] = []
        self.problems: list[Message] = []
        self.apart = 0

    def read(self, row: sheets.Returned) -> None:
        number, lines = row.found["number"], self._sample.lines
        if not (number.isascii() and number.isdigit() and 1 <= int(number) <= len(lines)):
            self._problem(row, "number", message("a number from 1 to {last}, unchanged", last=len(lines)))
            return
        line = lines[int(number) - 1]
        for name, expected in _unchanged(line).items():
            if name in row.found and not _is(name, row.found[name], expected):
                self._problem(
                    row, name, message("“{text}”, which belongs to the number of this row", text=expected or "-")
                )
                self.apart += 1
                return
        if int(number) in self._seen:
            self._problem(
                row, "number", message("every number once; it also stands in {cell}", cell=self._seen[int(number)])
            )
            return
        self._seen[int(number)] = row.cells["number"]
        if any(row.found.get(name) for name in ("verdict", "note", "reference")):
            self._judge(row, int(number), line)

    def _judge(self, row: sheets.Returned, number: int, line: SampledLine) -> None:
        verdict = self._words.get(normal_text(row.found["verdict"]))
        if verdict is None:
            choices = verdict_names()
            self._problem(
                row, "verdict", message("“{right}” or “{wrong}”", right=choices["confirmed"], wrong=choices["rejected"])
            )
            return
        if not self._texts_are_right(row, verdict):
            return
        before = self._now.get(number)
        made = Verdict(number, verdict, row.found.get("note", ""), row.found.get("reference", ""))
        if before and replace(before, by="", at=None) == made:
            return
        if later := self._later.get(number):
            now = verdict_names()[later.verdict]
            self._problem(
                row,
                "verdict",
                message("“{now}”, as {by} found after this workbook was made", now=now, by=person_message(later.by)),
            )
            return
        self.changes.append(FoundChange(line, made, before))

    def _texts_are_right(self, row: sheets.Returned, verdict: str) -> bool:
        expected = {
            "note": message("what was found, in words, because the line is rejected"),
            "reference": message("the document that was looked at, because the line is rejected"),
        }
        right = True
        for name, needed in expected.items():
            written = row.found.get(name, "")
            if verdict == "rejected" and not written:
                self._problem(row, name, needed)
            elif written == ERROR:
                self._problem(row, name, message("a text"))
            elif len(written) > LONGEST_NOTE:
                self._problem(row, name, message("at most {most} characters", most=LONGEST_NOTE))
            else:
                continue
            right = False
        return right

    def _problem(self, row: sheets.Returned, column: str, expected: Message) -> None:
        found = row.found.get(column, "")[:60]
        self.problems.append(
            message(
                "{sheet}, cell {cell}: found {found}, expected {expected}.",
                sheet=row.sheet,
                cell=row.cells.get(column, row.cells["verdict"]),
                found=f"“{found}”" if found else "-",
                expected=expected,
            )
        )


def _unchanged(line: SampledLine) -> Mapping[str, str]:
    """What stands beside the number of a line, so that a column that was sorted on its own is noticed."""
    return {
        "supplier": line.supplier or "",
        "description": line.description or "",
        "invoice": line.invoice_number or "",
        "amount": str(Decimal(line.amount).scaleb(-2)),
    }


def _is(name: str, found: str, expected: str) -> bool:
    if name != "amount":
        return normal_text(found) == normal_text(sheets.clean(expected))
    try:
        return round(Decimal(found), 2) == Decimal(expected)
    except InvalidOperation:
        return False


def read_verdicts(name: str, content: bytes) -> list[Verdict]:
    """What was found, from JSON: {"3": {"verdict": "rejected", "note": "...", "reference": "..."}}. Raises Refusal."""
    try:
        given = json.loads(content)
        return [
            Verdict(int(number), str(one["verdict"]), str(one.get("note", "")), str(one.get("reference", "")))
            for number, one in given.items()
        ]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise Refusal(
            "bad_verdicts",
            message(
                'The file {name} holds no findings. Expected: a JSON object such as {{"3": {{"verdict": "rejected", "note": "...", "reference": '
                '"..."}}}}, or the sample as a workbook, filled in. Nothing was stored.',
                name=name,
            ),
        ) from None
