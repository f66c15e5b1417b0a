"""Making a file of many lines beside the page that waits for it: how far it is, a way to stop, and the file for whoever asks again.

Each call asks whether the viewer may see these lines: a file that somebody else had made is no way around that.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial
from typing import Any

from kpi import access
from kpi.model import Viewer
from kpi.service.beside import Work
from kpi.service.line_files import lines_file
from kpi.service.monitor import Monitor


def start_export(viewer: Viewer, monitor: Monitor, total: int, **asked: Any) -> None:
    """Begins to make the file that `lines_file` gives for these arguments, of so many lines; what is made already is left alone."""
    access.require(viewer, "see_lines", asked["body"])
    work = Work(asked["body"], total, monitor.store.data_version)
    monitor.work.start(_key(asked), work, partial(lines_file, viewer, monitor, **asked, progress=work.told))


def export_of(viewer: Viewer, monitor: Monitor, **asked: Any) -> Work | None:
    """The file that was asked for, or how far it is; None where nobody asked, it was stopped, or its lines may have changed since.

    Raises what went wrong while it was made.
    """
    access.require(viewer, "see_lines", asked["body"])
    found = monitor.work.get(_key(asked))
    if found is not None and found.finished.is_set() and found.data_version != monitor.store.data_version:
        monitor.work.remove(_key(asked))
        return None
    return found


def stop_export(viewer: Viewer, monitor: Monitor, **asked: Any) -> None:
    """Stops making a file, and lets go of it."""
    access.require(viewer, "see_lines", asked["body"])
    monitor.work.remove(_key(asked))


def _key(asked: dict[str, Any]) -> Hashable:
    return "export", *sorted(asked.items())
