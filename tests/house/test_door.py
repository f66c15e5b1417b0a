"""The one door: whoever touches the store by way of the service says who looks."""

from __future__ import annotations

import inspect

from kpi import service

WITHOUT_VIEWER = {
    "open_monitor": "makes the monitor; nothing is read for anyone",
    "measure_all": "computes again what was stored by others already, and shows nothing",
    "settle": "makes the sums of decisions that were stored already, and shows nothing",
    "unsettled": "a number of submissions, so that whoever waits for their sums is told",
    "rebuild": "makes again what was stored by others already, and shows no more than how much",
    "all_bodies": "who is there to be chosen by the one trusted user of this machine",
    "publish": "writes the copy of the figures for the other processes of the owner",
    "published_figures": "reads that copy, in a process that cannot open the store",
    "status": "makes the viewer of each body itself, for the one trusted user at the command line",
}


def test_every_function_that_touches_the_store_takes_the_viewer_first() -> None:
    exported = {name: getattr(service, name) for name in service.__all__}
    touching = {
        name: list(inspect.signature(function).parameters)
        for name, function in exported.items()
        if inspect.isfunction(function) and {"monitor", "home"} & inspect.signature(function).parameters.keys()
    }

    assert "submit" in touching
    assert {name for name, parameters in touching.items() if parameters[:2] != ["viewer", "monitor"]} == set(
        WITHOUT_VIEWER
    )
