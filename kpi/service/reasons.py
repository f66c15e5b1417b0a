"""A reason that a person gives for what they decide, kept beside the decision."""

from __future__ import annotations

from kpi.language import message
from kpi.model import Refusal

MOST_REASON = 1000


def given(reason: str) -> str:
    """The reason without blanks around it. Raises Refusal where there is none, or more than MOST_REASON characters."""
    if not reason.strip() or len(reason) > MOST_REASON:
        raise Refusal(
            "no_reason", message("Say why, in at most {most} characters. The reason is kept.", most=MOST_REASON)
        )
    return reason.strip()
