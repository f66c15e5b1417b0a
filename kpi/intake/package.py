"""The parts of an xlsx that calamine reads past: which part is which sheet, and what else hangs on the workbook."""

from __future__ import annotations

import posixpath
import zipfile
from xml.etree import ElementTree
from xml.parsers.expat import ExpatError

from kpi.intake.archive import whole, xml_pieces
from kpi.intake.sheet import Limits, damaged
from kpi.language import message
from kpi.model import Finding, Refusal, Severity

RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
KEPT_IN_MEMORY = {"sharedstrings.xml", "styles.xml"}


def sheet_parts(archive: zipfile.ZipFile) -> list[str | None]:
    """The name of the part of each sheet, in the order of the workbook; None where it has none.

    Raises Refusal when the workbook is damaged, when two sheets are one part (its lines would count twice), or when it holds a
    macro sheet, at which calamine stops.
    """
    if any("macrosheets/" in name.lower() for name in archive.namelist()):
        raise Refusal(
            "macro_sheet",
            message(
                "This workbook holds a macro sheet of Excel 4, which is not opened. Save it in Excel as xlsx and upload that."
            ),
        )
    workbook = workbook_part(archive, "xl/workbook.xml")
    targets = relations(archive, workbook)
    sheets = [element for element in _tree(archive, workbook).iter() if element.tag.rpartition("}")[2] == "sheet"]
    parts = [
        targets.get(next((value for key, value in sheet.attrib.items() if key.rpartition("}")[2] == "id"), ""))
        for sheet in sheets
    ]
    named = [part for part in parts if part]
    if len(set(named)) < len(named):
        raise damaged()
    return parts


def relations(archive: zipfile.ZipFile, part: str) -> dict[str, str]:
    """The parts that a part refers to, by the id of the relation. The part "" is the package itself."""
    names = {name.lower(): name for name in archive.namelist()}
    folder, _, file = part.rpartition("/")
    name = names.get(f"{folder}/_rels/{file}.rels".lower().lstrip("/"))
    if name is None:
        return {}
    found = {}
    for relation in _tree(archive, name).iter(RELATION):
        target = posixpath.normpath(posixpath.join("/" + folder, relation.get("Target", ""))).lstrip("/")
        if target.lower() in names:
            found[relation.get("Id", "")] = names[target.lower()]
    return found


def workbook_part(archive: zipfile.ZipFile, usual: str) -> str:
    """The part that lists the sheets. Raises Refusal when there is none."""
    for part in archive.namelist():
        if part.lower() == usual:
            return part
    for part in relations(archive, "").values():
        if part.lower().rpartition("/")[2].startswith("workbook"):
            return part
    raise damaged()


def _tree(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(whole(archive, name))
    except (ElementTree.ParseError, ExpatError, ValueError, LookupError):
        raise damaged() from None


def check_parts(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Unpacks the parts that calamine keeps in memory once. Raises Refusal for false sizes, entities, or too many texts."""
    for name in archive.namelist():
        if name.lower().rpartition("/")[2] not in KEPT_IN_MEMORY:
            continue
        texts = 0
        for piece in xml_pieces(archive, name):
            texts += piece.count(b"<si>") + piece.count(b"<si ") + piece.count(b"<si/>")
            if texts > limits.texts:
                raise Refusal(
                    "too_large",
                    message(
                        "This workbook holds more than {most} different texts. Copy the table alone to a new workbook and upload that.",
                        most=limits.texts,
                    ),
                )


def workbook_findings(archive: zipfile.ZipFile) -> tuple[Finding, ...]:
    """Macros, which are never run, and links to other files, whose values may be old."""
    names = [name.lower() for name in archive.namelist()]
    findings = []
    if any(name.endswith("vbaproject.bin") for name in names):
        findings.append(macros_finding())
    if any("/externallinks/" in name for name in names):
        findings.append(external_links_finding())
    return tuple(findings)


def macros_finding() -> Finding:
    return Finding("macros", Severity.INFO, message("This workbook holds macros. They were ignored."))


def external_links_finding() -> Finding:
    return Finding(
        "external_links",
        Severity.INFO,
        message(
            "This workbook refers to other files. The values that were stored last were read; they may be out of date."
        ),
    )
