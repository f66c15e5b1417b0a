"""Small submissions for tests: lines from a few fields, and what is known about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa

from kpi.evidence import Known, know
from kpi.measure import load_indicators
from kpi.model import LINE_SCHEMA, Body, BodyKind, Evidence, Indicator, Knowledge

BODY = Body("body", "Voorbeeldstad", BodyKind.MUNICIPALITY)
REGISTER_COMPLETE = replace(BODY, contract_register_complete=True)
FAIRTRADE = load_indicators()["fairtrade_coffee_tea_cocoa"]
ISV = load_indicators()["isv_risk_categories"]


def lines_of(rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Lines (model.LINE_SCHEMA) with an amount of one euro where none is given."""
    return pa.Table.from_pylist(
        [{"line": number, "amount": 100} | dict(row) for number, row in enumerate(rows)], LINE_SCHEMA
    )


def known_about(
    rows: Sequence[Mapping[str, Any]],
    knowledge: Knowledge | None = None,
    body: Body = BODY,
    indicators: Sequence[Indicator] = (FAIRTRADE,),
) -> Known:
    return know(lines_of(rows), body, knowledge or Knowledge(), indicators)


def about(subject: str, key: str, low: int = 10_000, high: int | None = None, **rest: Any) -> Evidence:
    """Evidence of fairtrade: a certificate of what was delivered, with a reference, unless said otherwise."""
    fields = {"property": "fairtrade", "kind": "certificate", "level": "realisatie", "reference": "R1"} | rest
    return Evidence(subject=subject, key=key, low=low, high=low if high is None else high, **fields)
