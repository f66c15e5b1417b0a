"""Nouns survive being written to the store and read back."""

import json
from datetime import date, datetime
from fractions import Fraction

import pytest

from kpi.model import (
    Body,
    BodyKind,
    Commitment,
    CommitmentVersion,
    Contract,
    Decision,
    Department,
    Evidence,
    Knowledge,
    LeftOut,
    MappingRule,
    Point,
    Submission,
    SubmissionState,
    Supplier,
)
from kpi.store.documents import pack, unpack

BODY = Body(
    "gemeente-voorbeeldstad",
    "Gemeente Voorbeeldstad",
    BodyKind.MUNICIPALITY,
    departments=(Department("ict", "ICT", ("I&A", "Informatie")),),
    consent=frozenset({"circular_all_spend", "biobased"}),
)
COMMITMENT = Commitment(
    "circulair",
    BODY.id,
    "circular_all_spend",
    1,
    (
        CommitmentVersion(
            1,
            "10% circulair in 2020",
            Point(2020, Fraction(1, 10)),
            Decision("collegebesluit", "college", date(2015, 6, 1), "2015-118"),
            milestones=(Point(2018, Fraction(1, 3)),),
        ),
    ),
)
SUBMISSION = Submission(
    "x-2025-all-1", BODY.id, 2025, "all", 1, SubmissionState.CERTIFIED, True, "net", "booking", "a.csv", "00", "anna",
    datetime(2026, 3, 14, 9, 30), "bert", datetime(2026, 3, 20, 10, 0),
)  # fmt: skip
KNOWLEDGE = Knowledge(
    (MappingRule("Koffie", None, "1586"),),
    (Evidence("line", "F1", "fairtrade", 0, 6000, "statement", "realisatie", valid_from=date(2020, 1, 1)),),
    (Contract("C1", value=1_000, end=date(2026, 1, 1)),),
    (Supplier("12345678", size="small", social_enterprise=True),),
)


@pytest.mark.parametrize("noun", [BODY, COMMITMENT, SUBMISSION, KNOWLEDGE], ids=lambda noun: type(noun).__name__)
def test_what_is_packed_is_unpacked_as_it_was(noun):
    assert unpack(type(noun), pack(noun)) == noun


def test_what_a_body_knew_before_reasons_were_kept_is_read_without_one():
    document = json.loads(pack(Knowledge(left_out=(LeftOut("ledger", "40000", "salary"),), reason="dubbel betaald")))
    del document["reason"]
    assert unpack(Knowledge, json.dumps(document)) == Knowledge(left_out=(LeftOut("ledger", "40000", "salary"),))


def test_the_same_noun_always_gives_the_same_text():
    assert pack(BODY) == pack(unpack(Body, pack(BODY)))
