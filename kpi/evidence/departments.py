"""Which department a text of a spend file means, in the year that it is about."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache

from kpi import succession
from kpi.evidence.categories import normal_text
from kpi.model import Body, Department, DepartmentRule

Lookup = Callable[[str], str | None]
"""From a text to the id of a department; None where the text is no department of the body."""

_PREFIX = re.compile(r"^(afdeling|afd|department|dept) (?=\S)")


def department_lookup(body: Body, rules: Iterable[DepartmentRule], year: int | None = None) -> Lookup:
    """How the texts of a file of that year are read: the body's own choice, else exactly a name, else a name written otherwise.

    Where a text is a name of several departments, the one that was there in the year is meant; still several: none. A department
    that had ended is its successor. A body that declared none has the texts of its files as departments.
    """
    if not body.departments:
        return lambda text: " ".join(text.split())
    units = {one.id: one for one in body.departments}
    chosen = {normal_text(rule.text): rule.department for rule in rules if rule.department in units}
    exact, alike = _named(body.departments, normal_text), _named(body.departments, plain)

    def find(text: str) -> str | None:
        found = chosen.get(normal_text(text)) or next(
            (
                one
                for one in (_only(exact.get(normal_text(text), []), year), _only(alike.get(plain(text), []), year))
                if one
            ),
            None,
        )
        return found if found is None or year is None else succession.heir(units, found, year)

    return find


@lru_cache(maxsize=16_384)
def plain(text: str) -> str:
    """A name without what is written in different ways: accents, capitals, punctuation, "&" for "en", "Afdeling" before it."""
    letters = unicodedata.normalize("NFKD", text.replace("&", " en ").replace("+", " en "))
    words = re.sub(r"[\W_]+", " ", "".join(one for one in letters if not unicodedata.combining(one))).casefold().strip()
    return _PREFIX.sub("", words)


def names(department: Department) -> tuple[str, ...]:
    """Everything that a file may call a department."""
    former = (one.name for one in department.former_names)
    english = (department.name_en,) if department.name_en else ()
    return (department.id, department.name, *english, *department.aliases, *former)


def _named(departments: Iterable[Department], written: Callable[[str], str]) -> dict[str, list[Department]]:
    found: dict[str, list[Department]] = {}
    for one in departments:
        for name in dict.fromkeys(written(name) for name in names(one)):
            if name:
                found.setdefault(name, []).append(one)
    return found


def _only(found: list[Department], year: int | None) -> str | None:
    there = [one for one in found if year is None or succession.exists_in(one, year)]
    meant = there if there else found
    return meant[0].id if len(meant) == 1 else None
