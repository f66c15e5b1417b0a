"""What is proposed as no procurement: words with their vetoes, known charts of accounts, kinds of suppliers."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench import exclusions
from kpi.evidence import know
from kpi.evidence.exclusions import is_social_care, propose
from kpi.evidence.ledgers import chart_of
from kpi.model import EXCLUSION_REASONS, KEPT_IN, Body, BodyKind, Knowledge, LeftOut, MappingRule, SameSupplier


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Salarissen ambtelijk personeel", "salary"),
        ("Loonkosten", "salary"),
        ("Sociale lasten", "salary"),
        ("Subsidies aan instellingen", "subsidy"),
        ("Peuterspeelzaalsubsidie", "subsidy"),
        ("Bijzondere bijstand", "benefit"),
        ("Onroerendezaakbelasting", "tax"),
        ("Bijdrage aan gemeenschappelijke regeling", "transfer"),
        ("Inkomensoverdrachten aan gemeenten", "transfer"),
        ("Doorbelasting interne uren", "internal"),
        ("Rente langlopende leningen", "finance"),
        ("Geldlening u/g", "finance"),
        ("Schadevergoedingen", "compensation"),
    ],
)
def test_a_text_that_is_no_procurement_is_proposed_with_its_reason(text, reason):
    found = propose(text, None, None, None)
    assert found is not None
    assert (found.reason, found.decision) == (reason, MappingRule(text, None, exclusion=reason))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Dienstverlening derden", id="lening in dienstverlening"),
        pytest.param("Zoetwatervoorziening Delta", id="voorziening in a compound"),
        pytest.param("Loonwerk bermen", id="loon in loonwerk"),
        pytest.param("Ballonnen en feestartikelen", id="loon in ballon"),
        pytest.param("Belastingadvies", id="advice on taxes"),
        pytest.param("Verzekeringen", id="insurance"),
        pytest.param("Salarissoftware", id="software for salaries"),
        pytest.param("Inhuur personeel salarisadministratie", id="hired staff"),
        pytest.param("Representatie voor eigen personeel", id="hospitality for staff"),
        pytest.param("Beheer van subsidies", id="somebody who manages subsidies"),
        pytest.param("Onderhoud wegen", id="nothing of the kind"),
        pytest.param("Resthome private pay", id="a care home that is paid"),
        pytest.param("Sociale uitkeringen in natura", id="care in kind"),
        pytest.param("Salarisadministratie", id="payroll that somebody else does"),
        pytest.param("Pensioenadvies", id="advice on pensions"),
        pytest.param("Onderzoek geluidsbelasting", id="noise, which is called a load"),
        pytest.param("Reserve-onderdelen", id="spare parts"),
        pytest.param("Sanitaire voorzieningen", id="facilities"),
        pytest.param("Technische bijstand", id="technical assistance"),
        pytest.param("Claims handling", id="a service about claims"),
        pytest.param("CO2 allowances", id="allowances to emit"),
    ],
)
def test_a_text_that_looks_like_it_and_is_procurement_is_left_alone(text):
    assert propose(text, None, None, None) is None


@pytest.mark.parametrize(
    ("supplier", "reason", "sure"),
    [
        ("Belastingdienst Apeldoorn", "tax", True),
        ("Stichting Pensioenfonds ABP", "salary", True),
        ("UWV", "benefit", True),
        ("BNG Bank N.V.", "finance", True),
        ("Gemeente Bergen", "transfer", False),
        ("Veiligheidsregio Noord", "transfer", False),
    ],
)
def test_a_kind_of_supplier_is_proposed_and_other_governments_never_ticked(supplier, reason, sure):
    found = propose("Diversen", None, supplier, None)
    assert found is not None
    assert (found.reason, found.basis, found.sure) == (reason, "supplier", sure)


@pytest.mark.parametrize(
    "supplier", ["J. de Vries", "Anoniem", "Belastingadvies Jansen", "Bank & Zonen BV", "Gemeentereiniging BV", None]
)
def test_no_other_supplier_is(supplier):
    assert propose("Diversen", None, supplier, None) is None


IV3 = ("1.1", "3.4.1", "3.5.1", "3.8", "4.3.6", "5.1")
RGS = ("WPerLes", "WPerSol", "WBedAut", "WAfsAmv")


@pytest.mark.parametrize(
    ("accounts", "account", "reason", "code"),
    [
        (IV3, "1.1", "salary", "1.1"),
        (IV3, "4.3.6", "transfer", "4.3"),
        (IV3, "L4.3.6", "transfer", "4.3"),
        (IV3, "5.1 Rente", "finance", "5"),
        (IV3, "3.8", None, None),
        (IV3, "3.4.1", None, None),
        (RGS, "WPerLesLon", "salary", "WPerLes"),
        (RGS, "WBedAut", None, None),
        (RGS, "WBedAutMot", "tax", "WBedAutMot"),
        (RGS, "BSchSalNet", "salary", "BSchSal"),
        (RGS, "BSchCreHac", None, None),
        (RGS, "BVorOvaVoh", None, None),
        (RGS, "BVorVogVr1", "finance", "BVorVog"),
        (("40000", "40100", "43000"), "40000", None, None),
        (("1.1",), "1.1", None, None),
        pytest.param(("0.4", "2.1", "5.1", "6.3", "8.1"), "5.1", None, None, id="policy fields"),
        pytest.param(("2.1", "5.1", "6.3"), "5.1", None, None, id="too few levels to tell from policy fields"),
    ],
)
def test_an_account_speaks_only_in_a_chart_that_is_recognised(accounts, account, reason, code):
    found = propose(None, account, None, chart_of(accounts))
    assert (found.reason if found else None) == reason
    if found:
        assert found.decision == LeftOut("ledger", code, reason)


def test_no_labelled_account_on_which_purchases_are_booked_is_proposed():
    """The figures of docs/leaving-out.md: whoever adds a range sees here what it takes along."""
    labelled = exclusions.proposed_accounts(exclusions.read(exclusions.ACCOUNTS))
    assert [row["code"] for row, found in labelled if row["kind"] == "procurement" and found] == []
    missed = [row["code"] for row, found in labelled if row["drawn"] == "all costs" and row["reason"] and not found]
    assert missed == []


def test_words_go_before_the_account_and_the_supplier():
    found = propose("Subsidies sport", "1.1", "Belastingdienst", chart_of(IV3))
    assert found is not None
    assert (found.reason, found.basis) == ("subsidy", "words")


@pytest.mark.parametrize(
    ("text", "cpv", "account", "care"),
    [
        ("Wmo begeleiding", None, None, True),
        ("Jeugdhulp met verblijf", None, None, True),
        ("Diversen", "8531", None, True),
        ("Diversen", None, "3.4.1", True),
        ("PGB Wmo", None, None, False),
        ("Software Wmo", None, None, False),
        ("Schoonmaak", "9091", None, False),
        (None, None, None, False),
    ],
)
def test_care_in_kind_is_told_apart_and_stays_procurement(text, cpv, account, care):
    assert is_social_care(text, cpv, account) is care


def test_every_reason_that_is_proposed_is_a_known_one():
    texts = ["Salarissen", "Subsidie", "PGB", "OZB", "Precepts", "Doorbelasting", "Lening", "Boete"]
    assert {found.reason for text in texts if (found := propose(text, None, None, None))} == set(EXCLUSION_REASONS)


WORDS, PAYEES, ACCOUNTS = (
    ("Salarissen", "Wegen", "Diversen"),
    ("Bakker BV", "J. de Vries", "Belastingdienst"),
    ("40010", "43000", None),
)
REASONS = st.sampled_from((*EXCLUSION_REASONS, KEPT_IN))
LINES = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from(PAYEES), st.sampled_from(ACCOUNTS), st.integers(-9999, 9999)),
    max_size=8,
)
RULES = st.lists(
    st.builds(MappingRule, st.sampled_from((*WORDS, None)), st.sampled_from(PAYEES), exclusion=REASONS), max_size=3
)
RANGES = st.lists(
    st.builds(LeftOut, st.just("ledger"), st.sampled_from(("4", "40", "43000-43999")), REASONS), max_size=3
)


@settings(max_examples=40)
@given(LINES, RULES, RANGES, st.sampled_from((None, "subsidy")), st.booleans())
def test_whatever_is_decided_every_line_stands_in_one_place_and_no_cent_moves(rows, rules, ranges, whole, same):
    texts, payees, accounts, amounts = zip(*rows, strict=True) if rows else ((), (), (), ())
    lines = pa.table(
        {
            "line": pa.array(range(len(rows)), pa.int32()), "amount": pa.array(amounts, pa.int64()),
            "category": pa.array(texts, pa.string()), "supplier": pa.array(payees, pa.string()),
            "ledger_account": pa.array(accounts, pa.string()),
        }
    )  # fmt: skip
    together = (SameSupplier("bakker", "belastingdienst", True),) if same else ()
    knowledge = Knowledge(mapping=tuple(rules), left_out=tuple(ranges), same_suppliers=together)
    facts = know(lines, Body("b", "B", BodyKind.MUNICIPALITY), knowledge, [], whole).facts

    assert facts["amount"].to_pylist() == list(amounts)
    assert set(facts["exclusion"].to_pylist()) <= {*EXCLUSION_REASONS, None}
    if whole:
        assert set(facts["exclusion"].to_pylist()) <= {whole}
    if not rules and not ranges and not whole:
        assert set(facts["exclusion"].to_pylist()) <= {None}
