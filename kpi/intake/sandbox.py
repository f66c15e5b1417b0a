"""Reading in a child process that can be stopped, so that no file takes the server down.

The child is started anew (never forked: the server has threads), gets its call through a pipe and gives its answer back the
same way. It has a limit on memory where the system knows one, and is killed when its time is up.
"""

from __future__ import annotations

import logging
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from kpi.intake import steps
from kpi.intake.grid import facts_of
from kpi.intake.reading import refused
from kpi.intake.reply import Reply
from kpi.intake.sheet import Limits
from kpi.intake.worker import STEP
from kpi.language import message
from kpi.model import Finding, Notice, Question, Reading, Refusal, RegisterForm, RegisterReading

ROOT = Path(__file__).parents[2]
AT_ONCE = threading.BoundedSemaphore(2)
"""Children that may run side by side; the others wait their turn, so that memory is bounded too."""

COSTS_TOO_MUCH = frozenset({"too_slow", "too_large", "reader_failed"})
"""Codes of a process that was stopped, or that did not come to an end."""

LOOK_AGAIN_SECONDS = 0.2

_SAID = {f"{STEP}{step}".encode(): step for step in steps.ALL}

_log = logging.getLogger(__name__)


class Stopper:
    """With it another thread stops a call: its child process is killed, and no other is started for it. `step` is what the child does now."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self.asked = False
        self.waiting = False  # for its turn: others are read
        self.step: int | None = None  # of kpi.intake.steps, once the child began

    def stop(self) -> None:
        with self._lock:
            self.asked = True
            if self._child is not None:
                self._child.kill()

    def runs(self, child: subprocess.Popen[bytes]) -> None:
        """Tells which child does the work; it is killed where stopping was asked before it started."""
        with self._lock:
            self._child = child
            if self.asked:
                child.kill()

    def wait_for_turn(self) -> None:
        """Takes a place among those at once. Raises Refusal("stopped") where stopping is asked meanwhile."""
        self.waiting, self.step = True, None
        while not AT_ONCE.acquire(timeout=LOOK_AGAIN_SECONDS):
            if self.asked:
                break
        else:
            self.waiting = False
            return
        raise _stopped()


def read_isolated(
    name: str,
    content: bytes,
    answers: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    stopper: Stopper | None = None,
) -> Reading:
    """As `kpi.intake.reading.read`, in a child process within the limits. Never raises on a bad file: outcome refuse."""
    try:
        limits = limits or Limits.from_environment()
        return run_isolated("kpi.intake.reading:read", (name, content, dict(answers or {}), limits), limits, stopper)
    except Refusal as refusal:
        return refused(facts_of(name, content), refusal.code, refusal.message)


def make_reply_isolated(
    name: str,
    content: bytes,
    answers: Mapping[str, str],
    findings: Sequence[Finding],
    questions: Sequence[Question],
    reference: str | None,
    language: str,
) -> Reply:
    """As `kpi.intake.reply.make_reply`, in a child process; an excerpt where the whole file costs more than the limits.

    Raises Refusal where the file cannot be opened.
    """
    limits = Limits.from_environment()
    arguments = (name, content, dict(answers), tuple(findings), tuple(questions), reference, language, limits)
    try:
        return run_isolated("kpi.intake.reply:make_reply", arguments, limits)
    except Refusal as refusal:
        if refusal.code not in COSTS_TOO_MUCH:
            raise
        return run_isolated("kpi.intake.reply:make_reply", (*arguments, False), limits)


def read_register_isolated(
    name: str, content: bytes, forms: Sequence[RegisterForm], answers: Mapping[str, str] | None = None
) -> RegisterReading:
    """As `kpi.intake.register.read_register`, in a child process within the limits. Raises Refusal as that does."""
    limits = Limits.from_environment()
    arguments = (name, content, tuple(forms), dict(answers or {}), limits)
    return run_isolated("kpi.intake.register:read_register", arguments, limits)


def read_notices_isolated(name: str, content: bytes) -> tuple[Notice, ...]:
    """As `kpi.intake.notice_files.read_notices`, in a child process within the limits. Raises Refusal as that does."""
    try:
        return run_isolated("kpi.intake.notice_files:read_notices", (name, content), Limits.from_environment())
    except Refusal as refusal:
        if refusal.code not in COSTS_TOO_MUCH:
            raise
        raise Refusal(
            refusal.code,
            message(
                "Reading these notices took too long or too much memory, so it was stopped; nothing was stored. Split the file and load "
                "the parts."
            ),
        ) from None


def run_isolated(function: str, arguments: tuple[Any, ...], limits: Limits, stopper: Stopper | None = None) -> Any:
    """The result of calling "module:name" with arguments in a child process. All must be picklable.

    Raises the Refusal that the function raised, or one of its own: too_slow, too_large, reader_failed, stopped.
    """
    call = pickle.dumps((function, arguments, limits.memory_bytes, limits.seconds), protocol=5)
    stopper = stopper or Stopper()
    stopper.wait_for_turn()
    try:
        child = subprocess.Popen(
            [sys.executable, "-m", "kpi.intake.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        stopper.runs(child)
        errors: list[bytes] = []
        listening = threading.Thread(target=_listen, args=(child.stderr, stopper, errors), daemon=True, name="steps")
        listening.start()
        child.stderr = None  # read as it comes, and not at the end
        try:
            answer, _ = child.communicate(call, timeout=limits.seconds)
        except subprocess.TimeoutExpired:
            raise _too_slow(limits) from None
        finally:
            child.kill()
            child.wait()
            listening.join()
    finally:
        AT_ONCE.release()
    if stopper.asked:
        raise _stopped()
    return _result(answer, b"".join(errors), child.returncode, limits)


def _listen(said: IO[bytes], stopper: Stopper, errors: list[bytes]) -> None:
    """Keeps which step a child does, and what else it says."""
    with said:
        for line in said:
            # What a library prints may be in the midst of it, or come from the file: only what can be a step is one.
            if line.strip() in _SAID:
                stopper.step = _SAID[line.strip()]
            else:
                errors.append(line)


def _result(answer: bytes, errors: bytes, code: int, limits: Limits) -> Any:
    if code == 0 and answer:
        kind, value = pickle.loads(answer)
        if kind == "value":
            return value
        if kind == "refusal":
            raise Refusal(*value)
        raise _too_large(limits)
    _log.warning("reading ended without an answer, exit code %s", code)
    if b"memory allocation" in errors or b"MemoryError" in errors:
        raise _too_large(limits)
    raise Refusal(
        "reader_failed",
        message(
            "Reading stopped without an answer; nothing was stored. Open the file in a spreadsheet program, copy the table alone to a "
            "new workbook, save that as xlsx and upload it."
        ),
    )


def _stopped() -> Refusal:
    return Refusal("stopped", message("Reading was stopped by hand; nothing was stored."))


def _too_slow(limits: Limits) -> Refusal:
    return Refusal(
        "too_slow",
        message(
            "Reading this file took more than {seconds} seconds, so it was stopped; nothing was stored. "
            "Copy the table alone to a new workbook, or split it, and upload that.",
            seconds=round(limits.seconds),
        ),
    )


def _too_large(limits: Limits) -> Refusal:
    return Refusal(
        "too_large",
        message(
            "Reading this file needs more than {size} MB of memory, so it was stopped; nothing was stored. "
            "Copy the table alone to a new workbook, or split it, and upload that.",
            size=limits.memory_bytes // 1_000_000,
        ),
    )
