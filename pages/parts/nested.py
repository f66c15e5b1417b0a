"""Addresses of more than one part, such as `/overzicht/iets`: there is no page at any of them.

Streamlit answers each address with the same page, which asks for its script and style beside it. Below a second part they are not, and the
page stays blank. So the reader is sent on to the address in one part, and finds there what stands at every address of no page.
"""

from __future__ import annotations

from urllib.parse import quote

import streamlit as st
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

BETWEEN = "›"
"""Stands between the parts instead of the slash."""
CORE = "_stcore"
"""What the scripts of Streamlit look for beside each address, to find out where the server is."""
OF_STREAMLIT = frozenset({"app", "auth", "component", "media", "static"})
"""The first parts below which Streamlit serves files and more of its own."""


def in_one_part(path: str, base: str) -> str | None:
    """The address in one part for a path of more; None where it has one, or is Streamlit's own.

    `base` is the path below which the monitor is served.
    """
    under = f"/{base.strip('/')}" if base else ""
    parts = path.removeprefix(under).strip("/").split("/")
    if len(parts) == 1 or parts[0] in OF_STREAMLIT or CORE in parts:
        return None
    return f"{under}/{quote(BETWEEN.join(parts))}"


class InOnePart:
    """Sends the browser on where it opens an address of more parts than one."""

    def __init__(self, served: ASGIApp) -> None:
        self.served = served

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "GET":
            onward = in_one_part(scope["path"], st.get_option("server.baseUrlPath"))
            if onward:
                query = scope["query_string"].decode("latin-1")
                await RedirectResponse(f"{onward}?{query}" if query else onward)(scope, receive, send)
                return
        await self.served(scope, receive, send)
