"""The statement to sign: complete, self-contained, and without anything that was typed as markup."""

import io
import re
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from pypdf import PdfReader

from kpi.model import (
    Body,
    BodyKind,
    Commitment,
    CommitmentVersion,
    Decision,
    Department,
    Ending,
    Message,
    Point,
)
from kpi.report import Statement, html, pdf, statement
from kpi.report.sheet import Table
from tests.commitment.cases import indicator

BODY = Body("voorbeeldstad", "Gemeente Voorbeeldstad", BodyKind.MUNICIPALITY, departments=(Department("ict", "ICT"),))
FIRST = CommitmentVersion(
    version=1,
    text="10% circulair in 2025",
    target=Point(2025, Fraction(1, 10)),
    decision=Decision("collegebesluit", "college", date(2021, 11, 9), "2021-402"),
)
SECOND = replace(
    FIRST,
    version=2,
    text="In 2026 is 10% van al onze inkoop circulair.",
    target=Point(2026, Fraction(1, 10)),
    decision=Decision("collegebesluit", "college", date(2024, 3, 12), "2024-118"),
    baseline=Point(2021, Fraction(21, 1000)),
    baseline_source="gemeten; 91,0% was ingedeeld",
    indicator_version=2,
    responsible="wethouder Duurzaamheid",
    official="teamleider Inkoop",
    report_every="year",
    report_to="de gemeenteraad, bij de jaarstukken",
    visible_to="peers",
    review_on=date(2026, 7, 1),
    resources="0,5 fte en € 40.000 per jaar",
    reason="De definitie is strenger geworden.",
)


def paper(**changes) -> Statement:
    said = {name: Message(nl=f"{name} nl", en=f"{name} en") for name in ("part", "whole", "left_out", "proof")}
    path = tuple(Point(year, Fraction(21, 1000) + Fraction(79, 5000) * (year - 2021)) for year in range(2021, 2027))
    usual = {
        "body": BODY, "commitment": Commitment("a03", BODY.id, "circular_all_spend", 2, (FIRST, SECOND)),
        "version": SECOND, "indicator": indicator(version=3), "path": path, "check_code": "7F3A-19C2-88B1", **said,
    }  # fmt: skip
    return Statement(**(usual | changes))


def words(language: str, paper: Statement) -> str:
    page = html(statement(language, paper))
    return " ".join(re.sub("<[^>]*>", " ", re.sub("<style>.*?</style>", "", page, flags=re.S)).split())


@pytest.mark.parametrize(
    "said",
    [
        "Het college van burgemeester en wethouders van Voorbeeldstad legt vast:",
        "In 2026 is 10% van al onze inkoop circulair.",
        "10% in 2026 , gelijkmatig vanaf 2,1% in 2021",
        "part nl", "whole nl", "left_out nl", "proof nl",
        "Circulair, versie 2",
        "2,1% in 2021; gemeten; 91,0% was ingedeeld",
        "de hele organisatie",
        "0,5 fte en € 40.000 per jaar",
        "wethouder Duurzaamheid", "teamleider Inkoop",
        "elk jaar aan de gemeenteraad, bij de jaarstukken",
        "eigen organisatie, vergelijkbare organisaties en het ministerie",
        "1 juli 2026",
        "collegebesluit 2024-118 van 12 maart 2024",
        "2021 2022 2023 2024 2025 2026",
        "2,1% 3,7% 5,3% 6,9% 8,5% 10,0%",
        "1 10% in 2025 collegebesluit 2021-402, 9 november 2021 De definitie is strenger geworden.",
        "Alleen het college van burgemeester en wethouders kan dit doel wijzigen.",
        "Namens het college van burgemeester en wethouders: wethouder Duurzaamheid",
        "Gecontroleerd door de controller",
        "Record a03, versie 2. Definitie circular_all_spend, versie 2. Controlecode 7F3A-19C2-88B1.",
    ],
)  # fmt: skip
def test_a_statement_says_all_that_was_decided(said):
    assert said in words("nl", paper())


@pytest.mark.parametrize(
    ("kind", "decided", "opening"),
    [
        (BodyKind.MUNICIPALITY, "raadsbesluit", "De gemeenteraad van Voorbeeldstad legt vast:"),
        (BodyKind.PROVINCE, "GS-besluit", "Gedeputeerde staten van Voorbeeldstad leggen vast:"),
        (BodyKind.PROVINCE, "PS-besluit", "Provinciale staten van Voorbeeldstad leggen vast:"),
        (BodyKind.WATER_AUTHORITY, "DB-besluit", "Het dagelijks bestuur van Voorbeeldstad legt vast:"),
        (BodyKind.WATER_AUTHORITY, "AB-besluit", "Het algemeen bestuur van Voorbeeldstad legt vast:"),
        (BodyKind.MINISTRY, "ministerieel besluit", "De minister legt vast:"),
    ],
)
def test_the_opening_line_follows_the_kind_of_body_and_of_decision(kind, decided, opening):
    version = replace(SECOND, decision=replace(SECOND.decision, kind=decided))
    assert opening in words("nl", paper(body=replace(BODY, kind=kind), version=version))


def test_an_unknown_baseline_is_said_and_no_path_is_made_up():
    version = replace(SECOND, baseline=None, baseline_source="")
    said = words("nl", paper(version=version, path=(Point(2026, Fraction(1, 10)),)))
    assert "10% in 2026 , zonder pad: de beginstand is onbekend" in said
    assert "Beginstand onbekend" in said


@pytest.mark.parametrize(("years", "rows"), [(1, 1), (10, 1), (11, 2), (25, 3)])
def test_a_long_path_stands_in_tables_of_equal_width(years, rows):
    path = tuple(Point(2020 + number, Fraction(1, 10)) for number in range(years))
    tables = [
        one for one in statement("nl", paper(path=path)).blocks if isinstance(one, Table) and one.label == "Het pad"
    ]
    assert len(tables) == rows
    assert len({tuple(column.share for column in table.columns) for table in tables}) == 1
    assert sum(len(re.findall(r"\b\d{4}\b", " ".join(one.name for one in table.columns))) for table in tables) == years


def test_a_draft_says_first_that_nothing_was_decided_and_what_is_missing():
    said = words("nl", paper(missing=["het kenmerk"]))
    assert said.index("Concept: nog niet besloten.") < said.index("legt vast")
    assert "ontbreekt nog: het kenmerk" in said
    assert "2024-118" not in said


def test_an_ended_promise_says_so_first():
    ended = Ending(Decision("raadsbesluit", "raad", date(2025, 1, 9), "2025-3"), "ander beleid")
    made = replace(paper().commitment, ended=ended)
    said = words("nl", paper(commitment=made))
    assert "Beëindigd met raadsbesluit 2025-3 van 9 januari 2025: ander beleid" in said


def test_a_statement_of_a_fictional_body_says_so_first():
    invented = replace(BODY, fictional=True)
    said = [notice.words for notice in statement("nl", paper(body=invented, missing=())).notices]
    assert said == ["Voorbeeld met verzonnen cijfers.", "Concept: nog niet besloten."]
    assert statement("nl", paper()).notices == ()


def test_it_holds_everything_itself_and_no_markup_that_was_typed():
    evil = "<script>alert(1)</script>'\"&"
    version = replace(SECOND, text=evil, responsible=evil, resources=evil, reason=evil, signatory=evil, report_to=evil)
    page = html(
        statement("nl", paper(version=version, commitment=replace(paper().commitment, id=evil), missing=[evil]))
    )
    assert "<script" not in page
    assert not re.search(r"(src|href)=|url\((?!data:)|@import|https?://", page)


def test_it_is_there_in_english_too():
    said = words("en", paper())
    assert "The municipal executive of Voorbeeldstad records:" in said
    assert "every year to de gemeenteraad, bij de jaarstukken" in said


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_pdf_says_the_same_on_one_page_and_is_tagged(language):
    made = PdfReader(io.BytesIO(pdf(statement(language, paper()))))
    (page,) = made.pages
    said = "".join(page.extract_text().split()).replace("\N{NO-BREAK SPACE}", "")

    for fact in (
        "In 2026 is 10% van al onze inkoop circulair.",
        "collegebesluit 2024-118",
        "7F3A-19C2-88B1",
        "circular_all_spend",
    ):
        assert fact.replace(" ", "") in said
    assert made.metadata.title == "In 2026 is 10% van al onze inkoop circulair."
    assert made.root_object["/Lang"] == language
    assert made.root_object["/MarkInfo"]["/Marked"]
    assert b"<pdfuaid:part>1" in made.root_object["/Metadata"].get_object().get_data()


def test_what_was_typed_stays_text_on_paper():
    typed = "#let a = *b* _c_ $x$ \\ @d"
    version = replace(SECOND, resources=typed, text=typed)
    (page, *_) = PdfReader(io.BytesIO(pdf(statement("nl", paper(version=version, missing=[]))))).pages

    assert page.extract_text().count(typed) == 2
