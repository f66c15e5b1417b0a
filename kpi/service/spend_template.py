"""An empty spend file to fill in, for who cannot make an export."""

from __future__ import annotations

from pathlib import Path

from kpi.language import message, text
from kpi.model import Body
from kpi.report.register_template import TemplateColumn, TemplateTexts, register_template

COLUMNS = (
    (message("Supplier"), "text", True, message("The name, as it stands on the invoice.")),
    (message("Chamber of Commerce number"), "text", False, message("Eight digits. With it a supplier is recognised.")),
    (message("Invoice number"), "text", False, message("As the supplier wrote it.")),
    (message("Invoice date"), "date", True, message("A date, such as 31-01-2025.")),
    (
        message("Amount excl. VAT"),
        "number",
        True,
        message("Euros without VAT, such as 1.234,56. A credit note is negative."),
    ),
    (message("Department"), "text", True, message("Choose one, or write what your organisation calls it.")),
    (message("Category"), "text", False, message("What was bought, in the words of your organisation.")),
    (message("Contract number"), "text", False, message("As it stands in the register of contracts.")),
    (message("Description"), "text", False, message("What stands on the invoice. No names of persons.")),
    (message("Label"), "text", False, message("A label or certificate, such as Fairtrade or FSC.")),
)
"""Name, kind (as in the empty registers), needed, what stands in it."""

_DEPARTMENT = 5
EXAMPLE = Path(__file__).parents[2] / "data" / "example" / "inkoop-2026-kwartaal-1.xlsx"


def example_spend_file() -> tuple[str, bytes]:
    """The name and the bytes of an invented spend file, to try an upload with."""
    return EXAMPLE.name, EXAMPLE.read_bytes()


def empty_spend_file(language: str, body: Body | None = None) -> bytes:
    """A workbook with a header, notes and a list of the departments of the body. It holds no example that could be taken for spend."""
    departments = tuple(one.name for one in body.departments) if body else ()
    columns = [
        TemplateColumn(
            name.in_language(language),
            kind,
            note.in_language(language),
            needed,
            departments if place == _DEPARTMENT else (),
        )
        for place, (name, kind, needed, note) in enumerate(COLUMNS)
    ]
    return register_template(columns, TemplateTexts(text(language, "Spend")))
