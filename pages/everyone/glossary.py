"""Begrippen: what the words of the screens mean."""

from __future__ import annotations

from kpi import texts
from pages.parts import app, explanation, frame
from pages.parts.text import language

app.show(frame.trail("begrippen") + explanation.glossary(language(), texts.glossary()), "glossary")
