"""One organisation for each state that a screen can be in, all in one store: the organisation is the name of the state."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kpi import service
from kpi.model import Role, Viewer
from kpi.service.monitor import Monitor
from tests.service.conftest import MAPPING, NET

YEAR = 2024
DEPARTMENT = "inkoop"
BODY = """
id = "{state}"
name = "Gemeente {state}"
kind = "municipality"
fictional = true

[[department]]
id = "inkoop"
name = "Inkoop"
"""
HEADER = (
    "Crediteur;Factuurnummer;Factuurdatum;Afdeling;Omschrijving grootboek;Bedrag excl. btw;Keurmerk;Contractnummer\n"
)
PROMISE = """
id = "{state}"
indicator = "fairtrade_coffee_tea_cocoa"
text = "{target}% fairtrade in {by}"
responsible = "wethouder"
{baseline}
[target]
year = {by}
value = {target}

[decision]
kind = "collegebesluit"
body = "college"
date = 2020-06-02
reference = "2020-17"
"""
BASELINE = "\n[baseline]\nyear = 2020\nvalue = 0\n"
EVIDENCE = """\
subject,key,property,low,high,kind,level,reference,valid_from,valid_to,supplier,reason
line,NIET,fairtrade,0,0,decision,realisatie,Memo 12,,,,geen keurmerk
"""

Line = tuple[str, str, str, str, str]
"""Invoice number, text, euros, label and contract number."""

FAIR: Line = ("WEL", "Koffie en thee", "600,00", "Fairtrade", "")
NOT_FAIR: Line = ("NIET", "Koffie en thee", "1000,00", "", "")
OPEN: Line = ("OPEN", "Koffie en thee", "400,00", "", "")
ROADS: Line = ("WEG", "Wegen", "5000,00", "", "")

SPENT: dict[str, list[Line]] = {
    "voorlopig": [FAIR, NOT_FAIR, OPEN, ROADS],
    "weinig-ingedeeld": [FAIR, NOT_FAIR, OPEN, ("X", "Diversen", "9000,00", "", "")],
    "na-doeljaar": [FAIR, NOT_FAIR, ROADS],
    "zonder-beginstand": [FAIR, NOT_FAIR, ROADS],
    "een-contract": [("A", "Koffie en thee", "700,00", "Fairtrade", "C-1"), *[FAIR, NOT_FAIR, ROADS]],
    **{state: [FAIR, NOT_FAIR, OPEN] for state in ("gewoon", "gewoon-2", "gewoon-3")},
    "btw-inclusief": [FAIR, NOT_FAIR, OPEN],
    "creditnota": [NOT_FAIR, ("C", "Koffie en thee", "-100,00", "", ""), ROADS],
}
"""The lines of each state; "leeg" has none. With two suppliers in scope, a figure is withheld for others."""

EMPTY = "leeg"
STATES = (EMPTY, *SPENT)


def fill(home: Path) -> None:
    """The store with every state; then closed."""
    monitor = service.open_monitor(home, isolated=False)
    try:
        for state in STATES:
            _organisation(monitor, state)
    finally:
        monitor.close()


def _organisation(monitor: Monitor, state: str) -> None:
    buyer, controller = Viewer("b", Role.BUYER, state), Viewer("c", Role.CONTROLLER, state)
    service.load_body_file(buyer, monitor, "body.toml", BODY.format(state=state).encode())
    by = YEAR - 1 if state == "na-doeljaar" else YEAR + 4
    baseline = "" if state == "zonder-beginstand" else BASELINE
    promise = PROMISE.format(state=state, target=60, by=by, baseline=baseline)
    service.load_commitment_file(buyer, monitor, state, "promise.toml", promise.encode())
    if state == EMPTY:
        return
    known = service.body(buyer, monitor, state)
    service.save_body(buyer, monitor, replace(known, consent=frozenset({"*"})))
    service.load_mapping_file(buyer, monitor, state, "mapping.csv", MAPPING)
    service.load_evidence_file(buyer, monitor, state, "evidence.csv", EVIDENCE.encode())
    rows = "".join(
        f"Leverancier {number} BV;{invoice};14-02-{YEAR};Inkoop;{text};{euros};{label};{contract}\n"
        for number, (invoice, text, euros, label, contract) in enumerate(SPENT[state])
    )
    answers = {"amount_basis": "gross"} if state == "btw-inclusief" else NET
    header = HEADER.replace("excl.", "incl.") if state == "btw-inclusief" else HEADER
    service.submit(buyer, monitor, state, YEAR, "spend.csv", (header + rows).encode(), "all", answers)
    if state != "voorlopig":
        service.certify(controller, monitor, state, YEAR)
