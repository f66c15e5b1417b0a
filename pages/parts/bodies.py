"""What a form about an organisation shows and gives back: departments as rows, names as lines, ids from names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kpi.language import text
from kpi.model import BodyKind, Department


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


def rows_of(departments: Sequence[Department]) -> list[dict[str, str]]:
    """Departments as rows to edit; aliases separated by semicolons."""
    return [{"id": one.id, "name": one.name, "aliases": "; ".join(one.aliases)} for one in departments]


def departments_of(rows: Iterable[Mapping[str, Any]]) -> tuple[Department, ...]:
    """The departments that edited rows stand for; rows without a name are left out, a new one gets its id from it."""
    found = []
    for row in rows:
        name = str(row.get("name") or "").strip()
        if name:
            identity = str(row.get("id") or "").strip() or id_of(name)
            aliases = tuple(alias.strip() for alias in str(row.get("aliases") or "").split(";") if alias.strip())
            found.append(Department(identity, name, aliases))
    return tuple(found)


def names_of(lines: str) -> frozenset[str]:
    """One name a line."""
    return frozenset(line.strip() for line in lines.splitlines() if line.strip())
