"""The audit sample: drawn from what is claimed, checked by a person, and extrapolated to all claimed euros (docs/evidence.md)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from kpi import access, evidence, measure
from kpi.language import euros_from_sum, message
from kpi.model import (
    DATE_FIELDS,
    FULL,
    VERDICTS,
    Body,
    Evidence,
    Figure,
    Indicator,
    Knowledge,
    Message,
    Refusal,
    Sample,
    SampledLine,
    Verdict,
    Viewer,
)
from kpi.service.answers import answered_once
from kpi.service.detail import intervals, shown_name
from kpi.service.judging import publish
from kpi.service.knowing import apply_knowledge
from kpi.service.monitor import Monitor
from kpi.store import registers, sampling, submissions
from kpi.store.database import Session

USUAL_PART = Fraction(5, 100)
MOST_SEED = 10**9
LONGEST_NOTE = 1_000


@dataclass(frozen=True)
class SampleResult:
    """A sample with what was found so far. Rates are of the claimed euros that were sampled from.

    `estimate` is None as long as a line is unchecked; `low` and `high` hold whatever the unchecked ones turn out to be. `without_effect` are
    the rejected lines that no evidence can stand for, because the claim rests on facts of the line. `claimed_now` is what is claimed today, in euros.
    """

    sample: Sample
    verdicts: Mapping[int, Verdict]
    low: Fraction
    high: Fraction
    estimate: Fraction | None
    claimed: Fraction
    held: Fraction
    rejected: int
    without_effect: tuple[int, ...]

    @property
    def open(self) -> int:
        return len(self.sample.lines) - len(self.verdicts)


def sampled_indicators(viewer: Viewer, monitor: Monitor, body: str) -> list[Indicator]:
    """The indicators of a body's promises of which euros are claimed: what can be sampled."""
    access.require(viewer, "see_lines", body)
    with monitor.store.reading() as session:
        promised = [one.indicator for one in registers.commitments(session, body) if not one.ended]
        known = monitor.indicators_at(session, body)
    return [known[one] for one in dict.fromkeys(promised) if one in known and known[one].measure == "euro"]


def draw_sample(
    viewer: Viewer,
    monitor: Monitor,
    body: str,
    year: int,
    indicator: str | None = None,
    seed: int | None = None,
    part: Fraction = USUAL_PART,
) -> SampleResult:
    """Draws a sample of one indicator, or of all promises of a body, and keeps it.

    The same body, year, indicator, seed and part give the sample that was drawn before. Unsaid the seed is a random one.
    """
    access.require(viewer, "classify", body)
    known = monitor.body(body)
    if not 0 < part <= 1:
        raise Refusal("sample_part", message("A sample is more than 0 and at most 100 percent of what is claimed."))
    if seed is not None and not 0 <= seed < MOST_SEED:
        raise Refusal("sample_seed", message("A seed is a whole number from 0 to {most}.", most=MOST_SEED - 1))
    seed = secrets.randbelow(1_000_000) if seed is None else seed
    about = [monitor.indicator(indicator, body)] if indicator else sampled_indicators(viewer, monitor, body)
    if any(one.measure != "euro" for one in about):
        raise Refusal("sample_not_in_euros", message("Only what is counted in euros can be sampled by its euros."))
    identity = _identity(known, year, indicator, seed, part)
    with monitor.store.reading() as session:
        earlier = next((one for one in sampling.samples(session, body, year) if one.id == identity), None)
    if earlier is None:
        made = replace(
            _drawn(viewer, monitor, body, year, about, seed, part),
            id=identity,
            drawn_by=viewer.name,
            drawn_at=monitor.now(),
        )
        with monitor.store.transaction() as session:
            sampling.save(session, made)
            monitor.log(session, viewer, body, "draw_sample", identity)
    return sample_result(viewer, monitor, body, identity)


def _identity(body: Body, year: int, indicator: str | None, seed: int, part: Fraction) -> str:
    share = f"{part.numerator}-{part.denominator}"
    return f"{body.id}-{year}-{indicator or 'all'}-{share}-{seed}"


def _drawn(
    viewer: Viewer, monitor: Monitor, body: str, year: int, about: Sequence[Indicator], seed: int, part: Fraction
) -> Sample:
    keys: list[str] = []
    values: list[int] = []
    rows: list[tuple[str, pa.Table, int]] = []
    credited = credits = 0
    for indicator in about:
        with intervals(viewer, monitor, body, indicator.id, year) as session:
            found = sampling.claims(session, indicator.id)
        negative = found.filter(pc.less(found["parts"], 0))
        credits, credited = credits + len(negative), credited + sum(negative["parts"].to_pylist())
        claimed = found.filter(pc.greater(found["parts"], 0))
        keys += _told_apart(f"{indicator.id} | {key}" for key in evidence.line_keys(claimed).to_pylist())
        values += claimed["parts"].to_pylist()
        rows += [(indicator.id, claimed, place) for place in range(len(claimed))]
    if not values:
        raise Refusal(
            "nothing_claimed",
            message(
                "Nothing is claimed in {year}, so there is nothing to sample. Submit spend and load evidence first.",
                year=year,
            ),
        )
    drawn = measure.draw(keys, values, seed, part)
    lines = tuple(_line(*rows[place], place in drawn.always) for place in drawn.selected)
    return Sample(
        id="", body=body, year=year, indicators=tuple(one.id for one in about), seed=seed, part=part, interval=drawn.interval,
        claimed=sum(values), claims=len(values), credited=credited, credits=credits, lines=lines,
    )  # fmt: skip


def _told_apart(keys: Any) -> list[str]:
    """Lines that are the same in everything, numbered."""
    seen: dict[str, int] = {}
    made = []
    for key in keys:
        seen[key] = seen.get(key, 0) + 1
        made.append(f"{key} #{seen[key]}")
    return made


def _line(indicator: str, claimed: pa.Table, place: int, always: bool) -> SampledLine:
    part = claimed.slice(place, 1)
    row = part.to_pylist()[0]
    return SampledLine(
        key=evidence.line_keys(part).to_pylist()[0],
        indicator=indicator,
        parts=row["parts"],
        always=always,
        amount=row["amount"],
        day=next((row[name] for name in DATE_FIELDS if row[name]), None),
        supplier=shown_name(row["supplier"]) or None,
        description=row["description"],
        invoice_number=row["invoice_number"],
        category=row["category_text"],
        submission=row["submission"],
        sheet=row["sheet"],
        row=row["row"] + 1,
        source=row["source"] or "",
        properties=tuple(row["properties"]),
    )


def sample_results(viewer: Viewer, monitor: Monitor, body: str, year: int | None = None) -> list[SampleResult]:
    """The samples of a body with what was found so far, the latest first."""
    access.require(viewer, "see_lines", body)
    with monitor.store.reading() as session:
        return [_result(session, one) for one in sampling.samples(session, body, year)]


def sample_result(viewer: Viewer, monitor: Monitor, body: str, identity: str) -> SampleResult:
    """One sample with what was found so far. Raises Refusal("unknown_sample")."""
    access.require(viewer, "see_lines", body)
    with monitor.store.reading() as session:
        return _result(session, stored_sample(session, body, identity))


@answered_once
def samples_of(viewer: Viewer, monitor: Monitor, figure: Figure) -> list[SampleResult]:
    """The samples that say something about a figure of a whole body: those of its indicator, then those of all promises."""
    if figure.department is not None or figure.indicator.measure != "euro":
        return []
    found = sample_results(viewer, monitor, figure.body.id, figure.year)
    about = [one for one in found if figure.indicator.id in one.sample.indicators]
    return sorted(about, key=lambda one: len(one.sample.indicators) > 1)


def stored_sample(session: Session, body: str, identity: str) -> Sample:
    """A sample as it was drawn. Raises Refusal("unknown_sample")."""
    for one in sampling.samples(session, body):
        if one.id == identity:
            return one
    raise Refusal(
        "unknown_sample",
        message('There is no sample "{sample}". Expected the id of one that was drawn.', sample=identity),
    )


def _result(session: Session, sample: Sample) -> SampleResult:
    found = sampling.verdicts(session, sample.id)
    judged: list[tuple[SampledLine, bool | None]] = []
    for number, line in enumerate(sample.lines, 1):
        verdict = found.get(number)
        judged.append((line, None if verdict is None else verdict.verdict == "rejected"))
    rate = measure.error_rate(
        sample.claimed,
        [(line.parts, rejected) for line, rejected in judged if line.always],
        [rejected for line, rejected in judged if not line.always],
    )
    return SampleResult(
        sample=sample,
        verdicts=found,
        low=rate.low,
        high=rate.high,
        estimate=rate.estimate,
        claimed=euros_from_sum(sample.claimed),
        held=euros_from_sum(sum(line.parts for line in sample.lines)),
        rejected=sum(rejected is True for _, rejected in judged),
        without_effect=tuple(
            number for number, (line, rejected) in enumerate(judged, 1) if rejected and not line.properties
        ),
    )


def judge_sample(viewer: Viewer, monitor: Monitor, body: str, identity: str, made: Sequence[Verdict]) -> SampleResult:
    """Keeps what a person found on lines of a sample: all of it or nothing.

    A rejected line becomes evidence that it does not meet the criterion; a line that is confirmed after all takes that back. The figures
    are measured at once.
    """
    access.require(viewer, "classify", body)
    known = monitor.body(body)
    with monitor.store.transaction() as session:
        sample = stored_sample(session, body, identity)
        before = sampling.verdicts(session, identity)
        for one in made:
            _check(sample, one)
        kept = [
            replace(one, by=viewer.name, at=monitor.now()) for one in made if not _is_same(one, before.get(one.number))
        ]
        sampling.add_verdicts(session, identity, kept)
        indicators = monitor.indicators_at(session, body)
        said = tuple(said for one in kept for said in _evidence(sample, one, before.get(one.number), indicators))
        if said:
            registers.add_knowledge(
                session, body, "sample", sample.id, viewer.name, monitor.now(), Knowledge(evidence=said)
            )
            of_year = [one.id for one in submissions.serving(session, body) if one.year == sample.year]
            apply_knowledge(monitor, session, known, {one: submissions.lines(session, one) for one in of_year})
        monitor.log(session, viewer, body, "judge_sample", identity, str(len(kept)))
    if said:
        publish(monitor, known)
    return sample_result(viewer, monitor, body, identity)


def _is_same(made: Verdict, before: Verdict | None) -> bool:
    kept = before and (before.verdict, before.note, before.reference)
    return kept == (made.verdict, made.note, made.reference)


def _check(sample: Sample, made: Verdict) -> None:
    if not 1 <= made.number <= len(sample.lines):
        raise Refusal(
            "sample_line",
            message(
                "Line {found} is not in this sample. Expected a number from 1 to {last}. Nothing was stored.",
                found=made.number,
                last=len(sample.lines),
            ),
        )
    if made.verdict not in VERDICTS:
        raise Refusal(
            "sample_verdict",
            message(
                "Line {number}: found “{found}”, expected one of {choices}. Nothing was stored.",
                number=made.number,
                found=made.verdict,
                choices=", ".join(VERDICTS),
            ),
        )
    if made.verdict == "rejected" and not (made.note.strip() and made.reference.strip()):
        raise Refusal(
            "sample_reason",
            message(
                "Line {number} is rejected without a note or without the document that was looked at. Fill in both. Nothing was stored.",
                number=made.number,
            ),
        )
    if len(made.note) > LONGEST_NOTE or len(made.reference) > LONGEST_NOTE:
        raise Refusal(
            "sample_note",
            message(
                "Line {number}: a note is at most {most} characters. Nothing was stored.",
                number=made.number,
                most=LONGEST_NOTE,
            ),
        )


def _evidence(
    sample: Sample, made: Verdict, before: Verdict | None, indicators: Mapping[str, Indicator]
) -> Sequence[Evidence]:
    """A rejected line as evidence; nothing known (0 to 10,000) where an earlier rejection is taken back."""
    line = sample.lines[made.number - 1]
    rejected = made.verdict == "rejected"
    if not rejected and (before is None or before.verdict != "rejected"):
        return ()
    reason = f"{made.note.strip()} ({made.reference.strip()})" if rejected else made.note.strip()
    return [
        Evidence(
            subject="sample",
            key=line.key,
            property=name,
            low=0,
            high=0 if rejected else FULL,
            kind="decision",
            level=indicators[line.indicator].level,
            reference=f"steekproef {sample.id}",
            reason=reason,
        )
        for name in line.properties
        if line.indicator in indicators
    ]


def verdict_names() -> dict[str, Message]:
    """The verdicts as a person reads them."""
    return {"confirmed": message("is right"), "rejected": message("is not right")}


def sample_as_json(result: SampleResult) -> dict[str, Any]:
    """A sample for other programs: euros and rates as exact texts."""
    sample = result.sample
    return {
        "sample": sample.id, "body": sample.body, "year": sample.year, "indicators": list(sample.indicators),
        "seed": sample.seed, "part": str(sample.part), "interval": str(euros_from_sum(sample.interval)),
        "claimed": str(result.claimed), "claims": sample.claims, "held": str(result.held),
        "credited": str(euros_from_sum(sample.credited)), "credits": sample.credits,
        "checked": len(result.verdicts), "open": result.open, "rejected": result.rejected,
        "error_low": str(result.low), "error_high": str(result.high),
        "error": None if result.estimate is None else str(result.estimate),
        "lines": [_line_as_json(number, line, result.verdicts.get(number)) for number, line in enumerate(sample.lines, 1)],
    }  # fmt: skip


def _line_as_json(number: int, line: SampledLine, verdict: Verdict | None) -> dict[str, Any]:
    return {
        "number": number, "indicator": line.indicator, "claimed": str(euros_from_sum(line.parts)), "always": line.always,
        "amount": str(Fraction(line.amount, 100)), "date": str(line.day) if line.day else None, "supplier": line.supplier,
        "description": line.description, "invoice_number": line.invoice_number, "submission": line.submission,
        "sheet": line.sheet, "row": line.row, "source": line.source,
        "verdict": verdict.verdict if verdict else None, "note": verdict.note if verdict else None,
        "reference": verdict.reference if verdict else None,
    }  # fmt: skip
