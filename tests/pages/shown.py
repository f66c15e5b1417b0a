"""What a page shows, for tests: the markup of its components, which AppTest keeps as data."""

from __future__ import annotations

import json

from streamlit.testing.v1 import AppTest


def markup(test: AppTest) -> str:
    """All markup of a page after one another. Fails when the page failed."""
    assert not test.exception, test.exception
    return "".join(json.loads(element.proto.json)["markup"] for element in test.get("bidi_component"))
