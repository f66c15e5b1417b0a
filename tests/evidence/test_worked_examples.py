"""Examples A, B and E of docs/semantics.md, from lines and evidence to the share, through every part on the way."""

from __future__ import annotations

from fractions import Fraction

from kpi.measure import share
from kpi.model import FULL, Knowledge, MappingRule
from tests.evidence.known import FAIRTRADE, about, known_about
from tests.measure.engine import sums_of

COFFEE = MappingRule("koffie en thee", None, cpv="1586")
OTHER = MappingRule("overig", None, cpv="45")


def euros(value: int) -> Fraction:
    return Fraction(value, 100 * FULL)


def line(amount: int, **fields: str) -> dict:
    return {"amount": amount * 100, "category": "Koffie en thee"} | fields


EXAMPLE_A = [
    line(6_000, label="Fairtrade", supplier="Beans"),
    line(1_500, supplier="Part B.V."),
    line(1_000, invoice_number="F-3", supplier="Three"),
    line(1_500, supplier="Unknown"),
    line(-500, label="Fairtrade", supplier="Beans"),
]
EVIDENCE_A = (
    about("supplier", "Part", 6000, kind="statement", reference="opgave"),
    about("line", "F-3", 0, kind="decision", reference="besluit"),
)


def measured(rows, *rules, evidence=()):
    known = known_about(rows, Knowledge(mapping=rules, evidence=evidence))
    sums = sums_of(FAIRTRADE, known.facts, known.evidence)
    return sums, share(sums)


def test_example_a():
    sums, value = measured(EXAMPLE_A, COFFEE, evidence=EVIDENCE_A)
    assert (euros(sums.met), euros(sums.not_met), euros(sums.open_plus)) == (6_400, 1_600, 1_500)
    assert euros(sums.base) == 9_500
    assert value.proven == Fraction(6_400, 9_500)
    assert value.possible == Fraction(7_900, 9_500)
    assert value.coverage == 1 - Fraction(1_500, 9_500)
    assert (sums.lines_met, sums.lines_not_met, sums.lines_open) == (2, 1, 2)


def test_example_a_with_unclassified_spend():
    sums, value = measured([*EXAMPLE_A, line(5_000, category="Diversen")], COFFEE, evidence=EVIDENCE_A)
    assert euros(sums.scope_unknown_plus) == 5_000
    assert value.proven == Fraction(6_400, 9_500)
    assert value.proven_all == Fraction(6_400, 14_500)
    assert value.possible_all == Fraction(12_900, 14_500)


def test_example_b_nothing_classified():
    sums, value = measured(EXAMPLE_A, OTHER, evidence=EVIDENCE_A)
    assert sums.base == 0
    assert euros(sums.scope_unknown_plus + sums.scope_unknown_minus) == 9_500
    assert (value.reason_code, value.proven, value.scope_coverage) == ("nothing_classified", None, 0)


def test_example_e_a_credit_note_of_which_nothing_is_known():
    rows = [line(1_000, label="Fairtrade"), line(1_000, invoice_number="F-3"), line(-100)]
    sums, value = measured(rows, COFFEE, evidence=EVIDENCE_A)
    assert euros(sums.open_minus) == -100
    assert (value.proven, value.possible) == (Fraction(900, 1_900), Fraction(1_000, 1_900))


def test_excluded_lines_count_nowhere():
    rows = [*EXAMPLE_A, line(90_000, category="Salarissen")]
    sums, _ = measured(rows, COFFEE, MappingRule("salarissen", None, exclusion="salary"), evidence=EVIDENCE_A)
    assert euros(sums.total) == 9_500
