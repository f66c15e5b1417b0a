"""One table of a sheet, from its cells to a TableReading: what its columns are, which rows are lines, what to ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import unquote

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kpi.intake.amounts import MOSTLY, ROLES, Decision, answer_to, decide_amounts, which_amount
from kpi.intake.cells import ERROR, NUMBER, UNCALCULATED, Cells
from kpi.intake.cells import Column as CellColumn
from kpi.intake.checks import Checked, check, finding
from kpi.intake.columns import BY_HAND, Choice, Columns, choose_columns, unknown_numbers
from kpi.intake.date_orders import Around, date_orders
from kpi.intake.examples import Asked, illustrated
from kpi.intake.headings import WHAT, read_headings
from kpi.intake.lines import Understanding, make_lines
from kpi.intake.places import Sorted
from kpi.intake.plan import BANDS, BOUNDS, SINGLE, Plan, amounts_of
from kpi.intake.rows import sort_rows
from kpi.intake.sheet import address
from kpi.intake.signed_rows import read_amounts_of_rows
from kpi.intake.summary import table_reading
from kpi.intake.table import Found
from kpi.intake.values import Amounts, order_evidence
from kpi.intake.vocabulary import EXACT, fields, match_header, nil_phrases
from kpi.language import message
from kpi.model import DATE_FIELDS, Finding, Message, Question, Refusal, TableReading

FEWEST_BESIDE = 3
TABLES_BESIDE = "second_table"
"""The code of a refusal that holds for the whole file, whatever its other sheets are."""


@dataclass
class Understood:
    """A table that was read, with what must be asked and what was noticed."""

    reading: TableReading
    questions: list[Question] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def understand(cells: Cells, found: Found, answers: Mapping[str, str], file_name: str = "") -> Understood:
    """Read one table. Raises Refusal(no_amount_column) when nothing in it can be summed."""
    columns = [column.from_row(found.first_row) for column in cells.columns]
    _refuse_tables_beside(found)
    chosen = choose_columns(found.header, columns, answers)
    decision = decide_amounts(chosen.amounts, columns, (*found.about, cells.sheet or ""), answers)
    if decision.plan is None:
        decision = _amount_without_name(found, columns, chosen, answers)
    if decision.plan is None:
        if _reports_nothing(columns, chosen):
            return _nothing(cells, found, columns, chosen)
        raise Refusal("no_amount_column", _what_was_looked_for(found, cells.sheet))
    _refuse_cut_amounts(decision.plan, found, columns)
    if spoiled := _ask_amounts_without_value(decision, cells, found, answers):
        decision.questions = [one for one in decision.questions if one.id != "amount_column"] + spoiled
    plan, amounts, column_sum, places, questions = read_amounts_of_rows(
        decision, decision.plan, chosen, columns, found, answers, cells.sheet
    )
    questions += _ask_rows(places, amounts, found, cells.sheet, answers)
    questions = decision.questions + questions + _ask_currency(decision, plan, chosen, columns, places, answers)
    context = Asked(cells, found, columns, chosen, decision, plan, amounts, places)
    evidence = {
        name: order_evidence(columns[chosen.chosen[name].index]) for name in DATE_FIELDS if name in chosen.chosen
    }
    period = chosen.chosen.get("period")
    around = Around(columns[period.index] if period else None, (*found.about, cells.sheet or ""), unquote(file_name))
    orders, asked = date_orders(evidence, around, columns, chosen, answers)
    indices = {name: choice.index for name, choice in chosen.chosen.items()}
    headings = read_headings(columns, places, found.first_row, indices, found.about, cells.sheet or "file", answers)
    asked += [headings.question] if headings.question else []
    if headings.field:
        indices[headings.field] = headings.column
    understanding = Understanding(cells.sheet, plan, indices, orders, headings.field, headings.texts)
    rows = np.flatnonzero(places.lines)
    lines = make_lines(understanding, columns, amounts, rows, found.first_row)
    low_high = amounts_of(plan, columns)[1] if plan.how in (BANDS, BOUNDS) else None
    choices = {**chosen.chosen, **decision.columns}
    checked = Checked(
        found.header, columns, found.first_row, understanding, choices, decision, amounts, places, lines,
        chosen.personal, evidence,
    )  # fmt: skip
    reading = replace(table_reading(cells, found, checked, low_high), column_cents=None if low_high else column_sum)
    findings = check(checked)
    if headings.field:
        findings.append(finding("filled_from_headings", len(headings.texts), what=WHAT[headings.field]))
    if cells.hidden_rows:
        hidden = np.intersect1d(rows, np.array(sorted(cells.hidden_rows), np.int64) - found.first_row)
        findings += checked.on_rows("rows_hidden", hidden, checked.amount_index)
    if not len(rows):
        findings.append(finding("no_lines", row=found.header_rows[-1] + 1))
    return Understood(reading, [illustrated(question, context) for question in questions + asked], findings)


def _refuse_tables_beside(found: Found) -> None:
    """Refuse a header that repeats itself from left to right: of tables beside each other only one would be read."""
    header = [text for text in found.header if text]
    for times in (2, 3, 4):
        width = len(header) // times
        if width >= FEWEST_BESIDE and header == header[:width] * times:
            raise Refusal(
                "second_table",
                message(
                    "Several tables with the columns {header} stand beside each other. Put their lines below each other, or each "
                    "table on a sheet of its own.",
                    header=", ".join(header[:width])[:200],
                ),
            )


def _ask_amounts_without_value(
    decision: Decision, cells: Cells, found: Found, answers: Mapping[str, str]
) -> list[Question]:
    """Ask before an amount is taken because the cells of a likelier column are errors or were never calculated."""
    used = decision.columns.get("amount")
    if used is None or used.score == BY_HAND or "amount_column" in answers or used.field.name not in ROLES:
        return []
    likelier = ROLES[: ROLES.index(used.field.name) + 1]
    for index, column in enumerate(cells.columns):
        spoiled = np.flatnonzero(np.isin(column.kinds, (ERROR, UNCALCULATED)))
        names = {match.field.name for match in match_header(found.header[index]) if match.score >= EXACT}
        if index != used.index and names.intersection(likelier) and 2 * len(spoiled) > cells.height - found.first_row:
            why = message(
                "“{header}” may be what was spent, but its cells, such as {cell}, hold an error or a formula without its value. "
                "Correct this in Excel, save the file and upload it again, or use another column.",
                header=found.header[index],
                cell=address(int(spoiled[0]), index, cells.sheet),
            )
            return [which_amount([used], why)]
    return []


def _refuse_cut_amounts(plan: Plan, found: Found, columns: Sequence[CellColumn]) -> None:
    """Refuse amounts of which the rest stands in the next cell: a comma in them was taken for the end of the cell.

    Such rows have a cell more than there are headers, and hold two digits behind a whole amount ("1234,50"), or three
    and the cents ("1,234.50").
    """
    last = max((index for index, text in enumerate(found.header) if text), default=0)
    if last + 1 >= len(columns) or any((column.kinds == NUMBER).any() for column in columns):
        return
    longer = columns[last + 1].texts.is_valid()
    for index in plan.columns:
        beside = () if index >= last else match_header(found.header[index + 1])
        if index > last or (index < last and not any(match.field.kind in ("text", "date") for match in beside)):
            continue  # digits may well stand there
        for whole, rest in ((r"^-?\d+$", r"^\d\d$"), (r"^-?\d{1,3}$", r"^\d{3}(?:\.\d\d)?$")):
            cut = longer
            for column, pattern in ((columns[index], whole), (columns[index + 1], rest)):
                cut = pc.and_(cut, pc.match_substring_regex(column.texts, pattern).fill_null(False))
            if cut.true_count and cut.true_count >= MOSTLY * longer.true_count:
                raise Refusal(
                    "amounts_cut",
                    message(
                        "The amounts in “{header}” go on in the next column: a comma in them was taken for the end of the cell, so "
                        "that rows such as {row} have a cell too many. Export again with semicolons, or with quotation marks "
                        "around the amounts.",
                        header=found.header[index],
                        row=int(np.flatnonzero(np.asarray(cut))[0]) + found.first_row + 1,
                    ),
                )


def _ask_rows(
    places: Sorted, amounts: Amounts, found: Found, sheet: str | None, answers: Mapping[str, str]
) -> list[Question]:
    """Ask about totals that stand above their lines, and about a second table; set aside what is likeliest no line."""
    questions = []
    about = sheet or "file"
    if len(places.totals_above):
        answered = answer_to(answers, "totals_above", about)
        if answered != "lines":
            places.set_aside(places.totals_above, "sub_total")
            repeated = int(amounts.cents[places.totals_above].sum())
            for total in places.totals:
                total.summed -= repeated if total.grand else 0
        if answered not in ("totals", "lines"):
            why = message(
                "Row {row} and others like it equal the sum of the rows below them.",
                row=int(places.totals_above[0]) + found.first_row + 1,
            )
            labels = (message("They are totals and do not count"), message("They are lines and count"))
            questions.append(Question("totals_above", about, why, ("totals", "lines"), labels, "totals"))
    if len(places.unsure) and answer_to(answers, "unlabelled_totals", about) != "totals":
        why = message(
            "Row {row} may be a sum of the rows above it or a payment: nothing on it says which.",
            row=int(places.unsure[0]) + found.first_row + 1,
        )
        labels = (message("They are totals and do not count"), message("They are lines and count"))
        questions.append(Question("unlabelled_totals", about, why, ("totals", "lines"), labels, "totals"))
    second = found.earlier if places.second_header is None else places.second_header + found.first_row
    if second is not None and answer_to(answers, "second_table", about) != "leave_out":
        why = message("A second table with other columns begins on row {row}.", row=second + 1)
        labels = (message("Leave it out"), message("It counts: I will supply it as a sheet or file of its own"))
        questions.append(Question("second_table", about, why, ("leave_out", "counts"), labels, "leave_out"))
    return questions


def _amount_without_name(
    found: Found, columns: Sequence[CellColumn], chosen: Columns, answers: Mapping[str, str]
) -> Decision:
    """When no header names an amount: ask whether a column of numbers with decimals is one."""
    known = {choice.index: True for choice in chosen.chosen.values()} | dict.fromkeys(
        (*chosen.personal, *chosen.decided), True
    )
    numbers = unknown_numbers(found.header, columns, known)
    if not numbers or "supplier" not in chosen.chosen:
        return Decision()
    why = message("No header names an amount; this column holds numbers with decimals.")
    choices = [Choice(fields()["amount"], index, found.header[index], 0, why) for index in numbers]
    decision = decide_amounts(choices[:1], columns, found.about, answers)
    if answers.get("amount_column") not in {choice.header for choice in choices}:
        options = tuple(choice.header for choice in choices)
        labels = tuple(message("Add up “{header}”", header=header) for header in options)
        decision.questions.append(Question("amount_column", "amount", why, options, labels, options[0]))
    return decision


def _what_was_looked_for(found: Found, sheet: str | None) -> Message:
    header = ", ".join(text for text in found.header if text)[:200]
    row = found.header_rows[0] + 1
    if sheet:
        return message(
            "On sheet {sheet}, row {row} names the columns {header}; none of them holds amounts. Expected is a column such "
            "as Amount, Net amount or Spend. Add it, or choose another export.",
            sheet=sheet, row=row, header=header,
        )  # fmt: skip
    return message(
        "Row {row} names the columns {header}; none of them holds amounts. Expected is a column such as Amount, Net "
        "amount or Spend. Add it, or choose another export.",
        row=row, header=header,
    )  # fmt: skip


def _reports_nothing(columns: Sequence[CellColumn], chosen: Columns) -> bool:
    """Whether the table is empty, or says in words that there was nothing to report."""
    texts = [text for column in columns for text in column.texts.drop_null().to_pylist()[:200]]
    said = any(phrase in text.casefold() for text in texts for phrase in nil_phrases())
    return not texts or (said and len(texts) < 40)


def _nothing(cells: Cells, found: Found, columns: Sequence[CellColumn], chosen: Columns) -> Understood:
    """A nil return: a table without lines."""
    size = cells.height - found.first_row
    amounts = Amounts(np.zeros(size, np.int64), np.zeros(size, np.uint8), {})
    places = sort_rows(columns, found.header, amounts, frozenset())
    indices = {name: choice.index for name, choice in chosen.chosen.items() if name not in DATE_FIELDS}
    understanding = Understanding(cells.sheet, Plan(SINGLE, (), ()), indices, {})
    lines = make_lines(understanding, columns, amounts, np.flatnonzero(places.lines), found.first_row)
    checked = Checked(
        found.header, columns, found.first_row, understanding, chosen.chosen, Decision(), amounts, places, lines,
        chosen.personal, {},
    )  # fmt: skip
    return Understood(table_reading(cells, found, checked, None), [], [finding("nil_return")])


def _ask_currency(
    decision: Decision,
    plan: Plan,
    chosen: Columns,
    columns: Sequence[CellColumn],
    places: Sorted,
    answers: Mapping[str, str],
) -> list[Question]:
    """Amounts in more than one currency are asked about, unless the header says they were converted."""
    if answer_to(answers, "currency", "amount") == "converted":
        return []
    used = next((choice for choice in decision.columns.values() if choice.index == plan.columns[0]), None)
    counts: Counter[str] = Counter(
        currency for index in plan.columns for currency in decision.evidence[index].currencies.elements()
    )
    column = chosen.chosen.get("currency")
    converted = used is not None and any(
        word in used.header.casefold() for word in ("eigen", "lokale", "local", "euro", "eur", "€", "home", "accounted")
    )
    if column and not converted and plan.how == SINGLE:
        on_lines = columns[column.index].texts.filter(pa.array(places.lines)).drop_null()
        counts += Counter({entry["values"].upper(): entry["counts"] for entry in pc.value_counts(on_lines).to_pylist()})
    codes = {"€": "EUR", "£": "GBP", "$": "USD"}
    named = {codes.get(code, code) for code in counts}
    if len(named) < 2:
        return []
    listed = ", ".join(f"{codes.get(code, code)} ({number})" for code, number in counts.most_common(6))
    return [
        Question(
            "currency",
            "amount",
            message("The amounts stand beside several currencies: {listed}.", listed=listed),
            ("converted", "not_converted"),
            (message("All amounts are already in one currency"), message("They are not: I will supply another file")),
            "converted",
        )
    ]
