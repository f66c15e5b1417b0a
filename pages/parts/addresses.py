"""Which pages there are, at which address, and for whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from kpi.language import message
from kpi.model import Message, Role

FOLDER = Path(__file__).parents[1]
FRONT = FOLDER / "everyone" / "front.py"
"""What stands at the bare address: it opens the first page of the audience."""


@dataclass(frozen=True)
class Address:
    """A page: its script below `pages/`, its title in the menu and a Material icon."""

    script: str
    title: Message
    icon: str

    @property
    def file(self) -> Path:
        return FOLDER / self.script


ADDRESSES: dict[str, Address] = {
    "overzicht": Address("administrator/overview.py", message("Overview"), ":material/dashboard:"),
    "ambities": Address("administrator/commitments.py", message("Ambitions"), ":material/flag:"),
    "ambitie": Address("administrator/ambition.py", message("Ambition"), ":material/flag:"),
    "thema": Address("administrator/theme.py", message("Theme"), ":material/flag:"),
    "afdeling": Address("administrator/department.py", message("Department"), ":material/flag:"),
    "vergelijken": Address("ministry/compare.py", message("Compare"), ":material/compare_arrows:"),
    "deelname": Address("ministry/participation.py", message("Participation"), ":material/groups:"),
    "ambitieniveau": Address("ministry/ambition_level.py", message("Ambition level"), ":material/flag:"),
    "rijk": Address("ministry/rijk.py", message("The Rijk"), ":material/account_balance:"),
    "inlezen": Address("buyer/upload.py", message("Upload"), ":material/upload_file:"),
    "leveringen": Address("buyer/submissions.py", message("Submissions"), ":material/inventory:"),
    "indelen": Address("buyer/classify.py", message("Classify"), ":material/category:"),
    "bewijs": Address("buyer/evidence.py", message("Evidence"), ":material/fact_check:"),
    "leveranciers": Address("buyer/suppliers.py", message("Suppliers"), ":material/storefront:"),
    "telt-niet-mee": Address("buyer/left_out.py", message("What does not count"), ":material/filter_alt_off:"),
    "steekproef": Address("buyer/sample.py", message("Audit sample"), ":material/rule:"),
    "vastleggen": Address("buyer/commit.py", message("Commit"), ":material/edit_document:"),
    "beheer": Address("buyer/manage.py", message("Manage"), ":material/settings:"),
    "eigen-indicatoren": Address("buyer/own_indicators.py", message("Own indicators"), ":material/tune:"),
    "uitleg": Address("everyone/method.py", message("Help"), ":material/help:"),
    "begrippen": Address("everyone/glossary.py", message("Glossary"), ":material/menu_book:"),
    "gegevens": Address("everyone/about_data.py", message("About the data"), ":material/database:"),
    "toegankelijkheid": Address("everyone/accessibility.py", message("Accessibility"), ":material/accessibility:"),
}

_PROCUREMENT = ("overzicht", "inlezen", "indelen", "vastleggen", "beheer", "uitleg")
_PROCUREMENT_BEHIND = (
    "ambitie",
    "thema",
    "afdeling",
    "leveringen",
    "bewijs",
    "steekproef",
    "telt-niet-mee",
    "leveranciers",
    "eigen-indicatoren",
)

MENU: dict[Role, tuple[str, ...]] = {
    Role.ADMINISTRATOR: ("overzicht", "ambities", "vergelijken", "uitleg"),
    Role.BUYER: _PROCUREMENT,
    Role.CONTROLLER: _PROCUREMENT,
    Role.MINISTRY: ("vergelijken", "deelname", "uitleg"),
    Role.PUBLIC: ("vergelijken", "uitleg"),
}
"""The pages of an audience, in the order of the menu."""

PARENT: dict[str, str] = {
    "ambitie": "overzicht",
    "thema": "overzicht",
    "afdeling": "overzicht",
    "leveringen": "inlezen",
    "bewijs": "beheer",
    "steekproef": "bewijs",
    "telt-niet-mee": "beheer",
    "leveranciers": "beheer",
    "eigen-indicatoren": "beheer",
    "ambitieniveau": "deelname",
    "rijk": "deelname",
    "begrippen": "uitleg",
    "gegevens": "uitleg",
    "toegankelijkheid": "uitleg",
}
"""Under which page one stands that has no place in the menu: no entry of the menu is lit there, so the page says where it is."""

EXPLANATION = ("begrippen", "gegevens", "toegankelijkheid")
"""Pages of explanation beside the first one, for everyone."""

BEHIND: dict[Role, tuple[str, ...]] = {
    Role.ADMINISTRATOR: ("ambitie", "thema", "afdeling", *EXPLANATION),
    Role.BUYER: (*_PROCUREMENT_BEHIND, *EXPLANATION),
    Role.CONTROLLER: (*_PROCUREMENT_BEHIND, *EXPLANATION),
    Role.MINISTRY: ("ambitieniveau", "rijk", *EXPLANATION),
    Role.PUBLIC: EXPLANATION,
}
"""Pages of an audience that are reached from another page and have no place in the menu."""


@cache
def open_to(role: Role) -> tuple[str, ...]:
    """The addresses that an audience may open, those of the menu first; only pages that exist."""
    return tuple(name for name in MENU[role] + BEHIND[role] if ADDRESSES[name].file.exists())


def way(name: str) -> list[str]:
    """The addresses that lead to a page, from one of the menu to the page itself."""
    return [*(way(PARENT[name]) if name in PARENT else ()), name]


def write(address: str, params: Mapping[str, object]) -> str:
    """An address with its parameters, relative to the page it stands on; empty parameters are left out."""
    query = urlencode({name: str(value) for name, value in params.items() if value not in (None, "")})
    return f"{address}?{query}" if query else address


def of_no_page(url: str | None) -> str | None:
    """What the URL of the browser asks for, where that is none of the addresses; None where it is one, or the bare address."""
    asked = unquote(urlsplit(url or "").path).strip("/").rpartition("/")[2]
    return asked if asked and asked not in ADDRESSES else None


def read(written: str) -> tuple[str, dict[str, str]]:
    """The address and the parameters of something that `write` made."""
    parts = urlsplit(written)
    return parts.path.strip("/"), dict(parse_qsl(parts.query))
