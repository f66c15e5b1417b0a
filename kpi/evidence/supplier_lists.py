"""Lists of suppliers: how large each is, and which are small and medium-sized or social enterprises."""

from __future__ import annotations

from kpi.evidence.about import kvk_number
from kpi.evidence.cells import name, truth, word
from kpi.evidence.tables import Row
from kpi.language import message
from kpi.model import FULL, Evidence, Supplier

REFERENCE = "supplier register"


def supplier_row(row: Row, form: str) -> tuple[Supplier, tuple[Evidence, ...]]:
    """What a row says about a supplier. On a list of social enterprises, or of SMEs, everyone listed is one."""
    called = row.get("name")
    about_kvk = "kvk" in row.headers.get("key", "").casefold()
    key = (kvk_number(row, "key") if about_kvk else name(row, "key")) or called
    if key is None:
        raise row.refuse("key", None, message("the name or the number of a supplier"))
    size, sme = word(row, "size", "size"), truth(row, "sme")
    if form == "sme_list":
        sme = True
    if size and sme is not None and sme != (size != "large"):
        raise row.refuse("sme", row.get("sme"), message("the same as the size says"))
    social = True if form == "social_enterprise_list" else truth(row, "social_enterprise")
    said: tuple[Evidence, ...] = ()
    if sme is not None and not size:
        part, keys = FULL * sme, dict.fromkeys((key, called or key))
        said = (Evidence("supplier", " | ".join(keys), "sme", part, part, "statement", "realisatie", REFERENCE),)
    return Supplier(key, called, size, social), said
