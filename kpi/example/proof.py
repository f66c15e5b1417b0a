"""What a body knows about its own spend, as files: the body, its words, its contracts, its evidence, its suppliers.

Written from the same facts as the spend: what a line's `known` says follows from these files and from nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from random import Random

from kpi.example.bodies import LAST_YEAR, ExampleBody, ExampleDepartment
from kpi.example.firms import Firm, number
from kpi.example.layouts import WITH_LABELS, File
from kpi.example.spend import Line
from kpi.example.standing import CLAIMED, MET, NOT_MET, OPEN, Finding
from kpi.example.supply import (
    BY_CLAUSE,
    BY_LINE,
    DECIDED,
    Term,
    certified,
    decided_not,
    from_the_region,
    statement,
    streams,
    terms,
)
from kpi.example.words import CATEGORIES, LEFT_OUT, category_text

WITH_KVK = ("sap", "key2", "oracle")
"""The systems whose export has the number in the trade register."""

EVIDENCE_COLUMNS = (
    "subject", "key", "property", "label", "low", "high", "kind", "level", "reference", "valid_from", "valid_to",
    "supplier", "reason",
)  # fmt: skip
CONTRACT_COLUMNS = (
    "number", "supplier", "subject", "kind", "value", "start", "end", "procedure", *BY_CLAUSE, "reference",
)  # fmt: skip

ANSWERS: dict[Finding | None, str] = {MET: "yes", NOT_MET: "no"}

REASONS = {
    "circular": "geen onderdeel dat hergebruikt of teruggenomen kan worden",
    "biobased": "dienst zonder materiaal",
    "innovation": "bestaande oplossing, geen innovatie gevraagd",
    "organic": "geen biologisch assortiment",
    "fairtrade": "gangbaar product, door de leverancier bevestigd",
    "certified_timber": "geen keurmerk op de pakbon",
}


def body_file(body: ExampleBody) -> File:
    """Who the body is, with the texts that its files use for its departments."""
    rows = [f'id = "{body.id}"', f'name = "{body.name}"', f'kind = "{body.kind}"']
    if body.size_class:
        rows.append(f'size_class = "{body.size_class}"')
    if body.inhabitants:
        rows.append(f"inhabitants = {body.inhabitants}")
    if body.province:
        rows.append(f'province = "{body.province}"')
    rows += ["fictional = true", 'report_by = "03-31"', "contract_register_complete = true"]
    if body.since:
        rows.append(f"valid_from = {body.since}-01-01")
    for department in body.departments:
        renamed = [one for one in body.former_departments if one.renamed and one.now == department.id]
        rows += _department(department, [alias for one in renamed for alias in one.department.aliases])
        for one in renamed:
            rows += ["", "[[department.former_name]]", f'name = "{one.department.name}"', f"until = {one.until}-12-31"]
    for one in body.former_departments:
        if not one.renamed:
            rows += [*_department(one.department), f"valid_to = {one.until}-12-31", f'successors = ["{one.now}"]']
    return File(f"{body.id}.toml", ("\n".join(rows) + "\n").encode())


def _department(department: ExampleDepartment, more: Sequence[str] = ()) -> list[str]:
    aliases = ", ".join(f'"{alias}"' for alias in (*department.aliases, *more))
    return ["", "[[department]]", f'id = "{department.id}"', f'name = "{department.name}"', f"aliases = [{aliases}]"]


def mapping_file(body: ExampleBody) -> File:
    """The body's own words with the CPV code or the reason to leave them out; vague words are not in it."""
    rows = [("text", "supplier", "cpv", "exclusion")]
    for system in _systems(body):
        for category in CATEGORIES:
            if category.cpv and category.key not in body.unmapped:
                rows.append((category_text(system, category.key), "", category.cpv, ""))
        rows += [(category_text(system, one.key), "", "", one.reason) for one in LEFT_OUT]
    return File("indeling.csv", _csv(rows))


def years(body: ExampleBody) -> range:
    """The years of the example in which a body reports."""
    return range(body.first_year, min(LAST_YEAR, body.last_year) + 1)


def contracts_file(body: ExampleBody, seed: int, during: range) -> File:
    """The contract register: clauses that were asked (yes) and clauses that were not (no); empty where nobody looked."""
    rows: list[Sequence[str]] = [CONTRACT_COLUMNS]
    for term in _terms(body, seed, during):
        category = term.stream.category
        answers = [ANSWERS.get(term.known.get(property), "") for property in BY_CLAUSE]
        innovative = term.known.get("innovation") == MET
        procedure = "innovatiepartnerschap" if innovative else "openbaar" if term.value > 221_000 else "onderhands"
        rows.append(
            (
                term.number, term.stream.firm.name, category.package, category.kind, f"{term.value}.00",
                f"{term.first_year}-01-01", f"{term.last_year}-12-31", procedure, *answers, f"dossier {term.number}",
            )
        )  # fmt: skip
    return File("contracten.csv", _csv(rows))


def suppliers_file(body: ExampleBody, seed: int) -> File:
    """The sizes of the suppliers that the body looked up: about seven in eight."""
    rows = [("key", "name", "size", "social_enterprise")]
    firms = {stream.firm.kvk: stream.firm for stream in streams(body, seed)}
    for firm in firms.values():
        if size_known(body, firm):
            rows.append((_key(body, firm), firm.name, firm.size, "yes" if firm.social else "no"))
    return File("leveranciers.csv", _csv(rows))


def size_known(body: ExampleBody, firm: Firm) -> bool:
    """Whether the body looked up the size of a supplier."""
    return Random(f"{body.id}:{firm.kvk}:size").random() < 0.87


def evidence_file(body: ExampleBody, lines: Iterable[Line], seed: int, during: range) -> File:
    """Labels, statements, claims without proof and decisions, about invoices, contracts, suppliers and categories."""
    rows = [
        *_of_categories(body),
        *_of_suppliers(body, seed, during),
        *_of_firms(body, seed),
        *_of_contracts(body, seed, during),
        *_of_lines(body, lines),
    ]
    table = [EVIDENCE_COLUMNS, *([row.get(column, "") for column in EVIDENCE_COLUMNS] for row in rows)]
    return File("bewijs.csv", _csv(table))


Row = dict[str, str]


def _of_categories(body: ExampleBody) -> Iterator[Row]:
    for system in _systems(body):
        for property in DECIDED:
            for category in CATEGORIES:
                if decided_not(body, property, category.key):
                    yield {
                        **_row("category", category_text(system, category.key), property, NOT_MET),
                        "kind": "decision",
                        "reference": "Afspraken inkoopteam 2015-02",
                        "reason": REASONS[property],
                    }


def _of_suppliers(body: ExampleBody, seed: int, during: range) -> Iterator[Row]:
    caterers = {(stream.category.key, stream.firm) for stream in streams(body, seed)}
    for year in during:
        for category, firm in sorted(caterers, key=lambda one: one[1].kvk):
            stated = statement(body, year, category, firm)
            if stated:
                yield {
                    **_row("supplier", _key(body, firm), "organic", stated),
                    "kind": "statement",
                    "reference": f"Opgave {firm.name} {year}",
                    "valid_from": f"{year}-01-01",
                    "valid_to": f"{year}-12-31",
                }


def _of_firms(body: ExampleBody, seed: int) -> Iterator[Row]:
    """What the body looked up about its suppliers once: a certificate, and where they are located."""
    firms = {stream.firm.kvk: stream for stream in streams(body, seed)}
    for stream in firms.values():
        key = _key(body, stream.firm)
        known = certified(stream.category.key, stream.firm)
        if known:
            shown = {"kind": "certificate", "reference": f"PSO-register, {stream.firm.kvk}"}
            yield {**_row("supplier", key, "pso", known), **shown}
        known = from_the_region(body, stream.firm)
        if known:
            shown = {"kind": "statement", "reference": f"handelsregister, {stream.firm.kvk}"}
            yield {**_row("supplier", key, "regional", known), **shown}


def _terms(body: ExampleBody, seed: int, during: range) -> Iterator[Term]:
    """The contracts that run in one of these years."""
    return (term for term in terms(body, seed) if term.last_year >= during[0] and term.first_year <= during[-1])


def _of_contracts(body: ExampleBody, seed: int, during: range) -> Iterator[Row]:
    """What the register cannot say: claims, parts, and what was delivered."""
    for term in _terms(body, seed, during):
        for property, known in term.known.items():
            kind = "contract" if property in BY_CLAUSE else "statement"
            shown = f"{'bijlage' if property in BY_CLAUSE else 'opgave leverancier'} bij {term.number}"
            if known == CLAIMED:
                yield {**_row("contract", term.number, property, MET), "kind": kind}
            elif (known.low and known != MET) or (known != OPEN and property not in BY_CLAUSE):
                yield {**_row("contract", term.number, property, known), "kind": kind, "reference": shown}


def _of_lines(body: ExampleBody, lines: Iterable[Line]) -> Iterator[Row]:
    for line in lines:
        for property in BY_LINE:
            known = line.known.get(property)
            about = {"supplier": line.firm.name}
            if known == MET and body.system(line.year) not in WITH_LABELS:
                shown = f"factuur {line.invoice}"
                yield {"subject": "line", "key": line.invoice, "label": line.label or "", "reference": shown, **about}
            elif known == CLAIMED:
                yield {**_row("line", line.invoice, property, MET), "kind": "statement", **about}
            elif known == NOT_MET:
                yield {
                    **_row("line", line.invoice, property, NOT_MET),
                    "kind": "decision",
                    "reference": f"controle inkoop {line.year}",
                    "reason": REASONS[property],
                    **about,
                }


def _row(subject: str, key: str, property: str, known: Finding) -> Row:
    return {
        "subject": subject,
        "key": key,
        "property": property,
        "low": str(known.low // 100),
        "high": str(known.high // 100),
        "level": "inzet" if property in BY_CLAUSE else "realisatie",
    }


def _key(body: ExampleBody, firm: Firm) -> str:
    """What the body's export knows a supplier by."""
    return firm.kvk if body.system(LAST_YEAR) in WITH_KVK else number(firm, body.id)


def _systems(body: ExampleBody) -> list[str]:
    return sorted({system for _, system in body.systems})


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    def quoted(text: str) -> str:
        return f'"{text}"' if "," in text else text

    return "".join(",".join(map(quoted, row)) + "\n" for row in rows).encode()
