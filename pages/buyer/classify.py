"""Classify: the groups that are still open, in order of what deciding settles; each choice holds for the whole group.

The widgets of a card belong to its place and not to its group: after Save the next group moves up, the focus stays where it was,
and Enter takes the next suggestion.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from kpi import service
from kpi.language import plural
from kpi.model import MappingRule, Message, Refusal
from kpi.service.definitions import category_name, category_names, find_categories
from pages.buyer import lending_form, mapping_history, qualifies, too_broad, worksheet_form
from pages.parts import app, choice, decisions, frame, largest, worklist
from pages.parts.literal import literally
from pages.parts.numbers import euro_of_cents
from pages.parts.text import t
from pages.parts.worklist import Choice

PER_PAGE = 6
ENOUGH = 10_000
AT_ONCE = 20
FITS = 36
"""Letters of a category that its field shows on a phone; a longer name is written out below the field."""
JUST_DONE = "classified_now"


def main() -> None:
    """The worklist of the chosen year and department."""
    context = app.context()
    if context is None or context.year is None:
        frame.no_spend(t("There is nothing to classify yet"))
        return
    choice.show(context)
    language = app.language()
    order = st.session_state.get("classify_order") or service.BY_EUROS
    work = service.worklist(
        app.viewer(), app.opened(), context.body.id, context.year, context.department, ENOUGH, order
    )
    app.show(
        f"<h1>{escape(worklist.headline(language, work.total_cents))}</h1>"
        f'<p class="lead">{escape(worklist.lead(language, work, order))}</p>'
        + worklist.classified_bar(language, work.classified, work.spend_cents),
        "headline",
    )
    with st.container():
        for words in decisions.warning_words(
            language, service.mapping_warnings(app.viewer(), app.opened(), context.body.id, context.year)
        ):
            st.warning(words, title=t("Does what you remember still fit?"))
    with st.container():
        _just_done(context)
    names = {one.id: one.name for one in service.indicators(app.viewer(), app.opened(), context.body.id)}
    groups, searched = _chosen(work, names)
    with st.container():
        _agreed(context, work, groups)
    with st.container():
        too_broad.draw(context)
    _cards(context, work, groups, names, order, stop=not searched)
    if not groups and work.groups:
        st.markdown(t("No group matches what you search for."))
    worksheet_form.draw(context)
    lending_form.draw(context.body.id)
    mapping_history.draw(context.body.id)
    st.markdown(f":small[:gray[{t('Categories are those of the European procurement vocabulary (CPV).')}]]")


def _chosen(work: service.Worklist, names: Mapping[str, Message]) -> tuple[list[service.OpenGroup], bool]:
    """The groups that match what is searched for, and whether anything is."""
    # Columns stand under each other on a phone, each as wide as it is.
    order, ambition, search, suggested = st.columns([5, 6, 6, 4], vertical_alignment="bottom")
    order.selectbox(
        t("Order"), (service.BY_EUROS, service.BY_AMBITIONS), key="classify_order",
        format_func=lambda one: worklist.order_word(app.language(), one), on_change=_first_page,
    )  # fmt: skip
    # What was chosen stays to be seen and taken off, also when its last text is decided.
    asking = {*(name for one in work.groups for name in one.ambitions), st.session_state.get("classify_ambition")}
    written = {name: names[name].in_language(app.language()) for name in asking if name}
    about = ambition.selectbox(
        t("Ambition"), sorted(written, key=written.__getitem__), index=None, format_func=written.__getitem__,
        placeholder=t("All ambitions"), key="classify_ambition", on_change=_first_page,
    )  # fmt: skip
    wanted = search.text_input(t("Search in supplier or text"), key="classify_search", on_change=_first_page)
    only_suggested = suggested.checkbox(t("Only with a suggestion"), key="classify_suggested", on_change=_first_page)
    wanted = wanted.strip().casefold()
    groups = [
        group
        for group in work.groups
        if wanted in f"{group.text or ''} {group.supplier or ''}".casefold()
        and (not only_suggested or worklist.suggested(group.suggestion))
        and (about is None or about in group.ambitions)
    ]
    return groups, bool(wanted or only_suggested or about)


def _first_page() -> None:
    st.session_state["classify_page"] = 1


def _agreed(context: app.Context, work: service.Worklist, groups: Sequence[service.OpenGroup]) -> None:
    """The texts on which both sources of suggestions agree, ticked, to confirm in one go."""
    sure = [
        one for one in groups if one.suggestion and one.suggestion.agreed and not one.left_open and not one.supplier
    ]
    sure = sure[:AT_ONCE]
    if len(sure) < 2:
        return
    language, exclusions = app.language(), service.exclusion_names()
    title = plural(language, "Confirm {number} suggestion at once", "Confirm {number} suggestions at once", len(sure))
    with st.expander(title), st.form("agreed", border=False):
        st.markdown(worklist.agreed_words(language, work.kept, work.decided))
        ticked = []
        for group in sure:
            found = worklist.suggested(group.suggestion)[0]
            words = worklist.choice_word(language, found, category_names(), exclusions)
            label = f"{euro_of_cents(language, group.cents)} · {group.text}: **{words}**"
            if st.checkbox(label, value=True, key=f"agreed_{group.text}"):
                ticked.append(MappingRule(group.text, None, found.cpv, found.exclusion))
        if st.form_submit_button(t("Confirm what is ticked"), type="primary") and ticked:
            done = plural(language, "{number} text classified.", "{number} texts classified.", len(ticked))
            _save(context.body.id, ticked, done)
            st.rerun()


def _cards(
    context: app.Context,
    work: service.Worklist,
    groups: Sequence[service.OpenGroup],
    names: Mapping[str, Message],
    order: str,
    stop: bool,
) -> None:
    """One page of the groups, with the line after which it is enough."""
    language = app.language()
    pages = max(1, -(-len(groups) // PER_PAGE))
    page = min(st.session_state.get("classify_page", 1), pages)
    start = (page - 1) * PER_PAGE
    shown = groups[start : start + PER_PAGE]
    assert context.year is not None
    does = service.effects(app.viewer(), app.opened(), context.body.id, context.year, shown)
    for place, group in enumerate(shown):
        with st.container():
            if stop and start + place == work.first:
                app.show(worklist.stop_line(language, work, order), "stop")
        similar = [one for one in groups if one.stands_with and one.stands_with == group.text and one is not group]
        _card(context, group, similar, place, [names[one] for one in group.ambitions], does[place])
    if groups and pages > 1:
        st.pagination(pages, key="classify_page")


def _card(
    context: app.Context,
    group: service.OpenGroup,
    similar: Sequence[service.OpenGroup],
    place: int,
    ambitions: Sequence[Message],
    effects: Sequence[service.Effect],
) -> None:
    language = app.language()
    names, exclusions = category_names(), service.exclusion_names()
    with st.container(border=True):
        left, right = st.columns([3, 2], gap="medium")
        with left:
            named = [choice.department_name(language, context.body, one, context.year) for one in group.departments]
            app.show(worklist.card(language, group, named, ambitions, effects), f"group_{place}")
            _lines(context, group, place)
        with right:
            suggested = worklist.suggested(group.suggestion)
            options = worklist.choices(names, exclusions, group.suggestion, mixed=group.supplier is None)
            _fill(place, group, suggested[0] if suggested and not group.left_open else None)
            chosen = st.selectbox(
                t("Category (suggestion)") if suggested else t("Category"),
                options,
                index=None,
                format_func=lambda one: worklist.choice_word(language, one, names, exclusions),
                placeholder=t("Choose a category"),
                filter_mode="contains",
                key=f"category_{place}",
            )
            with st.container():  # one whatever it holds, so that Save keeps its place and the focus
                if chosen and len(name := worklist.choice_word(language, chosen, names, exclusions)) > FITS:
                    st.markdown(f":small[{literally(name)}]")
                if chosen == worklist.ANOTHER:
                    _look(place)
                if similar:
                    st.checkbox(worklist.also_words(language, similar), key=f"also_{place}")
            st.button(
                t("Save"),
                key=f"save_{place}",
                type="primary" if place == 0 else "secondary",
                on_click=_decide,
                args=(context.body.id, group, similar, place),
            )


def _lines(context: app.Context, group: service.OpenGroup, place: int) -> None:
    """The lines of a group, asked for once somebody opens them."""
    assert context.year is not None
    language = app.language()
    with st.expander(t("Show its rows"), key=f"rows_{place}", on_change="rerun") as opened:
        if opened.open:
            found = service.open_lines(
                app.viewer(), app.opened(), context.body.id, context.year, group, context.department
            )
            label = t("Rows of {group}", group=worklist.title(language, group))
            app.show(largest.lines_table(language, label, found, group.lines), f"rows_of_{place}")


def _look(place: int) -> None:
    """Any category of the vocabulary, by words or by its code."""
    language = app.language()
    typed = st.text_input(t("Word or CPV code"), key=f"typed_{place}")
    found = find_categories(typed)
    if typed and not found:
        st.markdown(t("“{typed}” is no CPV code, and no category has these words.", typed=typed))
    elif found:
        st.selectbox(
            t("Category"), found, format_func=lambda code: f"{code} {category_name(code).in_language(language)}",
            key=f"found_{place}", filter_mode="contains",
        )  # fmt: skip


def _fill(place: int, group: service.OpenGroup, suggested: Choice | None) -> None:
    """Puts the suggestion of a group in a place when it comes to stand there; what a person chose stays."""
    standing = (group.text, group.supplier)
    if st.session_state.get(f"stands_{place}") != standing:
        st.session_state[f"stands_{place}"] = standing
        st.session_state[f"category_{place}"] = suggested
        st.session_state[f"also_{place}"] = False
        st.session_state[f"typed_{place}"] = ""


def _decide(body: str, group: service.OpenGroup, similar: Sequence[service.OpenGroup], place: int) -> None:
    chosen = st.session_state[f"category_{place}"]
    if chosen == worklist.ANOTHER:
        found = st.session_state.get(f"found_{place}")
        chosen = Choice(cpv=found) if found else None
    if chosen is None:
        _refuse(t("Choose a category first, or a reason why it is no procurement."))
        return
    also = similar if st.session_state.get(f"also_{place}") and not chosen.left_open else []
    rules = [
        MappingRule(one.text, one.supplier, chosen.cpv, chosen.exclusion, chosen.left_open) for one in (group, *also)
    ]
    names = {chosen.cpv: category_name(chosen.cpv)} if chosen.cpv else {}
    words = worklist.done_words(app.language(), group, chosen, names, service.exclusion_names())
    _save(body, rules, words)
    st.session_state[qualifies.ASKED] = rules[0]


def _refuse(words: str) -> None:
    st.session_state[JUST_DONE] = (None, words)


def _save(body: str, rules: Sequence[MappingRule], words: str) -> None:
    try:
        number = service.add_mapping(app.viewer(), app.opened(), body, rules)
    except Refusal as refused:
        _refuse(refused.message.in_language(app.language()))
        return
    st.session_state[JUST_DONE] = (number, words)


def _just_done(context: app.Context) -> None:
    """The last choice as one line, with the way back; or why nothing was kept."""
    number, words = st.session_state.get(JUST_DONE, (None, None))
    if not words:
        return
    if number is None:
        st.error(words, title=t("Nothing was changed"))
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(words)
        st.button(t("Undo"), key="undo", type="tertiary", on_click=mapping_history.undo, args=(context.body.id, number))
    qualifies.draw(context.body.id, number)


main()
