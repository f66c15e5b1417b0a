"""Lines that are laid out once for many questions: never of before a write, whoever asks, and let go of with the store."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from kpi import service
from kpi.service.layouts import MOST_KEPT
from tests.service.conftest import BUYER, EVIDENCE, opened

BODY, YEAR, INDICATOR = "gemeente-proef", 2024, "fairtrade_coffee_tea_cocoa"


def counted(monitor: service.Monitor, indicator: str = INDICATOR) -> dict[str, str]:
    """What each invoice counts as."""
    found = service.lines(BUYER, monitor, BODY, indicator, YEAR).rows
    return {row["invoice_number"]: row["counts"] for row in found}


def test_lines_follow_what_was_written_since_they_were_laid_out(submitted: service.Monitor) -> None:
    before = counted(submitted)

    service.load_evidence_file(
        BUYER, submitted, BODY, "evidence.csv", EVIDENCE.replace(b"line,F3,fairtrade,0,0", b"line,F3,fairtrade,100,100")
    )

    assert (before["F3"], counted(submitted)["F3"]) == ("not_met", "met")


def test_lines_are_the_same_after_more_indicators_were_asked_than_are_kept(submitted: service.Monitor) -> None:
    before = counted(submitted)

    for other in list(submitted.indicators)[: MOST_KEPT + 1]:
        counted(submitted, other)

    assert counted(submitted) == before


def test_many_at_once_get_the_same_lines(submitted: service.Monitor) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: counted(submitted), range(24)))

    assert all(one == found[0] for one in found)
    assert len(found[0]) == 5


def test_a_store_whose_lines_were_looked_at_can_be_closed_and_opened_again(submitted: service.Monitor) -> None:
    before, home = counted(submitted), Path(submitted.store.home)
    submitted.close()

    with opened(home) as again:
        assert counted(again) == before
