"""The charts of a comparison as tables, and the key of the ribbon."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from kpi.language import text
from kpi.model import Bands, Comparison, Peer
from pages.parts import numbers, signs
from pages.parts.peers import name_of
from pages.parts.tables import Heading, table


def place(language: str, peer: Peer, count: int) -> str:
    """A place as a range: "plaats 3 tot 7 van 15"; only in the table, never as a headline."""
    if peer.place is None:
        return "–"
    best, worst = peer.place
    if best == worst:
        return text(language, "place {best} of {all}", best=str(best), all=str(count))
    return text(language, "place {best} to {worst} of {all}", best=str(best), worst=str(worst), all=str(count))


def peers_table(language: str, comparison: Comparison, peers: Sequence[Peer]) -> str:
    """The same as the chart, with the status and the place of each."""
    headings = [
        Heading(text(language, "Organisation")),
        Heading(text(language, "proven"), "number"),
        Heading(text(language, "possible"), "number"),
        Heading(text(language, "Status")),
        Heading(text(language, "Place")),
    ]
    rows = []
    for peer in peers:
        name = escape(name_of(language, peer))
        rows.append(
            (
                f"<b>{name}</b>" if peer.own else name,
                numbers.bound(language, comparison.indicator, peer.proven),
                numbers.bound(language, comparison.indicator, peer.possible),
                signs.sign_and_word(language, peer.status) if peer.status else "–",
                escape(place(language, peer, comparison.proven.bodies)),
            )
        )
    return table(text(language, "Proven and possible, by organisation"), headings, rows)


def spread_table(language: str, comparison: Comparison, spread: Mapping[int, Bands]) -> str:
    """The same as the ribbon: by year how many take part, the middle, and the deciles or the range."""
    parts = (10, 25, 50, 75, 90)
    headings = [
        Heading(text(language, "Year")),
        Heading(text(language, "Take part"), "number"),
        Heading(text(language, "Median"), "number"),
        Heading(text(language, "Lowest"), "number"),
        Heading(text(language, "Highest"), "number"),
        *(Heading(text(language, "{part} of 100", part=str(part)), "number") for part in parts if part != 50),
    ]
    rows = [
        (
            str(year),
            str(bands.bodies),
            *(
                numbers.bound(language, comparison.indicator, value)
                for value in (bands.median, bands.lowest, bands.highest)
            ),
            *(numbers.bound(language, comparison.indicator, bands.deciles.get(part)) for part in parts if part != 50),
        )
        for year, bands in sorted(spread.items(), reverse=True)
    ]
    return table(text(language, "Spread over the years"), headings, rows)


def ribbon_key(language: str, own: str | None, deciles: bool) -> str:
    """What the marks of the ribbon mean; with fewer than eight bodies there are lines instead of bands."""
    line = '<svg width="26" height="8" aria-hidden="true"><line x2="26" y1="4" y2="4" stroke="{}" {}/></svg>'
    patch = '<svg width="22" height="12" aria-hidden="true"><rect width="22" height="12" fill="rgba(115,129,141,{})"/></svg>'
    marks = [(line.format("var(--proven)", 'stroke-width="3.5"'), own)] if own else []
    marks.append((line.format("var(--quiet)", 'stroke-width="2" stroke-dasharray="6 4"'), text(language, "median")))
    if deciles:
        marks.append((patch.format("0.5"), text(language, "middle half")))
        marks.append((patch.format("0.22"), text(language, "8 out of 10")))
    else:
        marks.append((line.format("#73818D", 'stroke-width="1.5"'), text(language, "lowest and highest")))
    return '<ul class="key">' + "".join(f"<li>{mark}{escape(words)}</li>" for mark, words in marks) + "</ul>"
