"""Rows that are pieces of evidence themselves: what is said of what, and by which source."""

from __future__ import annotations

from collections.abc import Iterator

from kpi.evidence.about import property_named, shown_by
from kpi.evidence.cells import basis_points, name, needed, period, word
from kpi.evidence.columns import find_label
from kpi.evidence.tables import Row
from kpi.language import message
from kpi.model import FULL, Evidence


def evidence_row(row: Row) -> Iterator[Evidence]:
    """What a row says about one property, or about every property that its label shows."""
    subject = needed(row, "subject", word(row, "subject", "subject"))
    key = needed(row, "key", name(row, "key"))
    low, high = basis_points(row, "low"), basis_points(row, "high")
    if (low is None) != (high is None):
        raise row.refuse("low", None, message("low and high both, or neither: at least 30 percent is 30 and 100"))
    if low is not None and high is not None and low > high:
        raise row.refuse("low", row.get("low"), message("low no higher than high"))
    valid_from, valid_to = period(row, "valid_from", "valid_to")
    about, label = _about(row)
    kind = needed(row, "kind", word(row, "kind", "kind_of_evidence", "label" if label else None))
    for one in about:
        yield Evidence(
            subject=subject,
            key=key,
            property=one,
            low=FULL if low is None else low,
            high=FULL if high is None else high,
            kind=kind,
            level=word(row, "level", "level") or ("inzet" if kind == "contract" else "realisatie"),
            reference=row.get("reference") or (label if subject == "line" and kind == "label" else None),
            valid_from=valid_from,
            valid_to=valid_to,
            supplier=row.get("supplier"),
            reason=row.get("reason") or label,
        )


def _about(row: Row) -> tuple[tuple[str, ...], str | None]:
    """The properties a row speaks about, and the name of the label it says so by."""
    written, named = row.get("label"), row.get("property")
    if bool(written) == bool(named):
        raise row.refuse("property", named, message("either a property or a label"))
    if named:
        return (property_named(row, "property", named),), None
    label = find_label(written or "")
    shown = shown_by(label) if label else ()
    if not label or not shown:
        raise row.refuse(
            "label", written, message("a label of data/reference/labels.csv that shows one of our properties")
        )
    return shown, label.name
