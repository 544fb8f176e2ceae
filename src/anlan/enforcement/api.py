"""The door of the room enforcement."""

from anlan.enforcement.domain.credit import ClosureGround
from anlan.enforcement.domain.discretion import Discretion, Proposal, proposed
from anlan.enforcement.domain.kinds import Kind
from anlan.enforcement.domain.money import Owed
from anlan.enforcement.domain.states import CaseAct, CaseState, ClockState, DocumentState
from anlan.enforcement.events import (
    CaseMoved,
    CaseNoted,
    CaseOpened,
    DocumentApproved,
    DocumentServed,
    LimitMissed,
    LimitWarned,
    PartyListed,
    PartyRepaired,
    PenaltyFixed,
    PenaltyPublished,
    PublicationWithdrawn,
)
from anlan.enforcement.selectors.casefile import case_file_pdf
from anlan.enforcement.selectors.cases import (
    CaseFilter,
    CaseRow,
    case,
    cases,
    cases_of,
    closure_of,
    evidence,
    evidence_picture,
    owed,
    pauses,
    payments,
    penalty_counts,
    state_counts,
)
from anlan.enforcement.selectors.clocks import ClockRow, clocks_of, due_count, due_list
from anlan.enforcement.selectors.documents import (
    Choice,
    DocumentRow,
    beginnings,
    choices,
    document,
    document_file,
    document_preview,
    documents,
)
from anlan.enforcement.selectors.publishing import (
    ListingRow,
    credit_list,
    credit_of,
    listing_of_case,
    public_penalties,
)
from anlan.enforcement.selectors.tables import discretion, document_kinds, limits_by_key
from anlan.enforcement.services.approving import approve_document, return_document, submit_document
from anlan.enforcement.services.cases import (
    PAUSES,
    SOURCES,
    NewCase,
    NewEvidence,
    add_evidence,
    ask_hearing,
    open_case,
    pause_case,
    resume_case,
    take_back,
    waive_objection,
)
from anlan.enforcement.services.clocks import watch_case_clocks
from anlan.enforcement.services.demonstration import mark_demonstration, remove_demonstration
from anlan.enforcement.services.documents import (
    NewSignature,
    discard_document,
    draft_document,
    edit_document,
    sign_document,
)
from anlan.enforcement.services.executing import NewPayment, confirm_execution, record_court, record_payment
from anlan.enforcement.services.penalties import MEASURES, NewPenalty, fix_penalty
from anlan.enforcement.services.publishing import list_party, publish_penalty, repair_credit, withdraw_publication
from anlan.enforcement.services.serving import WAYS, NewService, serve_document
