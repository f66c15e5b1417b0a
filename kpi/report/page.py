"""A sheet as one self-contained page of HTML for A4 that needs nothing from elsewhere."""

from __future__ import annotations

from html import escape
from pathlib import Path

from kpi.report.letters import fonts, page_numbers
from kpi.report.sheet import (
    PER_MILLE,
    Bar,
    BarKey,
    Block,
    Cell,
    Column,
    Facts,
    Heading,
    Notice,
    Paragraph,
    Row,
    Sheet,
    Sign,
    Signatures,
    Table,
)
from kpi.shapes import COLOURS, SHAPES

STYLE = (Path(__file__).parent / "page.css").read_text("utf-8")
HATCH = (
    '<svg width="0" height="0" aria-hidden="true"><defs><pattern id="hatch" width="5" height="5" '
    'patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0v5" stroke="#2776B0" stroke-width="2.6"/>'
    "</pattern></defs></svg>"
)
TRIANGLE = '<path d="M0 0l5 7h-10z" fill="#fff" stroke="#17242E" stroke-width="1.4"/>'


def html(sheet: Sheet) -> str:
    """The whole page. Everything that was typed is escaped."""
    proof = "".join(f"<span>{escape(name)} <b>{escape(value)}</b></span>" for name, value in sheet.proof)
    proof = f'<p class="proof">{proof}</p>' if proof else ""
    notices = "".join(_block(one) for one in sheet.notices)
    blocks = "".join(_block(one) for one in sheet.blocks)
    opening = f'<p class="opening">{escape(sheet.opening)}</p>' if sheet.opening else ""
    return (
        f'<!DOCTYPE html><html lang="{sheet.language}"><head><meta charset="utf-8"><title>{escape(sheet.title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{fonts()}{STYLE}{page_numbers(sheet.language)}</style>'
        f"</head><body>{HATCH}<header><b>{escape(sheet.left)}</b><span>{escape(sheet.right)}</span></header>"
        f"<main>{notices}{opening}<h1>{escape(sheet.finding)}</h1>{proof}{blocks}</main>"
        f"<footer>{escape(sheet.foot)}</footer></body></html>\n"
    )


def _block(block: Block) -> str:  # noqa: PLR0911
    match block:
        case Heading(said):
            return f"<h2>{escape(said)}</h2>"
        case Notice(said):
            return f'<p class="notice"><b>{escape(said)}</b></p>'
        case Paragraph(said, lead, quiet):
            bold = f"<b>{escape(lead)}</b> " if lead else ""
            return f"<p{' class=quiet' if quiet else ''}>{bold}{escape(said)}</p>"
        case BarKey():
            return _key(block)
        case Facts():
            return _facts(block)
        case Signatures(places):
            signed = "".join(f"<div>{escape(who)}<br><small>{escape(what)}</small></div>" for who, what in places)
            return f'<div class="signatures">{signed}</div>'
    return _table(block)


def _facts(facts: Facts) -> str:
    rows = "".join(f'<tr><th scope="row">{escape(name)}</th><td>{_cell(cell)}</td></tr>' for name, cell in facts.rows)
    return f'<table class="facts" aria-label="{escape(facts.label)}"><tbody>{rows}</tbody></table>'


def _key(key: BarKey) -> str:
    marks = (
        ('<svg width="22" height="10"><rect width="22" height="10" fill="#2776B0"/></svg>', key.proven),
        (
            '<svg width="22" height="10"><rect x=".5" y=".5" width="21" height="9" fill="url(#hatch)" stroke="#2776B0"/></svg>',
            key.possible,
        ),
        ('<svg width="4" height="14"><rect width="3" height="14" fill="#17242E"/></svg>', key.target),
        (f'<svg width="12" height="9"><g transform="translate(6 1)">{TRIANGLE}</g></svg>', key.expected),
    )
    return (
        '<p class="key">' + "".join(f"<span>{mark} {escape(said)}</span>" for mark, said in marks) + "</p>"
    )  # fmt: skip


def _table(table: Table) -> str:
    whole = sum(column.share for column in table.columns)
    head = "".join(_column(column, column.share * 100 // whole) for column in table.columns)
    body = "".join(_row(table, row) for row in table.rows)
    label = escape(table.label)
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{label}"><table aria-label="{label}">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _column(column: Column, width: int) -> str:
    """Its name above it; an empty column only fills the width."""
    if not column.name:
        return f'<td style="width:{width}%"></td>'
    number = " class=number" if column.number else ""
    return f'<th scope="col" style="width:{width}%"{number}>{escape(column.name)}</th>'


def _row(table: Table, row: Row) -> str:
    if row.kind == "group":
        return f'<tr class="group"><th colspan="{len(table.columns)}">{_cell(row.cells[0])}</th></tr>'
    cells = []
    for index, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
        name = 'th scope="row"' if index == 0 else "td"
        cells.append(f"<{name}{' class=number' if column.number else ''}>{_cell(cell)}</{name[:2]}>")
    return f"<tr{' class=total' if row.kind == 'total' else ''}>{''.join(cells)}</tr>"


def _cell(cell: Cell) -> str:
    parts = []
    for index, piece in enumerate(cell):
        match piece:
            case Sign(status):
                parts.append(
                    f'<svg class="sign" viewBox="0 0 20 20" style="color:{COLOURS[status]}" aria-hidden="true">'
                    f"{SHAPES[status]}</svg>"
                )
            case Bar():
                parts.append(_bar(piece))
            case _:
                said = f"<b>{escape(piece.words)}</b>" if piece.strong else escape(piece.words)
                if piece.quiet:
                    said = f"{'<br>' if index else ''}<small>{said}</small>"
                parts.append(said)
    return "".join(parts)


def _bar(bar: Bar) -> str:
    def at(value: int) -> str:
        return f"{value * 100 // PER_MILLE}.{value * 100 % PER_MILLE // 10:02d}%"

    parts = ['<svg class="bar" aria-hidden="true">']
    if bar.proven is None or bar.possible is None:
        parts.append('<rect x="0" y="5" width="100%" height="11" fill="none" stroke="#5B6770" stroke-dasharray="3 3"/>')
    else:
        parts.append('<rect x="0" y="5" width="100%" height="11" fill="#ECEFF2"/>')
        if bar.possible > bar.proven:
            parts.append(
                f'<rect x="{at(bar.proven)}" y="5.5" width="{at(bar.possible - bar.proven)}" height="10" '
                'fill="url(#hatch)" stroke="#2776B0"/>'
            )
        parts.append(f'<rect x="0" y="5" width="{at(bar.proven)}" height="11" fill="#2776B0"/>')
    if bar.target is not None:
        for width, colour in ((7, "#fff"), (3, "#17242E")):
            parts.append(
                f'<line x1="{at(bar.target)}" x2="{at(bar.target)}" y1="1" y2="20" stroke="{colour}" stroke-width="{width}"/>'
            )
    if bar.expected is not None:
        parts.append(f'<svg x="{at(bar.expected)}" y="17" overflow="visible">{TRIANGLE}</svg>')
    return "".join(parts) + "</svg>"
