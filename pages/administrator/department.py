"""Department: how its ambitions stand and went over the years, theme by theme."""

from __future__ import annotations

from html import escape

from kpi import service
from kpi.model import Figure
from pages.parts import ambitions_of, app, choice, frame, multiples, opening, story
from pages.parts.numbers import euro_of_cents
from pages.parts.text import language, t


def page() -> None:
    context = app.context()
    viewer, monitor, lang = app.viewer(), app.monitor(), language()
    department = app.heard("id")
    if context and context.year is None and department in {one.id for one in context.body.departments}:
        frame.no_figures(context.body)
        return
    if context is None or context.year is None or department is None:
        unknown()
        return
    body, year = context.body, context.year
    promised = {one.indicator for one in service.commitments(viewer, monitor, body.id)} or None
    with frame.loading():
        went = service.series(viewer, monitor, body.id, promised, department)
    if not (went.figures or service.series(viewer, monitor, body.id, department=department).figures):
        unknown()
        return
    choice.show(context, departments=False)
    series = story.by_ambition(went.figures)
    of_year = service.figures(viewer, monitor, body.id, year, by_department=True, indicator=promised)
    judged = story.ambitions(story.of_department(of_year, department))

    def years_of(figure: Figure) -> list[Figure]:
        return series.get(story.identity(figure), [])

    name = choice.department_name(lang, body, department, year)
    trail = opening.trail(lang, [(t("Overview"), app.link("overzicht")), (name, None)])
    finding = story.headline_of(lang, name, judged)
    spend = service.department_spend(viewer, monitor, body.id, year)
    proof = (
        f'<p class="proof"><span>{escape(t("Spend {year}", year=str(year)))} '
        f"<strong>{escape(euro_of_cents(lang, spend[department]))}</strong></span></p>"
        if department in spend
        else ""
    )
    tally = opening.tally(lang, judged)
    app.show(f"{trail}<h1>{escape(finding)}</h1>{proof}{tally}", "head")
    if not judged:
        return
    app.show(opening.actions(lang, judged, ambitions_of.link), "actions")
    themes = [
        (theme.name.in_language(lang), app.link("thema", id=theme.id), figures)
        for theme, figures in story.by_theme(service.themes(viewer, monitor), judged)
    ]
    parts = [
        multiples.intro(lang, t("Over the years, by theme")),
        multiples.groups(lang, themes, years_of, ambitions_of.link),
    ]
    parts += [f'<p class="intro">{escape(note.in_language(lang))}</p>' for note in went.notes]
    app.show("".join(parts), "multiples")
    frame.as_table(
        "themes",
        lambda: multiples.years_table(
            lang,
            t("Over the years, by theme"),
            judged,
            years_of,
            ambitions_of.link,
            lambda one: one.indicator.name.in_language(lang),
        ),
    )


def unknown() -> None:
    frame.notice(t("This department is not known here"), t("Choose one from the overview."), "overzicht")


page()
