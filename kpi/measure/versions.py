"""A changed measurement is a new version: the digests of data/indicators/versions.csv, one row for each version of an indicator.

The digest is of what decides the figures. Names, reasons and sources may be improved without a new version. A later version
says from when it holds and why it came.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kpi.language import message
from kpi.model import Indicator, Message, Refusal
from kpi.reference import factor_sets

VERSIONS = Path(__file__).parents[2] / "data" / "indicators" / "versions.csv"
MEASURING_PARTS = ("scope", "criterion", "measure", "unit", "higher_is_better", "threshold", "level", "accepts")


@dataclass(frozen=True)
class VersionNote:
    """What is kept about a version: its digest and, of a later version, from when it holds and why it came."""

    digest: str
    since: date | None = None
    reason: Message | None = None


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
        if indicator.version > 1:
            row += f",{indicator.since},reden,reason"
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
        if before.digest != now:
            raise Refusal(
                "definition",
                message(
                    "{indicator}, version {version}: found other conditions ({now}), expected those that were kept "
                    "({before}). Either take the change back, or raise the version and add a row for it to {file}.",
                    indicator=indicator.id,
                    version=indicator.version,
                    now=now,
                    before=before.digest,
                    file=file.name,
                ),
            )
        if indicator.version > 1 and (before.since is None or before.reason is None):
            raise Refusal(
                "definition",
                message(
                    "{file}, {indicator} version {version}: found no {missing}. Expected: from when the version holds "
                    "(since) and why it came (reason_nl, reason_en).",
                    file=file.name,
                    indicator=indicator.id,
                    version=indicator.version,
                    missing="since" if before.since is None else "reason_nl, reason_en",
                ),
            )


def version_notes(indicator: str, file: Path = VERSIONS) -> dict[int, VersionNote]:
    """What is kept about every version of an indicator, by version."""
    return {version: note for (name, version), note in _kept(file).items() if name == indicator}


def _kept(path: Path) -> Mapping[tuple[str, int], VersionNote]:
    with path.open(encoding="utf-8", newline="") as stream:
        return {(row["indicator"], int(row["version"])): _note(row) for row in csv.DictReader(stream)}


def _note(row: Mapping[str, str | None]) -> VersionNote:
    """The rows of first versions end after the digest."""
    since, nl, en = row.get("since"), row.get("reason_nl"), row.get("reason_en")
    return VersionNote(
        row["digest"] or "", date.fromisoformat(since) if since else None, Message(nl, en) if nl and en else None
    )
