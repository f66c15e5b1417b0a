"""Every page of the screens, each for one audience that has it, at an address where it shows more than a message."""

from __future__ import annotations

from kpi.model import Role
from pages.parts import addresses

ABOUT = "org=voorbeeldstad&jaar=2025"
NEEDED = {
    "ambitie": "&id=voorbeeldstad-fairtrade-coffee-tea-cocoa",
    "thema": "&id=CIR",
    "afdeling": "&id=ict",
}
"""What the address of a page needs beside the body and the year."""

_ROLES = (Role.MINISTRY, Role.ADMINISTRATOR, Role.BUYER)
PAGES: dict[str, Role] = {name: role for role in _ROLES for name in addresses.open_to(role)}


def address(name: str) -> str:
    """The address of a page in the example store."""
    return f"/{name}?{ABOUT}&rol={PAGES[name].value}{NEEDED.get(name, '')}"
