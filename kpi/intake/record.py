"""The record of a table: every kept cell as text with its place, and what was decided. Enough to make its lines again.

Columns `sheet`, `row`, `place`, `kinds` and one text column a cell column; columns with personal data are all null. The
decisions stand in the metadata of the table's schema, so they travel with it through Parquet and Arrow files.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kpi.intake.cells import EMPTY, TEXT, Cells, Column
from kpi.intake.lines import Understanding, make_lines, number_lines
from kpi.intake.places import LINE, PLACES
from kpi.intake.plan import amounts_of
from kpi.intake.table import Found

METADATA = b"understanding"
ABOVE, HEADER = "above", "header"
"""Places of the rows above the header and of the header itself."""


def make_record(
    cells: Cells, found: Found, codes: np.ndarray, personal: Sequence[int], understanding: Understanding | None
) -> pa.Table:
    """All rows of a sheet with their place; `codes` are those of the rows below the header."""
    height = cells.height
    names = pa.array([*PLACES, ABOVE, HEADER])
    places = np.full(height, len(PLACES), np.int16)
    places[list(found.header_rows)] = len(PLACES) + 1
    places[found.first_row :] = codes
    made: dict[str, pa.Array] = {
        "sheet": pa.array([cells.sheet], pa.string()).take(pa.array(np.zeros(height, np.int8))),
        "row": pa.array(np.arange(height, dtype=np.int32)),
        "place": names.take(pa.array(places)),
        "kinds": _kinds(cells, frozenset(personal)),
    }
    for index, column in enumerate(cells.columns):
        made[f"c{index}"] = pa.nulls(height, pa.string()) if index in personal else column.texts
    table = pa.table(made)
    return table.replace_schema_metadata({METADATA: understanding.to_json()}) if understanding else table


def _kinds(cells: Cells, personal: frozenset[int]) -> pa.Array:
    """One letter a cell, or null when all cells are text or empty."""
    kept = [column.kinds for index, column in enumerate(cells.columns) if index not in personal]
    if all(bool(np.isin(kinds, (TEXT, EMPTY)).all()) for kinds in kept):
        return pa.nulls(cells.height, pa.string())
    empty = np.full(cells.height, EMPTY, np.uint8)
    stacked = np.stack([empty if index in personal else column.kinds for index, column in enumerate(cells.columns)], 1)
    letters = np.ascontiguousarray(stacked).view(f"S{stacked.shape[1]}").ravel()
    return pc.cast(pa.array(letters, pa.binary()), pa.string())


def lines_from_record(records: Sequence[pa.Table]) -> pa.Table:
    """The lines of a submission from the records of its tables alone, exactly as they were when the file was read."""
    tables = []
    for kept in records:
        metadata = kept.schema.metadata or {}
        if METADATA not in metadata:
            continue  # a table without lines
        record = kept.combine_chunks()
        understanding = Understanding.from_json(metadata[METADATA].decode())
        columns = record_columns(record)
        amounts, _ = amounts_of(understanding.plan, columns)
        rows = np.flatnonzero(np.asarray(pc.equal(record["place"], LINE)))
        tables.append(make_lines(understanding, columns, amounts, rows, 0))
    return pa.concat_tables(number_lines(tables), promote_options="default") if tables else pa.table({})


def record_columns(record: pa.Table) -> list[Column]:
    """The columns of a record, each cell with the kind that it had."""
    names = [name for name in record.column_names if name[0] == "c" and name[1:].isdigit()]
    texts = [record[name].combine_chunks() for name in names]
    texts = [array.chunk(0) if isinstance(array, pa.ChunkedArray) else array for array in texts]
    if record["kinds"].null_count == record.num_rows:
        return [
            Column(array, np.where(np.asarray(array.is_null()), np.uint8(EMPTY), np.uint8(TEXT))) for array in texts
        ]
    joined = "".join(record["kinds"].to_pylist()).encode()
    kinds = np.frombuffer(joined, np.uint8).reshape(record.num_rows, len(names))
    return [Column(array, kinds[:, index]) for index, array in enumerate(texts)]
