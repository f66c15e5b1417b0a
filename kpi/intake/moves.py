"""What a person says a column is: it goes before what its header and its values say.

An answer "column:<header>" names a field or "none"; "column:<header>#2" is the second column with that header.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kpi.intake.cells import DATE, Column
from kpi.intake.dates import is_lost, read_date
from kpi.intake.marks import mark_of
from kpi.intake.numbers import is_dash, read_number
from kpi.intake.values import sample
from kpi.intake.vocabulary import Field, fields
from kpi.language import message
from kpi.model import Message, Refusal

PREFIX = "column:"
NOT_USED = "none"
REFUSED = "column_cannot_be"
LEAST = 0.5
"""A column may be an amount or a date when at least this part of its filled cells can be read as one."""

SHOWN = 3


def column_keys(header: Sequence[str]) -> tuple[str, ...]:
    """The key under which each column is answered about, in the order of the columns."""
    seen: Counter[str] = Counter()
    keys = []
    for text in header:
        seen[text] += 1
        keys.append(f"{PREFIX}{text}" + (f"#{seen[text]}" if seen[text] > 1 else ""))
    return tuple(keys)


def assignable() -> tuple[str, ...]:
    """The fields that a person may give to a column, in the order of the vocabulary."""
    return tuple(one.name for one in fields().values() if one.output and one.kind != "personal")


def joined(earlier: Mapping[str, str], later: Mapping[str, str]) -> dict[str, str]:
    """All answers. A later one replaces an earlier one to the same question, or that gave its field to another column."""
    given = {value for key, value in later.items() if key.startswith(PREFIX) and value != NOT_USED}
    kept = {
        key: value
        for key, value in earlier.items()
        if key not in later and not (key.startswith(PREFIX) and value in given)
    }
    return {**kept, **later}


def moved(
    header: Sequence[str], columns: Sequence[Column], personal: Iterable[int], answers: Mapping[str, str]
) -> dict[int, Field | None]:
    """The columns that a person decided about, with their field; None where the column is not used.

    Of two columns for one field the last answer holds, and the other column is not used. Raises
    Refusal("column_cannot_be") where the values contradict the answer.
    """
    places = {_simple(key): index for index, key in enumerate(column_keys(header))}
    decided: dict[int, Field | None] = {}
    for key, value in answers.items():
        index = places.get(_simple(key))
        if not key.startswith(PREFIX) or index is None:
            continue
        if value == NOT_USED:
            decided[index] = None
            continue
        field = fields()[value] if value in assignable() else None
        if field is None:
            raise _refused(
                message(
                    "A column cannot become “{value}”. Expected: none, or one of {known}.",
                    value=value,
                    known=", ".join(assignable()),
                )
            )
        if index in personal:
            raise _refused(
                message(
                    "The column “{header}” holds personal data and is not kept, so it cannot be used.",
                    header=header[index],
                )
            )
        _check(header[index], field, columns[index])
        decided.update({other: None for other, taken in decided.items() if taken == field})
        decided[index] = field
    return decided


def check_known(headers: Iterable[Sequence[str]], answers: Mapping[str, str]) -> None:
    """Raises Refusal("column_cannot_be") where an answer is about a column that no table has."""
    keys = {_simple(key): key for header in headers for key in column_keys(header)}
    for key in answers:
        if key.startswith(PREFIX) and _simple(key) not in keys:
            raise _refused(
                message(
                    "No column is called “{header}”. Expected one of: {known}.",
                    header=key.removeprefix(PREFIX),
                    known=", ".join(known.removeprefix(PREFIX) for known in keys.values()),
                )
            )


def _simple(key: str) -> str:
    return " ".join(key.split()).casefold()


def _check(header: str, field: Field, column: Column) -> None:
    texts = sample(column)
    if field.kind == "amount":
        wrong = [text for text in texts if read_number(text) is None and not is_dash(text)]
        typed = int((column.kinds == DATE).sum())
        if not texts or typed or len(wrong) > LEAST * len(texts):
            raise _no_values(header, texts if typed else wrong, amount=True)
    elif field.kind == "date":
        wrong = [text for text in texts if read_date(text) is None and not is_lost(text)]
        if not texts or len(wrong) > LEAST * len(texts):
            raise _no_values(header, wrong, amount=False)
    elif field.kind == "flag":
        wrong = [text for text in texts if not mark_of(text)]
        if not texts or len(wrong) > LEAST * len(texts):
            raise _refused(
                message(
                    "“{header}” cannot say debit or credit: it holds {values}. Expected marks such as D and C.",
                    header=header,
                    values=_listed(wrong),
                )
            )


def _no_values(header: str, wrong: Sequence[str], *, amount: bool) -> Refusal:
    if not wrong:
        return _refused(
            message("The column “{header}” is empty, so it cannot be used for this. Choose another.", header=header)
        )
    if amount:
        return _refused(
            message(
                "“{header}” cannot be an amount: {values} are no numbers. Choose another column.",
                header=header,
                values=_listed(wrong),
            )
        )
    return _refused(
        message(
            "“{header}” cannot be a date: {values} are no dates. Choose another column.",
            header=header,
            values=_listed(wrong),
        )
    )


def _listed(values: Iterable[str]) -> str:
    return ", ".join(f"“{value[:40]}”" for value in list(dict.fromkeys(values))[:SHOWN]) or "–"


def _refused(words: Message) -> Refusal:
    return Refusal(REFUSED, words)
