"""Commands about a body: what it is, and which departments its files mean."""

from __future__ import annotations

import argparse
from pathlib import Path

from kpi import service
from kpi.cli.arguments import Command
from kpi.cli.shared import DONE, content_of, show, show_loaded, store, viewer_of
from kpi.language import message
from kpi.model import Refusal, Role


def add(command: Command) -> None:
    """body and departments."""
    load = command("body", _body, "add or change a body from a TOML file, or its departments from a CSV file")
    load.add_argument("file", type=Path, metavar="FILE", nargs="?", default=None)
    load.add_argument("--body", default=None, metavar="ID", help="the id that the file must hold")
    load.add_argument(
        "--departments", type=Path, default=None, metavar="CSV", help="the list that replaces its departments"
    )
    meant = command(
        "departments", _departments, "texts of files that mean no department, and what was chosen", body=True
    )
    meant.add_argument("--choose", action="append", default=[], metavar="TEXT=ID", help="which department a text means")
    meant.add_argument("--undo", action="append", default=[], metavar="TEXT", help="take the choice for a text back")


def _body(options: argparse.Namespace) -> int:
    listed = options.departments
    if options.file is None and (listed is None or options.body is None):
        raise Refusal(
            "no_such_file", message("Expected: a TOML file, or --departments with a CSV file and --body with an id.")
        )
    content = None if options.file is None else content_of(options.file)
    departments = None if listed is None else content_of(listed)
    if content is not None:
        service.read_body(options.file.name, content)  # a file that is refused makes no store
    with store(options, made=content is not None) as monitor:
        viewer = viewer_of(options, Role.BUYER, options.body)
        if content is not None:
            loaded = service.load_body_file(viewer, monitor, options.file.name, content, expected_id=options.body)
        if departments is not None:
            owner = options.body or loaded.body
            viewer = viewer_of(options, Role.BUYER, owner)
            loaded = service.load_departments_file(viewer, monitor, owner, listed.name, departments)
    return show_loaded(options, loaded)


def _departments(options: argparse.Namespace) -> int:
    """Chooses and takes back what was asked, then lists what is open and what holds."""
    chosen = dict(one.rpartition("=")[::2] for one in options.choose)
    with store(options) as monitor:
        viewer = viewer_of(options, Role.BUYER, options.body)
        measured = sum(service.undo_department(viewer, monitor, options.body, text) for text in options.undo)
        if chosen:
            measured += service.choose_departments(viewer, monitor, options.body, chosen)
        work = service.department_work(viewer, monitor, options.body)
        choices = service.department_choices(viewer, monitor, options.body)
    found = service.departments_as_json(work, choices, measured)
    lines = [f"{one['amount']}\t{one['text']}" for one in found["open"]]
    lines += [f"{one['text']} = {one['department']}" for one in found["chosen"]]
    show(options, found, "\n".join(lines))
    return DONE
