"""The documents on paper say the figures of `python -m kpi status --json`, for bodies of each kind."""

from __future__ import annotations

import io
import json
from fractions import Fraction

import pytest
from pypdf import PdfReader

from kpi import service
from kpi.language import cents, percent
from kpi.model import Refusal, Role, Viewer
from kpi.service.monitor import Monitor

BODIES = ("voorbeeldstad", "provincie-noorderland", "waterschap-middenwater", "rijk-voorbeeld")
YEAR = 2025


def text_of(made: bytes) -> str:
    pages = PdfReader(io.BytesIO(made)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).replace("\N{NO-BREAK SPACE}", " ").split())


def administrator(body: str) -> Viewer:
    return Viewer("bestuurder", Role.ADMINISTRATOR, body)


@pytest.mark.parametrize("body", BODIES)
def test_the_board_report_has_every_figure_of_the_status(monitor: Monitor, body: str) -> None:
    told = json.loads(json.dumps(service.status(monitor, body, YEAR)))
    promised = [one for one in told if one["commitment_version"] is not None and one["department"] is None]
    said = text_of(service.board_report(administrator(body), monitor, body, YEAR))

    assert len(promised) >= 3
    for one in promised:
        if one["unit"] == "share" and one["proven"] is not None:
            low, high = (Fraction(one[bound]["exact"]) for bound in ("proven", "possible"))
            side = "down" if monitor.indicator(one["indicator"]).higher_is_better else "up"
            assert percent("nl", low, side) in said
            assert percent("nl", high, side) in said
        assert one["indicator"] in said.replace(" ", "")
        assert f"versie {one['version']}" in said


@pytest.mark.parametrize("body", BODIES)
def test_the_board_report_has_the_submissions_with_their_control_totals(monitor: Monitor, body: str) -> None:
    viewer = administrator(body)
    said = text_of(service.board_report(viewer, monitor, body, YEAR))
    standing = [
        one for one in service.submissions(viewer, monitor, body, YEAR) if one.state.value in ("certified", "submitted")
    ]

    assert standing
    for one in standing:
        totals = service.control_totals(viewer, monitor, one.id)
        assert one.id in said.replace(" ", "")
        assert cents("nl", totals.uploaded.cents or 0) in said
        assert cents("nl", totals.procurement.cents or 0) in said


def test_the_control_sheet_adds_up_on_paper(monitor: Monitor) -> None:
    viewer = Viewer("controller", Role.CONTROLLER, "voorbeeldstad")
    one = service.submissions(viewer, monitor, "voorbeeldstad", YEAR)[0]
    totals = service.control_totals(viewer, monitor, one.id)
    said = text_of(service.control_report(viewer, monitor, one.id))

    assert one.sha256 in said.replace(" ", "")
    assert cents("nl", totals.amount_column) in said
    for tally in totals.excluded.values():
        assert cents("nl", -(tally.cents or 0)).replace("\N{NO-BREAK SPACE}", " ") in said
    assert "Sluit aan." in said


def test_the_check_code_is_that_of_the_figures(monitor: Monitor) -> None:
    def code(year: int) -> str:
        return text_of(service.board_report(administrator("voorbeeldstad"), monitor, "voorbeeldstad", year)).split(
            "Controlecode "
        )[1][:14]

    assert code(2025) == code(2025)
    assert code(2025) != code(2024)


def test_a_year_without_figures_is_refused(monitor: Monitor) -> None:
    with pytest.raises(Refusal) as refused:
        service.board_report(administrator("voorbeeldstad"), monitor, "voorbeeldstad", 1999)

    assert refused.value.code == "no_figures"


@pytest.mark.parametrize("role", [Role.MINISTRY, Role.PUBLIC])
def test_who_is_outside_gets_no_report(monitor: Monitor, role: Role) -> None:
    with pytest.raises(Refusal):
        service.board_report(Viewer("buiten", role), monitor, "voorbeeldstad", YEAR)
