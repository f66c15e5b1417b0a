"""The five steps of an upload as an ordered list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from kpi.model import Status
from pages.parts.signs import sign


def stepper(label: str, names: Sequence[str], current: int, links: Mapping[int, str], done_word: str) -> str:
    """The steps, numbered from 1. Steps before `current` are done; those with an address in `links` can be opened again.

    `label` names the list to a screen reader, `done_word` says "done" where others see the tick.
    """
    items = []
    for number, name in enumerate(names, 1):
        words = escape(f"{number}. {name}")
        if number < current:
            if number in links:
                words = f'<a href="{escape(links[number])}">{words}</a>'
            items.append(
                f'<li class="done">{sign(Status.ACHIEVED)}{words}<span class="visually-hidden"> ({escape(done_word)})</span></li>'
            )
        elif number == current:
            items.append(f'<li class="now" aria-current="step">{words}</li>')
        else:
            items.append(f"<li>{words}</li>")
    return f'<ol class="stepper" aria-label="{escape(label)}">{"".join(items)}</ol>'
