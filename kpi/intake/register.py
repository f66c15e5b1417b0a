"""A file to the registers in it: mappings, contracts, certificates, statements, suppliers, quantities.

As careful as spend files are read (container, limits, encodings, titles, merged cells, date orders); the forms say which columns
there may be. What a row means is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np

from kpi.intake.cells import DATE, ERROR, UNCALCULATED, Cells, cells_of
from kpi.intake.container import Kind, recognise
from kpi.intake.dates import DMY, MDY
from kpi.intake.grid import open_grid
from kpi.intake.percent_formats import Places, percent_cells
from kpi.intake.register_header import Header, find_header, reason
from kpi.intake.register_values import (
    HUNDRED,
    ONE,
    Part,
    part_of,
    percent_texts,
    read_date_columns,
    read_numbers,
    read_percents,
)
from kpi.intake.sheet import Limits, address
from kpi.intake.vocabulary import register_words, total_words
from kpi.language import message
from kpi.model import (
    Finding,
    Message,
    Question,
    Refusal,
    RegisterCell,
    RegisterColumn,
    RegisterForm,
    RegisterReading,
    RegisterRow,
    RegisterTable,
    Severity,
)

MOST_ROWS = 200_000
ANSWERS = {"date_order": (DMY, MDY), "swapped_dates": ("swapped", "as_typed"), "percent": (HUNDRED, ONE)}
"""What may be asked of a register, and what may be answered."""
SHOWN_CELLS = 20


def read_register(
    name: str,
    content: bytes,
    forms: Sequence[RegisterForm],
    answers: Mapping[str, str] | None = None,
    limits: Limits | None = None,
) -> RegisterReading:
    """The registers in a file: on each visible sheet the table that fits one of the forms best.

    Raises Refusal where the file cannot be read or no sheet has the columns of a form. `answers` are to date_order,
    swapped_dates and percent, in general or of one column ("date_order:Einddatum").
    """
    limits = limits or Limits()
    _check_answers(answers or {})
    try:
        grid = open_grid(name, content, limits)
    except Refusal as refusal:
        raise Refusal(refusal.code, message("{file}: {why}", file=name, why=refusal.message)) from None
    if broken := next((one for one in grid.findings if one.severity is Severity.ERROR), None):
        raise Refusal(broken.rule, message("{file}: {why}", file=name, why=broken.message))
    recognised = recognise(content, limits)
    shown = percent_cells(recognised.content, recognised.kind, limits)
    is_text = recognised.kind is Kind.TEXT
    tables: list[RegisterTable] = []
    questions: list[Question] = []
    findings: list[Finding] = list(grid.findings)
    closest: Header | None = None
    seen: list[str] = []
    for place, sheet in enumerate(grid.sheets):
        if not sheet.height:
            continue
        if sheet.hidden:
            findings.append(
                _told("sheet_hidden", message("Sheet {sheet} is hidden and was not read.", sheet=sheet.name))
            )
            continue
        cells = cells_of(sheet)
        percent = shown[place] if place < len(shown) else set()
        header, read = _read_sheet(name, cells, forms, percent, answers or {}, is_text)
        if read is None:
            closest = closest or header
            seen = seen or next((row for row in map(cells.row, range(cells.height)) if any(row)), [])
            findings.append(
                _told(
                    "sheet_without_table",
                    message("Sheet {sheet} holds no register and was not read.", sheet=sheet.name),
                )
            )
            continue
        tables.append(read.table)
        questions += read.questions
        findings += read.findings
    if not tables:
        raise _no_register(name, closest, seen, forms)
    return RegisterReading(grid.facts, tuple(tables), tuple(questions), tuple(findings))


def _check_answers(answers: Mapping[str, str]) -> None:
    for key, value in answers.items():
        question = key.partition(":")[0]
        if value not in ANSWERS.get(question, ()):
            raise Refusal(
                "unknown_answer",
                message(
                    "Found the answer {found}, expected one of {choices}, of one column as date_order:Einddatum=dmy. Nothing was loaded.",
                    found=f"{key}={value}",
                    choices=", ".join(f"{name}={option}" for name, options in ANSWERS.items() for option in options),
                ),
            )


def _told(rule: str, text: Message, severity: Severity = Severity.INFO, cells: Iterable[str] = ()) -> Finding:
    places = tuple(cells)
    return Finding(rule, severity, text, rows=len(places), cells=places)


@dataclass(frozen=True)
class _Read:
    table: RegisterTable
    questions: list[Question]
    findings: list[Finding]


def _read_sheet(
    name: str, cells: Cells, forms: Sequence[RegisterForm], shown: Places, answers: Mapping[str, str], is_text: bool
) -> tuple[Header | None, _Read | None]:
    """The register of one sheet; without it the header that came closest, if any."""
    header = find_header(cells, forms)
    if header is None or not header.fits:
        return header, None
    if header.twice:
        raise _twice(name, cells, header)
    if cells.height - header.rows[-1] > MOST_ROWS:
        raise Refusal("too_large", message("A register may have at most {most} rows.", most=MOST_ROWS))
    if is_text:
        _refuse_shifted(name, cells, header)
    rows, findings = _sort_rows(cells, header)
    if not rows:
        raise Refusal(
            "own_file",
            message(
                "{file}: found a header without rows, expected at least one row below it. Nothing was loaded.",
                file=name,
            ),
        )
    columns = {said.column: index for index, said in header.chosen.items()}
    findings += _ignored(cells, header, rows)
    findings += _errors(cells, columns.values(), rows)
    parts = {
        column: part_of(
            header.texts[index], cells.columns[index], np.array(rows), {row for row, at in shown if at == index}
        )
        for column, index in columns.items()
    }
    values, texts, questions = _values(header.form, parts, answers)
    texts, filled = _fill_merged(cells, columns, rows, texts)
    findings += filled
    table = RegisterTable(
        file=name,
        form=header.form.id,
        sheet=cells.sheet,
        columns=tuple(_columns(cells, header)),
        rows=tuple(_rows(cells, header, columns, rows, texts, values)),
    )
    return header, _Read(table, questions, findings)


def _values(
    form: RegisterForm, parts: Mapping[str, Part], answers: Mapping[str, str]
) -> tuple[dict[str, Sequence[date | Decimal | None]], dict[str, list[str]], list[Question]]:
    """What the cells of each column mean, where that is certain; and their texts."""
    kinds = {column.id: column.kind for column in form.columns}
    of_kind = {
        kind: {name: part for name, part in parts.items() if kinds[name] == kind} for kind in set(kinds.values())
    }
    dates, questions = read_date_columns(of_kind.get("date", {}), answers)
    percents, asked = read_percents(of_kind.get("percent", {}), answers) if of_kind.get("percent") else ({}, [])
    values: dict[str, Sequence[date | Decimal | None]] = {**dates, **percents}
    values |= {name: read_numbers(part) for name, part in of_kind.get("number", {}).items()}
    # A date where a text belongs was made by a spreadsheet out of a number such as 2024-01: the form refuses it.
    values |= {
        name: [date.fromisoformat(text[:10]) if kind == DATE else None for text, kind in zip(part.texts(), part.kinds(), strict=True)]
        for name, part in of_kind.get("text", {}).items()
    }  # fmt: skip
    nothing = register_words()["nothing"]
    texts = {}
    for name, part in parts.items():
        written = percent_texts(part) if kinds[name] == "answer" else part.texts()
        blank = kinds[name] in ("date", "number", "percent")
        texts[name] = ["" if blank and text.casefold() in nothing else text for text in written]
    return values, texts, [*questions, *asked]


def _columns(cells: Cells, header: Header) -> Iterator[RegisterColumn]:
    for index, text in enumerate(header.texts):
        if not text:
            continue
        place = address(header.rows[-1], index, cells.sheet)
        said = header.chosen.get(index)
        why = reason(text, said) if said else message("Not a column of this register; it is not read and not kept.")
        yield RegisterColumn(said.column if said else "", text, place, why)


def _rows(
    cells: Cells,
    header: Header,
    columns: Mapping[str, int],
    rows: Sequence[int],
    texts: Mapping[str, Sequence[str]],
    values: Mapping[str, Sequence[date | Decimal | None]],
) -> Iterator[RegisterRow]:
    for place, row in enumerate(rows):
        filled = {
            name: RegisterCell(
                texts[name][place],
                address(row, index, cells.sheet),
                values[name][place] if name in values else None,
            )
            for name, index in columns.items()
            if texts[name][place]
        }
        if cells.sheet:
            where = message("sheet {sheet}, row {number}", sheet=cells.sheet, number=str(row + 1))
        else:
            where = message("row {number}", number=str(row + 1))
        yield RegisterRow(where, filled)


def _sort_rows(cells: Cells, header: Header) -> tuple[list[int], list[Finding]]:
    """The rows that are lines; what was set aside is told: repeated headers, totals, and texts of several words that stand alone."""
    set_aside: dict[str, list[str]] = {}
    lines = []
    titles = [text.casefold() for text in cells.row(header.rows[-1])]
    wide = len(header.chosen) > 1 and sum(map(bool, header.texts)) > 2
    for row in range(header.rows[-1] + 1, cells.height):
        texts = cells.row(row)
        filled = [
            index
            for index, text in enumerate(texts)
            if text or cells.columns[index].kinds[row] in (ERROR, UNCALCULATED)
        ]
        if not filled:
            continue
        if [text.casefold() for text in texts] == titles:
            why = "header_repeated"
        elif _is_total(texts[filled[0]]):
            why = "total"
        elif wide and len(filled) == 1 and (filled[0] not in header.chosen or re.search(r"[\s:]", texts[filled[0]])):
            why = "note"
        else:
            lines.append(row)
            continue
        set_aside.setdefault(why, []).append(address(row, filled[0], cells.sheet))
    names = {
        "header_repeated": message("Rows that repeat the header were left out."),
        "total": message("Rows with a total were left out."),
        "note": message(
            "Rows with one filled cell were left out as notes. A row of the register has more cells than that."
        ),
    }
    severities = {"note": Severity.WARNING}
    return lines, [_told(why, names[why], severities.get(why, Severity.INFO), at) for why, at in set_aside.items()]


def _is_total(text: str) -> bool:
    plain = re.sub(r"[^a-z ]", "", text.casefold()).strip()
    return plain in total_words()["whole"] or plain in ("totaal", "total", "subtotaal", "eindtotaal", "grand total")


def _ignored(cells: Cells, header: Header, rows: Sequence[int]) -> list[Finding]:
    """Filled columns that are not read: with a header that is no column of this register, and without any header."""
    found = []
    extra = [index for index, text in enumerate(header.texts) if text and index not in header.chosen]
    if extra:
        names = ", ".join(header.texts[index] for index in extra)
        places = [address(header.rows[-1], index, cells.sheet) for index in extra]
        found.append(
            _told("columns_unknown", message("These columns are not read: {columns}.", columns=names), cells=places)
        )
    for index, column in enumerate(cells.columns):
        if index < len(header.texts) and header.texts[index]:
            continue
        filled = [row for row in rows if column.texts[row].as_py()]
        if filled:
            text = message(
                "A column without a header holds values. They are not read; give it a header if they matter."
            )
            places = [address(row, index, cells.sheet) for row in filled[:SHOWN_CELLS]]
            found.append(_told("cells_beyond_header", text, Severity.WARNING, places))
    return found


def _errors(cells: Cells, columns: Iterable[int], rows: Sequence[int]) -> list[Finding]:
    """Cells that are read and hold an error, or a formula without its value."""
    lost = [
        address(row, index, cells.sheet)
        for index in columns
        for row in rows
        if cells.columns[index].kinds[row] in (ERROR, UNCALCULATED)
    ]
    if not lost:
        return []
    text = message(
        "Cell {cell} holds an error or a formula without its value, expected a value. Correct it, or open the file in a "
        "spreadsheet program and save it, and load it again.",
        cell=lost[0],
    )
    return [_told("error_cells", text, Severity.ERROR, lost)]


def _fill_merged(
    cells: Cells, columns: Mapping[str, int], rows: Sequence[int], texts: dict[str, list[str]]
) -> tuple[dict[str, list[str]], list[Finding]]:
    """A text in a cell that was merged over several rows holds for all of them."""
    names = {index: name for name, index in columns.items()}
    places = {row: place for place, row in enumerate(rows)}
    found = []
    for first, last in cells.merged:
        name, place = names.get(first[1]), places.get(first[0])
        if name is None or place is None or last[0] == first[0]:
            continue
        for row in range(first[0] + 1, last[0] + 1):
            if row in places and not texts[name][places[row]]:
                texts[name][places[row]] = texts[name][place]
        found.append(address(first[0], first[1], cells.sheet))
    text = message("Cells that are merged over several rows were read as the same value in each of these rows.")
    return texts, [_told("merged_cells", text, cells=found)] if found else []


def _refuse_shifted(name: str, cells: Cells, header: Header) -> None:
    """In a text file a row with more cells than the header has may have moved to the right: which cell is which is not certain."""
    width = max(index for index, text in enumerate(header.texts) if text) + 1
    for row in range(header.rows[-1] + 1, cells.height):
        texts = cells.row(row)
        if any(texts[width:]):
            raise Refusal(
                "own_file",
                message(
                    "{file}, row {number}: found {found}, expected no more cells than the header has. "
                    "Nothing was loaded; correct the file and load it again.",
                    file=name,
                    number=str(row + 1),
                    found=", ".join(text for text in texts if text),
                ),
            )


def _twice(name: str, cells: Cells, header: Header) -> Refusal:
    assert header.twice
    places = " ".join(address(header.rows[-1], index, cells.sheet) for index in header.twice)
    return Refusal(
        "own_file",
        message(
            "{file}, cells {cells}: found {found}, expected every column once. "
            "Nothing was loaded; correct the file and load it again.",
            file=name,
            cells=places,
            found=", ".join(header.texts[index] for index in header.twice),
        ),
    )


def _no_register(name: str, closest: Header | None, seen: Sequence[str], forms: Sequence[RegisterForm]) -> Refusal:
    if closest is None:
        choices = "; ".join(form.name.nl for form in forms), "; ".join(form.name.en for form in forms)
        return Refusal(
            "own_file",
            message(
                "{file}: found {found}, expected a row with the columns of one of these registers: {choices}. "
                "Nothing was loaded; download an empty file to see the columns.",
                file=name,
                found=", ".join(text for text in seen if text) or "-",
                choices=Message(*choices),
            ),
        )
    return Refusal(
        "own_file",
        message(
            "{file}: found the columns {found}, which look most like {register}. Expected also one of the columns: {missing}. "
            "Nothing was loaded; add it, or choose which register this file is.",
            file=name,
            found=", ".join(text for text in closest.texts if text),
            register=closest.form.name,
            missing=_names(closest.form, closest.missing),
        ),
    )


def _names(form: RegisterForm, missing: Sequence[str]) -> Message:
    """The columns of which one is missing, by their usual names; all where one known word was found only."""
    asked = [one for one in form.columns if one.id in missing or not missing]
    return Message(", ".join(one.words[0] for one in asked), ", ".join(one.id.replace("_", " ") for one in asked))
