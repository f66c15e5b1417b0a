"""What reading notices, as findings from the rule catalogue (data/vocabulary/rules.toml). One module a thing looked at."""

from kpi.intake.checks.amounts import check_amounts
from kpi.intake.checks.codes import check_codes
from kpi.intake.checks.columns import check_columns
from kpi.intake.checks.dates import check_dates
from kpi.intake.checks.finding import MARKED_CELLS, cell_name, finding
from kpi.intake.checks.repeats import check_repeats
from kpi.intake.checks.rows import check_rows
from kpi.intake.checks.submission import Earlier, check_submission
from kpi.intake.checks.suppliers import check_suppliers
from kpi.intake.checks.table import Checked
from kpi.intake.checks.texts import check_texts
from kpi.model import Finding

__all__ = ["MARKED_CELLS", "Checked", "Earlier", "cell_name", "check", "check_submission", "finding"]

_CHECKS = (
    check_rows, check_amounts, check_repeats, check_dates, check_suppliers, check_texts, check_codes, check_columns,
)  # fmt: skip


def check(table: Checked) -> list[Finding]:
    """All findings on one table."""
    return [found for part in _CHECKS for found in part(table)]
