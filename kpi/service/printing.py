"""Figures and submissions as the JSON that the command line prints (docs/command-line.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_DOWN, Context, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from kpi.model import SUM_NAMES, Commitment, ControlTotals, Figure, Share, Submission, Tally

DIGITS = 12
_WIDE = Context(prec=60)


def figure_as_json(figure: Figure) -> dict[str, Any]:
    """Euros as exact decimal strings, shares as exact fraction and truncated decimal, texts in both languages."""
    share, judgement = figure.share, figure.judgement
    sums = figure.sums
    return {
        "body": figure.body.id,
        "body_name": figure.body.name,
        "department": figure.department,
        "department_name": figure.department_name,
        "departments": list(figure.commitment.departments) if figure.commitment else [],
        "theme": list(figure.indicator.themes),
        "indicator": figure.indicator.id,
        "version": figure.indicator.version,
        "own": figure.indicator.own,
        "commitment_id": figure.commitment.id if figure.commitment else None,
        "commitment_version": figure.commitment_version.version if figure.commitment_version else None,
        "year": figure.year,
        "year_state": figure.year_state.value,
        "year_basis": figure.year_basis,
        "amount_basis": figure.amount_basis,
        "unit": figure.indicator.unit,
        "measure": figure.indicator.measure,
        "sum_unit": figure.indicator.sum_unit,
        "counted_at": figure.counted_at,
        "adds_up": figure.adds_up,
        **{name: None if sums is None else _sum(figure, name, getattr(sums, name)) for name in SUM_NAMES},
        "base": _sum(figure, "base", sums.base) if sums is not None else None,
        "low_sum": None if figure.indicator.is_share or share is None else _fraction(share.proven),
        "high_sum": None if figure.indicator.is_share or share is None else _fraction(share.possible),
        **{name: _fraction(getattr(share, name) if share else None) for name in _SHARE_NAMES},
        "expected": _fraction(judgement.expected),
        "target": _fraction(judgement.target),
        "target_year": judgement.target_year,
        "gap_points": _points(judgement.gap) if figure.indicator.is_share else None,
        "gap_in_unit": _fraction(judgement.gap_amount),
        "gap_euro": None if judgement.gap_euro is None else _euros(judgement.gap_euro),
        "status": judgement.status.value,
        "reason_code": judgement.reason_code,
        "reason": judgement.reason.nl,
        "reason_en": judgement.reason.en,
    }


_SHARE_NAMES = tuple(name for name in Share.__dataclass_fields__ if name not in ("base", "reason_code"))


def _points(gap: Fraction | None) -> float | None:
    return None if gap is None else float(_decimal(gap * 100, DIGITS))


def _sum(figure: Figure, name: str, value: int) -> str | int:
    return value if name.startswith("lines_") else _amount_of_sum(value, figure.indicator.sum_parts)


@lru_cache(maxsize=8192)
def _amount_of_sum(value: int, parts: int) -> str:
    """Remembered: many of the sums of a year are zero, and many indicators share a denominator."""
    return _euros(Fraction(value, parts))


def _euros(value: Fraction) -> str:
    """Exact where a decimal can be; otherwise rounded up to the twelfth decimal, so that a gap is never flattered."""
    exact = _decimal(value, DIGITS, ROUND_CEILING).normalize(_WIDE)
    return f"{exact:f}" if -int(exact.as_tuple().exponent) > 2 else f"{exact:.2f}"  # type: ignore[operator]


def _fraction(value: Fraction | None) -> dict[str, str] | None:
    if value is None:
        return None
    return {"exact": str(value), "decimal": f"{_decimal(value, DIGITS) + 0:.{DIGITS}f}"}


def _decimal(value: Fraction, digits: int, rounding: str = ROUND_DOWN) -> Decimal:
    exact = _WIDE.divide(Decimal(value.numerator), Decimal(value.denominator))
    return exact.quantize(Decimal(1).scaleb(-digits), rounding, _WIDE)


def commitment_as_json(made: Commitment) -> dict[str, Any]:
    """A promise with every version; values as exact fractions (of one, or in the unit), days as 2016-03-01."""
    return {**_plain(made), "state": made.state}


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, (Fraction, date)) else value


def submission_as_json(submission: Submission, totals: ControlTotals) -> dict[str, Any]:
    """What `python -m kpi submit` prints: the key, the hash and the control totals, in euros to the cent."""
    return {
        "submission": submission.id,
        "body": submission.body,
        "year": submission.year,
        "part": submission.part,
        "version": submission.version,
        "state": submission.state.value,
        "amount_basis": submission.amount_basis,
        "year_basis": submission.year_basis,
        "sha256": submission.sha256,
        "rows": totals.rows,
        "lines": totals.lines,
        "set_aside": _tallies(totals.set_aside),
        "unreadable": _tallies(totals.unreadable),
        "excluded": _tallies(totals.excluded),
        "procurement": _tally(totals.procurement),
        "uploaded": _tally(totals.uploaded),
        "amount_column": cents_as_text(totals.amount_column),
        "adds_up": totals.adds_up(),
        "ledger_total": None if submission.ledger_total is None else cents_as_text(submission.ledger_total),
        "ledger_difference": (
            None
            if submission.ledger_total is None
            else cents_as_text((totals.uploaded.cents or 0) - submission.ledger_total)
        ),
    }


def _tallies(found: Mapping[str, Tally]) -> dict[str, Any]:
    return {name: _tally(tally) for name, tally in found.items()}


def _tally(found: Tally) -> dict[str, Any]:
    return {"rows": found.rows, "amount": None if found.cents is None else cents_as_text(found.cents)}


def cents_as_text(value: int) -> str:
    """Cents as euros to the cent."""
    return f"{Decimal(value).scaleb(-2):.2f}"
