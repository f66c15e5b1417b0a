"""Deciding about own words in bulk: a worksheet that is downloaded, comes back, is looked at first, and is applied whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kpi import access, evidence, intake
from kpi.evidence import worksheet as sheets
from kpi.language import message, plural_message
from kpi.model import EXCLUSION_REASONS, LEFT_OPEN, MappingRule, Message, Refusal, Suggestion, Viewer
from kpi.service.classifying import worklist
from kpi.service.definitions import category_names
from kpi.service.mapping import MappingVersion, keep_mapping, mapping_versions
from kpi.service.monitor import Loaded, Monitor
from kpi.service.outcomes import outcome
from kpi.store import registers
from kpi.wording import person_message

ALL = 100_000
GROUP_DIGITS = 3


@dataclass(frozen=True)
class WorksheetChange:
    """One decision that a worksheet would change. `before` is what holds now, None where nothing was decided."""

    rule: MappingRule
    before: MappingRule | None
    cents: int


@dataclass(frozen=True)
class WorksheetReading:
    """What a worksheet that came back would change; with problems nothing of it can be applied."""

    rows: int
    changes: tuple[WorksheetChange, ...]
    problems: tuple[Message, ...]
    apart: int = 0
    """How many of the problems are rows with the words of another row: then one column was sorted by itself."""


@dataclass(frozen=True)
class _Known:
    """One thing that a row can be about, as it stands now."""

    text: str | None
    supplier: str | None
    cents: int
    lines: int
    suggestion: Suggestion | None
    decided: MappingRule | None


def accept_word() -> Message:
    """The decision that takes the suggestion of its row."""
    return message("As suggested")


def make_worksheet(
    viewer: Viewer, monitor: Monitor, body: str, year: int, department: str | None, language: str
) -> bytes:
    """A worksheet (xlsx) with what is open in a year, most euros first, and then what was decided before."""
    access.require(viewer, "classify", body)
    rows = [
        sheets.WorksheetRow(
            text=one.text,
            supplier=one.supplier,
            cents=one.cents,
            lines=one.lines,
            suggestion=_suggested(one.suggestion, language),
            why=" · ".join(filter(None, (one.suggestion.origin, one.suggestion.word, *one.suggestion.similar)))
            if one.suggestion
            else "",
            decision=outcome(one.decided).in_language(language) if one.decided else "",
        )
        for one in _known(viewer, monitor, body, year, department)
    ]
    with monitor.store.reading() as session:
        version = registers.knowledge(session, body)[0]
    choices = [words.in_language(language) for words in (accept_word(), *map(outcome, _choices()))]
    return sheets.written(sheets.WorksheetOrigin(body, year, version), rows, choices, language)


def _known(viewer: Viewer, monitor: Monitor, body: str, year: int, department: str | None) -> list[_Known]:
    work = worklist(viewer, monitor, body, year, department, limit=ALL)
    with monitor.store.reading() as session:
        mapping = registers.knowledge(session, body)[1].mapping
    decided = {registers.decision_key(rule): rule for rule in mapping}
    found = {
        key: _Known(one.text, one.supplier, one.cents, one.lines, one.suggestion, decided.get(key))
        for one in work.groups
        if (key := registers.decision_key(MappingRule(one.text, one.supplier)))
    }
    for key, rule in decided.items():
        found.setdefault(key, _Known(rule.text, rule.supplier, 0, 0, None, rule))
    return list(found.values())


def _suggested(suggestion: Suggestion | None, language: str) -> str:
    rule = _as_rule(None, None, suggestion)
    return outcome(rule).in_language(language) if rule else ""


def _as_rule(text: str | None, supplier: str | None, suggestion: Suggestion | None) -> MappingRule | None:
    if suggestion is None or not (suggestion.cpv or suggestion.exclusion):
        return None
    return MappingRule(text, supplier, suggestion.cpv, suggestion.exclusion)


def _choices() -> Iterator[MappingRule]:
    yield from (MappingRule(None, None, left_open=reason) for reason in LEFT_OPEN)
    yield from (MappingRule(None, None, exclusion=reason) for reason in EXCLUSION_REASONS)
    yield from (MappingRule(None, None, cpv=code) for code in category_names() if len(code) <= GROUP_DIGITS)


@cache
def _by_words() -> dict[str, MappingRule]:
    """The decisions that have no code, by their words in either language."""
    found = {}
    for rule in _choices():
        if not rule.cpv:
            for words in (outcome(rule).nl, outcome(rule).en):
                found[evidence.normal_text(words)] = rule
    return found


def read_worksheet(viewer: Viewer, monitor: Monitor, body: str, name: str, content: bytes) -> WorksheetReading:
    """What a worksheet would change, with every problem by its cell. Stores nothing.

    Raises Refusal where the file is no worksheet of ours, or one of another body.
    """
    access.require(viewer, "classify", body)
    read = intake.read_sheets_isolated if monitor.isolated else intake.read_sheets
    cells = read(name, content)
    origin, rows = sheets.origin_of(cells), sheets.returned(cells)
    if origin is None or rows is None:
        raise _refused(
            message(
                "{file}: found no worksheet of this monitor, expected one with its sheets as they were downloaded.",
                file=name,
            )
        )
    if origin.body != body:
        raise _refused(
            message(
                "{file}: found a worksheet of “{found}”, expected one of “{body}”.",
                file=name,
                found=origin.body,
                body=body,
            )
        )
    known = {
        sheets.worksheet_id(one.text, one.supplier): one for one in _known(viewer, monitor, body, origin.year, None)
    }
    reader = _Reader(known, origin.version, mapping_versions(viewer, monitor, body))
    with monitor.store.reading() as session:
        latest = registers.knowledge(session, body)[0]
    if latest < origin.version:
        raise _refused(
            message(
                "{file}: found version {found}, expected at most {latest}. It was made with another store.",
                file=name,
                found=origin.version,
                latest=latest,
            )
        )
    for row in rows:
        reader.read(row)
    return WorksheetReading(len(rows), tuple(reader.changes), tuple(reader.problems), reader.apart)


def _refused(why: Message) -> Refusal:
    after = message("Nothing was changed. Download a new worksheet and fill in that one.")
    return Refusal("worksheet", Message(nl=f"{why.nl} {after.nl}", en=f"{why.en} {after.en}"))


class _Reader:
    """Rows that came back to changes and problems."""

    def __init__(self, known: Mapping[str, _Known], version: int, versions: Sequence[MappingVersion]):
        self._known, self._version = known, version
        self._later = {
            registers.decision_key(rule): one
            for one in reversed(versions)
            if one.number > version
            for rule in one.rules
        }
        self._seen: dict[str, str] = {}
        self.changes: list[WorksheetChange] = []
        self.problems: list[Message] = []
        self.apart = 0

    def read(self, row: sheets.Returned) -> None:
        identity, written = row.found["id"], row.found["decision"]
        known = self._known.get(identity)
        if known is None:
            self._problem(row, "id", identity, message("an id of this worksheet, unchanged"))
            return
        for name, expected in (("text", known.text), ("supplier", known.supplier)):
            if name in row.found and evidence.normal_text(row.found[name]) != evidence.normal_text(expected or ""):
                self._problem(
                    row,
                    name,
                    row.found[name],
                    message("“{text}”, which belongs to the id of this row", text=expected or "-"),
                )
                self.apart += 1
                return
        if identity in self._seen:
            self._problem(
                row, "id", identity, message("every id once; it also stands in {cell}", cell=self._seen[identity])
            )
            return
        self._seen[identity] = row.cells["id"]
        if written:
            self._decide(row, known, written)

    def _decide(self, row: sheets.Returned, known: _Known, written: str) -> None:
        rule = _rule(known, written)
        if rule is None:
            self._problem(row, "decision", written, message("a choice of the list, or a CPV code that exists"))
            return
        if known.supplier and rule.left_open == "mixed":
            self._problem(row, "decision", written, message("a choice for this one supplier"))
            return
        if known.decided and replace(known.decided, text=None, supplier=None) == rule:
            return
        later = self._later.get(registers.decision_key(MappingRule(known.text, known.supplier)))
        if later:
            now = outcome(known.decided) if known.decided else message("Taken back")
            self._problem(
                row,
                "decision",
                written,
                message("“{now}”, as {by} decided after this worksheet was made", now=now, by=person_message(later.by)),
            )
            return
        self.changes.append(
            WorksheetChange(replace(rule, text=known.text, supplier=known.supplier), known.decided, known.cents)
        )

    def _problem(self, row: sheets.Returned, column: str, found: str, expected: Message) -> None:
        self.problems.append(
            message(
                "{sheet}, cell {cell}: found {found}, expected {expected}.",
                sheet=row.sheet,
                cell=row.cells[column],
                found=f"“{found}”" if found else "-",
                expected=expected,
            )
        )


def _rule(known: _Known, written: str) -> MappingRule | None:
    """The decision that stands in a cell, without the words that it is about; None where it is none."""
    plain = evidence.normal_text(written)
    if plain in {evidence.normal_text(words) for words in (accept_word().nl, accept_word().en)}:
        return _as_rule(None, None, known.suggestion)
    if plain in _by_words():
        return _by_words()[plain]
    if known.decided and plain in {
        evidence.normal_text(words) for words in (outcome(known.decided).nl, outcome(known.decided).en)
    }:
        return replace(known.decided, text=None, supplier=None)
    code = evidence.clean_cpv(written.split(" ", maxsplit=1)[0])
    return MappingRule(None, None, cpv=code) if code else None


def apply_worksheet(viewer: Viewer, monitor: Monitor, body: str, name: str, content: bytes) -> Loaded:
    """Keeps all that a worksheet changes as one version. Raises Refusal, and keeps nothing, where it has a problem."""
    found = read_worksheet(viewer, monitor, body, name, content)
    if found.problems:
        raise _refused(found.problems[0])
    if found.changes:
        keep_mapping(viewer, monitor, body, [one.rule for one in found.changes], name)
    count = len(found.changes)
    return Loaded(
        plural_message(
            "{name}: {number} decision was changed.", "{name}: {number} decisions were changed.", count, name=name
        ),
        count,
    )
