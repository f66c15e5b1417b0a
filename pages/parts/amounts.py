"""Amounts to the cent with their sign, as control totals and findings show them."""

from __future__ import annotations

from kpi.service import exact_euro

__all__ = ["exact_euro"]
