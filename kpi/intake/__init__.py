"""From the bytes of a spend file to lines, with everything that was understood, asked and noticed on the way."""

from kpi.intake.cells_only import read_sheets, read_sheets_isolated
from kpi.intake.checks import Earlier, check_submission
from kpi.intake.describe import as_json
from kpi.intake.moves import assignable, column_keys, joined
from kpi.intake.notice_files import read_notices
from kpi.intake.reading import read
from kpi.intake.record import lines_from_record
from kpi.intake.register import read_register
from kpi.intake.reply import Reply, make_reply
from kpi.intake.sandbox import (
    Stopper,
    make_reply_isolated,
    read_isolated,
    read_notices_isolated,
    read_register_isolated,
)
from kpi.intake.sheet import Limits

__all__ = [
    "Earlier",
    "Limits",
    "Reply",
    "Stopper",
    "as_json",
    "assignable",
    "check_submission",
    "column_keys",
    "joined",
    "lines_from_record",
    "make_reply",
    "make_reply_isolated",
    "read",
    "read_isolated",
    "read_notices",
    "read_notices_isolated",
    "read_register",
    "read_register_isolated",
    "read_sheets",
    "read_sheets_isolated",
]
