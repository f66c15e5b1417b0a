"""Small ready-made files in data/example: what a newcomer can upload for Voorbeeldstad, year 2026.

`python -m kpi.example.files` writes them; a test checks that they are what the generator gives.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from random import Random

from kpi.example import proof
from kpi.example.bodies import SEED, body
from kpi.example.layouts import File, csv, dutch, write
from kpi.example.promises import Promise, toml
from kpi.example.spend import Line, lines
from kpi.example.words import category_text

FOLDER = Path(__file__).parents[2] / "data" / "example"
YEAR = 2026
PROMISE = Promise("sme_share", YEAR, (2025, "38"), (2030, "45"))


def files() -> tuple[File, ...]:
    """All files: three quarters of spend, each from another system, and one file of each other kind."""
    city = body("voorbeeldstad")
    booked = lines(city, YEAR, SEED)
    first, second, third = (
        [line for line in booked if (line.booking_date.month - 1) // 3 == part] for part in range(3)
    )
    during = range(YEAR, YEAR + 1)
    return (
        _named("inkoop-2026-kwartaal-1.xlsx", write(city, YEAR, first)),
        _named("inkoop-2026-kwartaal-2.csv", write(city, YEAR, second, "exact")),
        File("inkoop-2026-kwartaal-3-met-vraag.csv", _with_doubtful_dates(third)),
        proof.body_file(city),
        proof.mapping_file(city),
        proof.contracts_file(city, SEED, during),
        proof.suppliers_file(city, SEED),
        proof.evidence_file(city, (*first, *second), SEED, during),
        File("toezegging.toml", toml(city, PROMISE, Random(SEED)).encode()),
    )


def _named(name: str, file: File) -> File:
    return File(name, file.content)


def _with_doubtful_dates(found: Iterable[Line]) -> bytes:
    """Payments with dates that can be read two ways: no day is above the twelfth."""
    table = [("Afdeling", "Leverancier", "Factuurnummer", "Datum", "Inkooppakket", "Bedrag excl. btw")]
    for line in found:
        if line.invoice_date.day <= 12 and line.invoice_date.day != line.invoice_date.month:
            shown = f"{line.invoice_date:%d/%m/%Y}"
            text = category_text("key2", line.category)
            table.append(
                (line.department.name, line.firm.name, line.invoice, shown, text, dutch(line.cents, "trailing"))
            )
    return csv(table)


if __name__ == "__main__":
    for file in files():
        (FOLDER / file.name).write_bytes(file.content)
