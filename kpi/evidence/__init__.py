"""What is known about spend lines, and what shows it."""

from kpi.evidence.categories import Decisions, normal_text
from kpi.evidence.files import load_evidence, load_mapping
from kpi.evidence.know import Known, know
from kpi.evidence.quantities import quantity_of, refuse_double
from kpi.evidence.suggestions import suggest
from kpi.evidence.suppliers import Identity, supplier_key

__all__ = [
    "Decisions",
    "Identity",
    "Known",
    "know",
    "load_evidence",
    "load_mapping",
    "normal_text",
    "quantity_of",
    "refuse_double",
    "suggest",
    "supplier_key",
]
