"""What is left out and who the suppliers are as plain values, for other programs (docs/command-line.md). Whole euro cents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kpi.evidence.persons import person_kind
from kpi.model import MappingRule, Tally
from kpi.service.leaving_out import Decision, Exclusions
from kpi.service.supplier_names import Named, Suppliers


def exclusions_as_json(found: Exclusions) -> dict[str, Any]:
    """Every line in one place, the decisions with who and when, and the proposals."""
    return {
        "uploaded": _tally(found.uploaded),
        "procurement": _tally(found.procurement),
        "left_out": _tallies(found.left_out),
        "social_care": _tally(found.social_care),
        "persons": _tallies(found.persons),
        "decided": [
            {
                **_decision(one.decision),
                "reason": one.reason,
                "by": one.by,
                "at": one.at.isoformat() if one.at else None,
                "why": one.why,
                **_tally(one.tally),
            }
            for one in found.decided
        ],
        "proposed": [
            {
                **_decision(one.proposal.decision),
                "reason": one.proposal.reason,
                "basis": one.proposal.basis,
                "shown_by": one.proposal.shown_by,
                "sure": one.proposal.sure,
                **_tally(one.tally),
            }
            for one in found.proposed
        ],
    }


def suppliers_as_json(found: Suppliers) -> dict[str, Any]:
    """How many suppliers, those that were put together, the proposals and the decisions. Natural persons are counted, not named."""
    return {
        "suppliers": found.count,
        "names": found.names,
        "uploaded": _tally(found.uploaded),
        "persons": _tallies(found.persons),
        "nameless": _tally(found.nameless),
        "together": [_named(one) for one in found.listed if len(one.names) > 1],
        "near": [
            {"first": _named(one.first), "second": _named(one.second), "score": one.score} for one in found.near
        ],
        "decided": [
            {
                "first": one.pair.first,
                "second": one.pair.second,
                "same": one.pair.same,
                "by": one.by,
                "at": one.at.isoformat() if one.at else None,
            }
            for one in found.decided
        ],
    }  # fmt: skip


def _named(one: Named) -> dict[str, Any]:
    return {"key": one.key, "name": one.name, "names": list(one.names), **_tally(one.tally)}


def _decision(one: Decision) -> dict[str, Any]:
    """What it is about; in the place of a person's name "person", or "redacted"."""
    if isinstance(one, MappingRule):
        return {"text": one.text, "supplier": person_kind(one.supplier) or one.supplier}
    return {one.kind: one.value}


def _tally(tally: Tally) -> dict[str, int]:
    return {"lines": tally.rows, "cents": tally.cents or 0}


def _tallies(tallies: Mapping[str, Tally]) -> dict[str, dict[str, int]]:
    return {name: _tally(tally) for name, tally in tallies.items()}
