"""Which of the suppliers that lines name are one: by number, by name, and by what a person of the body decided.

A KvK number beats a VAT number, and a number beats a name. A name without a number is that of a number where it stands beside one
number only. The outcome does not depend on the order of lines or of decisions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kpi.evidence.suppliers import Identity
from kpi.language import message
from kpi.model import Refusal, SameSupplier

KVK, VAT, OWN = KINDS = ("kvk:", "vat:", "id:")


def resolve(identities: Sequence[Identity], decided: Iterable[SameSupplier] = ()) -> dict[Identity, Identity]:
    """Each identity with the key of the supplier that it is, and with all identifiers of that supplier behind its own."""
    links = _Links(grouped(decided))
    links.learn(identities)
    keys = {one: links.key(one) for one in identities}
    members: dict[str, set[str]] = {}
    for one, key in keys.items():
        if key:
            together = members.setdefault(key, set(links.groups.get(key, ())))
            together.update(one.identifiers)
            for identifier in one.identifiers:
                if identifier in links.groups and links.end(identifier) == key:
                    together |= links.groups[identifier]
    others = {key: sorted(together, key=_rank) for key, together in members.items() if len(together) > 1}
    return {
        one: Identity(key, tuple(dict.fromkeys((*one.identifiers, *others.get(key, ()))))) if key else one
        for one, key in keys.items()
    }


@dataclass(frozen=True)
class _Links:
    """What leads from one key to another: groups that a person made, VAT numbers to KvK numbers, names to numbers."""

    groups: dict[str, set[str]]
    vats: dict[str, set[str]] = field(default_factory=dict)
    names: dict[str, set[str]] = field(default_factory=dict)

    def learn(self, identities: Sequence[Identity]) -> None:
        """Which numbers stand beside each other, and which beside which name."""
        numbered = [(one, *_parts(one)) for one in identities if _has_number(one)]
        for _, kvk, vat, _ in numbered:
            if kvk and vat:
                self.vats.setdefault(self.head(vat), set()).add(kvk)
        for _, kvk, vat, name in numbered:
            if name:
                self.names.setdefault(self.head(name), set()).add(kvk or self.end(vat or ""))

    def key(self, one: Identity) -> str | None:
        """The supplier that a line names: by its KvK number, which is never another, else its VAT number, else its name."""
        kvk, vat, name = _parts(one)
        if kvk or not (vat or name):
            return kvk or one.key
        return self.end(vat or name or "")

    def end(self, key: str) -> str:
        """Where a key leads to: through the group that it is in, a VAT number and a name to the one number beside which it stands."""
        first = self.head(key)
        if not first.startswith(KINDS):
            first = _only(self.names, first)
        return _only(self.vats, first) if first.startswith(VAT) else first

    def head(self, key: str) -> str:
        """The key that stands for a group: a KvK number, else a VAT number, else the first name."""
        return min(self.groups[key], key=_rank) if key in self.groups else key


def grouped(decided: Iterable[SameSupplier]) -> dict[str, set[str]]:
    """The keys that a person put together, each with all keys of its group."""
    groups: dict[str, set[str]] = {}
    for one in decided:
        if one.same:
            together = groups.get(one.first, {one.first}) | groups.get(one.second, {one.second})
            groups.update(dict.fromkeys(together, together))
    return groups


def check(decided: Sequence[SameSupplier], new: SameSupplier) -> None:
    """Raises Refusal where a decision contradicts the earlier ones, or puts two KvK numbers together."""
    others = [one for one in decided if {one.first, one.second} != {new.first, new.second}]
    groups = grouped([*others, new])
    numbers = sorted(key for key in groups.get(new.first, ()) if key.startswith(KVK))
    if new.same and len(numbers) > 1:
        raise Refusal(
            "two_numbers",
            message(
                "{first} and {second} are two numbers of the Chamber of Commerce, so two suppliers. Expected: at most one.",
                first=numbers[0].removeprefix(KVK),
                second=numbers[1].removeprefix(KVK),
            ),
        )
    for one in (*others, new):
        if one.same is False and one.second in groups.get(one.first, ()):
            raise Refusal(
                "contradicts",
                message(
                    "“{first}” and “{second}” would be one supplier and were said to be two. Undo the earlier decision first.",
                    first=one.first,
                    second=one.second,
                ),
            )


def _parts(one: Identity) -> tuple[str | None, str | None, str | None]:
    """The KvK number, the VAT number and the name: of each the first."""
    kvk = vat = name = None
    for identifier in one.identifiers:
        if identifier.startswith(KVK):
            kvk = kvk or identifier
        elif identifier.startswith(VAT):
            vat = vat or identifier
        elif not identifier.startswith(OWN):
            name = name or identifier
    return kvk, vat, name


def _has_number(one: Identity) -> bool:
    return any(identifier.startswith((KVK, VAT)) for identifier in one.identifiers)


def _only(links: dict[str, set[str]], key: str) -> str:
    """The one key that a key leads to; the key itself where there are none or more."""
    known = links.get(key, ())
    return next(iter(known)) if len(known) == 1 else key


def _rank(key: str) -> tuple[int, str]:
    return next((place for place, kind in enumerate(KINDS) if key.startswith(kind)), len(KINDS)), key
