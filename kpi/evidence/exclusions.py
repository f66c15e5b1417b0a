"""What is probably no procurement, for a person of the body to confirm. Proposals never count by themselves.

Three tests, each with its own reason in words: a category text, an account of a known chart, a kind of supplier. How often each is
right is measured in docs/classification.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from kpi.evidence.categories import normal_text
from kpi.evidence.ledgers import Chart, account_code
from kpi.evidence.similar_texts import similar
from kpi.evidence.suggestions import suggest, vetoed
from kpi.evidence.suppliers import name_key
from kpi.evidence.word_lists import any_of, vocabulary
from kpi.model import LeftOut, MappingRule

LEAST_ALIKE = 0.57
"""A text without a listed word is proposed where a text that is no procurement is at least as like it as this. Under it half of the
proposals were wrong."""


@dataclass(frozen=True)
class Proposal:
    """What would be left out, why, and the decision that confirming it keeps.

    `basis` is words, similar (texts), ledger or supplier; `shown_by` is the word, text, code or name that says so.
    `sure` proposals stand ticked for confirming at once.
    """

    reason: str
    basis: str
    shown_by: str
    decision: MappingRule | LeftOut
    sure: bool


@dataclass(frozen=True)
class Kind:
    """A kind of supplier that is paid for other reasons than a purchase."""

    reason: str
    sure: bool
    names: re.Pattern[str]
    veto: re.Pattern[str]


def propose(text: str | None, account: str | None, supplier: str | None, chart: Chart | None) -> Proposal | None:
    """What the words of a line, its account or its supplier say; the first of these that says something, None where none does.

    Care in kind is procurement, whatever its words resemble.
    """
    if is_social_care(text, None, account):
        return None
    return (_by_text(text) if text else None) or _by_account(account, chart) or _by_supplier(supplier)


@lru_cache(maxsize=65_536)
def _by_text(text: str) -> Proposal | None:
    plain = normal_text(text)
    found = suggest(plain)
    if not found.exclusion or vetoed(plain, found.exclusion):
        return None
    alike = similar(plain, found.exclusion)
    if not found.word and (not alike or alike[0][1] < LEAST_ALIKE):
        return None
    shown, basis = (found.word, "words") if found.word else (alike[0][0].text, "similar")
    return Proposal(found.exclusion, basis, shown, MappingRule(text, None, exclusion=found.exclusion), found.agreed)


def _by_account(account: str | None, chart: Chart | None) -> Proposal | None:
    if not account or not chart or not chart.form.fullmatch(account_code(account)):
        return None
    found = chart.code_of(account)
    if not found:
        return None
    code, reason = found
    return Proposal(reason, "ledger", f"{chart.name} {code}", LeftOut("ledger", code, reason), True)


@lru_cache(maxsize=65_536)
def _by_supplier(supplier: str | None) -> Proposal | None:
    kind = supplier_kind(supplier)
    if not supplier or not kind:
        return None
    return Proposal(kind.reason, "supplier", supplier, MappingRule(None, supplier, exclusion=kind.reason), kind.sure)


def supplier_kind(name: str | None) -> Kind | None:
    """The kind of supplier that a name says, of those that are seldom paid for a purchase."""
    if not name or not name_key(name):
        return None
    plain = normal_text(name)
    return next((kind for kind in _kinds() if kind.names.search(plain) and not kind.veto.search(plain)), None)


@cache
def _kinds() -> tuple[Kind, ...]:
    return tuple(
        Kind(entry["reason"], entry["sure"], any_of(entry["names"]), any_of(entry["veto"]))
        for entry in vocabulary("supplier_kinds.toml")["kind"]
    )


def is_social_care(text: str | None, cpv: str | None, account: str | None) -> bool:
    """Whether a procurement line is care that is bought for inhabitants: by its category, its account or its words."""
    said = vocabulary("social_care.toml")
    if cpv and cpv.startswith(tuple(said["cpv"])):
        return True
    if account and account_code(account).lstrip("Ll") in said["codes"]:
        return True
    return bool(text) and _care_text(normal_text(text or ""))


@lru_cache(maxsize=65_536)
def _care_text(text: str) -> bool:
    words, veto = _care_words()
    return bool(words.search(text)) and not veto.search(text)


@cache
def _care_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    said = vocabulary("social_care.toml")
    return any_of(said["words"]), any_of(said["veto"])


def decisions_of(proposals: Iterable[Proposal]) -> list[MappingRule | LeftOut]:
    """What confirming these proposals keeps, each decision once."""
    return list(dict.fromkeys(one.decision for one in proposals))
