"""Small public notices for tests, in both formats."""

from __future__ import annotations

import json
from typing import Any

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"


def code(name: str, value: str) -> str:
    return (
        "<cac:ProcurementAdditionalType>"
        f'<cbc:ProcurementTypeCode listName="{name}">{value}</cbc:ProcurementTypeCode>'
        "</cac:ProcurementAdditionalType>"
    )


def lot(identity: str = "LOT-0001", codes: str = "", period: str = "") -> str:
    return (
        f'<cac:ProcurementProjectLot><cbc:ID schemeName="Lot">{identity}</cbc:ID><cac:ProcurementProject>'
        f"<cbc:Name>Kantoormeubilair</cbc:Name>{codes}{period}</cac:ProcurementProject></cac:ProcurementProjectLot>"
    )


YEARS = '<cac:PlannedPeriod><cbc:StartDate>2024-01-01+01:00</cbc:StartDate><cbc:DurationMeasure unitCode="MONTH">24</cbc:DurationMeasure></cac:PlannedPeriod>'

RESULT = """
<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent><efext:EformsExtension>
<efac:NoticeResult>
 <efac:LotResult><cbc:ID>RES-0001</cbc:ID><efac:SettledContract><cbc:ID>CON-0001</cbc:ID></efac:SettledContract>
  <efac:TenderLot><cbc:ID>LOT-0001</cbc:ID></efac:TenderLot></efac:LotResult>
 <efac:LotTender><cbc:ID>TEN-0001</cbc:ID><cac:LegalMonetaryTotal><cbc:PayableAmount currencyID="EUR">250000.50</cbc:PayableAmount></cac:LegalMonetaryTotal>
  <efac:TenderingParty><cbc:ID>TPA-0001</cbc:ID></efac:TenderingParty><efac:TenderLot><cbc:ID>LOT-0001</cbc:ID></efac:TenderLot></efac:LotTender>
 <efac:SettledContract><cbc:ID>CON-0001</cbc:ID><cbc:IssueDate>2023-12-01+01:00</cbc:IssueDate>
  <efac:ContractReference><cbc:ID>INK-2024-7</cbc:ID></efac:ContractReference><efac:LotTender><cbc:ID>TEN-0001</cbc:ID></efac:LotTender></efac:SettledContract>
 <efac:TenderingParty><cbc:ID>TPA-0001</cbc:ID><efac:Tenderer><cbc:ID>ORG-0002</cbc:ID></efac:Tenderer></efac:TenderingParty>
</efac:NoticeResult>
<efac:Organizations><efac:Organization><efac:Company>
 <cac:PartyIdentification><cbc:ID>ORG-0002</cbc:ID></cac:PartyIdentification><cac:PartyName><cbc:Name>Meubel Verzonnen B.V.</cbc:Name></cac:PartyName>
 <cac:PartyLegalEntity><cbc:CompanyID>12345678</cbc:CompanyID></cac:PartyLegalEntity>
</efac:Company></efac:Organization></efac:Organizations>
</efext:EformsExtension></ext:ExtensionContent></ext:UBLExtension></ext:UBLExtensions>
"""


def eforms(
    lots: str = "",
    result: str = "",
    notice: str = "n-1",
    issued: str = "2023-06-01+02:00",
    root: str = "ContractNotice",
    before: str = "",
) -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<{root} xmlns="{UBL}{root}-2" '
        f'xmlns:cac="{UBL}CommonAggregateComponents-2" xmlns:cbc="{UBL}CommonBasicComponents-2" '
        f'xmlns:ext="{UBL}CommonExtensionComponents-2" xmlns:efext="http://data.europa.eu/p27/eforms-ubl-extensions/1" '
        'xmlns:efac="http://data.europa.eu/p27/eforms-ubl-extension-aggregate-components/1">'
        f'{result}<cbc:ID schemeName="notice-id">{notice}</cbc:ID><cbc:ContractFolderID>p-1</cbc:ContractFolderID>'
        f"<cbc:IssueDate>{issued}</cbc:IssueDate><cbc:VersionID>01</cbc:VersionID>{lots or lot()}</{root}>"
    ).encode()


def goal(name: str | None, *strategies: str) -> dict[str, Any]:
    return ({"goal": name} if name else {}) | ({"strategies": list(strategies)} if strategies else {})


def release(
    *goals: dict[str, Any], ocid: str = "ocds-x-1", identity: str = "1", day: str = "2023-06-01T10:00:00Z", **more: Any
) -> dict[str, Any]:
    tender = {"id": "t", "title": "Koffie", "sustainability": list(goals)} | more.pop("tender", {})
    return {"ocid": ocid, "id": identity, "date": day, "tag": ["tender"], "tender": tender} | more


AWARDED: dict[str, Any] = {
    "parties": [{"id": "s1", "name": "Koffiebranderij De Proef BV", "identifier": {"scheme": "NL-KVK", "id": "87654321"}}],
    "awards": [{"id": "a1", "status": "active", "suppliers": [{"id": "s1", "name": "Koffiebranderij De Proef BV"}]}],
    "contracts": [
        {
            "id": "c1", "awardID": "a1", "dateSigned": "2023-12-01T00:00:00Z",
            "identifiers": [{"id": "INK-7", "scheme": "own"}],
            "period": {"startDate": "2024-01-01T00:00:00Z", "endDate": "2025-12-31T00:00:00Z"},
            "value": {"amount": 1000.1, "currency": "EUR"},
        }
    ],
}  # fmt: skip


def package(*releases: dict[str, Any]) -> bytes:
    return json.dumps({"uri": "x", "version": "1.1", "releases": list(releases)}).encode()
