"""How often a proposal that a text is no procurement is right, and how many such texts are found, by rule.

    python -m bench.exclusions --texts labelled.csv

A file of labelled texts (columns text, language, kind, non_procurement_type, amount; kind is "procurement", "not procurement" or
"ambiguous"). Precision leaves out texts that a person also calls ambiguous; how many of those are proposed stands beside it.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable, Sequence
from pathlib import Path

from kpi.evidence.exclusions import Proposal, propose

TESTS: dict[str, Callable[[Proposal], bool]] = {
    "all proposals": lambda one: True,
    "a listed word": lambda one: one.basis == "words",
    "a text like it": lambda one: one.basis == "similar",
    "ticked beforehand": lambda one: one.sure,
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--texts", type=Path, metavar="FILE.csv", required=True)
    with options.parse_args().texts.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    found = [propose(row["text"], None, None, None) for row in rows]
    for language in ("nl", "en"):
        for name, test in TESTS.items():
            kept = [one if one and test(one) else None for one in found]
            chosen = [(row, one) for row, one in zip(rows, kept, strict=True) if row["language"] == language]
            print(f"{language}, {name}: {measured(chosen)}")


def measured(pairs: Sequence[tuple[dict[str, str], Proposal | None]]) -> str:
    """Precision and recall in texts and in euros, as one line."""
    clear = [(row, one) for row, one in pairs if row["kind"] != "ambiguous"]
    right = [row for row, one in clear if one and row["kind"] == "not procurement"]
    proposed = [row for row, one in clear if one]
    all_such = [row for row, _ in clear if row["kind"] == "not procurement"]
    doubtful = sum(bool(one) for row, one in pairs if row["kind"] == "ambiguous")
    return (
        f"precision {_part(len(right), len(proposed))}, recall {_part(len(right), len(all_such))}; by euros "
        f"{_part(_cents(right), _cents(proposed))} and {_part(_cents(right), _cents(all_such))}; {doubtful} ambiguous texts"
    )


def _cents(rows: Sequence[dict[str, str]]) -> int:
    return sum(abs(int(row["amount"] or 0)) for row in rows)


def _part(number: int, of: int) -> str:
    return f"{number / of:.1%} of {of}" if of else "none"


if __name__ == "__main__":
    main()
