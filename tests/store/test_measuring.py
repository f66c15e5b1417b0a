"""Lines that no indicator tells apart are added up before they are measured: to the same sums as line by line."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from kpi.measure import load_indicators
from kpi.model import FULL, SUM_NAMES, Sums
from kpi.service.catalogue import expressions_of
from kpi.store import submissions
from kpi.store.database import Store
from kpi.store.measuring import measure
from tests.measure.engine import an_indicator, evidence_of, facts_of, sums_of

LARGE = an_indicator({"field": "amount", "at_least": 100}, {"property": "fairtrade"})
COFFEE = load_indicators()["fairtrade_coffee_tea_cocoa"]


def lines(chance: Random) -> list[dict]:
    """Few different lines, so that many are alike."""
    return [
        {
            "amount": chance.choice((-4_000, 0, 4_000, 6_000, 12_000)),
            "department": chance.choice(("", "ict")),
            "supplier_key": chance.choice(("a", "b", None)),
            "cpv": chance.choice(("1586", "15", "30", None)),
            "category_text": chance.choice(("koffie", "kantoor")),
            "exclusion": chance.choice((None, None, None, "salary")),
        }
        for _ in range(60)
    ]


@pytest.mark.parametrize(
    "indicators", [(COFFEE,), (LARGE,), (COFFEE, LARGE)], ids=lambda all: "+".join(x.id for x in all)
)
@pytest.mark.parametrize("seed", range(3))
def test_lines_that_are_alike_give_the_sums_that_each_gives_alone(tmp_path: Path, indicators: tuple, seed: int) -> None:
    chance = Random(seed)
    facts = facts_of(lines(chance))
    shown = [(FULL, FULL, False), (0, 0, False), (0, FULL, True), (2_500, 6_000, False)]
    known = {line: {"fairtrade": chance.choice(shown)} for line in range(60) if chance.random() < 0.5}
    store = Store(tmp_path)
    try:
        with store.transaction() as session:
            for indicator in indicators:
                found = evidence_of(indicator, known)
                submissions.save_known(session, indicator.id, facts, found, 1)
                measure(session, [indicator.id], expressions_of(indicators), {})
                (row,) = session.rows(
                    f"SELECT {', '.join(f'sum({name})::HUGEINT AS {name}' for name in SUM_NAMES)} FROM sums "
                    "WHERE submission = ? AND indicator = ?",
                    [indicator.id, indicator.id],
                )
                assert Sums(*(int(row[name]) for name in SUM_NAMES)) == sums_of(indicator, facts, found)
    finally:
        store.close()
