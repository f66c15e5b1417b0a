"""Values out of one table of a TOML file. What does not fit is refused with file, key, what was found and expected."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, NoReturn

from kpi.language import message
from kpi.model import Message, Refusal

FIRST_YEAR, LAST_YEAR = 1990, 2100

MOST_DIGITS = 30
"""Of a number, before and behind the point: more than anything that is measured, and few enough to compute with."""


def parse(file: str, content: bytes) -> Section:
    """The whole file. Refused where it is no UTF-8 text or no TOML."""
    try:
        values = tomllib.loads(content.decode("utf-8-sig"), parse_float=Decimal)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise Refusal(
            "commitment_unreadable",
            message("{file} cannot be read as TOML: {error}. Expected UTF-8 text.", file=file, error=str(error)),
        ) from error
    return Section(file, "", values)


class KeyRefusal(Refusal):
    """A refusal about one key of a file. `expected` and `found` are for the field of a form; None where nothing was found."""

    def __init__(self, code: str, file: str, key: str, what: Message, expected: Message, found: str | None = None):
        super().__init__(code, message("{file}: {what}", file=file, what=what))
        self.key = key
        self.expected = expected
        self.found = found


@dataclass(frozen=True)
class Section:
    """One table. `path` says where it stands in the file: "", "target", "milestone 2"."""

    file: str
    path: str
    values: dict[str, Any]

    def only(self, *keys: str) -> None:
        """Refuses a key that is not one of these: a misspelt key would silently mean nothing."""
        for key in self.values:
            if key not in keys:
                where = self._where(key)
                what = message("the key {key} is unknown; expected one of {keys}.", key=where, keys=", ".join(keys))
                raise KeyRefusal("commitment_unknown_key", self.file, where, what, what)

    def missing(self, key: str, expected: Message) -> NoReturn:
        """Refuses a table in which a key is missing."""
        where = self._where(key)
        what = message("{key} is missing; expected {expected}.", key=where, expected=expected)
        raise KeyRefusal("commitment_missing_key", self.file, where, what, expected)

    def refuse(self, key: str, expected: Message) -> NoReturn:
        """Refuses a value, saying what was found."""
        where, found = self._where(key), _as_written(self.values[key])
        what = message("{key} is {found}; expected {expected}.", key=where, found=found, expected=expected)
        raise KeyRefusal("commitment_value", self.file, where, what, expected, found)

    def section(self, key: str) -> Section | None:
        if key not in self.values:
            return None
        if not isinstance(self.values[key], dict):
            self.refuse(key, message("a table"))
        return Section(self.file, self._where(key), self.values[key])

    def sections(self, key: str) -> Iterator[Section]:
        """The tables of a list, such as [[milestone]]."""
        values = self.values.get(key, [])
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            self.refuse(key, message("a list of tables"))
        for place, value in enumerate(values, 1):
            yield Section(self.file, f"{self._where(key)} {place}", value)

    def text(self, key: str, default: str | None = None) -> str:
        """A text; without a default it must be there and say something."""
        if key not in self.values and default is not None:
            return default
        value = self._required(key, message("a text"))
        if not isinstance(value, str) or not (value.strip() or default is not None):
            self.refuse(key, message("a text"))
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        values = self.values.get(key, [])
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            self.refuse(key, message("a list of texts"))
        return tuple(values)

    def choice(self, key: str, options: tuple[str, ...], default: str | None = None) -> str:
        value = self.text(key, default)
        if value not in options:
            self.refuse(key, message("one of {options}", options=", ".join(options)))
        return value

    def year(self, key: str) -> int:
        expected = message("a year from {first} to {last}", first=FIRST_YEAR, last=LAST_YEAR)
        value = self._required(key, expected)
        if isinstance(value, bool) or not isinstance(value, int) or not FIRST_YEAR <= value <= LAST_YEAR:
            self.refuse(key, expected)
        return value

    def day(self, key: str) -> date:
        expected = message("a date such as 2016-03-01")
        value = self._required(key, expected)
        if isinstance(value, str):
            try:
                return date.fromisoformat(value.strip())
            except ValueError:
                self.refuse(key, expected)
        if isinstance(value, datetime) or not isinstance(value, date):
            self.refuse(key, expected)
        return value

    def number(self, key: str) -> Fraction:
        """A number, exact: as TOML writes it, or as text with a decimal point or comma and perhaps a % sign."""
        expected = message("a number")
        value = self._required(key, expected)
        if isinstance(value, bool) or not isinstance(value, (int, Decimal, str)):
            self.refuse(key, expected)
        if isinstance(value, str):
            value = value.strip().removesuffix("%").strip().replace(",", ".")
        try:
            exact = Decimal(value)
        except InvalidOperation:
            self.refuse(key, expected)
        if not exact.is_finite() or abs(exact.adjusted()) > MOST_DIGITS or len(exact.as_tuple().digits) > MOST_DIGITS:
            self.refuse(key, expected)
        return Fraction(exact)

    def share(self, key: str) -> Fraction:
        """A percentage, as a fraction of one."""
        value = self.number(key) / 100
        if not 0 <= value <= 1:
            self.refuse(key, message("a percentage from 0 to 100"))
        return value

    def _required(self, key: str, expected: Message) -> Any:
        if key not in self.values:
            self.missing(key, expected)
        return self.values[key]

    def _where(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key


def _as_written(value: object) -> str:
    return f"“{value}”" if isinstance(value, str) else str(value)
