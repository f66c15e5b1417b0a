"""A changed measurement is a new version: the digests of data/indicators/versions.csv, one row for each version of an indicator.

The digest is of what decides the figures. Names, reasons and sources may be improved without a new version.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from kpi.language import message
from kpi.model import Indicator, Refusal
from kpi.reference import factor_sets

VERSIONS = Path(__file__).parents[2] / "data" / "indicators" / "versions.csv"
MEASURING_PARTS = ("scope", "criterion", "measure", "unit", "higher_is_better", "threshold", "level", "accepts")


def digest(indicator: Indicator) -> str:
    """Twelve hexadecimal digits of what decides the figures; the same for the same measurement, whatever its words."""
    parts = {name: getattr(indicator, name) for name in MEASURING_PARTS}
    if indicator.quantity:
        parts["quantity"] = [indicator.quantity.part, indicator.quantity.whole]
    if indicator.factors:
        used = factor_sets()[indicator.factors]
        parts["factors"] = [used.low, used.high, *((one.cpv, one.low, one.high) for one in used.factors)]
    text = json.dumps(parts, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def check_versions(indicators: Iterable[Indicator], file: Path = VERSIONS) -> None:
    """Raises Refusal where a measurement is not the one that was kept under its version, or is not kept yet."""
    kept = _kept(file)
    for indicator in indicators:
        now, before = digest(indicator), kept.get((indicator.id, indicator.version))
        row = f"{indicator.id},{indicator.version},{now}"
        if before is None:
            raise Refusal(
                "definition",
                message(
                    "{file}: found no row for {indicator} version {version}, expected the row {row}. Add it: from then on "
                    "this version counts as published.",
                    file=file.name,
                    indicator=indicator.id,
                    version=indicator.version,
                    row=row,
                ),
            )
        if before != now:
            raise Refusal(
                "definition",
                message(
                    "{indicator}, version {version}: found other conditions ({now}), expected those that were kept "
                    "({before}). Either take the change back, or raise the version and add a row for it to {file}.",
                    indicator=indicator.id,
                    version=indicator.version,
                    now=now,
                    before=before,
                    file=file.name,
                ),
            )


def _kept(path: Path) -> Mapping[tuple[str, int], str]:
    with path.open(encoding="utf-8", newline="") as stream:
        return {(row["indicator"], int(row["version"])): row["digest"] for row in csv.DictReader(stream)}
