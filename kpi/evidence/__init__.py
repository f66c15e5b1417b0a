"""What is known about spend lines, and what shows it."""

from kpi.evidence.borrowed import borrowed_suggestion, rijk_mapping
from kpi.evidence.categories import Decisions, clean_cpv, normal_text
from kpi.evidence.conflicts import Conflict, conflicts
from kpi.evidence.departments import department_lookup
from kpi.evidence.departments_file import expectation, listed_departments
from kpi.evidence.files import Understood, understand
from kpi.evidence.forms import DEPARTMENT_FORM, choices, forms_to_try, register_forms
from kpi.evidence.know import Known, classes, know
from kpi.evidence.line_keys import line_keys
from kpi.evidence.notice_matching import Lot, Match, Matcher, Party, asks_for, lots_of
from kpi.evidence.quantities import quantity_of, refuse_double
from kpi.evidence.similar_texts import stand_with
from kpi.evidence.suggestions import suggest
from kpi.evidence.suppliers import Identity, supplier_key
from kpi.evidence.tables import toml_tables
from kpi.evidence.touched import Change, Names

__all__ = [
    "DEPARTMENT_FORM",
    "Change",
    "Conflict",
    "Decisions",
    "Identity",
    "Known",
    "Lot",
    "Match",
    "Matcher",
    "Names",
    "Party",
    "Understood",
    "asks_for",
    "borrowed_suggestion",
    "choices",
    "classes",
    "clean_cpv",
    "conflicts",
    "department_lookup",
    "expectation",
    "forms_to_try",
    "know",
    "line_keys",
    "listed_departments",
    "lots_of",
    "normal_text",
    "quantity_of",
    "refuse_double",
    "register_forms",
    "rijk_mapping",
    "stand_with",
    "suggest",
    "supplier_key",
    "toml_tables",
    "understand",
]
