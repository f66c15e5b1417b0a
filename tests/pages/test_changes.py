"""What submitting a file changes, in a table."""

from __future__ import annotations

from dataclasses import replace

from kpi.language import NO_BREAK_SPACE
from kpi.model import Status, Sums
from pages.parts.changes import changes_table
from tests.pages.make import EURO, figure, indicator


def shown(*pairs) -> str:
    return changes_table("nl", pairs).replace(NO_BREAK_SPACE, " ")


def test_a_figure_that_changes_says_which_spend_and_how_much_of_it_is_proven() -> None:
    before = figure(Status.ON_TRACK, proven="6.4")
    after = replace(figure(Status.ON_TRACK, proven="7.1"), sums=Sums(met=94 * EURO, not_met=1080 * EURO))

    assert "+ € 174 inkoop, waarvan + € 30 bewezen" in shown((before, after))


def test_the_first_figure_of_a_year_is_all_because_of_the_file() -> None:
    assert "+ € 1.000 inkoop, waarvan + € 64 bewezen" in shown((None, figure(Status.ON_TRACK)))


def test_what_is_taken_off_has_a_minus() -> None:
    after = figure(Status.ON_TRACK, proven="6.4")
    before = replace(figure(Status.ON_TRACK, proven="7.1"), sums=Sums(met=94 * EURO, not_met=906 * EURO))

    assert "€ 0 inkoop, waarvan − € 30 bewezen" in shown((before, after))


def test_where_less_is_better_nothing_is_proven_by_more_spend() -> None:
    assert "bewezen" not in shown((None, figure(Status.ON_TRACK, of=indicator(more_is_better=False))))


def test_ambitions_that_do_not_change_are_counted_together() -> None:
    same = figure(Status.ON_TRACK)

    assert "1 ambitie verandert niet" in shown((same, same))
