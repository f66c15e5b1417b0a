"""What suppliers show and say: certificates, and statements such as "60 % of what we delivered in 2019 was fairtrade"."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cache

from kpi.evidence.about import certified_by, one_of, property_named, supplier_of
from kpi.evidence.categories import normal_text
from kpi.evidence.cells import basis_points, name, needed, period
from kpi.evidence.cells import year as stated_year
from kpi.evidence.forms import words
from kpi.evidence.tables import Row
from kpi.language import message
from kpi.model import FULL, Evidence
from kpi.reference import labels, properties

PERCENT = r"(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:%|procent|percent)"
RANGE = re.compile(
    rf"(\d{{1,3}}(?:[.,]\d{{1,2}})?)\s*(?:%|procent|percent)?\s*(?:-|–|tot(?: en met)?|à|to|en|and)\s*{PERCENT}"
)
ONE = re.compile(rf"(?<![\d.,-]){PERCENT}")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def certificate_row(row: Row) -> tuple[Evidence, ...]:
    """What a certificate of a supplier says; nothing where it is about none of our properties. Without a number it is a claim."""
    written = needed(row, "label", row.get("label"))
    found = certified_by(written)
    if found is None:
        raise row.refuse("label", written, message("a label of data/reference/labels.csv, such as Max Havelaar or FSC"))
    about, called = found
    valid_from, valid_to = period(row, "valid_from", "valid_to")
    part = basis_points(row, "part")
    part = FULL if part is None else part
    key, number = supplier_of(row), name(row, "number")
    return tuple(
        Evidence(
            "supplier", key, one, part, part, "certificate", "realisatie", number, valid_from, valid_to, None, called
        )
        for one in about
    )


def statement_row(row: Row) -> Evidence:
    """What a supplier stated: a part of what it delivered, in a column of its own or in a sentence."""
    said, part, contract = row.get("said"), row.get("part"), name(row, "contract")
    if part:
        low, high = bounds_said(row, "part", part)
    else:
        low, high = bounds_said(row, "said", needed(row, "said", said))
    named = row.get("property")
    about = property_named(row, "property", named) if named else _property_said(row, said)
    valid_from, valid_to = _when(row, said)
    supplier = supplier_of(row)
    return Evidence(
        subject="contract" if contract else "supplier",
        key=contract or supplier,
        property=about,
        low=low,
        high=high,
        kind="statement",
        level="realisatie",
        reference=row.get("reference"),
        valid_from=valid_from,
        valid_to=valid_to,
        supplier=supplier if contract else None,
        reason=row.get("reason") or said,
    )


def bounds_said(row: Row, column: str, text: str) -> tuple[int, int]:
    """The least and the most that a text says, in basis points: "at least 30 %" is 3000 and 10000, "30-50 %" is 3000 and 5000."""
    if row.value(column) is not None:
        exact = basis_points(row, column)
        assert exact is not None
        return exact, exact
    plain = normal_text(text)
    expected = message("one percentage from 0 to 100, such as 60 %, at least 30 % or 30-50 %")
    between, single = RANGE.findall(plain), ONE.findall(plain)
    rest = YEAR.sub("", ONE.sub("", RANGE.sub("", plain)))
    if re.search(r"\d", rest) or _says(plain, "not"):
        raise row.refuse(column, text, expected)
    if len(between) == 1 and len(single) <= 2:
        low, high = (_points(one) for one in between[0])
    elif len(single) == 1:
        low = high = _points(single[0])
        least, most = _says(plain, "least"), _says(plain, "most")
        if least and most:
            raise row.refuse(column, text, expected)
        low, high = (0, high) if most else (low, FULL) if least else (low, high)
    elif not single and _says(plain, "all"):
        return FULL, FULL
    else:
        raise row.refuse(column, text, expected)
    if not 0 <= low <= high <= FULL:
        raise row.refuse(column, text, expected)
    return low, high


def _points(written: str) -> int:
    return int(Decimal(written.replace(",", ".")) * 100)


def _says(plain: str, group: str) -> bool:
    return any(_holds(plain, word) for word, meaning in words("bound").items() if meaning == group and word != group)


def _holds(plain: str, word: str) -> bool:
    if not word[0].isalpha():
        return word in plain
    return re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", plain) is not None


def _property_said(row: Row, said: str | None) -> str:
    """The one property that a sentence names."""
    plain = normal_text(said or "")
    found = [(word, one) for word, one in _words_of_properties() if _holds(plain, word)]
    longest = {one for word, one in found if not any(word in other and word != other for other, _ in found)}
    if len(longest) != 1:
        names = (properties()[name].name for name in properties() if not longest or name in longest)
        raise row.refuse("property" if "property" in row.headers else "said", said, one_of(names))
    return longest.pop()


@cache
def _words_of_properties() -> tuple[tuple[str, str], ...]:
    """Names, claims and labels of properties with the property that each means."""
    return tuple(
        (normal_text(word), one)
        for one, entry in properties().items()
        for word in (
            one.replace("_", " "), entry.name.nl, entry.name.en, *entry.claims,
            *(synonym for label in entry.labels for synonym in labels()[label].synonyms),
        )
        if len(word) > 2
    )  # fmt: skip


def _when(row: Row, said: str | None) -> tuple[date | None, date | None]:
    """The period that a statement is about: its own dates, its year, or the one year in its sentence."""
    valid_from, valid_to = period(row, "valid_from", "valid_to")
    year = stated_year(row, "year")
    if valid_from or valid_to:
        return valid_from, valid_to
    years = set(YEAR.findall(said or ""))
    if year is None and len(years) > 1:
        raise row.refuse("said", said, message("one year, or the period in columns of its own"))
    year = year or (int(years.pop()) if years else None)
    return (date(year, 1, 1), date(year, 12, 31)) if year else (None, None)
