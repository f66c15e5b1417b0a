"""What the checks of an upload found: severity first, then euros."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from kpi.language import plural, text
from kpi.model import Finding, Severity
from pages.parts.amounts import exact_euro
from pages.parts.signs import check_sign_and_word

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)
SHOWN_CELLS = 5


def in_order(findings: Sequence[Finding]) -> list[Finding]:
    """What stops the file first; within a severity the most euros first, unknown euros before any."""
    return sorted(
        findings,
        key=lambda finding: (
            _ORDER.index(finding.severity),
            finding.cents is not None,
            -abs(finding.cents or 0),
            -finding.rows,
        ),
    )


def blocking(findings: Sequence[Finding]) -> int:
    """How many findings must be fixed before the file can be submitted."""
    return sum(finding.severity is Severity.ERROR for finding in findings)


def headline(language: str, findings: Sequence[Finding]) -> str:
    """One or two sentences: what stops submitting, what asks for a judgement."""
    errors = blocking(findings)
    calls = sum(finding.severity is Severity.WARNING for finding in findings)
    sentences = []
    if errors:
        sentences.append(
            plural(
                language,
                "{number} point stops you from submitting.",
                "{number} points stop you from submitting.",
                errors,
            )
        )
    if calls:
        sentences.append(
            plural(
                language, "{number} point asks for your judgement.", "{number} points ask for your judgement.", calls
            )
        )
    return " ".join(sentences) or text(language, "Nothing stops you from submitting.")


def _item(language: str, finding: Finding) -> str:
    severity = f'<div class="severity">{check_sign_and_word(language, finding.severity)}</div>'
    cells = ""
    if finding.cells:
        named = ", ".join(finding.cells[:SHOWN_CELLS])
        if len(finding.cells) > SHOWN_CELLS or finding.rows > len(finding.cells):
            named = text(language, "{cells} and more", cells=named)
        cells = f'<div class="cells">{escape(text(language, "In the file: {cells}", cells=named))}</div>'
    euros = ""
    if finding.cents is not None:
        euros = f"<b>{escape(exact_euro(language, finding.cents))}</b>"
    rows = ""
    if finding.rows:
        rows = f"<span>{escape(plural(language, '{number} row', '{number} rows', finding.rows))}</span>"
    return (
        f"<li>{severity}<div>{escape(finding.message.in_language(language))}{cells}</div>"
        f'<div class="size">{euros}{rows}</div></li>'
    )


def findings_list(language: str, findings: Sequence[Finding]) -> str:
    """All findings in order, each with its sign, word, message, cells, euros and rows."""
    return f'<ul class="findings">{"".join(_item(language, finding) for finding in in_order(findings))}</ul>'
