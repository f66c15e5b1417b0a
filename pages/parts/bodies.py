"""What a form about an organisation shows and gives back: departments as rows, names as lines, ids from names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from kpi.language import message, text
from kpi.model import BodyKind, Department, FormerName, Refusal


def kind_word(language: str, kind: BodyKind) -> str:
    """A kind of organisation in words."""
    words = {
        BodyKind.RIJK: text(language, "Central government"),
        BodyKind.MINISTRY: text(language, "Ministry"),
        BodyKind.MUNICIPALITY: text(language, "Municipality"),
        BodyKind.PROVINCE: text(language, "Province"),
        BodyKind.WATER_AUTHORITY: text(language, "Water authority"),
        BodyKind.JOINT_ARRANGEMENT: text(language, "Joint arrangement"),
    }
    return words[kind]


def id_of(name: str) -> str:
    """An id from a name: small letters, digits and dashes; empty when the name has none of these."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-")


FORMER = re.compile(r"(?P<name>[^;]*\S)\s*\((?P<until>\d{4}-\d{2}-\d{2})\)")


def rows_of(departments: Sequence[Department]) -> list[dict[str, Any]]:
    """Departments as rows to edit; several names or ids separated by semicolons, former names with their last day."""
    return [
        {
            "name": one.name,
            "name_en": one.name_en or "",
            "aliases": "; ".join(one.aliases),
            "valid_from": one.valid_from,
            "valid_to": one.valid_to,
            "successors": "; ".join(one.successors),
            "former_names": "; ".join(f"{former.name} ({former.until.isoformat()})" for former in one.former_names),
            "id": one.id,
        }
        for one in departments
    ]


def departments_of(rows: Iterable[Mapping[str, Any]]) -> tuple[Department, ...]:
    """The departments that edited rows stand for; rows without a name are left out, a new one gets its id from it.

    Raises Refusal where a former name has no last day.
    """
    found = []
    for row in rows:
        name = str(row.get("name") or "").strip()
        if name:
            found.append(
                Department(
                    id=str(row.get("id") or "").strip() or id_of(name),
                    name=name,
                    aliases=_several(row.get("aliases")),
                    name_en=str(row.get("name_en") or "").strip() or None,
                    valid_from=_day(row.get("valid_from")),
                    valid_to=_day(row.get("valid_to")),
                    successors=_several(row.get("successors")),
                    former_names=tuple(
                        sorted(map(_former, _several(row.get("former_names"))), key=lambda one: one.until)
                    ),
                )
            )
    return tuple(found)


def _several(written: Any) -> tuple[str, ...]:
    return tuple(part.strip() for part in str(written or "").split(";") if part.strip())


def _day(value: Any) -> date | None:
    """A day as an editor of tables gives it: a date, a moment, or nothing."""
    return date.fromisoformat(str(value)[:10]) if isinstance(value, date) or value else None


def _former(written: str) -> FormerName:
    found = FORMER.fullmatch(written)
    try:
        assert found is not None
        return FormerName(found["name"], date.fromisoformat(found["until"]))
    except (AssertionError, ValueError):
        raise Refusal(
            "bad_department",
            message(
                "The former name “{found}” has no last day. Expected: the name with its last day behind it, such as "
                "“Groen (2019-12-31)”.",
                found=written,
            ),
        ) from None


def names_of(lines: str) -> frozenset[str]:
    """One name a line."""
    return frozenset(line.strip() for line in lines.splitlines() if line.strip())
