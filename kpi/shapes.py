"""The shape of each status: drawn in SVG of 20 by 20, in `currentColor`, for screens and for paper."""

from __future__ import annotations

from kpi.model import Status

SHAPES = {
    Status.ACHIEVED: '<circle cx="10" cy="10" r="9" fill="currentColor"/>'
    '<path d="M5.6 10.4l3 3 5.8-6.4" fill="none" stroke="var(--page,#fff)" stroke-width="2.2"/>',
    Status.ON_TRACK: '<path d="M10 2.2L19 17.8H1z" fill="currentColor"/>',
    Status.BEHIND: '<path d="M10 17.8L1 2.2h18z" fill="currentColor"/>',
    Status.MISSED: '<circle cx="10" cy="10" r="9" fill="currentColor"/>'
    '<path d="M6.5 6.5l7 7m0-7l-7 7" fill="none" stroke="var(--page,#fff)" stroke-width="2.2"/>',
    Status.CANNOT_TELL_YET: '<path d="M10 1.6L18.4 10 10 18.4 1.6 10z" fill="none" stroke="currentColor" '
    'stroke-width="2"/><path d="M10 1.6v16.8L1.6 10z" fill="currentColor"/>',
    Status.NO_DATA: '<circle cx="10" cy="10" r="8" fill="none" stroke="currentColor" stroke-width="1.8" '
    'stroke-dasharray="3.2 3.1"/>',
    Status.WITHHELD: '<rect x="3.5" y="9" width="13" height="9" rx="1.5" fill="currentColor"/>'
    '<path d="M6.5 9V6.3a3.5 3.5 0 0 1 7 0V9" fill="none" stroke="currentColor" stroke-width="2"/>',
}

COLOURS = {
    Status.ACHIEVED: "#0C7A48",
    Status.ON_TRACK: "#103F73",
    Status.BEHIND: "#A63C06",
    Status.MISSED: "#A63C06",
    Status.CANNOT_TELL_YET: "#8B4A9E",
    Status.NO_DATA: "#5B6770",
    Status.WITHHELD: "#5B6770",
}
"""On white paper; screens take theirs from the theme."""
