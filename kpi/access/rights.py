"""Roles and what they may do. A refusal names the right that is missing, never what is behind it."""

from __future__ import annotations

from kpi.language import message
from kpi.model import Body, Refusal, Role, Viewer

RIGHTS: dict[str, frozenset[Role]] = {
    "see_figures": frozenset({Role.ADMINISTRATOR, Role.BUYER, Role.CONTROLLER}),
    "see_lines": frozenset({Role.ADMINISTRATOR, Role.BUYER, Role.CONTROLLER}),
    "upload": frozenset({Role.BUYER, Role.CONTROLLER}),
    "classify": frozenset({Role.BUYER, Role.CONTROLLER}),
    "commit": frozenset({Role.ADMINISTRATOR, Role.BUYER, Role.CONTROLLER}),
    "manage": frozenset({Role.BUYER, Role.CONTROLLER}),
    "certify": frozenset({Role.CONTROLLER}),
    "compare": frozenset(Role),
    "participation": frozenset({Role.MINISTRY}),
}
"""Rights of a person at his own body; `compare` and `participation` are about no body in particular."""


def sees_body(viewer: Viewer, body: str) -> bool:
    """Whether this person belongs to the body, or to the one that it went on in, and so may see what is its own."""
    return (viewer.body == body or body in viewer.heir_of) and viewer.role not in (Role.MINISTRY, Role.PUBLIC)


def has_right(viewer: Viewer, right: str) -> bool:
    """Whether the viewer has the right at his own body."""
    return viewer.body is not None and viewer.role in RIGHTS[right]


def _acts_for(viewer: Viewer, right: str, body: str) -> bool:
    """Only the people of a body itself do something there; what it left may be seen by those of its successor."""
    return sees_body(viewer, body) and (right.startswith("see_") or viewer.body == body)


def require(viewer: Viewer, right: str, body: Body | str | None = None) -> None:
    """Raises Refusal("not_allowed") unless the viewer has the right, at that body where one is named."""
    identity = body.id if isinstance(body, Body) else body
    allowed = viewer.role in RIGHTS[right] and (identity is None or _acts_for(viewer, right, identity))
    if allowed and isinstance(body, Body):
        named = {"upload": body.submitters, "certify": body.certifiers}.get(right)
        allowed = not named or viewer.name in named
    if not allowed:
        raise Refusal(
            "not_allowed",
            message(
                "This is not open to you ({role}). Ask whoever manages your organisation in Ambitiemonitor.",
                role=viewer.role.value,
            ),
        )
