"""A commitment file: one decision (docs/commitments.md). It adopts a commitment, changes it, or ends it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from kpi.commitment.path import PATH_KINDS
from kpi.commitment.sections import Section, parse
from kpi.language import message
from kpi.model import (
    REPORT_EVERY,
    VISIBLE_TO,
    Body,
    Commitment,
    CommitmentVersion,
    Decision,
    Ending,
    Indicator,
    Point,
)

KEYS = (
    "id", "indicator", "text", "departments", "path", "responsible", "next_move", "reason", "evidence", "signatory",
    "official", "visible_to", "review", "resources", "risks", "baseline", "milestone", "target", "decision", "reporting",
)  # fmt: skip

CHANGE = re.compile(r"(?P<sign>[-+−])\s*(?P<percent>\d{1,4}(?:[.,]\d{1,6})?)\s*%")
""" "-49 %": so much less than the baseline."""


def load_commitment(name: str, content: bytes, *, body: Body, indicators: Mapping[str, Indicator]) -> Commitment:
    """The commitment of a TOML file, as its first version; `versions.add_version` puts it behind an earlier one.

    Values of a share indicator are percentages in the file and fractions of one in the result; others are in the unit
    of the indicator. Raises Refusal with the file, the key, what was found and what was expected.
    """
    return _commitment(parse(name, content), body, indicators)


def commitment_of(values: Mapping[str, Any], *, body: Body, indicators: Mapping[str, Indicator]) -> Commitment:
    """The same from values that were filled in on a screen, under the keys of the file. Raises sections.KeyRefusal."""
    return _commitment(Section(str(values.get("id", "")), "", dict(values)), body, indicators)


def load_ending(name: str, content: bytes) -> tuple[str, Ending] | None:
    """The id and the ending of a file that ends a commitment; None for a file that adopts or changes one."""
    file = parse(name, content)
    section = file.section("ended")
    if section is None:
        return None
    file.only("id", "ended")
    section.only("reason", "kind", "body", "date", "reference")
    return file.text("id"), Ending(_decided(section), section.text("reason"))


def _commitment(file: Section, body: Body, indicators: Mapping[str, Indicator]) -> Commitment:
    file.only(*KEYS)
    indicator = indicators[file.choice("indicator", tuple(sorted(indicators)))]
    target, baseline, milestones = _points(file, indicator)
    decision = _decision(file)
    reporting = file.section("reporting") or Section(file.file, "reporting", {})
    reporting.only("every", "to")
    baseline_section = file.section("baseline")
    version = CommitmentVersion(
        version=1,
        text=file.text("text"),
        target=target,
        decision=decision,
        baseline=baseline,
        milestones=milestones,
        path=file.choice("path", PATH_KINDS, "linear"),
        responsible=file.text("responsible", ""),
        next_move=file.text("next_move", ""),
        reason=file.text("reason", ""),
        indicator_version=indicator.version,
        baseline_source=baseline_section.text("source", "") if baseline_section else "",
        evidence=file.text("evidence", ""),
        signatory=file.text("signatory", ""),
        official=file.text("official", ""),
        report_every=reporting.choice("every", REPORT_EVERY) if "every" in reporting.values else "",
        report_to=reporting.text("to", ""),
        visible_to=file.choice("visible_to", VISIBLE_TO) if "visible_to" in file.values else "",
        review_on=file.day("review") if "review" in file.values else None,
        resources=file.text("resources", ""),
        risks=file.text("risks", ""),
    )
    if version.review_on and version.review_on <= decision.date:
        file.refuse("review", message("a day after the decision, {day}", day=str(decision.date)))
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
    return _decided(section)


def _decided(section: Section) -> Decision:
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
    baseline_section = file.section("baseline")
    if baseline_section:
        baseline_section.only("year", "value", "source")
    baseline = _point(baseline_section, indicator, None) if baseline_section else None
    target_section.only("year", "value")
    target = _point(target_section, indicator, baseline)
    if baseline_section and baseline and baseline.year >= target.year:
        baseline_section.refuse("year", message("a year before that of the target, {year}", year=target.year))
    milestones: list[Point] = []
    previous = baseline
    for section in file.sections("milestone"):
        section.only("year", "value")
        point = _point(section, indicator, baseline)
        if previous and point.year <= previous.year:
            section.refuse("year", message("a year after {year}: a path does not go back in time", year=previous.year))
        if point.year >= target.year:
            section.refuse("year", message("a year before that of the target, {year}", year=target.year))
        if not _lies_between(point, baseline, target, indicator.higher_is_better):
            section.refuse("value", message("a value between the baseline and the target"))
        milestones.append(point)
        previous = point
    return target, baseline, tuple(milestones)


def _point(section: Section, indicator: Indicator, baseline: Point | None) -> Point:
    """A point in the unit of the indicator. A change ("-49 %") becomes the value that it comes to from the baseline."""
    if indicator.unit == "share":
        return Point(section.year("year"), section.share("value"))
    written = section.values.get("value")
    change = CHANGE.fullmatch(written.strip()) if isinstance(written, str) else None
    if change is None:
        value = section.number("value")
    elif baseline is None:
        section.refuse("value", message("an amount in {unit}: a change needs a baseline", unit=indicator.unit))
    else:
        part = Fraction(Decimal(change["percent"].replace(",", "."))) / 100
        value = baseline.value * (1 + part if change["sign"] == "+" else 1 - part)
    if value < 0:
        section.refuse("value", message("an amount in {unit} of at least 0", unit=indicator.unit))
    return Point(section.year("year"), value)


def _lies_between(point: Point, baseline: Point | None, target: Point, higher_is_better: bool) -> bool:
    if baseline is None:
        return point.value <= target.value if higher_is_better else point.value >= target.value
    low, high = sorted((baseline.value, target.value))
    return low <= point.value <= high
