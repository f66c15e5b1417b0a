"""Commands about what a body hands in: submitted, certified, reopened, withdrawn, and its control sheet."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Any

from kpi import service
from kpi.cli.arguments import Command, add_answers, add_document, explanation, form_of, year
from kpi.cli.shared import DONE, answers_of, content_of, show, show_json, store, viewer_of, write
from kpi.language import message
from kpi.model import YEAR_BASES, Finding, Role, Submission

FIRST_ROWS = 10


def add(command: Command) -> None:
    """submit, certify, reopen, withdraw and control-sheet."""
    submit = command("submit", _submit, "store a spend file", file=True, body=True)
    submit.add_argument("--year", type=year, required=True)
    submit.add_argument(
        "--explain", type=explanation, action="append", default=[], metavar="RULE=TEXT",
        help="why what a rule found is right; may be given again",
    )  # fmt: skip
    submit.add_argument("--part", default="all")
    submit.add_argument(
        "--ledger", default="", metavar="EUROS", help="the total according to the administration, such as 145217884.12"
    )
    add_answers(submit)
    submit.add_argument(
        "--complete",
        action=argparse.BooleanOptionalAction,
        default=None,
        help="with this part the year is whole; unsaid it is so for the part all",
    )
    submit.add_argument(
        "--year-basis",
        choices=YEAR_BASES,
        default=None,
        help="by which date its lines belong to the year; see the docs",
    )
    for name, run, text in (
        ("certify", _certify, "certify a year, or one part of it"),
        ("reopen", _reopen, "reopen a certified year"),
    ):
        added = command(name, run, text, body=True)
        added.add_argument("--year", type=year, required=True)
        added.add_argument("--part", default=None)
        if name == "reopen":
            added.add_argument("--reason", required=True)
    withdraw = command("withdraw", _withdraw, "take a submission out of the figures", body=True)
    withdraw.add_argument("--submission", required=True, metavar="ID")
    withdraw.add_argument("--reason", required=True)
    controlled = command("control-sheet", _control_sheet, "write the control sheet of a submission", body=True)
    controlled.add_argument("--submission", required=True, metavar="ID")
    add_document(controlled)


def _submit(options: argparse.Namespace) -> int:
    answers = answers_of(options)
    ledger_total = service.typed_amount(options.ledger)
    content = content_of(options.file)
    with store(options) as monitor:
        viewer = viewer_of(options, Role.BUYER, options.body)
        done = service.submit(
            viewer,
            monitor,
            options.body,
            options.year,
            options.file.name,
            content,
            part=options.part,
            answers=answers,
            complete=options.complete,
            ledger_total=ledger_total,
            explanations=dict(options.explain),
            year_basis=options.year_basis,
        )
        totals = service.control_totals(viewer, monitor, done.id)
        stops = [one.finding for one in service.explained(viewer, monitor, done.id) if one.finding.severity == "error"]
        unread = service.rows(viewer, monitor, done.id, "unreadable", limit=FIRST_ROWS) if stops else None
    places = [{"sheet": row["sheet"], "row": row["row"] + 1} for row in unread.rows] if unread else []
    _tell(options, done, stops, places)
    described = [
        {"rule": one.rule, "rows": one.rows, "message": one.message.nl, "message_en": one.message.en} for one in stops
    ]
    return show_json(
        service.submission_as_json(done, totals) | {"stops_certifying": described, "first_unreadable": places}
    )


def _tell(
    options: argparse.Namespace, done: Submission, stops: Sequence[Finding], places: Sequence[dict[str, Any]]
) -> None:
    """Says on standard error that what was stored cannot be certified as it is, why, and what to do."""
    if not stops:
        return
    found = "\n".join(f"- {one.message.in_language(options.language)}" for one in stops)
    told = message(
        "{submission} is stored, and cannot be certified as it is:\n{found}\nThe first such rows: {places}. They count for nothing. Correct "
        'the file ("reply" writes it back with the cells marked) and submit it again for the same year and part.',
        submission=done.id,
        found=found,
        places=", ".join(f"{one['sheet']}!{one['row']}" if one["sheet"] else str(one["row"]) for one in places) or "-",
    )
    print(told.in_language(options.language), file=sys.stderr)


def _certify(options: argparse.Namespace) -> int:
    return _change(options, service.certify, {"part": options.part})


def _reopen(options: argparse.Namespace) -> int:
    return _change(options, service.reopen, {"part": options.part, "reason": options.reason})


def _change(options: argparse.Namespace, act: Any, values: dict[str, Any]) -> int:
    with store(options) as monitor:
        changed = act(viewer_of(options, Role.CONTROLLER, options.body), monitor, options.body, options.year, **values)
    described = [{"submission": one.id, "state": one.state.value} for one in changed]
    show(options, described, "\n".join(f"{one['submission']}: {one['state']}" for one in described))
    return DONE


def _withdraw(options: argparse.Namespace) -> int:
    with store(options) as monitor:
        gone = service.withdraw(
            viewer_of(options, Role.BUYER, options.body), monitor, options.submission, options.reason
        )
    show(options, {"submission": gone.id, "state": gone.state.value}, f"{gone.id}: {gone.state.value}")
    return DONE


def _control_sheet(options: argparse.Namespace) -> int:
    with store(options) as monitor:
        viewer = viewer_of(options, Role.CONTROLLER, options.body)
        made = service.control_report(viewer, monitor, options.submission, options.language, form_of(options.out))
    write(options.out, made)
    show(options, {"submission": options.submission, "file": str(options.out)}, str(options.out))
    return DONE
