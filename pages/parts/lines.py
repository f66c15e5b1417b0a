"""The invoice lines below a figure: searched, narrowed and sorted in the store, a page at a time, and downloaded as they stand.

Every choice is in the address, so that what is seen can be mailed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from kpi import service
from kpi.language import cents, day
from kpi.model import Figure, Message, Refusal
from kpi.wording import counted_as, why_counted
from pages.parts import app, exporting
from pages.parts.media import WORKBOOK
from pages.parts.text import language, plural, t

PAGE_SIZE = 50
AT_ONCE = 5_000
"""So many lines are downloaded while the reader waits; a file of more is made beside the page."""

SEARCH, COUNTS, LEAST, MOST, ORDER, PAGE = "zoek", "telt", "van", "tot", "volgorde", "blad"
ALL = "*"


@dataclass(frozen=True)
class Scope:
    """Of which figure the lines are, and what was chosen on the way down to them."""

    figure: Figure
    department: str | None
    category: str | None
    supplier: str | None

    @property
    def named(self) -> dict[str, Any]:
        """The same for the service."""
        return {
            "body": self.figure.body.id,
            "indicator": self.figure.indicator.id,
            "year": self.figure.year,
            "department": self.department,
            "category": self.category,
            "supplier": self.supplier,
        }


def show(scope: Scope, everything: str) -> None:
    """The choices, the lines and the downloads. `everything` is the address without any choice."""
    lang = language()
    st.header(t("Invoice lines"), anchor=False)
    asked, wrong = _asked()
    _choices(wrong)
    found, number, pages = _page(scope, asked)
    if not found.total:
        words = escape(t("No line fits this choice."))
        app.show(f'<p>{words} <a href="{escape(everything)}">{escape(t("Show every line"))}</a></p>', "no_lines")
        return
    together = plural(
        "{number} line, {euros}.",
        "{number} lines, together {euros}.",
        found.total,
        euros=service.exact_euro(lang, found.cents),
    )
    st.markdown(together)
    _grid(scope.figure, found.rows)
    if pages > 1:
        key = f"page_of_lines {asked}"
        if st.session_state.get(key, number) != number:  # the address was changed by the Back key
            st.session_state[key] = number
        st.pagination(pages, default=number, key=key, on_change=_keep, args=(PAGE, key))
    _downloads(scope, asked, found.total)


def _page(scope: Scope, asked: service.LineFilter) -> tuple[service.LinePage, int, int]:
    """The page of lines that the address asks, its number, and how many there are; the last where it asks one past it."""

    def found(number: int) -> service.LinePage:
        start = (number - 1) * PAGE_SIZE
        return service.lines(app.viewer(), app.monitor(), **scope.named, asked=asked, offset=start, limit=PAGE_SIZE)

    number = _page_number()
    page = found(number)
    pages = -(-page.total // PAGE_SIZE)
    return (page, number, pages) if number <= max(pages, 1) else (found(pages or 1), pages or 1, pages)


def _asked() -> tuple[service.LineFilter, dict[str, Message]]:
    """What the address asks, and what is no amount in it."""
    params, wrong, bounds = st.query_params, {}, {}
    for name in (LEAST, MOST):
        try:
            bounds[name] = service.typed_amount(params.get(name, ""))
        except Refusal as refused:
            wrong[name] = refused.message
    counts, order = params.get(COUNTS), params.get(ORDER, "")
    return service.LineFilter(
        text=params.get(SEARCH, ""),
        counts=counts if counts in service.counts_words(language()) else None,
        least=bounds.get(LEAST),
        most=bounds.get(MOST),
        order=order if order in _orders() else "amount",
    ), wrong


def _page_number() -> int:
    asked = st.query_params.get(PAGE, "1")
    return int(asked) if asked.isascii() and asked.isdigit() and 0 < int(asked) < 10**6 else 1


def _orders() -> dict[str, str]:
    return {
        "amount": t("largest first"),
        "smallest": t("smallest first"),
        "date": t("newest first"),
        "oldest": t("oldest first"),
        "supplier": t("by supplier"),
    }


def _choices(wrong: dict[str, Message]) -> None:
    counts, orders = service.counts_words(language()), _orders()
    with st.container(border=True):
        _text(SEARCH, t("Search supplier, description, category, number or evidence"))
        for column, draw in zip(
            st.columns(4),
            (
                partial(_one_of, COUNTS, t("Counted as"), {ALL: t("all"), **counts}),
                partial(_text, LEAST, t("From (euro)")),
                partial(_text, MOST, t("Up to (euro)")),
                partial(_one_of, ORDER, t("Order"), orders),
            ),
            strict=True,
        ):
            with column:
                draw()
        for name, message in wrong.items():
            label = t("From (euro)") if name == LEAST else t("Up to (euro)")
            st.error(f"{label}: {message.in_language(language())}")


def _text(parameter: str, label: str) -> None:
    key = f"lines_{parameter}"
    st.session_state[key] = st.query_params.get(parameter, "")
    st.text_input(label, key=key, on_change=_keep, args=(parameter, key))


def _one_of(parameter: str, label: str, options: dict[str, str]) -> None:
    key = f"lines_{parameter}"
    now = st.query_params.get(parameter)
    st.session_state[key] = now if now in options else next(iter(options))
    st.selectbox(label, list(options), key=key, format_func=options.__getitem__, on_change=_keep, args=(parameter, key))


def _keep(parameter: str, key: str) -> None:
    """A choice goes into the address; another choice than the page starts at its first page again."""
    chosen = str(st.session_state[key]).strip()
    if parameter != PAGE:
        st.query_params.pop(PAGE, None)
    if chosen in ("", ALL) or (parameter == PAGE and chosen == "1"):
        st.query_params.pop(parameter, None)
    else:
        st.query_params[parameter] = chosen


def _grid(figure: Figure, rows: tuple[dict[str, Any], ...]) -> None:
    """One page of lines. The grid has a download of its own, so its texts are made harmless too."""
    lang = language()
    shown = pd.DataFrame(
        [
            {
                t("Date"): "–" if row["date"] is None else day(lang, row["date"], short=True),
                t("Supplier"): service.harmless(row["supplier"]) or t("name withheld or missing"),
                t("Description"): service.harmless(row["description"] or "") or "–",
                t("Amount"): cents(lang, row["cents"]),
                t("Category"): service.harmless(row["category_text"] or "") or t("without a category"),
                t("Counted as"): counted_as(lang, row["counts"], row["low"], row["high"]),
                t("Why"): why_counted(lang, row["subject"], row["kind"], row["reference"]),
                t("Row in the file"): " ".join(str(part) for part in (row["sheet"], row["row"]) if part is not None),
                t("Submission"): row["submission"],
            }
            for row in rows
        ]
    )
    st.dataframe(
        shown.loc[:, (shown != "–").any()],
        hide_index=True,
        alt=t("Invoice lines of {name} in {year}", name=figure.indicator.name, year=str(figure.year)),
        column_config={t("Amount"): st.column_config.TextColumn(alignment="right")},
    )


def _downloads(scope: Scope, asked: service.LineFilter, total: int) -> None:
    """All lines that were asked, not only this page of them."""
    forms = [("csv", t("Download these lines as csv"), "text/csv")]
    if total <= service.MOST_ROWS:
        forms.insert(0, ("xlsx", t("Download these lines as Excel"), WORKBOOK))
    with st.container(horizontal=True):
        for form, label, kind in forms:
            named = {**scope.named, "asked": asked, "language": language(), "form": form}
            name = f"{scope.figure.indicator.id}-{scope.figure.year}.{form}"
            if total > AT_ONCE:
                exporting.show(total, label, name, kind, named)
                continue
            st.download_button(
                label,
                partial(service.lines_file, app.viewer(), app.monitor(), **named),
                file_name=name,
                mime=kind,
                icon=":material/download:",
                key=f"lines_{form}",
                on_click="ignore",
            )
