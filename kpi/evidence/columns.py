"""The evidence columns of a spend file: which label a cell names, and what a bare yes or no is worth.

A recognised product label on the line proves its property. A yes, a percentage or a word such as "eerlijke handel" names no
label: that is a claim. A no without a source says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from kpi.evidence.categories import normal_text
from kpi.model import FULL, Evidence
from kpi.reference import Label, Property, labels, properties

LABEL_COLUMNS = ("label", "mvi")
"""Columns that name labels of any kind; the others are about one property."""

PROVING_KIND = "product label"
YES = frozenset({"ja", "yes", "j", "y", "x", "1", "true", "waar", "si", "ok"})
NO = frozenset({"nee", "no", "n", "0", "false", "onwaar", "nvt", "n.v.t.", "-", "geen", "none", "onbekend", "unknown"})
PERCENTAGE = re.compile(r"(\d{1,3}(?:[.,]\d+)?)\s*%")
SEPARATOR = re.compile(r"\s*[;,/|+\n]\s*|\s+en\s+|\s+and\s+")


def cell_evidence(column: str, text: str) -> tuple[Evidence, ...] | None:
    """What a cell of an evidence column says; None where it was not understood."""
    plain = normal_text(text)
    if plain in NO:
        return ()
    about = _property_of(column)
    part = PERCENTAGE.fullmatch(plain)
    if plain in YES or (part and 0 < Decimal(part[1].replace(",", ".")) <= 100):
        return (_claim(about, text),) if about else ()
    if part:
        return () if not part[1].strip("0,.") else None
    pieces = (plain, *SEPARATOR.split(plain))
    asked = [entry for name, entry in properties().items() if about in (None, name)]
    found = tuple(dict.fromkeys(said for piece in pieces for entry in asked for said in _said(piece, entry, text)))
    return found if found or any(map(find_label, pieces)) else None


def _said(piece: str, about: Property, cell: str) -> Iterator[Evidence]:
    """What one name or word says about one property."""
    label = find_label(piece)
    if piece in map(normal_text, about.claims):
        yield _claim(about.id, cell)
    elif label and label.id in about.labels and label.kind == PROVING_KIND:
        yield Evidence("line", cell, about.id, FULL, FULL, "label", "realisatie", label.name)


def _claim(about: str, text: str) -> Evidence:
    return Evidence("line", text, about, FULL, FULL, "statement", "realisatie")


@cache
def _property_of(column: str) -> str | None:
    return next((name for name, entry in properties().items() if column in entry.columns), None)


def find_label(text: str) -> Label | None:
    """The label of which this is a name, whatever its case and spaces; a code behind it may follow ("FSC-C123456")."""
    plain = normal_text(text)
    names = _label_names()
    code = re.fullmatch(r"(.+?)[\s:-]*(?:nl-)?(?:coc-)?c?\d{5,}", plain)
    return names.get(plain) or (names.get(code[1]) if code else None)


@cache
def _label_names() -> dict[str, Label]:
    """Labels by every name; a name that two labels share belongs to the first."""
    names: dict[str, Label] = {}
    for label in labels().values():
        for name in (label.id, label.name, *label.synonyms, *label.exact):
            names.setdefault(normal_text(name), label)
    return names
