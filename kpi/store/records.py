"""What is kept of a file (semantics.md section 11): the record for good, the original only while it is needed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from kpi.store.database import Store

ORIGINAL_DAYS = 30


def save_record(store: Store, submission: str, tables: Sequence[pa.Table]) -> None:
    """Writes the tables as they were read: whole under another name first, so that no half record can be found."""
    folder = store.home / "records" / submission
    remove_record(store, submission)  # what a process that was killed may have left
    folder.mkdir(parents=True)
    for number, table in enumerate(tables):
        unfinished = folder / f"{number}.unfinished"
        pq.write_table(table, unfinished, compression="zstd")
        os.replace(unfinished, folder / f"{number}.parquet")


def read_record(store: Store, submission: str) -> list[pa.Table]:
    folder = store.home / "records" / submission
    return [pq.read_table(path) for path in sorted(folder.glob("*.parquet"), key=lambda path: int(path.stem))]


def remove_record(store: Store, submission: str) -> None:
    """Takes back a record whose submission was not stored."""
    folder = store.home / "records" / submission
    for path in folder.glob("*"):
        path.unlink()
    if folder.exists():
        folder.rmdir()


def _original(store: Store, submission: str) -> Path:
    return store.home / "originals" / submission


def save_original(store: Store, submission: str, content: bytes) -> None:
    path = _original(store, submission)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)


def read_original(store: Store, submission: str) -> bytes | None:
    path = _original(store, submission)
    return path.read_bytes() if path.exists() else None


def remove_original(store: Store, submission: str) -> bool:
    """Whether there was one to remove."""
    path = _original(store, submission)
    if not path.exists():
        return False
    path.unlink()
    return True


def expired_originals(store: Store, now: datetime) -> list[str]:
    """Submissions whose original file has been kept for ORIGINAL_DAYS."""
    oldest = (now - timedelta(days=ORIGINAL_DAYS)).timestamp()
    folder = store.home / "originals"
    return sorted(path.name for path in folder.glob("*") if path.stat().st_mtime < oldest) if folder.exists() else []
