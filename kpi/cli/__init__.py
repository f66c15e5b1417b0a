"""The command line (docs/command-line.md): the same service as the screens, for people and for other programs.

Exit codes: 0 done; 1 a fault of the program; 2 refused, nothing stored; 3 the store is open in the app; 130 stopped.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import traceback
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kpi.cli import bodies, figures, files, knowledge, promises, submissions
from kpi.cli.shared import DONE, refuse
from kpi.language import LANGUAGES, message
from kpi.model import Refusal

FAULT, REFUSED, STORE_IN_USE, STOPPED = 1, 2, 3, 130
HOME_SETTING = "AMBITIEMONITOR_HOME"
DEFAULT_HOME = ".ambitiemonitor"


def main(arguments: Sequence[str]) -> int:
    """Runs one command and gives its exit code."""
    options = _parser().parse_args(arguments)
    try:
        done = options.run(options)
        sys.stdout.flush()
        return done
    except Refusal as refusal:
        refuse(options, refusal.code, refusal.message)
        return STORE_IN_USE if refusal.code == "store_in_use" else REFUSED
    except KeyboardInterrupt:
        refuse(options, "stopped", message("Stopped. What was not finished was not stored."))
        return STOPPED
    except BrokenPipeError:
        # Whoever read our output has had enough; what is left in the buffer has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as fault:
        reference = _log_fault(fault)
        text = message(
            "Something went wrong in the program itself. What was not finished was not stored. Please report it with the "
            "reference {reference}.",
            reference=reference,
        )
        refuse(options, "fault", text)
        return FAULT


def _log_fault(fault: Exception) -> str:
    """Logs where a fault arose, never what it was about: texts of errors can hold data of a row. Gives its reference."""
    reference = uuid.uuid4().hex[:8]
    steps = " < ".join(
        f"{Path(step.filename).name}:{step.lineno} {step.name}"
        for step in reversed(traceback.extract_tb(fault.__traceback__))
    )
    logging.getLogger("kpi.cli").error("fault %s: %s at %s", reference, type(fault).__name__, steps)
    return reference


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--home", type=Path, default=Path(os.environ.get(HOME_SETTING, DEFAULT_HOME)), help="the folder of the store"
    )
    common.add_argument("--json", action="store_true", help="print one JSON value")
    common.add_argument("--language", choices=LANGUAGES, default="nl", help="of the texts")
    common.add_argument("--by", default=None, metavar="NAME", help="who does this; kept in the audit trail")
    parser = argparse.ArgumentParser(prog="python -m kpi", description="Ambitiemonitor without screens")
    commands = parser.add_subparsers(dest="command", required=True)

    def command(name: str, run: Any, text: str, file: bool = False, body: bool = False) -> argparse.ArgumentParser:
        added = commands.add_parser(name, parents=[common], help=text, description=text)
        added.set_defaults(run=run)
        if file:
            added.add_argument("file", type=Path, metavar="FILE")
        if body:
            added.add_argument("--body", required=True, metavar="ID")
        return added

    for group in (files, bodies, knowledge, promises, submissions, figures):
        group.add(command)
    return parser
