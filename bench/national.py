"""A store the size of the country: 400 fictional bodies, six years, every indicator measured in eight departments of each.

    python -m bench.national --home FOLDER [--bodies 400]

The sums are drawn and put where measuring puts them; there are no lines behind them. What stands here is invented.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from kpi import service
from kpi.model import (
    FULL,
    SUM_NAMES,
    Body,
    BodyKind,
    Commitment,
    CommitmentVersion,
    Decision,
    Department,
    Indicator,
    Point,
    Submission,
    SubmissionState,
)
from kpi.store import levels, registers
from kpi.store.database import Session
from kpi.store.documents import pack

YEARS = range(2020, 2026)
DEPARTMENTS = tuple(Department(f"afdeling-{one}", f"Afdeling {one}") for one in range(1, 9))
PROMISES, SUPPLIERS, KEYS = 5, 3, 4
LAYERS = (BodyKind.MUNICIPALITY,) * 17 + (BodyKind.WATER_AUTHORITY, BodyKind.PROVINCE, BodyKind.JOINT_ARRANGEMENT)
PROVINCES = ("Groningen", "Utrecht", "Zeeland", "Limburg", "Gelderland", "Flevoland")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--home", type=Path, required=True)
    options.add_argument("--bodies", type=int, default=400)
    chosen = options.parse_args()
    build(chosen.home, chosen.bodies)


def build(home: Path, count: int = 400) -> None:
    """Fills an empty store in `home`; always with the same."""
    monitor = service.open_monitor(home, isolated=False)
    chance = np.random.default_rng(2026)
    indicators = list(monitor.indicators.values())
    with monitor.store.transaction() as session:
        bodies = add_bodies(session, indicators, count, chance)
        submissions = [submission(body, year) for body in bodies for year in YEARS]
        _insert(
            session,
            "submissions",
            {
                "id": [one.id for one in submissions],
                "body": [one.body for one in submissions],
                "year": pa.array([one.year for one in submissions], pa.int32()),
                "part": ["all"] * len(submissions),
                "version": pa.array([1] * len(submissions), pa.int32()),
                "state": [one.state.value for one in submissions],
                "document": [pack(one) for one in submissions],
                "reading": ['{"tables": [], "findings": []}'] * len(submissions),
                "answers": ["{}"] * len(submissions),
                "reason": [""] * len(submissions),
            },
        )
        cells = _cells([one.id for one in submissions])
        size = len(cells["submission"])
        amounts = chance.lognormal(17, 1, size).astype("int64")
        _insert(session, "spend", {**cells, "amount": amounts, "unclassified": amounts // 20})
        for indicator in indicators:
            if indicator.quantity is None:
                _measure(session, indicator, cells, amounts, chance)
        levels.keep(session, [one.id for one in submissions], [one.id for one in indicators])
    monitor.close()


def add_bodies(session: Session, indicators: list[Indicator], count: int, chance: Any) -> list[Body]:
    """Fictional bodies with what they promised."""
    bodies = [_body(number) for number in range(count)]
    _insert(session, "bodies", {"id": [one.id for one in bodies], "document": [pack(one) for one in bodies]})
    promised = [_promise(body, indicators, chance) for body in bodies for _ in range(PROMISES)]
    for promise in {one.id: one for one in promised}.values():
        registers.save_commitment(session, promise)
    return bodies


def _body(number: int) -> Body:
    return Body(
        id=f"verzonnen-{number:03}",
        name=f"Verzonnen organisatie {number:03}",
        kind=LAYERS[number % len(LAYERS)],
        inhabitants=8_000 + 900 * number,
        province=PROVINCES[number % len(PROVINCES)],
        fictional=True,
        departments=DEPARTMENTS,
        report_by="04-01",
        consent=frozenset({"*"}) if number % 3 else frozenset(),
    )


def submission(body: Body, year: int) -> Submission:
    """What a body submitted of a year."""
    last = year == YEARS[-1]
    at = datetime(year + 1, 3, 1)
    made = Submission(
        f"{body.id}-{year}-all-1", body.id, year, "all", 1, SubmissionState.SUBMITTED, True, "net", "booking",
        "inkoop.xlsx", "0" * 64, "Inkoop", at,
    )  # fmt: skip
    certified = replace(made, state=SubmissionState.CERTIFIED, certified_by="Controller", certified_at=at)
    return made if last and int(body.id[-1]) % 2 else certified


def _promise(body: Body, indicators: list[Indicator], chance: Any) -> Commitment:
    shares = [one for one in indicators if one.is_share and one.higher_is_better]
    indicator = shares[int(chance.integers(len(shares)))]
    decision = Decision("collegebesluit", "college", date(2020, 6, 1), "2020/1")
    version = CommitmentVersion(
        1, "Verzonnen toezegging", Point(2030, Fraction(1, 2)), decision, Point(2020, Fraction(1, 20))
    )
    return Commitment(f"{body.id}-{indicator.id}", body.id, indicator.id, indicator.version, (version,))


def _cells(submissions: list[str]) -> dict[str, Any]:
    names = [one.id for one in DEPARTMENTS]
    return {
        "submission": np.repeat(np.array(submissions, dtype=object), len(names)),
        "department": np.tile(np.array(names, dtype=object), len(submissions)),
    }


def _measure(session: Session, indicator: Indicator, cells: dict[str, Any], amounts: Any, chance: Any) -> None:
    size = len(amounts)
    here: dict[str, Any] = {
        **cells,
        "indicator": [indicator.id] * size,
        "indicator_version": np.full(size, indicator.version, "int32"),
    }
    scope = (amounts * chance.uniform(0.02, 0.6, size)).astype("int64")
    if indicator.measure == "euro":
        met, open_ = [(scope * chance.uniform(0, 0.4, size)).astype("int64") for _ in range(2)]
        parts = {
            "met": met,
            "not_met": scope - met - open_,
            "open_plus": open_,
            "out_of_scope": amounts - scope,
            "claimed": met,
        }
        counts = {"lines_met": met // 10_000_000, "lines_open": open_ // 10_000_000}
        zero = np.zeros(size, "int64")
        sums = {name: parts[name] * FULL if name in parts else counts.get(name, zero) for name in SUM_NAMES}
        _insert(session, "sums", {**here, **sums, "suggested": zero})
    elif indicator.measure == "factor":
        _insert(session, "amounts", {**here, "low": scope, "high": scope * 2})
    else:
        for number in range(KEYS):
            low = chance.choice(np.array([0, FULL], "int32"), size)
            full, keys = np.full(size, FULL, "int32"), [f"number {number}"] * size
            rest = {
                "scope_low": full,
                "scope_high": full,
                "low": low,
                "high": np.where(chance.random(size) < 0.3, full, low),
            }
            flags = {name: np.zeros(size, "int32") for name in ("claimed", "suggested")}
            _insert(session, "counted", {**here, "key": keys, **rest, **flags})
    for number in range(SUPPLIERS):
        part = (scope * chance.uniform(0.1, 0.4, size)).astype("int64")
        supplier = {"supplier_key": [f"leverancier {number}"] * size, "amount": part}
        _insert(session, "supplier_amounts", {**{name: here[name] for name in (*cells, "indicator")}, **supplier})


def _insert(session: Session, table: str, columns: dict[str, Any]) -> None:
    with session.lent("drawn", pa.table(columns)):
        session.execute(f"INSERT INTO {table} BY NAME SELECT * FROM drawn")


if __name__ == "__main__":
    main()
