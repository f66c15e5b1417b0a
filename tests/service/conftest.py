"""A small body with a small file, whose every figure can be worked out by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path

import pytest

from kpi import service
from kpi.model import Role, Viewer
from tests.conftest import CopyOf, Fill
from tests.service.spent import HEADER, NAME, ROWS

BODY = b"""
id = "gemeente-proef"
name = "Gemeente Proef"
kind = "municipality"
size_class = "50k_100k"
fictional = true

[[department]]
id = "bedrijfsvoering"
name = "Bedrijfsvoering"
aliases = ["BV"]

[[department]]
id = "stadsbeheer"
name = "Stadsbeheer"
"""

# Example A of docs/semantics.md as a spend file: coffee and tea, beside spend out of scope and 5,000 of unknown scope.
SPEND = """\
Crediteur;Factuurnummer;Factuurdatum;Afdeling;Omschrijving grootboek;Bedrag excl. btw;Keurmerk
Koffiebranderij De Proef BV;F1;14-02-2024;Bedrijfsvoering;Koffie en thee;6.000,00;Fairtrade
Theehandel Voorbeeld;F2;15-03-2024;Bedrijfsvoering;Koffie en thee;1.500,00;
Automaten Nergens NV;F3;20-04-2024;Stadsbeheer;Koffie en thee;1.000,00;
Automaten Nergens NV;F4;21-04-2024;Stadsbeheer;Koffie en thee;1.500,00;
Koffiebranderij De Proef BV;C1;28-05-2024;BV;Koffie en thee;-500,00;Fairtrade
Wegenbouw Ergens BV;F6;30-06-2024;Stadsbeheer;Wegen;20.000,00;
Onbekend Bureau;F7;01-07-2024;Stadsbeheer;Diversen;5.000,00;
Pensioenfonds Verzonnen;F8;31-07-2024;Bedrijfsvoering;Salarissen;8.000,00;
"""

MAPPING = b"""\
text,supplier,cpv,exclusion
Koffie en thee,,1586,
Wegen,,45233,
Salarissen,,,salary
"""

EVIDENCE = b"""\
subject,key,property,low,high,kind,level,reference,valid_from,valid_to,supplier,reason
line,F2,fairtrade,60,60,statement,realisatie,Opgave 2024-03,,,,
line,F3,fairtrade,0,0,decision,realisatie,Memo 12,,,,geen keurmerk volgens leverancier
"""

COMMITMENT = """
id = "fairtrade"
indicator = "fairtrade_coffee_tea_cocoa"
text = "{target}% fairtrade koffie, thee en cacao in 2024"
responsible = "wethouder"

[baseline]
year = 2020
value = 0

[target]
year = 2024
value = {target}

[decision]
kind = "collegebesluit"
body = "college van burgemeester en wethouders"
date = 2020-06-02
reference = "2020-17"
"""

BUYER = Viewer("anna", Role.BUYER, "gemeente-proef")
CONTROLLER = Viewer("bert", Role.CONTROLLER, "gemeente-proef")
NET = {"amount_basis": "net"}


@contextmanager
def opened(home: Path) -> Iterator[service.Monitor]:
    monitor = service.open_monitor(home, isolated=False)
    try:
        yield monitor
    finally:
        monitor.close()


FillMonitor = Callable[[service.Monitor], object]


@cache
def _fill_home(fill: FillMonitor) -> Fill:
    def fill_home(home: Path) -> None:
        with opened(home) as monitor:
            fill(monitor)

    return fill_home


@pytest.fixture
def store_after(copy_of: CopyOf, tmp_path: Path) -> Iterator[Callable[[FillMonitor], service.Monitor]]:
    """`store_after(fill)`: a store of its own after `fill(monitor)`, which is a function of a module: it is called once, and the store copied."""
    with ExitStack() as stack:
        yield lambda fill: stack.enter_context(opened(copy_of(_fill_home(fill), tmp_path / "home")))


def load_body(monitor: service.Monitor) -> None:
    service.load_body_file(BUYER, monitor, "body.toml", BODY)


def submit_all(monitor: service.Monitor) -> None:
    """The file of 2024 submitted, mapped and proven; not certified."""
    load_body(monitor)
    service.submit(BUYER, monitor, "gemeente-proef", 2024, "spend.csv", SPEND.encode(), answers=NET)
    service.load_mapping_file(BUYER, monitor, "gemeente-proef", "map.csv", MAPPING)
    service.load_evidence_file(BUYER, monitor, "gemeente-proef", "evidence.csv", EVIDENCE)


@pytest.fixture
def monitor(store_after):
    return store_after(load_body)


@pytest.fixture
def submitted(store_after):
    return store_after(submit_all)


@pytest.fixture
def spent(monitor: service.Monitor) -> service.Monitor:
    """A body with the file of tests/service/spent.py, about which nothing is decided, and of which nothing is measured."""
    monitor.measuring = False
    service.load_body_file(BUYER, monitor, "body.toml", BODY)
    service.submit(BUYER, monitor, NAME, 2024, "a.csv", (HEADER + ROWS).encode(), "all", NET)
    return monitor
