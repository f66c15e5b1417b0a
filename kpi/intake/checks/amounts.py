"""What the amounts tell: how they are written, in what, and which of them stand out."""

from __future__ import annotations

import re
from collections import Counter
from fractions import Fraction

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kpi.intake.amounts import says_basis
from kpi.intake.checks.finding import euros
from kpi.intake.checks.table import Checked, dense, together
from kpi.intake.marks import CREDIT_NOTE, mark_of
from kpi.intake.numbers import NL, UK, style_of
from kpi.intake.plan import PAIR
from kpi.intake.vocabulary import currencies as currency_codes
from kpi.model import Finding

FEW_LINES = 10
"""In a table of fewer lines one may well weigh more than all others."""

ENOUGH_LINES = 20
"""Amounts on so many lines do not all end in two zeros by chance."""

MOST_NUMBERINGS = 4
"""A system gives its numbers so many different beginnings; numbers of suppliers have more."""

SOME = 1_000
"""Lines of which it is seen first whether it is worth looking at all of them."""

LEAST_CENTS = 10_00
FAR_ABOVE = 20
"""An amount that lost its decimal point stands so many times above what its supplier usually gets."""

MOST_CENTS = 10**15


def check_amounts(table: Checked) -> list[Finding]:
    """Findings about amounts."""
    if table.banded:
        return [table.on_all("amounts_in_bands")]
    plan, cents = table.understanding.plan, table.cents
    found = _rounded(table) + _styles(table) + _currencies(table) + _net_and_vat(table)
    if plan.basis == "unknown":
        found += [table.on_all("amount_basis_unknown")]
    found += _both_sides(table) + _basis_of_credit(table)
    if plan.unit > 1:
        found += [table.on_all("amounts_in_thousands", unit=plan.unit)]
    elif len(cents) >= ENOUGH_LINES and cents.any() and not (cents % 100).any():
        found += [table.on_all("amounts_without_cents")]
    if len(cents) >= 4 and cents.any() and not cents.sum():
        found += [table.on_all("debit_equals_credit")]
    found += _credit_without_minus(table)
    found += table.on_lines("negative_lines", cents < 0, sum=euros(int(cents[cents < 0].sum())))
    found += table.on_lines("zero_lines", cents == 0)
    if len(cents) >= FEW_LINES:
        largest = int(np.abs(cents).argmax())
        if 2 * abs(int(cents[largest])) > int(np.abs(cents).sum()):
            only = np.arange(len(cents)) == largest
            found += table.on_lines("one_line_weighs_most", only, sum=euros(int(cents[largest])))
    return found + _hundredfold(table)


def _both_sides(table: Checked) -> list[Finding]:
    """Debit and credit on one line, where many lines have both: what an account moved in all, and no bookings."""
    plan, lines = table.understanding.plan, table.places.lines
    if plan.how != PAIR or plan.credit_left_out:
        return []
    debit, credit = (table.decision.read[index].cents[lines] != 0 for index in plan.columns)
    both = debit & credit
    return table.on_lines("debit_and_credit_filled", both) if 3 * both.sum() >= len(both) else []


def _basis_of_credit(table: Checked) -> list[Finding]:
    """Credit in a column that does not say whether it is with VAT, beside amounts of which the header does."""
    plan = table.understanding.plan
    if plan.how != PAIR or plan.credit_left_out:
        return []
    debit, credit = (table.header[index] for index in plan.columns)
    if not says_basis(debit) or says_basis(credit):
        return []
    rows = np.flatnonzero((table.decision.read[plan.columns[1]].cents != 0) & table.places.lines)
    return table.on_rows("credit_basis_unknown", rows, plan.columns[1], header=credit, other=debit)


def _rounded(table: Checked) -> list[Finding]:
    rounded = [row for row in table.amounts.left_over if table.places.lines[row]]
    if not rounded:
        return []
    left_over = sum((table.amounts.left_over[row] for row in rounded), Fraction(0))
    return table.on_rows("amounts_rounded", np.array(rounded), table.amount_index, difference=f"{float(left_over):.4f}")


def _styles(table: Checked) -> list[Finding]:
    """Amounts in the style that fewer cells of a column have."""
    found = []
    for index in table.understanding.plan.columns:
        evidence = table.decision.evidence[index]
        if not evidence.mixed:
            continue
        texts = table.columns[index].texts
        fewer = NL if evidence.votes[NL] < evidence.votes[UK] else UK
        wrong = pa.array([text for text in pc.unique(texts.drop_null()).to_pylist() if style_of(text) == fewer])
        odd = np.asarray(pc.is_in(texts, value_set=wrong)) & table.places.lines
        found += table.on_rows("number_style_mixed", np.flatnonzero(odd), index, header=table.header[index])
    return found


def _currencies(table: Checked) -> list[Finding]:
    evidence = [table.decision.evidence[index] for index in table.understanding.plan.columns]
    currencies = Counter(currency for one in evidence for currency in one.currencies.elements())
    if "currency" in table.understanding.fields:
        named = table.columns[table.understanding.fields["currency"]].texts.filter(pa.array(table.places.lines))
        for one in pc.value_counts(named.drop_null()).to_pylist():
            currencies[currency_codes().get(one["values"].upper(), one["values"].upper())] += one["counts"]
    for index in table.understanding.plan.columns:
        words = re.findall(r"(?<![A-Z])[A-Z]{3}(?![A-Z])|[€£$¥]", table.header[index])
        currencies.update(currency_codes()[word] for word in words if word in currency_codes())
    if not currencies or set(currencies) == {"EUR"}:
        return []
    return [table.on_all("currency_other_than_euro", currency=", ".join(sorted(currencies)))]


def _credit_without_minus(table: Checked) -> list[Finding]:
    """Lines above zero that are described or numbered as a credit note, or stand below a heading that says so."""
    says, example = np.zeros(len(table.cents), bool), ""
    for name in ("description", "category"):
        if table.has(name):
            named = table.distinct(name).filter(pc.match_substring_regex(table.distinct(name), CREDIT_NOTE))
            where = np.asarray(pc.is_in(table.texts(name), value_set=named)) & (table.cents > 0)
            says |= where
            example = example or _first(table.texts(name), where)
    for name in ("invoice_number", "document_number"):
        if table.has(name):
            where = _numbered_as_credit(table.texts(name)) & (table.cents > 0)
            says |= where
            example = example or _first(table.texts(name), where)
    heads = table.places.rows("group_heading")
    texts = [next((text for column in table.columns if (text := column.texts[int(row)].as_py())), "") for row in heads]
    credit = np.array([re.search(CREDIT_NOTE, text) is not None for text in texts], bool)
    if credit.any():
        above = np.searchsorted(heads, table.rows) - 1
        says |= (above >= 0) & credit[above] & (table.cents > 0)
        example = example or texts[int(np.flatnonzero(credit)[0])]
    return table.on_lines("credit_without_minus", says, example=example[:40], sum=euros(int(table.cents[says].sum())))


def _numbered_as_credit(numbers: pa.Array) -> np.ndarray:
    """Numbers that begin with letters of a credit note ("CN24001"), where all begin with letters, of few kinds."""
    if not pc.all(pc.match_substring_regex(numbers[:SOME].fill_null(""), "^[A-Za-z]")).as_py():
        return np.zeros(len(numbers), bool)
    letters = pc.replace_substring_regex(numbers.fill_null(""), r"^([A-Za-z]*).*$", r"\1")
    kinds = pc.unique(letters).to_pylist()
    if not 1 < len(kinds) <= MOST_NUMBERINGS or "" in kinds:
        return np.zeros(len(numbers), bool)
    credit = [kind for kind in kinds if len(kind) > 1 and mark_of(kind) < 0]
    return np.asarray(pc.is_in(letters, value_set=pa.array(credit, pa.string())))


def _first(texts: pa.Array, where: np.ndarray) -> str:
    chosen = np.flatnonzero(where)
    return texts[int(chosen[0])].as_py() if len(chosen) else ""


def _net_and_vat(table: Checked) -> list[Finding]:
    """Lines on which three amounts are given that do not fit; a cent of rounding is none."""
    roles = table.decision.roles
    if not {"amount_net", "vat_amount", "amount_gross"} <= set(roles):
        return []
    net, vat, gross = (table.decision.read[roles[name]] for name in ("amount_net", "vat_amount", "amount_gross"))
    given = net.known & vat.known & gross.known & table.places.lines
    off = np.where(given, np.abs(net.cents + vat.cents - gross.cents), 0)
    rows = np.flatnonzero(off > 1)
    return table.on_rows("net_and_vat_not_gross", rows, roles["amount_gross"], difference=euros(int(off[rows].sum())))


def _hundredfold(table: Checked) -> list[Finding]:
    """Amounts that are exactly a hundred times another of the same supplier, and far above what it usually gets.

    The smaller one must not end in a zero: round amounts are a hundred times each other by chance.
    """
    if not table.has("supplier"):
        return []
    cents, suppliers = table.cents, table.codes("supplier")
    small = np.flatnonzero(table.named & (cents >= LEAST_CENTS) & (cents % 10 != 0) & (cents < MOST_CENTS))
    large = np.flatnonzero(table.named & (cents >= 100 * LEAST_CENTS) & (cents % 100 == 0))
    whole = pa.array(cents[large] // 100)
    small = small[np.asarray(pc.is_in(pa.array(cents[small]), value_set=whole))]
    pairs = together(
        np.concatenate([suppliers[small], suppliers[large]]),
        dense(np.concatenate([cents[small] * 100, cents[large]])),
    )
    suspect = large[np.isin(pairs[len(small) :], pairs[: len(small)])]
    where = np.zeros(len(cents), bool)
    for line in suspect[:1000]:
        others = np.sort(np.abs(cents[suppliers == suppliers[line]]))
        usual = others[len(others) // 2 - 1]
        where[line] = cents[line] > FAR_ABOVE * usual
    if not where.any():
        return []
    first = int(np.flatnonzero(where)[0])
    name = table.texts("supplier")[first].as_py()[:40]
    return table.on_lines("amount_hundredfold", where, sum=euros(int(cents[first])), example=name)
