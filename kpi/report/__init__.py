"""What is handed over on paper: a promise as a statement to sign, the board report, the control sheet of a submission.

And an audit sample as a workbook.
"""

from kpi.report.board import Board, board
from kpi.report.control import (
    Control,
    ControlRow,
    control_rows,
    control_sheet,
    exact_euro,
    reason_word,
    sums_sentence,
    verdict_words,
)
from kpi.report.grid import MOST_ROWS, harmless, separated, workbook
from kpi.report.page import html
from kpi.report.paper import pdf
from kpi.report.sample_workbook import SAMPLE_HEADINGS, SAMPLE_MARK, sample_workbook
from kpi.report.sheet import Sheet
from kpi.report.statement import Statement, statement

__all__ = [
    "MOST_ROWS",
    "SAMPLE_HEADINGS",
    "SAMPLE_MARK",
    "Board",
    "Control",
    "ControlRow",
    "Sheet",
    "Statement",
    "board",
    "control_rows",
    "control_sheet",
    "exact_euro",
    "harmless",
    "html",
    "pdf",
    "reason_word",
    "sample_workbook",
    "separated",
    "statement",
    "sums_sentence",
    "verdict_words",
    "workbook",
]
