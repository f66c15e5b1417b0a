"""What every page starts from: the monitor, who looks, in which language, at which body, year and department."""

from __future__ import annotations

import gc
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import streamlit as st

from kpi import service
from kpi.model import Body, Role, Viewer, YearState
from kpi.wording import local_name
from pages.parts import addresses, beside, component
from pages.parts.once import once_a_run
from pages.parts.text import language, plural, t

HOME_SETTING = "AMBITIEMONITOR_HOME"
DEFAULT_HOME = ".ambitiemonitor"
PATIENCE = 3.0
"""Seconds that a page waits for figures that are being worked out, before it shows how far that is."""

__all__ = [
    "Context",
    "bodies",
    "context",
    "follow",
    "go",
    "heard",
    "home",
    "language",
    "link",
    "monitor",
    "opened",
    "role",
    "show",
    "told",
    "unknown_body",
    "viewer",
]


@dataclass(frozen=True)
class Context:
    """What a page is about. `department` None is the whole body, "" the lines of an unknown department.

    `until` says of years that are not final up to which day they go. `unknown` is what the address asked for and is not there, by its
    parameter.
    """

    body: Body
    year: int | None
    years: dict[int, YearState]
    department: str | None
    until: Mapping[int, date]
    unknown: Mapping[str, str]

    @property
    def state(self) -> YearState | None:
        return self.years.get(self.year) if self.year is not None else None


def home() -> str:
    """The home folder of the monitor, as it was set."""
    return os.environ.get(HOME_SETTING, DEFAULT_HOME)


@once_a_run
def opened() -> service.Monitor:
    """The one open monitor of this process, for a page that shows no figures: these may be of before the latest decisions."""
    return _open(home())


def monitor() -> service.Monitor:
    """The one open monitor of this process, its figures following every decision. Where that takes long the page ends with how far it is,
    and is made again once it is done; where somebody stopped it the figures are those of before (`frame.header` says so).
    """
    found = opened()
    waiting = service.unsettled(found)
    if waiting and not service.settling_stopped(viewer(), found):
        words = plural(
            "We are working out the figures of {number} submission again.",
            "We are working out the figures of {number} submissions again.",
            waiting,
        )
        with st.spinner(words, show_time=True):
            work = service.settling(viewer(), found, PATIENCE)
        if work is not None:
            component.heading(t("The figures are being worked out again"))
            looks = viewer()
            stop = partial(service.stop_settling, looks, found) if service.may_stop_settling(looks) else None
            beside.progress(
                "settling", work, _settled, t("Stop for all organisations, and show the earlier figures"), stop
            )
            st.stop()
    return found


def _settled(work: service.Work) -> str:
    return plural(
        "The figures of {done} of {number} submission are worked out again.",
        "The figures of {done} of {number} submissions are worked out again.",
        work.total,
        done=str(work.done),
    )


@st.cache_resource(show_spinner=False, on_release=service.Monitor.close)
def _open(home: str) -> service.Monitor:
    found = service.open_monitor(Path(home), beside=True)
    # What the program has loaded by now stays as long as it runs: looking through it for waste took a third of some pages.
    gc.freeze()
    return found


@once_a_run
def _remembered(parameter: str, default: str | None = None) -> str | None:
    """A choice from the address, else the one made before in this session.

    The menu opens pages without parameters. Writing them back here would add a step to the history of the browser at
    which its Back key gets stuck.
    """
    kept = f"chosen_{parameter}"
    if parameter in st.query_params:
        st.session_state[kept] = st.query_params[parameter]
    return st.session_state.get(kept, default)


@once_a_run
def role() -> Role:
    """The audience as which the one trusted user looks."""
    asked = _remembered("rol")
    return Role(asked) if asked in set(Role) else Role.ADMINISTRATOR


def bodies() -> list[Body]:
    """The bodies that the one trusted user can choose from, by name."""
    return service.all_bodies(opened())


def viewer() -> Viewer:
    """Who looks: with an audience that belongs to a body, somebody of the body that was chosen."""
    if role() in (Role.MINISTRY, Role.PUBLIC):
        return Viewer(_name(), role())
    body = _chosen_of(bodies())
    return service.with_heritage(Viewer(_name(), role(), body.id if body else None), opened())


def _name() -> str:
    # Each audience has its own name, so that whoever submits is never the one who certifies.
    return local_name(role())


def _chosen_of(known: list[Body]) -> Body | None:
    asked = _remembered("org")
    return next((body for body in known if body.id == asked), known[0] if known else None)


def unknown_body() -> str | None:
    """The organisation that was asked for and is not known here, as it was written; None where it is known, or none was asked."""
    asked = _remembered("org")
    known = bodies()
    return asked if asked and known and asked not in {body.id for body in known} else None


def context() -> Context | None:
    """The body, year and department of this page; None as long as no body is known.

    Without a choice it is the latest final year, else the latest year with figures.
    """
    body = _chosen_of(bodies())
    if body is None:
        return None
    years = service.years(viewer(), opened(), body.id)
    asked, department = _remembered("jaar"), heard("afd")
    final = [year for year, state in years.items() if state is YearState.FINAL]
    known_years = {str(year) for year in years}
    known_departments = {None, ""} | {known.id for known in body.departments}
    unknown = {}
    if asked is not None and asked not in known_years:
        unknown["jaar"] = asked
    if department is not None and department not in known_departments:
        unknown["afd"] = department
    return Context(
        body,
        year=int(asked) if asked in known_years else max(final or years, default=None),
        years=years,
        department=department if department in known_departments else None,
        until=service.last_days(viewer(), opened(), body.id),
        unknown=unknown,
    )


NAMELESS = "-"


def told(value: str | None) -> str | None:
    """A choice as the address holds it: what has no name is a dash there."""
    return NAMELESS if value == "" else value


def heard(parameter: str) -> str | None:
    """A choice from the address; "" is what has no name, None is no choice."""
    value = st.query_params.get(parameter)
    return "" if value == NAMELESS else value


def link(address: str, **params: Any) -> str:
    """The address of a page as text for a link, with the language, audience, body and year of now."""
    return addresses.write(address, {**_kept(), **params})


@once_a_run
def _kept() -> dict[str, str | None]:
    """The choices that go along to every page; what is the default is left out of the address."""
    return {
        "taal": language() if language() != "nl" else None,
        "rol": role().value if role() is not Role.ADMINISTRATOR else None,
        "org": _remembered("org"),
        "jaar": _remembered("jaar"),
    }


def go(address: str, **params: Any) -> NoReturn:
    """Open a page in this session."""
    follow(link(address, **params))


def follow(written: str) -> NoReturn:
    """Open the page of a link that was made by `link`."""
    address, params = addresses.read(written)
    st.switch_page(addresses.ADDRESSES[address].file, query_params=params)


def show(markup: str, key: str) -> None:
    """Show markup of ours and open the page of the link that is followed in it. `key` is unique on the page."""
    followed = component.show(markup, key)
    if followed:
        follow(followed)
