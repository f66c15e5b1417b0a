"""A body's own files: what is read, and what is refused with its place."""

from __future__ import annotations

from datetime import date

import pytest

from kpi.model import Contract, Evidence, MappingRule, Refusal, Supplier
from tests.evidence.loading import load_evidence, load_mapping

MAP = "text,supplier,cpv,exclusion\nKoffie en thee,,1586,\nKoffie en thee,Beans B.V.,15861000-1,\nSalarissen,,,salary\n,Belastingdienst,,tax\n"
RULES = (
    MappingRule("Koffie en thee", None, "1586"),
    MappingRule("Koffie en thee", "Beans B.V.", "15861"),
    MappingRule("Salarissen", None, None, "salary"),
    MappingRule(None, "Belastingdienst", None, "tax"),
)
MAP_TOML = """
[[rule]]
text = "Koffie en thee"
cpv = "1586"

[[rule]]
text = "Koffie en thee"
supplier = "Beans B.V."
cpv = "15861000-1"

[[rule]]
text = "Salarissen"
exclusion = "salary"

[[rule]]
supplier = "Belastingdienst"
exclusion = "tax"
"""


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("map.csv", MAP.encode(), id="commas"),
        pytest.param("map.csv", MAP.replace(",", ";").encode("utf-8-sig"), id="semicolons and a byte order mark"),
        pytest.param("map.csv", MAP.replace("\n", "\r\n").encode("cp1252"), id="as old Excel writes it"),
        pytest.param("map.csv", MAP.replace("text,supplier,cpv,exclusion", "Tekst,Leverancier,CPV-code,Uitsluiting").encode(), id="Dutch columns"),
        pytest.param("map.csv", MAP.replace(",salary", ",Salaris").replace(",tax", ",belasting").encode(), id="Dutch words"),
        pytest.param("map.csv", MAP.replace("Salarissen", "\n,,,\nSalarissen").encode(), id="blank rows"),
        pytest.param("map.toml", MAP_TOML.encode(), id="TOML"),
    ],
)  # fmt: skip
def test_a_map_is_read(name, content):
    assert load_mapping(name, content) == RULES


def test_letters_of_an_old_code_page_survive():
    (rule,) = load_mapping("map.csv", "text;cpv\nCafé en thé;1586\n".encode("cp1252"))
    assert rule.text == "Café en thé"


@pytest.mark.parametrize(
    ("content", "place", "found"),
    [
        pytest.param("text,cpv,exclusion\nKoffie,1586,salary\n", "row 2, column cpv", "1586", id="both a code and an exclusion"),
        pytest.param("text,cpv\nKoffie,\n", "row 2, column cpv", "-", id="neither"),
        pytest.param("text,cpv\nThee,1586\nKoffie,9999\n", "row 3, column cpv", "9999", id="no such code"),
        pytest.param("text,cpv\nKoffie,15861000-9\n", "row 2, column cpv", "15861000-9", id="another check digit"),
        pytest.param("text,exclusion\nLoon,wages\n", "row 2, column exclusion", "wages", id="no such reason"),
        pytest.param("text,cpv\n,1586\n", "row 2, column text", "-", id="nothing to decide about"),
        pytest.param("text,cpv\nThee,1586\nTHEE,15\n", "row 3, column text", "THEE", id="decided twice"),
        pytest.param("text,color\nThee,1586\n", "map.csv", "text, color", id="a needed column missing"),
        pytest.param("text,text\nThee,1586\n", "map.csv", "text, text", id="a column twice"),
        pytest.param("text,cpv\nThee,1586,tea\n", "row 2", "Thee, 1586, tea", id="more cells than columns"),
        pytest.param('text,cpv\n"Thee,1586\n', "map.csv", "quotation mark is opened in cell A2", id="a quote that never ends"),
        pytest.param("text,cpv\n", "map.csv", "a header without rows", id="no rows"),
        pytest.param("", "map.csv", "empty", id="an empty file"),
    ],
)  # fmt: skip
def test_a_wrong_map_is_refused_with_its_place(content, place, found):
    with pytest.raises(Refusal) as refused:
        load_mapping("map.csv", content.encode())
    assert "map.csv" in refused.value.message.en
    assert place in refused.value.message.en
    assert found in refused.value.message.en
    assert refused.value.message.nl != refused.value.message.en


EVIDENCE = """subject;key;property;label;low;high;kind;level;reference;valid_from;valid_to;supplier;reason
supplier;12345678;fairtrade;;60;60;statement;realisatie;brief 12;2025-01-01;31-12-2025;;opgave 2025
contract;C-1;circular;;30%;100;contract;;bijlage 3;;;;
line;F-1;;Max Havelaar;;;;;;;;Beans B.V.;
category;Koffie;fairtrade;;12,5;12,50;decision;;besluit 4;;;;
"""


def test_evidence_is_read():
    assert load_evidence("bewijs.csv", EVIDENCE.encode()).evidence == (
        Evidence("supplier", "12345678", "fairtrade", 6000, 6000, "statement", "realisatie", "brief 12", date(2025, 1, 1), date(2025, 12, 31), None, "opgave 2025"),
        Evidence("contract", "C-1", "circular", 3000, 10_000, "contract", "inzet", "bijlage 3"),
        Evidence("line", "F-1", "fairtrade", 10_000, 10_000, "label", "realisatie", "Fairtrade (Max Havelaar)", supplier="Beans B.V.", reason="Fairtrade (Max Havelaar)"),
        Evidence("category", "Koffie", "fairtrade", 1250, 1250, "decision", "realisatie", "besluit 4"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("row", "column", "found"),
    [
        pytest.param("supplier;S;fairtrade;;60;130;statement;;r;;;;", "high", "130", id="over a hundred percent"),
        pytest.param("supplier;S;fairtrade;;-5;10;statement;;r;;;;", "low", "-5", id="under zero"),
        pytest.param("supplier;S;fairtrade;;60;30;statement;;r;;;;", "low", "60", id="low above high"),
        pytest.param("supplier;S;fairtrade;;60;;statement;;r;;;;", "low", "-", id="only one bound"),
        pytest.param("supplier;S;fairtrade;;half;half;statement;;r;;;;", "low", "half", id="no number"),
        pytest.param("supplier;S;fairtrade;;33.333;33.333;statement;;r;;;;", "low", "33.333", id="too many decimals"),
        pytest.param("supplier;S;nice;;;;statement;;r;;;;", "property", "nice", id="unknown property"),
        pytest.param("supplier;S;;Nice Label;;;;;r;;;;", "label", "Nice Label", id="unknown label"),
        pytest.param("supplier;S;;MSC;;;;;r;;;;", "label", "MSC", id="a label that shows no property of ours"),
        pytest.param("supplier;S;fairtrade;Fairtrade;;;label;;r;;;;", "property", "fairtrade", id="property and label"),
        pytest.param("supplier;S;;;;;label;;r;;;;", "property", "-", id="neither"),
        pytest.param("planet;S;fairtrade;;;;label;;r;;;;", "subject", "planet", id="unknown subject"),
        pytest.param("supplier;;fairtrade;;;;label;;r;;;;", "key", "-", id="no key"),
        pytest.param("supplier;S;fairtrade;;;;hearsay;;r;;;;", "kind", "hearsay", id="unknown kind"),
        pytest.param("supplier;S;fairtrade;;;;;;r;;;;", "kind", "-", id="no kind"),
        pytest.param("supplier;S;fairtrade;;;;label;dream;r;;;;", "level", "dream", id="unknown level"),
        pytest.param("supplier;S;fairtrade;;;;label;;r;2025-02-30;;;", "valid_from", "2025-02-30", id="no such day"),
        pytest.param("supplier;S;fairtrade;;;;label;;r;soon;;;", "valid_from", "soon", id="no date"),
        pytest.param("supplier;S;fairtrade;;;;label;;r;2025-02-02;2025-02-01;;", "valid_to", "2025-02-01", id="ends before it begins"),
    ],
)  # fmt: skip
def test_wrong_evidence_is_refused_with_its_place_and_nothing_is_loaded(row, column, found):
    header = EVIDENCE.splitlines()[0]
    good = EVIDENCE.splitlines()[1]
    with pytest.raises(Refusal) as refused:
        load_evidence("bewijs.csv", f"{header}\n{good}\n{row}\n".encode())
    english = refused.value.message.en
    assert f"bewijs.csv, row 3, column {column}" in english
    assert found in english


CONTRACTS = """number;supplier;subject;kind;value;start;end;procedure;fairtrade;social_return;reference
C-1;Beans B.V.;Koffie;leveringen;€ 250.000,00;2024-01-01;31-12-2027;openbaar;ja;nee;bijlage 3
C-2;;Schoonmaak;services;1250000;;;;;30%;
"""


def test_contracts_are_read_with_what_they_ask_for():
    known = load_evidence("contracten.csv", CONTRACTS.encode())
    assert known.contracts == (
        Contract(
            "C-1", "Beans B.V.", "Koffie", "supplies", 25_000_000, date(2024, 1, 1), date(2027, 12, 31), "openbaar"
        ),
        Contract("C-2", None, "Schoonmaak", "services", 125_000_000),
    )
    assert known.evidence == (
        Evidence("contract", "C-1", "fairtrade", 10_000, 10_000, "contract", "inzet", "bijlage 3"),
        Evidence("contract", "C-1", "social_return", 0, 0, "contract", "inzet", "bijlage 3"),
        Evidence("contract", "C-2", "social_return", 3000, 3000, "contract", "inzet", None),
    )


def test_suppliers_are_read():
    known = load_evidence("leveranciers.csv", b"key,name,size,social_enterprise\n12345678,Beans,klein,ja\nS2,,large,\n")
    assert known.suppliers == (Supplier("12345678", "Beans", "small", True), Supplier("S2", None, "large", None))


def test_one_toml_file_may_hold_all_three():
    content = """
[[evidence]]
subject = "supplier"
key = "Beans"
property = "fairtrade"
low = 60
high = 62.5
kind = "statement"
reference = "brief"
valid_from = 2025-01-01

[[contract]]
number = "C-1"
value = 250000
fairtrade = true

[[supplier]]
key = "Beans"
size = "small"
"""
    known = load_evidence("bewijs.toml", content.encode())
    assert [(entry.key, entry.low, entry.high, entry.valid_from) for entry in known.evidence] == [
        ("Beans", 6000, 6250, date(2025, 1, 1)),
        ("C-1", 10_000, 10_000, None),
    ]
    assert known.contracts[0].value == 25_000_000
    assert known.suppliers[0].size == "small"


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        pytest.param("c.csv", "number;value\nC-1;1\nc-1;2\n", "c-1", id="a contract twice"),
        pytest.param("c.csv", "number;value\nC-1;veel\n", "veel", id="no amount"),
        pytest.param("c.csv", "number;kind\nC-1;music\n", "music", id="no kind of contract"),
        pytest.param("c.csv", "number;start;end\nC-1;2025-02-02;2025-01-01\n", "2025-01-01", id="ends before it begins"),
        pytest.param("c.csv", "number;fairtrade\nC-1;maybe\n", "maybe", id="neither yes nor no"),
        pytest.param("s.csv", "key,size\nA,small\na,large\n", "a", id="a supplier twice"),
        pytest.param("s.csv", "key,size\nA,huge\n", "huge", id="no such size"),
        pytest.param("x.csv", "a,b\n1,2\n", "a, b", id="none of the layouts"),
        pytest.param("x.toml", "[[thing]]\na = 1\n", "thing", id="none of the lists"),
        pytest.param("x.toml", "evidence = [1, 2]", "evidence", id="a list of something else"),
        pytest.param("c.csv", f"number;value\nC-1;{10**20}\n", str(10**20), id="more than any contract"),
        pytest.param("x.toml", "a = ", "Invalid value", id="no TOML"),
        pytest.param("x.csv", "subject,key,property,kind\n", "a header without rows", id="no rows"),
    ],
)  # fmt: skip
def test_wrong_registers_are_refused(name, content, found):
    with pytest.raises(Refusal) as refused:
        load_evidence(name, content.encode())
    assert name in refused.value.message.en
    assert found in refused.value.message.en


@pytest.mark.parametrize(
    ("written", "cents"),
    [
        ("250.000,00", 25_000_000),
        ("250,000.00", 25_000_000),
        ("250.000", 25_000_000),
        ("250000", 25_000_000),
        ("€ 1.250.000,-", 125_000_000),
        ("0.500", 50),
        ("12,5", 1_250),
        ("1250.50", 125_050),
    ],
)
def test_amounts_may_be_written_in_dutch_or_english(written, cents):
    content = f"number;value\nC-1;{written}\n"
    assert load_evidence("c.csv", content.encode()).contracts[0].value == cents
