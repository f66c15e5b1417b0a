"""The record stays; the original file goes when its term is over."""

import os
from datetime import datetime

import pyarrow as pa

from kpi.store import records
from kpi.store.database import Store


def test_a_record_is_read_back_table_by_table_in_order(tmp_path):
    store = Store(tmp_path)
    tables = [pa.table({"row": [number], "c0": [f"cell {number}"]}) for number in range(12)]
    records.save_record(store, "x-2025-all-1", tables)
    assert records.read_record(store, "x-2025-all-1") == tables
    records.remove_record(store, "x-2025-all-1")
    assert records.read_record(store, "x-2025-all-1") == []


def test_an_original_expires_after_thirty_days(tmp_path):
    store = Store(tmp_path)
    records.save_original(store, "old", b"1")
    records.save_original(store, "new", b"2")
    stored = datetime(2026, 3, 1).timestamp()
    os.utime(tmp_path / "originals" / "old", (stored, stored))
    assert records.expired_originals(store, datetime(2026, 3, 30)) == []
    assert records.expired_originals(store, datetime(2026, 4, 1)) == ["old"]
    assert records.read_original(store, "new") == b"2"
