"""What a file is, by its content and never by its extension; and a plain refusal for what it must not be."""

from __future__ import annotations

import io
import zipfile
from enum import StrEnum

from kpi.intake.sheet import Limits
from kpi.language import message
from kpi.model import Refusal


class Kind(StrEnum):
    TEXT = "csv"
    XLSX = "xlsx"
    XLSM = "xlsm"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"


def recognise(content: bytes, limits: Limits) -> Kind:
    """The kind of file. Raises Refusal for what is empty, protected, damaged, or no table at all."""
    if not content.strip():
        raise Refusal("empty", message("This file is empty. Export it again and upload the new file."))
    if content.startswith(b"PK"):
        return _recognise_zip(content)
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return Kind.XLS
    return Kind.TEXT


def _recognise_zip(content: bytes) -> Kind:
    names = set(zipfile.ZipFile(io.BytesIO(content)).namelist())
    if "xl/workbook.bin" in names:
        return Kind.XLSB
    if "content.xml" in names:
        return Kind.ODS
    return Kind.XLSM if "xl/vbaProject.bin" in names else Kind.XLSX
