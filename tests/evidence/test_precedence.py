"""Which evidence wins: levels, kinds, validity, and what is more specific. Every row is one line of one submission."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.model import Knowledge
from tests.evidence.known import FAIRTRADE, ISV, REGISTER_COMPLETE, about, known_about, lines_of

LINE = {
    "supplier": "Beans B.V.",
    "kvk": "12345678",
    "invoice_number": "F 1",
    "contract_number": "C1",
    "category": "Koffie",
    "invoice_date": date(2025, 6, 1),
}
UNDATED = {name: value for name, value in LINE.items() if name != "invoice_date"}
BOOKED = UNDATED | {"booking_date": date(2025, 6, 1), "payment_date": date(2026, 6, 1)}
PAID = UNDATED | {"payment_date": date(2025, 6, 1)}
LABELLED = LINE | {"label": "Max Havelaar"}
FLAGGED = LINE | {"fairtrade": "ja"}

NOTHING = None
CLAIM = (0, 10_000, True)
MET = (10_000, 10_000, False)
NOT_MET = (0, 0, False)
YEAR = {"valid_from": date(2025, 1, 1), "valid_to": date(2025, 12, 31)}
LAST_YEAR = {"valid_from": date(2024, 1, 1), "valid_to": date(2024, 12, 31)}

TABLE = [
    # what the file itself says
    pytest.param(LINE, [], NOTHING, None, id="nothing is known"),
    pytest.param(LABELLED, [], MET, "line", id="a label on the invoice line is proof"),
    pytest.param(FLAGGED, [], CLAIM, "line", id="a bare yes is a claim"),
    pytest.param(LINE | {"fairtrade": "nee"}, [], NOTHING, None, id="a bare no says nothing"),
    # what was registered, by what it is about
    pytest.param(LINE, [about("line", "f 1")], MET, "line", id="a record on the invoice"),
    pytest.param(LINE, [about("contract", "c1")], MET, "contract", id="a record on the contract"),
    pytest.param(LINE, [about("supplier", "12345678")], MET, "supplier", id="a record on the KvK number"),
    pytest.param(LINE, [about("supplier", "BEANS BV")], MET, "supplier", id="a record on the name"),
    pytest.param(LINE, [about("category", "KOFFIE")], MET, "category", id="a record on the category"),
    pytest.param(LINE, [about("supplier", "Other")], NOTHING, None, id="a record on another supplier"),
    pytest.param(LINE, [about("line", "F 1", supplier="Beans")], MET, "line", id="the invoice of this supplier"),
    pytest.param(LINE, [about("line", "F 1", supplier="Other")], NOTHING, None, id="the invoice of another supplier"),
    pytest.param(LINE, [about("category", "Koffie", supplier="Other")], NOTHING, None, id="a category at another supplier"),
    # the most specific proof replaces the others
    pytest.param(LABELLED, [about("contract", "C1", 0)], MET, "line", id="line before contract"),
    pytest.param(LINE, [about("contract", "C1", 0), about("supplier", "Beans")], NOT_MET, "contract", id="contract before supplier"),
    pytest.param(LINE, [about("supplier", "Beans", 6000), about("category", "Koffie")], (6000, 6000, False), "supplier", id="supplier before category"),
    pytest.param(LINE, [about("line", "F 1", 0), about("supplier", "Beans")], NOT_MET, "line", id="a no of the buyer before a yes of the supplier"),
    # a claim never replaces a proof
    pytest.param(FLAGGED, [about("category", "Koffie", 0)], NOT_MET, "category", id="a flag does not replace a proof"),
    pytest.param(LINE, [about("line", "F 1", reference=None), about("supplier", "Beans", 6000)], (6000, 6000, False), "supplier", id="a record without reference does not replace a proof"),
    pytest.param(LINE, [about("supplier", "Beans", reference=None), about("category", "Koffie", reference=None)], CLAIM, "supplier", id="of two claims the most specific is named"),
    # what is no proof
    pytest.param(LINE, [about("contract", "C1", reference=None)], CLAIM, "contract", id="a yes without a reference"),
    pytest.param(LINE, [about("contract", "C1", 0, reference=None)], NOTHING, None, id="a no without a reference"),
    pytest.param(LINE, [about("contract", "C1", level="inzet")], CLAIM, "contract", id="asked for, where delivered is meant"),
    pytest.param(LINE, [about("contract", "C1", level="effect")], MET, "contract", id="a higher level is enough"),
    pytest.param(LINE, [about("contract", "C1", kind="contract")], CLAIM, "contract", id="a kind that is not accepted"),
    pytest.param(LINE, [about("contract", "C1", 0, kind="contract")], NOTHING, None, id="a no of a kind that is not accepted"),
    pytest.param(LINE, [about("contract", "C1", 0, 10_000)], NOTHING, None, id="from nothing to everything says nothing"),
    # parts
    pytest.param(LINE, [about("supplier", "Beans", 6000)], (6000, 6000, False), "supplier", id="60 % of what was supplied"),
    pytest.param(LINE, [about("supplier", "Beans", 3000, 10_000)], (3000, 10_000, False), "supplier", id="at least 30 %"),
    pytest.param(LINE, [about("supplier", "Beans", 6000, reference=None)], CLAIM, "supplier", id="60 % without a reference"),
    # validity
    pytest.param(LINE, [about("supplier", "Beans", **YEAR)], MET, "supplier", id="valid on the invoice date"),
    pytest.param(LINE | {"invoice_date": date(2025, 12, 31)}, [about("supplier", "Beans", **YEAR)], MET, "supplier", id="valid on its last day"),
    pytest.param(LINE | {"invoice_date": date(2026, 1, 1)}, [about("supplier", "Beans", **YEAR)], NOTHING, None, id="a day too late"),
    pytest.param(LINE, [about("supplier", "Beans", **LAST_YEAR)], NOTHING, None, id="a certificate of last year"),
    pytest.param(LINE, [about("supplier", "Beans", valid_from=date(2025, 6, 1))], MET, "supplier", id="valid from that day on"),
    pytest.param(BOOKED, [about("supplier", "Beans", **YEAR)], MET, "supplier", id="no invoice date: the booking date"),
    pytest.param(PAID, [about("supplier", "Beans", **YEAR)], MET, "supplier", id="no other date: the payment date"),
    pytest.param(UNDATED, [about("supplier", "Beans", **YEAR)], CLAIM, "supplier", id="no date: a dated certificate proves nothing"),
    pytest.param(UNDATED, [about("supplier", "Beans")], MET, "supplier", id="no date: an undated statement does"),
    pytest.param(LINE, [about("line", "F 1", 0, **LAST_YEAR), about("supplier", "Beans")], MET, "supplier", id="evidence for another year makes way"),
    # several of one kind
    pytest.param(LINE, [about("supplier", "Beans"), about("supplier", "12345678", 0)], CLAIM, "supplier", id="equally specific and contrary"),
    pytest.param(LABELLED, [about("line", "F 1", 0)], CLAIM, "line", id="a label and a decision that contradict each other"),
    pytest.param(LINE, [about("supplier", "Beans", 3000, 10_000), about("supplier", "Beans", 6000)], (6000, 6000, False), "supplier", id="equally specific and in agreement"),
    pytest.param(LINE, [about("supplier", "Beans", 3000, 10_000), about("supplier", "Beans", 0, 7000)], (3000, 7000, False), "supplier", id="two bounds together"),
]  # fmt: skip


def winner(known):
    rows = known.evidence.to_pylist()
    return ((rows[0]["low"], rows[0]["high"], rows[0]["claimed"]), rows[0]["subject"]) if rows else (None, None)


@pytest.mark.parametrize(("line", "records", "expected", "subject"), TABLE)
def test_the_evidence_that_wins(line, records, expected, subject):
    assert winner(known_about([line], Knowledge(evidence=tuple(records)))) == (expected, subject)


@pytest.mark.parametrize(("line", "records", "expected", "subject"), TABLE)
def test_the_order_in_which_evidence_was_given_makes_no_difference(line, records, expected, subject):
    knowledge = Knowledge(evidence=tuple(reversed([*records, *records])))
    assert winner(known_about([line], knowledge)) == (expected, subject)


def test_the_winning_source_is_kept_with_its_kind_and_reference():
    records = (about("supplier", "Beans", reference="letter"), about("contract", "C1", reference="annex 3"))
    (row,) = known_about([LINE], Knowledge(evidence=records)).evidence.to_pylist()
    assert (row["subject"], row["kind"], row["reference"]) == ("contract", "certificate", "annex 3")


def test_a_contradiction_is_a_finding_with_its_euros():
    records = (about("supplier", "Beans"), about("supplier", "12345678", 0))
    known = known_about([LINE, LINE | {"amount": 250}, {"amount": 7}], Knowledge(evidence=records))
    (finding,) = [finding for finding in known.findings if finding.rule == "evidence_contradicts"]
    assert (finding.rows, finding.cents) == (2, 350)


def test_an_invoice_number_of_several_suppliers_is_a_claim_until_the_supplier_is_named():
    rows = [LINE, LINE | {"supplier": "Other", "kvk": None}]
    known = known_about(rows, Knowledge(evidence=(about("line", "F 1"),)))
    assert [row["claimed"] for row in known.evidence.to_pylist()] == [True, True]
    (finding,) = [finding for finding in known.findings if finding.rule == "invoice_of_several_suppliers"]
    assert (finding.rows, finding.cents) == (2, 200)
    named = known_about(rows, Knowledge(evidence=(about("line", "F 1", supplier="Other"),)))
    assert [(row["line"], row["claimed"]) for row in named.evidence.to_pylist()] == [(1, False)]


@pytest.mark.parametrize(
    ("low", "body", "expected"),
    [
        pytest.param(0, REGISTER_COMPLETE, NOT_MET, id="a no in a complete register has the register as its source"),
        pytest.param(10_000, REGISTER_COMPLETE, CLAIM, id="a yes still needs a reference"),
    ],
)
def test_a_complete_contract_register_is_a_source_for_a_no(low, body, expected):
    clause = about("contract", "C1", low, property="isv", kind="contract", level="inzet", reference=None)
    known = known_about([LINE], Knowledge(evidence=(clause,)), body, [ISV])
    assert winner(known)[0] == expected
    open_register = known_about(
        [LINE], Knowledge(evidence=(clause,)), replace(body, contract_register_complete=False), [ISV]
    )
    assert winner(open_register)[0] == (CLAIM if low else NOTHING)


def test_each_indicator_judges_the_same_evidence_by_its_own_level():
    asked = replace(FAIRTRADE, id="asked", level="inzet", accepts=("contract",))
    clause = about("contract", "C1", kind="contract", level="inzet")
    known = known_about([LINE], Knowledge(evidence=(clause,)), indicators=[FAIRTRADE, asked])
    assert {row["indicator"]: row["claimed"] for row in known.evidence.to_pylist()} == {
        FAIRTRADE.id: True,
        "asked": False,
    }


bounds = st.tuples(st.integers(0, 10_000), st.integers(0, 10_000)).map(sorted)
records = st.builds(
    lambda subject, pair, kind, level, reference, period: about(
        subject[0], subject[1], pair[0], pair[1], kind=kind, level=level, reference=reference, **period
    ),
    st.sampled_from([("line", "F 1"), ("contract", "C1"), ("supplier", "Beans"), ("category", "Koffie")]),
    st.one_of(bounds, st.sampled_from([(0, 0), (10_000, 10_000)])),
    st.sampled_from(["certificate", "statement", "contract"]),
    st.sampled_from(["inzet", "realisatie"]),
    st.sampled_from([None, "a", "b"]),
    st.sampled_from([{}, YEAR, LAST_YEAR]),
)


@settings(max_examples=60)
@given(said=st.lists(records, max_size=6), shuffled=st.randoms())
def test_the_order_of_any_evidence_makes_no_difference(said, shuffled):
    other = list(said)
    shuffled.shuffle(other)
    rows = [LINE, UNDATED, LABELLED, FLAGGED]
    one, two = (known_about(rows, Knowledge(evidence=tuple(given))) for given in (said, other))
    assert one.evidence.equals(two.evidence)


@settings(max_examples=60)
@given(said=st.lists(records, max_size=4))
def test_evidence_where_nothing_was_known_never_widens_the_interval(said):
    known = known_about([LINE, UNDATED], Knowledge(evidence=tuple(said)))
    assert set(known.evidence["line"].to_pylist()) <= {0, 1}
    for row in known.evidence.to_pylist():
        assert 0 <= row["low"] <= row["high"] <= 10_000
        assert not row["claimed"] or (row["low"], row["high"]) == (0, 10_000)


def test_lines_without_any_of_the_columns_are_fine():
    known = known_about([{}])
    assert known.evidence.num_rows == 0
    assert lines_of([{}]).num_rows == known.facts.num_rows == 1
