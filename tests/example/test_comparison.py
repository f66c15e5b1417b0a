"""A group through the years, beside each of its years by itself."""

from __future__ import annotations

import pytest

from kpi import service
from kpi.example.bodies import BODIES
from kpi.model import Role, Viewer
from kpi.service.monitor import Monitor

VIEWERS = (Viewer("Ministerie", Role.MINISTRY), Viewer("Wethouder", Role.ADMINISTRATOR, BODIES[0].id))


@pytest.mark.parametrize("viewer", VIEWERS, ids=lambda one: one.role.value)
@pytest.mark.parametrize("indicator", ["circular_all_spend", "fairtrade_coffee_tea_cocoa", "isv_contracts"])
def test_the_spread_of_a_group_gives_each_year_as_the_year_by_itself(
    monitor: Monitor, indicator: str, viewer: Viewer
) -> None:
    for year in (None, 2023, 1990):
        found = service.spread(viewer, monitor, indicator, "municipality", year)
        latest = max(when for when, one in found.years.items() if one.bodies)
        shown = 2023 if year == 2023 else latest
        assert found.comparison == service.compare(viewer, monitor, indicator, "municipality", shown)
        for when, bands in found.years.items():
            assert bands == service.compare(viewer, monitor, indicator, "municipality", when).proven
