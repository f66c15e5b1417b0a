"""Reading a spend file: ours against a bare loop over its cells, and against pandas with openpyxl.

    python -m bench.reading [--xlsx 20000 100000 500000] [--csv 100000 300000 1000000] [--repeat 1]

The bare loop only fetches the cells: it finds no header, reads no number or date and sets no row aside.
"""

# ruff: noqa: PLC0415  (each way imports only what it uses, so that its peak memory is its own)

from __future__ import annotations

import argparse
import csv
import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

from bench.process import Measured, print_table, run

HEADER = (
    "Crediteurnummer", "Leverancier", "KvK-nummer", "Factuurnummer", "Factuurdatum", "Bedrag excl. btw", "Btw-bedrag",
    "Bedrag incl. btw", "Afdeling", "Kostenplaats", "Grootboekrekening", "Omschrijving grootboek", "Contractnummer",
    "Omschrijving",
)  # fmt: skip
ENCODING = "cp1252"
LEAST_FOR_TARGETS = 100_000  # rows; under that starting up is most of it
MOST_FOR_OPENPYXL = 100_000  # rows; beyond that it only takes long
DEPARTMENTS = ("Ruimte", "Samenleving", "Bedrijfsvoering", "Stadsbeheer", "Economie", "Veiligheid", "Dienstverlening")
LEDGERS = ("Groenonderhoud", "Kantoorartikelen", "Schoonmaak", "Energie", "Catering", "Advies", "Wegen", "Vervoer")


def spend(rows: int) -> Iterator[list[str | float | date | None]]:
    """That many generated spend lines of 14 columns, always the same; some cells are blank, some amounts negative."""
    chance = random.Random(2025)
    for number in range(rows):
        supplier = chance.randrange(4000)
        net = round(chance.lognormvariate(6.5, 1.6) * (-1 if chance.random() < 0.03 else 1), 2)
        vat = round(net * 0.21, 2)
        ledger = chance.randrange(len(LEDGERS))
        yield [
            f"{100000 + supplier}",
            f"Leverancier {supplier} Coöperatie",
            f"{10000000 + supplier * 7}" if supplier % 5 else None,
            f"F{2025000000 + number}",
            date(2025, 1, 1) + timedelta(days=chance.randrange(365)),
            net,
            vat,
            round(net + vat, 2),
            DEPARTMENTS[chance.randrange(len(DEPARTMENTS))],
            f"{4000 + chance.randrange(80)}",
            f"{430000 + ledger}",
            LEDGERS[ledger],
            f"C-{supplier}" if supplier % 3 == 0 else None,
            f"Levering week {number % 52 + 1}" if chance.random() < 0.8 else None,
        ]


# ---------------------------------------------------------------------------------------------- ways


def write_xlsx(path: str, rows: str) -> Callable[[], int]:
    from openpyxl import Workbook

    def work() -> int:
        book = Workbook(write_only=True)
        sheet = book.create_sheet("Crediteuren")
        sheet.append(HEADER)
        for row in spend(int(rows)):
            sheet.append(row)
        book.save(path)
        return Path(path).stat().st_size

    return work


def write_csv(path: str, rows: str) -> Callable[[], int]:
    def dutch(value: object) -> str:
        match value:
            case float():
                return f"{value:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")
            case date():
                return value.strftime("%d-%m-%Y")
        return "" if value is None else str(value)

    def work() -> int:
        with Path(path).open("w", encoding=ENCODING, newline="") as stream:
            writer = csv.writer(stream, delimiter=";")
            writer.writerow(HEADER)
            writer.writerows([dutch(value) for value in row] for row in spend(int(rows)))
        return Path(path).stat().st_size

    return work


def ours(path: str) -> Callable[[], int]:
    from kpi.intake import read
    from kpi.intake.worker import WithoutPandas

    sys.meta_path.insert(0, WithoutPandas)  # as the reading process does

    def work() -> int:
        reading = read(Path(path).name, Path(path).read_bytes())
        return sum(table.line_count for table in reading.tables)

    return work


def bare_calamine(path: str) -> Callable[[], int]:
    from python_calamine import CalamineWorkbook

    def work() -> int:
        sheet = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
        return sum(1 for _ in sheet.iter_rows()) - 1

    return work


def pandas_openpyxl(path: str) -> Callable[[], int]:
    import pandas

    return lambda: len(pandas.read_excel(path, engine="openpyxl"))


def bare_csv(path: str) -> Callable[[], int]:
    def work() -> int:
        with Path(path).open(encoding=ENCODING, newline="") as stream:
            return sum(1 for _ in csv.reader(stream, delimiter=";")) - 1

    return work


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--xlsx", type=int, nargs="*", default=[20_000, 100_000, 500_000], help="rows")
    arguments.add_argument("--csv", type=int, nargs="*", default=[100_000, 300_000, 1_000_000], help="rows")
    arguments.add_argument("--repeat", type=int, default=1, help="runs of each way; the fastest counts")
    chosen = arguments.parse_args()
    here = "bench.reading"
    with tempfile.TemporaryDirectory() as folder:
        for kind, sizes, writer, ways in (
            ("xlsx", chosen.xlsx, "write_xlsx", ("bare_calamine", "ours", "pandas_openpyxl")),
            ("csv", chosen.csv, "write_csv", ("bare_csv", "ours")),
        ):
            for rows in sizes:
                path = str(Path(folder) / f"spend.{kind}")
                size = run(here, writer, path, str(rows)).answer
                chosen_ways = [way for way in ways if way != "pandas_openpyxl" or rows <= MOST_FOR_OPENPYXL]
                measured = {way: run(here, way, path, repeat=chosen.repeat) for way in chosen_ways}
                title = f"{kind}, {rows:,} rows x {len(HEADER)} columns, {size / 1e6:.1f} MB"
                print_table(title, [(NAMES[way], one) for way, one in measured.items()])
                if rows >= LEAST_FOR_TARGETS:
                    print_targets(kind, measured)


def print_targets(kind: str, measured: Mapping[str, Measured]) -> None:
    """What reading may cost beside the bare loop, and what it did cost."""
    own, bare = measured["ours"], measured[f"bare_{'calamine' if kind == 'xlsx' else 'csv'}"]
    most = 3 if kind == "xlsx" else 4
    print(f"  processor time beside the bare loop: {own.processor / bare.processor:.1f} (at most {most})")
    if kind == "xlsx":
        print(f"  peak memory beside the bare loop: {own.peak / bare.peak:.1f} (at most 2)")
    else:
        print(f"  peak memory: {own.peak:,.0f} MB (at most 1,500)")
    if "pandas_openpyxl" in measured:
        quicker = measured["pandas_openpyxl"].processor / own.processor
        print(f"  quicker than pandas with openpyxl: {quicker:.1f} times (at least 4)")


NAMES = {
    "bare_calamine": "python-calamine, bare loop",
    "bare_csv": "csv.reader, bare loop",
    "ours": "kpi.intake.read",
    "pandas_openpyxl": "pandas.read_excel with openpyxl",
}

if __name__ == "__main__":
    main()
