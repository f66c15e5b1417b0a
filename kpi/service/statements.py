"""A promise as a statement to sign."""

from __future__ import annotations

from collections.abc import Sequence

from kpi import access, commitment, measure, report
from kpi.language import message
from kpi.model import Body, Commitment, CommitmentVersion, Refusal, Viewer
from kpi.service.committing import commitments
from kpi.service.monitor import Monitor
from kpi.service.reports import made


def statement(
    viewer: Viewer,
    monitor: Monitor,
    body: str,
    identity: str,
    version: int | None = None,
    language: str = "nl",
    form: str = "pdf",
) -> bytes:
    """A decision on A4, as "pdf" or "html"; unsaid its latest version. Raises Refusal where there is none."""
    promise = next((one for one in commitments(viewer, monitor, body) if one.id == identity), None)
    wanted = [one for one in promise.versions if version in (None, one.version)] if promise else []
    if promise is None or not wanted:
        raise Refusal(
            "unknown_commitment",
            message(
                'There is no commitment "{found}" with that version. Expected: one from the list of commitments.',
                found=identity,
            ),
        )
    return made(report.statement(language, _paper(monitor, monitor.body(body), promise, wanted[-1], None)), form)


def draft_statement(
    viewer: Viewer, monitor: Monitor, draft: Commitment, missing: Sequence[str], language: str = "nl", form: str = "pdf"
) -> bytes:
    """The same for what is not decided yet; it says so, and names what is missing."""
    access.require(viewer, "commit", draft.body)
    paper = _paper(monitor, monitor.body(draft.body), draft, draft.versions[-1], missing)
    return made(report.statement(language, paper), form)


def _paper(
    monitor: Monitor, body: Body, promise: Commitment, version: CommitmentVersion, missing: Sequence[str] | None
) -> report.Statement:
    indicators = monitor.indicators_of(body.id)
    indicator = monitor.indicator(promise.indicator, body.id)
    words = measure.describe(indicator, indicators)
    path = commitment.path_points(
        version,
        (version.baseline or next(iter(version.milestones), version.target)).year,
        version.target.year,
        higher_is_better=indicator.higher_is_better,
    )
    return report.Statement(
        body=body,
        commitment=promise,
        version=version,
        indicator=indicator,
        part=words.part,
        whole=words.whole,
        left_out=words.left_out,
        proof=words.evidence,
        path=path,
        check_code=commitment.check_code(commitment.as_toml(promise, version, indicator)),
        keeps_up=commitment.keeps_up(version, higher_is_better=indicator.higher_is_better),
        missing=missing,
    )
