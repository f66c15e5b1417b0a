"""A promise as a statement to sign: what was promised, how it is counted, who decided, and two places to sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from kpi.language import NO_BREAK_SPACE, day, number, percent, round_share, target_percent, text
from kpi.model import Body, BodyKind, Commitment, CommitmentVersion, Decision, Indicator, Message, Point
from kpi.report.sheet import (
    Block,
    Cell,
    Column,
    Facts,
    Heading,
    Notice,
    Paragraph,
    Sheet,
    Signatures,
    Table,
    Words,
    rows,
    words,
)

YEARS_A_ROW = 10
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


def statement(language: str, paper: Statement) -> Sheet:
    """The whole sheet."""
    version, decision = paper.version, paper.version.decision
    title = text(language, "Statement of ambition")
    closing = text(
        language,
        "Only {who} can change this target. An earlier target stays visible in the figures and the charts.",
        who=_decider(language, paper.body, decision),
    )
    return Sheet(
        language=language,
        title=version.text or title,
        left=title,
        right=" · ".join(
            [
                paper.body.name,
                text(language, "version {version}", version=str(version.version)),
                text(language, "draft") if paper.missing is not None else day(language, decision.date),
            ]
        ),
        notices=_notices(language, paper),
        opening=_opening(language, paper.body, decision),
        finding=version.text or "…",
        proof=(),
        blocks=(
            Facts(title, _facts(language, paper)),
            *_path(language, paper),
            *_earlier(language, paper),
            Paragraph(closing),
            _signatures(language, paper),
        ),
        foot=_record(language, paper),
        page_of=text(language, "{page} of {pages}", page="{page}", pages="{pages}"),
    )


def _facts(language: str, paper: Statement) -> tuple[tuple[str, Cell], ...]:
    version, indicator = paper.version, paper.indicator
    names = {one.id: one.name for one in paper.body.departments}
    scope = ", ".join(names.get(one, one) for one in paper.commitment.departments)
    definition = text(
        language,
        "{name}, version {version}",
        name=indicator.name,
        version=str(version.indicator_version or indicator.version),
    )
    facts: list[tuple[str, Cell]] = [
        (text(language, "Target"), _target(language, paper)),
        (text(language, "Milestones"), words(_points(language, indicator, version.milestones))),
        (text(language, "We count"), words(paper.part.in_language(language))),
        (text(language, "Out of"), words(paper.whole.in_language(language))),
        (text(language, "Does not count"), words(paper.left_out.in_language(language))),
        (text(language, "Evidence"), words(" ".join(filter(None, (paper.proof.in_language(language), version.evidence))))),
        (text(language, "Definition"), words(definition)),
        (text(language, "Baseline"), words(_baseline(language, paper))),
        (text(language, "Holds for"), words(scope or text(language, "the whole organisation"))),
        (text(language, "Resources"), words(version.resources)),
        (text(language, "Risks"), words(version.risks)),
        (text(language, "Responsible administrator"), words(version.responsible)),
        (text(language, "Responsible official"), words(version.official or version.next_move)),
        (text(language, "Report"), words(_reporting(language, version))),
        (text(language, "Visible to"), words(_visible(language, version))),
        (text(language, "Next review"), words(day(language, version.review_on) if version.review_on else "")),
        (text(language, "Decision"), _decision(language, paper)),
        (text(language, "Reason of the change"), words(version.reason)),
    ]  # fmt: skip
    return tuple((name, fact) for name, fact in facts if fact)


def _target(language: str, paper: Statement) -> Cell:
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
    return Words(goal, strong=True), Words(f", {way}")


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


def _decision(language: str, paper: Statement) -> Cell:
    decision = paper.version.decision
    if paper.missing:
        return (Words(text(language, "still missing: {what}", what=", ".join(paper.missing)), strong=True),)
    return words(
        text(
            language,
            "{kind} {reference} of {day}",
            kind=decision.kind,
            reference=decision.reference,
            day=decision.date,
        )
    )


def _path(language: str, paper: Statement) -> tuple[Block, ...]:
    """Every year of the path with what is expected then, rounded so that it is not met sooner than it is; what was decided is bold.

    A long path stands in tables of equal width under each other.
    """
    if not paper.path:
        return ()
    decided = {point.year for point in (*paper.version.milestones, paper.version.target)}
    side = "up" if paper.indicator.higher_is_better else "down"
    wide = -(-len(paper.path) // -(-len(paper.path) // YEARS_A_ROW))
    name = text(language, "The path")
    blocks: list[Block] = [Heading(name)]
    for start in range(0, len(paper.path), wide):
        some = paper.path[start : start + wide]
        rest = wide - len(some)
        years = [Column(str(point.year), 2, number=True) for point in some] + [Column("", 2)] * rest
        values = [
            (Words(_rounded(language, paper.indicator, point.value, side), strong=point.year in decided),)
            for point in some
        ]
        row = (words(text(language, "Expected")), *values, *[()] * rest)
        blocks.append(Table(name, (Column(text(language, "Year"), 3), *years), rows([row])))
    return tuple(blocks)


def _earlier(language: str, paper: Statement) -> tuple[Block, ...]:
    """The versions before this one; they stay, whatever is decided."""
    versions = [one for one in paper.commitment.versions if one.version < paper.version.version]
    if not versions:
        return ()
    columns = (
        Column(text(language, "Version"), 2),
        Column(text(language, "Target"), 4),
        Column(text(language, "Decision"), 7),
        Column(text(language, "Why changed"), 9),
    )
    following = [*versions[1:], paper.version]
    found = [
        (
            words(str(one.version)),
            words(_points(language, paper.indicator, (one.target,))),
            words(f"{one.decision.kind} {one.decision.reference}, {day(language, one.decision.date)}"),
            words(after.reason),
        )
        for one, after in zip(versions, following, strict=True)
    ]
    name = text(language, "Earlier versions")
    return Heading(name), Table(name, columns, rows(found))


def _notices(language: str, paper: Statement) -> tuple[Notice, ...]:
    """What a reader must know before anything else: that it is invented, not decided, or no longer holds."""
    said = []
    if paper.body.fictional:
        said.append(text(language, "Example with invented figures."))
    ended = paper.commitment.ended
    if paper.missing is not None:
        said.append(text(language, "Draft: not decided yet."))
    elif ended is not None:
        said.append(
            text(
                language,
                "Ended by {kind} {reference} of {day}: {reason}",
                kind=ended.decision.kind,
                reference=ended.decision.reference,
                day=ended.decision.date,
                reason=ended.reason,
            )
        )
    return tuple(Notice(one) for one in said)


def _signatures(language: str, paper: Statement) -> Signatures:
    signatory = paper.version.signatory or paper.version.responsible
    on_behalf = text(language, "On behalf of {who}", who=_decider(language, paper.body, paper.version.decision))
    return Signatures(
        (
            (f"{on_behalf}: {signatory}" if signatory else on_behalf, text(language, "name, position, date")),
            (text(language, "Checked by the controller"), text(language, "name, date")),
        )
    )


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
