"""Real spend files through the command line to promises kept or not, by the documented files alone."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from kpi import cli

SAMPLES = Path(__file__).parents[2].parent / "shared" / "samples"
HOSPITAL = SAMPLES / "spend/nhs/HILL/HILL_03-05_-_June_to_August.xlsx"
FOREIGN_OFFICE = SAMPLES / "spend/uk-central/foreign-and-commonwealth-office/May_2013_Spend_Final_1.csv"

pytestmark = pytest.mark.skipif(not SAMPLES.exists(), reason="the folder with real sample files is not here")

BODY = 'id = "proef"\nname = "Proef"\nkind = "municipality"\n'

MAPPING = """\
text,supplier,cpv,exclusion
CAPITAL BUILDINGS,,45,
CNST PREMIUM,,66,
FINANCE LEASE,,,finance
DRUGS,,336,
NON-NHS AMBULANCE SERVICES,,85,
ELECTRICITY,,0931,
PROFESSIONAL FEES,,79,
SYSMEX REAGENTS,,33,
BECKMAN COULTER CONTRACT,,33,
MEDICAL EQUIPMENT,,33,
CAPITAL IT,,302,
STAFF UNIFORMS,,181,
RENT - PILOT WARD,,70,
NBS BLOCK CONTRACT,,85,
ADDITIONAL EQUIPMENT,,33,
INSURANCE,,66,
COMPTR & PRINTERS MAINTENANCE,,50,
CLINICAL WASTE COLLECTION,,9052,
MED EQUIP MAINTENANCE CONTRCTS,,50,
"""

EVIDENCE = """\
subject,key,property,low,high,kind,level,reference,reason
category,CAPITAL BUILDINGS,circular,30,100,statement,realisatie,annual statement 7,
category,DRUGS,circular,0,0,decision,inzet,memo 4,used up
category,ELECTRICITY,isv,0,0,decision,inzet,memo 3,no clause in the contract
category,PROFESSIONAL FEES,sme,100,100,decision,realisatie,memo 5,
category,DRUGS,sme,0,0,decision,realisatie,memo 5,two large suppliers
category,CAPITAL IT,isv,0,0,decision,inzet,memo 3,no clause in the contract
"""

COMMITMENT = """
id = "{indicator}"
indicator = "{indicator}"
text = "{target}% in {year}"
baseline = {{ year = 2015, value = 0 }}
target = {{ year = {year}, value = {target} }}
decision = {{ kind = "collegebesluit", body = "college", date = 2015-06-01, reference = "2015-1" }}
"""


class Program:
    """The command line with one store."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]):
        self.folder, self.capsys = folder, capsys

    def __call__(self, command: str, *arguments: str, expected: int = 0):
        code = cli.main([command, *arguments, "--home", str(self.folder / "home"), "--json"])
        printed = self.capsys.readouterr().out
        assert code == expected, printed
        return json.loads(printed)

    def file(self, name: str, text: str) -> str:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return str(path)


@pytest.fixture
def kpi(tmp_path, capsys):
    program = Program(tmp_path, capsys)
    program("body", program.file("body.toml", BODY))
    program.net = program.file("answers.json", '{"amount_basis": "net"}')
    return program


def commit(kpi, indicator: str, target: int, year: int) -> None:
    text = COMMITMENT.format(indicator=indicator, target=target, year=year)
    kpi("commit", kpi.file(f"{indicator}.toml", text), "--body", "proef")


def test_a_real_workbook_comes_to_four_different_statuses(kpi):
    submitted = kpi("submit", str(HOSPITAL), "--body", "proef", "--year", "2020", "--answers", kpi.net)
    assert submitted["adds_up"]
    assert submitted["uploaded"] == {"rows": 171, "amount": "17989731.87"}
    kpi("map", kpi.file("map.csv", MAPPING), "--body", "proef")
    kpi("evidence", kpi.file("evidence.csv", EVIDENCE), "--body", "proef")
    for indicator, target, year in (
        ("circular_all_spend", 5, 2020),
        ("isv_risk_categories", 50, 2020),
        ("sme_share", 30, 2025),
        ("social_return_contracts", 80, 2025),
        ("fairtrade_coffee_tea_cocoa", 100, 2025),
    ):
        commit(kpi, indicator, target, year)
    kpi("certify", "--body", "proef", "--year", "2020")

    figures = {one["indicator"]: one for one in kpi("status", "--body", "proef", "--year", "2020")}
    assert {name: figures[name]["status"] for name in figures if figures[name]["commitment_id"]} == {
        "circular_all_spend": "achieved",
        "isv_risk_categories": "missed",
        "sme_share": "cannot_tell_yet",
        "social_return_contracts": "no_data",
        "fairtrade_coffee_tea_cocoa": "no_data",
    }
    in_euros = [figure for figure in figures.values() if figure["measure"] == "euro"]
    assert len(in_euros) > 20
    for figure in in_euros:
        assert section_4_total(figure) == procurement_of_the_hospital()


def procurement_of_the_hospital() -> Fraction:
    """The file added up again with another reader, without the text that the mapping excludes."""
    rows = openpyxl.load_workbook(HOSPITAL, read_only=True).worksheets[0].iter_rows(min_row=2, values_only=True)
    amounts = [Decimal(str(row[7])) for row in rows if row[7] is not None and row[3].strip() != "FINANCE LEASE"]
    return Fraction(sum(amounts))


def section_4_total(figure: dict) -> Fraction:
    names = (
        "met not_met open_plus open_minus scope_unknown_plus scope_unknown_minus out_of_scope".split()  # noqa: SIM905
    )
    return sum((Fraction(figure[name]) for name in names), Fraction(0))


def test_a_file_with_a_stated_total_keeps_it_apart_to_the_cent(kpi):
    submitted = kpi("submit", str(FOREIGN_OFFICE), "--body", "proef", "--year", "2013", "--answers", kpi.net)
    assert submitted["uploaded"]["amount"] == "105701790.01"
    assert submitted["set_aside"] == {"total": {"rows": 1, "amount": "105701790.42"}}
    assert submitted["amount_column"] == "211403580.43"
    again = kpi("submit", str(FOREIGN_OFFICE), "--body", "proef", "--year", "2013")
    assert again["version"] == 2


def test_an_unknown_vat_basis_stores_nothing(kpi):
    refused = kpi("submit", str(FOREIGN_OFFICE), "--body", "proef", "--year", "2013", expected=2)
    assert refused["refused"]["code"] == "amount_basis_unknown"
    assert kpi("status", "--body", "proef") == []
