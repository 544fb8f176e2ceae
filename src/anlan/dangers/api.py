"""The door of the room dangers."""

from anlan.dangers.domain.closing import Assurances, Receiver
from anlan.dangers.domain.dangers import MOST_PICTURES, NewDanger, SentPicture
from anlan.dangers.domain.errors import (
    AssurancesMissing,
    CheckerRectified,
    ControlMissing,
    DeadlinePast,
    DeadlineTooLate,
    DualReportMissing,
    GradeNeedsReason,
    NotAPicture,
    NotYours,
    OnlyMajorIsReported,
    ReportedAlready,
    StillCutOff,
    StillListed,
    TokenUsedOtherwise,
    TooManyPictures,
    UnknownClause,
)
from anlan.dangers.domain.grading import Clause, Fit, GradeProposal, Grading
from anlan.dangers.domain.states import OPEN, DangerAct, DangerState, Grade, ObjectKind, Source
from anlan.dangers.events import (
    ApplicationWithdrawn,
    DangerAccepted,
    DangerClosed,
    DangerControlled,
    DangerDismissed,
    DangerFound,
    DangerGraded,
    DangerOverdue,
    DangerRectified,
    DangerRecurred,
    DangerRegistered,
    DangerReminded,
    DangerReopened,
    DangerReported,
    DangerReturned,
    DangerTakenUp,
    RectificationStarted,
    RectificationToldOf,
)
from anlan.dangers.selectors.dangers import (
    MOST_COUNTED,
    CountedRows,
    Counts,
    DangerFilter,
    DangerRow,
    PictureRow,
    ReportRow,
    StepRow,
    acts_open_to,
    danger,
    danger_of_source,
    dangers,
    dangers_by_id,
    open_counts,
    picture,
    pictures_of,
    reports_of,
    steps_of,
)
from anlan.dangers.selectors.rules import clauses, deadline_rule, grade_proposal, trades
from anlan.dangers.selectors.scope import is_own, own_objects
from anlan.dangers.services.checking import accept_danger, close_danger, reopen_danger, return_danger
from anlan.dangers.services.demonstration import mark_demonstration, remove_demonstration
from anlan.dangers.services.grading import grade_danger
from anlan.dangers.services.rectifying import (
    Told,
    apply_for_acceptance,
    control_danger,
    report_danger,
    start_rectification,
    tell_of_rectification,
    withdraw_application,
)
from anlan.dangers.services.registering import confirm_danger, dismiss_danger, register_danger, take_up_danger
from anlan.dangers.services.watching import watch_deadlines
