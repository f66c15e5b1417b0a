"""A packed file of notices, unpacked within a limit: gzip, or a zip that holds one file. And what is no file of notices at all, by name."""

from __future__ import annotations

import io
import zipfile
import zlib

from kpi.intake.notice_place import whole_file
from kpi.language import message
from kpi.model import Message, Refusal

GZIP, ZIP = b"\x1f\x8b", b"PK"
CHUNK = 1 << 20
TAR_MARK = (257, b"ustar")
WEB_PAGE = (b"<!doctype html", b"<html")
LISTED = 3
WHOLE_GZIP = message("a gzip file that was received whole")
WHOLE_ZIP = message("a zip file that was received whole")
ONE_FILE = message("a zip that holds one notice or OCDS file; unpack it, and load its files one by one")
NOTICE = message("OCDS as JSON, or an eForms notice as XML")


def unpacked(name: str, content: bytes, most: int) -> bytes:
    """The file without its packing, of at most so many bytes. Raises Refusal."""
    if content.startswith(GZIP):
        found = _from_gzip(name, content, most)
    elif content.startswith(ZIP):
        found = _from_zip(name, content, most)
    else:
        found = _of_size(name, content, most)
    if packed := _packed(found):
        expected = message("a file that is packed once") if found is not content else NOTICE
        raise whole_file(name, packed, expected)
    return found


def _packed(content: bytes) -> Message | None:
    """What a file is that holds no notice as it stands; None where it may be one."""
    start, mark = content[:400].lstrip(b"\xef\xbb\xbf \t\r\n").lower(), TAR_MARK
    if content.startswith(GZIP):
        return message("gzip within a packed file")
    if content.startswith(ZIP):
        return message("a zip within a packed file")
    if content[mark[0] : mark[0] + len(mark[1])] == mark[1]:
        return message("a tar file")
    if start.startswith(b"%pdf"):
        return message("a PDF")
    if start.startswith(WEB_PAGE):
        return message("a web page")
    return None


def _from_gzip(name: str, content: bytes, most: int) -> bytes:
    """Several packed parts after one another are one file."""
    pieces: list[bytes] = []
    size, rest = 0, content
    try:
        while rest:
            unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
            waiting = rest
            while not unpacker.eof:
                piece = unpacker.decompress(waiting, CHUNK)
                waiting = unpacker.unconsumed_tail
                if not piece and not waiting and not unpacker.eof:
                    raise whole_file(name, message("gzip that breaks off"), WHOLE_GZIP)
                pieces.append(piece)
                size += len(piece)
                if size > most:
                    raise _too_large(name, most)
            rest = unpacker.unused_data.lstrip(b"\x00")
    except zlib.error:
        raise whole_file(name, message("damaged gzip"), WHOLE_GZIP) from None
    return b"".join(pieces)


def _from_zip(name: str, content: bytes, most: int) -> bytes:
    """The one file in a zip. What it says of its size is not believed: no more than the limit is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            inside = [one for one in packed.infolist() if not one.is_dir() and not _of_a_desktop(one.filename)]
            if any(one.filename == "[Content_Types].xml" for one in inside):
                raise whole_file(name, message("a file of Excel or Word"), NOTICE)
            if len(inside) != 1:
                raise whole_file(name, _listed(inside), ONE_FILE)
            if inside[0].flag_bits & 1:
                raise whole_file(name, message("a zip with a password"), message("a zip without one"))
            with packed.open(inside[0]) as stream:
                found = stream.read(most + 1)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, RuntimeError):
        raise whole_file(name, message("a damaged zip"), WHOLE_ZIP) from None
    return _of_size(name, found, most)


def _of_a_desktop(name: str) -> bool:
    return name.startswith("__MACOSX/") or name.rpartition("/")[2] in (".DS_Store", "Thumbs.db", "desktop.ini")


def _listed(inside: list[zipfile.ZipInfo]) -> Message:
    if not inside:
        return message("an empty zip")
    names = ", ".join(one.filename[:60] for one in inside[:LISTED])
    return message(
        "a zip with {count} files ({names})", count=len(inside), names=names + (" ..." if len(inside) > LISTED else "")
    )


def _of_size(name: str, content: bytes, most: int) -> bytes:
    if len(content) > most:
        raise _too_large(name, most)
    return content


def _too_large(name: str, most: int) -> Refusal:
    expected = message("at most {size} MB unpacked; split the file", size=most // 1_000_000)
    return whole_file(name, message("a larger file"), expected)
