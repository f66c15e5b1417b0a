"""A definition in plain language, made from its conditions: what is counted cannot differ from what is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from kpi.language import Euro, Percent, message
from kpi.measure.conditions import cents
from kpi.model import Indicator, Message
from kpi.reference import FactorSet, cpv_codes, factor_sets, labels, properties, quantities, units

MOST_NAMED = 4
"""Categories that are named where there is room for one sentence only."""


@dataclass(frozen=True)
class Definition:
    """One sentence or two each, for "Zo rekenen we"."""

    part: Message  # the numerator
    whole: Message  # the denominator
    whole_in_short: Message  # the same, with many categories by their codes only
    left_out: Message
    evidence: Message
    assumptions: Message
    counts: Message
    counts_not: Message
    unverified: Message | None = None
    variants: tuple[Message, ...] = ()  # other indicators that answer the same question, with the difference


def describe(indicator: Indicator, indicators: Mapping[str, Indicator] | None = None) -> Definition:
    """The definition of an indicator as its readers see it; its variants are looked up among `indicators`."""
    nothing = message("Nothing else.")
    return Definition(
        part=_part(indicator),
        whole=_whole(indicator),
        whole_in_short=_whole(indicator, in_short=True),
        left_out=_left_out(indicator, nothing),
        evidence=_evidence(indicator),
        assumptions=indicator.assumptions or nothing,
        counts=indicator.counts or nothing,
        counts_not=indicator.counts_not or nothing,
        unverified=indicator.unverified,
        variants=tuple(
            message("{name}. {difference}", name=indicators[variant.indicator].name, difference=variant.difference)
            for variant in indicator.variants
            if indicators and variant.indicator in indicators
        ),
    )


@dataclass(frozen=True)
class Difference:
    """Something of a definition that a later version says otherwise."""

    term: Message
    before: Message
    after: Message


def differences(earlier: Indicator, later: Indicator) -> tuple[Difference, ...]:
    """What decides the figures and is another in the later version, in words made from the conditions."""
    terms = (
        message("Part (numerator)"), message("Of (denominator)"), message("Evidence"), message("Better is"),
        message("Says nothing under"),
    )  # fmt: skip
    pairs = zip(_deciding(earlier), _deciding(later), strict=True)
    return tuple(
        Difference(term, before, after) for term, (before, after) in zip(terms, pairs, strict=True) if before != after
    )


def _deciding(indicator: Indicator) -> tuple[Message, ...]:
    return (
        _part(indicator),
        _whole(indicator),
        _evidence(indicator),
        message("more") if indicator.higher_is_better else message("less"),
        message("{threshold} of the spend classified", threshold=Percent(indicator.threshold, "up")),
    )


def _left_out(indicator: Indicator, nothing: Message) -> Message:
    exclusions = indicator.exclusions or nothing
    if indicator.quantity:
        return exclusions
    return message(
        "{exclusions} Salaries, subsidies, taxes and payments to other governments are no procurement.",
        exclusions=exclusions,
    )


def _part(indicator: Indicator) -> Message:
    if indicator.quantity:
        return message("Registered: {quantity}.", quantity=quantities()[indicator.quantity.part].name)
    if indicator.factors:
        return _factors(factor_sets()[indicator.factors])
    criterion = _phrase(indicator.criterion)
    if indicator.measure == "contracts":
        return message(
            "The contracts among them that qualify: {criterion}. A contract counts for certain as far as all its lines do.",
            criterion=criterion,
        )
    if indicator.measure == "suppliers":
        return message(
            "The suppliers among them that qualify: {criterion}. A supplier counts for certain as far as all its lines do.",
            criterion=criterion,
        )
    return message("The part of that spend that qualifies: {criterion}.", criterion=criterion)


def _factors(used: FactorSet) -> Message:
    sentence = message(
        "That spend times a factor: {name}, {year}, in {unit}. Source: {source}",
        name=used.name,
        year=used.year,
        unit=units()[used.unit].many,
        source=used.source,
    )
    if not used.illustrative:
        return sentence
    return message("{sentence} These factors are an illustration and prove nothing.", sentence=sentence)


def _whole(indicator: Indicator, in_short: bool = False) -> Message:
    if indicator.quantity:
        whole = indicator.quantity.whole
        if whole is None:
            return message("Nothing: this is an amount and not a share.")
        return message("Registered: {quantity}.", quantity=quantities()[whole].name)
    if indicator.scope == {"all": []}:
        return {
            "contracts": message("All contracts under which we spend."),
            "suppliers": message("All suppliers that we pay for procurement."),
        }.get(indicator.measure, message("Everything we spend on procurement."))
    condition = _phrase(indicator.scope, in_short)
    return {
        "contracts": message("The contracts under which we spend {condition}.", condition=condition),
        "suppliers": message("The suppliers with which we spend {condition}.", condition=condition),
    }.get(indicator.measure, message("What we spend {condition}.", condition=condition))


def _phrase(tree: Mapping[str, Any], in_short: bool = False) -> Message:
    """A condition as part of a sentence."""
    if "property" in tree:
        return properties()[tree["property"]].name
    if "not" in tree:
        return message("not {condition}", condition=_phrase(tree["not"], in_short))
    if "any" in tree:
        return _either([_phrase(part, in_short) for part in tree["any"]])
    if "all" in tree:
        return _both([_phrase(part, in_short) for part in tree["all"]]) if tree["all"] else message("everything")
    if in_short and tree["field"] == "cpv" and len(tree["starts_with"]) > MOST_NAMED:
        codes = sorted(tree["starts_with"])
        return message("on {count} categories (CPV {codes})", count=len(codes), codes=", ".join(codes))
    return _both([_compare(tree["field"], operator, tree[operator]) for operator in tree if operator != "field"])


def _compare(field: str, operator: str, value: Any) -> Message:
    if field == "cpv":
        return message("on {categories}", categories=_either([_category(code) for code in value]))
    if field == "has_contract":
        return message("under a contract") if value else message("without a contract")
    if operator in ("any_of", "starts_with", "is"):
        choices = value if isinstance(value, list) else [value]
        return message(
            "where {field} is {choices}", field=_field(field), choices=_either([_word(text) for text in choices])
        )
    bound = Euro(Fraction(cents(value) or 0, 100), exact=True) if field in ("amount", "contract_value") else value
    if operator == "at_least":
        return message("where {field} is at least {bound}", field=_field(field), bound=bound)
    return message("where {field} is at most {bound}", field=_field(field), bound=bound)


def _category(prefix: str) -> Message:
    name = cpv_codes()[prefix.ljust(8, "0")].name
    inside = Message(nl=_within_a_sentence(name.nl), en=_within_a_sentence(name.en))
    return message("{name} (CPV {code})", name=inside, code=prefix)


def _within_a_sentence(name: str) -> str:
    """A name with a small first letter, unless it begins with an abbreviation such as "IT"."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _field(field: str) -> Message:
    return {
        "amount": message("the amount in euros"),
        "category_text": message("the category"),
        "ledger_account": message("the ledger account"),
        "department": message("the department"),
        "supplier_size": message("the size of the supplier"),
        "contract_value": message("the value of the contract in euros"),
        "contract_kind": message("the kind of contract"),
        "contract_procedure": message("the procedure"),
        "date": message("the date"),
    }[field]


def _word(value: Any) -> Message:
    """A value of a field; words of our own in both languages, a body's own words as they are."""
    known = {
        "works": message("works"),
        "services": message("services"),
        "supplies": message("supplies"),
        "micro": message("micro"),
        "small": message("small"),
        "medium": message("medium"),
        "large": message("large"),
    }
    return known.get(str(value)) or Message(nl=f"“{value}”", en=f"“{value}”")


def _evidence(indicator: Indicator) -> Message:
    if indicator.quantity:
        return message("What the organisation registered, with its source, date and document.")
    if indicator.factors:
        return message("None: it follows from the spend and the factors.")
    if not indicator.properties:
        return message("None needed: it follows from the line itself, the contract register and the supplier register.")
    kinds = {
        "label": message("a label on the invoice line"),
        "contract": message("a clause in the contract"),
        "certificate": message("a certificate"),
        "statement": message("a statement of the supplier"),
        "decision": message("a decision of the buyer with its reason"),
    }
    levels = {
        "inzet": message("what was asked for in the contract"),
        "realisatie": message("what was delivered"),
        "effect": message("the effect it had"),
    }
    sentence = message(
        "{kinds}, each with a reference, that shows {level}. Without a reference it is a claim: the line stays open.",
        kinds=_capital(_either([kinds[kind] for kind in indicator.accepts])),
        level=levels[indicator.level],
    )
    shown = [labels()[label].name for name in indicator.properties for label in properties()[name].labels]
    if "label" not in indicator.accepts or not shown:
        return sentence
    return message("{sentence} Labels: {labels}.", sentence=sentence, labels=", ".join(shown))


def _capital(text: Message) -> Message:
    return Message(nl=text.nl[:1].upper() + text.nl[1:], en=text.en[:1].upper() + text.en[1:])


def _either(parts: Sequence[Message]) -> Message:
    return _listed(parts, message("or"))


def _both(parts: Sequence[Message]) -> Message:
    return _listed(parts, message("and"))


def _listed(parts: Sequence[Message], word: Message) -> Message:
    """ "a", "a or b", "a, b or c" """
    if len(parts) == 1:
        return parts[0]
    *first, last = parts
    return Message(
        nl=f"{', '.join(part.nl for part in first)} {word.nl} {last.nl}",
        en=f"{', '.join(part.en for part in first)} {word.en} {last.en}",
    )
