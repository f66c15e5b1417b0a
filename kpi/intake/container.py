"""What a file is, by its content and never by its extension; and a plain refusal for what cannot be a spend file."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from enum import StrEnum

from kpi.intake.archive import open_archive, pieces, protected, whole
from kpi.intake.compound import SIGNATURE, CompoundFile
from kpi.intake.encoding import detect_encoding
from kpi.intake.sheet import Limits
from kpi.language import message
from kpi.model import Finding, Refusal, Severity

HEAD = 1 << 16
BLANK = b" \t\r\n\0\x1a\xef\xbb\xbf"
IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
PACKED = (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a", b"\xfd7zXZ", b"BZh")
OLD_EXCEL = re.compile(rb"\x09(?:[\x00\x02\x04][\x04\x06]|\x08[\x04\x08\x10])\x00", re.DOTALL)
JSON = re.compile(r"[\[{]\s*[\[{\"}\]]")
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
MAIL = re.compile(r"(?:[a-z][a-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*)*?mime-version:")
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."


class Kind(StrEnum):
    TEXT = "csv"
    HTML = "html"
    XLSX = "xlsx"
    XLSM = "xlsm"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"


@dataclass(frozen=True)
class Recognised:
    """A kind of file, and the bytes to read: those of the file, or of the one file in a zip."""

    kind: Kind
    content: bytes
    findings: tuple[Finding, ...] = ()


def recognise(content: bytes, limits: Limits) -> Recognised:
    """The kind of a file. Raises Refusal for what is empty, too large, protected, damaged, or holds no table."""
    if len(content) > limits.bytes:
        raise _file_too_large(len(content), limits)
    if not content[:HEAD].strip(BLANK) and not content.strip(BLANK):
        raise Refusal("empty", message("This file is empty. Export it again and upload the new file."))
    if content.startswith(b"PK"):
        return _in_zip(content, limits)
    if content.startswith(SIGNATURE):
        return Recognised(_in_compound_file(content), content)
    _refuse_known(content)
    return Recognised(_in_text(content), content)


def _in_compound_file(content: bytes) -> Kind:
    names = CompoundFile(content).names
    if names & {"EncryptedPackage", "EncryptionInfo"}:
        raise protected()
    if names & {"Workbook", "Book", "WORKBOOK", "BOOK"}:
        return Kind.XLS
    if names & {"WordDocument", "PowerPoint Document", "__properties_version1.0"}:
        raise _document()
    raise _no_table()


def _in_zip(content: bytes, limits: Limits, inside: bool = False) -> Recognised:
    archive = open_archive(content, limits)
    names = archive.namelist()
    folders = {name.partition("/")[0].lower() for name in names if "/" in name}
    if "xl" in folders or _is_spreadsheet_package(archive):
        lower = [name.lower() for name in names]
        if any(name.endswith("workbook.bin") for name in lower):
            return Recognised(Kind.XLSB, content)
        macros = any(name.endswith("vbaproject.bin") or "macrosheets/" in name for name in lower)
        return Recognised(Kind.XLSM if macros else Kind.XLSX, content)
    if folders & {"word", "ppt", "visio"}:
        raise _document()
    if "content.xml" in names:
        return Recognised(_open_document(archive), content)
    if any(name.endswith(".iwa") for name in names) or "Index.zip" in names:
        raise Refusal(
            "numbers",
            message("This is an Apple Numbers file. In Numbers choose File, Export To, Excel, and upload that file."),
        )
    if inside:
        raise _too_many_in_zip()
    return _only_member(archive, limits)


def _only_member(archive: zipfile.ZipFile, limits: Limits) -> Recognised:
    members = [
        member
        for member in archive.infolist()
        if not member.is_dir() and not _is_hidden(member.filename) and member.file_size
    ]
    if len(members) != 1:
        raise _too_many_in_zip()
    if members[0].file_size > limits.bytes:
        raise _file_too_large(members[0].file_size, limits)
    content = b"".join(pieces(archive, members[0].filename))
    inner = _in_zip(content, limits, inside=True) if content.startswith(b"PK") else recognise(content, limits)
    unpacked = Finding(
        "unpacked",
        Severity.INFO,
        message("The file was read from the zip: {name}.", name=members[0].filename),
    )
    return Recognised(inner.kind, inner.content, (unpacked, *inner.findings))


def _is_hidden(name: str) -> bool:
    return name.startswith("__MACOSX/") or name.rpartition("/")[2].startswith(".")


def _is_spreadsheet_package(archive: zipfile.ZipFile) -> bool:
    name = "[Content_Types].xml"
    return name in archive.namelist() and b"spreadsheetml" in whole(archive, name)


def _open_document(archive: zipfile.ZipFile) -> Kind:
    names = archive.namelist()
    if "META-INF/manifest.xml" in names and b"encryption-data" in whole(archive, "META-INF/manifest.xml"):
        raise protected()
    if "mimetype" in names:
        kind = b"".join(pieces(archive, "mimetype")).decode("latin-1")
        if kind.startswith(OPEN_DOCUMENT) and not kind.startswith(OPEN_DOCUMENT + "spreadsheet"):
            raise _document()
    return Kind.ODS


def _in_text(content: bytes) -> Kind:
    head = content[:HEAD]
    encoding = detect_encoding(head).name
    if not encoding.startswith("utf-") and len(CONTROL.findall(head.replace(b"\0", b"", 64))) > len(head) / 100:
        raise _no_table()
    text = head.decode(encoding, "replace").lstrip("\ufeff \t\r\n").lower()
    if text.startswith("<"):
        return _in_markup(text)
    if MAIL.match(text):
        raise _web_archive() if "multipart/related" in text else _document()
    if text.startswith("{\\rtf"):
        raise _document()
    if JSON.match(text):
        raise _data_exchange()
    return Kind.TEXT


def _in_markup(text: str) -> Kind:
    if "urn:schemas-microsoft-com:office:spreadsheet" in text and re.search(r"<(\w+:)?workbook\b", text):
        raise Refusal(
            "xml_spreadsheet",
            message("This is an XML spreadsheet of 2003. Open it in Excel, save it as xlsx, and upload that."),
        )
    if "<table" in text or "<html" in text:
        return Kind.HTML
    if text.startswith("<?xml") or re.match(r"<[a-z_:][^>]*xmlns", text):
        raise _data_exchange()
    return Kind.TEXT


def _refuse_known(content: bytes) -> None:
    if b"%PDF-" in content[:1024]:
        raise Refusal(
            "pdf",
            message(
                "This is a PDF, from which amounts cannot be read reliably. Ask for the same table as xlsx or csv."
            ),
        )
    webp = content.startswith(b"RIFF") and content[8:12] == b"WEBP"
    bitmap = content.startswith(b"BM") and b"\0" in content[:16]
    if content.startswith(IMAGES) or webp or bitmap or content[4:12] in (b"ftypheic", b"ftypmif1"):
        raise Refusal(
            "image", message("This is an image, not a table. Export the table itself as xlsx or csv and upload that.")
        )
    if content.startswith(PACKED):
        raise Refusal(
            "packed", message("This is a packed file. Unpack it and upload the spreadsheet or csv that was in it.")
        )
    if OLD_EXCEL.match(content):
        raise Refusal(
            "too_old",
            message(
                "This workbook is from an Excel older than 1993. Open it in a spreadsheet program, save it as xlsx, and upload that."
            ),
        )
    if content.startswith((b"PAR1", b"SQLite format 3\0", b"\0\1\0\0Standard")):
        raise _data_exchange()


def _file_too_large(size: int, limits: Limits) -> Refusal:
    return Refusal(
        "file_too_large",
        message(
            "This file is {size} MB; at most {most} MB can be read. Split it, for instance by quarter, and upload the parts.",
            size=-(-size // 1_000_000),
            most=limits.bytes // 1_000_000,
        ),
    )


def _document() -> Refusal:
    return Refusal(
        "document",
        message(
            "This is a text document, presentation or message, not a table. Export the table itself as xlsx or csv and upload that."
        ),
    )


def _web_archive() -> Refusal:
    return Refusal(
        "web_archive",
        message("This is a web archive (mht). Open it in a spreadsheet program, save it as xlsx, and upload that."),
    )


def _data_exchange() -> Refusal:
    return Refusal(
        "other_format",
        message(
            "This is a database or data exchange file (such as JSON, XML or Parquet). Export the table as xlsx or csv and upload that."
        ),
    )


def _no_table() -> Refusal:
    return Refusal(
        "no_table",
        message("This is not a spreadsheet and not a text file. Export the table as xlsx or csv and upload that."),
    )


def _too_many_in_zip() -> Refusal:
    return Refusal(
        "zip", message("A zip must hold exactly one spreadsheet or csv. Unpack it and upload the files one by one.")
    )
