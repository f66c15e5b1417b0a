"""Commands that read a spend file or a text and store nothing."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path

from kpi import intake, service
from kpi.cli.arguments import Command, add_answers
from kpi.cli.shared import DONE, answers_of, content_of, show, show_json, store, viewer_of, write
from kpi.model import Role


def add(command: Command) -> None:
    """read, reply and suggest."""
    reading = command("read", _read, "say what a spend file is; stores nothing", file=True)
    reply = command("reply", _reply, "give a spend file back with its findings marked in place", file=True)
    reply.add_argument("--out", type=Path, required=True, metavar="FILE.xlsx", help="where to write the workbook")
    for one in (reading, reply):
        add_answers(one)
        one.add_argument("--body", default=None, metavar="ID", help="use what this body answered before")
    suggest = command("suggest", _suggest, "say what category texts probably are; stores nothing")
    suggest.add_argument("texts", nargs="*", metavar="TEXT", help="texts; without any, one a line from standard input")


def _read(options: argparse.Namespace) -> int:
    name, content, answers = options.file.name, content_of(options.file), answers_of(options)
    if options.body is None:
        reading = intake.read_isolated(name, content, answers)
    else:
        with store(options) as monitor:
            viewer = viewer_of(options, Role.BUYER, options.body)
            reading = service.read(viewer, monitor, options.body, name, content, answers)
    return show_json(intake.as_json(reading, options.language))


def _reply(options: argparse.Namespace) -> int:
    name, content, answers = options.file.name, content_of(options.file), answers_of(options)
    if options.body is None:
        reading = intake.read_isolated(name, content, answers)
        found, asked = reading.findings, reading.questions
        reply = intake.make_reply_isolated(name, content, answers, found, asked, None, options.language)
    else:
        with store(options) as monitor:
            viewer = viewer_of(options, Role.BUYER, options.body)
            reply = service.reply_to_file(viewer, monitor, options.body, name, content, answers, options.language)
    write(options.out, reply.content)
    described = {"written": str(options.out), "excerpt": reply.excerpt}
    show(options, described, str(options.out))
    return DONE


def _suggest(options: argparse.Namespace) -> int:
    texts = options.texts or [line.rstrip("\r\n") for line in sys.stdin]
    found = [{"text": text, **asdict(service.suggest(text))} for text in texts]
    lines = (
        f"{one['text']}\t{one['cpv'] or one['exclusion'] or '-'}\t{'agreed' if one['agreed'] else ''}" for one in found
    )
    show(options, found, "\n".join(lines))
    return DONE
