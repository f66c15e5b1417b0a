"""A commitment file: one decision, one version (docs/commitments.md)."""

from __future__ import annotations

from collections.abc import Mapping

from kpi.commitment.path import PATH_KINDS
from kpi.commitment.sections import Section, parse
from kpi.language import message
from kpi.model import Body, Commitment, CommitmentVersion, Decision, Indicator, Point

KEYS = (
    "id", "indicator", "text", "departments", "path", "responsible", "next_move", "reason",
    "baseline", "milestone", "target", "decision",
)  # fmt: skip


def load_commitment(name: str, content: bytes, *, body: Body, indicators: Mapping[str, Indicator]) -> Commitment:
    """The commitment of a TOML file, as its first version; `versions.add_version` puts it behind an earlier one.

    Values of a share indicator are percentages in the file and fractions of one in the result; others are in the unit
    of the indicator. Raises Refusal with the file, the key, what was found and what was expected.
    """
    file = parse(name, content)
    file.only(*KEYS)
    indicator = indicators[file.choice("indicator", tuple(sorted(indicators)))]
    target, baseline, milestones = _points(file, indicator)
    version = CommitmentVersion(
        version=1,
        text=file.text("text"),
        target=target,
        decision=_decision(file),
        baseline=baseline,
        milestones=milestones,
        path=file.choice("path", PATH_KINDS, "linear"),
        responsible=file.text("responsible", ""),
        next_move=file.text("next_move", ""),
        reason=file.text("reason", ""),
    )
    return Commitment(
        id=file.text("id"),
        body=body.id,
        indicator=indicator.id,
        indicator_version=indicator.version,
        versions=(version,),
        departments=_departments(file, body),
    )


def _decision(file: Section) -> Decision:
    section = file.section("decision")
    if section is None:
        file.missing("decision", message("the decision that adopted it: kind, body, date and reference"))
    section.only("kind", "body", "date", "reference")
    return Decision(section.text("kind"), section.text("body"), section.day("date"), section.text("reference"))


def _departments(file: Section, body: Body) -> tuple[str, ...]:
    known = tuple(department.id for department in body.departments)
    departments = file.texts("departments")
    if not set(departments) <= set(known):
        file.refuse("departments", message("departments of {body}: {known}", body=body.name, known=", ".join(known)))
    return departments


def _points(file: Section, indicator: Indicator) -> tuple[Point, Point | None, tuple[Point, ...]]:
    """Target, baseline and milestones: forward in time, and each milestone between baseline and target."""
    target_section = file.section("target")
    if target_section is None:
        file.missing("target", message("a table with year and value"))
    target = _point(target_section, indicator)
    baseline_section = file.section("baseline")
    baseline = _point(baseline_section, indicator) if baseline_section else None
    if baseline_section and baseline and baseline.year >= target.year:
        baseline_section.refuse("year", message("a year before that of the target, {year}", year=target.year))
    milestones: list[Point] = []
    previous = baseline
    for section in file.sections("milestone"):
        point = _point(section, indicator)
        if previous and point.year <= previous.year:
            section.refuse("year", message("a year after {year}: a path does not go back in time", year=previous.year))
        if point.year >= target.year:
            section.refuse("year", message("a year before that of the target, {year}", year=target.year))
        if not _lies_between(point, baseline, target, indicator.higher_is_better):
            section.refuse("value", message("a value between the baseline and the target"))
        milestones.append(point)
        previous = point
    return target, baseline, tuple(milestones)


def _point(section: Section, indicator: Indicator) -> Point:
    section.only("year", "value")
    value = section.share("value") if indicator.unit == "share" else section.number("value")
    return Point(section.year("year"), value)


def _lies_between(point: Point, baseline: Point | None, target: Point, higher_is_better: bool) -> bool:
    if baseline is None:
        return point.value <= target.value if higher_is_better else point.value >= target.value
    low, high = sorted((baseline.value, target.value))
    return low <= point.value <= high
