"""What is known about spend lines, and what shows it."""

from kpi.evidence.know import Known, know
from kpi.evidence.suppliers import supplier_key

__all__ = ["Known", "know", "supplier_key"]
