"""A decision that is written as a file is the same decision when it is read again, whatever was typed."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.commitment import as_toml, check_code, ending_as_toml, load_commitment, load_ending
from kpi.model import REPORT_EVERY, VISIBLE_TO, Commitment, CommitmentVersion, Decision, Ending, Point
from tests.commitment.test_files import BODY, FULL, INDICATORS, load

TEXT = st.text(st.characters(codec="utf-8"), max_size=40).map(str.strip)
SAID = TEXT.filter(bool)
DAY = st.dates(date(2000, 1, 1), date(2090, 1, 1))
SHARE = st.integers(0, 10**6).map(lambda millionths: Fraction(millionths, 10**6))
DECISION = st.builds(Decision, SAID, SAID, DAY, SAID)

PLAIN_TEXTS = (
    "responsible", "next_move", "reason", "evidence", "signatory", "official", "report_to", "resources", "risks",
)  # fmt: skip


@st.composite
def versions(draw: st.DrawFn) -> CommitmentVersion:
    years = sorted(draw(st.sets(st.integers(2000, 2090), min_size=1, max_size=5)))
    values = sorted(draw(st.lists(SHARE, min_size=len(years), max_size=len(years))))
    points = [Point(year, value) for year, value in zip(years, values, strict=True)]
    baseline = points.pop(0) if len(points) > 1 and draw(st.booleans()) else None
    decision = draw(DECISION)
    return CommitmentVersion(
        version=1,
        text=draw(SAID),
        target=points[-1],
        decision=decision,
        baseline=baseline,
        milestones=tuple(points[:-1]),
        path=draw(st.sampled_from(["linear", "stepped"])),
        indicator_version=3,
        baseline_source=draw(TEXT) if baseline else "",
        report_every=draw(st.sampled_from(["", *REPORT_EVERY])),
        visible_to=draw(st.sampled_from(["", *VISIBLE_TO])),
        review_on=draw(st.none() | st.dates(date(2090, 1, 2), date(2099, 1, 1))),
        **{name: draw(TEXT) for name in PLAIN_TEXTS},
    )


@settings(max_examples=60)
@given(versions(), SAID, st.sampled_from([(), ("beheer",)]))
def test_what_is_written_reads_back_the_same(version, identity, departments):
    made = Commitment(identity, BODY.id, "circular_all_spend", 3, (version,), departments)
    written = as_toml(made, version, INDICATORS["circular_all_spend"])
    assert load_commitment("again.toml", written.encode(), body=BODY, indicators=INDICATORS) == made


@settings(max_examples=40)
@given(SAID, DECISION, SAID)
def test_an_ending_reads_back_the_same(identity, decision, reason):
    made = Commitment(identity, BODY.id, "circular_all_spend", 3, load(FULL).versions, ended=Ending(decision, reason))
    assert load_ending("end.toml", ending_as_toml(made).encode()) == (identity, made.ended)


def test_the_check_code_changes_with_every_part_of_the_decision_and_with_nothing_else():
    made = load(FULL)
    (version,) = made.versions

    def code(changed: CommitmentVersion) -> str:
        return check_code(as_toml(made, changed, INDICATORS["circular_all_spend"]))

    changes = [
        {"text": "iets anders"}, {"target": Point(2020, Fraction(11, 100))}, {"official": "een ander"},
        {"review_on": None}, {"milestones": ()}, {"decision": replace(version.decision, reference="2016-119")},
    ]  # fmt: skip
    codes = [code(replace(version, **change)) for change in changes]
    assert len({code(version), *codes}) == len(changes) + 1
    assert code(version) == code(load(FULL).versions[0])
    assert len(code(version)) == len("7F3A-19C2-88B1")
