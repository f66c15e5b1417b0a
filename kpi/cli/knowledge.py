"""Commands about what a body knows of its lines: words, registers, what is no procurement, suppliers."""

from __future__ import annotations

import argparse
from pathlib import Path

from kpi import service
from kpi.cli.arguments import Command, Pair, answer, year
from kpi.cli.shared import DONE, content_of, show, show_json, show_loaded, store, viewer_of, write
from kpi.language import message
from kpi.model import Refusal, Role, Viewer


def add(command: Command) -> None:
    """map, evidence, exclusions and suppliers."""
    words = command("map", _map, "load a body's own words, or write what was decided about them", body=True)
    words.add_argument("file", type=Path, nargs="?", metavar="FILE")
    words.add_argument("--filled-in", action="store_true", help="the file is a worksheet that was filled in")
    words.add_argument("--borrow", action="store_true", help="the file is of another body: suggestions, to confirm")
    words.add_argument("--export", type=Path, metavar="FILE.csv", help="write what was decided, without suppliers")
    words.add_argument("--worksheet", type=Path, metavar="FILE.xlsx", help="write the open texts of --year to fill in")
    words.add_argument("--year", type=year, default=None)
    registers = command("evidence", _evidence, "load a register: evidence, contracts, certificates ...", True, True)
    registers.add_argument(
        "--register", choices=[*service.register_names()], help="which register; unsaid the columns say"
    )
    for added in (words, registers):
        added.add_argument(
            "--answer", type=answer, action="append", default=[], metavar="KEY=VALUE",
            help="to what the file cannot tell, such as date_order=dmy",
        )  # fmt: skip
    registers.add_argument(
        "--notices", action="store_true", help="FILE holds public notices: OCDS (JSON) or eForms (XML)"
    )
    left_out = command("exclusions", _exclusions, "list what is no procurement: left out, and proposed", body=True)
    left_out.add_argument("--year", type=year, required=True)
    left_out.add_argument("--confirm", action="store_true", help="leave out the proposals that are sure")
    left_out.add_argument(
        "--accounts",
        nargs=3,
        metavar=("FIRST", "LAST", "REASON"),
        help="leave these accounts out, such as 40000 40999 salary",
    )
    named = command("suppliers", _suppliers, "list which suppliers were put together, and which may be one", body=True)
    for name, same, text in (
        ("same", True, "are one"),
        ("different", False, "are two"),
        ("undo", None, "are undecided"),
    ):
        named.add_argument(
            f"--{name}", nargs=2, metavar="KEY", dest="pair", type=str, help=f"these two {text}",
            action=Pair, const=same,
        )  # fmt: skip


def _map(options: argparse.Namespace) -> int:
    if [options.file, options.export, options.worksheet].count(None) != 2 or (options.worksheet and not options.year):
        raise Refusal(
            "arguments",
            message("Expected one of: a file to load, --export with a file, or --worksheet with a file and --year."),
        )
    content = content_of(options.file) if options.file else b""
    with store(options) as monitor:
        viewer, answers = viewer_of(options, Role.BUYER, options.body), dict(options.answer)
        if options.file is None:
            return _write_mapping(options, viewer, monitor)
        given = (viewer, monitor, options.body, options.file.name, content)
        if options.filled_in:
            loaded = service.apply_worksheet(*given)
        elif options.borrow:
            loaded = service.borrow_mapping(*given, answers)
        else:
            loaded = service.load_mapping_file(*given, answers)
    return show_loaded(options, loaded)


def _write_mapping(options: argparse.Namespace, viewer: Viewer, monitor: service.Monitor) -> int:
    out = options.export or options.worksheet
    if options.export:
        write(out, service.export_mapping(viewer, monitor, options.body))
    else:
        write(out, service.make_worksheet(viewer, monitor, options.body, options.year, None, options.language))
    show(options, {"written": str(out)}, str(out))
    return DONE


def _evidence(options: argparse.Namespace) -> int:
    content, name = content_of(options.file), options.file.name
    with store(options) as monitor:
        viewer = viewer_of(options, Role.BUYER, options.body)
        given = (viewer, monitor, options.body, name, content)
        if options.notices:
            loaded = service.load_notices_file(*given)
        else:
            loaded = service.load_evidence_file(*given, options.register, dict(options.answer))
    return show_loaded(options, loaded)


def _exclusions(options: argparse.Namespace) -> int:
    with store(options) as monitor:
        viewer = viewer_of(options, Role.BUYER, options.body)
        if options.accounts:
            service.leave_out_accounts(viewer, monitor, options.body, *options.accounts)
        found = service.exclusions(viewer, monitor, options.body, options.year)
        if options.confirm:
            sure = [one.proposal.decision for one in found.proposed if one.proposal.sure]
            service.confirm_exclusions(viewer, monitor, options.body, sure)
            found = service.exclusions(viewer, monitor, options.body, options.year)
    return show_json(service.exclusions_as_json(found))


def _suppliers(options: argparse.Namespace) -> int:
    with store(options) as monitor:
        viewer = viewer_of(options, Role.BUYER, options.body)
        if options.pair:
            service.decide_supplier(viewer, monitor, options.body, *options.pair)
        found = service.suppliers(viewer, monitor, options.body)
    return show_json(service.suppliers_as_json(found))
