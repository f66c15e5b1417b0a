"""The board report and the sheet it is made on: what stands there, in which form, and nothing typed as markup."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from pypdf import PdfReader

from kpi.model import Figure, Message, Status, Theme, YearState
from kpi.report import Board, board, html, pdf
from tests.pages.make import BODY, figure, indicator

THEMES = [
    Theme("CIR", Message("Circulair", "Circular"), "planet"),
    Theme("KET", Message("Ketenverantwoordelijkheid", "Supply chains"), "people"),
]


def report(
    *figures: Figure, state: YearState = YearState.FINAL, classified: str = "94/100", until: date | None = None
) -> Board:
    return Board(
        body=BODY,
        year=2025,
        state=state,
        until=until,
        made_on=date(2026, 11, 23),
        spend=Fraction(118_400_000),
        classified=Fraction(classified),
        delivered=(),
        figures=figures,
        by_department=(),
        themes=THEMES,
        meanings={one.indicator.id: (Message("deel", "part"), Message("geheel", "whole")) for one in figures},
        check_code="7F3A-19C2-88B1",
    )


def text_of(made: bytes) -> str:
    pages = PdfReader(io.BytesIO(made)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).replace("\N{NO-BREAK SPACE}", " ").split())


def test_the_finding_is_the_heading_and_both_bounds_stand_with_their_status() -> None:
    said = text_of(pdf(board("nl", report(figure(Status.CANNOT_TELL_YET, proven="6.4", possible="12")))))

    assert "Van de enige ambitie is het nog niet te zeggen." in said
    assert "6,4% tot 12,0%" in said
    assert "Nog niet te zeggen" in said
    assert "7F3A-19C2-88B1" in said
    assert "1 van " in said


@pytest.mark.parametrize(("language", "said"), [("nl", "Alle ambities"), ("en", "All ambitions")])
def test_page_and_pdf_say_the_same_in_each_language(language: str, said: str) -> None:
    sheet = board(language, report(figure(proven="5", possible="9")))

    assert said in text_of(pdf(sheet))
    assert said in html(sheet)
    assert f'<html lang="{language}">' in html(sheet)


def test_the_pdf_is_tagged_has_a_title_and_a_language() -> None:
    made = PdfReader(io.BytesIO(pdf(board("nl", report(figure())))))

    assert made.metadata is not None
    assert made.metadata.title == "Duurzaam inkopen 2025 · Gemeente Voorbeeldstad"
    assert made.root_object["/Lang"] == "nl"
    assert made.root_object["/MarkInfo"]["/Marked"]
    assert b"<pdfuaid:part>1" in made.root_object["/Metadata"].get_object().get_data()


def test_the_letters_are_ours_and_in_the_file() -> None:
    fonts = {
        font.get_object()["/BaseFont"]
        for page in PdfReader(io.BytesIO(pdf(board("nl", report(figure()))))).pages
        for font in page["/Resources"]["/Font"].values()
    }

    assert fonts
    assert all("FiraSans" in name for name in fonts)


def test_the_same_sheet_gives_the_same_bytes() -> None:
    sheet = board("nl", report(figure()))

    assert pdf(sheet) == pdf(sheet)


def test_figures_that_are_not_certified_say_so_first() -> None:
    assert "Voorlopig" in text_of(pdf(board("nl", report(figure(), state=YearState.PROVISIONAL))))
    assert "Voorlopig" not in text_of(pdf(board("nl", report(figure()))))


def test_too_little_classified_is_the_finding() -> None:
    assert board("nl", report(figure(), classified="43/100")).finding.startswith("Er is te weinig ingedeeld")


def test_a_body_without_promises_has_a_report_without_empty_tables() -> None:
    sheet = board("nl", report())

    assert "Alle ambities" not in html(sheet)
    assert "ambities vastgelegd" in sheet.finding
    assert pdf(sheet).startswith(b"%PDF")


def test_what_was_typed_is_no_markup() -> None:
    typed = "<b>#let x = 1</b> *vet* $x^2$ \\ [x] @y"
    named = replace(indicator(), name=Message(typed, typed))
    sheet = board("nl", report(replace(figure(), indicator=named)))

    assert typed in text_of(pdf(sheet))
    assert "&lt;b&gt;#let" in html(sheet)
    assert "<b>#let" not in html(sheet)


def test_a_bar_without_a_value_is_empty_and_not_nought() -> None:
    unknown = figure(Status.NO_DATA, proven=None, possible=None)

    assert "stroke-dasharray" in html(board("nl", report(unknown)))
