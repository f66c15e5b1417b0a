"""What a cell of an evidence column says."""

from __future__ import annotations

import pytest

from kpi.evidence.columns import cell_evidence

PROOF, CLAIM = "proof", "claim"


@pytest.mark.parametrize(
    ("column", "text", "expected"),
    [
        pytest.param("fairtrade", "Max Havelaar", {("fairtrade", PROOF)}, id="a synonym of a label"),
        pytest.param("label", "Fairtrade", {("fairtrade", PROOF)}, id="a label in the label column"),
        pytest.param("mvi", "FSC Mix", {("certified_timber", PROOF)}, id="a label in the general column"),
        pytest.param("fsc", "FSC-C123456", {("certified_timber", PROOF)}, id="a label with its certificate number"),
        pytest.param("label", "Fairtrade; EKO", {("fairtrade", PROOF), ("organic", PROOF)}, id="two labels"),
        pytest.param("label", "EKO en Max Havelaar", {("fairtrade", PROOF), ("organic", PROOF)}, id="two labels with a word between"),
        pytest.param("fairtrade", "ja", {("fairtrade", CLAIM)}, id="a bare yes is a claim"),
        pytest.param("fairtrade", "Fair trade", {("fairtrade", CLAIM)}, id="fair trade without a scheme is a claim"),
        pytest.param("label", "biologisch", {("organic", CLAIM)}, id="a word that is no label"),
        pytest.param("label", "WFTO", {("fairtrade", CLAIM)}, id="a guarantee of the firm, not of the product"),
        pytest.param("circular", "60 %", {("circular", CLAIM)}, id="a percentage without a source"),
        pytest.param("circular", "0%", set(), id="none of it, without a source"),
        pytest.param("circular", "130%", None, id="more than all of it"),
        pytest.param("fairtrade", "nee", set(), id="a bare no says nothing"),
        pytest.param("fairtrade", "EKO", set(), id="a label of something else"),
        pytest.param("mvi", "ja", set(), id="a yes to nothing in particular"),
        pytest.param("label", "MSC", set(), id="a label that shows none of our properties"),
        pytest.param("label", "PSO trede 2", set(), id="a company certificate"),
        pytest.param("fairtrade", "wordt nagegaan", None, id="not understood"),
    ],
)  # fmt: skip
def test_a_cell(column, text, expected):
    said = cell_evidence(column, text)
    if said is None:
        assert expected is None
    else:
        assert {(entry.property, PROOF if entry.reference else CLAIM) for entry in said} == expected
