"""Accounts of a ledger that are no procurement: what a body decided about its own, and charts whose codes say it themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from kpi.evidence.word_lists import vocabulary
from kpi.language import message
from kpi.model import LeftOut, Refusal

MOST = 0.8
"""A chart is recognised where this part of the distinct accounts has its form."""
FEWEST = 3


@dataclass(frozen=True)
class Chart:
    """A known chart of accounts: the form of its codes, what tells it from other charts, and which codes are no procurement."""

    id: str
    name: str
    form: re.Pattern[str]
    needs: re.Pattern[str]
    never: re.Pattern[str]
    codes: dict[str, str]

    def code_of(self, account: str) -> tuple[str, str] | None:
        """The code of this chart that covers an account, and its reason; of several the longest."""
        plain = account_code(account).removeprefix("L").removeprefix("l") if self.id == "iv3" else account_code(account)
        found = [code for code in self.codes if _below(plain, code, self.id)]
        return (max(found, key=len), self.codes[max(found, key=len)]) if found else None


def _below(account: str, code: str, chart: str) -> bool:
    return account == code or account.startswith(f"{code}." if chart == "iv3" else code)


def account_code(account: str) -> str:
    """The code of an account that may be written with its name behind it: "4.3.1 Overdrachten" is "4.3.1"."""
    return account.split(maxsplit=1)[0].rstrip(":;,") if account.split() else ""


@cache
def charts() -> tuple[Chart, ...]:
    """The known charts of data/vocabulary/ledgers.toml."""
    return tuple(
        Chart(
            id=entry["id"],
            name=entry["name"],
            form=re.compile(entry["form"]),
            needs=re.compile(entry["needs"]),
            never=re.compile(entry["never"]),
            codes={code: reason for reason, codes in entry["codes"].items() for code in codes},
        )
        for entry in vocabulary("ledgers.toml")["chart"]
    )


def chart_of(accounts: Iterable[str]) -> Chart | None:
    """The chart that a file's accounts are of; None where they are a body's own numbers."""
    codes = {account_code(account) for account in accounts} - {""}
    if len(codes) < FEWEST:
        return None
    for chart in charts():
        alike = sum(bool(chart.form.fullmatch(code)) for code in codes)
        told = any(map(chart.needs.fullmatch, codes)) and not any(map(chart.never.fullmatch, codes))
        if told and alike >= MOST * len(codes):
            return chart
    return None


def covers(value: str, account: str) -> bool:
    """Whether a decision about a code or a range ("4.3", "40000-40999") is about an account: one that begins so."""
    code = account_code(account).casefold()
    first, dash, last = (part.strip().casefold() for part in value.partition("-"))
    if not dash:
        return code == first or code.startswith(first if first.isdigit() or first[-1:].isalpha() else f"{first}.")
    begin = code[: len(first)]
    return begin.isdigit() and len(begin) == len(first) and first <= begin <= last


def ledger_range(first: str, last: str, reason: str | None) -> LeftOut:
    """A decision about accounts that a person typed. Raises Refusal where they are no range."""
    first, last = first.strip(), last.strip()
    if last in ("", first) and re.fullmatch(r"[A-Za-z0-9]+(\.[0-9]+)*", first):
        return LeftOut("ledger", first, reason)
    if (first + last).isdigit() and (first + last).isascii() and len(first) == len(last) and first < last:
        return LeftOut("ledger", f"{first}-{last}", reason)
    raise Refusal(
        "bad_ledger_range",
        message(
            'Found: "{found}". Expected: one account code, or two numbers of equally many digits, the lowest first, such '
            "as 40000 and 40999.",
            found=f"{first} - {last}",
        ),
    )


def left_out_account(decided: Iterable[LeftOut], account: str) -> str | None:
    """The reason for which an account is left out; of several decisions the narrowest."""
    found = [one for one in decided if one.kind == "ledger" and covers(one.value, account)]
    return max(found, key=lambda one: (len(one.value.partition("-")[0]), one.value)).reason if found else None
