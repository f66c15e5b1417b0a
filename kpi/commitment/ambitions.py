"""The menu of proposed targets, by kind and size of body (data/ambitions)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from kpi.commitment.sections import Section, parse
from kpi.language import message
from kpi.model import Body, BodyKind, Indicator, Message, Refusal

AMBITIONS = Path(__file__).parents[2] / "data" / "ambitions"
AUDIENCES = "audiences.toml"


@dataclass(frozen=True)
class Audience:
    """For whom a target is proposed: kinds of body and, where these have them, size classes."""

    id: str
    name: Message
    kinds: tuple[BodyKind, ...]
    size_classes: tuple[str, ...]

    def holds(self, body: Body, size_class: str | None) -> bool:
        return body.kind in self.kinds and (not self.size_classes or size_class in self.size_classes)


@dataclass(frozen=True)
class ProposedTarget:
    """One choice of the menu. `value` is a fraction of one, or in the unit of the indicator; `change` is a fraction of the
    baseline (-0.5: half as much). Neither: only to be followed. `year` None: the body chooses.

    `source` None says that the target is a proposal of this project and nobody's policy.
    """

    indicator: str
    audiences: tuple[Audience, ...]
    value: Fraction | None
    year: int | None
    source: str | None
    note: Message | None
    in_unit: bool = False  # whether `value` is in the unit of the indicator
    change: Fraction | None = None


def load_ambitions(folder: Path = AMBITIONS) -> dict[str, tuple[ProposedTarget, ...]]:
    """The proposed targets of every indicator, by its id. Refused with file, key, found and expected where one is wrong."""
    audiences = {audience.id: audience for audience in _audiences(folder)}
    ambitions = {}
    for path in sorted(folder.glob("*.toml")):
        if path.name != AUDIENCES:
            file = parse(path.name, path.read_bytes())
            file.only("indicator", "target")
            indicator = file.text("indicator")
            if path.stem != indicator:
                file.refuse("indicator", message("the name of the file without .toml: one file for each indicator"))
            ambitions[indicator] = tuple(_target(entry, indicator, audiences) for entry in file.sections("target"))
    return ambitions


def proposed_for(targets: tuple[ProposedTarget, ...], body: Body, size_class: str | None) -> tuple[ProposedTarget, ...]:
    """The targets that are proposed for this body; `size_class` is that of data/reference/size_classes.toml."""
    return tuple(target for target in targets if any(each.holds(body, size_class) for each in target.audiences))


def check_menu(ambitions: Mapping[str, tuple[ProposedTarget, ...]], indicators: Mapping[str, Indicator]) -> None:
    """Refuses a menu for an indicator that does not exist, and an indicator or a kind of body without a menu."""
    for name in (*ambitions, *indicators):
        if name not in indicators or name not in ambitions:
            raise Refusal(
                "ambition",
                message(
                    "{file}, indicator: found {found}, expected one menu for each indicator of data/indicators. Correct the file.",
                    file=f"{name}.toml",
                    found=name if name in ambitions else message("nothing"),
                ),
            )
    for name, targets in ambitions.items():
        for target in targets:
            in_unit = target.in_unit or target.change is not None
            aims = target.value is not None or target.change is not None
            if aims and in_unit == indicators[name].is_share:
                raise Refusal(
                    "ambition",
                    message(
                        "{file}, target: found a target that does not fit the unit {unit}, expected value for a share, and amount "
                        "or change for another unit. Correct the file.",
                        file=f"{name}.toml",
                        unit=indicators[name].unit,
                    ),
                )
    everybody = {audience.id for targets in ambitions.values() for target in targets for audience in target.audiences}
    for name, targets in ambitions.items():
        missing = everybody - {audience.id for target in targets for audience in target.audiences}
        if missing:
            raise Refusal(
                "ambition",
                message(
                    "{file}, target.for: found no target for {missing}, expected one for every audience, if only to be "
                    "followed. Correct the file.",
                    file=f"{name}.toml",
                    missing=", ".join(sorted(missing)),
                ),
            )


def _audiences(folder: Path) -> list[Audience]:
    file = parse(AUDIENCES, (folder / AUDIENCES).read_bytes())
    file.only("audience")
    audiences = []
    for entry in file.sections("audience"):
        entry.only("id", "kinds", "size_classes", "nl", "en")
        kinds = entry.texts("kinds")
        if not set(kinds) <= set(BodyKind):
            entry.refuse("kinds", message("one of {options}", options=", ".join(BodyKind)))
        name = Message(nl=entry.text("nl"), en=entry.text("en"))
        audiences.append(
            Audience(entry.text("id"), name, tuple(BodyKind(kind) for kind in kinds), entry.texts("size_classes"))
        )
    return audiences


def _target(entry: Section, indicator: str, audiences: dict[str, Audience]) -> ProposedTarget:
    entry.only("for", "value", "amount", "change", "year", "source", "proposal", "note_nl", "note_en")
    if len({"value", "amount", "change"} & set(entry.values)) > 1:
        entry.refuse("for", message("one of value, amount and change"))
    names = entry.texts("for")
    if not names or not set(names) <= set(audiences):
        entry.refuse("for", message("one of {options}", options=", ".join(audiences)))
    if ("source" in entry.values) == (entry.values.get("proposal") is True):
        entry.missing("source", message("either a source or proposal = true"))
    if entry.values.get("proposal") is True and "note_nl" not in entry.values:
        entry.missing("note_nl", message("the reasoning behind a proposal, as note_nl and note_en"))
    note = None
    if "note_nl" in entry.values or "note_en" in entry.values:
        note = Message(nl=entry.text("note_nl"), en=entry.text("note_en"))
    return ProposedTarget(
        indicator=indicator,
        audiences=tuple(audiences[name] for name in names),
        value=_value(entry),
        year=entry.year("year") if "year" in entry.values else None,
        source=entry.text("source") if "source" in entry.values else None,
        note=note,
        in_unit="amount" in entry.values,
        change=_change(entry) if "change" in entry.values else None,
    )


def _value(entry: Section) -> Fraction | None:
    if "amount" not in entry.values:
        return entry.share("value") if "value" in entry.values else None
    amount = entry.number("amount")
    if amount < 0:
        entry.refuse("amount", message("an amount in the unit of the indicator, at least 0"))
    return amount


def _change(entry: Section) -> Fraction:
    change = entry.number("change") / 100
    if not -1 <= change < 0:
        entry.refuse("change", message("less than the baseline, as a percentage from -100 to under 0"))
    return change
