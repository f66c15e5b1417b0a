"""Lines and all that a body knows, to facts and the winning evidence of every line. Work grows with the lines, no faster."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from kpi.evidence.facts import gather
from kpi.evidence.findings import Amounts
from kpi.evidence.precedence import NO_DATE, Sources, Winners, winners
from kpi.evidence.sources import collect
from kpi.language import message
from kpi.model import FULL, LINE_EVIDENCE_SCHEMA, Body, Finding, Indicator, Knowledge, Severity

NAMED = ("subject", "kind", "reference")
"""What of the winning source is kept with the result."""


@dataclass(frozen=True)
class Known:
    """What is known about the lines of one submission."""

    facts: pa.Table  # model.FACT_SCHEMA, one row a line
    evidence: pa.Table  # model.LINE_EVIDENCE_SCHEMA, no row where nothing is known
    findings: tuple[Finding, ...]


def know(
    lines: pa.Table,
    body: Body,
    knowledge: Knowledge,
    indicators: Sequence[Indicator],
    whole: str | None = None,
    year: int | None = None,
) -> Known:
    """What is known about each line (model.LINE_SCHEMA or a part of it, with `line` and `amount`) for these indicators.
    `year` is that of the submission: departments have names and successors in time.

    Only what the body itself decided and registered counts, and what its file states; suggestions never do. `whole` is the
    reason for which a person left the whole file out.
    """
    amounts = Amounts(lines)
    facts = gather(lines, body, knowledge, amounts, whole, year)
    spoken = collect(lines, facts, body, knowledge, amounts)
    sources = Sources.of(spoken.entries)
    says_something = ~((sources.low == 0) & (sources.high == FULL))
    properties = np.array([entry.property for entry in spoken.entries], dtype=object)
    day = _days(facts.table["date"])
    names = {name: pa.array([getattr(said, name) for said in spoken.entries], pa.string()) for name in NAMED}
    tables: list[pa.Table] = []
    contradicted = np.zeros(lines.num_rows, dtype=bool)
    for (name, _, _), asking in _asked(indicators).items():
        about = ((properties == name) & says_something)[spoken.source]
        if about.any():
            won = winners(asking[0], spoken.line[about], spoken.source[about], day, sources, spoken.doubtful[about])
            contradicted[won.contradicted] = True
            tables += _tables(facts.table, asking, name, won, names)
    amounts.add(
        "evidence_contradicts",
        Severity.WARNING,
        message("Two sources of equal weight contradict each other. Decide which one holds; until then it is a claim."),
        contradicted,
    )
    evidence = pa.concat_tables(tables) if tables else LINE_EVIDENCE_SCHEMA.empty_table()
    return Known(facts.table, evidence, tuple(amounts.findings))


def classes(lines: pa.Table, body: Body, knowledge: Knowledge, whole: str | None = None) -> pa.Table:
    """The facts of these lines as far as they are about category and exclusion; other columns say nothing."""
    return gather(lines, body, knowledge, Amounts(lines), whole).table


def _days(dates: pa.ChunkedArray) -> np.ndarray:
    return dates.cast(pa.int32()).cast(pa.int64()).fill_null(int(NO_DATE)).to_numpy()


def _asked(indicators: Sequence[Indicator]) -> dict[tuple[str, str, tuple[str, ...]], list[Indicator]]:
    """Which indicators ask for which property; those with the same level and kinds of evidence have the same winners."""
    asked: dict[tuple[str, str, tuple[str, ...]], list[Indicator]] = {}
    for indicator in indicators:
        for name in indicator.properties:
            asked.setdefault((name, indicator.level, indicator.accepts), []).append(indicator)
    return asked


def _tables(
    facts: pa.Table, indicators: Sequence[Indicator], name: str, won: Winners, names: Mapping[str, pa.Array]
) -> Iterator[pa.Table]:
    count = len(won.line)
    columns = {
        "line": facts["line"].take(pa.array(won.line)),
        "property": pa.repeat(name, count),
        "low": pa.array(won.low, pa.int32()),
        "high": pa.array(won.high, pa.int32()),
        "claimed": pa.array(won.claimed),
        **{column: values.take(pa.array(won.source)) for column, values in names.items()},
    }
    for indicator in indicators:
        columns["indicator"] = pa.repeat(indicator.id, count)
        yield pa.table([columns[field.name] for field in LINE_EVIDENCE_SCHEMA], schema=LINE_EVIDENCE_SCHEMA)
