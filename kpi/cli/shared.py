"""What every command shares: the store, the person, files, and how an answer or a refusal is printed."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kpi import intake, service
from kpi.language import message
from kpi.model import Message, Refusal, Role, Viewer

DONE = 0


@contextmanager
def store(options: argparse.Namespace, made: bool = False) -> Iterator[service.Monitor]:
    """The opened monitor, closed afterwards. Raises Refusal("no_store") where there is none, unless it may be `made`."""
    if not made:
        need_store(options)
    monitor = service.open_monitor(options.home)
    try:
        yield monitor
    finally:
        monitor.close()


def need_store(options: argparse.Namespace) -> None:
    """Raises Refusal("no_store") where the folder holds no store."""
    if not (options.home / "store.duckdb").exists():
        raise Refusal(
            "no_store",
            message(
                'There is no store in {home}. Expected: a folder that was filled before. Add a body first, or run "example".',
                home=str(options.home),
            ),
        )


def viewer_of(options: argparse.Namespace, role: Role, body: str | None) -> Viewer:
    """The trusted user of this machine, in the role that the command asks."""
    return Viewer(options.by or role.value, role, body)


def content_of(path: Path) -> bytes:
    """The bytes of a file. Raises Refusal("no_such_file")."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refusal(
            "no_such_file",
            message("The file {path} cannot be opened: {why}.", path=str(path), why=error.strerror or "?"),
        ) from None


def answers_of(options: argparse.Namespace) -> dict[str, str]:
    """The answers of the file and those on the command line, which go before."""
    answers = _answer_file(options.answers)
    for key, value in options.answer:
        answers = intake.joined(answers, {key: value})
    return answers


def _answer_file(path: Path | None) -> dict[str, str]:
    if path is None:
        return {}
    try:
        given = json.loads(content_of(path))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        given = None
    if not isinstance(given, dict) or not all(isinstance(value, (str, int)) for value in given.values()):
        raise Refusal(
            "bad_answers",
            message(
                'The file {path} holds no answers. Expected: a JSON object such as {{"date_order": "dmy"}}.',
                path=str(path),
            ),
        )
    return {key: str(value) for key, value in given.items()}


def write(path: Path, content: bytes) -> None:
    """Writes a file, its folder made where it is missing. Raises Refusal("cannot_write")."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise Refusal(
            "cannot_write",
            message("The file {path} cannot be written: {why}.", path=str(path), why=error.strerror or "?"),
        ) from None


def show(options: argparse.Namespace, value: Any, text: str) -> None:
    """Prints one JSON value where that was asked, else the text."""
    print(json.dumps(value, ensure_ascii=False, indent=1) if options.json else text)


def refuse(options: argparse.Namespace, code: str, text: Message) -> None:
    """Says why something is not done, and as JSON where that was asked."""
    if options.json:
        print(json.dumps({"refused": {"code": code, "message": text.nl, "message_en": text.en}}, ensure_ascii=False))
    print(text.in_language(options.language), file=sys.stderr)


def show_loaded(options: argparse.Namespace, loaded: service.Loaded) -> int:
    """Prints what was taken from a file, and what a person should still look at."""
    text = loaded.message.in_language(options.language)
    told = [one.in_language(options.language) for one in loaded.told]
    show(options, {"loaded": loaded.rows, "message": text, "told": told}, "\n".join([text, *told]))
    return DONE


def show_json(described: Any) -> int:
    """Prints a value that has no shorter text as JSON, whether that was asked or not."""
    print(json.dumps(described, ensure_ascii=False, indent=1))
    return DONE
