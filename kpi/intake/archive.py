"""Zip containers that cost nothing: checked by their directory before anything in them is unpacked."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from kpi.intake.sheet import Limits, damaged
from kpi.language import message
from kpi.model import Refusal

CHUNK = 1 << 20
SMALL = 1 << 20  # the compression ratio of a part this small says nothing
PROLOG = re.compile(rb"(?s)(?:\xef\xbb\xbf)?\s*(?:<\?(?:[^?]|\?(?!>))*\?>\s*|<!--(?:[^-]|-(?!->))*-->\s*)*<[A-Za-z_]")
"""Instructions and comments before the first element, each up to its own end: nothing can hide between them."""

ENCRYPTED = 0x1


def open_archive(content: bytes, limits: Limits) -> zipfile.ZipFile:
    """The zip, its directory checked. Raises Refusal when it is damaged, protected, holds a name twice, or would unpack beyond the limits."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, EOFError):
        raise damaged() from None
    members = archive.infolist()
    if any(member.flag_bits & ENCRYPTED for member in members):
        raise protected()
    if len({member.filename.lower() for member in members}) < len(members):
        raise damaged()  # which of two parts counts, each program decides in its own way
    swollen = any(
        member.file_size > SMALL and member.file_size > limits.compression_ratio * member.compress_size
        for member in members
    )
    if swollen or len(members) > limits.members or sum(member.file_size for member in members) > limits.unpacked_bytes:
        raise unpacks_too_large()
    return archive


def pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The unpacked bytes of one part, a megabyte at a time. Raises Refusal when the part is damaged."""
    try:
        with archive.open(name) as part:
            while piece := part.read(CHUNK):
                yield piece
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, ValueError, NotImplementedError, RuntimeError, OSError):
        raise damaged() from None


def xml_pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """As `pieces`, for an XML part. Raises Refusal when it defines entities, or does not begin as XML does."""
    for index, piece in enumerate(pieces(archive, name)):
        if index == 0 and not PROLOG.match(piece):
            if b"<!DOCTYPE" in piece or b"<!ENTITY" in piece:
                raise Refusal(
                    "xml_entities",
                    message(
                        "This workbook defines its own text codes (XML entities), which spreadsheet programs never do and which can be harmful. "
                        "Export the table again from the finance system and upload the new file."
                    ),
                )
            raise damaged()
        yield piece


def whole(archive: zipfile.ZipFile, name: str, most: int = 20_000_000) -> bytes:
    """A small XML part as one piece. Raises Refusal when it is larger than `most` bytes."""
    if archive.getinfo(name).file_size > most:
        raise damaged()
    return b"".join(xml_pieces(archive, name))


def unpacks_too_large() -> Refusal:
    return Refusal(
        "unpacks_too_large",
        message(
            "Unpacked, this file is far larger than a spend file can be, so it was not opened. "
            "Copy the table alone to a new workbook, save that and upload it."
        ),
    )


def protected() -> Refusal:
    return Refusal(
        "protected",
        message(
            "This file is protected with a password, so it cannot be read. "
            "Open it, save a copy without a password, and upload that copy."
        ),
    )
