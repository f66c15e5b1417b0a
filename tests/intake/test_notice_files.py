"""Public notices: what is read of them, and what is refused with its place. Nothing in them is followed or expanded."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.evidence import lots_of
from kpi.intake.notice_files import NoticeLimits, read_notices
from kpi.measure import load_themes
from kpi.model import WAYS, Asked, NoticeSupplier, Refusal
from kpi.reference import notice_codes
from tests.intake.notices import AWARDED, RESULT, YEARS, code, eforms, goal, lot, package, release


def themes_of(content: bytes, name: str = "n") -> dict[str, tuple[str, ...]]:
    (only,) = lots_of(read_notices(name, content))
    return only.themes


@pytest.mark.parametrize(
    ("list_name", "value", "theme", "way"),
    [
        ("environmental-impact", "circ-econ", "CIR", "unstated"),  # BT-774
        ("environmental-impact", "clim-mitig", "KLI", "unstated"),
        ("environmental-impact", "biodiv-eco", "MIL", "unstated"),
        ("social-objective", "hum-right", "KET", "unstated"),  # BT-775
        ("social-objective", "opp", "SRO", "unstated"),
        ("social-objective", "gen-eq", "DIV", "unstated"),
        ("innovative-acquisition", "prod-innov", "INN", "unstated"),  # BT-776
        ("strategic-procurement", "inn-pur", "INN", "unstated"),  # BT-06
        ("accessibility", "inc", "DIV", "requirement"),  # BT-754
        ("reserved-procurement", "res-ws", "SRO", "requirement"),  # BT-71
        ("reserved-execution", "yes", "SRO", "contract_condition"),  # BT-736
    ],
)
def test_an_eforms_code_stands_for_a_theme(list_name: str, value: str, theme: str, way: str) -> None:
    assert themes_of(eforms(lot(codes=code(list_name, value)))) == {theme: (way,)}


@pytest.mark.parametrize(
    ("list_name", "value", "asked"),
    [
        ("strategic-procurement", "none", False),
        ("strategic-procurement", "env-imp", True),  # which of the green themes is not said
        ("gpp-criteria", "eu", True),  # BT-805
        ("gpp-criteria", "none", False),
        ("accessibility", "n-inc", False),
        ("reserved-execution", "not-known", False),
    ],
)
def test_a_code_without_a_theme_stands_for_none(list_name: str, value: str, asked: bool) -> None:
    (only,) = lots_of(read_notices("n", eforms(lot(codes=code(list_name, value)))))

    assert (only.themes, bool(only.codes)) == ({}, asked)


@pytest.mark.parametrize(
    ("goals", "expected"),
    [
        ([goal("environmental.circularEconomy", "technicalSpecifications")], {"CIR": ("requirement",)}),
        ([goal("environmental.circularEconomy", "awardCriteria")], {"CIR": ("award_criterion",)}),
        ([goal("social.laborRightsPromotion", "contractPerformanceConditions")], {"KET": ("contract_condition",)}),
        ([goal("environmental.recycling", "awardCriteria", "selectionCriteria")], {"CIR": ("award_criterion", "requirement")}),
        ([goal("economic.processInnovation")], {"INN": ("unstated",)}),  # as the mapping of eForms to OCDS writes it
        ([goal("environmental.circularEconomy.repair")], {"CIR": ("unstated",)}),  # a narrower code of a publisher
        ([goal("environmental.CFCReduction")], {}),  # stands under "environmental", which names no theme
        ([goal(None, "euGPPCriteria")], {}),
        ([goal("social.smeInclusion"), goal("social.smeInclusion", "awardCriteria")], {"MKB": ("award_criterion",)}),
    ],
)  # fmt: skip
def test_an_ocds_goal_stands_for_a_theme_and_a_strategy_for_a_way(goals: list, expected: dict) -> None:
    assert themes_of(package(release(*goals))) == expected


def test_every_code_has_themes_and_a_way_that_exist() -> None:
    themes = set(load_themes())
    assert {one.way or "unstated" for one in notice_codes().values()} <= set(WAYS)
    assert {theme for one in notice_codes().values() for theme in one.themes} <= themes


def test_an_award_notice_gives_number_winner_value_and_period() -> None:
    (notice,) = read_notices("n", eforms(lot(period=YEARS), RESULT, root="ContractAwardNotice"))

    (contract,) = notice.contracts
    assert (notice.procedure, notice.notice, notice.lot, notice.published) == (
        "p-1",
        "n-1-01",
        "LOT-0001",
        date(2023, 6, 1),
    )
    assert contract.numbers == ("INK-2024-7",)
    assert contract.suppliers == (NoticeSupplier("Meubel Verzonnen B.V.", "12345678"),)
    assert (contract.value, contract.start, contract.end) == (25_000_050, date(2024, 1, 1), date(2025, 12, 31))


def test_an_ocds_release_gives_the_same() -> None:
    (notice,) = read_notices("n", package(release(goal("environmental.recycling"), **AWARDED)))

    (contract,) = notice.contracts
    assert contract.numbers == ("INK-7", "c1")
    assert contract.suppliers == (NoticeSupplier("Koffiebranderij De Proef BV", "87654321"),)
    assert (contract.value, contract.start, contract.end) == (100_010, date(2024, 1, 1), date(2025, 12, 31))


ONE = release(goal("environmental.recycling"))


def zipped(**files: bytes) -> bytes:
    """A zip with these files by name."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        json.dumps(ONE),
        json.dumps({"releases": [ONE]}),
        json.dumps({"records": [{"ocid": "ocds-x-1", "compiledRelease": ONE}]}),
        json.dumps({"records": [{"ocid": "ocds-x-1", "releases": [ONE]}]}),
        json.dumps({"ocid": "ocds-x-1", "compiledRelease": ONE}),
        json.dumps(ONE) + "\n" + json.dumps({"releases": [ONE]}) + "\n\n",
        "\ufeff" + json.dumps(ONE, indent=2),
    ],
    ids=[
        "release",
        "release package",
        "record package",
        "record of releases",
        "record",
        "a value a line",
        "byte order mark",
    ],
)
@pytest.mark.parametrize(
    "pack", [bytes, gzip.compress, lambda one: zipped(**{"a/b.json": one})], ids=["plain", "gzip", "zip"]
)
def test_every_form_of_ocds_is_read_alike(content: str, pack) -> None:
    assert themes_of(pack(content.encode())) == {"CIR": ("unstated",)}


def test_gzip_of_several_parts_is_one_file() -> None:
    text = json.dumps(ONE).encode()
    assert themes_of(gzip.compress(text[:40]) + gzip.compress(text[40:])) == {"CIR": ("unstated",)}


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_releases_of_one_procedure_are_put_together_by_their_dates(order: tuple[int, int]) -> None:
    both = [
        release(goal("environmental.recycling")),
        {
            "ocid": "ocds-x-1",
            "id": "2",
            "date": "2024-01-05T00:00:00Z",
            "tender": {"title": "Koffie en thee"},
            **AWARDED,
        },
    ]
    (notice,) = read_notices("n", package(*(both[place] for place in order)))

    assert (notice.title, len(notice.contracts)) == ("Koffie en thee", 1)
    assert notice.asked == (Asked("sustainabilityGoal", "environmental.recycling"),)


def test_a_lot_has_what_its_own_says_and_else_what_the_whole_says() -> None:
    lots = [{"id": "1", "sustainability": [goal("social.genderEquality")]}, {"id": "2"}]
    found = read_notices("n", package(release(goal("environmental.recycling"), tender={"lots": lots})))

    assert [(one.lot, *(asked.code for asked in one.asked)) for one in found] == [
        ("1", "social.genderEquality"), ("2", "environmental.recycling"),
    ]  # fmt: skip


BOMB = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
DEEP = b'{"releases": [{"ocid": "o", "x": ' + b"[" * 500 + b"]" * 500 + b"}]}"


@pytest.mark.parametrize(
    ("content", "code_", "words"),
    [
        pytest.param(eforms(before=BOMB), "xml_entities", ["<!DOCTYPE>"], id="a billion laughs"),
        pytest.param(eforms(before=OUTSIDE), "xml_entities", ["<!DOCTYPE>"], id="an external entity"),
        pytest.param(eforms(before='<!DOCTYPE a SYSTEM "http://nowhere.invalid/a.dtd">'), "xml_entities", ["<!DOCTYPE>"], id="an external document type"),
        pytest.param(eforms().decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').replace("?>", "?>" + BOMB, 1).encode("utf-16"), "xml_entities", [], id="the same in UTF-16"),
        pytest.param(eforms()[:-30], "notice_file", ["line"], id="XML that breaks off"),
        pytest.param(b"<html><body>Niet gevonden</body></html>", "notice_file", ["a web page", "eForms notice as XML"], id="a web page"),
        pytest.param(eforms(lot(codes=code("environmental-impact", "circulair"))), "notice_file", ["/ContractNotice/ProcurementProjectLot/ProcurementProject/ProcurementAdditionalType/ProcurementTypeCode", "“circulair”", "circ-econ,"], id="a code that does not exist"),
        pytest.param(eforms(lot(period=YEARS.replace("2024-01-01+01:00", "1 mei")), RESULT), "notice_file", ["PlannedPeriod/StartDate", "“1 mei”", "2025-01-31"], id="a date that is none"),
        pytest.param(b"<a>" * 5000, "notice_file", ["60"], id="XML nested too deeply"),
        pytest.param(DEEP, "notice_file", ["/releases/0/x/0/0", "60"], id="JSON nested too deeply"),
        pytest.param(b"[" * 200_000, "notice_file", [], id="JSON nested beyond reading"),
        pytest.param(b'{"a": 1}', "notice_file", ["/: ", "releases, records or ocid"], id="JSON that is no OCDS"),
        pytest.param(b'{"type": "FeatureCollection", "features": []}', "notice_file", ["type, features"], id="GeoJSON"),
        pytest.param(b'{"releases": {}}', "notice_file", ["/releases", "a list"], id="releases that are no list"),
        pytest.param(b'{"releases": [{"id": "1"}]}', "notice_file", ["/releases/0/ocid"], id="a release without ocid"),
        pytest.param(b'{"records": [{"ocid": "1", "releases": []}]}', "notice_file", ["/records/0", "compiledRelease"], id="a record without releases"),
        pytest.param(b'{"releases": []}', "notice_file", ["at least one notice"], id="no releases"),
        pytest.param(package(release(goal("green.everything"))), "notice_file", ["/releases/0/tender/sustainability/0/goal", "“green.everything”", "sustainabilityGoal"], id="a goal that does not exist"),
        pytest.param(package(release(goal("social", "hopes"))), "notice_file", ["/releases/0/tender/sustainability/0/strategies/0", "“hopes”"], id="a strategy that does not exist"),
        pytest.param(package(release(tender={"sustainability": "yes"})), "notice_file", ["/releases/0/tender/sustainability", "a list"], id="sustainability that is a text"),
        pytest.param(json.dumps(ONE).encode() + b"\n{", "notice_file", ["line 2"], id="a line that breaks off"),
        pytest.param(b'{"releases": [NaN]}', "notice_file", ["a number that is none"], id="a number that is none"),
        pytest.param(b'{"releases": [' + b"9" * 10_000 + b"]}", "notice_file", [], id="a number of ten thousand digits"),
        pytest.param(gzip.compress(package(ONE))[:-9], "notice_file", ["gzip that breaks off"], id="gzip that breaks off"),
        pytest.param(gzip.compress(gzip.compress(package(ONE))), "notice_file", ["gzip within a packed file", "packed once"], id="gzip within gzip"),
        pytest.param(b"\x1f\x8b\x08nonsense", "notice_file", ["gzip"], id="damaged gzip"),
        pytest.param(b"", "notice_file", ["an empty file"], id="nothing"),
        pytest.param(b"PK\x03\x04 a zip", "notice_file", ["a damaged zip"], id="a damaged zip"),
        pytest.param(zipped(), "notice_file", ["an empty zip", "unpack it"], id="an empty zip"),
        pytest.param(zipped(a=package(ONE), b=eforms()), "notice_file", ["a zip with 2 files (a, b)", "unpack it"], id="a zip of two"),
        pytest.param(zipped(a=zipped(b=eforms())), "notice_file", ["a zip within a packed file"], id="a zip within a zip"),
        pytest.param(zipped(a=eforms()[:-30]), "notice_file", ["line"], id="a zip with XML that breaks off"),
        pytest.param(zipped(a=eforms(before=OUTSIDE)), "xml_entities", ["<!DOCTYPE>"], id="a zip with an external entity"),
        pytest.param(zipped(**{"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "notice_file", ["a file of Excel or Word"], id="a workbook"),
        pytest.param(bytes(257) + b"ustar" + bytes(300), "notice_file", ["a tar file"], id="a tar"),
        pytest.param(b"%PDF-1.7 ...", "notice_file", ["a PDF"], id="a PDF"),
        pytest.param(b'<TED_EXPORT xmlns="http://publications.europa.eu/resource/schema/ted/R2.0.9/publication"/>', "notice_file", ["/TED_EXPORT", "before eForms", "October 2023"], id="a notice of before eForms"),
        pytest.param(b"Leverancier;Bedrag\nA;1\n", "notice_file", [], id="a table"),
        pytest.param(b'{"releases": [\xff\xfe]}', "notice_file", ["byte 14"], id="bytes that are no text"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_with_its_place(content: bytes, code_: str, words: list[str]) -> None:
    with pytest.raises(Refusal) as refused:
        read_notices("aankondiging", content)

    assert refused.value.code == code_
    assert all(word in refused.value.message.en for word in ("aankondiging, ", *words)), refused.value.message.en
    assert len(refused.value.message.en) < 1500
    assert "root:" not in refused.value.message.en


def test_gzip_that_unpacks_beyond_the_limit_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(Refusal, match="at most 1 MB"):
        read_notices("bom.gz", gzip.compress(bytes(50_000_000)), NoticeLimits(bytes=1_000_000))


def test_a_zip_is_unpacked_no_further_than_the_limit_whatever_it_says_of_its_size() -> None:
    bomb = zipped(a=bytes(50_000_000))
    size = (50_000_000).to_bytes(4, "little")
    lying = bomb.replace(size, (100).to_bytes(4, "little"))
    for content, said in ((bomb, "at most 1 MB"), (lying, "a damaged zip")):
        with pytest.raises(Refusal, match=said):
            read_notices("bom.zip", content, NoticeLimits(bytes=1_000_000))


def test_a_zip_with_a_password_is_refused_and_what_a_desktop_adds_is_passed_over() -> None:
    locked = bytearray(zipped(a=package(ONE)))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + offset] |= 1
    with pytest.raises(Refusal, match="with a password"):
        read_notices("slot.zip", bytes(locked))
    added = zipped(**{"n.json": package(ONE), "__MACOSX/._n.json": b"x", ".DS_Store": b"x"})
    assert themes_of(added) == {"CIR": ("unstated",)}


WHOLE = {
    "releases": [release(goal("environmental.recycling", "awardCriteria"), tender={"lots": [{"id": "1"}]}, **AWARDED)]
}
ODD = st.sampled_from(
    [None, 0, -1, 10**30, 1.5, True, "", "x", "2024-13-45", [], {}, [[]], [None], {"id": []}, {"a": {"b": 1}}]
)


def places_in(value: object) -> list[tuple]:
    """Every member and item in a JSON value, as (container, key)."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, part in inside for place in ((value, key), *places_in(part))]


@settings(max_examples=150)
@given(st.data())
def test_ocds_with_anything_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    document = json.loads(json.dumps(WHOLE))
    container, key = data.draw(st.sampled_from(places_in(document)))
    container[key] = data.draw(ODD)

    with suppress(Refusal):
        read_notices("n", json.dumps(document).encode())


@settings(max_examples=150)
@given(st.data())
def test_eforms_with_bytes_changed_or_lost_is_read_or_refused(data: st.DataObject) -> None:
    content = eforms(
        lot(codes=code("environmental-impact", "circ-econ"), period=YEARS), RESULT, root="ContractAwardNotice"
    )
    begin = data.draw(st.integers(0, len(content) - 1))
    length = data.draw(st.integers(0, 60))
    put = data.draw(
        st.sampled_from([b"", b"<", b">", b"&x;", b"\x00", b"\xff", b"<a>", b"</cbc:ID>", b"-1", b"9999-99-99", b"]]>"])
    )

    with suppress(Refusal):
        read_notices("n", content[:begin] + put + content[begin + length :])


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_bytes_of_any_kind_are_refused(content: bytes) -> None:
    for packed in (content, gzip.compress(content), b"\x1f\x8b" + content, b"{" + content, b"<" + content):
        with pytest.raises(Refusal):
            read_notices("n", packed)
