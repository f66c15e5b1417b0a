"""The first page of a server that nobody visited yet.

Streamlit's old page discovery is active until a session has passed `st.navigation`. It knows no page but the first, so
whoever opens any other address first would get Streamlit's "Page not found" in front of the right page.
"""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st
from streamlit.runtime.pages_manager import PagesManager

RELOAD = "<script>window.location.reload()</script>"


def answered_by_discovery() -> bool:
    """Whether the old page discovery answered this address, and not well. To be asked before `st.navigation`."""
    return bool(PagesManager.uses_pages_directory and urlsplit(st.context.url or "").path.strip("/"))


def open_again() -> None:
    """Opens the same address once more, now that the pages are known."""
    st.html(RELOAD, unsafe_allow_javascript=True)
    st.stop()
