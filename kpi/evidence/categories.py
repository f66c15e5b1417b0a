"""What was bought: a line's own words, its CPV code, and what its body decided about those words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from kpi.evidence.suppliers import Identity, identifiers_of
from kpi.model import MappingRule
from kpi.reference import cpv_codes, is_cpv

CPV_IN_TEXT = re.compile(r"(\d{2,8})(?:\s*-\s*(\d))?(?:\s*-?\s*\D(?!.*\d{8}).*)?")
BETWEEN_DIGITS = re.compile(r"(?<=\d)[ .](?=\d)")


@lru_cache(maxsize=16_384)
def normal_text(text: str) -> str:
    """A category text as rules compare it: lower case, single spaces."""
    return " ".join(text.split()).casefold()


def clean_cpv(text: str) -> str | None:
    """The CPV prefix that a file's own code means, without trailing zeros: "15861000-1" is "15861", "30000000" is "30".

    None for a code that does not exist or whose check digit is another. A spreadsheet may have eaten the leading zero.
    """
    found = CPV_IN_TEXT.fullmatch(BETWEEN_DIGITS.sub("", text.strip().removesuffix(".0")))
    if not found:
        return None
    digits, check = found[1], found[2]
    if len(digits) == 7:
        digits = digits.zfill(8)
    prefix = digits.rstrip("0").ljust(2, "0")
    if not is_cpv(prefix) or (check and cpv_codes()[prefix.ljust(8, "0")].check_digit != check):
        return None
    return prefix


@dataclass(frozen=True)
class Decision:
    """The rule that holds for a text and a supplier, and what it looked at: "text and supplier", "text" or "supplier"."""

    rule: MappingRule
    source: str


@dataclass(frozen=True)
class Decisions:
    """A body's own rules, ready to look up. Where the same words were decided twice, the last decision holds."""

    both: dict[tuple[str, str], MappingRule] = field(default_factory=dict)
    text: dict[str, MappingRule] = field(default_factory=dict)
    supplier: dict[str, MappingRule] = field(default_factory=dict)

    @staticmethod
    def of(rules: Iterable[MappingRule]) -> Decisions:
        decisions = Decisions()
        for rule in rules:
            if rule.left_open:
                continue
            text = normal_text(rule.text) if rule.text else None
            for identifier in identifiers_of(rule.supplier) if rule.supplier else ():
                if text:
                    decisions.both[text, identifier] = rule
                else:
                    decisions.supplier[identifier] = rule
            if text and not rule.supplier:
                decisions.text[text] = rule
        return decisions

    def find(self, text: str | None, supplier: Identity) -> Decision | None:
        """The most specific rule for a normalised category text and a supplier."""
        for identifier in supplier.identifiers:
            if text and (text, identifier) in self.both:
                return Decision(self.both[text, identifier], "text and supplier")
        if text and text in self.text:
            return Decision(self.text[text], "text")
        for identifier in supplier.identifiers:
            if identifier in self.supplier:
                return Decision(self.supplier[identifier], "supplier")
        return None
