"""Commands about the figures: status, board report, audit sample, and the store as a whole."""

from __future__ import annotations

import argparse
import gc
import sys
from pathlib import Path
from typing import Any

from kpi import service
from kpi.cli.arguments import Command, add_document, form_of, percent, seed, year
from kpi.cli.shared import DONE, content_of, show, show_json, store, viewer_of, write
from kpi.example import build as example
from kpi.language import message, plural_message
from kpi.model import Message, Refusal, Role


def add(command: Command) -> None:
    """status, report, sample, rebuild, example and check."""
    status = command("status", _status, "print every figure with its status")
    status.add_argument("--body", default=None, metavar="ID")
    status.add_argument("--year", type=year, default=None)
    status.add_argument("--by-department", action="store_true")
    status.add_argument(
        "--as", dest="role", choices=["body", "ministry", "public"], default="body", help="as whom to look"
    )
    reported = command("report", _report, "write the board report of a body over a year", body=True)
    reported.add_argument("--year", type=year, required=True)
    add_document(reported)
    sample = command(
        "sample", _sample, "draw an audit sample of what is claimed, or say what was found on it", body=True
    )
    sample.add_argument("--year", type=year, required=True)
    sample.add_argument("--indicator", default=None, metavar="ID", help="unsaid all promises together")
    sample.add_argument("--seed", type=seed, default=None, help="a whole number; unsaid a random one")
    sample.add_argument("--percent", type=percent, default=service.USUAL_PART, help="of the claimed euros; unsaid 5")
    sample.add_argument(
        "--verdicts", type=Path, default=None, metavar="FILE",
        help="what was found on its lines: the sample as a workbook, filled in, or JSON",
    )  # fmt: skip
    sample.add_argument("--out", type=Path, default=None, metavar="FILE.xlsx", help="write the sample as a workbook")
    command("rebuild", _rebuild, "make all lines and sums again from the records")
    command("example", _example, "build a store with fictional example data")
    command("check", _check, "validate all definitions")


def _status(options: argparse.Namespace) -> int:
    found = _figures(options)
    lines = [
        f"{one['body_name']}\t{one['year']}\t{one['indicator']}\t{one['department'] if one['department'] is not None else '*'}"
        f"\t{one['status']}\t{one['reason'] if options.language == 'nl' else one['reason_en']}"
        for one in found
    ]
    show(options, found, "\n".join(lines))
    return DONE


def _figures(options: argparse.Namespace) -> list[dict[str, Any]]:
    """From the store; while the app has it open, from what the app published."""
    outside = None if options.role == "body" else Role(options.role)
    try:
        with store(options) as monitor:
            return service.status(monitor, options.body, options.year, options.by_department, outside)
    except Refusal as refusal:
        if refusal.code != "store_in_use" or outside:
            raise
        return service.published_figures(options.home, options.body, options.year, options.by_department)


def _report(options: argparse.Namespace) -> int:
    with store(options) as monitor:
        viewer = viewer_of(options, Role.ADMINISTRATOR, options.body)
        made = service.board_report(viewer, monitor, options.body, options.year, options.language, form_of(options.out))
    write(options.out, made)
    show(options, {"body": options.body, "year": options.year, "file": str(options.out)}, str(options.out))
    return DONE


def _sample(options: argparse.Namespace) -> int:
    given = b"" if options.verdicts is None else content_of(options.verdicts)
    name = "" if options.verdicts is None else options.verdicts.name
    verdicts = service.read_verdicts(name, given) if _is_json(name, given) else None
    with store(options) as monitor:
        asked = (viewer_of(options, Role.CONTROLLER, options.body), monitor, options.body)
        if options.verdicts and verdicts is None:
            found = service.keep_sample(*asked, name, given, options.year, options.seed)
        else:
            found = service.draw_sample(*asked, options.year, options.indicator, options.seed, options.percent)
            if verdicts is not None:
                found = service.judge_sample(*asked, found.sample.id, verdicts)
        if options.out:
            write(options.out, service.sample_workbook(*asked, found.sample.id, options.language))
    return show_json(service.sample_as_json(found))


def _is_json(name: str, content: bytes) -> bool:
    """Whether a file of findings is JSON; else it is a workbook."""
    return name.casefold().endswith(".json") or content.lstrip().startswith(b"{")


def _rebuild(options: argparse.Namespace) -> int:
    with store(options) as monitor:
        made = service.rebuild(monitor)
    text = plural_message(
        "{number} submission was made again from its record; lines: {lines}.",
        "{number} submissions were made again from their records; lines: {lines}.",
        made.submissions,
        lines=made.lines,
    )
    show(options, {"submissions": made.submissions, "lines": made.lines}, text.in_language(options.language))
    return DONE


def _example(options: argparse.Namespace) -> int:
    def progress(done: int, total: int, text: Message) -> None:
        print(f"[{done}/{total}] {text.in_language(options.language)}", file=sys.stderr, flush=True)

    # Nothing here makes cycles; looking for them costs a fifth of the time.
    gc.disable()
    monitor = service.open_monitor(options.home, isolated=False, threads=1)
    try:
        if service.all_bodies(monitor):
            raise Refusal(
                "store_not_empty",
                message(
                    "The store {home} already holds organisations. The example is only built in an empty store. "
                    "Choose another folder.",
                    home=str(options.home),
                ),
            )
        example.build(monitor, progress=progress)
        count = len(service.all_bodies(monitor))
    finally:
        monitor.close()
        gc.enable()
    show(options, {"bodies": count}, f"{count} x body")
    return DONE


def _check(options: argparse.Namespace) -> int:
    found = service.check_definitions()
    show(options, found, "\n".join(f"{name}: {number}" for name, number in found.items()))
    return DONE
