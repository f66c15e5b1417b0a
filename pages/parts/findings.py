"""What the checks of an upload found: severity first, then euros."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from html import escape

from kpi.language import plural, text
from kpi.model import Finding, Message, Severity
from pages.parts.amounts import exact_euro
from pages.parts.signs import check_sign_and_word

_ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)
SHOWN_CELLS = 5


def in_order(findings: Sequence[Finding]) -> list[Finding]:
    """What stops the file first; within a severity the most euros first. Amounts that cannot be read come before any."""
    return sorted(
        findings,
        key=lambda finding: (
            _ORDER.index(finding.severity),
            (finding.cents is None) is not (finding.severity is Severity.ERROR),
            -abs(finding.cents or 0),
            -finding.rows,
        ),
    )


def blocking(findings: Sequence[Finding]) -> int:
    """How many findings must be fixed before the file can be submitted."""
    return sum(finding.severity is Severity.ERROR for finding in findings)


def headline(language: str, findings: Sequence[Finding], passed: int = 0, explained: Collection[str] = ()) -> str:
    """As markup, in a few sentences: what stops submitting, what asks for a judgement or an explanation, what is right."""
    errors = blocking(findings)
    calls = [finding for finding in findings if finding.severity is Severity.WARNING]
    sentences = []
    if errors:
        stops = plural(
            language, "{number} point stops you from submitting.", "{number} points stop you from submitting.", errors
        )
        sentences.append(f"<b>{escape(stops)}</b>")
    if calls:
        sentences.append(
            plural(
                language,
                "{number} point asks for your judgement.",
                "{number} points ask for your judgement.",
                len(calls),
            )
        )
        sentences.append(unexplained(language, calls, explained))
    if not sentences:
        sentences.append(text(language, "Nothing stops you from submitting."))
    if passed:
        sentences.append(plural(language, "{number} check is right.", "{number} checks are right.", passed))
    return " ".join(sentences)


def unexplained(language: str, findings: Sequence[Finding], explained: Collection[str]) -> str:
    """How many warnings have no explanation yet; it is not required to go on."""
    missing = sum(one.severity is Severity.WARNING and one.rule not in explained for one in findings)
    if not missing:
        return text(language, "All are explained.")
    return plural(language, "{number} is not explained yet.", "{number} are not explained yet.", missing)


def _item(language: str, finding: Finding, names: Mapping[str, Message], explanation: str) -> str:
    severity = f'<div class="severity">{check_sign_and_word(language, finding.severity)}</div>'
    name = names.get(finding.rule)
    title = f"<b>{escape(name.in_language(language))}</b>" if name else ""
    cells = ""
    if finding.cells:
        named = ", ".join(finding.cells[:SHOWN_CELLS])
        if len(finding.cells) > SHOWN_CELLS or finding.rows > len(finding.cells):
            named = text(language, "{cells} and more", cells=named)
        cells = f'<div class="cells">{escape(text(language, "In the file: {cells}", cells=named))}</div>'
    said = ""
    if explanation:
        said = f'<p class="said">{escape(text(language, "Explanation: {text}", text=explanation))}</p>'
    euros = ""
    if finding.cents is not None:
        euros = f"<b>{escape(exact_euro(language, finding.cents))}</b>"
    rows = ""
    if finding.rows:
        rows = f"<span>{escape(plural(language, '{number} row', '{number} rows', finding.rows))}</span>"
    return (
        f"<li>{severity}<div>{title}<p>{escape(finding.message.in_language(language))}</p>{cells}{said}</div>"
        f'<div class="size">{euros}{rows}</div></li>'
    )


def findings_list(
    language: str,
    findings: Sequence[Finding],
    names: Mapping[str, Message] | None = None,
    explanations: Mapping[str, str] | None = None,
    goes_on: bool = False,
) -> str:
    """All findings in order, each with sign, word, name, message, cells, what was explained, euros and rows.

    `goes_on` draws a list that follows on another.
    """
    said = explanations or {}
    items = "".join(_item(language, one, names or {}, said.get(one.rule, "")) for one in in_order(findings))
    return f'<ul class="findings{" on" if goes_on else ""}">{items}</ul>'
