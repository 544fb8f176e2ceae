"""The door of the room reporting."""

from anlan.reporting.domain.clocks import ClockState
from anlan.reporting.domain.deadlines import WRITTEN, Stage, Start
from anlan.reporting.domain.errors import (
    AlreadyReceived,
    AlreadySentThere,
    BraceUnmatched,
    JumpUnexplained,
    NotAReceiver,
    SignerIsAuthor,
    SkipWithoutReason,
    TraitKnown,
    UnknownPlaceholder,
)
from anlan.reporting.domain.jumps import Jump
from anlan.reporting.domain.parties import Receiver, Way
from anlan.reporting.domain.reports import ReportAct, ReportState
from anlan.reporting.domain.suspicions import SuspicionAct, SuspicionState
from anlan.reporting.events import (
    ClockEscalated,
    ClockMet,
    ClockMissed,
    ClockStarted,
    ClockStopped,
    ClockWarned,
    EnquiryOpened,
    PaperDrafted,
    PaperIssued,
    ReportDrafted,
    ReportRead,
    ReportReceived,
    ReportReturned,
    ReportSent,
    ReportSigned,
    SituationStable,
    SuspicionCleared,
    SuspicionProved,
    SuspicionRaised,
    TemplateChanged,
    TraitFound,
)
from anlan.reporting.selectors.clocks import ClockRow, Reading, Told, clocks_of, owed_clocks
from anlan.reporting.selectors.jumps import jumps_of
from anlan.reporting.selectors.papers import (
    PaperFilter,
    PaperPage,
    PaperRow,
    may_issue,
    paper,
    paper_document,
    paper_preview,
    papers,
    template_preview,
)
from anlan.reporting.selectors.receivers import ReceiverRow, receivers_of
from anlan.reporting.selectors.reports import (
    ReportFile,
    ReportFilter,
    ReportPage,
    ReportRow,
    TransmissionRow,
    VersionRow,
    acts_open_to,
    draft_document,
    may_receive,
    preview,
    report,
    report_of,
    reports,
    sent_document,
)
from anlan.reporting.selectors.rules import body_name, unit_of
from anlan.reporting.selectors.suspicions import (
    SuspicionFilter,
    SuspicionPage,
    SuspicionRow,
    is_missed_stage,
    late_receipts,
    open_suspicions,
    silent_jumps,
    suspicion_rule,
    suspicions,
)
from anlan.reporting.selectors.templates import (
    PaperContent,
    TemplateRow,
    paper_kinds,
    placeholders,
    template_editions,
    templates,
)
from anlan.reporting.selectors.traits import TraitRow, traits_of
from anlan.reporting.services.clocks import declare_stable, follow_grade, start_clocks, stop_daily_clocks
from anlan.reporting.services.demonstration import put_demonstration, remove_demonstration
from anlan.reporting.services.papers import NewPaper, draft_paper, edit_paper, issue_paper, save_template
from anlan.reporting.services.reports import (
    correct_report,
    draft_report,
    edit_report,
    explain_jumps,
    refresh_report,
    return_report,
    sign_report,
)
from anlan.reporting.services.sending import note_reading, receive_report, record_receipt, send_report
from anlan.reporting.services.suspicions import (
    Noticed,
    clear_suspicion,
    open_enquiry,
    prove_suspicion,
    suspect,
)
from anlan.reporting.services.traits import TRAITS, find_trait
from anlan.reporting.words import suspicion_word
