"""Answers that are given again while nothing was written: to the same viewer, who asks the same, on the same day.

A page asks the same many times over, and so does every click on it. Who looks is a part of the question, so that nobody is given what was
made for another; whoever may not ask is refused, and a refusal is never kept.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from copy import copy
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from kpi.model import Body, Figure, Indicator, Role, Viewer

if TYPE_CHECKING:
    from kpi.service.monitor import Monitor

MOST_KEPT = 100

EVERYONE = Viewer("", Role.PUBLIC)
"""As whom is asked what is the same for all."""

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


class Answers:
    """The answers at one version of the data, the one asked for longest ago first. All of them go as soon as there is a later version."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._version = 0
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()

    def get(self, version: int, question: Hashable) -> tuple[bool, Any]:
        """Whether there is an answer at this version, and what it is."""
        with self._lock:
            if version > self._version:
                self._version = version
                self._kept.clear()
            if version < self._version or question not in self._kept:
                return False, None
            self._kept.move_to_end(question)
            return True, self._kept[question]

    def keep(self, version: int, question: Hashable, answer: Any) -> None:
        """Keeps an answer, unless something was written since."""
        with self._lock:
            if version == self._version:
                self._kept[question] = answer
                if len(self._kept) > MOST_KEPT:
                    self._kept.popitem(last=False)


def answered_once(
    ask: Callable[Concatenate[Viewer, Monitor, Asked], Answer],
) -> Callable[Concatenate[Viewer, Monitor, Asked], Answer]:
    """Gives the same answer again. For what rests on the store, the definitions and the date alone."""

    @wraps(ask)
    def answer(viewer: Viewer, monitor: Monitor, *asked: Asked.args, **named: Asked.kwargs) -> Answer:
        # The version is read before the data: what is kept under it is never older than it says.
        version = monitor.store.data_version
        told = (*map(_part, asked), *((name, _part(value)) for name, value in sorted(named.items())))
        question = (ask, viewer, monitor.now().date(), told)
        known, found = monitor.answers.get(version, question)
        if not known:
            found = ask(viewer, monitor, *asked, **named)
            monitor.answers.keep(version, question, found)
        # A list is copied, so that who sorts it or adds to it changes nobody else's.
        given: Any = copy(found) if isinstance(found, (list, dict)) else found
        return given

    return answer


class _Itself:
    """A noun that holds tables, as a part of a question: it is asked about again when the very same one is given."""

    def __init__(self, noun: object):
        self.noun = noun

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and self.noun is other.noun

    def __hash__(self) -> int:
        return id(self.noun)


def _part(value: Any) -> Hashable:
    if isinstance(value, (Figure, Indicator, Body)):
        return _Itself(value)
    if isinstance(value, (set, frozenset)):
        return frozenset(value)
    return tuple(map(_part, value)) if isinstance(value, (list, tuple)) else value
