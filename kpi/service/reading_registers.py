"""A body's own file to what it says: read by intake, understood by evidence. Nothing is stored here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kpi import evidence, intake
from kpi.language import message
from kpi.model import Body, Department, Finding, Knowledge, Message, Question, Refusal, RegisterForm, RegisterTable
from kpi.service.monitor import Monitor


@dataclass(frozen=True)
class RegisterFile:
    """What was understood of a file: its tables, what must be asked first, what is wrong or odd, and what it says."""

    name: str
    tables: tuple[RegisterTable, ...]
    questions: tuple[Question, ...]
    understood: evidence.Understood
    findings: tuple[Finding, ...]

    def checked(self) -> Knowledge:
        """What the file says. Raises Refusal where something is wrong with it, or must be asked first."""
        if self.questions:
            raise _asks(self.name, self.questions)
        return self.understood.checked()


def read_register(
    monitor: Monitor,
    body: Body,
    name: str,
    content: bytes,
    forms: Sequence[RegisterForm],
    answers: Mapping[str, str] | None = None,
) -> RegisterFile:
    """The registers in a file, each row understood. Raises Refusal where it cannot be read, or holds none of these forms."""
    tables, questions, noticed = _read(monitor, name, content, forms, answers)
    understood = evidence.understand(tables, body)
    errors = tuple(one for one in noticed if one.severity == "error")
    if understood.knowledge == Knowledge() and not (understood.errors or errors):
        raise Refusal(
            "own_file",
            message(
                "{file}: found no rows, expected at least one row. Nothing was loaded; correct the file and load it again.",
                file=name,
            ),
        )
    understood = replace(understood, findings=(*errors, *understood.findings))
    return RegisterFile(name, tables, questions, understood, (*noticed, *understood.findings[len(errors) :]))


def read_departments(
    monitor: Monitor, name: str, content: bytes, answers: Mapping[str, str] | None = None
) -> tuple[Department, ...]:
    """The list of departments in a file. Raises Refusal where something is wrong with it, or must be asked first."""
    form = evidence.register_forms()[evidence.DEPARTMENT_FORM]
    tables, questions, noticed = _read(monitor, name, content, (form,), answers)
    if questions:
        raise _asks(name, questions)
    wrong = next((one for one in noticed if one.severity == "error"), None)
    if wrong:
        raise Refusal("own_file", wrong.message)
    return evidence.listed_departments(name, tables)


def _read(
    monitor: Monitor, name: str, content: bytes, forms: Sequence[RegisterForm], answers: Mapping[str, str] | None
) -> tuple[tuple[RegisterTable, ...], tuple[Question, ...], tuple[Finding, ...]]:
    if name.lower().endswith(".toml"):
        return evidence.toml_tables(name, content, tuple(forms)), (), ()
    read = intake.read_register_isolated if monitor.isolated else intake.read_register
    reading = read(name, content, forms, answers)
    return reading.tables, reading.questions, reading.findings


def _asks(name: str, questions: Sequence[Question]) -> Refusal:
    first = questions[0]
    return Refusal(
        "own_file_asks",
        message(
            "{file}: {why} Column: {column}. Nothing was loaded; answer it on the screen, or with --answer {question}=… ({options}).",
            file=name,
            why=first.why,
            column=first.about,
            question=first.id,
            options=", ".join(first.options),
        ),
    )


def register_names() -> dict[str, Message]:
    """The registers that a file can be, by their ids, with their names for a reader. Open to everyone."""
    forms = evidence.register_forms().items()
    return {name: form.name for name, form in forms if name != evidence.DEPARTMENT_FORM}
