"""The words for what a column of a spend file is taken for."""

from __future__ import annotations

from kpi.language import text


def field_word(language: str, field: str) -> str:
    """What a column is taken for, in words; a field without a word of its own is shown as it is."""
    words = {
        "amount": text(language, "Amount"),
        "amount_as_written": text(language, "Amount as written"),
        "amount_gross": text(language, "Amount including VAT"),
        "vat_amount": text(language, "VAT amount"),
        "amount_open": text(language, "Amount still to pay"),
        "amount_paid": text(language, "Amount paid"),
        "amount_debit": text(language, "Debit"),
        "amount_credit": text(language, "Credit"),
        "amount_low": text(language, "Amount, from"),
        "amount_high": text(language, "Amount, to"),
        "debit_credit": text(language, "Debit or credit"),
        "currency": text(language, "Currency"),
        "supplier": text(language, "Supplier"),
        "supplier_id": text(language, "Supplier number"),
        "kvk": text(language, "Chamber of Commerce number"),
        "vat_number": text(language, "VAT number"),
        "body": text(language, "Organisation"),
        "department": text(language, "Department"),
        "cost_centre": text(language, "Cost centre"),
        "invoice_date": text(language, "Invoice date"),
        "booking_date": text(language, "Booking date"),
        "payment_date": text(language, "Payment date"),
        "due_date": text(language, "Due date"),
        "year": text(language, "Year"),
        "period": text(language, "Period"),
        "invoice_number": text(language, "Invoice number"),
        "document_number": text(language, "Document number"),
        "order_number": text(language, "Order number"),
        "contract_number": text(language, "Contract number"),
        "category": text(language, "Category"),
        "ledger_account": text(language, "Ledger account"),
        "ledger_name": text(language, "Ledger name"),
        "cpv": text(language, "CPV code"),
        "description": text(language, "Description"),
        "mvi": text(language, "Sustainable (yes or no)"),
        "label": text(language, "Label"),
        "circular": text(language, "Circular"),
        "fairtrade": text(language, "Fairtrade"),
        "organic": text(language, "Organic"),
        "biobased": text(language, "Biobased"),
        "fsc": text(language, "Certified timber"),
        "social_return": text(language, "Social return"),
        "isv": text(language, "International social conditions"),
        "innovation": text(language, "Innovation"),
        "sme": text(language, "Small or medium-sized enterprise"),
    }
    return words.get(field, field.replace("_", " "))
