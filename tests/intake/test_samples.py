"""What the real files in the shared samples prove. Each kind of dirt has a generated equivalent in the other tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kpi.intake import as_json, lines_from_record, read
from tests.intake.files import SAMPLES
from tests.intake.money import assert_money_adds_up

pytestmark = pytest.mark.skipif(not SAMPLES.exists(), reason="the shared samples are not on this machine")

TRUTH = SAMPLES / "truth.json"
FILES = json.loads(TRUTH.read_text(encoding="utf-8"))["files"] if TRUTH.exists() else []
SPEND = sorted(path for path in (SAMPLES / "spend").rglob("*") if path.is_file())
NASTY = sorted(path for path in (SAMPLES / "nasty").rglob("*") if path.is_file())

NOT_OURS = {"department_code", "department_detail", "article", "body_group", "body_uri", "capital_revenue",
            "category_code", "category_detail", "expense_area", "service", "supplier_id_vat"}  # fmt: skip
"""Keys of truth.json that are outside the vocabulary of columns."""

GOVERNMENT_BESIDE_AREA = ("home-office", "HILL")
"""Here the truth takes “Expense area” for the department; elsewhere, beside the same headers, “Department family”."""


def name(path: Path) -> str:
    return str(path.relative_to(SAMPLES))


@pytest.mark.parametrize("truth", FILES, ids=lambda truth: truth["file"])
def test_a_file_with_truth_is_read_to_the_cent(truth: dict[str, Any]) -> None:
    path = SAMPLES / truth["file"]

    reading = as_json(read(path.name, path.read_bytes()), "en")

    (table,) = reading["tables"]
    assert reading["outcome"] == "ok"
    assert {
        "data_lines": table["lines"],
        "amount_sum": table["amount_sum"],
        "negative_lines": table["negative_lines"],
        "earliest": table["earliest"],
        "latest": table["latest"],
        "distinct_suppliers_trimmed": table["suppliers"],
        "header_row_index0": table["header_rows"][0],
        "header": [" ".join(text.split()) for text in table["header"]],
    } == {
        **{key: truth[key] for key in ("data_lines", "amount_sum", "negative_lines", "earliest", "latest")},
        "distinct_suppliers_trimmed": truth["distinct_suppliers_trimmed"],
        "header_row_index0": truth["header_row_index0"],
        "header": truth["header"],
    }


@pytest.mark.parametrize("truth", FILES, ids=lambda truth: truth["file"])
def test_a_file_with_truth_has_its_columns_recognised(truth: dict[str, Any]) -> None:
    path = SAMPLES / truth["file"]

    columns = as_json(read(path.name, path.read_bytes()))["tables"][0]["columns"]

    found = {field: column["index"] for field, column in columns.items()}
    found["invoice_date"] = found.get("invoice_date", found.get("payment_date"))  # truth calls any date so
    expected = {
        field: column["index0"]
        for field, column in truth["columns"].items()
        if field not in NOT_OURS
        and not (field == "department" and any(part in truth["file"] for part in GOVERNMENT_BESIDE_AREA))
    }
    assert {field: found.get(field) for field in expected} == expected


@pytest.mark.parametrize("path", SPEND, ids=name)
def test_the_money_of_every_spend_file_adds_up(path: Path) -> None:
    reading = read(path.name, path.read_bytes())

    assert reading.outcome != "refuse", reading.reason
    for table in reading.tables:
        assert_money_adds_up(table)
    assert lines_from_record([table.record for table in reading.tables]).to_pylist() == [
        line for table in reading.tables for line in table.lines.to_pylist()
    ]


@pytest.mark.parametrize("path", NASTY, ids=name)
def test_no_nasty_file_breaks_reading(path: Path) -> None:
    reading = read(path.name, path.read_bytes())

    described = as_json(reading, "nl")
    assert described["outcome"] in ("ok", "ask", "refuse")
    assert "not_understood" not in {finding["rule"] for finding in described["findings"]}
    assert json.loads(json.dumps(described)) == described
    for table in reading.tables:
        assert_money_adds_up(table)
