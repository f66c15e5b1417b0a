"""What is handed over on paper: a promise as a statement to sign."""

from kpi.report.statement import Statement, statement

__all__ = ["Statement", "statement"]
