"""Figures as a reader sees them: rounded towards the unfavourable side, and never without their word."""

from __future__ import annotations

from fractions import Fraction

from kpi.language import count, euro, from_sum, in_unit, percent, points, sum_text, target_percent, text
from kpi.model import Figure, Indicator, YearState


def worse_side(indicator: Indicator) -> str:
    """To which side the bounds are rounded: down where more is better, up where less is."""
    return "down" if indicator.higher_is_better else "up"


def value(language: str, indicator: Indicator, exact: Fraction, side: str) -> str:
    """A share as a percentage, a quantity with its unit; rounded to "down" or "up"."""
    if indicator.unit == "share":
        return percent(language, exact, side)
    return in_unit(language, exact, indicator.unit_name, side)


def bound(language: str, indicator: Indicator, exact: Fraction | None) -> str:
    """A proven or possible value; a dash where there is none."""
    return "–" if exact is None else value(language, indicator, exact, worse_side(indicator))


def expectation(language: str, indicator: Indicator, exact: Fraction | None) -> str:
    """The value expected now, rounded so that it is not met sooner than it is; a dash where nothing is expected."""
    side = "up" if indicator.higher_is_better else "down"
    return "–" if exact is None else value(language, indicator, exact, side)


def target(language: str, indicator: Indicator, exact: Fraction | None) -> str:
    """A target as it was decided: 10%, never 10,0%."""
    if exact is None:
        return "–"
    return (
        target_percent(language, exact) if indicator.unit == "share" else value(language, indicator, exact, "nearest")
    )


def interval(language: str, figure: Figure) -> str:
    """ "6,4%–12,0%" for tables; one value where the bounds are the same; a dash without a value."""
    share = figure.share
    if share is None or share.proven is None:
        return "–"
    low, high = (bound(language, figure.indicator, exact) for exact in (share.proven, share.possible))
    return low if low == high else f"{low}–{high}"


def distance(language: str, indicator: Indicator, exact: Fraction, side: str = "up") -> str:
    """A difference: points of a share, or an amount of a quantity."""
    if indicator.is_share:
        return text(language, "{points} points", points=points(language, exact, side))
    return value(language, indicator, exact, side)


def of_sums(language: str, indicator: Indicator, parts: int) -> str:
    """A sum in its unit: euros, contracts, kWh."""
    return sum_text(language, indicator, from_sum(indicator, parts))


def coverage(language: str, exact: Fraction | None) -> str:
    """A classified part, rounded down."""
    return "–" if exact is None else percent(language, exact, "down")


def percentage_points(language: str, exact: Fraction, side: str = "up") -> str:
    """ "2,0 procentpunt"."""
    return text(language, "{points} percentage points", points=points(language, exact, side))


def period(language: str, year: int, state: YearState | None) -> str:
    """ "2025 (definitief)"; a year without a state is written bare."""
    match state:
        case YearState.FINAL:
            return text(language, "{year} (final)", year=str(year))
        case YearState.PROVISIONAL:
            return text(language, "{year} (provisional)", year=str(year))
        case YearState.OPEN:
            return text(language, "{year} (not complete)", year=str(year))
    return str(year)


def euro_of_cents(language: str, cents: int) -> str:
    """Cents as a headline amount: € 6,6 mln."""
    return euro(language, Fraction(cents, 100))


def of_all(language: str, part: int, whole: int) -> str:
    """ "144 van 342"."""
    return text(language, "{part} of {whole}", part=count(language, part), whole=count(language, whole))
