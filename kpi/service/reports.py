"""The board report and the control sheet, from what the store holds."""

from __future__ import annotations

import json
from datetime import date

from kpi import access, commitment, measure, report
from kpi.language import euros_from_sum, message
from kpi.model import Refusal, Viewer
from kpi.service.checking import check_names, explained
from kpi.service.classifying import worklist
from kpi.service.judging import figures
from kpi.service.ledger import ledger_difference
from kpi.service.looking import control_totals, last_days, state_names, stored_submission, years
from kpi.service.monitor import Monitor
from kpi.service.organisations import themes
from kpi.service.printing import figure_as_json, submission_as_json
from kpi.store import submissions
from kpi.wording import ambitions

FORMATS = ("pdf", "html")


def board_report(
    viewer: Viewer,
    monitor: Monitor,
    body: str,
    year: int,
    language: str = "nl",
    form: str = "pdf",
    made_on: date | None = None,
) -> bytes:
    """The board report of a body over a year, as "pdf" or "html"; `made_on` unsaid is today.

    Raises Refusal where nothing was submitted on that year.
    """
    access.require(viewer, "see_lines", body)
    states = years(viewer, monitor, body)
    if year not in states:
        raise Refusal(
            "no_figures",
            message(
                "There are no figures over {year}. Expected a year that was submitted: {known}.",
                year=str(year),
                known=", ".join(str(one) for one in states) or "–",
            ),
        )
    every = figures(viewer, monitor, body, year, by_department=True)
    of_year = [one for one in every if one.department is None]
    promised = ambitions(of_year)
    with monitor.store.reading() as session:
        serving = [one for one in submissions.serving(session, body) if one.year == year]
    delivered = [(one, control_totals(viewer, monitor, one.id)) for one in serving]
    in_euros = [one.sums.total for one in of_year if one.indicator.measure == "euro" and one.sums is not None]
    meanings = {
        one.indicator.id: (described.part, described.whole_in_short)
        for one in promised
        for described in (measure.describe(one.indicator, monitor.indicators),)
    }
    sheet = report.board(
        language,
        report.Board(
            body=monitor.body(body),
            year=year,
            state=states[year],
            until=last_days(viewer, monitor, body).get(year),
            made_on=made_on or date.today(),
            spend=euros_from_sum(in_euros[0]) if in_euros else None,
            classified=worklist(viewer, monitor, body, year, limit=0).classified,
            delivered=delivered,
            figures=promised,
            by_department=[one for one in ambitions(every) if one.department is not None],
            themes=themes(viewer, monitor),
            meanings=meanings,
            check_code=_code(
                [figure_as_json(one) for one in promised],
                [submission_as_json(one, totals) for one, totals in delivered],
            ),
        ),
    )
    return made(sheet, form)


def control_report(viewer: Viewer, monitor: Monitor, submission: str, language: str = "nl", form: str = "pdf") -> bytes:
    """The control sheet of a submission, as "pdf" or "html"."""
    one = stored_submission(monitor, submission)
    totals = control_totals(viewer, monitor, submission)
    sheet = report.control_sheet(
        language,
        report.Control(
            body=monitor.body(one.body),
            submission=one,
            state=state_names()[one.state],
            totals=totals,
            ledger=ledger_difference(totals, one.ledger_total),
            explained=[(each.finding, each.explanation) for each in explained(viewer, monitor, submission)],
            names=check_names(),
            check_code=_code(submission_as_json(one, totals)),
        ),
    )
    return made(sheet, form)


def made(sheet: report.Sheet, form: str) -> bytes:
    """A sheet in one of FORMATS."""
    return report.pdf(sheet) if form == "pdf" else report.html(sheet).encode()


def _code(*said: object) -> str:
    """Twelve signs that change when anything of this does."""
    return commitment.check_code(json.dumps(said, ensure_ascii=False, sort_keys=True))
