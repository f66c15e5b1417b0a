"""Bytes to a Reading: which sheets are read, what is asked, what is refused. Never raises on bad input."""

from __future__ import annotations

import gc
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow.compute as pc

from kpi.intake import steps
from kpi.intake.cells import UNCALCULATED, Cells, cells_of
from kpi.intake.checks import finding
from kpi.intake.columns import holds_amounts
from kpi.intake.examples import most_euros_first
from kpi.intake.grid import facts_of, open_grid
from kpi.intake.lines import lines_elsewhere, number_lines
from kpi.intake.moves import REFUSED, check_known
from kpi.intake.sheet import Limits, Sheet, address, too_many
from kpi.intake.table import Found, find_table
from kpi.intake.understand import TABLES_BESIDE, Understood, understand
from kpi.intake.vocabulary import EXACT, match_header
from kpi.language import message
from kpi.model import FileFacts, Finding, Message, Outcome, Question, Reading, Refusal, Severity, TableReading

LOG = logging.getLogger(__name__)
ALIKE = 0.8
"""Two tables with this part of their headers in common have one layout."""


@dataclass
class _Candidate:
    cells: Cells
    found: Found

    @property
    def sheet(self) -> str:
        return self.cells.sheet or ""

    @property
    def rows(self) -> int:
        return self.cells.height - self.found.first_row


def read(name: str, content: bytes, answers: Mapping[str, str] | None = None, limits: Limits | None = None) -> Reading:
    """Read a spend file. The outcome is ok, ask (with questions) or refuse (with the reason); it never raises,
    unless memory runs out (MemoryError): `read_isolated` turns that into a refusal too.

    `answers` maps question ids, or "id:about" for one column, to one of the question's options; "amount_basis" to net
    or gross. Where something is asked, the figures are those of the likeliest answers.
    """
    facts: FileFacts | None = None
    collecting = gc.isenabled()
    gc.disable()  # millions of cells without a cycle among them: looking for cycles takes as long as reading
    try:
        limits = limits or Limits()
        steps.begin(steps.CELLS)
        grid = open_grid(name, content, limits)
        facts, opened = grid.facts, grid.findings
        sheets = list(grid.sheets)
        del grid  # the rows of a sheet are let go once they are columns
        return _read_sheets(facts, sheets, opened, answers or {}, limits)
    except Refusal as refusal:
        return refused(facts or facts_of(name, content), refusal.code, refusal.message)
    except MemoryError:
        raise  # the process around this one says that the file is too large
    except Exception:
        # What is left is a defect of ours; the person with the file still needs to hear something.
        LOG.exception("A file could not be read")
        return refused(
            facts or facts_of(name, content),
            "not_understood",
            message("The file could not be read. Save it again as xlsx or csv, and try once more."),
        )
    finally:
        if collecting:
            gc.enable()


def refused(facts: FileFacts, code: str, why: Message, findings: Sequence[Finding] = ()) -> Reading:
    """A Reading that says why a file is not read. The code stands as the first finding."""
    return Reading(Outcome.REFUSE, why, facts, findings=(Finding(code, Severity.ERROR, why), *findings))


def _read_sheets(
    facts: FileFacts, sheets: list[Sheet], opened: Sequence[Finding], answers: Mapping[str, str], limits: Limits
) -> Reading:
    steps.begin(steps.TABLES)
    candidates, findings, hidden = _candidates(sheets, limits)
    if not candidates:
        raise _no_table(hidden)
    chosen, questions, skipped = _choose(candidates, answers)
    findings += skipped
    check_known((candidate.found.header for candidate in chosen), answers)
    steps.begin(steps.COLUMNS)
    understood: list[Understood] = []
    refusals: list[Refusal] = []
    for candidate in chosen:
        try:
            understood.append(understand(candidate.cells, candidate.found, answers, facts.name))
        except Refusal as refusal:
            if refusal.code in (REFUSED, TABLES_BESIDE):
                raise
            refusals.append(refusal)
            findings.append(finding("sheet_without_table", sheet=candidate.sheet))
    if not understood:
        raise _without_values(chosen) or refusals[0]
    if "counts" in (answers.get("second_table"), *(v for k, v in answers.items() if k.startswith("second_table:"))):
        raise Refusal(
            "second_table",
            message(
                "One sheet holds two tables that both count. Put each on a sheet of its own with the same columns."
            ),
        )
    if answers.get("currency") == "not_converted":
        raise Refusal(
            "several_currencies",
            message("The amounts are in several currencies. Supply a file with all amounts in euros."),
        )
    questions = [_with_totals(question, candidates, understood, answers, facts.name) for question in questions]
    repeated, asked = _repeated(chosen, understood, answers)
    understood = [one for one in understood if one not in repeated]
    questions += asked
    for one in understood:
        known = {(question.id, question.about) for question in questions}
        questions += [question for question in one.questions if (question.id, question.about) not in known]
        findings += one.findings
    steps.begin(steps.LINES)
    numbered = number_lines([one.reading.lines for one in understood])
    tables = tuple(replace(one.reading, lines=lines) for one, lines in zip(understood, numbered, strict=True))
    findings += _mixed_basis(tables)
    outcome = Outcome.ASK if questions else Outcome.OK
    return Reading(outcome, None, facts, tables, tuple(most_euros_first(questions)), (*opened, *findings))


def _mixed_basis(tables: Sequence[TableReading]) -> list[Finding]:
    """Sheets without VAT beside sheets with it: their amounts must not be added up."""
    named = {
        basis: [table.sheet or "" for table in tables if table.amount_basis == basis] for basis in ("net", "gross")
    }
    if not all(named.values()):
        return []
    gross = [table.lines["amount"] for table in tables if table.amount_basis == "gross"]
    cents = sum(pc.sum(pc.abs(amounts)).as_py() or 0 for amounts in gross)
    net, rows = ", ".join(named["net"]), sum(len(amounts) for amounts in gross)
    return [finding("amount_basis_mixed", rows, cents, net=net, gross=", ".join(named["gross"]))]


def _without_values(candidates: Sequence[_Candidate]) -> Refusal | None:
    """The refusal of tables in which formulas have no value: their amounts may be among those."""
    for candidate in candidates:
        for index, column in enumerate(candidate.cells.columns):
            places = np.flatnonzero(column.kinds == UNCALCULATED)
            if len(places):
                return Refusal(
                    "not_calculated",
                    message(
                        "No amounts were found, and cells such as {cell} hold a formula without its value. "
                        "Open the file in Excel or LibreOffice, save it, and upload it again.",
                        cell=address(int(places[0]), index, candidate.cells.sheet),
                    ),
                )
    return None


def _no_table(hidden: Sequence[str]) -> Refusal:
    """Why a file has no table that can be read; `hidden` are its sheets when there are only hidden ones."""
    if hidden:
        sheets = ", ".join(hidden)
        return Refusal(
            "only_hidden_sheets",
            message("All sheets with content are hidden ({sheets}). Unhide the one that counts.", sheets=sheets),
        )
    return Refusal(
        "no_table",
        message(
            "No table of spend was found. Expected is a row of headers such as Supplier, Date and Amount with lines below it. "
            "Choose the export with one row for each invoice or payment."
        ),
    )


def _candidates(sheets: list[Sheet], limits: Limits) -> tuple[list[_Candidate], list[Finding], list[str]]:
    """The visible sheets that hold a table, what was skipped, and the hidden sheets when nothing else has content.

    Empties the list: the rows of a large sheet are not kept beside its columns. Raises Refusal for too many filled columns.
    """
    candidates: list[_Candidate] = []
    findings: list[Finding] = []
    hidden: list[str] = []
    several, visible = len(sheets) > 1, False
    while sheets:
        sheet = sheets.pop(0)
        if not sheet.height:
            continue
        if sheet.hidden:
            hidden.append(sheet.name or "")
            findings.append(finding("sheet_hidden", sheet.height, sheet=sheet.name or ""))
            continue
        visible = True
        cells = cells_of(sheet)
        del sheet
        if sum(column.texts.null_count < cells.height for column in cells.columns) > limits.filled_columns:
            raise too_many("filled_columns", limits.filled_columns)
        found = find_table(cells)
        if found is not None:
            candidates.append(_Candidate(cells, found))
        elif several:
            rule = "sheet_without_header" if holds_amounts(cells.columns) else "sheet_without_table"
            findings.append(finding(rule, cells.height, sheet=cells.sheet or ""))
    return candidates, findings, [] if visible else hidden


def _choose(
    candidates: Sequence[_Candidate], answers: Mapping[str, str]
) -> tuple[list[_Candidate], list[Question], list[Finding]]:
    """The tables to read: all of one layout. Tables of another layout that may count as well are asked about."""
    groups: list[list[_Candidate]] = []
    for candidate in candidates:
        group = next((group for group in groups if _alike(group[0].found, candidate.found)), None)
        if group is None:
            groups.append([candidate])
        else:
            group.append(candidate)
    answered = answers.get("sheet")
    if answered is not None:
        for group in groups:
            part = [candidate for candidate in group if candidate.sheet in answered.split(", ")]
            if part and _names(part) == answered:
                return part, [], _skipped(groups, part)
    best = max(groups, key=_weight)
    rivals = [group for group in groups if group is not best and _may_count(group) and _may_count(best)]
    if not rivals:
        return best, [], _skipped(groups, best)
    options = [best, *rivals]
    question = Question(
        "sheet",
        "file",
        message("Several sheets hold spend in different layouts; together they may count twice."),
        tuple(_names(group) for group in options),
        tuple(message("Read {sheets}", sheets=_names(group)) for group in options),
        _names(best),
    )
    return best, [question], _skipped(groups, best)


def _with_totals(
    question: Question,
    candidates: Sequence[_Candidate],
    understood: Sequence[Understood],
    answers: Mapping[str, str],
    file_name: str,
) -> Question:
    """The question which sheets to read with the euro cents of each answer; None for sheets that cannot be added up."""
    known = {one.reading.sheet: one.reading.amount_sum for one in understood}

    def total(option: str) -> int | None:
        wanted = [candidate for candidate in candidates if candidate.sheet in option.split(", ")]
        for candidate in wanted:
            if candidate.sheet not in known:
                try:
                    read = understand(candidate.cells, candidate.found, answers, file_name).reading
                except Refusal:
                    return None
                known[candidate.sheet] = read.amount_sum
        sums = [known[candidate.sheet] for candidate in wanted]
        return None if None in sums else sum(filter(None, sums))

    return replace(question, totals=tuple(map(total, question.options)))


def _repeated(
    chosen: Sequence[_Candidate], understood: Sequence[Understood], answers: Mapping[str, str]
) -> tuple[Sequence[Understood], list[Question]]:
    """Sheets that probably do not count, which is asked: a total of all others, a budget, a selection of lines, an earlier version."""
    if len(chosen) < 2 or len(chosen) != len(understood) or "sheet" in answers:
        return [], []
    lines = [one.reading.line_count for one in understood]
    sums = [one.reading.amount_sum or 0 for one in understood]
    whole = [place for place, count in enumerate(lines) if count > 1 and sums[place] and 2 * sums[place] == sum(sums)]
    whole = sorted(whole, key=lambda place: (2 * lines[place] != sum(lines), lines[place]))[:1]
    planned = [] if whole else [place for place, one in enumerate(chosen) if _names_budget(one.sheet)]
    places = whole or planned or lines_elsewhere([one.reading.lines for one in understood])
    if not places:
        return [], []
    sheet = chosen[places[0]].sheet
    why = (
        message("Sheet {sheet} holds as much as all other sheets together.", sheet=sheet)
        if whole
        else message("Sheet {sheet} is called as what was planned, not spent.", sheet=sheet)
        if planned
        else message("Nearly all lines of sheet {sheet} stand on other sheets as well.", sheet=sheet)
    )
    others = [candidate for place, candidate in enumerate(chosen) if place not in places]
    options = (_names(others), _names(chosen))
    labels = tuple(message("Read {sheets}", sheets=option) for option in options)
    totals = (sum(sums) - sum(sums[place] for place in places), sum(sums))
    question = Question("sheet", sheet, why, options, labels, options[0], totals=totals)
    return [understood[place] for place in places], [question]


def _names_budget(sheet: str) -> bool:
    return any(match.field.name == "amount_budget" and match.score >= EXACT for match in match_header(sheet))


def _names(group: Sequence[_Candidate]) -> str:
    return ", ".join(candidate.sheet for candidate in group)


def _skipped(groups: Sequence[Sequence[_Candidate]], chosen: Sequence[_Candidate]) -> list[Finding]:
    return [
        finding("sheet_of_other_layout", candidate.rows, sheet=candidate.sheet, chosen=_names(chosen))
        for group in groups
        for candidate in group
        if candidate not in chosen
    ]


def _alike(one: Found, other: Found) -> bool:
    left, right = set(one.layout), set(other.layout)
    return len(left & right) >= ALIKE * max(len(left), len(right))


_AMOUNTS = {"amount", "amount_net", "amount_gross", "amount_paid", "amount_debit", "band"}
_LINES = {
    "supplier",
    "supplier_id",
    "invoice_number",
    "document_number",
    "invoice_date",
    "booking_date",
    "payment_date",
    "description",
}


def _may_count(group: Sequence[_Candidate]) -> bool:
    """Whether a layout holds lines of spend: an amount, and at least two things that only lines have."""
    known = group[0].found.fields
    return bool(known & _AMOUNTS) and len(known & _LINES) >= 2


def _weight(group: Sequence[_Candidate]) -> tuple[bool, bool, int, int]:
    known = group[0].found.fields
    return _may_count(group), bool(known & _AMOUNTS), len(known & _LINES), sum(candidate.rows for candidate in group)
