"""Arguments that a person types, read and checked."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

Command = Callable[..., argparse.ArgumentParser]
"""Adds a command: its name, what runs it, what it does in words, whether it takes FILE, whether it needs --body."""


def year(text: str) -> int:
    """Four digits: what is no year must not reach the store as a number that it cannot hold."""
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise argparse.ArgumentTypeError(f"{text!r} is no year")
    return int(text)


def seed(text: str) -> int:
    """A whole number of at most nine digits."""
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise argparse.ArgumentTypeError(f"{text!r} is no seed; expected a whole number")
    return int(text)


def percent(text: str) -> Fraction:
    """A percentage above 0 and at most 100, as a fraction of one."""
    try:
        part = Fraction(text) / 100
    except (ValueError, ZeroDivisionError):
        part = Fraction(0)
    if not 0 < part <= 1 or len(text) > 10:
        raise argparse.ArgumentTypeError(f"{text!r} is no percentage above 0")
    return part


def answer(text: str) -> tuple[str, str]:
    """Key and value. A header may hold the sign =, and so may the name of a column that is answered with."""
    key, sign, value = text.rpartition("=") if text.startswith("column:") else text.partition("=")
    if not sign or not key or not value:
        raise argparse.ArgumentTypeError(f"{text!r} is no answer; expected KEY=VALUE, such as date_order=dmy")
    return key, value


def explanation(text: str) -> tuple[str, str]:
    """The rule and why what it found is right."""
    rule, sign, why = text.partition("=")
    if not sign or not rule.strip() or not why.strip():
        raise argparse.ArgumentTypeError(f"{text!r} explains nothing; expected RULE=TEXT, such as date_missing=...")
    return rule.strip(), why


class Pair(argparse.Action):
    """Two keys of suppliers, and what is said about them."""

    def __call__(
        self, parser: Any, namespace: argparse.Namespace, values: Any, option_string: str | None = None
    ) -> None:
        namespace.pair = (values[0], values[1], self.const)


def add_answers(command: argparse.ArgumentParser) -> None:
    """--answers and --answer of a command that reads a spend file."""
    command.add_argument("--answers", type=Path, metavar="FILE.json", help="answers to the questions of `read`")
    command.add_argument(
        "--answer", type=answer, action="append", default=[], metavar="KEY=VALUE",
        help="one answer, such as date_order=dmy or column:Bedrag=amount; goes before the file",
    )  # fmt: skip


def add_document(command: argparse.ArgumentParser) -> None:
    """--out of a document that is made as PDF or as a page."""
    command.add_argument(
        "--out", type=Path, required=True, metavar="FILE.pdf", help="a name that ends in .html gives HTML"
    )


def form_of(out: Path) -> str:
    """The form of a document by the name of its file: html or pdf."""
    return "html" if out.suffix.casefold() in (".html", ".htm") else "pdf"
