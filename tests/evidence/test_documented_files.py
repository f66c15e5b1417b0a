"""The examples in docs/files.md are files that load."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kpi.evidence import DEPARTMENT_FORM, register_forms
from kpi.reference import properties
from tests.evidence.loading import load_evidence, load_mapping

PAGE = (Path(__file__).parents[2] / "docs" / "files.md").read_text(encoding="utf-8")
COLUMNS = sorted(
    {column.id for form in register_forms().values() if form.id != DEPARTMENT_FORM for column in form.columns}
    - set(properties())
)
BLOCKS = re.findall(r"```(csv|toml)\n(.*?)```", PAGE, re.S)


@pytest.mark.parametrize(
    ("kind", "content"), BLOCKS, ids=[f"{kind}-{number}" for number, (kind, _) in enumerate(BLOCKS)]
)
def test_a_documented_example_loads(kind, content):
    if content.startswith("text,"):
        assert load_mapping("example.csv", content.encode())
    else:
        assert load_evidence(f"example.{kind}", content.encode())


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_is_documented(column):
    assert f"`{column}`" in PAGE
