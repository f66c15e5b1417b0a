"""Findings with the number of lines and the euros they are about."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from kpi.model import Finding, Message, Severity


class Amounts:
    """Collects findings over the lines of one submission."""

    def __init__(self, lines: pa.Table):
        self._cents = lines["amount"].fill_null(0).to_numpy()
        self.findings: list[Finding] = []

    def add(self, rule: str, severity: Severity, text: Message, where: np.ndarray) -> None:
        """A finding about the lines where `where` (one truth value a line) holds; none where it holds nowhere."""
        rows = int(np.count_nonzero(where))
        if rows:
            cents = sum(int(amount) for amount in self._cents[where])
            self.findings.append(Finding(rule, severity, text, rows, cents))
