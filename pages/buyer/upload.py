"""Upload a spend file in five steps. After each step the work is kept as a draft."""

from __future__ import annotations

from html import escape

import streamlit as st

from pages.buyer.steps import checks, columns, counts, done, draft, file, submitting
from pages.parts import app, choice, frame
from pages.parts.stepper import stepper
from pages.parts.text import t

LAST = 5


def main() -> None:
    """Draw the step that the address names, for the draft (or, at the end, the submission) that it names."""
    context = app.context()
    if context is None:
        frame.no_body()
        return
    named = st.query_params.get("levering")
    asked = st.query_params.get("stap", "1")
    step = int(asked) if asked.isdigit() and named and 1 <= int(asked) <= LAST else 1
    if named and step < LAST:
        submitting.onward(named)
    work = draft.opened(named) if named and step < LAST else None
    if step == 1:
        choice.show(context, departments=False)
    elif context.body.fictional:
        frame.fictional_notice()
    titles = {
        1: t("Upload spend"),
        2: t("Upload the spend of {year}", year=str(work.year) if work else ""),
        3: t("Check the spend of {year}", year=str(work.year) if work else ""),
        4: t("Spend of {year}: what counts", year=str(work.year) if work else ""),
        5: t("Your file has been submitted"),
    }
    names = [t("File"), t("Table and columns"), t("Checks"), t("What counts"), t("Submit")]
    links = (
        {number: app.link("inlezen", levering=named, stap=number) for number in range(1, step)} if step < LAST else {}
    )
    head = f"<h1>{escape(titles[step])}</h1>" + stepper(t("Steps of the upload"), names, step, links, t("done"))
    app.show(head, "steps")
    if step == LAST and named:
        done.draw(context, named)
    elif work is None or step == 1:
        file.draw(context, work)
    elif step == 2:
        columns.draw(work)
    elif step == 3:
        checks.draw(work)
    else:
        counts.draw(context, work)


main()
