"""The child process of kpi.intake.sandbox: does one call within its limits, tells on its standard error which step begins, and writes the
answer to its standard output.
"""

from __future__ import annotations

import gc
import importlib
import os
import pickle
import sys
from contextlib import suppress
from typing import Any

from kpi.intake import steps
from kpi.model import Refusal

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]


STEP = "begins step "
"""How a line of standard error begins that tells which step begins."""


class WithoutPandas:
    """pyarrow imports pandas at its first array, to see that a list is no Series: a third of the time that a small file takes."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name)


def main() -> None:
    sys.meta_path.insert(0, WithoutPandas)
    answer_stream = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that a reader prints may mix with the answer
    function, arguments, memory_bytes, seconds = pickle.load(sys.stdin.buffer)
    limit_resources(memory_bytes, seconds)
    gc.disable()  # the process ends with its one answer
    try:
        with steps.listening(lambda step: print(f"{STEP}{step}", file=sys.stderr, flush=True)):
            answer = pickle.dumps(call(function, arguments), protocol=5)
    except MemoryError:
        answer = pickle.dumps(("out_of_memory", None))
    answer_stream.write(answer)
    answer_stream.close()
    os._exit(0)  # freeing millions of cells one by one would take seconds


def call(function: str, arguments: tuple[Any, ...]) -> tuple[str, Any]:
    """("value", result) of "module:name", or ("refusal", (code, message))."""
    module, _, name = function.partition(":")
    try:
        return "value", getattr(importlib.import_module(module), name)(*arguments)
    except Refusal as refusal:
        return "refusal", (refusal.code, refusal.message)


def limit_resources(memory_bytes: int, seconds: float) -> None:
    """Where the system can: memory, processor time (should the parent have died), and no core dump."""
    if resource is None:
        return
    for kind, most in (("RLIMIT_AS", memory_bytes), ("RLIMIT_CPU", int(seconds) + 10), ("RLIMIT_CORE", 0)):
        with suppress(AttributeError, ValueError, OSError):  # macOS knows no limit on memory
            resource.setrlimit(getattr(resource, kind), (most, most))


if __name__ == "__main__":
    main()
