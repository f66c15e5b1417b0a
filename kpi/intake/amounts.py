"""Which amounts are summed, in which unit. Decided by meaning; asked where two meanings are left."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
import pyarrow.compute as pc

from kpi.intake.cells import Column
from kpi.intake.columns import BY_HAND, Choice
from kpi.intake.numbers import NL, PLAIN, UK, read_number
from kpi.intake.plan import BANDS, BOUNDS, PAIR, SINGLE, Plan
from kpi.intake.values import Amounts, StyleEvidence, read_amounts, style_evidence
from kpi.intake.vocabulary import match_header, unit_patterns
from kpi.language import Euro, message
from kpi.model import Message, Question, Refusal

ROLES = ("amount_net", "amount", "amount_debit", "amount_gross", "amount_paid")
"""What is summed, the first that there is; debit stands for the pair of debit and credit."""

DOUBTFUL = ("amount_open", "amount_foreign", "amount_credit", "amount_budget")
"""Amounts that are taken for spend only when a person says so."""

MOSTLY = 0.8
FULLER = 1.25
"""An amount that is filled on so many times more rows may be the one that counts."""
_NET = re.compile(
    r"\b(?:excl(?:\.|usief|uding|usive)?|ex\.?|exc\.?|zonder|without|net of)\s*(?:de\s+)?(?:btw|vat)\b", re.IGNORECASE
)
_CENTS = re.compile(r"\b(?:pence|in centen|in cents?|eurocent(?:en)?)\b", re.IGNORECASE)
_CENTS_IN_HEADER = re.compile(r"(?:^|[^a-z])cent(?:en|s)?(?:$|[^a-z])", re.IGNORECASE)
_PADDED = r"^[-+]?0\d{6,}$"
_IN_EURO = re.compile(r"€|\b(?:eur|euro|euro's|euros)\b", re.IGNORECASE)
_GROSS = re.compile(r"\b(?:incl(?:\.|usief|uding|usive)?|inc\.?)\s*(?:de\s+)?(?:btw|vat)\b", re.IGNORECASE)


@dataclass
class Decision:
    """The plan with what was given back as columns, and what must be asked. No plan: nothing that can be summed."""

    plan: Plan | None = None
    columns: dict[str, Choice] = field(default_factory=dict)
    questions: list[Question] = field(default_factory=list)
    evidence: dict[int, StyleEvidence] = field(default_factory=dict)
    read: dict[int, Amounts] = field(default_factory=dict)  # every amount column, in the file's own unit
    roles: dict[str, int] = field(default_factory=dict)  # what a header says of an amount to its column


def answer_to(answers: Mapping[str, str], question: str, about: str) -> str | None:
    """What was answered to a question, about this column or sheet or in general."""
    return answers.get(f"{question}:{about}", answers.get(question))


def unit_of(texts: Sequence[str]) -> int:
    """In what the amounts are counted according to these texts: 1, 1,000 or 1,000,000."""
    for unit, patterns in unit_patterns():
        if any(pattern.search(text.lower()) for text in texts for pattern in patterns):
            return unit
    return 1


def decide_amounts(
    choices: Sequence[Choice], columns: Sequence[Column], above: Sequence[str], answers: Mapping[str, str]
) -> Decision:
    """Choose among the amount columns of a table."""
    decision = Decision()
    decision.evidence = {choice.index: style_evidence(columns[choice.index]) for choice in choices}
    decision.columns = _outputs(choices)
    decision.roles = {choice.field.name: choice.index for choice in sorted(choices, key=lambda one: one.score)}
    styles = {choice.index: _style(choice, decision.evidence, answers) for choice in choices}
    read = {
        choice.index: read_amounts(
            columns[choice.index], styles[choice.index][0], common=decision.evidence[choice.index].common
        )
        for choice in choices
    }
    decision.read = read
    by_hand = next((one for one in choices if one.score == BY_HAND and one.field.name == "amount"), None)
    chosen = (SINGLE, (by_hand,)) if by_hand else _choose(choices, read, answers, decision, _tables_beside(columns))
    if chosen is None:
        return decision
    how, used = chosen
    for choice in used:
        asked = styles[choice.index][1]
        if asked:
            decision.questions.append(asked)
    header = [choice.header for choice in used]
    _refuse_cents(used, above, columns)
    unit = unit_of(header) if unit_of(header) > 1 else unit_of(above)
    plan = Plan(
        how,
        tuple(choice.index for choice in used),
        tuple(styles[choice.index][0] for choice in used),
        unit,
        _basis(how, used[0], choices, read, above, answers),
        signed_credit=how == PAIR and _carries_minus(read[used[1].index]),
        credit_left_out=how == PAIR and answer_to(answers, "credit_column", used[1].header) == "leave_out",
    )
    if how == SINGLE:
        for name in [name for name, choice in decision.columns.items() if choice.index == used[0].index]:
            del decision.columns[name]
        decision.columns["amount"] = used[0]
    decision.plan = plan
    return decision


def _refuse_cents(used: Sequence[Choice], above: Sequence[str], columns: Sequence[Column]) -> None:
    """Refuse amounts that are said to be in cents, and those of a fixed number of digits, of which nothing says what the last two are."""
    headers = [choice.header for choice in used]
    for text in (*headers, *above):
        named = text in headers and _CENTS_IN_HEADER.search(text) and not _IN_EURO.search(text)
        if named or _CENTS.search(text):
            raise Refusal(
                "amounts_in_cents",
                message("The amounts in “{header}” are in cents. Supply them in euros.", header=text[:80]),
            )
    for choice in used:
        texts = columns[choice.index].texts.drop_null()
        padded = texts.filter(pc.match_substring_regex(texts, _PADDED))
        if 2 * len(padded) > len(texts) and len(pc.unique(pc.utf8_length(padded))) == 1:
            raise Refusal(
                "amounts_in_cents",
                message(
                    "Amounts such as {example} have zeros in front and no decimal sign, so they may be euros or cents. Supply them "
                    "as euros with decimals.",
                    example=padded[0].as_py(),
                ),
            )


def _carries_minus(credit: Amounts) -> bool:
    """Whether the amounts of a credit column are written with a minus, so that they need no turning."""
    filled = credit.cents[credit.cents != 0]
    return len(filled) > 0 and float((filled < 0).mean()) >= MOSTLY


def _outputs(choices: Sequence[Choice]) -> dict[str, Choice]:
    """Amount columns by their field in the vocabulary of the output; the best header wins."""
    outputs: dict[str, Choice] = {}
    for choice in sorted(choices, key=lambda choice: -choice.score):
        if choice.field.output and choice.field.name != "amount":
            outputs.setdefault(choice.field.name, choice)
        if choice.field.kind == "band":
            outputs.setdefault("amount_low", choice)
            outputs.setdefault("amount_high", choice)
    return outputs


def _style(
    choice: Choice, evidence_of: Mapping[int, StyleEvidence], answers: Mapping[str, str]
) -> tuple[str, Question | None]:
    """The number style of a column: its own, the answer, the one that another amount column decides; else asked."""
    evidence = evidence_of[choice.index]
    settled = evidence.style or answer_to(answers, "number_style", choice.header)
    if settled is None and not evidence.mixed:
        decided = {other.style for index, other in evidence_of.items() if index != choice.index} & {NL, UK}
        settled = decided.pop() if len(decided) == 1 else None
    if settled in (NL, UK, PLAIN):
        return settled, None
    likeliest = NL if evidence.votes["."] >= evidence.votes[","] else UK
    example = evidence.examples[0]
    return likeliest, Question(
        "number_style",
        choice.header,
        message(
            "Amounts such as {example} can be read in two ways, and nothing in the column settles it.", example=example
        ),
        (NL, UK),
        (
            message("{example} is {number}", example=example, number=_shown(example, NL)),
            message("{example} is {number}", example=example, number=_shown(example, UK)),
        ),
        likeliest,
    )


def _shown(example: str, style: str) -> Euro:
    return Euro(Fraction(read_number(example, style) or 0), exact=True)


def _choose(
    choices: Sequence[Choice],
    read: Mapping[int, Amounts],
    answers: Mapping[str, str],
    decision: Decision,
    beside: Sequence[int],
) -> tuple[str, tuple[Choice, ...]] | None:
    by_role: dict[str, list[Choice]] = {}
    for choice in choices:
        by_role.setdefault(choice.field.name, []).append(choice)
    asked = answers.get("amount_column")
    told = next((one for one in choices if asked in (one.header, _option(one, choices))), None)
    if told:
        return _with_credit(told, by_role, read, answers, decision)
    known = by_role.keys()
    role = next((role for role in ROLES if role in known), None)
    if role and "quantity" in known:  # "Prijs" beside "Aantal" is the price of one
        whole = [choice for choice in by_role[role] if not _may_be_unit_price(choice.header)]
        by_role[role] = whole or by_role[role]
    if role == "amount_debit" and "amount_credit" in known:
        return _with_credit(_best(by_role[role], by_role, read, decision), by_role, read, answers, decision)
    if role:
        best = _best(_in_main_table(by_role[role], read, beside), by_role, read, decision)
        if "quantity" in known and _may_be_unit_price(best.header):
            why = message(
                "“{header}” stands beside a quantity: it may be the price of one, not what was spent.",
                header=best.header,
            )
            decision.questions.append(which_amount([best], why))
        return _with_credit(best, by_role, read, answers, decision)
    if {"amount_low", "amount_high"} <= known:
        return BOUNDS, (by_role["amount_low"][0], by_role["amount_high"][0])
    if "band" in known:
        return BANDS, (by_role["band"][0],)
    doubtful = [by_role[role][0] for role in DOUBTFUL if role in known]
    return (SINGLE, (_doubtful(doubtful, read, decision),)) if doubtful else None


def _doubtful(doubtful: Sequence[Choice], read: Mapping[int, Amounts], decision: Decision) -> Choice:
    """Ask which of these is summed, if any; until then the first that is not all zeroes."""
    best = next((choice for choice in doubtful if read[choice.index].cents.any()), doubtful[0])
    why = message("“{header}” is the only amount, and it may not be what was spent.", header=best.header)
    if len(doubtful) > 1:
        why = message("Several columns may hold what was spent, and they differ.")
    decision.questions.append(which_amount(doubtful, why, likeliest=best))
    return best


def _with_credit(
    best: Choice,
    by_role: Mapping[str, list[Choice]],
    read: Mapping[int, Amounts],
    answers: Mapping[str, str],
    decision: Decision,
) -> tuple[str, tuple[Choice, ...]]:
    """The amount, with the column beside it that takes spend back on rows of its own; debit always has its credit."""
    credits = by_role.get("amount_credit", ())
    if best.field.name == "amount_debit" and credits:
        return PAIR, (best, next((credit for credit in credits if credit.index > best.index), credits[0]))
    for credit in (*credits[:1], *by_role.get("amount_income", ())[:1]):
        if _fill_each_other(read[best.index], read[credit.index]):
            decision.questions += _ask_credit_column(credit, best, answers)
            decision.columns |= {"amount_debit": best, "amount_credit": credit}
            return PAIR, (best, credit)
    return SINGLE, (best,)


def _fill_each_other(debit: Amounts, credit: Amounts) -> bool:
    """Whether credit stands on rows on which debit has nothing; both may stand on a row of totals."""
    rows = credit.cents != 0
    return bool(rows.any() and (debit.cents[rows] == 0).mean() >= 0.5)


def _ask_credit_column(credit: Choice, debit: Choice, answers: Mapping[str, str]) -> list[Question]:
    """Ask whether what came in is taken off the amount; a column that is called credit is."""
    if credit.field.name == "amount_credit" or answer_to(answers, "credit_column", credit.header):
        return []
    why = message(
        "“{credit}” is filled on rows where “{debit}” is empty or zero.", credit=credit.header, debit=debit.header
    )
    labels = (message("It takes spend back, as a credit note does"), message("It is no spend: leave it out"))
    return [Question("credit_column", credit.header, why, ("credit", "leave_out"), labels, "credit")]


def _tables_beside(columns: Sequence[Column]) -> list[int]:
    """For each column the number of the block it stands in; empty columns part the blocks."""
    empty = [column.texts.null_count == len(column.texts) for column in columns]
    return [sum(empty[:index]) for index in range(len(columns))]


def _in_main_table(candidates: list[Choice], read: Mapping[int, Amounts], beside: Sequence[int]) -> list[Choice]:
    """Without the amounts of a small summary that stands to the right of the table: fewer columns, and fewer rows filled."""
    width = Counter(beside)
    main = max(candidates, key=lambda one: width[beside[one.index]])
    return [
        one
        for one in candidates
        if beside[one.index] <= beside[main.index]
        or width[beside[one.index]] > width[beside[main.index]] / 2
        or 2 * read[one.index].known.sum() > read[main.index].known.sum()
    ]


def _may_be_unit_price(header: str) -> bool:
    return any(match.field.name == "unit_price" for match in match_header(header))


def _best(
    candidates: list[Choice], by_role: Mapping[str, list[Choice]], read: Mapping[int, Amounts], decision: Decision
) -> Choice:
    best = max(candidates, key=lambda choice: (choice.score, -choice.index))
    rivals = [choice for choice in candidates if choice.score > best.score - 10 and choice is not best]
    rivals = [choice for choice in rivals if not np.array_equal(read[choice.index].cents, read[best.index].cents)]
    if rivals:
        alone = [one for one in (best, *rivals) if _is_net_of(one, (best, *rivals), by_role, read)]
        alone = alone or _in_euro((best, *rivals), read)
        if len(alone) == 1:
            return alone[0]
        decision.questions.append(
            which_amount([best, *rivals], message("Several columns may hold what was spent, and they differ."))
        )
        return best
    if best.field.name in ("amount_net", "amount"):
        filled = np.count_nonzero(read[best.index].cents)
        fuller = [
            other
            for role in ("amount", "amount_gross")
            for other in by_role.get(role, ())
            if other is not best and np.count_nonzero(read[other.index].cents) > FULLER * filled
        ]
        if fuller:
            reason = message(
                "“{header}” is empty or zero on many rows where “{other}” is filled.",
                header=best.header,
                other=fuller[0].header,
            )
            decision.questions.append(which_amount([best, *fuller], reason, likeliest=fuller[0]))
            return fuller[0]
    return best


def _in_euro(candidates: Sequence[Choice], read: Mapping[int, Amounts]) -> list[Choice]:
    """Of amounts that are mostly alike those in euros: the others are in the currency of each invoice."""
    first = read[candidates[0].index].cents
    alike = all(float((read[other.index].cents == first).mean()) >= MOSTLY / 2 for other in candidates)
    return [one for one in candidates if alike and _IN_EURO.search(one.header)]


def _is_net_of(
    one: Choice, all_of_them: Sequence[Choice], by_role: Mapping[str, list[Choice]], read: Mapping[int, Amounts]
) -> bool:
    """Whether another column is this one plus VAT."""
    return any(
        _adds_up(read[one.index], read[vat.index], read[other.index])
        for other in all_of_them
        if other is not one
        for vat in by_role.get("vat_amount", ())
    )


def _adds_up(net: Amounts, vat: Amounts, gross: Amounts) -> bool:
    rows = net.known & gross.known & (vat.cents != 0)
    if rows.sum() < 2:
        return False
    same = np.abs(net.cents[rows] + vat.cents[rows] - gross.cents[rows]) <= 1
    return bool(same.mean() >= 0.9)


def which_amount(candidates: Sequence[Choice], why: Message, likeliest: Choice | None = None) -> Question:
    """The question which of these columns is summed."""
    return Question(
        "amount_column",
        "amount",
        why,
        tuple(_option(choice, candidates) for choice in candidates),
        tuple(message("Add up “{header}”", header=_option(choice, candidates)) for choice in candidates),
        _option(likeliest or candidates[0], candidates),
    )


def _option(choice: Choice, among: Sequence[Choice]) -> str:
    """What names a column in an answer: its header, with its number (from 1) where another has the same header."""
    same = sum(1 for other in among if other.header == choice.header)
    return choice.header if same == 1 else f"{choice.header} [{choice.index + 1}]"


def _basis(
    how: str,
    used: Choice,
    choices: Sequence[Choice],
    read: Mapping[int, Amounts],
    above: Sequence[str],
    answers: Mapping[str, str],
) -> str:
    """Net or gross: as the header says, as net + VAT = gross shows, as the title says, else unknown."""
    named = {"amount_net": "net", "amount_gross": "gross"}.get(used.field.name)
    for text in (used.header, *above):
        if named is None and _NET.search(text):
            named = "net"
        elif named is None and _GROSS.search(text):
            named = "gross"
    if named:
        return named
    vats = [choice for choice in choices if choice.field.name == "vat_amount"]
    if how == SINGLE and vats:
        amount, vat = read[used.index], read[vats[0].index]
        for other in choices:
            if other.index not in (used.index, vats[0].index):
                if _adds_up(amount, vat, read[other.index]):
                    return "net"
                if _adds_up(read[other.index], vat, amount):
                    return "gross"
    answered = answers.get("amount_basis")
    return answered if answered in ("net", "gross") else "unknown"


def says_basis(header: str) -> bool:
    """Whether a header says that its amounts are with or without VAT."""
    named = any(match.field.name in ("amount_net", "amount_gross") for match in match_header(header)[:1])
    return named or any(pattern.search(header) for pattern in (_NET, _GROSS))
