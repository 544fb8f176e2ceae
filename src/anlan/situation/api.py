"""The door of the room situation."""

from anlan.situation.domain.errors import ReportExists
from anlan.situation.domain.periods import ReportKind
from anlan.situation.domain.states import ReportAct, ReportState
from anlan.situation.events import SituationDrafted, SituationMoved, SituationSigned
from anlan.situation.selectors.reports import (
    ReportRow,
    SituationFilter,
    WholeReport,
    report,
    report_document,
    reports,
    work_table,
)
from anlan.situation.services.demonstration import mark_demonstration, remove_demonstration
from anlan.situation.services.reports import (
    NewReport,
    discard_report,
    draft_report,
    redraft_report,
    return_report,
    sign_report,
    submit_report,
    write_report,
)
