"""Indicator definitions and themes: one TOML file an indicator in data/indicators, checked whole before it is used."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from kpi.language import message
from kpi.measure.conditions import FIELDS, cents, problems
from kpi.model import LEVELS, Indicator, Message, Refusal, Theme, Variant
from kpi.reference import REFERENCE_FOLDER, properties

INDICATOR_FOLDER = Path(__file__).parents[2] / "data" / "indicators"
PILLARS = ("people", "planet", "profit")
DIRECTIONS = ("more", "less")
KINDS = ("label", "contract", "certificate", "statement", "decision")

MESSAGES = ("name", "question", "why", "exclusions", "assumptions", "counts", "counts_not")
TEXTS = ("id", "source", "owner", "measure", "unit")
DATES = ("source_date", "since", "next_review")
OTHER = ("version", "themes", "pillar", "level", "accepts", "direction", "threshold", *DATES)
OPTIONAL = ("unverified", "variant")
TREES = ("scope", "criterion")
EXAMPLE_KEYS = ("title", "line", "expected", "target", "status")
LINE_KEYS = ("text", "amount", "evidence", "claimed", "exclusion", *FIELDS)


@cache
def load_themes() -> dict[str, Theme]:
    """The nine themes by their code, in the order of data/reference/themes.toml."""
    with (REFERENCE_FOLDER / "themes.toml").open("rb") as stream:
        entries = tomllib.load(stream)
    return {code: Theme(code, Message(**entry["name"]), entry["pillar"]) for code, entry in entries.items()}


def load_indicators(folder: Path = INDICATOR_FOLDER) -> dict[str, Indicator]:
    """The current version (the highest) of every indicator, by id. Raises Refusal on the first file that is wrong."""
    current: dict[str, Indicator] = {}
    files: dict[str, str] = {}
    seen: dict[tuple[str, int], str] = {}
    for path in sorted(folder.glob("*.toml")):
        indicator = load_indicator(path.name, path.read_bytes())
        key = (indicator.id, indicator.version)
        if key in seen:
            raise _refusal(
                path.name, "version", str(indicator.version), message("a version that is not in {file}", file=seen[key])
            )
        seen[key] = path.name
        if indicator.id not in current or current[indicator.id].version < indicator.version:
            current[indicator.id] = indicator
            files[indicator.id] = path.name
    for indicator in current.values():
        _check_variants(files[indicator.id], indicator, current)
    return current


def load_indicator(file: str, content: bytes) -> Indicator:
    """One definition. Raises Refusal that names the file, the key, what was found and what was expected."""
    try:
        entry = tomllib.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _refusal(file, "-", str(error), message("a TOML file in UTF-8")) from None
    _check_keys(file, entry)
    _check_choices(file, entry)
    for tree in TREES:
        for problem in problems(entry[tree], tree, evidence_allowed=tree == "criterion"):
            raise _refusal(file, problem.key, problem.found, problem.expected)
    for number, example in enumerate(entry["example"]):
        _check_example(file, f"example[{number}]", example)
    messages: dict[str, Any] = {name: Message(**entry[name]) for name in MESSAGES}
    return Indicator(
        **{name: entry[name] for name in (*TEXTS, *TREES, *DATES, "version", "pillar", "level")},
        **messages,
        unverified=Message(**entry["unverified"]) if "unverified" in entry else None,
        variants=tuple(Variant(one["indicator"], Message(**one["difference"])) for one in entry.get("variant", ())),
        themes=tuple(entry["themes"]),
        accepts=tuple(entry["accepts"]),
        higher_is_better=entry["direction"] == "more",
        threshold=Fraction(entry["threshold"], 100),
        examples=tuple(entry["example"]),
    )


def _refusal(file: str, key: str, found: str | Message, expected: Message) -> Refusal:
    return Refusal(
        "definition",
        message(
            "{file}, {key}: found {found}, expected {expected}. Correct the file.",
            file=file,
            key=key,
            found=found,
            expected=expected,
        ),
    )


def _check_keys(file: str, entry: Mapping[str, Any]) -> None:
    wanted = (*TEXTS, *OTHER, *MESSAGES, *TREES, "example")
    allowed = (*wanted, *OPTIONAL)
    for key in entry:
        if key not in allowed:
            raise _refusal(file, key, key, message("one of {choices}", choices=", ".join(allowed)))
    for key in wanted:
        if key not in entry:
            raise _refusal(file, key, message("nothing"), message("a value"))
    for key in TEXTS:
        if not isinstance(entry[key], str) or not entry[key].strip():
            raise _refusal(file, key, repr(entry[key]), message("a text"))
    for key in (*MESSAGES, *(key for key in ("unverified",) if key in entry)):
        _check_languages(file, key, entry[key])
    for number, variant in enumerate(entry.get("variant", ())):
        where = f"variant[{number}]"
        if set(variant) != {"indicator", "difference"}:
            raise _refusal(file, where, ", ".join(variant), message("exactly indicator and difference"))
        _check_languages(file, f"{where}.difference", variant["difference"])


def _check_languages(file: str, key: str, value: Any) -> None:
    for language in ("nl", "en"):
        if not isinstance(value, Mapping) or not str(value.get(language, "")).strip() or set(value) - {"nl", "en"}:
            raise _refusal(file, f"{key}.{language}", repr(value), message("a text in nl and in en"))


def _check_choices(file: str, entry: Mapping[str, Any]) -> None:
    choices: dict[str, tuple[str, ...]] = {"pillar": PILLARS, "level": LEVELS, "direction": DIRECTIONS}
    for key, allowed in choices.items():
        if entry[key] not in allowed:
            raise _refusal(file, key, repr(entry[key]), message("one of {choices}", choices=", ".join(allowed)))
    for key, allowed in {"themes": tuple(load_themes()), "accepts": KINDS}.items():
        if not isinstance(entry[key], list) or not entry[key] or set(entry[key]) - set(allowed):
            raise _refusal(file, key, repr(entry[key]), message("a list from {choices}", choices=", ".join(allowed)))
    for key in DATES:
        if not isinstance(entry[key], date):
            raise _refusal(file, key, repr(entry[key]), message("a date, such as 2025-01-31"))
    for key, lowest, highest in (("version", 1, 10**6), ("threshold", 0, 100)):
        value = entry[key]
        if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= highest:
            raise _refusal(
                file,
                key,
                repr(value),
                message("a whole number from {lowest} to {highest}", lowest=lowest, highest=highest),
            )


def _check_variants(file: str, indicator: Indicator, current: Mapping[str, Indicator]) -> None:
    """A variant is another indicator that names this one back, so that each page can show the other."""
    for variant in indicator.variants:
        other = current.get(variant.indicator)
        if other is None or other is indicator:
            raise _refusal(file, "variant.indicator", variant.indicator, message("the id of another indicator"))
        if indicator.id not in [back.indicator for back in other.variants]:
            raise _refusal(
                file,
                "variant.indicator",
                variant.indicator,
                message("an indicator that names {indicator} as its variant too", indicator=indicator.id),
            )


def _check_example(file: str, key: str, example: Mapping[str, Any]) -> None:
    for name in example:
        if name not in EXAMPLE_KEYS:
            raise _refusal(file, f"{key}.{name}", name, message("one of {choices}", choices=", ".join(EXAMPLE_KEYS)))
    _check_languages(file, f"{key}.title", example.get("title"))
    for number, line in enumerate(example.get("line", ())):
        where = f"{key}.line[{number}]"
        for name in line:
            if name not in LINE_KEYS:
                raise _refusal(file, f"{where}.{name}", name, message("one of {choices}", choices=", ".join(LINE_KEYS)))
        if cents(line.get("amount")) is None:
            raise _refusal(file, f"{where}.amount", repr(line.get("amount")), message('a text such as "12.50"'))
        for name, bounds in line.get("evidence", {}).items():
            if name not in properties():
                raise _refusal(
                    file, f"{where}.evidence", name, message("one of {choices}", choices=", ".join(properties()))
                )
            if len(bounds) != 2 or not 0 <= bounds[0] <= bounds[1] <= 10_000:
                raise _refusal(
                    file,
                    f"{where}.evidence.{name}",
                    repr(bounds),
                    message("low and high in basis points, from 0 to 10000"),
                )
