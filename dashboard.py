"""The front door of the screens: `streamlit run dashboard.py`.

It decides which pages the audience has, says at the addresses of others for whom they are, shows what every page shares, and turns a fault into a calm page.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from pages.parts import addresses, app, cold_start, elsewhere, example_page, frame, nested, once

STATIC = Path(__file__).parent / "static"


def main() -> None:
    """Draw the page that was asked for, for the audience that looks."""
    st.set_page_config(page_title="Ambitiemonitor", page_icon=STATIC / "mark.svg", layout="wide")
    st.logo(STATIC / "logo.svg", size="large")
    language, role = app.language(), app.role()
    unknown = addresses.of_no_page(st.context.url)
    cold = cold_start.answered_by_discovery()
    page = st.navigation(
        [
            st.Page(addresses.FRONT, default=True, visibility="hidden"),
            *(
                st.Page(
                    addresses.ADDRESSES[name].file,
                    title=addresses.ADDRESSES[name].title.in_language(language),
                    icon=addresses.ADDRESSES[name].icon,
                    url_path=name,
                    visibility="visible" if name in addresses.MENU[role] else "hidden",
                )
                for name in addresses.open_to(role)
            ),
            *(
                st.Page(
                    elsewhere.page(name),
                    title=addresses.ADDRESSES[name].title.in_language(language),
                    url_path=name,
                    visibility="hidden",
                )
                for name in addresses.ADDRESSES
                if name not in addresses.open_to(role)
            ),
            *(
                [st.Page(elsewhere.nowhere(unknown), title="Ambitiemonitor", url_path=unknown, visibility="hidden")]
                if unknown
                else []
            ),
        ],
        position="top",
    )
    if cold:
        cold_start.open_again()
    shown, below = st.container(width=1120), st.container(width=1120)
    with below:  # first, for a page may end halfway, until something is worked out
        frame.speaking()
    with shown, frame.calm():
        renewing = frame.header()
        if not example_page.draw():
            page.run()
        frame.same_definitions(renewing)
    with below:
        frame.foot()


if __name__ == "__main__":
    with once.in_this_run():
        main()
else:
    # `streamlit run` imports this file once to see how it is to be served; each visit then runs it as a script.
    served = st.App(__file__, middleware=[Middleware(nested.InOnePart)])
