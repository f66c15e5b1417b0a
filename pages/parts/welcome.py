"""The first screen of an empty monitor: three steps, and the way to the example."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape

from kpi.language import plural, text


@dataclass(frozen=True)
class Step:
    """One thing to do: its title, what it takes, its state in words, and where to do it for who may."""

    title: str
    what: str
    state: str
    href: str | None = None


def steps(language: str, commitments: int, commit: str | None, upload: str | None) -> list[Step]:
    """The three steps with how far each is. `commit` and `upload` are addresses, for who may open those pages."""
    chosen = text(language, "Choose an ambition") if commit else text(language, "procurement does this under Commit")
    recorded = plural(language, "{number} recorded", "{number} recorded", commitments)
    return [
        Step(
            text(language, "Record an ambition"),
            text(language, "Choose one with a definition that is ready. For example: 100% fairtrade coffee in 2028."),
            recorded if commitments else chosen,
            None if commitments else commit,
        ),
        Step(
            text(language, "Upload the spend"),
            text(
                language,
                "An export of your financial system is enough: Excel or csv, as it comes. We look for the table and "
                "the columns.",
            ),
            text(language, "Choose a file") if upload else text(language, "procurement does this under Upload"),
            upload,
        ),
        Step(
            text(language, "Classify the largest amounts"),
            text(language, "What we do not recognise, you classify. A few groups mostly cover nearly all the money."),
            _after(language, 2),
        ),
    ]


def first_steps(language: str, manage: str | None) -> list[Step]:
    """The steps of who has no organisation yet: adding it comes before the others. `manage` is its address, for who may open it."""
    commit, upload, classify = steps(language, 0, None, None)
    return [
        Step(
            text(language, "Add your organisation"),
            text(language, "Its name and kind are enough to begin. Departments can come later."),
            text(language, "Add an organisation") if manage else text(language, "procurement does this under Manage"),
            manage,
        ),
        replace(commit, state=_after(language, 1)),
        replace(upload, state=_after(language, 1)),
        replace(classify, state=_after(language, 3)),
    ]


def _after(language: str, number: int) -> str:
    return text(language, "after step {number}", number=str(number))


def markup(language: str, title: str, found: list[Step]) -> str:
    """The page: its sentence and the three steps."""
    rows = "".join(
        f'<li><span class="step-number">{number}</span><div><h2>{escape(step.title)}</h2>'
        f'<p class="step-text">{escape(step.what)}</p></div>{_state(step)}</li>'
        for number, step in enumerate(found, start=1)
    )
    intro = text(language, "Follow these steps to see where you stand. You can stop and go on later.")
    return f'<h1>{escape(title)}</h1><p class="lead">{escape(intro)}</p><ol class="steps">{rows}</ol>'


def _state(step: Step) -> str:
    if step.href is None:
        return f'<span class="small">{escape(step.state)}</span>'
    return f'<a href="{escape(step.href)}">{escape(step.state)}</a>'
