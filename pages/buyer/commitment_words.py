"""The words of a commitment that are chosen rather than typed."""

from __future__ import annotations

from kpi.model import Body, BodyKind
from pages.parts.text import t


def decision_kinds(body: Body) -> list[str]:
    """Kinds of decision of such a body, the usual one first; Dutch law names them, so they stay Dutch."""
    return {
        BodyKind.MUNICIPALITY: ["collegebesluit", "raadsbesluit"],
        BodyKind.PROVINCE: ["GS-besluit", "PS-besluit"],
        BodyKind.WATER_AUTHORITY: ["DB-besluit", "AB-besluit"],
        BodyKind.RIJK: ["ministerieel besluit", "kabinetsbesluit"],
        BodyKind.MINISTRY: ["ministerieel besluit", "kabinetsbesluit"],
        BodyKind.JOINT_ARRANGEMENT: ["bestuursbesluit"],
    }[body.kind] + ["manifest"]


def report_words() -> dict[str, str]:
    """How often is reported, by model.REPORT_EVERY."""
    return {
        "": t("not agreed yet"),
        "year": t("every year"),
        "half_year": t("every half year"),
        "quarter": t("every quarter"),
    }


def visible_words() -> dict[str, str]:
    """Who may see a promise, by model.VISIBLE_TO."""
    return {
        "": t("whoever may see our figures"),
        "body": t("our own organisation"),
        "peers": t("our own organisation, comparable organisations and the ministry"),
        "public": t("everyone"),
    }


def state_words() -> dict[str, str]:
    """The states of a commitment, by model.Commitment.state."""
    return {"adopted": t("adopted"), "revised": t("revised"), "ended": t("ended")}
