"""The door of the room command."""

from anlan.command.domain.accounting import NewWatch, WatchAct, WatchState, Word
from anlan.command.domain.consultations import ConsultationState, NewConclusion, NewConsultation
from anlan.command.domain.dispatching import (
    ExerciseMovesNoGoods,
    GoodsWanted,
    NoLongerFree,
    NoPlaceOfIncident,
    TeamsWanted,
)
from anlan.command.domain.errors import (
    AlreadyAnswered,
    AlreadyInShelter,
    CloserDidIt,
    CommandIsElsewhere,
    FeedbackMissing,
    ForerunnersUndone,
    HouseholdsMissing,
    IncidentStillOpen,
    MinutesChanged,
    MinutesMissing,
    NotAPhoto,
    NoteMissing,
    NothingProposed,
    NotTheReceiver,
    PartsUndone,
    PhotoMissing,
    PlaceMissing,
    ReturnNotOrdered,
    SideTaken,
    SignerIsProposer,
    SignerWroteReview,
    TeamWatched,
    WrongSide,
)
from anlan.command.domain.escalation import Trouble
from anlan.command.domain.evacuation import Count, EvacuationNumbers, EvacuationTarget
from anlan.command.domain.handovers import HandoverAct, HandoverState, NewHandover
from anlan.command.domain.orders import UNDONE as UNDONE_ORDERS
from anlan.command.domain.orders import Feedback, NewOrder, OrderAct, OrderState, Photo, Receiver
from anlan.command.domain.posts import NewCommandPost, Place, PostAct, PostState, Seat, Side, Sitter
from anlan.command.domain.responses import OPEN as OPEN_RESPONSES
from anlan.command.domain.responses import PlannedTask, PlanTask, ProposedResponse, ResponseAct, ResponseState
from anlan.command.domain.reviews import DoneTask, LessonAct, LessonState, NewLesson, ReviewState
from anlan.command.domain.transfers import MoveAct, MoveState, NewCard
from anlan.command.events import (
    CommandPostMoved,
    CommandPostSetUp,
    CommandPostStoodDown,
    ConsultationCalled,
    ConsultationCancelled,
    ConsultationClosed,
    DispatchProposed,
    Escalated,
    EscalationAnswered,
    EvacuationReported,
    EvacuationTargetSet,
    HandoverAccepted,
    HandoverOffered,
    HandoverRefused,
    HandoverWithdrawn,
    HouseholdTicked,
    LessonAdded,
    LessonClosed,
    LessonDone,
    LessonOverdue,
    LessonReturned,
    OrderCancelled,
    OrderCompleted,
    OrderExtended,
    OrderFedBack,
    OrderIssued,
    OrderOverdue,
    OrderReceived,
    OrderReturned,
    OrderVerified,
    ProposalDeclined,
    ResponseEnded,
    ResponseLowered,
    ResponseProposed,
    ResponseRaised,
    ResponseStarted,
    ReturnOrdered,
    ReviewCompiled,
    ReviewSigned,
    SeatFilled,
    SeatRelieved,
    ShelterEntered,
    ShelterLeft,
    TeamAnswered,
    TeamCalledForHelp,
    TeamCameOut,
    TeamSilent,
    TeamWatchStarted,
    TransferCardMade,
    UpperResponseRecorded,
)
from anlan.command.selectors.boards import (
    OrderFilter,
    OrderSpan,
    OrderStepRow,
    order_list,
    order_spans,
    order_steps,
    related,
    steps_of_order,
)
from anlan.command.selectors.by_plan import proposal_by_hand
from anlan.command.selectors.consultations import ConclusionRow, ConsultationRow, consultation, consultations_of
from anlan.command.selectors.dispatching import DispatchSheet, DispatchSummary, dispatch_plan, dispatch_plans
from anlan.command.selectors.escalation import (
    EscalationRow,
    escalations_about,
    escalations_of,
    escalations_to,
)
from anlan.command.selectors.evacuation import (
    EvacuationEntryRow,
    EvacuationLine,
    EvacuationTable,
    Listed,
    evacuation_history,
    evacuation_line,
    evacuation_line_or_none,
    evacuation_lines,
    evacuation_table,
    evacuation_with_lists,
    listed_of,
)
from anlan.command.selectors.flow import flow_of
from anlan.command.selectors.handovers import HandoverRow, handovers_of, holder_of, levels_over, may_answer
from anlan.command.selectors.orders import (
    FeedbackRow,
    OrderCounts,
    OrderRow,
    PhotoRow,
    acts_open_to,
    feedback_of,
    may_carry_out_order,
    order,
    order_counts,
    orders_of,
    overdue_count,
    photo,
    tasks_of,
)
from anlan.command.selectors.papers import minutes_document, review_document, step_document
from anlan.command.selectors.posts import (
    CommandPostRow,
    HoldingRow,
    SeatRow,
    command_post,
    command_posts_of,
    post_tile,
    seat_of,
    standing_posts,
)
from anlan.command.selectors.responses import (
    ResponseRow,
    StepRow,
    UpperResponseRow,
    draft_order_text,
    may_end,
    may_sign,
    open_responses,
    response,
    responses_of,
    upper_responses_of,
)
from anlan.command.selectors.reviews import (
    LessonFilter,
    LessonRow,
    ReviewRow,
    lesson,
    lesson_counts,
    lessons,
    lessons_from,
    review,
    review_of,
    stage_limit,
    tasks_done,
)
from anlan.command.selectors.seating import open_response_of, suggested_name
from anlan.command.selectors.transfers import (
    CardRow,
    StayRow,
    TransferRow,
    card,
    cards_of,
    expected_in,
    households_of,
    own_cards,
    stays_in,
)
from anlan.command.selectors.watching import WatchRow, WordRow, own_watches, watch, watches_of, words_of
from anlan.command.services.by_plan import issue_orders_by_plan, propose_by_plan
from anlan.command.services.carrying_out import complete_order, receive_order
from anlan.command.services.chasing import answer_escalation, climb_ladder, rest_orders
from anlan.command.services.closing import cancel_order, extend_deadline, return_order, verify_order
from anlan.command.services.consultations import (
    add_conclusion,
    add_participant,
    call_consultation,
    cancel_consultation,
    close_consultation,
    drop_conclusion,
    note_attendance,
    write_minutes,
)
from anlan.command.services.dispatching import propose_dispatch
from anlan.command.services.evacuation import report_evacuation, set_evacuation_target
from anlan.command.services.feedback import give_feedback
from anlan.command.services.handovers import answer_handover, offer_handover
from anlan.command.services.lessons import add_lesson, close_lesson, finish_lesson, return_lesson
from anlan.command.services.orders import issue_order, issue_planned_orders, pass_on_order
from anlan.command.services.posts import (
    add_seat,
    fill_seat,
    move_command_post,
    relieve_seat,
    set_up_command_post,
    stand_down,
)
from anlan.command.services.responses import (
    decline_proposal,
    end_response,
    propose_change,
    propose_response,
    sign_change,
    start_response,
)
from anlan.command.services.reviews import compile_review, judge_review, sign_review
from anlan.command.services.sending import issue_dispatch
from anlan.command.services.staying import Arrival, check_in, check_out
from anlan.command.services.steps import Press
from anlan.command.services.transfers import make_card, order_return, tick_household
from anlan.command.services.upper_responses import UpperResponseFact, record_upper_response
from anlan.command.services.watching import notice_silence, say_word, start_watch
from anlan.command.words import TROUBLE_WORDS
