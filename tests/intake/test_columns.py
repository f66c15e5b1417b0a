"""Headers to fields: synonyms in two languages, and what the values say about them."""

from __future__ import annotations

import pytest

from kpi.intake import read
from kpi.intake.vocabulary import fields, match_header, reduce_header, rules
from tests.intake.tables import fields_of, reading_of, rules_of, table_of


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Crediteurnaam", "supplier"), ("Naam crediteur", "supplier"), ("LEVERANCIER", "supplier"),
        ("Supplier Name", "supplier"), ("Vendor", "supplier"), ("Ontvanger", "supplier"), ("Naam 1", "supplier"),
        ("Crediteurnr.", "supplier_id"), ("Vendor No", "supplier_id"), ("Relatiecode", "supplier_id"),
        ("KvK-nummer", "kvk"), ("KvKnr", "kvk"), ("Kamer van Koophandel", "kvk"),
        ("Btw-id", "vat_number"), ("VAT Registration Number", "vat_number"),
        ("Entity", "body"), ("Entuty", "body"), ("Administratie", "body"),
        ("Department family", "department"), ("Afdeling", "department"), ("Dept.", "department"),
        ("Kostenplaats: Code", "cost_centre"), ("Cost Centre", "cost_centre"), ("FCL", "cost_centre"),
        ("Factuurdatum", "invoice_date"), ("INVOICE_DATE", "invoice_date"), ("invoiceDate", "invoice_date"),
        ("Date", "invoice_date"), ("Boek.datum", "booking_date"), ("Posting Date", "booking_date"),
        ("Date paid", "payment_date"), ("Betaaldatum", "payment_date"), ("Date of Payment", "payment_date"),
        ("Vervaldatum", "due_date"), ("Boekjaar", "year"), ("Financial Period", "period"),
        ("Factuurnr", "invoice_number"), ("Uw ref.", "invoice_number"), ("Transation number", "invoice_number"),
        ("Boekstuknummer", "document_number"), ("Inkoopdocument", "order_number"), ("Contractnr.", "contract_number"),
        ("Inkooppakket", "category"), ("Expense type", "category"), ("Grootboekrekening", "ledger_account"),
        ("Omschrijving grootboek", "ledger_name"), ("CPV-code", "cpv"), ("Regelomschrijving", "description"),
        ("Bedrag", "amount"), ("GBP Amount", "amount"), (" Amount (£) ", "amount"), ("DISTRIBUTION_AMOUNT", "amount"),
        ("Realisatie (*1000) per bijdrage", "amount"), ("Bedrag in eigen valuta", "amount"),
        ("Bedrag excl. BTW", "amount_net"), ("Netto bedrag", "amount_net"), ("Invoice Amount Excl. VAT", "amount_net"),
        ("Total (excludes VAT)", "amount_net"), ("Invoice Line Value (net of VAT)", "amount_net"),
        ("Invoice Line Amount Net GBP", "amount_net"), ("VAT (net)", "vat_amount"), ("Btw-bedrag incl. toeslag", "vat_amount"),
        ("Invoice Payment Date", "payment_date"), ("Pay date", "payment_date"), ("Posted Date", "booking_date"),
        ("Invoice GL Date", "booking_date"), ("Naam tegenrekening", "supplier"), ("Alpha Name", "supplier"),
        ("Amount Including VAT", "amount_gross"), ("Factuurbedrag", "amount_gross"), ("Btw-bedrag", "vat_amount"),
        ("Saldo", "amount_open"), ("Betaald bedrag", "amount_paid"), ("Bedrag debet", "amount_debit"),
        ("Accounted Cr", "amount_credit"), ("D/C", "debit_credit"), ("+/-", "debit_credit"), ("Valuta", "currency"),
        ("Soll", "amount_debit"), ("Bedrag creditnota", "amount_credit"), ("Baten", "amount_income"), ("valuehome", "amount"),
        ("Soll/Haben-Kennz.", "debit_credit"), ("InvoiceTypeCode", "debit_credit"), ("debitcredit", "debit_credit"),
        ("Naam / Omschrijving", "supplier"), ("Afzender", "supplier"), ("MVI toegepast", "mvi"), ("Keurmerk", "label"), ("Social return", "social_return"), ("Mkb ja/nee", "sme"),
        ("IBAN", "iban"), ("Bankrekeningnummer", "iban"), ("BSN", "bsn"), ("Geboortedatum", "birth_date"),
        ("Adres", "street_address"), ("expensetype", "category"), ("suppliername", "supplier"), ("invoicenumber", "invoice_number"),
        ("paymentdate", "payment_date"), ("netamount", "amount_net"), ("Leverdatum", "invoice_date"),
    ],
)  # fmt: skip
def test_a_header_means_a_field(header: str, field: str) -> None:
    assert match_header(header)[0].field.name == field


@pytest.mark.parametrize(
    "header",
    [
        "Supplier Type",
        "Supplier Post Code",
        "Leveranciersplaats",
        "Naam beleidsartikel",
        "Capital or revenue",
        "Start Date",
        "Einddatum",
        "Datum ingang",
        "Print date",
        "",
    ],
)
def test_a_header_that_says_more_than_a_field_does_not_mean_it(header: str) -> None:
    assert match_header(header) == ()


def test_two_languages_abbreviations_and_compounds_meet_in_one_spelling() -> None:
    spellings = ("Factuurdatum", "Fact. datum", "INVOICE_DATE", "Invoice date", "factuur-datum", "InvoiceDate")

    assert {reduce_header(spelling) for spelling in spellings} == {("factuur", "datum")}


def test_every_field_that_is_given_back_is_in_the_closed_vocabulary() -> None:
    assert {name for name, field in fields().items() if field.output} == {
        "amount", "amount_gross", "vat_amount", "amount_open", "amount_paid", "amount_debit", "amount_credit",
        "amount_low", "amount_high", "debit_credit", "currency", "supplier", "supplier_id", "kvk", "vat_number", "body",
        "department", "cost_centre", "invoice_date", "booking_date", "payment_date", "due_date", "year", "period",
        "invoice_number", "document_number", "order_number", "contract_number", "category", "ledger_account",
        "ledger_name", "cpv", "description", "mvi", "label", "circular", "fairtrade", "organic", "biobased", "fsc",
        "social_return", "isv", "innovation", "sme",
    }  # fmt: skip


def test_every_rule_has_a_severity_and_both_languages() -> None:
    assert all(
        rule["severity"] in ("error", "warning", "info") and rule["nl"] and rule["en"] for rule in rules().values()
    )


LAYOUTS = {
    "SAP": (
        """
        Leverancier | Naam 1  | Documentnr. | Doc.datum  | Boek.datum | Bedrag in eigen valuta | Valuta | Referentie | Grootboekrekening | Kostenplaats
        100234      | Jansen  | 5100000123  | 13.01.2023 | 15.01.2023 | 1.250,00               | EUR    | F2023-01   | 430100            | 8100
        100235      | De Boer | 5100000124  | 14.01.2023 | 16.01.2023 | 250,50-                | EUR    | F2023-02   | 430200            | 8100
        100235      | De Boer | 5100000125  | 14.01.2023 | 16.01.2023 | 2.250,50               | EUR    | F2023-03   | 430200            | 8100
        """,
        "3250.00",
        {"supplier": "Naam 1", "supplier_id": "Leverancier", "document_number": "Documentnr.", "invoice_date": "Doc.datum",
         "booking_date": "Boek.datum", "amount": "Bedrag in eigen valuta", "currency": "Valuta",
         "invoice_number": "Referentie", "ledger_account": "Grootboekrekening", "cost_centre": "Kostenplaats"},
    ),
    "Exact": (
        """
        Dagboek: Code | Boekjaar | Boekstuknummer | Omschrijving: Kopregel | Factuurdatum | Relatiecode | Naam   | Grootboekrekening | Omschrijving | BTW-percentage | Bedrag | BTW-bedrag | Uw ref.
        60            | 2023     | 23600001       | januari                | 13-01-2023   | 100         | Bakker | 4400              | broodjes     | 9              | 100,00 | 9,00       | F1
        60            | 2023     | 23600002       | januari                | 14-01-2023   | 101         | Slager | 4400              | vlees        | 9              | 200,00 | 18,00      | F2
        """,
        "300.00",
        {"year": "Boekjaar", "document_number": "Boekstuknummer", "invoice_date": "Factuurdatum",
         "supplier_id": "Relatiecode", "supplier": "Naam", "ledger_account": "Grootboekrekening",
         "description": "Omschrijving", "amount": "Bedrag", "vat_amount": "BTW-bedrag", "invoice_number": "Uw ref."},
    ),
    "AFAS": (
        """
        Administratie | Jaar | Periode | Factuurnummer | Boekstuk | Crediteurnummer | Crediteur | Rekeningnr. | Bedrag debet | Bedrag credit | Boekdatum
        Gemeente X    | 2023 | 1       | F1            | 1        | 20001           | Jansen    | 4000        | 100,00       |               | 31-01-2023
        Gemeente X    | 2023 | 1       | F2            | 2        | 20002           | Klaassen  | 4000        |              | 40,00         | 30-01-2023
        """,
        "60.00",
        {"body": "Administratie", "year": "Jaar", "period": "Periode", "invoice_number": "Factuurnummer",
         "document_number": "Boekstuk", "supplier_id": "Crediteurnummer", "supplier": "Crediteur",
         "ledger_account": "Rekeningnr.", "amount_debit": "Bedrag debet", "amount_credit": "Bedrag credit",
         "booking_date": "Boekdatum"},
    ),
    "Unit4": (
        """
        Rekening | Rekening (T) | Kpl | Kpl (T) | Lev./Klant | Lev./Klant (T) | Factuurnr | Trans.datum | Periode | Tekst  | Bedrag  | Valutabedrag | Valuta
        4300     | Kantoor      | 100 | Bestuur | 5001       | Jansen         | F1        | 2023-01-13  | 202301  | pennen | 1234.50 | 1234.50      | EUR
        4310     | Papier       | 200 | Sociaal | 5003       | Klaas          | F3        | 2023-02-14  | 202302  | papier | -34.50  | -34.50       | EUR
        """,
        "1200.00",
        {"ledger_account": "Rekening", "ledger_name": "Rekening (T)", "cost_centre": "Kpl", "department": "Kpl (T)",
         "supplier_id": "Lev./Klant", "supplier": "Lev./Klant (T)", "invoice_number": "Factuurnr",
         "invoice_date": "Trans.datum", "period": "Periode", "description": "Tekst", "amount": "Bedrag", "currency": "Valuta"},
    ),
    "Key2Financien": (
        """
        FCL     | FCL omschrijving | ECL   | ECL omschrijving | Crediteurnr | Crediteur naam | Boekstuknr | Factuurnr | Factuurdatum | Omschrijving regel | Bedrag excl. BTW | BTW    | Bedrag incl. BTW
        6100100 | Wegen            | 34300 | Onderhoud        | 1001        | Heijmans       | B1         | F1        | 03-01-2023   | asfalt             | 1000,00          | 210,00 | 1210,00
        6200100 | Groen            | 34301 | Groenonderhoud   | 1003        | Krinkels       | B3         | F3        | 24-01-2023   | maaien             | 500,00           | 105,00 | 605,00
        """,
        "1500.00",
        {"cost_centre": "FCL", "department": "FCL omschrijving", "ledger_account": "ECL", "ledger_name": "ECL omschrijving",
         "supplier_id": "Crediteurnr", "supplier": "Crediteur naam", "document_number": "Boekstuknr",
         "invoice_number": "Factuurnr", "invoice_date": "Factuurdatum", "description": "Omschrijving regel",
         "amount": "Bedrag excl. BTW", "vat_amount": "BTW", "amount_gross": "Bedrag incl. BTW"},
    ),
    "Oracle": (
        """
        Vendor Name | Vendor Num | Invoice Num | Invoice Date | GL Date     | Distribution Amount | Invoice Amount | Invoice Currency | PO Number | Account
        ACME BV     | 1001       | INV-1       | 13-JAN-2023  | 14-JAN-2023 | 100.00              | 121.00         | EUR              | 4500001   | 4300
        ACME BV     | 1001       | INV-2       | 14-JAN-2023  | 14-JAN-2023 | 200.25              | 242.00         | EUR              | 4500002   | 4300
        """,
        "300.25",
        {"supplier": "Vendor Name", "supplier_id": "Vendor Num", "invoice_number": "Invoice Num",
         "invoice_date": "Invoice Date", "booking_date": "GL Date", "amount": "Distribution Amount",
         "amount_gross": "Invoice Amount", "currency": "Invoice Currency", "order_number": "PO Number",
         "ledger_account": "Account"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "total", "fields"), LAYOUTS.values(), ids=LAYOUTS)
def test_an_export_of_a_finance_system_is_read_without_help(text: str, total: str, fields: dict[str, str]) -> None:
    table = table_of(text)

    assert (table.amount_sum, fields_of(table)) == (round(float(total) * 100), fields)


def test_every_choice_says_why() -> None:
    table = table_of("Leverancier | Datum | Bedrag\nA | 13-01-2023 | 1,00")

    assert table.columns["supplier"].why.en == "The header “Leverancier” means this."
    assert table.columns["supplier"].why.nl == "De kop “Leverancier” betekent dit."


def test_an_empty_amount_column_is_not_the_amount() -> None:
    table = table_of("Supplier | Date | Amount | Net Amount\nA | 13/01/2023 | | 1.50\nB | 14/01/2023 | | 2.50")

    assert (table.columns["amount"].header, table.amount_sum, table.amount_basis) == ("Net Amount", 400, "net")


@pytest.mark.parametrize(
    ("header", "basis"),
    [("Bedrag excl. btw | Bedrag incl. btw", "net"), ("Bedrag incl. btw | Bedrag excl. btw", "net")],
)
def test_net_is_summed_where_there_is_net_and_gross(header: str, basis: str) -> None:
    net_first = header.startswith("Bedrag excl")
    amounts = "100,00 | 121,00" if net_first else "121,00 | 100,00"

    table = table_of(f"Leverancier | Datum | {header}\nA | 13-01-2023 | {amounts}")

    assert (table.amount_sum, table.amount_basis) == (100_00, basis)


def test_of_amount_vat_and_total_the_amount_is_net_when_they_add_up() -> None:
    table = table_of(
        "Supplier | Date | Amount | VAT | Total\nA | 13/01/2023 | 100.00 | 21.00 | 121.00\nB | 14/01/2023 | 10.00 | 2.10 | 12.10"
    )

    assert (table.columns["amount"].header, table.amount_sum, table.amount_basis) == ("Amount", 110_00, "net")


def test_two_amounts_of_equal_standing_are_a_question() -> None:
    text = "Afdeling | Leverancier | Realisatie 2022 | Realisatie 2023\nX | A | 1,00 | 5,00\nX | B | 2,00 | 6,00"

    reading = reading_of(text)

    assert reading.outcome == "ask"
    assert [(one.id, one.options) for one in reading.questions] == [
        ("amount_column", ("Realisatie 2022", "Realisatie 2023"))
    ]
    assert table_of(text, amount_column="Realisatie 2023").amount_sum == 11_00


@pytest.mark.parametrize("header", ["Saldo", "Openstaand bedrag", "Budget", "Verplichtingbedrag"])
def test_an_amount_that_may_not_be_spend_is_a_question(header: str) -> None:
    reading = reading_of(f"Leverancier | Datum | {header}\nA | 13-01-2023 | 1,00\nB | 14-01-2023 | 2,00")

    assert [one.id for one in reading.questions] == ["amount_column"]


def test_a_column_without_a_known_name_may_hold_the_amount_and_is_asked_about() -> None:
    text = "Leverancier | Datum | Xyzzy\nA | 13-01-2023 | 1,10\nB | 14-01-2023 | 2,20"

    assert [one.options for one in reading_of(text).questions] == [("Xyzzy",)]
    assert table_of(text, amount_column="Xyzzy").amount_sum == 330


def test_a_supplier_column_with_numbers_is_the_number_beside_a_name_and_the_supplier_alone() -> None:
    both = table_of("Leverancier | Naam | Bedrag\n100234 | Jansen | 1,00\n100235 | De Boer | 2,00")
    alone = table_of("Leverancier | Datum | Bedrag\n100234 | 13-01-2023 | 1,00\n100235 | 13-01-2023 | 2,00")

    assert (fields_of(both)["supplier"], fields_of(both)["supplier_id"]) == ("Naam", "Leverancier")
    assert fields_of(alone)["supplier"] == "Leverancier"


def test_codes_keep_their_zeros_and_lose_what_a_spreadsheet_added() -> None:
    table = table_of(
        "Leverancier | KvK | Factuurnummer | Bedrag\nA | 01234567 | 610231.0 | 1,00\nB | 12345678 | 610232.0 | 2,00"
    )

    assert table.lines["kvk"].to_pylist() == ["01234567", "12345678"]
    assert table.lines["invoice_number"].to_pylist() == ["610231", "610232"]


def test_columns_that_are_not_known_are_kept_and_named() -> None:
    reading = reading_of("Leverancier | Datum | Bedrag | Weersgesteldheid\nA | 13-01-2023 | 1,00 | zonnig")

    assert "Weersgesteldheid" in rules_of(reading)["columns_unknown"].message.nl
    assert reading.tables[0].record["c3"].to_pylist() == ["Weersgesteldheid", "zonnig"]


def test_evidence_columns_are_recognised_by_what_they_state() -> None:
    table = table_of(
        "Leverancier | Datum | Bedrag | Circulair % | Fairtrade | MVI | Social return | Keurmerk | FSC | Mkb\n"
        "A | 13-01-2023 | 1,00 | 50% | ja | nee | 5% | EKO | ja | nee"
    )

    assert {"circular", "fairtrade", "mvi", "social_return", "label", "fsc", "sme"} <= set(table.lines.column_names)


def test_a_header_with_typing_errors_is_still_a_header() -> None:
    table = table_of("Suplier Nmae | Invoce Number | Paymnet Date | Ammount\nA | 1 | 13-01-2023 | 1.50")

    assert fields_of(table) == {
        "supplier": "Suplier Nmae",
        "invoice_number": "Invoce Number",
        "payment_date": "Paymnet Date",
        "amount": "Ammount",
    }


def test_a_small_summary_beside_the_table_is_not_a_second_amount() -> None:
    table = table_of(
        "Crediteur | Factuurnr | Datum | Bedrag | | Rijlabels | Som van Bedrag\n"
        "A | 1 | 13-01-2023 | 1,50 | | A | 4,00\nA | 2 | 14-01-2023 | 2,50 | | Eindtotaal | 9,00\n"
        "B | 3 | 14-01-2023 | 2,00 | | | \nB | 4 | 14-01-2023 | 2,00 | | | \nB | 5 | 14-01-2023 | 1,00 | | |"
    )

    assert (table.columns["amount"].header, table.line_count, table.amount_sum) == ("Bedrag", 5, 9_00)


def test_a_column_that_names_one_other_currency_is_noticed() -> None:
    reading = reading_of(
        "Leverancier | Datum | Valuta | Bedrag\nA | 13-01-2023 | USD | 1,50\nB | 14-01-2023 | USD | 2,50"
    )

    assert "currency_other_than_euro" in rules_of(reading)


@pytest.mark.parametrize(("header", "noticed"), [("Bedrag GBP", True), ("BEDRAG INGANG", False)])
def test_another_currency_in_the_header_of_the_amounts_is_noticed_where_it_is_a_word(
    header: str, noticed: bool
) -> None:
    reading = reading_of(f"Leverancier | Datum | {header}\nA | 13-01-2023 | 1,50\nB | 14-01-2023 | 2,50")

    assert ("currency_other_than_euro" in rules_of(reading)) is noticed


@pytest.mark.parametrize(
    ("header", "cells", "amount"),
    [
        ("Debet | Credit", ("5,00 | ", " | 2,00", "1,00 | "), 4_00),
        ("Debet | Credit", ("5,00 | 0,00", "0,00 | -2,00", "1,00 | 0,00"), 4_00),
        ("Bedrag D | Bedrag C", ("5,00 | ", " | 2,00", "1,00 | "), 4_00),
        ("Af | Bij", ("5,00 | ", " | 2,00", "1,00 | "), 4_00),
        ("Documentsoort | Bedrag", ("KR | 5,00", "KG | 2,00", "RE | 1,00"), 4_00),
        ("Boekingssleutel | Bedrag", ("31 | 5,00", "21 | 2,00", "31 | 1,00"), 4_00),
        ("Factuurbedrag | BTW-grondslag | BTW", ("6,05 | 5,00 | 1,05", "-2,42 | -2,00 | -0,42", "1,21 | 1,00 | 0,21"), 4_00),
    ],
)  # fmt: skip
def test_what_is_spent_is_known_from_two_columns(header: str, cells: tuple[str, ...], amount: int) -> None:
    rows = [f"{name} | 1{name} | 13-01-2024 | {cell}" for name, cell in zip("ABC", cells, strict=True)]

    assert table_of("\n".join([f"Leverancier | Factuurnr | Datum | {header}", *rows])).amount_sum == amount


def test_journals_with_both_sides_are_noticed_and_with_the_creditor_side_are_asked_about() -> None:
    both = "Leverancier | Datum | Debet | Credit\nA | 13-01-2024 | 5,00 | \nA | 13-01-2024 | | 5,00\n"
    both += "B | 14-01-2024 | 3,00 | \nB | 14-01-2024 | | 3,00"
    creditors = "Leverancier | Datum | Debet | Credit\nA | 13-01-2024 | | 5,00\nB | 13-01-2024 | | 4,00\nC | 13-01-2024 | 1,00 |"

    assert "debit_equals_credit" in rules_of(reading_of(both))
    assert [question.id for question in reading_of(creditors).questions] == ["sign"]


def test_a_line_that_is_one_cell_too_long_is_noticed() -> None:
    lines = "".join(f"A | {number} | 1 | 5,00\n" for number in range(20))
    reading = reading_of("Leverancier | Factuurnr | Aantal | Bedrag\n" + lines + "B | V | 21 | 1 | 5,00")

    assert rules_of(reading)["cells_beyond_header"].rows == 1


def test_a_price_that_is_the_only_amount_beside_a_quantity_is_asked_about() -> None:
    reading = reading_of("Leverancier | Artikel | Aantal | Prijs\nA | Pen | 3 | 2,00")
    assert [(question.id, question.options) for question in reading.questions] == [("amount_column", ("Prijs",))]
    assert (
        table_of("Leverancier | Artikel | Aantal | Prijs\nA | Pen | 3 | 2,00", amount_column="Prijs").amount_sum == 200
    )


def test_a_price_beside_a_quantity_is_the_price_of_one() -> None:
    assert table_of("Leverancier | Artikel | Aantal | Prijs | Totaal\nA | Pen | 3 | 2,00 | 6,00").amount_sum == 6_00


def test_a_payment_column_that_is_zero_where_the_invoice_is_not_is_asked_about() -> None:
    rows = "".join(f"A | F{number} | 5,00 | {'5,00' if number % 2 else '0,00'}\n" for number in range(10))

    assert [
        question.id
        for question in reading_of("Leverancier | Factuurnr | Factuurbedrag | Betaalbedrag\n" + rows).questions
    ] == ["amount_column"]


def test_a_sign_alone_names_the_amount() -> None:
    assert table_of("Leverancier | Factuurnr | Datum | €\nA | F1 | 13-01-2024 | 5,00").amount_sum == 5_00


@pytest.mark.parametrize(
    "content",
    [
        "Leverancier,Factuurnr,Datum,Bedrag\n" + "A,F1,13-01-2024,12,50\n" * 5,
        "Leverancier,Bedrag,Datum,Omschrijving\n" + "A,12,50,13-01-2024,inkt\n" * 5 + "B,12,14-01-2024,papier\n" * 5,
        "Supplier,Date,Amount\n" + "A,13-01-2024,1,234.50\n" * 5 + "B,14-01-2024,12.50\n" * 5,
        "Supplier,Date,Amount\n" + "A,13-01-2024,1,234,567.50\n" * 5,
    ],
    ids=["decimals at the end", "decimals in the middle", "thousands", "millions"],
)
def test_a_comma_in_amounts_that_was_taken_for_a_delimiter_is_refused(content: str) -> None:
    reading = read("spend.csv", content.encode())

    assert (reading.outcome, reading.findings[0].rule) == ("refuse", "amounts_cut")


def test_a_column_without_a_header_beside_amounts_with_cents_is_no_reason_to_refuse() -> None:
    content = "Leverancier;Factuurnr;Datum;Bedrag\n" + "A;F1;13-01-2024;12,50;21\n" * 5

    assert read("spend.csv", content.encode()).tables[0].amount_sum == 62_50


def test_whole_amounts_beside_a_percentage_and_a_column_without_a_header_are_no_reason_to_refuse() -> None:
    content = "Leverancier;Bedrag;Btw %;Datum\n" + "A;1250;21;13-01-2024;akkoord\n" * 5

    assert read("spend.csv", content.encode()).tables[0].amount_sum == 6250_00


def test_amounts_that_a_title_says_are_in_cents_are_refused() -> None:
    reading = reading_of("Bedragen in centen\nLeverancier | Datum | Bedrag\nA | 13-01-2024 | 1250")

    assert (reading.outcome, reading.findings[0].rule) == ("refuse", "amounts_in_cents")


def test_numbers_below_type_are_no_posting_keys() -> None:
    table = table_of("Type | Supplier | Date | Amount\n21 | A | 13-01-2024 | 5.00\n40 | B | 13-01-2024 | 2.00")

    assert table.amount_sum == 7_00


DATED = "Leverancier | {header} | Bedrag\nA | 13-01-2023 | 1,00\nB | 14-01-2023 | 2,00\nC | 15-01-2023 | 3,00"


@pytest.mark.parametrize("header", ["Data", "Wanneer", "Datum verrekend met"])
def test_the_only_column_of_dates_is_the_date_whatever_it_is_called(header: str) -> None:
    table = table_of(DATED.format(header=header))

    assert (fields_of(table)["invoice_date"], table.earliest) == (header, "2023-01-13")


@pytest.mark.parametrize("header", ["Einddatum contract", "Geldig t/m", "Aangemaakt op", "Vervaldatum"])
def test_a_date_that_is_another_date_is_not_when_something_was_invoiced(header: str) -> None:
    assert "invoice_date" not in table_of(DATED.format(header=header)).columns


def test_quarters_beside_a_total_are_a_table_of_spend() -> None:
    table = table_of(
        "Leverancier | Q1 | Q2 | Q3 | Q4 | Totaal\nA | 1,00 | 2,00 | 0,00 | 1,00 | 4,00\n"
        "B | 4,00 | 5,00 | 0,00 | 0,00 | 9,00\nTotaal | 5,00 | 7,00 | 0,00 | 1,00 | 13,00"
    )

    assert (table.line_count, table.amount_sum) == (2, 13_00)


TWO_CURRENCIES = "Leverancier | Datum | Valuta | Bedrag | Bedrag (EUR)\nA | 13-01-2023 | EUR | 1,00 | 1,00\nB | 14-01-2023 | {currency} | 3,00 | 2,50"


def test_of_two_amounts_that_are_mostly_alike_the_one_in_euros_counts() -> None:
    assert table_of(TWO_CURRENCIES.format(currency="USD")).amount_sum == 3_50


def test_a_byte_order_mark_that_became_letters_is_no_part_of_a_header() -> None:
    assert fields_of(table_of("ï»¿Leverancier | Datum | Bedrag\nA | 13-01-2023 | 1,00"))["supplier"] == "Leverancier"
