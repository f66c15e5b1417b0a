"""Bodies: which there are, and what a body decides about itself."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields, replace
from datetime import date
from typing import Any

from kpi import access, compare, evidence, succession
from kpi.language import message, plural_message
from kpi.model import YEAR_BASES, Body, BodyKind, Department, FormerName, Indicator, Refusal, Role, Theme, Viewer
from kpi.reference import Merger, mergers
from kpi.service.answers import EVERYONE, answered_once
from kpi.service.judging import publish
from kpi.service.knowing import apply_knowledge, remeasure_departments
from kpi.service.monitor import Loaded, Monitor
from kpi.service.years import unknown_year_basis
from kpi.store import registers, submissions


@answered_once
def bodies(viewer: Viewer, monitor: Monitor) -> list[Body]:
    """The bodies that the viewer may open, by name: his own. A ministry and the public open those that consented."""
    with monitor.store.reading() as session:
        known = registers.bodies(session)
    if viewer.role in (Role.MINISTRY, Role.PUBLIC):
        return [body for body in known if body.consent]
    return [body for body in known if access.sees_body(viewer, body.id)]


def with_heritage(viewer: Viewer, monitor: Monitor) -> Viewer:
    """The viewer with the bodies that went on in his own: he may see what these left (semantics.md section 1)."""
    return viewer if viewer.body is None else replace(viewer, heir_of=_went_on_in(EVERYONE, monitor, viewer.body))


@answered_once
def _went_on_in(viewer: Viewer, monitor: Monitor, body: str) -> frozenset[str]:
    return frozenset(one.id for one in succession.predecessors(all_bodies(monitor), body))


def all_bodies(monitor: Monitor) -> list[Body]:
    """Every body, by name, for the trusted user of this machine who chooses as whom to look."""
    return _every_body(EVERYONE, monitor)


@answered_once
def _every_body(viewer: Viewer, monitor: Monitor) -> list[Body]:
    with monitor.store.reading() as session:
        return registers.bodies(session)


def body(viewer: Viewer, monitor: Monitor, identity: str) -> Body:
    access.require(viewer, "see_figures", identity)
    return monitor.body(identity)


def known_mergers(body: Body) -> list[Merger]:
    """What data/reference knows of mergers and divisions of a real organisation of this name. Open to everyone."""
    plain = body.name.casefold().removeprefix("gemeente ").strip()
    return [one for one in mergers() if plain in (one.before.casefold(), one.after.casefold())]


def save_body(viewer: Viewer, monitor: Monitor, changed: Body) -> Body:
    """Stores a body. Its id must be letters, digits, dots and dashes: it becomes a part of file names.

    Where it changed whether its contract register is complete, its submissions are measured again; where its departments changed
    those in which a text means another one now.
    """
    access.require(viewer, "manage", changed.id)
    if not re.fullmatch(r"[a-z0-9][a-z0-9.-]{0,63}", changed.id):
        raise Refusal(
            "bad_id",
            message(
                'The id "{found}" cannot be used. Expected: small letters, digits, dots and dashes, at most 64. '
                'For example "gemeente-voorbeeldstad".',
                found=changed.id,
            ),
        )
    known_sizes = {each.id for each in compare.size_classes()}
    if changed.size_class is not None and changed.size_class not in known_sizes:
        raise Refusal(
            "bad_size_class",
            message(
                'There is no size class "{found}". Expected one of: {known}.',
                found=changed.size_class,
                known=", ".join(sorted(known_sizes)),
            ),
        )
    if changed.report_by is not None and not _is_month_and_day(changed.report_by):
        raise Refusal(
            "bad_report_by",
            message(
                '"{found}" is no day by which to report. Expected: month and day, such as "03-31".',
                found=changed.report_by,
            ),
        )
    if changed.year_basis not in YEAR_BASES:
        raise unknown_year_basis(changed.year_basis)
    _check_departments(changed)
    _check_succession(monitor, changed)
    with monitor.store.transaction() as session:
        before = {known.id: known for known in registers.bodies(session)}.get(changed.id)
        registers.save_body(session, changed)
        if before and before.contract_register_complete != changed.contract_register_complete:
            apply_knowledge(monitor, session, changed, submissions.lines_of_serving(session, changed.id))
        elif before and before.departments != changed.departments:
            rules = registers.knowledge(session, changed.id)[1].departments
            remeasure_departments(monitor, session, before, rules, changed)
        monitor.log(session, viewer, changed.id, "save_body", changed.id)
    publish(monitor, changed)
    return changed


def _check_departments(changed: Body) -> None:
    listed = [one.id for one in changed.departments]
    doubled = next((one for one in listed if listed.count(one) > 1), None)
    if doubled is not None:
        raise Refusal(
            "double_department",
            message('The department "{found}" is listed twice. Expected: each id once.', found=doubled),
        )
    odd = succession.wrong(changed.departments)
    if odd:
        column, expected = evidence.expectation(odd[1])
        raise Refusal(
            "bad_department",
            message(
                'The department "{found}" cannot be as it is, see {column}. Expected: {expected}. Nothing was changed.',
                found=odd[0],
                column=column,
                expected=expected,
            ),
        )


def _check_succession(monitor: Monitor, changed: Body) -> None:
    with monitor.store.reading() as session:
        others = [one for one in registers.bodies(session) if one.id != changed.id]
        last = max((one.year for one in submissions.serving(session, changed.id)), default=None)
    odd = succession.wrong([*others, changed])
    if odd:
        column, expected = evidence.expectation(odd[1])
        raise Refusal(
            "bad_succession",
            message(
                'The organisation "{found}" cannot be as it is, see {column}. Expected: {expected}. Nothing was changed.',
                found=odd[0],
                column=column,
                expected=expected,
            ),
        )
    if changed.valid_to and last is not None and last > changed.valid_to.year:
        raise Refusal(
            "bad_succession",
            message(
                "{name} has a submission of {year}, so it had not ended on {day}. Expected: a last day in that year or later. "
                "Nothing was changed.",
                name=changed.name,
                year=str(last),
                day=changed.valid_to.isoformat(),
            ),
        )


def _is_month_and_day(text: str) -> bool:
    try:
        return date.fromisoformat(f"2001-{text}").strftime("%m-%d") == text
    except ValueError:
        return False


def load_body_file(
    viewer: Viewer, monitor: Monitor, name: str, content: bytes, expected_id: str | None = None
) -> Loaded:
    """Makes or changes a body from a TOML file (docs/organisations.md). Raises Refusal naming the file and the key.

    An organisation that is not known yet may be added by any buyer; a known one only by its own people. `expected_id` is the id that the file must hold, where one was named.
    """
    described = read_body(name, content)
    if expected_id is not None and described.id != expected_id:
        raise _bad(name, f'id = "{described.id}"', f'id = "{expected_id}"')
    with monitor.store.reading() as session:
        before = {known.id: known for known in registers.bodies(session)}.get(described.id)
    if before:
        described = replace(
            described, consent=before.consent, submitters=before.submitters, certifiers=before.certifiers
        )
    own = viewer.body or described.id if before else described.id
    saved = save_body(replace(viewer, body=own), monitor, described)
    return Loaded(
        plural_message(
            "{name}: {number} department.", "{name}: {number} departments.", len(saved.departments), name=saved.name
        ),
        len(saved.departments),
        saved.id,
    )


_KEYS = {field.name for field in fields(Body)} - {"departments", "consent", "submitters", "certifiers"} | {"department"}


def read_body(name: str, content: bytes) -> Body:
    """The body that a TOML file describes; nothing is kept. Raises Refusal naming the file and the key."""
    try:
        document: dict[str, Any] = tomllib.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise _bad(name, str(error), "TOML, see docs/organisations.md") from None
    for key in document:
        if key not in _KEYS:
            raise _bad(name, key, ", ".join(sorted(_KEYS)))
    for key in ("id", "name", "kind"):
        if not isinstance(document.get(key), str) or not document[key].strip():
            raise _bad(name, f"{key} = {document.get(key)!r}", f'{key} = "..."')
    if document["kind"] not in set(BodyKind):
        raise _bad(name, f"kind = {document['kind']!r}", ", ".join(BodyKind))
    for key, kind in (
        ("inhabitants", int),
        ("fictional", bool),
        ("contract_register_complete", bool),
        ("report_by", str),
        ("size_class", str),
        ("province", str),
        ("valid_from", date),
        ("valid_to", date),
        ("successors", list),
        ("parts", list),
        ("year_basis", str),
    ):
        if key in document and (
            not isinstance(document[key], kind) or (kind is int and isinstance(document[key], bool))
        ):
            raise _bad(name, f"{key} = {document[key]!r}", kind.__name__)
    lists = {key: tuple(document.get(key, [])) for key in ("successors", "parts")}
    for key, written in lists.items():
        if not all(isinstance(one, str) and one.strip() for one in written):
            raise _bad(name, f"{key} = {list(written)!r}", f'{key} = ["..."]')
    if document.get("inhabitants", 0) < 0:
        raise _bad(name, f"inhabitants = {document['inhabitants']}", "0 ...")
    departments = document.pop("department", [])
    if not isinstance(departments, list) or not all(isinstance(one, dict) for one in departments):
        raise _bad(name, "department", "[[department]]")
    return Body(
        **{**document, "kind": BodyKind(document["kind"]), **lists},
        departments=tuple(_department(name, one) for one in departments),
    )


_DEPARTMENT_DAYS = ("valid_from", "valid_to")
_DEPARTMENT_LISTS = ("aliases", "successors")


def _department(name: str, document: dict[str, Any]) -> Department:
    strange = set(document) - {"id", "name", "name_en", *_DEPARTMENT_DAYS, *_DEPARTMENT_LISTS, "former_name"}
    if strange or not all(isinstance(document.get(key), str) and document[key].strip() for key in ("id", "name")):
        raise _bad(name, f"[[department]] {document}", 'id = "...", name = "...", aliases = ["..."]')
    for key in _DEPARTMENT_LISTS:
        written = document.get(key, [])
        if not isinstance(written, list) or not all(isinstance(one, str) for one in written):
            raise _bad(name, f"{key} = {written!r}", f'{key} = ["...", "..."]')
    former = document.get("former_name", [])
    if not isinstance(former, list) or not all(
        isinstance(one, dict) and one.keys() == {"name", "until"} for one in former
    ):
        raise _bad(name, f"former_name = {former!r}", '[[department.former_name]] name = "...", until = 2019-12-31')
    days = [(key, document[key]) for key in _DEPARTMENT_DAYS if key in document] + [
        ("until", one["until"]) for one in former
    ]
    for key, value in days:
        if type(value) is not date:
            raise _bad(name, f"{key} = {value!r}", f"{key} = 2019-12-31")
    return Department(
        id=document["id"],
        name=document["name"],
        aliases=tuple(document.get("aliases", [])),
        name_en=document.get("name_en"),
        valid_from=document.get("valid_from"),
        valid_to=document.get("valid_to"),
        successors=tuple(document.get("successors", [])),
        former_names=tuple(
            FormerName(str(one["name"]), one["until"]) for one in sorted(former, key=lambda one: one["until"])
        ),
    )


def _bad(name: str, found: str, expected: str) -> Refusal:
    return Refusal(
        "bad_body_file",
        message(
            "The file {name} does not describe an organisation. Found: {found}. Expected: {expected}. Nothing was stored.",
            name=name,
            found=found,
            expected=expected,
        ),
    )


@answered_once
def indicators(viewer: Viewer, monitor: Monitor, body: str | None = None) -> list[Indicator]:
    """The definitions that the figures follow, by theme and name. Open to everyone.

    With a body those that it made for itself too; they are for its own people only.
    """
    if body is not None:
        access.require(viewer, "see_figures", body)
    found = monitor.indicators if body is None else monitor.indicators_of(body)
    order = list(monitor.themes)
    return sorted(found.values(), key=lambda one: (order.index(one.themes[0]), one.name.nl))


def themes(viewer: Viewer, monitor: Monitor) -> list[Theme]:
    return list(monitor.themes.values())
