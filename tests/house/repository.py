"""What the house tests look at: the files of the repository, and the syntax trees of its code."""

from __future__ import annotations

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]


@cache
def files() -> tuple[Path, ...]:
    """Everything under version control and everything new that is not ignored, relative to the root."""
    listed = subprocess.run(
        # In a build container the folder often belongs to another user, which git refuses unless told.
        ["git", "-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return tuple(sorted(path for name in listed.split("\0") if name and (ROOT / (path := Path(name))).is_file()))


def code(*folders: str) -> list[Path]:
    """The Python files of the application in these folders, or all of them: kpi, pages and dashboard.py."""
    wanted = folders or ("kpi", "pages", "dashboard.py")
    return [path for path in files() if path.suffix == ".py" and path.parts[0] in wanted]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse((ROOT / path).read_text(encoding="utf-8"), filename=str(path))


def text_of(path: Path) -> str | None:
    """The text of a file; None where it is no text."""
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None
