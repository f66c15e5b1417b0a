"""How often suggestions are right, on texts that the model did not learn from, and how fast they come.

    python -m bench.suggestions [--texts labelled.csv]

Without a file: three times fitted without a third of our own example texts (the model alone; the word lists have seen them). With a file of labelled texts
(columns text, kind, cpv_division, accepted_divisions; kind is "procurement", "not procurement" or "ambiguous"): the suggestion.
"""

from __future__ import annotations

import argparse
import csv
import random
import time
from collections.abc import Sequence
from pathlib import Path

from kpi.evidence import suggest
from kpi.evidence.fit_text_model import fit
from kpi.evidence.text_model import Example, Model, examples, weighted
from kpi.model import Suggestion

FOLDS = 3


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--texts", type=Path, metavar="FILE.csv")
    given = options.parse_args()
    if given.texts:
        with given.texts.open(encoding="utf-8", newline="") as stream:
            _labelled(list(csv.DictReader(stream)))
    else:
        _crosswise(list(examples()))


def _crosswise(known: list[Example]) -> None:
    random.Random(2026).shuffle(known)
    right = 0
    for fold in range(FOLDS):
        kept = [example for place, example in enumerate(known) if place % FOLDS != fold]
        model = fit(kept)
        right += sum(_class(model, example.text) == example.class_ for example in known[fold::FOLDS])
    _say("own examples, model alone, of a third that it did not learn from", right, len(known))


def _class(model: Model, text: str) -> str:
    numbers, weights = weighted(text, model.rarity)
    return model.classes[int((weights @ model.weights[numbers]).argmax())]


def _labelled(rows: Sequence[dict[str, str]]) -> None:
    started = time.perf_counter()
    found = [suggest(row["text"]) for row in rows]
    seconds = time.perf_counter() - started
    pairs = list(zip(rows, found, strict=True))
    bought = [(row, one) for row, one in pairs if row["kind"] == "procurement"]
    other = [(row, one) for row, one in pairs if row["kind"] == "not procurement"]
    clear = [(row, one) for row, one in pairs if one.agreed and row["kind"] != "ambiguous"]
    agreed = [(row, one) for row, one in pairs if one.agreed]
    _say("division, as labelled", sum(_division(one) == row["cpv_division"] for row, one in bought), len(bought))
    _say(
        "division, one that a careful buyer could defend", sum(_accepted(row, one) for row, one in bought), len(bought)
    )
    _say("division among the first five", sum(_among(row, one) for row, one in bought), len(bought))
    _say("no procurement, seen as such", sum(bool(one.exclusion) for _, one in other), len(other))
    _say("texts on which both sources agree", len(agreed), len(pairs))
    _say("right where they agree", sum(_right(row, one) for row, one in agreed), len(agreed))
    _say("right where they agree, ambiguous texts left out", sum(_right(row, one) for row, one in clear), len(clear))
    print(f"{seconds / len(rows) * 400:.2f} s for 400 texts, loading included")


def _division(one: Suggestion) -> str:
    return (one.cpv or "")[:2]


def _accepted(row: dict[str, str], one: Suggestion) -> bool:
    return _division(one) in {row["cpv_division"], *row["accepted_divisions"].replace(";", " ").split()}


def _among(row: dict[str, str], one: Suggestion) -> bool:
    return row["cpv_division"] in {_division(one), *one.others}


def _right(row: dict[str, str], one: Suggestion) -> bool:
    if row["kind"] == "not procurement":
        return bool(one.exclusion)
    return row["kind"] == "procurement" and _accepted(row, one)


def _say(what: str, number: int, of: int) -> None:
    print(f"{what}: {number} of {of} ({number / of:.0%})" if of else f"{what}: none")


if __name__ == "__main__":
    main()
