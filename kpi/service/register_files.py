"""What registers look like: their columns in words, and an empty file of each to fill in."""

from __future__ import annotations

from dataclasses import dataclass

from kpi import evidence
from kpi.language import message, text
from kpi.model import FormColumn, Message, RegisterForm
from kpi.report.register_template import TemplateColumn, TemplateTexts, register_template


@dataclass(frozen=True)
class ColumnWords:
    """A column of a register as a person reads it. `needed`: this one, or another of its group, has to be there."""

    id: str
    name: Message
    kind: str
    needed: bool
    choices: tuple[Message, ...]


def register_columns(register: str) -> tuple[ColumnWords, ...]:
    """The columns of a register, in their usual order. Open to everyone."""
    form = evidence.register_forms()[register]
    needed = {name for group in form.needed for name in group}
    return tuple(
        ColumnWords(
            one.id,
            column_name(one),
            one.kind,
            one.id in needed,
            evidence.choices(one.choices) if one.choices else (),
        )
        for one in form.columns
    )


def column_name(column: FormColumn) -> Message:
    """How a column is called in an empty file: "Geldig tot en met", "Valid to"."""
    english = column.id.replace("_", " ")
    dutch = column.words[0]
    return Message(dutch[:1].upper() + dutch[1:], english[:1].upper() + english[1:])


def empty_register(register: str, language: str) -> bytes:
    """A workbook to fill in, with lists to choose from and notes. It holds no example that could be taken for data."""
    form: RegisterForm = evidence.register_forms()[register]
    columns = [
        TemplateColumn(
            one.name.in_language(language),
            one.kind,
            _note(language, one),
            one.needed,
            tuple(word.in_language(language) for word in one.choices),
        )
        for one in register_columns(register)
    ]
    texts = TemplateTexts(
        form.name.in_language(language).capitalize(),
        text(language, "Explanation"),
        text(language, "Lists"),
        (text(language, "Column"), text(language, "What stands in it"), text(language, "Choose from")),
    )
    return register_template(columns, texts)


def _note(language: str, column: ColumnWords) -> str:
    expected = {
        "date": message("A date, such as 31-01-2025."),
        "number": message("A number, such as 12500 or 8,25. Amounts in euros without VAT."),
        "percent": message("A percentage, such as 60%."),
        "answer": message("Yes, no, or a percentage such as 30%. Empty: not looked at."),
        "text": message("Text, as it is written in your files."),
    }[column.kind].in_language(language)
    if not column.needed:
        return expected
    return f"{expected} {text(language, 'Needed, or a column like it.')}"
