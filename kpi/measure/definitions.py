"""Indicator definitions and themes: one TOML file an indicator in data/indicators, checked whole before it is used."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from kpi.language import message
from kpi.measure.conditions import FIELDS, cents, problems
from kpi.measure.measures import NEEDED, SPECIFIC, counted_in, problems_of_measure, registered_of, sum_unit
from kpi.model import FULL, LEVELS, MEASURES, Indicator, Message, Refusal, Theme, Variant
from kpi.reference import REFERENCE_FOLDER, properties, quantities

INDICATOR_FOLDER = Path(__file__).parents[2] / "data" / "indicators"
EARLIER = "old"
"""The folder in it with the versions that do not hold any more: kept, so that old figures can be computed again."""
PILLARS = ("people", "planet", "profit")
DIRECTIONS = ("more", "less")
KINDS = ("label", "contract", "certificate", "statement", "decision")

MESSAGES = ("name", "question", "why", "exclusions", "assumptions", "counts", "counts_not")
TEXTS = ("id", "source", "owner", "measure", "unit")
DATES = ("source_date", "since", "next_review")
OTHER = ("version", "themes", "pillar", "level", "direction", *DATES)
OPTIONAL = ("unverified", "variant")
TREES = ("scope", "criterion")
EXAMPLE_KEYS = ("title", "line", "registered", "expected", "target", "status")
LINE_KEYS = ("text", "amount", "evidence", "claimed", "exclusion", "contract_number", "supplier_key", *FIELDS)
REGISTERED_KEYS = ("department", "quantity", "low", "high")


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
            raise refusal(
                path.name, "version", str(indicator.version), message("a version that is not in {file}", file=seen[key])
            )
        seen[key] = path.name
        if indicator.id not in current or current[indicator.id].version < indicator.version:
            current[indicator.id] = indicator
            files[indicator.id] = path.name
    for indicator in current.values():
        _check_variants(files[indicator.id], indicator, current)
    return current


def load_versions(folder: Path = INDICATOR_FOLDER) -> dict[tuple[str, int], Indicator]:
    """Every version of every indicator, by id and version: those that hold now and the earlier ones. Raises Refusal as
    `load_indicators`.
    """
    found = [load_indicator(path.name, path.read_bytes()) for path in sorted((folder / EARLIER).glob("*.toml"))]
    return {(one.id, one.version): one for one in (*found, *load_indicators(folder).values())}


def load_indicator(file: str, content: bytes) -> Indicator:
    """One definition. Raises Refusal that names the file, the key, what was found and what was expected."""
    return indicator_of(file, read_definition(file, content))


def read_definition(file: str, content: bytes) -> dict[str, Any]:
    """What stands in a file, not checked yet. Raises Refusal where it is no TOML."""
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise refusal(file, "-", str(error), message("a TOML file in UTF-8")) from None


def indicator_of(file: str, entry: Mapping[str, Any]) -> Indicator:
    """The definition of what stands in a file, checked whole. Raises Refusal as `load_indicator`."""
    _check_keys(file, entry)
    _check_choices(file, entry)
    trees = [tree for tree in TREES if tree in entry]
    for tree in trees:
        for problem in problems(entry[tree], tree, evidence_allowed=tree == "criterion"):
            raise refusal(file, problem.key, problem.found, problem.expected)
    for problem in problems_of_measure(entry):
        raise refusal(file, problem.key, problem.found, problem.expected)
    for number, example in enumerate(entry["example"]):
        _check_example(file, f"example[{number}]", example)
    messages: dict[str, Any] = {name: Message(**entry[name]) for name in MESSAGES}
    return Indicator(
        **{name: entry[name] for name in (*TEXTS, *DATES, "version", "pillar", "level")},
        **{name: entry.get(name, {}) for name in TREES},
        **messages,
        unverified=Message(**entry["unverified"]) if "unverified" in entry else None,
        variants=tuple(Variant(one["indicator"], Message(**one["difference"])) for one in entry.get("variant", ())),
        themes=tuple(entry["themes"]),
        accepts=tuple(entry.get("accepts", ())),
        higher_is_better=entry["direction"] == "more",
        threshold=Fraction(entry.get("threshold", 0), 100),
        examples=tuple(entry["example"]),
        quantity=registered_of(entry),
        factors=entry.get("factors"),
        counted_in=counted_in(entry),
        sum_unit=sum_unit(entry),
    )


def refusal(file: str, key: str, found: str | Message, expected: Message) -> Refusal:
    """That a definition is wrong: where, what was found, and what was expected."""
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
    measure = entry.get("measure", "euro")
    if measure not in MEASURES:
        raise refusal(file, "measure", repr(measure), message("one of {choices}", choices=", ".join(MEASURES)))
    wanted = (*TEXTS, *OTHER, *MESSAGES, *NEEDED[measure], "example")
    allowed = (*wanted, *OPTIONAL)
    for key in entry:
        if key in SPECIFIC and key not in wanted:
            raise refusal(file, key, key, message("no such key with the measure {measure}", measure=measure))
        if key not in allowed:
            raise refusal(file, key, key, message("one of {choices}", choices=", ".join(allowed)))
    for key in wanted:
        if key not in entry:
            raise refusal(file, key, message("nothing"), message("a value"))
    for key in TEXTS:
        if not isinstance(entry[key], str) or not entry[key].strip():
            raise refusal(file, key, repr(entry[key]), message("a text"))
    for key in (*MESSAGES, *(key for key in ("unverified",) if key in entry)):
        _check_languages(file, key, entry[key])
    _check_tables(file, "example", entry["example"])
    _check_tables(file, "variant", entry.get("variant", []))
    for number, variant in enumerate(entry.get("variant", ())):
        where = f"variant[{number}]"
        if set(variant) != {"indicator", "difference"}:
            raise refusal(file, where, ", ".join(variant), message("exactly indicator and difference"))
        _check_languages(file, f"{where}.difference", variant["difference"])


def _check_tables(file: str, key: str, value: Any) -> None:
    if not isinstance(value, list):
        raise refusal(file, key, repr(value), message("a list of tables"))
    for number, one in enumerate(value):
        if not isinstance(one, Mapping):
            raise refusal(file, f"{key}[{number}]", repr(one), message("a table"))


def _check_languages(file: str, key: str, value: Any) -> None:
    for language in ("nl", "en"):
        said = value.get(language) if isinstance(value, Mapping) else None
        if not isinstance(said, str) or not said.strip() or set(value) - {"nl", "en"}:
            raise refusal(file, f"{key}.{language}", repr(value), message("a text in nl and in en"))


def _check_choices(file: str, entry: Mapping[str, Any]) -> None:
    choices: dict[str, tuple[str, ...]] = {"pillar": PILLARS, "level": LEVELS, "direction": DIRECTIONS}
    for key, allowed in choices.items():
        if entry[key] not in allowed:
            raise refusal(file, key, repr(entry[key]), message("one of {choices}", choices=", ".join(allowed)))
    for key, allowed in {"themes": tuple(load_themes()), "accepts": KINDS}.items():
        if key not in entry:
            continue
        if not isinstance(entry[key], list) or not entry[key] or any(one not in allowed for one in entry[key]):
            raise refusal(file, key, repr(entry[key]), message("a list from {choices}", choices=", ".join(allowed)))
    for key in DATES:
        if not isinstance(entry[key], date) or isinstance(entry[key], datetime):
            raise refusal(file, key, repr(entry[key]), message("a date, such as 2025-01-31"))
    for key, lowest, highest in (("version", 1, 10**6), ("threshold", 0, 100)):
        value = entry.get(key, lowest)
        if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= highest:
            raise refusal(
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
            raise refusal(file, "variant.indicator", variant.indicator, message("the id of another indicator"))
        if indicator.id not in [back.indicator for back in other.variants]:
            raise refusal(
                file,
                "variant.indicator",
                variant.indicator,
                message("an indicator that names {indicator} as its variant too", indicator=indicator.id),
            )


def _check_example(file: str, key: str, example: Mapping[str, Any]) -> None:
    for name in example:
        if name not in EXAMPLE_KEYS:
            raise refusal(file, f"{key}.{name}", name, message("one of {choices}", choices=", ".join(EXAMPLE_KEYS)))
    _check_languages(file, f"{key}.title", example.get("title"))
    for name in ("line", "registered"):
        _check_tables(file, f"{key}.{name}", example.get(name, []))
    for number, line in enumerate(example.get("line", ())):
        where = f"{key}.line[{number}]"
        for name in line:
            if name not in LINE_KEYS:
                raise refusal(file, f"{where}.{name}", name, message("one of {choices}", choices=", ".join(LINE_KEYS)))
        if cents(line.get("amount")) is None:
            raise refusal(file, f"{where}.amount", repr(line.get("amount")), message('a text such as "12.50"'))
        evidence = line.get("evidence", {})
        if not isinstance(evidence, Mapping):
            raise refusal(file, f"{where}.evidence", repr(evidence), message("a table"))
        for name, bounds in evidence.items():
            if name not in properties():
                raise refusal(
                    file, f"{where}.evidence", name, message("one of {choices}", choices=", ".join(properties()))
                )
            if not _are_bounds(bounds):
                raise refusal(
                    file,
                    f"{where}.evidence.{name}",
                    repr(bounds),
                    message("low and high in basis points, from 0 to 10000"),
                )
    for number, row in enumerate(example.get("registered", ())):
        _check_registered(file, f"{key}.registered[{number}]", row)


def _are_bounds(value: Any) -> bool:
    whole = isinstance(value, list) and len(value) == 2 and all(isinstance(one, int) for one in value)
    return whole and 0 <= value[0] <= value[1] <= FULL


def _check_registered(file: str, where: str, row: Mapping[str, Any]) -> None:
    for name in row:
        if name not in REGISTERED_KEYS:
            choices = ", ".join(REGISTERED_KEYS)
            raise refusal(file, f"{where}.{name}", name, message("one of {choices}", choices=choices))
    if not isinstance(row.get("quantity"), str) or row["quantity"] not in quantities():
        choices = ", ".join(quantities())
        found = repr(row.get("quantity"))
        raise refusal(file, f"{where}.quantity", found, message("one of {choices}", choices=choices))
