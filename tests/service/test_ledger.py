"""The total of the administration beside the file: kept, shown, and explained in words only where it fits to the cent."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kpi import cli, service
from kpi.intake import read
from kpi.model import ControlTotals, Reading, Refusal, Tally
from tests.service.conftest import BODY, BUYER, NET, SPEND

TOTALS = ControlTotals(
    rows=10,
    lines=8,
    set_aside={"total": Tally(1, 4_250_000), "note": Tally(1, None)},
    unreadable={},
    excluded={"salary": Tally(1, 800_000), "tax": Tally(1, 120_000)},
    procurement=Tally(6, 3_330_000),
    uploaded=Tally(8, 4_250_000),
    amount_column=8_500_000,
)


@pytest.mark.parametrize(
    ("ledger", "words"),
    [
        (3_330_000, "left out as no procurement"),
        (3_450_000, "left out as no procurement"),
        (4_130_000, "left out as no procurement"),
        (8_500_000, "set aside"),
        (4_250, "in thousands"),
        (4_250_000_000, "in thousands"),
        (-4_250_000, "other sign"),
        (5_142_500, "ledger total is exactly the lines with 21 % VAT"),
        (4_632_500, "ledger total is exactly the lines with 9 % VAT"),
        (3_512_397, "lines are exactly the ledger total with 21 % VAT"),
        (3_899_083, "lines are exactly the ledger total with 9 % VAT"),
        (4_250_000, None),
        (4_250_001, None),
        (3_330_001, None),
        (5_142_501, None),
        (0, None),
    ],
)
def test_a_difference_is_explained_only_where_it_fits_to_the_cent(ledger: int, words: str | None) -> None:
    found = service.explain_difference(TOTALS, ledger)

    assert (words is None and found is None) or (found is not None and words is not None and words in found.en)


def test_the_total_of_the_administration_is_kept_with_the_submission(monitor) -> None:
    made = service.submit(
        BUYER, monitor, "gemeente-proef", 2024, "spend.csv", SPEND.encode(), answers=NET, ledger_total=4_250_000
    )

    (kept,) = service.submissions(BUYER, monitor, "gemeente-proef")
    printed = service.submission_as_json(kept, service.control_totals(BUYER, monitor, made.id))
    assert kept.ledger_total == 4_250_000
    assert (printed["ledger_total"], printed["ledger_difference"]) == ("42500.00", "0.00")


def test_the_command_line_takes_the_total_and_refuses_what_is_no_amount(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, content in (("body.toml", BODY), ("spend.csv", SPEND.encode())):
        (tmp_path / name).write_bytes(content)
    home = ["--home", str(tmp_path / "home")]
    cli.main(["body", str(tmp_path / "body.toml"), *home])
    submit = ["submit", str(tmp_path / "spend.csv"), "--body", "gemeente-proef", "--year", "2024", *home, "--json"]

    assert cli.main([*submit, "--ledger", "about a million"]) == 2
    capsys.readouterr()
    assert cli.main([*submit, "--answer", "amount_basis=net", "--ledger", "43000.50"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert (printed["ledger_total"], printed["ledger_difference"]) == ("43000.50", "-500.50")


def reading_of(content: str) -> Reading:
    return read("spend.csv", content.encode(), NET)


def test_the_amount_column_is_added_up_apart_from_the_rows_that_it_is_divided_over() -> None:
    reading = reading_of(SPEND + "Totaal;;;;;42.500,00;\n")
    totals = service.reading_totals(reading)

    assert totals.adds_up()
    assert (totals.amount_column, totals.uploaded) == (8_500_000, Tally(8, 4_250_000))
    table = reading.tables[0]
    lost = replace(reading, tables=(replace(table, lines=table.lines.slice(1)),))
    assert not service.reading_totals(lost).adds_up()


def test_totals_in_thousands_add_up_to_the_cent() -> None:
    rows = "Leverancier;Datum;Bedrag (x 1.000)\nA;31-01-2024;1,23456\nB;31-01-2024;2,34567\nTotaal;;3,58023\n"

    assert service.reading_totals(reading_of(rows)).adds_up()


def test_a_file_whose_rows_do_not_add_up_is_not_stored(monitor, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = service.submitting.read_with_memory

    def loses_a_line(*arguments):
        reading, used = honest(*arguments)
        table = reading.tables[0]
        return replace(reading, tables=(replace(table, lines=table.lines.slice(1)),)), used

    monkeypatch.setattr(service.submitting, "read_with_memory", loses_a_line)
    with pytest.raises(Refusal) as refused:
        service.submit(BUYER, monitor, "gemeente-proef", 2024, "spend.csv", SPEND.encode(), answers=NET)
    assert refused.value.code == "does_not_add_up"
    assert service.submissions(BUYER, monitor, "gemeente-proef") == []
