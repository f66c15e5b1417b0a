"""Peers: bodies of one layer and size class (semantics.md section 9). The classes are data, with their source."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kpi.model import Body, BodyKind, Message

SIZE_CLASSES = Path(__file__).parents[2] / "data" / "reference" / "size_classes.toml"


@dataclass(frozen=True)
class SizeClass:
    """From that many inhabitants up to, not including, `below`; None is without end."""

    id: str
    kind: BodyKind
    name: Message
    start: int
    below: int | None

    def holds(self, inhabitants: int) -> bool:
        return self.start <= inhabitants and (self.below is None or inhabitants < self.below)


@dataclass(frozen=True)
class PeerGroup:
    """Bodies that may be compared. `size_class` None: every size of these kinds."""

    id: str
    name: Message
    kinds: tuple[BodyKind, ...]
    size_class: str | None = None

    def holds(self, body: Body) -> bool:
        return body.kind in self.kinds and self.size_class in (None, size_class(body))


@cache
def size_classes() -> tuple[SizeClass, ...]:
    """The size classes, smallest first."""
    return tuple(
        SizeClass(entry["id"], BodyKind(entry["kind"]), _name(entry), entry["from"], entry.get("below"))
        for entry in _file()["size_class"]
    )


@cache
def peer_groups() -> tuple[PeerGroup, ...]:
    """A group for each layer, followed by one for each of its size classes."""
    groups = []
    for layer in _file()["layer"]:
        kind, name = BodyKind(layer["kind"]), _name(layer)
        groups.append(PeerGroup(kind.value, name, (kind,)))
        for each in size_classes():
            if each.kind is kind:
                full_name = Message(nl=f"{name.nl}, {each.name.nl}", en=f"{name.en}, {each.name.en}")
                groups.append(PeerGroup(f"{kind.value}_{each.id}", full_name, (kind,), each.id))
    return tuple(groups)


def size_class(body: Body) -> str | None:
    """The size class of a body: as it states it, else by its inhabitants; None for layers without classes."""
    if body.size_class is not None or body.inhabitants is None:
        return body.size_class
    return next(
        (each.id for each in size_classes() if each.kind is body.kind and each.holds(body.inhabitants)),
        None,
    )


def peer_group(body: Body) -> PeerGroup:
    """The closest group of a body: its own size class where its layer has classes."""
    return [group for group in peer_groups() if group.holds(body)][-1]


def _file() -> dict:
    return tomllib.loads(SIZE_CLASSES.read_text(encoding="utf-8"))


def _name(entry: dict) -> Message:
    return Message(nl=entry["nl"], en=entry["en"])
