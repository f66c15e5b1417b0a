"""Amounts to the cent with their sign, as control totals and findings show them."""

from __future__ import annotations

from kpi.language import NO_BREAK_SPACE, cents


def exact_euro(language: str, value: int) -> str:
    """Whole cents as € 184.220,10 (nl) or €184,220.10 (en)."""
    return f"€{NO_BREAK_SPACE if language == 'nl' else ''}{cents(language, value)}"
