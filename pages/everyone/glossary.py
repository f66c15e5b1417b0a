"""Begrippen: what the words of the screens mean."""

from __future__ import annotations

from kpi import texts
from pages.parts import app, explanation
from pages.parts.text import language

app.show(explanation.glossary(language(), texts.glossary(), app.link("uitleg")), "glossary")
