"""The bare address: opens the first page of the audience, which so has an address of its own."""

from __future__ import annotations

from pages.parts import addresses, app

app.go(addresses.MENU[app.role()][0])
