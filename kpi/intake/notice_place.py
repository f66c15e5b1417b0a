"""Where something stands in a file of notices, so that a refusal can say it: a JSON pointer, or an XPath."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kpi.language import message
from kpi.model import Message, Refusal

LONGEST = 80
"""Letters of what was found that a refusal repeats."""


@dataclass(frozen=True)
class Place:
    """A value in a file; `pointer` is its JSON pointer within its line where there is a value a line."""

    file: str
    pointer: str = ""
    line: int | None = None

    def at(self, step: str | int) -> Place:
        """The place of a member or an item (RFC 6901)."""
        written = str(step).replace("~", "~0").replace("/", "~1")
        return replace(self, pointer=f"{self.pointer}/{written}")

    def refuse(self, found: object, expected: Message | str) -> Refusal:
        """A refusal that names this place."""
        where: object = self.pointer or "/"
        if self.line is not None:
            where = message("line {line}, {pointer}", line=self.line, pointer=self.pointer or "/")
        return refusal(self.file, where, found, expected)


def refusal(file: str, where: object, found: object, expected: Message | str, code: str = "notice_file") -> Refusal:
    """A refusal of a file of notices: what was found where, and what was expected."""
    return Refusal(
        code,
        message(
            "{file}, {where}: found {found}, expected {expected}. Nothing was loaded; take the file from the source again, or correct it.",
            file=file,
            where=where,
            found=found if isinstance(found, Message) else _quoted(found),
            expected=expected,
        ),
    )


def whole_file(file: str, found: object, expected: Message | str) -> Refusal:
    """A refusal about the file as a whole."""
    return refusal(file, "/", found, expected)


def _quoted(found: object) -> str:
    if found is None:
        return "–"
    text = " ".join(str(found).split())
    return f"“{text[:LONGEST]}…”" if len(text) > LONGEST else f"“{text}”"
