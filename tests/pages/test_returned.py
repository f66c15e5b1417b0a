"""A workbook that comes back with mistakes: at most so many cells are listed, and one cause of many is named."""

from __future__ import annotations

import pytest

from kpi.model import Message
from pages.parts.returned import SHOWN, problem_list


def problems(number: int) -> list[Message]:
    return [Message(nl=f"cel A{one}", en=f"cell A{one}") for one in range(1, number + 1)]


@pytest.mark.parametrize(
    ("number", "apart", "said", "unsaid"),
    [
        (2, 0, ("cel A1", "cel A2"), ("apart gesorteerd", "En ")),
        (2, 1, ("cel A2",), ("apart gesorteerd",)),
        (3, 2, ("cel A3", "Waarschijnlijk is één kolom apart gesorteerd"), ("En ",)),
        (SHOWN + 7, 0, (f"cel A{SHOWN}", "En nog 7"), (f"cel A{SHOWN + 1}<",)),
    ],
)
def test_what_is_said_of_the_problems_of_a_workbook(number, apart, said, unsaid) -> None:
    shown = problem_list("nl", problems(number), apart)
    assert [words for words in said if words not in shown] == []
    assert [words for words in unsaid if words in shown] == []
