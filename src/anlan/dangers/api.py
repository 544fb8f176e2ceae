"""The door of the room dangers."""

from anlan.dangers.domain.closing import Assurances, Receiver
from anlan.dangers.domain.dangers import MOST_PICTURES, NewDanger, SentPicture
from anlan.dangers.domain.errors import (
    AssurancesMissing,
    CheckerRectified,
    ControlMissing,
    CutOffAlready,
    DeadlinePast,
    DeadlineTooLate,
    DualReportMissing,
    ExpertsMissing,
    ExtensionAskedTooLate,
    ExtensionRunning,
    GradeNeedsReason,
    ListedAlready,
    ListingDeadlineTooLate,
    ListingNotHigher,
    ListingNotLate,
    NotAPicture,
    NoticeTooShort,
    NotListable,
    NotYetAccepted,
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
from anlan.dangers.domain.listing import LEVELS, Acceptance, ListingAct, ListingState, Notice, Procedure, authority_of
from anlan.dangers.domain.states import OPEN, DangerAct, DangerState, Grade, ObjectKind, Source
from anlan.dangers.events import (
    ApplicationWithdrawn,
    DangerAccepted,
    DangerClosed,
    DangerControlled,
    DangerDismissed,
    DangerFound,
    DangerGraded,
    DangerListed,
    DangerOverdue,
    DangerRectified,
    DangerRecurred,
    DangerRegistered,
    DangerReminded,
    DangerReopened,
    DangerReported,
    DangerReturned,
    DangerTakenUp,
    ExtensionAsked,
    ExtensionDecided,
    ListingLifted,
    ListingOverdue,
    ListingPublished,
    ListingUnpublished,
    ListingUpgraded,
    PowerStopEnded,
    PowerStopOrdered,
    RectificationStarted,
    RectificationToldOf,
)
from anlan.dangers.selectors.between import FoundCounts, first_found, found_between, open_and_overdue
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
    open_total,
    picture,
    pictures_of,
    reports_of,
    steps_of,
)
from anlan.dangers.selectors.listing import (
    ExtensionRow,
    ListingRow,
    PowerStopRow,
    extensions_of,
    listings,
    listings_of,
    power_stops_of,
    procedure,
    public_listing,
    public_listings,
)
from anlan.dangers.selectors.rules import (
    clauses,
    deadline_rule,
    forwarded_trade,
    grade_proposal,
    listing_level,
    power_hours,
    sensor_trade,
    trades,
)
from anlan.dangers.selectors.scope import is_delivered, is_own, own_objects
from anlan.dangers.selectors.tiles import LAYERS, tile
from anlan.dangers.selectors.trend import (
    Figures,
    Month,
    Part,
    Statistics,
    by_region,
    by_trade,
    closed_share,
    months,
    period_choices,
    region_names,
    statistics,
)
from anlan.dangers.services.checking import accept_danger, close_danger, reopen_danger, return_danger
from anlan.dangers.services.demonstration import OpeningDanger, put_demonstration, remove_demonstration
from anlan.dangers.services.grading import grade_danger
from anlan.dangers.services.importing import LedgerOutcome, import_dangers
from anlan.dangers.services.importing import columns as import_columns
from anlan.dangers.services.listing import (
    ask_extension,
    decide_extension,
    lift_listing,
    list_danger,
    publish_listing,
    upgrade_listing,
)
from anlan.dangers.services.power import NewStop, end_power_stop, order_power_stop
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
from anlan.dangers.services.watching import watch_deadlines, watch_listings
from anlan.dangers.words import GRADE_WORDS, STATE_WORDS, answer_of_closed, answer_of_dismissed
