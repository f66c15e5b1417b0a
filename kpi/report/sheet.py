"""What stands on a printed sheet, apart from how it is made: the same blocks become a PDF and a page of HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from kpi.model import Status

PER_MILLE = 1000


@dataclass(frozen=True)
class Words:
    """A piece of text in a cell."""

    words: str
    strong: bool = False
    quiet: bool = False


@dataclass(frozen=True)
class Sign:
    """The sign of a status; its word stands beside it."""

    status: Status


@dataclass(frozen=True)
class Bar:
    """A bar of one ambition. Places are whole per milles of its width; a bar without `proven` is empty and dashed."""

    proven: int | None
    possible: int | None
    target: int | None
    expected: int | None


Piece = Words | Sign | Bar
Cell = tuple[Piece, ...]


@dataclass(frozen=True)
class Column:
    """`share` is the part of the width, as against the other columns."""

    name: str
    share: int = 1
    number: bool = False


@dataclass(frozen=True)
class Row:
    """`kind` is row, group (one cell over the whole width) or total."""

    cells: tuple[Cell, ...]
    kind: str = "row"


@dataclass(frozen=True)
class Heading:
    words: str


@dataclass(frozen=True)
class Paragraph:
    words: str
    lead: str = ""  # bold, before it
    quiet: bool = False


@dataclass(frozen=True)
class Notice:
    """In a frame: what a reader must know before anything else."""

    words: str


@dataclass(frozen=True)
class BarKey:
    """What the marks on a bar mean: proven, possible, target, expected now."""

    proven: str
    possible: str
    target: str
    expected: str


@dataclass(frozen=True)
class Table:
    label: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Facts:
    """Names with what holds, under each other."""

    label: str
    rows: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True)
class Signatures:
    """Places to sign: who, and what is to be written there."""

    places: tuple[tuple[str, str], ...]


Block = Heading | Paragraph | Notice | BarKey | Table | Facts | Signatures


@dataclass(frozen=True)
class Sheet:
    """A whole document. `opening` stands above the finding; `proof` is one line of (name, value) below it; `foot` stands at the foot
    of every page.
    """

    language: str
    title: str
    left: str
    right: str
    finding: str
    proof: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    foot: str
    page_of: str  # "{page} van {pages}"
    notices: tuple[Notice, ...] = field(default=())
    opening: str = ""


def words(*parts: str) -> Cell:
    """A cell of plain text; more parts than one stand under each other, quiet after the first."""
    return tuple(Words(part, quiet=index > 0) for index, part in enumerate(parts) if part)


def place(value: Fraction | None, scale: Fraction) -> int | None:
    """Where a value stands on a bar that runs from nought to `scale`, clipped at its ends."""
    if value is None:
        return None
    if not scale:
        return 0
    return max(0, min(PER_MILLE, int(value / scale * PER_MILLE)))


def group(name: str) -> Row:
    """A row that names the rows below it."""
    return Row(((Words(name, strong=True),),), "group")


def rows(found: Sequence[Sequence[Cell]]) -> tuple[Row, ...]:
    return tuple(Row(tuple(cells)) for cells in found)
