"""The front door: which pages an audience gets, in which language, and what happens when something fails."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from kpi import service
from kpi.measure import load_indicators
from kpi.model import Message, Refusal
from kpi.service.catalogue import Catalogue
from tests.pages.conftest import BODY, Run
from tests.pages.shown import markup


def test_the_first_page_of_an_administrator_is_the_overview(app: Run) -> None:
    shown = markup(app(org=BODY))

    assert "Ambities per thema" in shown


@pytest.mark.parametrize(
    ("language", "said"),
    [("nl", "Voor één vertrouwde gebruiker op deze computer"), ("en", "For one trusted user on this machine")],
)
def test_every_page_says_whom_it_serves_in_the_language_of_the_address(app: Run, language: str, said: str) -> None:
    assert any(said in text.value for text in app(taal=language).markdown)


def test_figures_of_a_fictional_body_are_said_to_be_invented(app: Run) -> None:
    assert any("Voorbeeldgegevens: verzonnen" in text.value for text in app().markdown)


@pytest.mark.parametrize("role", ["ministry", "public"])
def test_nobody_outside_a_body_gets_a_page_with_its_figures(app: Run, role: str) -> None:
    test = app(rol=role)

    with pytest.raises(ValueError, match="overview"):
        test.switch_page("pages/administrator/overview.py")


def test_an_unknown_audience_or_language_falls_back(app: Run) -> None:
    assert "Ambities per thema" in markup(app(rol="emperor", taal="xx", org=BODY))


def test_a_fault_is_a_calm_page_with_a_number_and_a_log_without_its_message(
    app: Run, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("Bakkerij De Vries 12.345,67")

    monkeypatch.setattr(service, "figures", fail)
    with caplog.at_level(logging.ERROR):
        test = app()

    assert [title.value for title in test.title] == ["Deze pagina kon niet worden gemaakt"]
    (error,) = test.error
    reference = error.value.split("**")[1]
    assert reference.startswith("F-")
    assert "Bakkerij" not in error.value
    logged = next(record.getMessage() for record in caplog.records if reference in record.getMessage())
    assert "RuntimeError" in logged
    assert "overview.py" in logged
    assert "Bakkerij" not in logged


def test_a_refusal_is_shown_as_its_message(app: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise Refusal("not_allowed", Message(nl="Dit mag niet.", en="Not allowed."))

    monkeypatch.setattr(service, "figures", refuse)

    test = app()

    assert [title.value for title in test.title] == ["Dit kan niet"]
    assert [warning.value for warning in test.warning] == ["Dit mag niet."]


@pytest.mark.parametrize(
    ("fault", "heading"),
    [
        (RuntimeError("defect"), "Deze pagina kon niet worden gemaakt"),
        (Refusal("not_allowed", Message(nl="Dit mag niet.", en="Not allowed.")), "Dit kan niet"),
    ],
)
def test_what_goes_wrong_below_the_title_of_a_page_gets_no_second_title(
    app: Run, monkeypatch: pytest.MonkeyPatch, fault: Exception, heading: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr("pages.parts.ambitions_of.grid", fail)  # the last table of the overview

    test = app(org=BODY)

    assert markup(test).count("<h1>") == 1
    assert test.title.len == 0
    assert heading in [header.value for header in test.header]


def test_choosing_another_audience_goes_into_the_address(app: Run) -> None:
    test = app()

    test.radio(key="choice_rol").set_value("ministry").run()

    assert test.query_params["rol"] == "ministry"


def test_choosing_a_language_changes_the_page(app: Run) -> None:
    test = app(org=BODY)

    test.radio(key="choice_taal").set_value("en").run()

    assert "Ambitions by theme" in markup(test)


def test_every_page_says_how_far_measuring_by_later_definitions_is(app: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = load_indicators()
    later = {**shipped, "sme_share": replace(shipped["sme_share"], version=2)}
    versions = {(one.id, one.version): one for one in (*shipped.values(), *later.values())}
    monkeypatch.setattr("kpi.service.opening.shipped", lambda: Catalogue(later, versions))
    monkeypatch.setattr("kpi.service.opening.renew_beside", lambda monitor: None)

    shown = app(org=BODY)

    assert any("Cijfers worden opnieuw berekend: 0 van 11 leveringen" in text.value for text in shown.markdown)
    assert "Ambities per thema" in markup(shown)


def test_a_page_is_made_again_where_later_figures_came_while_it_was_made(
    app: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = iter([service.Renewal(3, 4), service.Renewal(3, 4), None, None, None, None])
    monkeypatch.setattr(service, "renewal_progress", lambda viewer, monitor: next(told))

    shown = app(org=BODY)

    assert not any("Cijfers worden opnieuw berekend" in text.value for text in shown.markdown)
    assert "Ambities per thema" in markup(shown)


def test_a_page_says_that_measuring_by_later_definitions_stopped(app: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service, "renewal_progress", lambda viewer, monitor: service.Renewal(3, 4, stopped=True))

    (said,) = (text.value for text in app(org=BODY).markdown if "herberekenen" in text.value)
    assert "Het herberekenen is gestopt bij 3 van 4 leveringen. U ziet de vorige cijfers." in said
    assert "Wie dit beheert, kan opnieuw starten" in said


def labels(shown: AppTest) -> list[str]:
    return [button.label for button in shown.button]


STOP_SETTLING = "Stoppen voor alle organisaties, en de eerdere cijfers tonen"


def test_while_figures_are_worked_out_again_a_page_says_how_far_that_is_and_can_stop_it(
    app: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "unsettled", lambda monitor: 11)
    monkeypatch.setattr(service, "settling", lambda viewer, monitor, patience: service.Work("", 11, 0, done=4))
    stopped: list[str] = []
    monkeypatch.setattr(service, "stop_settling", lambda viewer, monitor: stopped.append(viewer.name))

    shown = app(org=BODY, rol="buyer")

    assert [title.value for title in shown.title] == ["De cijfers worden opnieuw uitgerekend"]
    assert any("document.documentElement.lang = 'nl'" in one.proto.body for one in shown.get("html"))
    (bar,) = shown.get("progress")
    assert "Van 4 van 11 leveringen zijn de cijfers opnieuw uitgerekend." in bar.proto.text
    assert "Ambities per thema" not in markup(shown)
    next(button for button in shown.button if button.label == STOP_SETTLING).click().run()
    assert stopped == ["local buyer"]
    assert STOP_SETTLING not in labels(app(org=BODY, rol="administrator"))


def test_where_somebody_stopped_that_every_page_says_so_and_shows_the_earlier_figures(
    app: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "unsettled", lambda monitor: 11)
    monkeypatch.setattr(service, "settling_stopped", lambda viewer, monitor: 11)

    shown = app(org=BODY, rol="buyer")

    (said,) = (one.value for one in shown.info if "vóór de laatste beslissingen" in one.value)
    assert "De cijfers van 11 leveringen" in said
    assert "Dat geldt voor alle organisaties, tot iemand ermee verdergaat of Ambitiemonitor opnieuw start." in said
    assert "Ambities per thema" in markup(shown)
    assert "De cijfers opnieuw uitrekenen" in labels(shown)


def test_measuring_by_later_definitions_can_be_stopped_and_goes_on(app: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    for name in ("stop_renewing", "renew_after_all"):
        monkeypatch.setattr(service, name, lambda viewer, monitor, name=name: asked.append(name))
    for now, label in (
        (service.Renewal(3, 4), "Stoppen met herberekenen, voor alle organisaties"),
        (service.Renewal(3, 4, stopped=True, by_hand=True), "Verder herberekenen"),
    ):
        monkeypatch.setattr(service, "renewal_progress", lambda viewer, monitor, now=now: now)
        assert label not in labels(app(org=BODY, rol="administrator"))
        shown = app(org=BODY, rol="buyer")
        shown = next(button for button in shown.button if button.label == label).click().run()
        assert shown.error.len == 0
    assert asked == ["stop_renewing", "renew_after_all"]
