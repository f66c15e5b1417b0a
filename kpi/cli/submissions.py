"""Commands about what a body hands in: submitted, certified, reopened, withdrawn, and its control sheet."""

from __future__ import annotations

import argparse
from typing import Any

from kpi import service
from kpi.cli.arguments import Command, add_answers, add_document, explanation, form_of, year
from kpi.cli.shared import DONE, answers_of, content_of, show, show_json, store, viewer_of, write
from kpi.model import YEAR_BASES, Role


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
    return show_json(service.submission_as_json(done, totals))


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
