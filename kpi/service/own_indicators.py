"""Indicators that a body makes for itself: seen on its own lines before they are kept, versioned, and nobody else's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kpi import access, evidence, measure
from kpi.language import message
from kpi.model import Body, Indicator, Refusal, Viewer
from kpi.service import reasons
from kpi.service.judging import publish
from kpi.service.knowing import measure_one
from kpi.service.monitor import Monitor, safe_name
from kpi.store import measuring, own_indicators, registers, submissions
from kpi.store.database import Session


@dataclass(frozen=True)
class OwnVersion:
    """One version of an own indicator: the definition as its body gave it, and who made it when and why."""

    indicator: Indicator
    entry: Mapping[str, Any]
    document: str
    reason: str
    saved_by: str
    saved_at: datetime


def own_versions(viewer: Viewer, monitor: Monitor, body: str) -> dict[str, list[OwnVersion]]:
    """Every version of a body's own indicators by id, oldest first."""
    access.require(viewer, "see_figures", monitor.body(body))
    with monitor.store.reading() as session:
        return _versions(session, body)


@dataclass(frozen=True)
class OwnEnding:
    """Why an own indicator is measured no longer, and who decided so when."""

    reason: str
    ended_by: str
    ended_at: datetime


def own_endings(viewer: Viewer, monitor: Monitor, body: str) -> dict[str, OwnEnding]:
    """The own indicators of a body that were ended, by id."""
    access.require(viewer, "see_figures", monitor.body(body))
    with monitor.store.reading() as session:
        return {name: OwnEnding(**row) for name, row in own_indicators.ended(session, body).items()}


def end_own_indicator(viewer: Viewer, monitor: Monitor, body: str, indicator: str, reason: str) -> None:
    """Measures an own indicator no longer. Its versions are kept; saving it again takes it into use again.

    Raises Refusal where it is none, was ended before, no reason is given, or a promise was ever made with it: its result stays visible.
    """
    known = monitor.body(body)
    access.require(viewer, "manage", known)
    reason = reasons.given(reason)
    with monitor.store.transaction() as session:
        used = monitor.own_at(session).get(body, {})
        if indicator not in used:
            raise Refusal(
                "unknown_indicator",
                message(
                    'Found "{found}", expected an own indicator that is in use: {known}. Nothing was changed.',
                    found=indicator,
                    known=", ".join(used) or "-",
                ),
            )
        promise = next((one for one in registers.commitments(session, body) if one.indicator == indicator), None)
        if promise is not None:
            raise Refusal(
                "indicator_promised",
                message(
                    "“{name}” cannot be ended: “{promise}” was promised with it. What was promised stays visible, with its figures. Nothing "
                    "was changed.",
                    name=used[indicator].name,
                    promise=promise.versions[-1].text,
                ),
            )
        own_indicators.end(session, body, indicator, reason, viewer.name, monitor.now())
        served = [one.id for one in submissions.serving(session, body)]
        measuring.remove(session, served, [indicator])
        monitor.log(session, viewer, body, "end_own_indicator", indicator, reason)
    publish(monitor, known)


def save_own_indicator(
    viewer: Viewer, monitor: Monitor, body: str, name: str, values: Mapping[str, Any], reason: str = ""
) -> Indicator:
    """Keeps an own indicator under the keys of a definition file, as its first or its next version, and measures it.

    What is left out is filled in; better words alone make no new version. `name` is of the file, for messages. Raises Refusal that names
    the key, what was found and what was expected, and where another measurement comes without a reason.
    """
    known = monitor.body(body)
    access.require(viewer, "manage", known)
    with monitor.store.transaction() as session:
        made = keep(viewer, monitor, session, known, name, values, reason, None)
        monitor.log(session, viewer, body, "own_indicator", f"{made.id} version {made.version}", reason)
    publish(monitor, known)
    return made


def load_own_indicator_file(
    viewer: Viewer, monitor: Monitor, body: str, name: str, content: bytes, reason: str = ""
) -> Indicator:
    """Keeps the own indicator of a TOML file (docs/indicators.md)."""
    return save_own_indicator(viewer, monitor, body, name, measure.read_definition(name, content), reason)


def new_own_id(viewer: Viewer, monitor: Monitor, body: str, name: str) -> str:
    """An id from a name that none of the body's own indicators has."""
    taken = own_versions(viewer, monitor, body)
    wanted = measure.PREFIX + safe_name(name).replace("-", "_")[:40]
    return next(one for one in (wanted, *(f"{wanted}_{n}" for n in range(2, len(taken) + 3))) if one not in taken)


def own_choices(viewer: Viewer, monitor: Monitor, body: str) -> dict[str, list[str]]:
    """The texts in a body's own lines and registers that a condition can ask for, by field, most euros first."""
    access.require(viewer, "see_lines", monitor.body(body))
    with monitor.store.reading() as session:
        served = [one.id for one in submissions.serving(session, body)]
        return {field: submissions.values_of(session, served, field) for field in submissions.FIELDS_WITH_TEXTS}


def _versions(session: Session, body: str) -> dict[str, list[OwnVersion]]:
    found: dict[str, list[OwnVersion]] = {}
    for row in own_indicators.versions(session, body):
        entry = measure.read_definition("", row["document"].encode())
        found.setdefault(row["id"], []).append(
            OwnVersion(
                measure.load_own(row["document"]),
                entry,
                row["document"],
                row["reason"],
                row["saved_by"],
                row["saved_at"],
            )
        )
    return found


def keep(
    viewer: Viewer,
    monitor: Monitor,
    session: Session,
    body: Body,
    name: str,
    values: Mapping[str, Any],
    reason: str,
    year: int | None,
) -> Indicator:
    """Keeps a version in this session and measures it, in one year or in all."""
    earlier = _versions(session, body.id).get(str(values.get("id")), [])
    entry, made = _next(earlier, body, name, values, monitor, reason)
    kept_reason = next((one.reason for one in earlier if one.indicator.version == made.version and not reason), reason)
    own_indicators.save(
        session, body.id, made.id, made.version, measure.as_toml(entry), kept_reason, viewer.name, monitor.now()
    )
    served = [one.id for one in submissions.serving(session, body.id) if year in (None, one.year)]
    if monitor.measuring:
        measure_one(session, body, made, served)
    return made


def _next(
    earlier: Sequence[OwnVersion],
    body: Body,
    name: str,
    values: Mapping[str, Any],
    monitor: Monitor,
    reason: str,
) -> tuple[dict[str, Any], Indicator]:
    """The definition to keep: the next version of its indicator, or better words for the latest."""
    folded = {key: _folded(value) if key in ("scope", "criterion") else value for key, value in values.items()}
    last = earlier[-1].indicator if earlier else None
    today = monitor.now().date()
    asked = folded.pop("version", None)
    entry = measure.completed(folded, body, last.version if last else 1, today)
    made = measure.own_indicator(name, entry)
    if last and measure.digest(last) != measure.digest(made):
        reasons.given(reason)
        entry = {**entry, "version": last.version + 1}
        made = measure.own_indicator(name, entry)
    elif last and "since" not in folded:
        entry = {**entry, "since": last.since}
        made = measure.own_indicator(name, entry)
    if asked not in (None, made.version):
        raise measure.refusal(
            name, "version", repr(asked), message("{version}: that is the next", version=made.version)
        )
    return entry, made


def _folded(tree: Any) -> Any:
    """A condition with the texts of categories as lines hold them: spaces and capitals make no difference."""
    if isinstance(tree, list):
        return [_folded(part) for part in tree]
    if not isinstance(tree, Mapping):
        return tree
    if tree.get("field") == "category_text":
        return {key: value if key == "field" else _normal(value) for key, value in tree.items()}
    return {key: _folded(value) for key, value in tree.items()}


def _normal(value: Any) -> Any:
    if isinstance(value, list):
        return [_normal(one) for one in value]
    return evidence.normal_text(value) if isinstance(value, str) else value
