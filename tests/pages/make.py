"""Figures made by hand, for tests of what is shown about them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from kpi.model import (
    Body,
    BodyKind,
    Commitment,
    CommitmentVersion,
    Decision,
    Department,
    Figure,
    Indicator,
    Judgement,
    Message,
    Point,
    Share,
    Status,
    Sums,
    YearState,
)

EURO = 1_000_000  # cent basis points


def words(text: str) -> Message:
    return Message(nl=text, en=text)


def percent(value: str) -> Fraction:
    return Fraction(value) / 100


BODY = Body(
    "voorbeeldstad",
    "Gemeente Voorbeeldstad",
    BodyKind.MUNICIPALITY,
    fictional=True,
    departments=(Department("stad", "Stadsbeheer"), Department("ict", "ICT")),
)


def indicator(
    identity: str = "circular", more_is_better: bool = True, unit: str = "share", theme: str = "CIR"
) -> Indicator:
    return Indicator(
        id=identity,
        version=1,
        name=Message(nl="Circulair inkopen", en="Circular procurement"),
        question=words("?"),
        why=words("!"),
        themes=(theme,),
        pillar="planet",
        scope={},
        criterion={},
        level="inzet",
        accepts=("contract",),
        higher_is_better=more_is_better,
        unit=unit,
    )


def version(
    number: int = 1,
    target: tuple[int, str] = (2026, "10"),
    baseline: tuple[int, str] | None = (2021, "2"),
    path: str = "linear",
    text: str = "10% circulair in 2026",
    decided: date = date(2021, 11, 9),
    **more: object,
) -> CommitmentVersion:
    return CommitmentVersion(
        version=number,
        text=text,
        target=Point(target[0], percent(target[1])),
        decision=Decision("Collegebesluit", "college", decided, f"{decided.year}-402"),
        baseline=Point(baseline[0], percent(baseline[1])) if baseline else None,
        path=path,
        **more,  # type: ignore[arg-type]
    )


def commitment(*versions: CommitmentVersion, identity: str = "c1", of: str = "circular") -> Commitment:
    return Commitment(identity, BODY.id, of, 1, versions or (version(),))


def share(proven: str | None, possible: str | None, base: int = 1000, reason: str | None = None) -> Share:
    low = None if proven is None else percent(proven)
    high = None if possible is None else percent(possible)
    coverage = None if low is None or high is None else 1 - (high - low)
    return Share(base * EURO, low, high, low, high, coverage, Fraction(1), reason)


def figure(
    status: Status = Status.ON_TRACK,
    proven: str | None = "6.4",
    possible: str | None = "12",
    year: int = 2025,
    state: YearState = YearState.FINAL,
    of: Indicator | None = None,
    made: Commitment | None = None,
    expected: str | None = "8.4",
    target: str | None = "10",
    department: str | None = None,
    reason: str | None = None,
    **judged: object,
) -> Figure:
    made = made or commitment()
    judgement = Judgement(
        status,
        "code",
        words("the reason"),
        expected=None if expected is None else percent(expected),
        target=None if target is None else percent(target),
        target_year=2026,
        **judged,  # type: ignore[arg-type]
    )
    names = {one.id: one.name for one in BODY.departments}
    return Figure(
        body=BODY,
        indicator=of or indicator(),
        year=year,
        year_state=state,
        sums=Sums(met=64 * EURO, not_met=880 * EURO, open_plus=56 * EURO, claimed=80 * EURO),
        share=share(proven, possible, reason=reason),
        judgement=judgement,
        commitment=made,
        commitment_version=made.versions[-1],
        department=department,
        department_name=names.get(department or ""),
    )
