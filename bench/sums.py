"""The sums of all indicators over generated lines: ours on DuckDB against the same in pandas and in polars, and the refresh of one body.

    python -m bench.sums [--lines 1000000] [--bodies 10 100 400] [--lines-of-a-body 2500] [--repeat 1] [--without-pandas]

Loading is left out of the times, not of the peaks. The other ways are written by the same rules (docs/semantics.md,
sections 3 and 4), and must give the same sums to the last digit. `--without-pandas` for more lines than fit in its memory.
"""

from __future__ import annotations

import argparse
import tempfile

from bench.process import print_table, run


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--lines", type=int, default=1_000_000)
    arguments.add_argument("--bodies", type=int, nargs="*", default=[10, 100, 400])
    arguments.add_argument("--lines-of-a-body", type=int, default=2_500)
    arguments.add_argument("--repeat", type=int, default=1, help="runs of each way; the fastest counts")
    arguments.add_argument("--without-pandas", action="store_true")
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run("bench.facts", "generate", folder, str(chosen.lines))
        ways = {
            "kpi.measure on DuckDB": ("bench.duckdb_sums", "ours"),
            "polars, lazily": ("bench.polars_sums", "polars_lazy"),
        }
        if not chosen.without_pandas:
            ways["pandas, masks and groupby"] = ("bench.pandas_sums", "pandas_groupby")
        measured = [(name, run(*way, folder, repeat=chosen.repeat)) for name, way in ways.items()]
        print_table(f"Sums of all indicators, {chosen.lines:,} lines", measured)
        print(
            f"\nMeasuring one body of {chosen.lines_of_a_body:,} lines anew, in a store of\n{'bodies':>8}{'lines':>12}{'seconds':>9}"
        )
        for bodies in chosen.bodies:
            seconds = run("bench.duckdb_sums", "refresh", folder, str(bodies), str(chosen.lines_of_a_body)).answer
            print(f"{bodies:8,}{bodies * chosen.lines_of_a_body:12,}{seconds:9.3f}", flush=True)


if __name__ == "__main__":
    main()
