"""A municipality with one file that holds more than purchases, for the pages What does not count and Suppliers."""

from __future__ import annotations

from pathlib import Path

from kpi import service
from tests.service.conftest import BODY, NET
from tests.service.conftest import BUYER as ANNA

NAME = "gemeente-proef"
SPEND = """\
Crediteur;KvK-nummer;Factuurnummer;Factuurdatum;Grootboek;Omschrijving grootboek;Bedrag excl. btw
Personeel BV;;S1;14-01-2024;40010;Salarissen;8.000,00
Stichting Welzijn Zuid;;U1;14-01-2024;42010;Subsidies welzijn;120.000,00
Sportclub De Bal;;U2;14-01-2024;42010;Subsidies sport;20.000,00
Gemeente Elders;;G1;16-01-2024;43000;Diversen;700,00
Zorg Thuis BV;12345678;Z1;17-01-2024;43500;Jeugdhulp met verblijf;30.000,00
J. de Vries;;P1;18-01-2024;43100;Diversen;90,00
Wegenbouwbedrijf Ergens BV;;W1;19-01-2024;43200;Wegen;200.000,00
Wegenbouwbedrijf Ergems BV;;W2;20-01-2024;43200;Wegen;41.000,00
"""


def fill(home: Path) -> None:
    """The municipality with its file of 2024 submitted; then closed."""
    monitor = service.open_monitor(home, isolated=False)
    try:
        service.load_body_file(ANNA, monitor, "body.toml", BODY, expected_id=NAME)
        service.submit(ANNA, monitor, NAME, 2024, "spend.csv", SPEND.encode(), answers=NET)
    finally:
        monitor.close()
