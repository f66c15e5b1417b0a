"""What is known about spend lines, and what shows it."""

from kpi.evidence.files import load_evidence, load_mapping
from kpi.evidence.know import Known, know
from kpi.evidence.suggestions import suggest
from kpi.evidence.suppliers import supplier_key

__all__ = ["Known", "know", "load_evidence", "load_mapping", "suggest", "supplier_key"]
