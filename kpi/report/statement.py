"""A promise as a statement to sign: one self-contained page of HTML for A4, in black, that needs nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from pathlib import Path

from kpi.language import NO_BREAK_SPACE, day, number, percent, round_share, target_percent, text
from kpi.model import Body, BodyKind, Commitment, CommitmentVersion, Decision, Indicator, Message, Point
from kpi.report.letters import fonts, page_numbers

STYLE = (Path(__file__).parent / "statement.css").read_text("utf-8")
YEARS_A_ROW = 10
DRAFT_SIGN = (
    '<svg width="16" height="16" viewBox="0 0 20 20" aria-hidden="true"><path d="M6 1h8l5 5v8l-5 5H6l-5-5V6z" '
    'fill="none" stroke="#000" stroke-width="2"/><path d="M10 5v6M10 13.5v2" stroke="#000" stroke-width="2.4"/></svg>'
)
BY_THE_COUNCIL = ("raadsbesluit", "ps-besluit", "ab-besluit")
"""Kinds of decision of the elected body rather than the daily one."""


@dataclass(frozen=True)
class Statement:
    """What stands on it. The definition comes in plain words; `path` has a point for every year; `missing` what still lacks."""

    body: Body
    commitment: Commitment
    version: CommitmentVersion
    indicator: Indicator
    part: Message
    whole: Message
    left_out: Message
    proof: Message
    path: Sequence[Point]
    check_code: str
    keeps_up: bool = False  # the baseline meets the target already
    missing: Sequence[str] | None = None  # None: it was decided


def statement(language: str, paper: Statement) -> str:
    """The whole page. Everything that was typed is escaped."""
    version, decision = paper.version, paper.version.decision
    title = text(language, "Statement of ambition")
    header = " · ".join(
        [
            paper.body.name,
            text(language, "version {version}", version=str(version.version)),
            text(language, "draft") if paper.missing is not None else day(language, decision.date),
        ]
    )
    rows = "".join(
        f"<tr><th scope='row'>{escape(name)}</th><td>{fact}</td></tr>" for name, fact in _facts(language, paper)
    )
    closing = text(
        language,
        "Only {who} can change this target. An earlier target stays visible in the figures and the charts.",
        who=_decider(language, paper.body, decision),
    )
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{escape(version.text or title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{fonts()}{STYLE}{page_numbers(language)}</style></head><body>'
        f"<header><b>{escape(title)}</b><span>{escape(header)}</span></header><main>"
        f"{_notice(language, paper)}<p class='opening'>{escape(_opening(language, paper.body, decision))}</p>"
        f"<h1>{escape(version.text or '…')}</h1><table class='facts'>{rows}</table>{_path(language, paper)}"
        f"{_earlier(language, paper)}<p>{escape(closing)}</p>{_signatures(language, paper)}</main>"
        f"<footer>{escape(_record(language, paper))}</footer></body></html>\n"
    )


def _facts(language: str, paper: Statement) -> list[tuple[str, str]]:
    version, indicator = paper.version, paper.indicator
    names = {one.id: one.name for one in paper.body.departments}
    scope = ", ".join(names.get(one, one) for one in paper.commitment.departments)
    definition = text(
        language,
        "{name}, version {version}",
        name=indicator.name,
        version=str(version.indicator_version or indicator.version),
    )
    facts = [
        (text(language, "Target"), _target(language, paper)),
        (text(language, "Milestones"), escape(_points(language, indicator, version.milestones))),
        (text(language, "We count"), escape(paper.part.in_language(language))),
        (text(language, "Out of"), escape(paper.whole.in_language(language))),
        (text(language, "Does not count"), escape(paper.left_out.in_language(language))),
        (text(language, "Evidence"), escape(" ".join(filter(None, (paper.proof.in_language(language), version.evidence))))),
        (text(language, "Definition"), escape(definition)),
        (text(language, "Baseline"), escape(_baseline(language, paper))),
        (text(language, "Holds for"), escape(scope or text(language, "the whole organisation"))),
        (text(language, "Resources"), escape(version.resources)),
        (text(language, "Risks"), escape(version.risks)),
        (text(language, "Responsible administrator"), escape(version.responsible)),
        (text(language, "Responsible official"), escape(version.official or version.next_move)),
        (text(language, "Report"), escape(_reporting(language, version))),
        (text(language, "Visible to"), escape(_visible(language, version))),
        (text(language, "Next review"), escape(day(language, version.review_on)) if version.review_on else ""),
        (text(language, "Decision"), _decision(language, paper)),
        (text(language, "Reason of the change"), escape(version.reason)),
    ]  # fmt: skip
    return [(name, fact) for name, fact in facts if fact]


def _target(language: str, paper: Statement) -> str:
    version, indicator = paper.version, paper.indicator
    goal = text(
        language,
        "{value} in {year}",
        value=_as_decided(language, indicator, version.target.value),
        year=str(version.target.year),
    )
    if version.baseline is None:
        way = text(language, "without a path: the baseline is unknown")
    else:
        values = {
            "value": _as_decided(language, indicator, version.baseline.value),
            "year": str(version.baseline.year),
        }
        if paper.keeps_up:
            way = text(language, "to be kept: it was {value} in {year}", **values)
        elif version.path == "stepped":
            way = text(language, "in steps from {value} in {year}", **values)
        else:
            way = text(language, "evenly from {value} in {year}", **values)
    return f"<b>{escape(goal)}</b>, {escape(way)}"


def _baseline(language: str, paper: Statement) -> str:
    point = paper.version.baseline
    if point is None:
        return text(language, "unknown")
    value = text(
        language, "{value} in {year}", value=_as_decided(language, paper.indicator, point.value), year=str(point.year)
    )
    source = paper.version.baseline_source or text(language, "source unknown")
    return f"{value}; {source}"


def _points(language: str, indicator: Indicator, points: Sequence[Point]) -> str:
    return " · ".join(
        text(language, "{value} in {year}", value=_as_decided(language, indicator, point.value), year=str(point.year))
        for point in points
    )


def _reporting(language: str, version: CommitmentVersion) -> str:
    every = {
        "year": text(language, "every year"),
        "half_year": text(language, "every half year"),
        "quarter": text(language, "every quarter"),
    }.get(version.report_every, "")
    to = text(language, "to {whom}", whom=version.report_to) if version.report_to else ""
    return " ".join(filter(None, (every, to)))


def _visible(language: str, version: CommitmentVersion) -> str:
    return {
        "body": text(language, "our own organisation"),
        "peers": text(language, "our own organisation, comparable organisations and the ministry"),
        "public": text(language, "everyone"),
    }.get(version.visible_to, "")


def _decision(language: str, paper: Statement) -> str:
    decision = paper.version.decision
    if paper.missing:
        return f"{DRAFT_SIGN} <b>{escape(text(language, 'still missing: {what}', what=', '.join(paper.missing)))}</b>"
    return escape(
        text(
            language,
            "{kind} {reference} of {day}",
            kind=decision.kind,
            reference=decision.reference,
            day=decision.date,
        )
    )


def _path(language: str, paper: Statement) -> str:
    """Every year of the path with what is expected then, rounded so that it is not met sooner than it is."""
    if not paper.path:
        return ""
    decided = {point.year for point in (*paper.version.milestones, paper.version.target)}
    side = "up" if paper.indicator.higher_is_better else "down"
    tables = []
    rows = -(-len(paper.path) // YEARS_A_ROW)
    wide = -(-len(paper.path) // rows)
    for start in range(0, len(paper.path), wide):
        some = paper.path[start : start + wide]
        rest = "<td></td>" * (wide - len(some))
        years = "".join(f"<th scope='col'>{point.year}</th>" for point in some)
        values = "".join(
            f"<td class='{_kind(point, decided)}'>{escape(_rounded(language, paper.indicator, point.value, side))}</td>"
            for point in some
        )
        heads = text(language, "Year"), text(language, "Expected")
        tables.append(
            f"<table class='path'><tr><th scope='row'>{escape(heads[0])}</th>{years}{rest}</tr>"
            f"<tr><th scope='row'>{escape(heads[1])}</th>{values}{rest}</tr></table>"
        )
    return f"<h2>{escape(text(language, 'The path'))}</h2>{''.join(tables)}"


def _kind(point: Point, decided: set[int]) -> str:
    return "decided" if point.year in decided else "between"


def _earlier(language: str, paper: Statement) -> str:
    """The versions before this one; they stay, whatever is decided."""
    versions = [one for one in paper.commitment.versions if one.version < paper.version.version]
    if not versions:
        return ""
    names = (
        text(language, "Version"),
        text(language, "Target"),
        text(language, "Decision"),
        text(language, "Why changed"),
    )
    head = "".join(f"<th scope='col'>{escape(name)}</th>" for name in names)
    following = [*versions[1:], paper.version]
    rows = "".join(
        f"<tr><td>{one.version}</td><td>{escape(_points(language, paper.indicator, (one.target,)))}</td>"
        f"<td>{escape(f'{one.decision.kind} {one.decision.reference}, {day(language, one.decision.date)}')}</td>"
        f"<td>{escape(after.reason)}</td></tr>"
        for one, after in zip(versions, following, strict=True)
    )
    heading = escape(text(language, "Earlier versions"))
    return f"<h2>{heading}</h2><table class='earlier'><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _notice(language: str, paper: Statement) -> str:
    """What a reader must know before anything else: that it is not decided, or no longer holds."""
    if paper.missing is not None:
        return f"<p class='notice'>{DRAFT_SIGN} <b>{escape(text(language, 'Draft: not decided yet.'))}</b></p>"
    ended = paper.commitment.ended
    if ended is None:
        return ""
    words = text(
        language,
        "Ended by {kind} {reference} of {day}: {reason}",
        kind=ended.decision.kind,
        reference=ended.decision.reference,
        day=ended.decision.date,
        reason=ended.reason,
    )
    return f"<p class='notice'>{DRAFT_SIGN} <b>{escape(words)}</b></p>"


def _signatures(language: str, paper: Statement) -> str:
    signatory = paper.version.signatory or paper.version.responsible
    on_behalf = text(language, "On behalf of {who}", who=_decider(language, paper.body, paper.version.decision))
    left = f"{on_behalf}: {signatory}" if signatory else on_behalf
    places = [
        (left, text(language, "name, position, date")),
        (text(language, "Checked by the controller"), text(language, "name, date")),
    ]
    return "<div class='signatures'>" + "".join(
        f"<div><p>{escape(who)}</p><p class='quiet'>{escape(what)}</p></div>" for who, what in places
    ) + "</div>"  # fmt: skip


def _record(language: str, paper: Statement) -> str:
    return text(
        language,
        "Record {id}, version {version}. Definition {indicator}, version {of}. Check code {code}. The code changes when "
        "what was decided changes.",
        id=paper.commitment.id,
        version=str(paper.version.version),
        indicator=paper.indicator.id,
        of=str(paper.version.indicator_version or paper.indicator.version),
        code=paper.check_code,
    )


def _opening(language: str, body: Body, decision: Decision) -> str:
    name = body.name
    for word in ("Gemeente ", "Provincie ", "Waterschap "):
        name = name.removeprefix(word)
    who = _decider(language, body, decision)
    if body.kind in (BodyKind.RIJK, BodyKind.MINISTRY):
        words = text(language, "{who} records:", who=who)
    elif body.kind is BodyKind.PROVINCE:  # "staten" are many
        words = text(language, "{who} of {name} record:", who=who, name=name)
    else:
        words = text(language, "{who} of {name} records:", who=who, name=name)
    return words[:1].upper() + words[1:]


def _decider(language: str, body: Body, decision: Decision) -> str:
    """Who decides for such a body, in words: the elected body where the decision is one of its own."""
    if decision.kind.casefold() in BY_THE_COUNCIL:
        return {
            BodyKind.MUNICIPALITY: text(language, "the municipal council"),
            BodyKind.PROVINCE: text(language, "the provincial council"),
        }.get(body.kind, text(language, "the general board"))
    return {
        BodyKind.MUNICIPALITY: text(language, "the municipal executive"),
        BodyKind.PROVINCE: text(language, "the provincial executive"),
        BodyKind.WATER_AUTHORITY: text(language, "the executive board"),
        BodyKind.JOINT_ARRANGEMENT: text(language, "the board"),
    }.get(body.kind, text(language, "the minister"))


def _as_decided(language: str, indicator: Indicator, value: Fraction) -> str:
    if indicator.unit == "share":
        return target_percent(language, value)
    return _rounded(language, indicator, value, "down")


def _rounded(language: str, indicator: Indicator, value: Fraction, side: str) -> str:
    if indicator.unit == "share":
        return percent(language, value, side)
    rounded = round_share(value / 100, side)
    decimals = 0 if rounded == rounded.to_integral_value() else 1
    return f"{number(language, rounded, decimals)}{NO_BREAK_SPACE}{indicator.unit}"
