"""The words of a comparison. Facts only: no ranking, no praise."""

from __future__ import annotations

from collections.abc import Mapping

from kpi.language import plural, text
from kpi.model import Bands, BodyKind, Comparison, Status
from pages.parts import numbers


def _median_body(language: str, kind: BodyKind) -> str:
    words = {
        BodyKind.MUNICIPALITY: text(language, "the median municipality"),
        BodyKind.PROVINCE: text(language, "the median province"),
        BodyKind.WATER_AUTHORITY: text(language, "the median water authority"),
        BodyKind.MINISTRY: text(language, "the median ministry"),
        BodyKind.RIJK: text(language, "central government"),
        BodyKind.JOINT_ARRANGEMENT: text(language, "the median joint arrangement"),
    }
    return words[kind]


def headline(language: str, comparison: Comparison, kind: BodyKind) -> str:
    """Where the middle stands, how many keep their promise, for how many it cannot be told."""
    name = comparison.indicator.name.in_language(language)
    if comparison.proven.median is None:
        return text(language, "{name}: too few organisations take part to compare", name=name)
    middle = text(
        language,
        "{name}: {body} stands at {proven} proven, {possible} possible.",
        name=name,
        body=_median_body(language, kind),
        proven=numbers.bound(language, comparison.indicator, comparison.proven.median),
        possible=numbers.bound(language, comparison.indicator, comparison.possible.median),
    )
    # Who is withheld or has no value cannot be counted among those that reached a target or did not.
    statuses = [peer.status for peer in comparison.peers if peer.proven is not None]
    sentences = [middle]
    if kept := sum(status in (Status.ACHIEVED, Status.ON_TRACK) for status in statuses):
        sentences.append(
            plural(
                language,
                "{number} of {all} reached its target or is on track.",
                "{number} of {all} reached their target or are on track.",
                kept,
                all=str(len(statuses)),
            )
        )
    if open_ := statuses.count(Status.CANNOT_TELL_YET):
        sentences.append(
            plural(language, "For {number} we cannot tell yet.", "For {number} we cannot tell yet.", open_)
        )
    return " ".join(sentences)


def fairness(language: str, comparison: Comparison, group: str, by_value: bool) -> str:
    """What makes this comparison fair, and that it is no ranking; always said."""
    order = (
        text(language, "Sorted by what is proven: this is no ranking.")
        if by_value
        else text(language, "The order is alphabetical: this is no ranking.")
    )
    same = text(
        language,
        "Comparable organisations: {group}; same definition (version {version}), same year ({year}, final), "
        "same basis of amounts.",
        group=group,
        version=str(comparison.indicator.version),
        year=str(comparison.year),
    )
    return f"{same} {order}"


def left_out(language: str, reasons: Mapping[str, int]) -> str:
    """Who is not comparable, counted by reason; empty when all are."""
    words = {
        "not_final": text(language, "with a year that is not certified"),
        "other_version": text(language, "with another definition"),
        "other_amount_basis": text(language, "with amounts on another VAT basis"),
        "other_year_basis": text(language, "with another kind of year"),
    }
    if not reasons:
        return ""
    parts = ", ".join(f"{number} {words.get(reason, reason)}" for reason, number in reasons.items())
    return text(language, "Not comparable: {parts}.", parts=parts)


def peers_alt(language: str, comparison: Comparison) -> str:
    """What the chart of intervals shows, in one or two sentences."""
    known = [peer for peer in comparison.peers if peer.proven is not None and peer.possible is not None]
    what = text(
        language, "{name} {year}, proven to possible.", name=comparison.indicator.name.in_language(language),
        year=str(comparison.year),
    )  # fmt: skip
    if not known:
        return what
    ends = plural(
        language,
        "{number} organisation, from {lowest} proven to {highest} possible.",
        "{number} organisations, from {lowest} proven to {highest} possible.",
        len(known),
        lowest=numbers.bound(
            language, comparison.indicator, min(peer.proven for peer in known if peer.proven is not None)
        ),
        highest=numbers.bound(
            language, comparison.indicator, max(peer.possible for peer in known if peer.possible is not None)
        ),
    )
    return f"{what} {ends}"


def spread_alt(language: str, comparison: Comparison, spread: Mapping[int, Bands]) -> str:
    """What the ribbon shows: the median of the first and the last year."""
    medians = {year: bands.median for year, bands in spread.items() if bands.median is not None}
    if not medians:
        return text(language, "No year with five organisations.")
    first, last = min(medians), max(medians)
    return text(
        language,
        "{name}: the median went from {first} in {first_year} to {last} in {last_year}.",
        name=comparison.indicator.name.in_language(language),
        first=numbers.bound(language, comparison.indicator, medians[first]),
        first_year=str(first),
        last=numbers.bound(language, comparison.indicator, medians[last]),
        last_year=str(last),
    )
