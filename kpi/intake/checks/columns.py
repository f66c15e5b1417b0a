"""Columns that are not used: personal data, and what was not recognised."""

from __future__ import annotations

from kpi.intake.checks.finding import cell_name, finding
from kpi.intake.checks.table import Checked
from kpi.model import Finding


def check_columns(table: Checked) -> list[Finding]:
    """Findings about columns."""
    found = [
        finding("personal_data_removed", header=table.header[index] or cell_name(0, index)[:-1])
        for index in table.personal
    ]
    used = {choice.index for choice in table.choices.values()} | set(table.personal)
    used |= set(table.understanding.plan.columns) | set(table.decision.evidence)
    unknown = [text for index, text in enumerate(table.header) if text and index not in used]
    if unknown:
        found.append(finding("columns_unknown", headers=", ".join(f"“{header}”" for header in unknown[:12])))
    return found
