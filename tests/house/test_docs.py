"""The documentation keeps up: commands, settings and pages that exist are described, and links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kpi import cli
from tests.house.repository import ROOT, code, files, text_of

LINK = re.compile(r"\]\(([^)#\s]+)(#[^)\s]*)?\)")
DOCS_PAGE = re.compile(r"\bdocs/[\w-]+\.md\b")
SETTING = re.compile(r"\bAMBITIEMONITOR_[A-Z_]+\b")
MARKDOWN = [path for path in files() if path.suffix == ".md"]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def help_of(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    """What the program itself says about a command."""
    with pytest.raises(SystemExit, match="0"):
        cli.main([*command, "--help"])
    return capsys.readouterr().out


def test_every_command_has_a_heading_and_its_options_are_described(capsys: pytest.CaptureFixture[str]) -> None:
    page = read("docs/command-line.md")
    listed = re.search(r"\{([a-z,-]+)\}", help_of(capsys))
    assert listed

    missing = []
    for command in listed[1].split(","):
        if not re.search(rf"^#+ .*\b{command}\b", page, re.M):
            missing.append(f"a heading for {command}")
        options = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", help_of(capsys, command))) - {"--help"}
        missing += [f"{option} of {command}" for option in sorted(options) if option not in page]

    assert missing == []


def test_every_setting_is_described() -> None:
    used = {setting for path in code() for setting in SETTING.findall(text_of(path) or "")}

    assert used
    assert {setting for setting in used if setting not in read("docs/running.md")} == set()


def test_every_page_named_in_code_or_data_exists() -> None:
    named = {
        page
        for path in files()
        if path.suffix in (".py", ".toml", ".md")
        for page in DOCS_PAGE.findall(text_of(path) or "")
    }

    assert {page for page in named if not (ROOT / page).exists()} == set()


@pytest.mark.parametrize("path", MARKDOWN, ids=str)
def test_links_inside_the_repository_lead_somewhere(path: Path) -> None:
    targets = [target for target, _ in LINK.findall(text_of(path) or "") if "://" not in target]

    assert [target for target in targets if not (ROOT / path.parent / target).exists()] == []


def test_the_readme_leads_to_every_page_of_the_documentation() -> None:
    pages = {path.as_posix() for path in MARKDOWN if path.parent == Path("docs")}
    reachable, new = set(), {"README.md"}
    while new:
        reachable |= new
        found = {
            (ROOT / page).parent.joinpath(target).resolve().relative_to(ROOT).as_posix()
            for page in new
            for target, _ in LINK.findall(read(page))
            if target.endswith(".md")
        }
        new = {page for page in found if (ROOT / page).exists()} - reachable

    assert pages - reachable == set()


def test_every_make_target_is_explained() -> None:
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.M)) - {"ready"}

    assert {
        target
        for target in targets
        if f"make {target}" not in read("README.md") + read("CONTRIBUTING.md") + read("docs/running.md")
    } == set()


def test_every_room_stands_in_the_picture() -> None:
    page = read("docs/architecture.md")
    rooms = {"/".join(path.with_suffix("").parts[:2]) for path in code("kpi", "pages")} - {
        "kpi/__init__",
        "pages/__init__",
    }

    assert {room for room in rooms if room not in page} == set()
