"""What Streamlit's own widgets say, in the language of the page. Streamlit says it in English, and has no translation."""

from __future__ import annotations

import json
from pathlib import Path

from kpi.language import LANGUAGES, message, text
from kpi.model import Message

ANYTHING = "{}"
_SCRIPT = (Path(__file__).parent / "widgets.js").read_text("utf-8")

SAYINGS = (
    message("Skip to main content"),
    message("Main menu"),
    message("Navigate to home page"),
    message("App pages"),
    message("Sidebar"),
    message("Expand sidebar"),
    message("Collapse sidebar"),
    message("Theme"),
    message("System"),
    message("Light"),
    message("Dark"),
    message("Print"),
    message("Record screen"),
    message("Made with Streamlit v"),
    message("Copy version to clipboard"),
    message("progress"),
    message("Running..."),
    message("Stop"),
    message("Stopping..."),
    message("Connecting"),
    message("Connection error"),
    Message(nl="Bestand kiezen", en="Upload"),  # in the catalogue that is the page where spend is read
    message("Add files"),
    message("file upload"),
    message("Drag and drop a file here"),
    message("Drag and drop files here"),
    message("Error:"),
    message("{it} per file", it=ANYTHING),
    message("{it} files are not allowed.", it=ANYTHING),
    message("File must be {it} or smaller.", it=ANYTHING),
    message("Upload failed"),
    message("Remove {it}", it=ANYTHING),
    message("Cancel upload of {it}", it=ANYTHING),
    message("Click to retry upload"),
    message("Press Enter to apply"),
    message("Press Enter to submit form"),
    message("Press Ctrl+Enter to apply"),
    message("Press Ctrl+Enter to submit form"),
    message("Choose an option"),
    message("Choose options"),
    message("Selectbox options"),
    message("Multiselect options"),
    message("Selected values"),
    message("No results"),
    message("{it} option available.", it=ANYTHING),
    message("{it} options available.", it=ANYTHING),
    message("Dismiss"),
    message("Clear value"),
    message("Clear all"),
    message("Select all"),
    message("Choose date"),
    message("Choose date, {it}", it=ANYTHING),
    message("Clear date"),
    message("day, {it}", it=ANYTHING),
    message("month, {it}", it=ANYTHING),
    message("year, {it}", it=ANYTHING),
    message("Empty"),
    message("yyyy"),
    message("Use arrow keys to navigate dates. Enter to select. Escape to close."),
    message("Previous month"),
    message("Next month"),
    message("Increment"),
    message("Decrement"),
    message("Help for {it}", it=ANYTHING),
    message("Link to heading"),
    message("Page {it}", it=ANYTHING),
    message("Previous page"),
    message("Next page"),
    message("Fullscreen"),
    message("Fullscreen: {it}", it=ANYTHING),
    message("Close fullscreen"),
    message("Close fullscreen: {it}", it=ANYTHING),
    message("Download as CSV"),
    message("Download as CSV: {it}", it=ANYTHING),
    message("Search"),
    message("Search: {it}", it=ANYTHING),
    message("Type to search"),
    message("Close Search"),
    message("Previous Result"),
    message("Next Result"),
    message("Show/hide columns"),
    message("Show/hide columns: {it}", it=ANYTHING),
    message("Add row"),
    message("Add row: {it}", it=ANYTHING),
    message("Delete row(s)"),
)
"""As Streamlit says them, ANYTHING for a name or a number. What is only there for developers is left out."""


def script(language: str) -> str:
    """A script that makes the widgets of the page speak this language from now on, whichever they spoke before."""
    wanted = [
        (one.in_language(other), one.in_language(language))
        for one in SAYINGS
        for other in LANGUAGES
        if other != language
    ]
    opening = json.dumps(text(language, "Open the list"))
    return _SCRIPT.replace("SAYINGS_HERE", json.dumps(wanted)).replace("OPEN_HERE", opening)
