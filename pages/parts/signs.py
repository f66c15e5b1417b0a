"""The signs: seven for a status, three for a check. A sign always stands beside its word; colour only repeats it."""

from __future__ import annotations

from html import escape

from kpi.language import plural, text
from kpi.model import Judgement, Severity, Status
from kpi.shapes import SHAPES
from kpi.wording import judged_word
from kpi.wording import status_word as word

__all__ = [
    "check_sign",
    "check_sign_and_word",
    "check_word",
    "judged_word",
    "sign",
    "sign_and_word",
    "tally_word",
    "tone",
    "verdict",
    "word",
]


_TONES = {
    Status.ACHIEVED: "green",
    Status.ON_TRACK: "blue",
    Status.BEHIND: "orange",
    Status.MISSED: "orange",
    Status.CANNOT_TELL_YET: "violet",
    Status.NO_DATA: "gray",
    Status.WITHHELD: "gray",
}

_CHECK_SHAPES = {
    Severity.ERROR: '<path d="M6.3 1h7.4L19 6.3v7.4L13.7 19H6.3L1 13.7V6.3z" fill="currentColor"/>'
    '<path d="M10 5v6.2m0 2v2.2" fill="none" stroke="var(--page,#fff)" stroke-width="2.2"/>',
    Severity.WARNING: '<rect x="1.9" y="1.9" width="16.2" height="16.2" rx="2" fill="none" stroke="currentColor" '
    'stroke-width="1.8"/><path d="M7.2 7.6c.3-3.6 5.6-3.4 5.6-.3 0 2.2-2.8 2.3-2.8 4.6m0 1.6v2" fill="none" '
    'stroke="currentColor" stroke-width="1.8"/>',
    Severity.INFO: '<circle cx="10" cy="10" r="8.1" fill="none" stroke="currentColor" stroke-width="1.8"/>'
    '<path d="M10 5v2m0 2v6" fill="none" stroke="currentColor" stroke-width="2"/>',
}

_CHECK_TONES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "gray"}


def _svg(shape: str, tone: str) -> str:
    return f'<svg class="sign tone-{tone}" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">{shape}</svg>'


def sign(status: Status) -> str:
    """The sign of a status as SVG, hidden from screen readers: put the word beside it."""
    return _svg(SHAPES[status], _TONES[status])


def tone(status: Status) -> str:
    """The named palette colour that repeats the status: green, blue, orange, violet or gray."""
    return _TONES[status]


def tally_word(language: str, status: Status, number: int) -> str:
    """The word as a tally shows it after a number: "2 gehaald", "1 loopt achter", "3 lopen achter"."""
    words = {
        Status.ACHIEVED: text(language, "achieved"),
        Status.ON_TRACK: text(language, "on track"),
        Status.BEHIND: plural(language, "behind", "behind", number),
        Status.MISSED: text(language, "missed"),
        Status.CANNOT_TELL_YET: text(language, "cannot tell yet"),
        Status.NO_DATA: text(language, "no data"),
        Status.WITHHELD: text(language, "withheld"),
    }
    return words[status]


def sign_and_word(language: str, status: Status) -> str:
    """Sign and word together, coloured alike."""
    return _beside(status, word(language, status))


def _beside(status: Status, words: str) -> str:
    words = f'<span class="status tone-{tone(status)}">{escape(words)}</span>'
    return f'<span class="together">{sign(status)} {words}</span>'


def verdict(language: str, judged: Judgement) -> str:
    """Sign and word of what was judged; where there is no value, with the reason."""
    why = judged.reason.in_language(language) if judged.status is Status.NO_DATA else ""
    said = f' <span class="small why">{escape(why)}</span>' if why else ""
    return _beside(judged.status, judged_word(language, judged)) + said


def check_sign(severity: Severity) -> str:
    """The sign of a finding in an upload; never to be read as a status."""
    return _svg(_CHECK_SHAPES[severity], _CHECK_TONES[severity])


def check_word(language: str, severity: Severity) -> str:
    """Moet opgelost, Uw oordeel, Ter info."""
    words = {
        Severity.ERROR: text(language, "Must fix"),
        Severity.WARNING: text(language, "Your call"),
        Severity.INFO: text(language, "For information"),
    }
    return words[severity]


def check_sign_and_word(language: str, severity: Severity) -> str:
    """Sign and word of a finding together."""
    tone_of_check = _CHECK_TONES[severity]
    return (
        f'{check_sign(severity)} <span class="status tone-{tone_of_check}">'
        f"{escape(check_word(language, severity))}</span>"
    )
