"""What lies in the repository: nothing of the machine it was made on, everything with its source and licence."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house.repository import ROOT, files, text_of

MACHINE_PATH = re.compile(r"(?<![\w.:/])/(home|Users|root|work|mnt|private)/\w|\b[A-Z]:\\Users\\")
REGISTRIES = tuple(
    f"{name}.{ending}"
    for name, ending in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"))
)
REFERENCE = ROOT / "data" / "reference"
VENDOR = Path("tests/browser/vendor")


def lines_with(pattern: re.Pattern[str] | str, paths: list[Path]) -> list[str]:
    expression = re.compile(pattern) if isinstance(pattern, str) else pattern
    return [
        f"{path}:{number}: {line.strip()[:120]}"
        for path in paths
        for number, line in enumerate((text_of(path) or "").splitlines(), 1)
        if expression.search(line)
    ]


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    assert lines_with(MACHINE_PATH, list(files())) == []


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("read /" + "home/anna/spend.csv", True),
        ("C:" + "\\Users\\anna", True),
        ("https://example.org/home/page", False),
        ("store it in /srv/ambitiemonitor", False),
    ],
)
def test_a_path_of_a_machine_is_recognised(line: str, named: bool) -> None:
    assert bool(MACHINE_PATH.search(line)) == named


def test_only_the_lock_file_names_a_package_registry() -> None:
    pattern = "|".join(map(re.escape, REGISTRIES)) + r"|--(extra-)?index-url|--find-links"
    elsewhere = [
        path
        for path in files()
        if path.name != "uv.lock" and path.parent != VENDOR and path != Path(__file__).relative_to(ROOT)
    ]

    assert lines_with(pattern, elsewhere) == []


def test_the_lock_file_names_the_public_registry_only() -> None:
    lock = (ROOT / "uv.lock").read_text(encoding="utf-8")
    hosts = set(re.findall(r"https?://([^/\"]+)", lock))

    assert hosts <= {REGISTRIES[0], f"files.{REGISTRIES[1]}"}


def test_requirements_are_the_export_of_the_lock() -> None:
    uv = os.environ.get("UV") or shutil.which("uv") or shutil.which("uv", path=ROOT / ".tools" / "uv" / "bin")
    if uv is None:
        pytest.skip("uv is not on this machine, so the lock cannot be exported; `make test` brings it")
    exported = subprocess.run(
        [uv, "export", "--frozen", "--offline", "--no-dev", "--no-header"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout

    assert (ROOT / "requirements.txt").read_text(encoding="utf-8") == exported, "run `make requirements`"


def test_every_reference_file_has_a_row_with_its_source_and_licence() -> None:
    """In data/reference/README.md: a table with the columns file, source and licence, all three filled."""
    readme = (REFERENCE / "README.md").read_text(encoding="utf-8")
    rows = [
        [cell.strip() for cell in line.strip().strip("|").split("|")]
        for line in readme.splitlines()
        if line.startswith("|")
    ]
    heads = [{name.lower(): place for place, name in enumerate(row)} for row in rows]
    head = next(head for head in heads if {"file", "source", "licence"} <= head.keys())
    described = {
        row[head["file"]].strip("`")
        for row in rows
        if len(row) == len(head) and all(row[head[name]].strip("-: ") for name in ("file", "source", "licence"))
    }
    present = {path.relative_to(REFERENCE).as_posix() for path in REFERENCE.rglob("*") if path.is_file()} - {
        "README.md"
    }

    assert present - described == set()


def test_the_licence_is_the_whole_eupl() -> None:
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    articles = [int(number) for number in re.findall(r"^(\d+)\. ?[A-Z]", licence, re.M)]

    assert licence.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert articles == list(range(1, 16))
    assert "‘Compatible Licences’ according to Article 5 EUPL are:" in licence.partition("Appendix\n")[2]


def test_made_elsewhere_has_its_licence_beside_it() -> None:
    """Fonts and the vendored checker: a file whose name starts with or contains LICENSE lies in the same folder."""
    kept = {
        path.parent for path in files() if path.suffix in (".woff2", ".ttf", ".otf") or path.name.endswith(".min.js")
    }
    licensed = {path.parent for path in files() if "LICENSE" in path.name}

    assert kept - licensed == set()


def test_the_changelog_tells_what_changed() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert re.search(r"^## .+\n(?:.*\n)*?- \w", changelog, re.M), (
        "a heading for a version and at least one line under it"
    )
