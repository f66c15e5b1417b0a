"""Files of public notices, opened safely: OCDS as JSON or a JSON value a line, eForms as XML, each also packed.

Nothing in them is followed or expanded. What is too large, nested too deeply, cut off or of another kind is refused, with the
place, what was found and what was expected.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kpi.intake.notice_eforms import eforms_notices
from kpi.intake.notice_ocds import Releases
from kpi.intake.notice_packing import unpacked
from kpi.intake.notice_place import Place, whole_file
from kpi.intake.notice_xml import parse
from kpi.language import message
from kpi.model import Notice


@dataclass(frozen=True)
class NoticeLimits:
    """What a file of notices may cost at most."""

    bytes: int = 200_000_000  # unpacked
    depth: int = 60  # a notice nests some twenty deep
    elements: int = 2_000_000  # of XML


def read_notices(name: str, content: bytes, limits: NoticeLimits | None = None) -> tuple[Notice, ...]:
    """The lots that the notices of a file tell of. Raises Refusal; a file is read whole or not at all."""
    limits = limits or NoticeLimits()
    content = unpacked(name, content, limits.bytes)
    start = content[:400].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00")
    if start.startswith(b"<"):
        found = eforms_notices(name, parse(name, content, limits.depth, limits.elements))
    else:
        found = _ocds(name, _text(name, content), limits)
    if not found:
        raise whole_file(name, None, message("at least one notice"))
    return found


def _text(name: str, content: bytes) -> str:
    if not content.strip(b"\x00 \t\r\n"):
        raise whole_file(name, message("an empty file"), message("OCDS as JSON, or an eForms notice as XML"))
    try:
        return content.decode(json.detect_encoding(content))
    except UnicodeDecodeError as error:
        raise whole_file(
            name, message("byte {number} that is no UTF-8", number=error.start), message("JSON in UTF-8")
        ) from None


def _ocds(name: str, text: str, limits: NoticeLimits) -> tuple[Notice, ...]:
    releases = Releases()
    for place, document in _documents(name, text, limits):
        releases.add(place, document)
    return releases.notices()


def _documents(name: str, text: str, limits: NoticeLimits) -> Iterator[tuple[Place, Any]]:
    """The one JSON value of a file, or one a line."""
    first, error = _value(text)
    if error is None:
        yield _checked(Place(name), text, first, limits)
        return
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    values = [(number, line, *_value(line)) for number, line in lines]
    if len(values) < 2 or values[0][3] is not None:
        raise whole_file(name, error, message("OCDS as JSON, or an eForms notice as XML"))
    for number, line, value, wrong in values:
        place = Place(name, line=number)
        if wrong is not None:
            raise place.refuse(wrong, message("one JSON value on each line"))
        yield _checked(place, line, value, limits)


def _value(text: str) -> tuple[Any, Any]:
    """A JSON value and None, or None and what is wrong with it."""
    try:
        return json.loads(text, parse_float=str, parse_constant=_no_number), None
    except json.JSONDecodeError as error:
        return None, message("no JSON at line {line}, column {column}", line=error.lineno, column=error.colno)
    except RecursionError:
        return None, message("nesting that is too deep")
    except ValueError:
        return None, message("a number that is none")


def _no_number(text: str) -> Any:
    raise ValueError(text)


def _checked(place: Place, text: str, value: Any, limits: NoticeLimits) -> tuple[Place, Any]:
    """The value, where it is not nested too deeply."""
    if text.count("{") + text.count("[") > limits.depth:
        waiting = [(place, value, 1)]
        while waiting:
            where, one, depth = waiting.pop()
            if depth > limits.depth:
                raise where.refuse(
                    message("nesting that is too deep"), message("at most {depth} levels", depth=limits.depth)
                )
            if isinstance(one, dict):
                waiting += [
                    (where.at(key), part, depth + 1) for key, part in one.items() if isinstance(part, (dict, list))
                ]
            else:
                waiting += [
                    (where.at(number), part, depth + 1)
                    for number, part in enumerate(one)
                    if isinstance(part, (dict, list))
                ]
    return place, value
