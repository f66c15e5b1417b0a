"""The bare address: opens the first page of the audience, which so has an address of its own."""

from __future__ import annotations

import streamlit as st

from pages.parts import addresses, app

app.go(addresses.MENU[app.role()][0], **st.query_params.to_dict())
