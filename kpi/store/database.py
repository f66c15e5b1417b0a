"""One DuckDB file, one writer. Reads take their own cursor; a write is one transaction behind one lock."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from kpi.language import message
from kpi.model import FACT_SCHEMA, LINE_EVIDENCE_SCHEMA, LINE_SCHEMA, SUM_NAMES, Refusal

SCHEMA_VERSION = 1

_SQL_TYPES = {
    pa.int32(): "INTEGER",
    pa.int64(): "BIGINT",
    pa.string(): "VARCHAR",
    pa.date32(): "DATE",
    pa.bool_(): "BOOLEAN",
    pa.decimal128(38, 0): "DECIMAL(38, 0)",
}


def columns_of(schema: pa.Schema) -> str:
    """The columns of a table of this schema, as SQL."""
    return ", ".join(f'"{field.name}" {_SQL_TYPES[field.type]}' for field in schema)


SCHEMA = f"""
CREATE TABLE settings (name VARCHAR PRIMARY KEY, value VARCHAR);
CREATE TABLE bodies (id VARCHAR PRIMARY KEY, document VARCHAR);
CREATE TABLE submissions (
    id VARCHAR PRIMARY KEY, body VARCHAR, year INTEGER, part VARCHAR, version INTEGER, state VARCHAR,
    document VARCHAR, reading VARCHAR, answers VARCHAR, reason VARCHAR
);
CREATE TABLE drafts (id VARCHAR PRIMARY KEY, body VARCHAR, document VARCHAR, saved_at TIMESTAMP);
CREATE TABLE layouts (body VARCHAR, layout VARCHAR, answers VARCHAR, PRIMARY KEY (body, layout));
CREATE TABLE lines (submission VARCHAR, {columns_of(LINE_SCHEMA)});
CREATE TABLE line_facts (submission VARCHAR, {columns_of(FACT_SCHEMA)});
CREATE TABLE line_evidence (submission VARCHAR, {columns_of(LINE_EVIDENCE_SCHEMA)});
CREATE TABLE sums (
    submission VARCHAR, department VARCHAR, indicator VARCHAR, indicator_version INTEGER,
    {", ".join(f"{name} HUGEINT" for name in SUM_NAMES)}, suggested HUGEINT
);
CREATE TABLE known (submission VARCHAR, knowledge INTEGER);
CREATE TABLE spend (submission VARCHAR, department VARCHAR, amount HUGEINT, unclassified HUGEINT);
CREATE TABLE supplier_amounts (
    submission VARCHAR, department VARCHAR, indicator VARCHAR, supplier_key VARCHAR, amount HUGEINT
);
CREATE SEQUENCE knowledge_number;
CREATE TABLE knowledge (number INTEGER, body VARCHAR, kind VARCHAR, name VARCHAR, loaded_by VARCHAR, loaded_at TIMESTAMP, document VARCHAR);
CREATE TABLE commitments (id VARCHAR PRIMARY KEY, body VARCHAR, document VARCHAR);
CREATE SEQUENCE audit_number;
CREATE TABLE audit (
    number INTEGER, done_at TIMESTAMP, viewer VARCHAR, role VARCHAR, body VARCHAR, action VARCHAR, subject VARCHAR, detail VARCHAR
);
"""

ADDED = f"""
CREATE TABLE IF NOT EXISTS commitment_drafts (
    id VARCHAR PRIMARY KEY, body VARCHAR, document VARCHAR, saved_by VARCHAR, saved_at TIMESTAMP
);
CREATE TABLE IF NOT EXISTS described_layouts (body VARCHAR, layout VARCHAR, document VARCHAR, PRIMARY KEY (body, layout));
CREATE TABLE IF NOT EXISTS counted (
    submission VARCHAR, indicator VARCHAR, indicator_version INTEGER, department VARCHAR, key VARCHAR,
    scope_low INTEGER, scope_high INTEGER, low INTEGER, high INTEGER, claimed INTEGER, suggested INTEGER
);
CREATE TABLE IF NOT EXISTS amounts (
    submission VARCHAR, department VARCHAR, indicator VARCHAR, indicator_version INTEGER, low HUGEINT, high HUGEINT
);
CREATE TABLE IF NOT EXISTS quantities (
    body VARCHAR, department VARCHAR, year INTEGER, quantity VARCHAR, low HUGEINT, high HUGEINT
);
CREATE TABLE IF NOT EXISTS own_indicators (
    body VARCHAR, id VARCHAR, version INTEGER, document VARCHAR, reason VARCHAR, saved_by VARCHAR, saved_at TIMESTAMP
);
CREATE TABLE IF NOT EXISTS ended_own_indicators (
    body VARCHAR, id VARCHAR, reason VARCHAR, ended_by VARCHAR, ended_at TIMESTAMP, PRIMARY KEY (body, id)
);
CREATE TABLE IF NOT EXISTS borrowed (
    body VARCHAR, text VARCHAR, cpv VARCHAR, exclusion VARCHAR, origin VARCHAR, loaded_by VARCHAR, loaded_at TIMESTAMP,
    PRIMARY KEY (body, text)
);
CREATE TABLE IF NOT EXISTS unmeasured (submission VARCHAR PRIMARY KEY);
CREATE TABLE IF NOT EXISTS samples (id VARCHAR PRIMARY KEY, body VARCHAR, year INTEGER, document VARCHAR);
CREATE SEQUENCE IF NOT EXISTS verdict_number;
CREATE TABLE IF NOT EXISTS verdicts (number INTEGER, sample VARCHAR, document VARCHAR);
CREATE TABLE IF NOT EXISTS prepared (submission VARCHAR);
CREATE TABLE IF NOT EXISTS at_level (
    submission VARCHAR, department VARCHAR, indicator VARCHAR, {", ".join(f"{name} HUGEINT" for name in (*SUM_NAMES, "suggested"))},
    suppliers BIGINT, largest HUGEINT, amounts HUGEINT
);
CREATE TABLE IF NOT EXISTS next_sums AS SELECT * FROM sums LIMIT 0;
CREATE TABLE IF NOT EXISTS next_counted AS SELECT * FROM counted LIMIT 0;
CREATE TABLE IF NOT EXISTS next_amounts AS SELECT * FROM amounts LIMIT 0;
CREATE TABLE IF NOT EXISTS next_supplier_amounts AS SELECT * FROM supplier_amounts LIMIT 0;
CREATE TABLE IF NOT EXISTS next_at_level AS SELECT * FROM at_level LIMIT 0;
CREATE TABLE IF NOT EXISTS next_line_evidence AS SELECT * FROM line_evidence LIMIT 0;
"""
"""Tables that came later. A store without them is as good: they are made when it is opened."""


_SETTINGS: dict[str, str | bool | int | float | list[str]] = {"max_vacuum_tasks": 4}
"""DuckDB moves rows together where others were removed, while a commit waits: unbounded, one body's new sums rewrite the sums of many."""


@contextmanager
def _told_when_stopped() -> Iterator[None]:
    """Somebody who stops the program during a query stops the program, and not just the query."""
    try:
        yield
    except (RuntimeError, duckdb.InterruptException) as error:
        if "interrupt" in str(error).lower():
            raise KeyboardInterrupt from error
        raise


class Session:
    """A cursor with the few things that the store asks of it. Inside a transaction it sees what that has written."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection):
        self._cursor = cursor

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        self._cursor.execute(sql, list(parameters))

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """The result as a list of dictionaries."""
        result = self._cursor.execute(sql, list(parameters))
        names = [column[0] for column in result.description or ()]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    def value(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """The first column of the first row, or None."""
        found = self._cursor.execute(sql, list(parameters)).fetchall()
        return found[0][0] if found else None

    def table(self, sql: str, parameters: Sequence[Any] = ()) -> pa.Table:
        """The result as an Arrow table."""
        return self._cursor.sql(sql, params=list(parameters)).to_arrow_table()

    @contextmanager
    def lent(self, name: str, table: pa.Table) -> Iterator[None]:
        """Makes an Arrow table readable by SQL under a name, for a while."""
        self._cursor.register(name, table)
        try:
            yield
        finally:
            self._cursor.unregister(name)

    def insert(self, table: str, submission: str, data: pa.Table, schema: pa.Schema) -> None:
        """Appends rows of a submission; columns that `data` lacks become null."""
        columns = [
            data.column(field.name).cast(field.type)
            if field.name in data.column_names
            else pa.nulls(len(data), field.type)
            for field in schema
        ]
        with self.lent("incoming", pa.table(columns, schema=schema)):
            self.execute(f"INSERT INTO {table} SELECT ?, * FROM incoming", [submission])


class Workspace:
    """A cursor that stays open, so that temporary tables made in it can be asked more than once; by one thread at a time."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection):
        self._cursor = cursor

    @contextmanager
    def making(self) -> Iterator[Session]:
        """A session whose temporary tables stay."""
        with self._begun():
            yield Session(self._cursor)
            self._cursor.commit()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session with these tables beside what is committed at this moment; what it makes itself goes again."""
        with self._begun():
            yield Session(self._cursor)
            self._cursor.rollback()

    @contextmanager
    def _begun(self) -> Iterator[None]:
        with _told_when_stopped():
            self._cursor.begin()
            try:
                yield
            except BaseException:
                self._cursor.rollback()
                raise

    def close(self) -> None:
        self._cursor.close()


class Store:
    """The store of one deployment, in a folder of its own. Raises Refusal("store_in_use") when another process has it.

    `threads` is for many small writes in a row, which one thread does faster; unsaid every core helps.
    """

    def __init__(self, home: Path, threads: int | None = None):
        self.home = home
        self._lock = threading.RLock()
        self._data_version = 0
        try:
            home.mkdir(parents=True, exist_ok=True)
            self._connection = duckdb.connect(
                str(home / "store.duckdb"), config=_SETTINGS | ({"threads": threads} if threads else {})
            )
        except (OSError, duckdb.Error) as error:
            if "lock" in str(error).lower() or "being used" in str(error).lower():
                raise Refusal(
                    "store_in_use",
                    message(
                        "The store {home} is open in another process, probably the app. Expected: nobody else has it. "
                        "Close the app and try again.",
                        home=str(home),
                    ),
                ) from None
            raise Refusal(
                "store_cannot_be_opened",
                message(
                    "The store {home} cannot be opened: the folder cannot be made or written, or store.duckdb in it is no "
                    "store. Expected: a folder of our own that may be written. Choose another one.",
                    home=str(home),
                ),
            ) from None
        self._prepare()

    def _prepare(self) -> None:
        with self.reading() as session:
            empty = session.value("SELECT count(*) FROM duckdb_tables()") == 0
        if empty:
            with self.transaction() as session:
                session.execute(SCHEMA)
                session.execute(
                    "INSERT INTO settings VALUES ('schema', ?), ('data_version', '0'), ('levels', 'kept')",
                    [str(SCHEMA_VERSION)],
                )
        with self.reading() as session:
            found = session.value("SELECT value FROM settings WHERE name = 'schema'")
            self._data_version = int(session.value("SELECT value FROM settings WHERE name = 'data_version'"))
        if found != str(SCHEMA_VERSION):
            raise Refusal(
                "store_of_another_version",
                message(
                    "The store {home} was made by another version of Ambitiemonitor. Found: {found}. Expected: {expected}. "
                    "Use the version that made it, or choose another folder.",
                    home=str(self.home),
                    found=str(found),
                    expected=str(SCHEMA_VERSION),
                ),
            )
        with self._connection.cursor() as cursor:
            cursor.execute(ADDED)

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees what is committed at this moment, and nothing of what is committed later."""
        with _told_when_stopped(), self._connection.cursor() as cursor:
            cursor.begin()
            try:
                yield Session(cursor)
            finally:
                cursor.rollback()

    def workspace(self) -> Workspace:
        """A place for temporary tables; whoever asks for it closes it before the store, or lets go of it."""
        return Workspace(self._connection.cursor())

    @contextmanager
    def transaction(self, keep: bool = True) -> Iterator[Session]:
        """A session inside one transaction behind the one lock: all or nothing. Makes a new data version.

        With `keep=False` nothing is kept: a trial, to see what a change would do.
        """
        with _told_when_stopped(), self._lock, self._connection.cursor() as cursor:
            cursor.begin()
            try:
                yield Session(cursor)
                if keep:
                    cursor.execute(
                        "UPDATE settings SET value = (value::BIGINT + 1)::VARCHAR WHERE name = 'data_version'"
                    )
                    cursor.commit()
                    self._data_version += 1
                else:
                    cursor.rollback()
            except BaseException:
                cursor.rollback()
                raise

    @property
    def data_version(self) -> int:
        """Grows with every write: the key under which results may be cached. Asked before reading, it is never later than what is read."""
        return self._data_version
