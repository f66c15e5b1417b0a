"""Classify: the groups that are still open, most euros first; each choice holds for the whole group."""

from __future__ import annotations

from html import escape

import streamlit as st

from kpi import service
from kpi.language import plural
from kpi.model import MappingRule, Message, Refusal
from kpi.service.definitions import categories, category_name
from pages.parts import app, choice, worklist
from pages.parts.numbers import euro_of_cents
from pages.parts.text import t

PER_PAGE = 6
ENOUGH = 10_000
AT_ONCE = 20
JUST_DONE = "classified_now"


def main() -> None:
    """The worklist of the chosen year and department."""
    context = app.context()
    if context is None or context.year is None:
        st.info(t("Upload a file first, on the page Upload."), title=t("There is nothing to classify yet"))
        return
    choice.show(context)
    language = app.language()
    work = service.worklist(
        app.viewer(), app.monitor(), context.body.id, context.year, context.department, limit=ENOUGH
    )
    sizes = [abs(group.cents) for group in work.groups]
    app.show(
        f"<h1>{escape(worklist.headline(language, work.total_cents))}</h1>"
        f'<p class="lead">{escape(worklist.lead(language, sizes, sum(sizes)))}</p>'
        + worklist.classified_bar(language, work.classified),
        "headline",
    )
    _just_done(context)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        wanted = st.text_input(t("Search in supplier or text"), key="classify_search").strip().casefold()
        only_suggested = st.checkbox(t("Only with a suggestion"), key="classify_suggested")
    groups = [
        group
        for group in work.groups
        if wanted in f"{group.text or ''} {group.supplier or ''}".casefold()
        and (not only_suggested or worklist.suggested(group.suggestion))
    ]
    _agreed(context, work, groups)
    pages = max(1, -(-len(groups) // PER_PAGE))
    page = min(st.session_state.get("classify_page", 1), pages)
    for position, group in enumerate(groups[(page - 1) * PER_PAGE : page * PER_PAGE]):
        _card(context, group, first=position == 0)
    if groups and pages > 1:
        st.pagination(pages, key="classify_page")
    if not groups and work.groups:
        st.markdown(t("No group matches what you search for."))
    st.markdown(f":small[:gray[{t('Categories are those of the European procurement vocabulary (CPV).')}]]")


def _agreed(context: app.Context, work: service.Worklist, groups: list[service.OpenGroup]) -> None:
    """The texts on which both sources of suggestions agree, ticked, to confirm in one go."""
    sure = [group for group in groups if group.suggestion and group.suggestion.agreed][:AT_ONCE]
    if len(sure) < 2:
        return
    language, exclusions = app.language(), service.exclusion_names()
    title = plural(language, "Confirm {number} suggestion at once", "Confirm {number} suggestions at once", len(sure))
    with st.expander(title), st.form("agreed", border=False):
        st.markdown(worklist.agreed_words(language, work.kept, work.decided))
        ticked = []
        for group in sure:
            choice_ = worklist.suggested(group.suggestion)[0]
            words = worklist.choice_word(language, choice_, _names(group), exclusions)
            label = f"{euro_of_cents(language, group.cents)} · {group.text}: **{words}**"
            if st.checkbox(label, value=True, key=f"agreed_{group.text}"):
                ticked.append(MappingRule(group.text, None, choice_.cpv, choice_.exclusion))
        if st.form_submit_button(t("Confirm what is ticked"), type="primary") and ticked:
            done = plural(language, "{number} text classified.", "{number} texts classified.", len(ticked))
            _save(context, ticked, done)


def _names(group: service.OpenGroup) -> dict[str, Message]:
    names = dict(categories())
    for one in worklist.suggested(group.suggestion):
        if one.cpv and one.cpv not in names:
            names[one.cpv] = category_name(one.cpv)
    return names


def _card(context: app.Context, group: service.OpenGroup, first: bool) -> None:
    language = app.language()
    names, exclusions = _names(group), service.exclusion_names()
    key = f"{group.text}|{group.supplier}"
    title = " · ".join(part for part in (group.text, group.supplier) if part) or t("no text and no supplier")
    with st.container(border=True):
        left, right = st.columns([3, 2], gap="medium")
        with left:
            whose = worklist.group_words(
                language,
                [choice.department_name(language, context.body, one, context.year) for one in group.departments],
                group.suppliers,
                group.lines,
            )
            app.show(
                f"<h3>{escape(euro_of_cents(language, group.cents))} · {escape(title)}</h3>"
                f'<p class="small">{escape(whose)}</p>'
                f'<p class="small">{escape(worklist.why(language, group.suggestion))}</p>',
                f"group_{key}",
            )
        with right:
            suggested = bool(worklist.suggested(group.suggestion))
            chosen = st.selectbox(
                t("Category (suggestion)") if suggested else t("Category"),
                worklist.choices(names, exclusions, group.suggestion),
                index=0 if suggested else None,
                format_func=lambda one: worklist.choice_word(language, one, names, exclusions),
                placeholder=t("Choose a category"),
                key=f"category_{key}",
            )
            if st.button(t("Save"), key=f"save_{key}", type="primary" if first else "secondary"):
                if chosen is None:
                    st.error(t("Choose a category first, or a reason why it is no procurement."))
                else:
                    words = worklist.choice_word(language, chosen, names, exclusions)
                    rule = MappingRule(group.text, group.supplier, chosen.cpv, chosen.exclusion)
                    _save(context, [rule], t("{group}: classified as {category}.", group=title, category=words))


def _save(context: app.Context, rules: list[MappingRule], words: str | None) -> None:
    try:
        service.add_mapping(app.viewer(), app.monitor(), context.body.id, rules)
    except Refusal as refused:
        st.error(refused.message.in_language(app.language()), title=t("Nothing was changed"))
        return
    st.session_state[JUST_DONE] = (rules, words) if words else None
    st.rerun()


def _just_done(context: app.Context) -> None:
    """The last choice as one line, with the way back."""
    if not st.session_state.get(JUST_DONE):
        return
    rules, words = st.session_state[JUST_DONE]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(words)
        if st.button(t("Undo"), key="undo", type="tertiary"):
            _save(context, [MappingRule(rule.text, rule.supplier) for rule in rules], None)


main()
