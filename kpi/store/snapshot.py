"""Figures as a read-only copy beside the store, which other processes can read while the app has the store open."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def publish(home: Path, body: str, figures: Sequence[dict[str, Any]]) -> None:
    """Writes the figures of one body whole, then renames: a reader sees the old or the new, never half."""
    folder = home / "snapshot"
    folder.mkdir(exist_ok=True)
    unfinished = folder / f"{body}.unfinished"
    unfinished.write_text(json.dumps(list(figures), ensure_ascii=False), encoding="utf-8")
    os.replace(unfinished, folder / f"{body}.json")


def read(home: Path) -> list[dict[str, Any]]:
    """The published figures of all bodies, by body."""
    return [
        figure
        for path in sorted((home / "snapshot").glob("*.json"))
        for figure in json.loads(path.read_text(encoding="utf-8"))
    ]
