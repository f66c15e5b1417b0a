"""What surrounds every page: the line above it, the choice of audience and language, and the calm page for a fault."""

from __future__ import annotations

import logging
import secrets
import traceback
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from datetime import date
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from kpi import service
from kpi.language import LANGUAGES
from kpi.model import Body, Refusal, Role
from kpi.wording import audience
from pages.parts import addresses, app, component, opening, widgets
from pages.parts.literal import literally
from pages.parts.text import plural, t

_LOG = logging.getLogger("ambitiemonitor")
LOADING = 3 * 64
LONGEST_NAME = 60
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


_TOP: ContextVar[DeltaGenerator] = ContextVar("top")


def top() -> DeltaGenerator:
    """The start of the line above the page, left of the choice of audience: there the page says what it is about."""
    return _TOP.get()


def header() -> bool:
    """The line above every page: room for what the page is about (`top`), and the choice of audience and language.

    Gives whether later definitions are being measured, and the page is to show the earlier figures.
    """
    language = app.language()
    with st.container(horizontal=True, vertical_alignment="center"):
        _TOP.set(st.container(horizontal=True, vertical_alignment="center", width="content"))
        st.space("stretch")
        label = t("You look as: {audience}", audience=audience(language, app.role()))
        with st.popover(label, type="tertiary", key="audience", wrap=True):
            _choose("rol", t("Look as"), list(Role), app.role(), lambda role: audience(language, role))
            _choose("taal", t("Language"), list(LANGUAGES), app.language(), {"nl": "Nederlands", "en": "English"}.get)
    unknown = app.unknown_body()
    shown = app.viewer().body
    if unknown and shown:
        _not_known(unknown, shown)
    unsettled = service.settling_stopped(app.viewer(), app.opened())
    if unsettled:
        _not_settled(unsettled)
    renewing = service.renewal_progress(app.viewer(), app.opened()) is not None
    if renewing:
        _renewal()
    return renewing


def foot() -> None:
    """What stands under every page: whom this serves."""
    st.markdown(f":small[:gray[{t('For one trusted user on this machine: there is no sign-in yet.')}]]")


def speaking() -> None:
    """Tells the browser and Streamlit's widgets in which language the page is: Streamlit's says English, whatever its text is in. And
    how our markup looks.
    """
    script = f"document.documentElement.lang = '{app.language()}';{widgets.script(app.language())}"
    st.html(f"<script>{component.style_script()}{script}</script>", unsafe_allow_javascript=True)


def _not_known(named: str, shown: str) -> None:
    """That the organisation of the address is not known here, which one is shown in its place, and a choice of those that are."""
    known = {body.id: body.name for body in app.bodies()}
    st.warning(
        t("You see {body}. Choose the organisation that you mean.", body=literally(known[shown])),
        title=t("The organisation “{asked}” is not known here", asked=asked(named)),
        icon=":material/domain_disabled:",
    )
    st.selectbox(
        t("Choose an organisation"),
        list(known),
        index=None,
        key="choice_org",
        format_func=known.__getitem__,
        placeholder=t("Choose an organisation"),
        on_change=_keep_chosen,
        width=400,
    )


def _keep_chosen() -> None:
    if st.session_state["choice_org"]:
        st.query_params["org"] = st.session_state["choice_org"]


def _not_settled(submissions: int) -> None:
    """That the figures are of before the latest decisions, because somebody stopped working them out, and the way to do it after all."""
    said = plural(
        "The figures of {number} submission are of before the latest decisions.",
        "The figures of {number} submissions are of before the latest decisions.",
        submissions,
    )
    st.info(
        f"{said} {_until_when()}",
        title=t("You see the earlier figures"),
        icon=":material/history:",
    )
    if service.may_stop_settling(app.viewer()) and st.button(t("Work the figures out again")):
        service.settle_after_all(app.viewer(), app.opened())
        st.rerun()


def same_definitions(renewing: bool) -> None:
    """Makes the page again where its figures took the place of earlier ones while it was made, so that they are never mixed."""
    if renewing and service.renewal_progress(app.viewer(), app.opened()) is None:
        st.rerun()


@st.fragment(run_every="2s")
def _renewal() -> None:
    """How far measuring by later definitions is; when it is done, the page is made again with the later figures."""
    found = service.renewal_progress(app.viewer(), app.opened())
    if found is None:
        st.rerun()
    viewer, monitor = app.viewer(), app.opened()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f":small[:material/update: {_how_far(found)}]", width="content")
        if not service.may_stop_renewing(viewer):
            return
        if found.by_hand:
            st.button(
                t("Go on recomputing"),
                disabled=not found.stopped,
                on_click=service.renew_after_all,
                args=(viewer, monitor),
            )
        elif not found.stopped:
            st.button(
                t("Stop recomputing, for all organisations"), on_click=service.stop_renewing, args=(viewer, monitor)
            )


def _how_far(found: service.Renewal) -> str:
    """Of how many submissions the later figures are worked out, and whether that goes on."""
    if not (found.by_hand or found.stopped):
        return plural(
            "Figures are being recomputed: {done} of {number} submission. Until then you see the earlier ones.",
            "Figures are being recomputed: {done} of {number} submissions. Until then you see the earlier ones.",
            found.total,
            done=str(found.done),
        )
    halted = plural(
        "Recomputing the figures was stopped at {done} of {number} submission. You see the earlier ones.",
        "Recomputing the figures was stopped at {done} of {number} submissions. You see the earlier ones.",
        found.total,
        done=str(found.done),
    )
    if found.by_hand:
        return f"{halted} {_until_when()}"
    return f"{halted} {t('Something went wrong. Whoever runs this can start it again; then it goes on.')}"


def _until_when() -> str:
    """For whom and until when something that was stopped stays so."""
    return t("That holds for all organisations, until somebody goes on with it or Ambitiemonitor starts again.")


def _choose(parameter: str, label: str, options: list, now: str, written) -> None:
    """A choice that is kept in the address."""
    key = f"choice_{parameter}"
    st.session_state[key] = now
    st.radio(label, options, key=key, format_func=written, on_change=_keep, args=(parameter, key))


def _keep(parameter: str, key: str) -> None:
    st.query_params[parameter] = str(st.session_state[key])


def loading() -> AbstractContextManager[object]:
    """What stands where figures come while they are worked out: three rows high, and never over earlier figures."""
    return st.skeleton(height=LOADING)


def fictional_notice() -> None:
    """Says that the figures of this page are made up."""
    top().markdown(f":small[:orange-badge[{t('Example data: invented')}]]", width="content")


def asked(written: str) -> str:
    """What an address asked for, as it may stand in a title."""
    return literally(written[:LONGEST_NAME])


def shown_instead(title: str, what: str) -> None:
    """Says that what the address asks for is not there, and what is shown in its place."""
    st.warning(what, title=title, icon=":material/search_off:")


def trail(name: str, deeper: str | None = None) -> str:
    """Where this is: the pages above the one at address `name`, and what was chosen on it (`deeper`)."""
    steps: list[tuple[str, str | None]] = [
        (addresses.ADDRESSES[one].title.in_language(app.language()), app.link(one)) for one in addresses.way(name)
    ]
    last = deeper or steps[-1][0]
    return opening.trail(app.language(), [*(steps if deeper else steps[:-1]), (last, None)])


def section(key: str, heading: str, note: str = "") -> None:
    """A heading of the second level with what stands under it in small print, close together."""
    said = f'<p class="intro">{escape(note)}</p>' if note else ""
    app.show(f"<h2>{escape(heading)}</h2>{said}", key)


def as_table(key: str, markup: Callable[[], str]) -> None:
    """The figures of a chart as a table, which is made once somebody opens it: it may hold hundreds of rows."""
    words = t("Show these figures as a table")
    with st.expander(words, icon=":material/table:", key=f"{key}_as_table", on_change="rerun") as opened:
        if opened.open:
            app.show(markup(), f"{key}_table")


def notice(title: str, what: str, *onward: str) -> None:
    """A calm page of its own: what is the case, what to do, and where; `onward` are addresses, of which the audience sees its own."""
    links = "".join(
        f'<li><a href="{escape(app.link(name))}">{escape(addresses.ADDRESSES[name].title.in_language(app.language()))}</a></li>'
        for name in onward
        if name in addresses.open_to(app.role())
    )
    app.show(
        f'<h1>{escape(title)}</h1><p class="lead">{escape(what)}</p>'
        + (f'<ul class="links">{links}</ul>' if links else ""),
        "message",
    )


def no_body() -> None:
    """The page of who has no organisation yet."""
    if "beheer" in addresses.open_to(app.role()):
        what = t("Add your organisation first, on the page Manage. Or look at the example first, on the overview.")
    else:
        what = t("Procurement adds one under Manage. You can look at the example first, on the overview.")
    notice(t("There is no organisation yet"), what, "beheer", "overzicht")


def no_spend(title: str) -> None:
    """The page about spend, where no file was uploaded yet."""
    notice(title, t("Upload a file first, on the page Upload."), "inlezen")


def no_figures(body: Body) -> None:
    """The page about figures of a body that submitted nothing yet."""
    what = t("The figures come here as soon as spend is submitted. The overview says which steps there are.")
    notice(t("There are no figures yet of {body}", body=body.name), what, "overzicht")


@contextmanager
def calm() -> Iterator[None]:
    """Shows a refusal as its message, and any other fault as a page with a number to pass on."""
    component.begin()
    try:
        yield
    except Refusal as refusal:
        component.heading(t("This is not possible"))
        st.warning(refusal.message.in_language(app.language()), icon=":material/info:")
    except Exception as fault:
        reference = new_reference()
        _LOG.error("%s: %s at %s", reference, type(fault).__name__, places(fault))
        component.heading(t("This page could not be made"))
        st.error(
            t(
                "Something went wrong on our side. Nothing of yours was changed. Try again in a minute. If it fails "
                "again, pass on this number: {reference}.",
                reference=f"**{reference}**",
            ),
            icon=":material/error:",
        )


def new_reference() -> str:
    """A number to pass on: F-2026-1103-7QX."""
    return f"F-{date.today():%Y-%m%d}-" + "".join(secrets.choice(_LETTERS) for _ in range(3))


def places(fault: BaseException) -> str:
    """Where a fault came from, without its message: that may hold data of a line."""
    return " < ".join(
        f"{frame.filename}:{frame.lineno} {frame.name}" for frame in reversed(traceback.extract_tb(fault.__traceback__))
    )
