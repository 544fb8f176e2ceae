"""The door of the room reporting."""

from anlan.reporting.domain.clocks import ClockState
from anlan.reporting.domain.deadlines import Stage, Start
from anlan.reporting.domain.errors import AlreadyReceived, AlreadySentThere, NotAReceiver, SignerIsAuthor
from anlan.reporting.domain.reports import ReportAct, ReportState
from anlan.reporting.events import (
    ClockMet,
    ClockMissed,
    ClockStarted,
    ClockStopped,
    ClockWarned,
    ReportDrafted,
    ReportReceived,
    ReportReturned,
    ReportSent,
    ReportSigned,
    SituationStable,
)
from anlan.reporting.selectors.clocks import ClockRow, clocks_of, owed_clocks
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
from anlan.reporting.selectors.rules import unit_of
from anlan.reporting.services.clocks import declare_stable, start_clocks, stop_daily_clocks
from anlan.reporting.services.reports import (
    correct_report,
    draft_report,
    edit_report,
    refresh_report,
    return_report,
    sign_report,
)
from anlan.reporting.services.sending import receive_report, record_receipt, send_report
