"""A decision written as the file that `files` reads: to export it, and to hash it for the check code of a statement."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any

from kpi.model import Commitment, CommitmentVersion, Decision, Indicator, Point

_WIDE = Context(prec=80)
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def as_values(commitment: Commitment, version: CommitmentVersion, indicator: Indicator) -> dict[str, Any]:
    """A version under the keys of its file; what was not filled in is left out."""
    baseline = version.baseline
    found: dict[str, Any] = {
        "id": commitment.id,
        "indicator": commitment.indicator,
        "text": version.text,
        "departments": list(commitment.departments),
        "path": version.path,
        **{name: getattr(version, name) for name in ("responsible", "next_move", "reason", "evidence", "signatory")},
        **{name: getattr(version, name) for name in ("official", "visible_to", "resources", "risks")},
        "review": version.review_on,
        "baseline": {**_point(baseline, indicator), "source": version.baseline_source} if baseline else {},
        "milestone": [_point(point, indicator) for point in version.milestones],
        "target": _point(version.target, indicator),
        "decision": _decision(version.decision),
        "reporting": {"every": version.report_every, "to": version.report_to},
    }
    return _filled(found)


def as_toml(commitment: Commitment, version: CommitmentVersion, indicator: Indicator) -> str:
    """A version as its file. The same decision always gives the same text."""
    return "\n".join(_table(as_values(commitment, version, indicator))) + "\n"


def ending_as_toml(commitment: Commitment) -> str:
    """The file that ends a commitment; only for one that was ended."""
    assert commitment.ended is not None
    ended = {"reason": commitment.ended.reason, **_decision(commitment.ended.decision)}
    return "\n".join(_table({"id": commitment.id, "ended": ended})) + "\n"


def written_value(indicator: Indicator, value: Fraction) -> Decimal:
    """A value as the file writes it: a share as a percentage, a quantity in its unit."""
    exact = value * 100 if indicator.unit == "share" else value
    return _WIDE.divide(Decimal(exact.numerator), Decimal(exact.denominator))


def exact_value(indicator: Indicator, written: Decimal | str | int) -> Fraction:
    """The other way round: a share as a fraction of one."""
    exact = Fraction(Decimal(str(written)))
    return exact / 100 if indicator.unit == "share" else exact


def check_code(written: str) -> str:
    """Twelve signs that change when a decision changes: the start of the SHA-256 of its file. "7F3A-19C2-88B1"."""
    digest = hashlib.sha256(written.encode()).hexdigest().upper()
    return "-".join(digest[start : start + 4] for start in (0, 4, 8))


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: _filled(value) if isinstance(value, dict) else value for name, value in values.items()}
    return {name: value for name, value in kept.items() if value not in ("", None, [], {})}


def _point(point: Point, indicator: Indicator) -> dict[str, Any]:
    return {"year": point.year, "value": written_value(indicator, point.value)}


def _decision(decision: Decision) -> dict[str, Any]:
    return {"kind": decision.kind, "body": decision.body, "date": decision.date, "reference": decision.reference}


def _table(values: Mapping[str, Any]) -> Iterable[str]:
    """Plain keys first, then tables, then lists of tables, as TOML wants them."""
    for name, value in values.items():
        if not isinstance(value, dict) and not _is_tables(value):
            yield f"{name} = {_value(value)}"
    for name, value in values.items():
        for table in [value] if isinstance(value, dict) else value if _is_tables(value) else []:
            yield ""
            yield f"[{name}]" if isinstance(value, dict) else f"[[{name}]]"
            yield from _table(table)


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _value(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(_value(one) for one in value)}]"
    if isinstance(value, str):
        return '"' + "".join(_escaped(sign) for sign in value) + '"'
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _escaped(sign: str) -> str:
    if sign in _ESCAPES:
        return _ESCAPES[sign]
    return f"\\u{ord(sign):04x}" if ord(sign) < 32 or ord(sign) == 127 else sign
