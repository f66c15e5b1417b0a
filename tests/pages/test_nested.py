"""Addresses of more than one part are sent on to one part; what Streamlit serves of its own is left alone."""

from __future__ import annotations

import pytest

from pages.parts.nested import in_one_part


@pytest.mark.parametrize(
    ("path", "base", "onward"),
    [
        ("/a/b", "", "/a%E2%80%BAb"),
        ("/overzicht/iets/nog/", "", "/overzicht%E2%80%BAiets%E2%80%BAnog"),
        ("/monitor/a/b", "monitor", "/monitor/a%E2%80%BAb"),
        ("//elders.example/b", "", "/elders.example%E2%80%BAb"),
        ("/overzicht", "", None),
        ("/overzicht/", "", None),
        ("/monitor/overzicht", "monitor", None),
        ("/", "", None),
        ("/static/js/index.js", "", None),
        ("/app/static/fira.woff2", "", None),
        ("/media/0a1b.xlsx", "", None),
        ("/_stcore/stream", "", None),
        ("/zomaar/_stcore/health", "", None),
    ],
)
def test_where_an_address_leads(path: str, base: str, onward: str | None) -> None:
    assert in_one_part(path, base) == onward
