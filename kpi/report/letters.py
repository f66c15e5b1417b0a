"""Our letters inside a page of HTML, and the numbers of its pages in print."""

from __future__ import annotations

import base64
from functools import cache
from pathlib import Path

from kpi.language import text

FONTS = Path(__file__).parents[2] / "static"


@cache
def fonts() -> str:
    """Our letters inside the page, so that it looks and breaks the same on every machine."""
    faces = []
    for weight in (400, 600):
        letters = base64.b64encode((FONTS / f"fira-sans-latin-{weight}-normal.woff2").read_bytes()).decode()
        faces.append(
            f'@font-face{{font-family:"Fira Sans";font-weight:{weight};src:url(data:font/woff2;base64,{letters})}}'
        )
    return "".join(faces)


def page_numbers(language: str) -> str:
    of = text(language, "of")
    return f'@page{{@bottom-right{{content:counter(page) " {of} " counter(pages);font-size:9pt}}}}'
