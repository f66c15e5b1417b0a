"""Commands about what is promised: commitments, their statements, and indicators of a body's own."""

from __future__ import annotations

import argparse
from pathlib import Path

from kpi import service
from kpi.cli.arguments import Command, add_document, form_of, year
from kpi.cli.shared import DONE, content_of, show, show_json, show_loaded, store, viewer_of, write
from kpi.language import message
from kpi.model import Refusal, Role


def add(command: Command) -> None:
    """commit, commitments, statement and indicator."""
    command("commit", _commit, "adopt, change or end a commitment", file=True, body=True)
    exported = command("commitments", _commitments, "list the commitments of a body, or write their files", body=True)
    exported.add_argument("--out", type=Path, default=None, metavar="DIR", help="write one file a decision here")
    statement = command("statement", _statement, "write a commitment as a statement to sign")
    statement.add_argument("commitment", metavar="COMMITMENT")
    statement.add_argument("--version", type=int, default=None, help="unsaid the latest")
    add_document(statement)
    own = command("indicator", _indicator, "add, change or end an indicator of a body's own", body=True)
    what = own.add_mutually_exclusive_group(required=True)
    what.add_argument("--file", type=Path, metavar="FILE.toml", help="its definition")
    what.add_argument("--end", metavar="ID", help="measure it no longer; its versions are kept")
    own.add_argument(
        "--reason", default="", help="why it changes or ends; needed for another measurement, and to end it"
    )
    own.add_argument("--preview", action="store_true", help="print what it would give as JSON; stores nothing")
    own.add_argument("--year", type=year, default=None, help="of the preview; unsaid the latest final year")


def _commit(options: argparse.Namespace) -> int:
    content = content_of(options.file)
    with store(options) as monitor:
        viewer = viewer_of(options, Role.BUYER, options.body)
        loaded = service.load_commitment_file(viewer, monitor, options.body, options.file.name, content)
    return show_loaded(options, loaded)


def _commitments(options: argparse.Namespace) -> int:
    with store(options) as monitor:
        viewer = viewer_of(options, Role.BUYER, options.body)
        found = [service.commitment_as_json(one) for one in service.commitments(viewer, monitor, options.body)]
        files = service.commitment_files(viewer, monitor, options.body) if options.out else {}
    for name, text in files.items():
        write(options.out / name, text.encode())
    lines = [f"{one['id']}\t{one['state']}\t{one['versions'][-1]['text']}" for one in found]
    show(options, found, "\n".join([*lines, *files]))
    return DONE


def _statement(options: argparse.Namespace) -> int:
    with store(options) as monitor:
        owner = _owner(options, monitor)
        viewer = viewer_of(options, Role.BUYER, owner)
        form = form_of(options.out)
        made = service.statement(viewer, monitor, owner, options.commitment, options.version, options.language, form)
    write(options.out, made)
    show(options, {"commitment": options.commitment, "file": str(options.out)}, str(options.out))
    return DONE


def _owner(options: argparse.Namespace, monitor: service.Monitor) -> str:
    """The body whose promise has the id that was asked."""
    for body in service.all_bodies(monitor):
        made = service.commitments(viewer_of(options, Role.BUYER, body.id), monitor, body.id)
        if options.commitment in {one.id for one in made}:
            return body.id
    raise Refusal(
        "unknown_commitment",
        message(
            'There is no commitment "{found}". Expected the id of one that was adopted: "commitments" lists those of an '
            "organisation.",
            found=options.commitment,
        ),
    )


def _indicator(options: argparse.Namespace) -> int:
    if options.end is not None:
        return _end_indicator(options)
    content, name = content_of(options.file), options.file.name
    with store(options) as monitor:
        viewer = viewer_of(options, Role.BUYER, options.body)
        if options.preview:
            found = service.preview_own_indicator_file(viewer, monitor, options.body, name, content, options.year)
            return show_json(service.own_preview_as_json(options.body, found))
        made = service.load_own_indicator_file(viewer, monitor, options.body, name, content, options.reason)
    text = message("{name}, version {version}.", name=made.name, version=made.version).in_language(options.language)
    show(options, {"indicator": made.id, "version": made.version, "own": True, "message": text}, text)
    return DONE


def _end_indicator(options: argparse.Namespace) -> int:
    with store(options) as monitor:
        viewer = viewer_of(options, Role.BUYER, options.body)
        service.end_own_indicator(viewer, monitor, options.body, options.end, options.reason)
    text = message("{name} was ended.", name=options.end).in_language(options.language)
    show(options, {"indicator": options.end, "ended": True, "message": text}, text)
    return DONE
