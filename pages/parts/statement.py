"""How a commitment reads: as it will stand on the statement, and in the list of all commitments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from kpi import service
from kpi.language import day, plural, text
from kpi.model import Commitment, CommitmentVersion, Figure, Indicator, Severity
from kpi.service import CommitmentDraft
from kpi.wording import person
from pages.parts import numbers, series
from pages.parts.cited import in_dutch
from pages.parts.promise import own_mark
from pages.parts.signs import check_sign
from pages.parts.tables import Heading, table


def headline(language: str, commitments: Sequence[Commitment]) -> str:
    """How many ambitions were committed to."""
    if not commitments:
        return text(language, "No ambition has been committed to yet")
    return plural(
        language, "{number} ambition is committed to", "{number} ambitions are committed to", len(commitments)
    )


def aim(language: str, indicator: Indicator, version: CommitmentVersion) -> str:
    """Target, year and path in one phrase: "100% in 2028, evenly from 38,0% in 2021"."""
    target = numbers.target(language, indicator, version.target.value)
    if version.baseline is None:
        return text(
            language, "{target} in {year}; the baseline is unknown, so there is no path", target=target,
            year=str(version.target.year),
        )  # fmt: skip
    values = {
        "target": target,
        "year": str(version.target.year),
        "baseline": numbers.target(language, indicator, version.baseline.value),
        "first": str(version.baseline.year),
    }
    if service.keeps_up(version, higher_is_better=indicator.higher_is_better):
        return text(language, "{target} in {year}, to be kept: it was {baseline} in {first}", **values)
    if version.path == "stepped":
        return text(language, "{target} in {year}, in steps from {baseline} in {first}", **values)
    return text(language, "{target} in {year}, evenly from {baseline} in {first}", **values)


def milestones(language: str, indicator: Indicator, version: CommitmentVersion) -> str:
    """The values promised on the way; empty without any."""
    return " · ".join(
        text(
            language, "{value} in {year}", value=numbers.target(language, indicator, point.value), year=str(point.year)
        )
        for point in version.milestones
    )


def statement(
    language: str, indicator: Indicator, version: CommitmentVersion, missing: Sequence[str] = (), scope: str = ""
) -> str:
    """The promise as its largest text, with what it rests on. `missing` are facts of the decision that still lack; `scope`
    names the departments that it is made for.
    """
    decision = version.decision
    decided = (
        f"{in_dutch(language, f'{decision.kind} {decision.reference}'.strip())}, {escape(day(language, decision.date))}"
    )
    if missing:
        lacking = text(language, "still missing: {what}", what=", ".join(missing))
        decided = f"{check_sign(Severity.ERROR)} <b>{escape(lacking)}</b>"
    facts: Mapping[str, str] = {
        text(language, "Target"): escape(aim(language, indicator, version)),
        text(language, "Milestones"): escape(milestones(language, indicator, version)),
        text(language, "We measure"): escape(
            text(
                language, "{name} (definition {version})", name=indicator.name.in_language(language),
                version=str(indicator.version),
            )
        ),
        text(language, "Decision"): decided,
        text(language, "Holds for"): escape(scope or text(language, "the whole organisation")),
        text(language, "Responsible administrator"): in_dutch(language, version.responsible),
        text(language, "Responsible official"): in_dutch(language, version.official or version.next_move),
        text(language, "Report"): escape(_reporting(language, version)),
        text(language, "Visible to"): escape(_visible(language, version)),
        text(language, "Next review"): escape(day(language, version.review_on)) if version.review_on else "",
        text(language, "Resources"): in_dutch(language, version.resources),
        text(language, "Risks"): in_dutch(language, version.risks),
        text(language, "Reason of the change"): in_dutch(language, version.reason),
    }  # fmt: skip
    items = "".join(f"<dt>{escape(name)}</dt><dd>{fact}</dd>" for name, fact in facts.items() if fact)
    small = escape(text(language, "This is how the statement will read"))
    return (
        f'<p class="small">{small}</p><h2>{in_dutch(language, version.text or "…")}</h2><dl class="terms">{items}</dl>'
    )


def _reporting(language: str, version: CommitmentVersion) -> str:
    every = {
        "year": text(language, "every year"),
        "half_year": text(language, "every half year"),
        "quarter": text(language, "every quarter"),
    }.get(version.report_every, "")
    to = text(language, "to {whom}", whom=version.report_to) if version.report_to else ""
    return f"{every} {to}".strip()


def _visible(language: str, version: CommitmentVersion) -> str:
    return {
        "body": text(language, "our own organisation"),
        "peers": text(language, "our own organisation, comparable organisations and the ministry"),
        "public": text(language, "everyone"),
    }.get(version.visible_to, "")


def ended(language: str, made: Commitment) -> str:
    """That and why a commitment was ended; nothing where it was not."""
    if made.ended is None:
        return ""
    words = text(
        language,
        "Ended by {kind} {reference} of {day}: {reason}",
        kind=in_dutch(language, made.ended.decision.kind),
        reference=escape(made.ended.decision.reference),
        day=made.ended.decision.date,
        reason=in_dutch(language, made.ended.reason),
    )
    return f"<p>{words}</p>"


def drafts_table(
    language: str, drafts: Sequence[CommitmentDraft], indicators: Mapping[str, Indicator], links: Mapping[str, str]
) -> str:
    """What was filled in and not decided yet, newest first."""
    headings = [
        Heading(text(language, "Draft")), Heading(text(language, "Ambition")), Heading(text(language, "Kept by")),
        Heading(text(language, "On")),
    ]  # fmt: skip
    rows = [
        (
            f'<a href="{escape(links[one.id])}">{escape(str(one.values.get("text") or text(language, "no text yet")))}</a>',
            escape(_name(language, indicators, one)),
            escape(person(language, one.saved_by)),
            escape(day(language, one.saved_at, short=True)),
        )
        for one in drafts
    ]
    heading = f"<h2>{escape(text(language, 'Drafts'))}</h2>"
    return heading + table(text(language, "Drafts"), headings, rows)


def _name(language: str, indicators: Mapping[str, Indicator], draft: CommitmentDraft) -> str:
    indicator = indicators.get(draft.values.get("indicator", ""))
    return indicator.name.in_language(language) if indicator else "–"


def list_table(
    language: str,
    commitments: Sequence[Commitment],
    indicators: Mapping[str, Indicator],
    links: Mapping[str, str],
    states: Mapping[str, str],
) -> str:
    """Every commitment with its state, its latest decision and how often it was changed."""
    headings = [
        Heading(text(language, "Commitment")), Heading(text(language, "State")),
        Heading(text(language, "Target"), "number"),
        Heading(text(language, "Decision")), Heading(text(language, "Versions"), "number"),
    ]  # fmt: skip
    rows = []
    for made in commitments:
        last = made.versions[-1]
        target = numbers.target(language, indicators[made.indicator], last.target.value)
        rows.append(
            (
                f'<a href="{escape(links[made.id])}">{in_dutch(language, last.text)}</a>{own_mark(language, indicators[made.indicator])}',
                escape(states[made.state]),
                escape(text(language, "{value} in {year}", value=target, year=str(last.target.year))),
                f"{in_dutch(language, f'{last.decision.kind} {last.decision.reference}')}, "
                f"{escape(day(language, last.decision.date, short=True))}",
                str(len(made.versions)),
            )
        )
    return table(text(language, "Commitments"), headings, rows)


def versions_list(language: str, made: Commitment, indicator: Indicator) -> str:
    """Every decision, newest first, with its reason."""
    items = []
    for version in reversed(made.versions):
        decision = version.decision
        what = f"{decision.kind} {decision.reference}, {decision.body}."
        reason = (
            f" {text(language, 'Reason: {reason}', reason=in_dutch(language, version.reason))}"
            if version.reason
            else ""
        )
        items.append(
            f"<dt>{escape(day(language, decision.date, short=True))}</dt><dd><b>{in_dutch(language, version.text)}</b> "
            f"{escape(aim(language, indicator, version))}. {in_dutch(language, what)}{reason}</dd>"
        )
    return f'<dl class="terms">{"".join(items)}</dl>'


def path_table(language: str, indicator: Indicator, version: CommitmentVersion, history: Sequence[Figure]) -> str:
    """The points of the path and what was measured, by year."""
    points = {point.year: point.value for point in series.path_points(version)}
    measured = {figure.year: figure for figure in history}
    headings = [
        Heading(text(language, "Year")), Heading(text(language, "Promised"), "number"),
        Heading(text(language, "Proven and possible"), "number"),
    ]  # fmt: skip
    rows = [
        (
            str(year),
            numbers.target(language, indicator, points.get(year)),
            numbers.interval(language, measured[year]) if year in measured else "–",
        )
        for year in sorted(points.keys() | measured.keys())
    ]
    return table(text(language, "The path"), headings, rows)
