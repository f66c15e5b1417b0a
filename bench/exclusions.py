"""How often a proposal that spend is no procurement is right, and how much such spend is found, by rule.

    python -m bench.exclusions [--texts labelled.csv]

Accounts of known charts are always measured (accounts.csv, see docs/leaving-out.md); a file of labelled texts where it is given
(columns text, language, kind, non_procurement_type, amount; kind is "procurement", "not procurement" or "ambiguous"). Precision
leaves out what a person also calls ambiguous; how much of that is proposed stands beside it. "bookkeeping" are accounts on which
nobody is paid: to propose these is right, and they are counted apart.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable, Sequence
from pathlib import Path

from kpi.evidence.exclusions import Proposal, propose
from kpi.evidence.ledgers import charts
from kpi.measure.sampling import binomial_interval

ACCOUNTS = Path(__file__).parent / "accounts.csv"
TESTS: dict[str, Callable[[Proposal], bool]] = {
    "all proposals": lambda one: True,
    "a listed word": lambda one: one.basis == "words",
    "a text like it": lambda one: one.basis == "similar",
    "ticked beforehand": lambda one: one.sure,
}

Row = dict[str, str]
Pairs = Sequence[tuple[Row, Proposal | None]]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--texts", type=Path, metavar="FILE.csv")
    given = options.parse_args().texts
    _accounts(read(ACCOUNTS))
    if given:
        _texts(read(given))


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def proposed_accounts(rows: Sequence[Row]) -> list[tuple[Row, Proposal | None]]:
    """Each labelled account with what its code alone proposes."""
    known = {chart.id: chart for chart in charts()}
    return [(row, propose(None, row["code"], None, known[row["chart"]])) for row in rows]


def _accounts(rows: Sequence[Row]) -> None:
    pairs = proposed_accounts(rows)
    for chart, drawn in dict.fromkeys((row["chart"], row["drawn"]) for row in rows):
        chosen = [(row, one) for row, one in pairs if (row["chart"], row["drawn"]) == (chart, drawn)]
        entries = [(row, one) for row, one in chosen if row["kind"] == "bookkeeping"]
        paid = [(row, one) for row, one in chosen if row["kind"] != "bookkeeping"]
        same = [row for row, one in paid if one and row["reason"] == one.reason]
        print(f"{chart}, {drawn}: {_shares(paid)}")
        print(
            f"    for the reason that a person gives: {len(same)}; of bookkeeping: {sum(bool(one) for _, one in entries)} of {len(entries)}"
        )


def _texts(rows: Sequence[Row]) -> None:
    found = [propose(row["text"], None, None, None) for row in rows]
    for language in ("nl", "en"):
        for name, test in TESTS.items():
            kept = [one if one and test(one) else None for one in found]
            chosen = [(row, one) for row, one in zip(rows, kept, strict=True) if row["language"] == language]
            print(f"{language}, {name}: {_shares(chosen)}; by euros {_euros(chosen)}")


def _shares(pairs: Pairs) -> str:
    """Precision and recall, with their 95 % intervals (Clopper-Pearson)."""
    right, proposed, all_such = _counted(pairs)
    doubtful = sum(bool(one) for row, one in pairs if row["kind"] == "ambiguous")
    of_doubtful = sum(row["kind"] == "ambiguous" for row, _ in pairs)
    return (
        f"precision {_part(len(right), len(proposed))}, recall {_part(len(right), len(all_such))}; "
        f"{doubtful} of {of_doubtful} ambiguous ones proposed"
    )


def _euros(pairs: Pairs) -> str:
    right, proposed, all_such = (sum(abs(int(row["amount"] or 0)) for row in rows) for rows in _counted(pairs))
    return " and ".join(f"{right / of:.1%}" if of else "not known" for of in (proposed, all_such))


def _counted(pairs: Pairs) -> tuple[list[Row], list[Row], list[Row]]:
    """What is rightly proposed, all that is proposed, and all that is no procurement; each without the ambiguous."""
    clear = [(row, one) for row, one in pairs if row["kind"] != "ambiguous"]
    right = [row for row, one in clear if one and row["kind"] == "not procurement"]
    return right, [row for row, one in clear if one], [row for row, _ in clear if row["kind"] == "not procurement"]


def _part(number: int, of: int) -> str:
    if not of:
        return "none"
    low, high = binomial_interval(number, of)
    return f"{number / of:.0%} of {of} ({float(low):.0%} to {float(high):.0%})"


if __name__ == "__main__":
    main()
