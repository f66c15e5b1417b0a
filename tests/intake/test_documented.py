"""The closed lists in docs/command-line.md are those of the code."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from kpi.intake.places import SET_ASIDE, UNREADABLE
from kpi.intake.vocabulary import fields, rules

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")


def section(title: str) -> set[str]:
    """The words in code style below a heading."""
    body = DOCUMENT.split(f"### {title}\n")[1].split("\n### ")[0].split("\n## ")[0]
    return set(re.findall(r"`([a-z_]+)`", body))


def first_literals(call: str) -> set[str]:
    """The first argument of every call of that name in the room."""
    return {
        node.args[0].value
        for path in (ROOT / "kpi" / "intake").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", None) == call
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }


@pytest.mark.parametrize(
    ("title", "used"),
    [
        ("Columns", {name for name, field in fields().items() if field.output}),
        ("Rows that are no lines", {*SET_ASIDE, *UNREADABLE}),
        ("Questions and answers", first_literals("Question")),
        ("Findings", set(rules()) | first_literals("Finding")),
        ("Reasons to refuse", first_literals("Refusal")),
    ],
)
def test_a_closed_list_is_complete(title: str, used: set[str]) -> None:
    assert used - section(title) == set()


def test_every_rule_is_listed_with_its_severity() -> None:
    listed = {
        (rule, severity)
        for severity, names in re.findall(r"^\| (error|warning|info) \| (.*) \|$", DOCUMENT, re.MULTILINE)
        for rule in re.findall(r"`([a-z_]+)`", names)
    }

    assert listed == {(name, rule["severity"]) for name, rule in rules().items()}


def test_every_rule_is_used() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "kpi" / "intake").rglob("*.py"))

    assert [name for name in rules() if f'"{name}"' not in source] == []


def test_the_page_about_checks_lists_the_catalogue_as_it_is() -> None:
    page = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")

    listed = re.findall(r"^\| `([a-z_]+)` \| (\w+) \| (.*) \|$", page, re.MULTILINE)

    assert listed == [(name, rule["severity"], rule["name_en"]) for name, rule in rules().items()]
