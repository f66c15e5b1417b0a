"""Starts the real application on a free loopback port, for tests that look at it from outside."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
START_LIMIT_SECONDS = 60


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextmanager
def running_app(
    home: Path, log: Path, extra_environment: Mapping[str, str] | None = None, script: Path = ROOT / "dashboard.py"
) -> Iterator[str]:
    """The address of a freshly started server on the store in `home`; what it prints goes to `log`. `script` is what it shows.

    Raises RuntimeError with that log when the server does not answer.
    """
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [
        *(sys.executable, "-m", "streamlit", "run", str(script)),
        *("--server.address", "127.0.0.1", "--server.port", str(port), "--server.headless", "true"),
    ]
    environment = {**os.environ, "AMBITIEMONITOR_HOME": str(home), **(extra_environment or {})}
    with (
        log.open("wb") as output,
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT) as server,
    ):
        try:
            _wait_for_health(server, address, log)
            yield address
        finally:
            server.terminate()
            try:
                server.wait(timeout=10)
            except subprocess.TimeoutExpired:
                server.kill()


def _wait_for_health(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + START_LIMIT_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"the application did not start; it said:\n{log.read_text(errors='replace')}")
