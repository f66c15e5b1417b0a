"""An audit sample on the screens: what it says and how it was drawn, in words; everything is escaped."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from fractions import Fraction

import pytest

from kpi.language import NO_BREAK_SPACE
from kpi.model import Sample, SampledLine, Verdict
from kpi.service import FoundChange, SampleResult
from pages.parts import sampling

LINE = SampledLine(
    "key", "circular", 600 * 10**6, False, 120_000, None, "Bouw <b>", None, "F&1", "Meubilair", "s-1", "Blad 1", 12,
    "contract contract dossier 3", ("circular",),
)  # fmt: skip
SAMPLE = Sample(
    id="voorbeeldstad-2025-circular-1-20-7", body="voorbeeldstad", year=2025, indicators=("circular",), seed=7,
    part=Fraction(1, 20), interval=3_333_330_000, claimed=10_000 * 10**6, claims=40, credited=-5 * 10**6, credits=1,
    lines=(LINE, replace(LINE, always=True)), drawn_by="bert", drawn_at=datetime(2026, 3, 2, 12, 0),
)  # fmt: skip
HALF = SampleResult(SAMPLE, {1: Verdict(1, "rejected", "nee", "brief", "bert")}, Fraction(1, 100), Fraction(4, 10), None, Fraction(10_000), Fraction(1_200), 1, (1,))  # fmt: skip
WHOLE = replace(HALF, estimate=Fraction(31, 1000), low=Fraction(4, 1000), high=Fraction(108, 1000), without_effect=())


@pytest.mark.parametrize(
    ("language", "result", "said"),
    [
        ("nl", WHOLE, "Naar schatting klopt 3,1% van de geclaimde euro’s niet (95%-interval: 0,4% tot 10,8%)."),
        ("en", WHOLE, "An estimated 3.1% of the claimed euros is not as claimed (95% interval: 0.4% to 10.8%)."),
        (
            "nl",
            HALF,
            "1 van 2 regels zijn gecontroleerd. Tot nu toe klopt tussen 1,0% en 40,0% van de geclaimde euro’s niet.",
        ),
    ],
)
def test_the_result_is_an_estimate_with_its_interval_or_the_interval_so_far(language, result, said) -> None:
    assert sampling.error_sentence(language, result) == said


def test_the_summary_says_how_it_was_drawn_and_what_was_left_out() -> None:
    shown = sampling.summary("nl", HALF).replace(NO_BREAK_SPACE, " ")

    expected = [
        "toevalsgetal 7, interval 3.333,33 euro, naar verwachting 5,0% van de geclaimde euro’s",
        "2 regels met € 1.200; 1 daarvan altijd, door hun omvang", "1 creditnota van", "zonder gevolg voor het cijfer: regel 1",
    ]  # fmt: skip
    assert [part for part in expected if part not in shown] == []


def test_a_line_shows_what_is_claimed_of_it_and_on_what_grounds() -> None:
    shown = sampling.line_markup("nl", 3, LINE, "Circulair")

    assert "3. Bouw &lt;b&gt;: € 1.200,00, waarvan 600,00 geclaimd" in shown
    assert "Circulair. Berust op: bepaling in het contract dossier 3." in shown
    assert "Meubilair · factuur F&amp;1 · rij Blad 1 12" in shown


def test_beside_a_figure_stands_every_sample_or_that_there_is_none() -> None:
    shown = sampling.beside("nl", [WHOLE, HALF], {"circular": "Circulair"}, "steekproef")

    assert shown.count("<li>") == 2
    assert "Circulair · 5,0% · toevalsgetal 7 · 2 mrt 2026" in shown
    assert 'href="steekproef"' in shown
    assert "nog geen deel met een steekproef gecontroleerd" in sampling.beside("nl", [], {}, None)


def test_what_a_filled_in_sample_changes_is_shown_beside_what_holds_now() -> None:
    made = Verdict(1, "confirmed", "toch <i>", "brief 2")
    shown = sampling.changes_table("nl", [FoundChange(LINE, made, HALF.verdicts[1])], {"circular": "Circulair"})

    assert "klopt niet · bert" in shown
    assert "toch &lt;i&gt;" in shown
    assert "Bouw &lt;b&gt;" in shown
    assert "1.200,00" in shown
