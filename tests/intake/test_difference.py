"""What differs between two deliveries of one table; the totals join to the cent, whatever was changed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.intake import make_reply, read
from kpi.intake.difference import CellChange, compare
from kpi.model import Tally

ROWS = (
    "Bakker;F1;31-01-2025;10,00",
    "Slager;F2;28-02-2025;20,00",
    "Groenteboer;F3;15-03-2025;30,00",
    "Melkboer;F4;15-04-2025;40,00",
)


def records(*rows: str, header: str = "Leverancier;Factuurnummer;Factuurdatum;Bedrag"):
    return [table.record for table in read("a.csv", "\n".join([header, *rows, ""]).encode()).tables]


def without(text: str) -> tuple[str, ...]:
    return tuple(row for row in ROWS if text not in row)


def changed(old: str, new: str) -> tuple[str, ...]:
    return tuple(row.replace(old, new) for row in ROWS)


@pytest.mark.parametrize(
    ("after", "added", "removed", "altered"),
    [
        pytest.param(ROWS, (0, 0), (0, 0), (0, 0), id="nothing"),
        pytest.param(ROWS[::-1], (0, 0), (0, 0), (0, 0), id="the same rows in another order"),
        pytest.param((*ROWS, "Visboer;F5;01-05-2025;5,00"), (1, 500), (0, 0), (0, 0), id="a row more"),
        pytest.param(("Visboer;F5;01-05-2025;5,00", *ROWS), (1, 500), (0, 0), (0, 0), id="a row more on top"),
        pytest.param(without("F2"), (0, 0), (1, 2000), (0, 0), id="a row less"),
        pytest.param(changed("20,00", "25,50"), (0, 0), (0, 0), (1, 550), id="an amount"),
        pytest.param(changed("28-02", "27-02"), (0, 0), (0, 0), (1, 0), id="a date"),
        pytest.param((*ROWS, ROWS[0]), (1, 1000), (0, 0), (0, 0), id="a row twice"),
        pytest.param(changed("F3", "F33"), (0, 0), (0, 0), (1, 0), id="an invoice number"),
    ],
)
def test_what_was_added_removed_and_changed(after, added, removed, altered):
    found = compare(records(*ROWS), records(*after))
    assert (found.added, found.removed, found.changed) == (Tally(*added), Tally(*removed), Tally(*altered))
    assert found.adds_up()
    assert found.nothing == (after in (ROWS, ROWS[::-1]))


def test_a_change_names_the_row_and_both_values():
    found = compare(records(*ROWS), records("Visboer;F5;01-05-2025;5,00", *changed("20,00", "25,50")))
    (row,) = found.changed_rows
    assert (row.row, row.supplier, row.cents) == (3, "Slager", 550)
    assert row.cells == (CellChange("amount", "2000", "2550"),)


def test_a_row_that_could_not_be_read_and_now_can_is_a_change():
    found = compare(records(*changed("20,00", "zie bijlage")), records(*ROWS))
    assert (found.unreadable_before, found.unreadable_after) == (1, 0)
    assert (found.before, found.after, found.changed) == (Tally(3, 8000), Tally(4, 10000), Tally(1, 2000))
    assert found.changed_rows[0].cells == (
        CellChange("amount", None, "2000"),
        CellChange("amount_as_written", "zie bijlage", None),
    )
    assert found.adds_up()


def test_a_column_that_went_is_named_and_is_no_change_of_every_row():
    short = [";".join(row.split(";")[:2] + row.split(";")[3:]) for row in ROWS]
    found = compare(records(*ROWS), records(*short, header="Leverancier;Factuurnummer;Bedrag"))
    assert (found.fields_gone, found.changed.rows, found.same) == (("invoice_date",), 0, 4)


def test_the_reply_to_a_file_does_not_differ_from_it():
    content = "\n".join(["Leverancier;Factuurnummer;Factuurdatum;Bedrag", *ROWS]).encode()
    reading = read("a.csv", content)
    reply = make_reply("a.csv", content, {}, reading.findings, (), None, "nl")
    again = read("b.xlsx", reply.content)
    found = compare([table.record for table in reading.tables], [table.record for table in again.tables])
    assert found.nothing


names = st.sampled_from(["Bakker", "Slager", "Groenteboer", "Melkboer"])
lines = st.tuples(names, st.integers(1, 6), st.integers(-5000, 5000), st.integers(1, 28)).map(
    lambda row: f"{row[0]};F{row[1]};{row[3]:02d}-01-2025;{row[2] / 100:.2f}".replace(".", ",")
)
tables = st.lists(lines, min_size=2, max_size=15)


@settings(max_examples=60)
@given(before=tables, after=tables, kept=st.integers(0, 15))
def test_before_and_after_are_always_joined_to_the_cent(before, after, kept):
    found = compare(records(*before), records(*before[:kept], *after))
    assert found.adds_up()
    assert found.same + found.changed.rows + found.removed.rows == found.before.rows + found.unreadable_before
