"""Which contract spend is under: by number, else by supplier within the period; what is not certain is not chosen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from kpi.evidence import Match, Matcher, Party, asks_for, lots_of
from kpi.model import Asked, Notice, NoticeContract, NoticeSupplier

COFFEE = NoticeSupplier("Koffiebranderij De Proef B.V.", "87654321")
FROM, TO = date(2024, 1, 1), date(2024, 12, 31)
CIRCULAR, SOCIAL = Asked("environmental-impact", "circ-econ"), Asked("social-objective", "opp")


def contract(
    identity: str = "c", *numbers: str, supplier: NoticeSupplier = COFFEE, start=FROM, end=TO
) -> NoticeContract:
    return NoticeContract(identity, numbers, (supplier,), None, start, end, referenced=bool(numbers))


def notice(lot: str, *contracts: NoticeContract, asked: tuple[Asked, ...] = (CIRCULAR,), **more) -> Notice:
    return Notice("eforms", more.pop("notice", "n"), "p", lot, None, more.pop("published", None), asked, contracts)


ONE = [notice("1", contract("c", "INK-7"))]
TWO = [notice("1", contract("c")), notice("2", contract("d"))]
OPEN_ENDED = [notice("1", contract(end=None))]
BY_NAME, BY_KVK = Party("KOFFIEBRANDERIJ DE PROEF BV"), Party("Proef", kvk="87654321")
OTHER = Party("Theehandel Voorbeeld")
DAY = date(2024, 5, 1)


@pytest.mark.parametrize(
    ("notices", "party", "number", "day", "expected"),
    [
        pytest.param(ONE, BY_NAME, None, DAY, Match(frozenset({0}), True), id="by name, whatever its spelling"),
        pytest.param(ONE, BY_KVK, None, DAY, Match(frozenset({0}), True), id="by KvK number, whatever the name"),
        pytest.param(ONE, Party("Koffiebranderij De Proef", kvk="11111111"), None, DAY, Match(frozenset(), False), id="another KvK number beats the same name"),
        pytest.param(ONE, OTHER, None, DAY, Match(frozenset(), False), id="another supplier"),
        pytest.param(ONE, BY_NAME, None, date(2025, 1, 1), Match(frozenset(), False), id="the day after the end"),
        pytest.param(ONE, BY_NAME, None, TO, Match(frozenset({0}), True), id="the last day"),
        pytest.param(ONE, BY_NAME, None, None, Match(frozenset({0}), False, "no_date"), id="without a date"),
        pytest.param(OPEN_ENDED, BY_NAME, None, DAY, Match(frozenset({0}), False, "no_period"), id="a contract without an end"),
        pytest.param(TWO, BY_NAME, None, DAY, Match(frozenset({0, 1}), True), id="two contracts: under one of them"),
        pytest.param(ONE, BY_NAME, "ink-7", date(2026, 1, 1), Match(frozenset({0}), True), id="by number, whatever the day"),
        pytest.param(ONE, Party(), "INK-7", None, Match(frozenset({0}), True), id="by number, without a supplier"),
        pytest.param(ONE, OTHER, "INK-7", DAY, Match(frozenset({0}), False, "another_supplier"), id="by number of another supplier"),
        pytest.param(ONE, BY_NAME, "INK-8", DAY, Match(frozenset({0}), False, "another_number"), id="by supplier under another number"),
        pytest.param([notice("1", contract("c"))], BY_NAME, "INK-8", DAY, Match(frozenset({0}), True), id="by supplier, where the notice does not say the buyer's number"),
        pytest.param(ONE, OTHER, "INK-8", DAY, Match(frozenset(), False), id="neither"),
    ],
)  # fmt: skip
def test_spend_is_under_a_contract(notices, party, number, day, expected) -> None:
    assert Matcher(lots_of(notices)).match(party, number, day) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((CIRCULAR,), (CIRCULAR,), True),  # whichever it is, it was asked for
        ((CIRCULAR,), (SOCIAL,), None),
        ((SOCIAL,), (), False),
    ],
)
def test_of_several_contracts_it_is_asked_for_certainly_only_where_all_ask(first, second, expected) -> None:
    lots = lots_of([notice("1", contract("c"), asked=first), notice("2", contract("d"), asked=second)])
    match = Matcher(lots).match(BY_NAME, None, DAY)

    assert asks_for(match, lots, ["CIR"]) is expected


def test_what_is_not_sure_is_never_asked_for_certainly() -> None:
    lots = lots_of(ONE)

    assert asks_for(Matcher(lots).match(BY_NAME, None, None), lots, ["CIR"]) is None
    assert asks_for(Matcher(lots).match(BY_NAME, None, None), lots, ["SRO"]) is False


def test_notices_of_one_lot_are_put_together_in_whatever_order_they_came() -> None:
    call = notice("1", asked=(CIRCULAR,), notice="a", published=date(2023, 1, 1))
    award = notice("1", contract(), asked=(), notice="b", published=date(2023, 9, 1))
    changed = notice(
        "1", asked=(SOCIAL, Asked("environmental-impact", "clim-mitig")), notice="c", published=date(2023, 2, 1)
    )

    found = {lots_of(order) for order in permutations([call, award, changed])}

    (lots,) = found
    assert lots[0].themes == {"KLI": ("unstated",), "SRO": ("unstated",)}
    assert (lots[0].notices, len(lots[0].contracts)) == (("a", "c", "b"), 1)


def test_a_later_notice_replaces_a_contract_as_told_before() -> None:
    first = notice("1", contract(), notice="a", published=date(2023, 1, 1))
    longer = notice("1", contract(end=date(2026, 12, 31)), notice="b", published=date(2024, 1, 1))

    (lot,) = lots_of([longer, first])

    assert [one.end for one in lot.contracts] == [date(2026, 12, 31)]
    assert replace(lot, notices=()) == replace(lots_of([first, longer])[0], notices=())


def test_a_name_stands_for_the_number_beside_which_it_stands_elsewhere() -> None:
    """The notice knows the winner by its KvK number alone; a line without a number names what another line has a number for."""
    matcher = Matcher(lots_of([notice("1", contract(supplier=NoticeSupplier(None, "87654321")))]))
    named, numbered = Party("Koffiebranderij De Proef"), Party("Koffiebranderij De Proef BV", kvk="87654321")

    assert matcher.match(named, None, DAY) == Match(frozenset(), False)
    assert matcher.concerned([named, numbered, OTHER]) == [named, numbered]
    assert matcher.match(named, None, DAY) == Match(frozenset({0}), True)
