"""Every text that a reader may see exists in Dutch, and nothing is translated that nobody says."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.house.repository import ROOT, code, tree

DUTCH = Path("data/locale/nl")
SAYING = {"text", "plural", "plural_message", "message", "t"}
PLURALS = ("plural", "plural_message")
MODULE = {"language"}
FORWARDING = {Path("kpi/language.py"), Path("pages/parts/text.py")}
"""Where these functions are defined and handed on: the text is in the code that calls them."""


@dataclass(frozen=True)
class Call:
    """One call that says something: where, its literal texts (two for a plural), the names it fills in."""

    place: str
    texts: tuple[str, ...]
    names: frozenset[str]
    open_ended: bool  # names given with **, so not known here


def calls(source: ast.Module, path: Path) -> Iterator[Call]:
    for node in ast.walk(source):
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Name(id=name) if name in SAYING:
                pass
            case ast.Attribute(attr=name, value=ast.Name(id=module)) if name in SAYING and module in MODULE:
                pass
            case _:
                continue
        wanted = 2 if name in PLURALS else 1
        literal = [argument for argument in node.args if isinstance(argument, ast.Constant)]
        texts = tuple(
            argument.value
            for argument in literal
            if isinstance(argument.value, str) and argument.value not in ("nl", "en")
        )
        yield Call(
            f"{path}:{node.lineno}",
            texts[:wanted],
            frozenset(keyword.arg for keyword in node.keywords if keyword.arg)
            | ({"number"} if name in PLURALS else set()),
            any(keyword.arg is None for keyword in node.keywords),
        )


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def said() -> list[Call]:
    return [call for path in code() if path not in FORWARDING for call in calls(tree(path), path)]


def translated() -> list[tuple[Path, tuple[str, ...], tuple[str, ...]]]:
    """(file, English forms, Dutch forms) of every entry."""
    entries = []
    for path in sorted((ROOT / DUTCH).glob("*.po")):
        with path.open("rb") as stream:
            for entry in read_po(stream, locale="nl", abort_invalid=True):
                if entry.id:
                    english, dutch = (
                        (form,) if isinstance(form, str) else tuple(form) for form in (entry.id, entry.string)
                    )
                    entries.append((path.relative_to(ROOT), english, dutch))
    return entries


def test_every_text_is_a_literal() -> None:
    """One that is put together at run time cannot be translated or found."""
    assert [call.place for call in said() if not call.texts] == []


def test_every_text_in_the_code_has_a_dutch_one() -> None:
    known = {english[0]: dutch for _, english, dutch in translated()}
    missing = [
        f"{call.place}: {call.texts[0]}" for call in said() if call.texts and not all(known.get(call.texts[0], [""]))
    ]

    assert missing == []


def test_a_plural_is_translated_as_a_plural() -> None:
    forms = {english[0]: english for _, english, _ in translated()}
    wrong = [
        f"{call.place}: {call.texts}"
        for call in said()
        if len(call.texts) == 2 and call.texts[0] in forms and forms[call.texts[0]] != call.texts
    ]

    assert wrong == []


def test_no_dutch_text_is_left_unsaid() -> None:
    said_texts = {call.texts[0] for call in said() if call.texts}

    assert [f"{path}: {english[0]}" for path, english, _ in translated() if english[0] not in said_texts] == []


def test_one_english_text_has_one_dutch_text() -> None:
    first: dict[str, tuple[str, ...]] = {}
    differing = [
        f"{path}: {english[0]}" for path, english, dutch in translated() if first.setdefault(english[0], dutch) != dutch
    ]

    assert differing == []


def test_a_call_fills_in_exactly_what_its_text_names() -> None:
    wrong = [
        f"{call.place}: {text!r} is given {sorted(call.names)}"
        for call in said()
        if not call.open_ended
        for text in call.texts
        if not placeholders(text) <= call.names or not call.names - {"number"} <= placeholders("".join(call.texts))
    ]

    assert wrong == []


def test_the_dutch_text_names_what_the_english_one_names() -> None:
    wrong = [
        f"{path}: {english[0]!r} and {form!r}"
        for path, english, dutch in translated()
        for form in dutch
        if placeholders(form) - {"number"} != placeholders(english[0]) - {"number"}
    ]

    assert wrong == []


@pytest.mark.parametrize(
    ("source", "texts", "names"),
    [
        ("message('Sheet {name}', name=x)", ("Sheet {name}",), {"name"}),
        ("text('nl', 'Sheet')", ("Sheet",), set()),
        ("language.text(chosen, 'Sheet')", ("Sheet",), set()),
        ("t('Sheet ' 'one')", ("Sheet one",), set()),
        ("plural(language, '{number} row', '{number} rows', n)", ("{number} row", "{number} rows"), {"number"}),
        ("message(f'Sheet {name}')", (), set()),
    ],
)
def test_calls_are_found_with_their_texts_and_names(source: str, texts: tuple[str, ...], names: set[str]) -> None:
    (call,) = calls(ast.parse(source), Path("page.py"))

    assert (call.texts, call.names) == (texts, names)


def test_other_calls_of_the_same_name_are_not_texts() -> None:
    assert list(calls(ast.parse("st.text('x'); page.message('y')"), Path("page.py"))) == []
