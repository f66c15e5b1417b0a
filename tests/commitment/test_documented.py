"""The docs of this room say what the code does."""

import ast
import re
import tomllib
from pathlib import Path

from kpi.commitment import load_commitment, load_ending, status
from kpi.commitment.files import KEYS
from kpi.model import Body, BodyKind, Status
from tests.commitment.cases import indicator, point

DOCS = Path(__file__).parents[2] / "docs"
ROW = re.compile(r"^\| `(\w+)` \| (\w+) \| ", re.M)
NO_CODES = {"euro"}
PASSED_ON = {"mixed_basis", "mixed_years", "not_registered", "whole_is_zero", "part_exceeds_whole"}
"""Reasons for which a value is missing that come with the value itself."""


def test_the_list_of_reason_codes_is_closed():
    section = (DOCS / "status.md").read_text(encoding="utf-8").split("\n## ")[1]
    documented = dict(ROW.findall(section))
    assert set(documented.values()) == set(Status)
    source = ast.parse(Path(status.__file__).read_text(encoding="utf-8"))
    constants = {node.value for node in ast.walk(source) if isinstance(node, ast.Constant)}
    codes = {value for value in constants if isinstance(value, str) and re.fullmatch(r"[a-z]+(_[a-z]+)*", value)}
    assert codes - NO_CODES == set(documented) - PASSED_ON


def test_the_commitment_in_the_docs_can_be_loaded():
    example, ended, menu = re.findall(r"```toml\n(.*?)```", (DOCS / "commitments.md").read_text(encoding="utf-8"), re.S)
    body = Body("veldwijk", "Veldwijk", BodyKind.MUNICIPALITY)
    commitment = load_commitment(
        "circulair.toml", example.encode(), body=body, indicators={"circular_all_spend": indicator()}
    )
    assert commitment.versions[0].target == point(2020, 10)
    assert set(tomllib.loads(example)) == set(KEYS)
    assert load_ending("einde.toml", ended.encode())[0] == commitment.id
    assert tomllib.loads(menu)["target"]
