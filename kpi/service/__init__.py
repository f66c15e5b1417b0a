"""The one door. Every function names the viewer first and asks kpi.access before it touches anything."""

from kpi.commitment import KeyRefusal, ProposedTarget, exact_value, keeps_up, written_value
from kpi.intake.difference import CellChange, Difference, RowChange
from kpi.service.certifying import certify, reopen, withdraw
from kpi.service.closing import Chance, WhatIf, chances, what_if
from kpi.service.committing import (
    CommitmentDraft,
    commit,
    commitment_drafts,
    commitment_files,
    commitment_from,
    commitment_values,
    commitments,
    end_commitment,
    load_commitment_file,
    new_commitment_id,
    remove_commitment_draft,
    save_commitment_draft,
)
from kpi.service.comparison import (
    Delivery,
    Participation,
    Spend,
    by_province,
    compare,
    own_group,
    participation,
    peer_groups,
    spend,
    spread,
)
from kpi.service.correcting import Correction, FindingsChange, compare_versions, corrected, correction, difference
from kpi.service.definitions import ambitions, check_definitions, describe
from kpi.service.detail import Group, breakdown, lines
from kpi.service.drafting import Draft, draft, drafts, remove_draft, save_draft
from kpi.service.judging import (
    change,
    earlier_promises,
    figures,
    forecast,
    history,
    publish,
    published_figures,
    status,
    trend,
)
from kpi.service.ledger import explain_difference, typed_amount
from kpi.service.looking import Page, control_totals, rows, state_names, submissions, years
from kpi.service.menu import Menu, Offer, chosen_values, menu
from kpi.service.monitor import Loaded, Monitor, open_monitor
from kpi.service.organisations import (
    all_bodies,
    bodies,
    body,
    indicators,
    load_body_file,
    save_body,
    themes,
)
from kpi.service.printing import commitment_as_json, figure_as_json, submission_as_json
from kpi.service.rebuilding import Rebuilt, rebuild
from kpi.service.registering import (
    OpenGroup,
    Worklist,
    add_mapping,
    exclusion_names,
    knowledge,
    knowledge_files,
    load_evidence_file,
    load_mapping_file,
    measure_all,
    suggest,
    worklist,
)
from kpi.service.remembering import forget_layout
from kpi.service.replying import has_original, reply_name, reply_to_draft, reply_to_file, reply_to_submission
from kpi.service.statements import draft_statement, statement
from kpi.service.submitting import Preview, blocking, preview, read, reading_totals, submit

__all__ = [
    "CellChange", "Chance", "CommitmentDraft", "Correction", "Delivery", "Difference", "Draft", "FindingsChange",
    "Group", "KeyRefusal", "Loaded", "Menu", "Monitor", "Offer", "OpenGroup", "Page", "Participation", "Preview", "ProposedTarget",
    "Rebuilt", "RowChange", "Spend", "WhatIf", "Worklist", "add_mapping", "all_bodies", "ambitions", "blocking",
    "bodies", "body", "breakdown", "by_province", "certify", "chances", "change", "check_definitions",
    "chosen_values", "commit", "commitment_as_json", "commitment_drafts", "commitment_files", "commitment_from",
    "commitment_values", "commitments", "compare", "compare_versions", "control_totals", "corrected", "correction",
    "describe", "difference", "draft", "draft_statement", "drafts", "earlier_promises", "end_commitment",
    "exact_value", "exclusion_names", "explain_difference", "figure_as_json", "figures", "forecast", "forget_layout",
    "has_original", "history", "indicators", "keeps_up", "knowledge", "knowledge_files", "lines", "load_body_file",
    "load_commitment_file", "load_evidence_file", "load_mapping_file", "measure_all", "menu", "new_commitment_id",
    "open_monitor", "own_group", "participation", "peer_groups", "preview", "publish", "published_figures", "read",
    "reading_totals", "rebuild", "remove_commitment_draft", "remove_draft", "reopen", "reply_name", "reply_to_draft",
    "reply_to_file", "reply_to_submission", "rows", "save_body", "save_commitment_draft", "save_draft", "spend",
    "spread", "state_names", "statement", "status", "submission_as_json", "submissions", "submit", "suggest",
    "themes", "trend", "typed_amount", "what_if", "withdraw", "worklist", "written_value", "years",
]  # fmt: skip
