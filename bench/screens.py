"""How long the script of each page takes on a store the size of the country, beside the 150 ms that it may take.

    python -m bench.screens [--home FOLDER] [--bodies 400] [--repeat 3]

Without a folder the store is made first (bench.national). Each page is run in this process by Streamlit's own test runner: `first`
is as the first visitor finds it, `again` the fastest of the runs after, such as a click on the page makes, and `processor` the least
that one of these used of all cores together.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

from bench.national import build
from kpi.model import Role

ROOT = Path(__file__).parents[1]
TARGET = 150
PAGES: tuple[tuple[str, Role, dict[str, str]], ...] = (
    ("administrator/overview.py", Role.ADMINISTRATOR, {}),
    ("administrator/ambition.py", Role.ADMINISTRATOR, {"id": "circular_all_spend"}),
    ("administrator/theme.py", Role.ADMINISTRATOR, {"id": "CIR"}),
    ("administrator/commitments.py", Role.ADMINISTRATOR, {}),
    ("ministry/compare.py", Role.MINISTRY, {}),
    ("ministry/participation.py", Role.MINISTRY, {}),
    ("ministry/ambition_level.py", Role.MINISTRY, {}),
    ("buyer/submissions.py", Role.BUYER, {}),
    ("buyer/classify.py", Role.BUYER, {}),
    ("buyer/manage.py", Role.BUYER, {}),
    ("everyone/method.py", Role.PUBLIC, {}),
)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--home", type=Path)
    options.add_argument("--bodies", type=int, default=400)
    options.add_argument("--repeat", type=int, default=3)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = chosen.home or Path(folder) / "home"
        if not (home / "store.duckdb").exists():
            build(home, chosen.bodies)
        os.environ["AMBITIEMONITOR_HOME"] = str(home)
        print(f"{'milliseconds of the script':34}{'first':>8}{'again':>8}{'processor':>11}   may take {TARGET}")
        for script, role, parameters in PAGES:
            (first, _), *more = _times(script, role, parameters, chosen.repeat)
            again, processor = min(wall for wall, _ in more), min(used for _, used in more)
            over = "  over" if again > TARGET else ""
            print(f"{script:34}{first:8.0f}{again:8.0f}{processor:11.0f}{over}", flush=True)


def _times(script: str, role: Role, parameters: dict[str, str], repeat: int) -> list[tuple[float, float]]:
    app = AppTest.from_file(ROOT / "dashboard.py", default_timeout=120)
    app.query_params["rol"] = role.value
    app.query_params["org"] = "verzonnen-001"
    app.run()
    app.switch_page(str(ROOT / "pages" / script))
    for name, value in parameters.items():
        app.query_params[name] = value
    times = []
    for _ in range(1 + repeat):
        start, processor = time.perf_counter(), time.process_time()
        app.run()
        times.append((1000 * (time.perf_counter() - start), 1000 * (time.process_time() - processor)))
        if app.exception:
            raise SystemExit(f"{script}: {app.exception[0].message}")
    return times


if __name__ == "__main__":
    main()
