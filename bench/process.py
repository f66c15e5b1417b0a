"""Runs one way of doing the work in a process of its own, so that its peak memory is its own too.

A *way* is a function that imports and opens what it needs and returns the work to be timed; the work returns its answer.
Ways that do the same must give the same answer.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Measured:
    """Seconds by the clock and of processor time, the peak of the whole process in megabytes, and the answer."""

    seconds: float
    processor: float
    peak: float
    answer: Any


def run(module: str, way: str, *arguments: str, repeat: int = 1) -> Measured:
    """The fastest of `repeat` runs, each in a fresh process. Raises CalledProcessError when the way fails."""
    command = [sys.executable, "-m", "bench.process", module, way, *arguments]
    runs = [
        Measured(**json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout))
        for _ in range(repeat)
    ]
    return min(runs, key=lambda measured: measured.seconds)


def print_table(title: str, ways: Sequence[tuple[str, Measured]]) -> None:
    """One line a way; ratios are to the first, by the clock. Exits when the answers differ."""
    print(f"\n{title}\n{'':42}{'seconds':>9}{'processor':>11}{'peak MB':>9}{'ratio':>8}")
    first = ways[0][1]
    for name, measured in ways:
        ratio = measured.seconds / first.seconds
        print(f"{name:42}{measured.seconds:9.2f}{measured.processor:11.2f}{measured.peak:9.0f}{ratio:8.2f}", flush=True)
    if any(measured.answer != first.answer for _, measured in ways):
        sys.exit("The answers differ: " + ", ".join(f"{name}: {measured.answer}" for name, measured in ways))


def digest(cells: Iterable[tuple[Any, ...]]) -> str:
    """One short text for a table of sums, whatever the order of its rows."""
    return hashlib.sha256(repr(sorted(cells)).encode()).hexdigest()[:16]


def peak_megabytes() -> float:
    """The most memory that this process ever had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _main(module: str, way: str, *arguments: str) -> None:
    work = getattr(importlib.import_module(module), way)(*arguments)
    clock, processor = time.perf_counter(), time.process_time()
    answer = work()
    seconds, used = time.perf_counter() - clock, time.process_time() - processor
    print(json.dumps({"seconds": seconds, "processor": used, "peak": peak_megabytes(), "answer": answer}))


if __name__ == "__main__":
    _main(*sys.argv[1:])
