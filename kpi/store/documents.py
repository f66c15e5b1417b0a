"""Nouns of model.py to and from JSON text, so that what was decided is kept whole and can be read by anyone."""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any


def pack(value: Any) -> str:
    """A dataclass (or a tuple of them) as JSON text with sorted keys; the same value always gives the same text."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True)


def _plain(value: Any) -> Any:  # noqa: PLR0911
    if value is None or type(value) in (str, int, bool):
        return value
    if is_dataclass(value):
        return {name: _plain(getattr(value, name)) for name in _names(value.__class__)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, (frozenset, set)):
        return sorted(_plain(item) for item in value)
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    return value


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@lru_cache(maxsize=8192)
def unpack(kind: Any, text: str) -> Any:
    """The noun of that kind that `pack` wrote. Nouns are frozen, so the same text may give the same one again."""
    return _reader(kind)(json.loads(text))


Reader = Callable[[Any], Any]


@cache
def _reader(kind: Any) -> Reader:
    """How a value of this kind is made from JSON. Worked out once for each kind: a body keeps thousands of these nouns."""
    read = _of_kind(kind)
    return lambda value: None if value is None else read(value)


def _of_kind(kind: Any) -> Reader:  # noqa: PLR0911
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return _reader(next(argument for argument in arguments if argument is not type(None)))
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        item = _reader(arguments[0])
        return lambda value: tuple(item(one) for one in value)
    if origin is tuple:
        items = [_reader(argument) for argument in arguments]
        return lambda value: tuple(item(one) for item, one in zip(items, value, strict=True))
    if origin is frozenset:
        item = _reader(arguments[0])
        return lambda value: frozenset(item(one) for one in value)
    if origin is not None and issubclass(origin, Mapping):
        item = _reader(arguments[1])
        return lambda value: {key: item(one) for key, one in value.items()}
    if isinstance(kind, type) and is_dataclass(kind):
        return _noun_reader(kind)
    if kind in (date, datetime):
        return kind.fromisoformat
    if kind is Fraction or (isinstance(kind, type) and issubclass(kind, Enum)):
        return kind
    return lambda value: value


def _noun_reader(kind: type) -> Reader:
    """Only the fields that JSON writes otherwise are read anew; texts, numbers and truths are taken as they are."""
    hints = {name: hint for name, hint in typing.get_type_hints(kind).items() if not _as_it_is(hint)}
    readers: dict[str, Reader] = {}

    def read(value: Mapping[str, Any]) -> Any:
        if not readers:
            readers.update({name: _reader(hint) for name, hint in hints.items()})
        made = {name: readers[name](one) if name in readers else one for name, one in value.items()}
        return kind(**made)

    return read


def _as_it_is(hint: Any) -> bool:
    choices = typing.get_args(hint) if typing.get_origin(hint) in (typing.Union, types.UnionType) else (hint,)
    return all(one in (str, int, bool, Any, type(None)) for one in choices)
