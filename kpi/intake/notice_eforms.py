"""An eForms notice (UBL XML, as TED and TenderNed publish it) as lots: what was asked for, and who won.

Paths: fields BT-05, 06, 36, 71, 145, 150, 501, 536, 537, 720, 736, 754, 774, 775, 776 and 805 of the eForms SDK.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kpi.intake.notice_place import refusal
from kpi.intake.notice_values import code_asked, day_of, end_after, euro_value, latest
from kpi.intake.notice_xml import Node
from kpi.language import message
from kpi.model import Asked, Notice, NoticeContract, NoticeSupplier
from kpi.reference import notice_codes

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
ROOTS = ("ContractNotice", "ContractAwardNotice", "PriorInformationNotice")
OLDER_ROOTS = ("TED_EXPORT", "TED_ESENDERS")
LENGTH_UNITS = {"DAY": (1, 0), "WEEK": (7, 0), "MONTH": (0, 1), "YEAR": (0, 12)}


def eforms_notices(file: str, root: Node) -> tuple[Notice, ...]:
    """One notice for each lot. Raises Refusal with an XPath where this is no eForms notice or holds a code that does not exist."""
    if root.name in OLDER_ROOTS:
        raise refusal(
            file,
            root.path,
            message(
                "a TED notice of before eForms ({name}), which has no fields for what was asked for", name=root.name
            ),
            message(
                "the eForms notice of the same procedure (TED publishes these since October 2023), or its OCDS release"
            ),
        )
    if root.name not in ROOTS or root.namespace != f"{UBL}{root.name}-2":
        raise refusal(
            file,
            root.path,
            f"{root.namespace} {root.name}".strip(),
            message("an eForms notice: {choices}", choices=", ".join(ROOTS)),
        )
    notice, procedure = root.first("ID"), root.first("ContractFolderID")
    if notice is None:
        raise refusal(file, f"{root.path}/ID", None, message("the identifier of the notice"))
    version = root.first("VersionID")
    lots = [one for one in root.each("ProcurementProjectLot") if _is_lot(one)]
    if not lots:
        raise refusal(file, f"{root.path}/ProcurementProjectLot", None, message("at least one lot"))
    published = day_of(file, f"{root.path}/IssueDate", root.first("IssueDate"))
    awards = _awards(file, root)
    return tuple(
        Notice(
            format="eforms",
            notice=f"{notice}-{version}" if version else notice,
            procedure=procedure or notice,
            lot=lot.first("ID") or "",
            title=lot.first("ProcurementProject", "Name") or root.first("ProcurementProject", "Name"),
            published=published,
            asked=_asked(file, lot),
            contracts=_contracts(file, lot, awards),
        )
        for lot in lots
    )


def _is_lot(one: Node) -> bool:
    """A lot, and no part of a plan or group of lots, whose schemes are called otherwise."""
    named = next(one.each("ID"), None)
    return named is not None and named.attributes.get("schemeName", "Lot") == "Lot"


def _asked(file: str, lot: Node) -> tuple[Asked, ...]:
    """Every code of our lists in a lot, once."""
    lists = {name for name, _ in notice_codes()}
    found = []
    for one in lot.all():
        name = one.attributes.get("listName", "")
        if name in lists and one.text.strip():
            found.append(code_asked(file, one.path, name, one.text.strip()))
    return tuple(dict.fromkeys(found))


class _Awards:
    """What the result of a notice tells, by its own technical ids."""

    def __init__(self, result: Node | None, companies: dict[str, NoticeSupplier]):
        self.tenders = _by_id(result, "LotTender")
        self.parties = _by_id(result, "TenderingParty")
        self.contracts = _by_id(result, "SettledContract")
        self.results = list(result.each("LotResult")) if result else []
        self.companies = companies

    def of(self, lot: str) -> list[Node]:
        """The contracts that were settled for a lot."""
        found = []
        for one in self.contracts.values():
            tenders = [tender for tender in _ids(one, "LotTender") if tender in self.tenders]
            lots = {named for tender in tenders for named in _ids(self.tenders[tender], "TenderLot")}
            for result in self.results:
                if one.first("ID") in _ids(result, "SettledContract"):
                    lots.update(_ids(result, "TenderLot"))
            if lot in lots:
                found.append(one)
        return found

    def winners(self, contract: Node, lot: str) -> tuple[NoticeSupplier, ...]:
        """The tenderers of the tenders of a contract, as far as they are about this lot."""
        tenders = [self.tenders[one] for one in _ids(contract, "LotTender") if one in self.tenders]
        about = [one for one in tenders if lot in _ids(one, "TenderLot")] or tenders
        organisations = [
            organisation
            for tender in about
            for party in _ids(tender, "TenderingParty")
            if party in self.parties
            for organisation in _ids(self.parties[party], "Tenderer")
        ]
        return tuple(self.companies[one] for one in dict.fromkeys(organisations) if one in self.companies)


def _by_id(result: Node | None, name: str) -> dict[str, Node]:
    return {one.first("ID") or "": one for one in result.each(name)} if result else {}


def _ids(node: Node, name: str) -> list[str]:
    return [one for part in node.each(name) if (one := part.first("ID"))]


def _awards(file: str, root: Node) -> _Awards:
    extensions = list(root.each("UBLExtensions", "UBLExtension", "ExtensionContent", "EformsExtension"))
    results = [one for part in extensions for one in part.each("NoticeResult")]
    if len(results) > 1:
        raise refusal(file, results[1].path, "NoticeResult", message("one result in a notice"))
    companies = {
        identity: NoticeSupplier(company.first("PartyName", "Name"), company.first("PartyLegalEntity", "CompanyID"))
        for part in extensions
        for company in part.each("Organizations", "Organization", "Company")
        if (identity := company.first("PartyIdentification", "ID"))
    }
    return _Awards(results[0] if results else None, companies)


def _contracts(file: str, lot: Node, awards: _Awards) -> tuple[NoticeContract, ...]:
    identity = lot.first("ID") or ""
    made = []
    for one in awards.of(identity):
        concluded = day_of(file, f"{one.path}/IssueDate", one.first("IssueDate"))
        start, end = _period(file, lot, concluded)
        own = one.first("ID") or ""
        made.append(
            NoticeContract(
                id=own,
                numbers=tuple(_ids(one, "ContractReference")),
                suppliers=awards.winners(one, identity),
                value=_value(file, one, awards, identity),
                start=start,
                end=end,
                referenced=bool(_ids(one, "ContractReference")),
            )
        )
    return tuple(made)


def _period(file: str, lot: Node, concluded: date | None) -> tuple[date | None, date | None]:
    """The first and last day of a contract; where no first day is stated, the day on which it was concluded."""
    period = next(lot.each("ProcurementProject", "PlannedPeriod"), None)
    if period is None:
        return concluded, None
    stated = day_of(file, f"{period.path}/StartDate", period.first("StartDate"))
    start = stated or concluded
    end = day_of(file, f"{period.path}/EndDate", period.first("EndDate"))
    length = next(period.each("DurationMeasure"), None)
    if end is None and length is not None and start is not None:
        unit = length.attributes.get("unitCode", "")
        if unit not in LENGTH_UNITS:
            raise refusal(file, f"{length.path}/@unitCode", unit, ", ".join(LENGTH_UNITS))
        if not (length.text.strip().isascii() and length.text.strip().isdigit() and len(length.text.strip()) <= 5):
            raise refusal(file, length.path, length.text.strip(), message("a whole number"))
        days, months = LENGTH_UNITS[unit]
        number = int(length.text.strip())
        end = end_after(start, days * number, months * number)
    if start and end and end < start:
        raise refusal(file, period.path, f"{start} … {end}", message("an end that is not before the start"))
    return start, latest(end)


def _value(file: str, contract: Node, awards: _Awards, lot: str) -> int | None:
    """The value of the tenders of a contract for this lot in cents; None where it is not all stated in euros."""
    amounts: Sequence[Node] = [
        amount
        for one in _ids(contract, "LotTender")
        if one in awards.tenders and lot in _ids(awards.tenders[one], "TenderLot")
        for amount in awards.tenders[one].each("LegalMonetaryTotal", "PayableAmount")
    ]
    values = [euro_value(file, one.path, one.text.strip(), one.attributes.get("currencyID")) for one in amounts]
    return sum(one for one in values if one is not None) if values and None not in values else None
