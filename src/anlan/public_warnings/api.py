"""The door of the room public_warnings."""

from anlan.protocols.smpp34 import MessageSize, message_size
from anlan.public_warnings.domain.calling import Answer, MoveState, StepState, TaskState
from anlan.public_warnings.domain.channels import Channel, channel, channels, open_to
from anlan.public_warnings.domain.content import DraftContent, FieldChange, MessageKind
from anlan.public_warnings.domain.drawing import Frame
from anlan.public_warnings.domain.issuing import issuing_region
from anlan.public_warnings.domain.ladders import Ladder
from anlan.public_warnings.domain.lanes import Lane
from anlan.public_warnings.domain.languages import (
    MAIN_LANGUAGE,
    TRANSLATED_FIELDS,
    Language,
    Translation,
    in_language,
    languages,
    other_languages,
    tidy_translations,
)
from anlan.public_warnings.domain.push import (
    MOST_PLACES,
    NewSubscription,
    NoSuchSubscription,
    TooManyRequests,
    require_host,
)
from anlan.public_warnings.domain.reading import measures_of
from anlan.public_warnings.domain.receiving import (
    ReceivedState,
)
from anlan.public_warnings.domain.scoring import Judged, Outcome, Score
from anlan.public_warnings.domain.short import spoken_seconds
from anlan.public_warnings.domain.signing import (
    Group,
    Signature,
    SigningRule,
    Step,
    groups,
    rule_for,
)
from anlan.public_warnings.domain.sources import (
    AreaSource,
    Around,
    Drawn,
    Model,
    RiverReach,
    outline_of,
    pieces_of_geojson,
    source_in,
)
from anlan.public_warnings.domain.states import OPEN_STATES, SENT_STATES, WarningAct, WarningState
from anlan.public_warnings.events import (
    AfterReviewOverdue,
    CallAskedAgain,
    CallAuditFailed,
    CallAuditSettled,
    CallConfirmed,
    CallEscalated,
    CallLapsed,
    CallMade,
    CallRefused,
    CallsBegun,
    ChannelBack,
    ChannelLost,
    DelegationTakenBack,
    DeliveryFinished,
    DeliveryRetried,
    HelpWanted,
    HouseholdsTicked,
    LadderDecided,
    LadderProposed,
    PartnerChanged,
    PartnerMessageDecided,
    PartnerMessageReceived,
    SignatureDelegated,
    TownshipSilent,
    VillageCallsBegun,
    WarningDrafted,
    WarningEdited,
    WarningIssued,
    WarningIssuedAtOnce,
    WarningLifted,
    WarningReturned,
    WarningReviewedAfter,
    WarningSigned,
    WarningSubmitted,
    WarningUpdated,
    WarningWithdrawn,
    WrongNumberSettled,
)
from anlan.public_warnings.faults import fault_words
from anlan.public_warnings.selectors.audits import (
    AUDIT_PAGE,
    AUDITOR,
    AuditFilter,
    AuditPage,
    AuditRow,
    audit_findings,
    open_audit_count,
)
from anlan.public_warnings.selectors.board import (
    BoardChanges,
    CallBoard,
    CallFilter,
    TownshipCalls,
    board_changes,
    call_board,
)
from anlan.public_warnings.selectors.calls import (
    CallRow,
    Question,
    StepRow,
    TryRow,
    call,
    calls_to,
    handed_up_calls,
    headline_of,
    question_of,
    steps,
    tries,
)
from anlan.public_warnings.selectors.chain import Chain, Link, chain_of, may_review_after
from anlan.public_warnings.selectors.channels import is_set_up, offered
from anlan.public_warnings.selectors.coverage import Coverage, coverage
from anlan.public_warnings.selectors.deliveries import (
    DeliveryPage,
    DeliveryRow,
    LetterFilter,
    LetterGroup,
    dead_letter_count,
    dead_letters,
    deliveries,
    letter_groups,
    letters_to_export,
)
from anlan.public_warnings.selectors.forecast import read_forecast
from anlan.public_warnings.selectors.given_up import given_up_numbers
from anlan.public_warnings.selectors.inside import DivisionInside, Inside, inside_of, inside_of_regions
from anlan.public_warnings.selectors.issued import issued_levels
from anlan.public_warnings.selectors.kinds import (
    Kind,
    area_words,
    from_template,
    has_level,
    issuer_of,
    kind_for_rule,
    kind_name,
    kinds,
    moment_words,
    on_channels,
    proposed_channels,
    spoken_names,
    unit_words,
    wording,
)
from anlan.public_warnings.selectors.ladders import (
    LadderEditionRow,
    LadderRow,
    ladder_editions,
    ladder_region,
    ladder_table,
)
from anlan.public_warnings.selectors.links import ChannelRow, LostChannel, channel_rows, lost_channels
from anlan.public_warnings.selectors.marks import SignatureMark, Worth, signature_mark
from anlan.public_warnings.selectors.moves import (
    MovedByTownship,
    MoveList,
    MoveRow,
    TickRow,
    moved_by_township,
    moves_by_token,
    moves_of,
    ticks_of,
    villages_by_token,
)
from anlan.public_warnings.selectors.notices import (
    PUBLIC_PAGE,
    Notice,
    NoticeFilter,
    Standing,
    cap_document,
    ended_count,
    ended_notices,
    ended_years,
    feed_mark,
    feed_messages,
    notice,
    standing_notices,
    warning_named,
)
from anlan.public_warnings.selectors.partners import (
    MessageFilter,
    MessageRow,
    PartnerRow,
    RefusedRow,
    origins_of,
    partner_row,
    partners,
    received,
    received_document,
    received_message,
    refused,
    refused_codes,
    waiting_count,
)
from anlan.public_warnings.selectors.reach import ListPreview, Reach, preview_list, reach_of, regions_to_call
from anlan.public_warnings.selectors.received import content_of_received, kind_of_received, level_of_received
from anlan.public_warnings.selectors.refuge import Refuge, refuges_in, refuges_near
from anlan.public_warnings.selectors.results import ChannelResult, channel_results
from anlan.public_warnings.selectors.rounds import (
    RoundRow,
    SilentRow,
    WrongNumberRow,
    calls_for_help,
    running_rounds,
    silent_townships,
    wrong_numbers,
)
from anlan.public_warnings.selectors.scores import WarnedRow, WarnedYear, warned_year, years_of_warnings
from anlan.public_warnings.selectors.sheets import Sheet, frame_for, ground_of, sheet_of
from anlan.public_warnings.selectors.short import ShortSource, most_parts, short_text
from anlan.public_warnings.selectors.signing import (
    AfterReviewRow,
    DelegationFilter,
    DelegationRow,
    Signable,
    after_review,
    after_reviews_owed,
    delegations,
    who_may,
)
from anlan.public_warnings.selectors.sounds import sent_sound, sounds, warning_sound
from anlan.public_warnings.selectors.subscriptions import (
    OwnSubscription,
    PushReceiver,
    own_subscription,
    push_receiver,
    push_receivers,
)
from anlan.public_warnings.selectors.targets import (
    TargetFilter,
    TargetRow,
    channel_names,
    channels_of_list,
    list_standing,
    target_count,
    target_totals,
    targets,
    told,
)
from anlan.public_warnings.selectors.transmissions import TransmissionRow, transmission
from anlan.public_warnings.selectors.warnings import (
    Version,
    WarningFilter,
    WarningPage,
    WarningRow,
    acts_open_to,
    followers,
    standing,
    state_counts,
    tile,
    versions,
    warning,
    warnings,
)
from anlan.public_warnings.services.addressees import Receiver, webhook_addresses
from anlan.public_warnings.services.after_reviewing import Verdict, review_after
from anlan.public_warnings.services.answering import Instead
from anlan.public_warnings.services.auditing import Auditor
from anlan.public_warnings.services.binding import bind_to_incident
from anlan.public_warnings.services.calling import begin_calls, escalate_calls
from anlan.public_warnings.services.confirming import (
    Answered,
    VoiceCall,
    answer_call,
    ask_again,
    confirm_by_token,
    confirm_call,
    record_voice_call,
    refuse_by_token,
    refuse_call,
    tell_forwarded,
)
from anlan.public_warnings.services.dead_letters import (
    HandWord,
    record_hand_delivery,
    retry_delivery,
    retry_letters,
)
from anlan.public_warnings.services.deciding import (
    draft_of_received,
    set_aside,
)
from anlan.public_warnings.services.delegating import NewDelegation, delegate_signature, revoke_delegation
from anlan.public_warnings.services.delivering import deliver_channel
from anlan.public_warnings.services.drafting import (
    NewDraft,
    draft_warning,
    edit_draft,
    submit_warning,
    withdraw_warning,
)
from anlan.public_warnings.services.exporting import export_targets
from anlan.public_warnings.services.falling_back import fall_back
from anlan.public_warnings.services.following import lift_warning, retract_warning, update_warning
from anlan.public_warnings.services.issuing import approve_warning, issue_at_once
from anlan.public_warnings.services.ladders import (
    LadderProposal,
    approve_ladder,
    propose_ladder,
    refuse_ladder,
)
from anlan.public_warnings.services.linking import want_link_test
from anlan.public_warnings.services.long_lists import freeze_list, ring_for_lists
from anlan.public_warnings.services.moving import Ticks, tick_households, tick_households_by_token
from anlan.public_warnings.services.owing import announce_overdue_reviews
from anlan.public_warnings.services.partners import (
    AddedPartner,
    NewPartner,
    add_partner,
    fetch_soon,
    partner_pushing,
    pause_partner,
    renew_partner_key,
    require_signatures,
)
from anlan.public_warnings.services.polling import (
    Polled,
    poll_partner,
    ring_for_partners,
)
from anlan.public_warnings.services.push_key import push_public_key
from anlan.public_warnings.services.queueing import queue_receivers
from anlan.public_warnings.services.receiving import awaiting_receipt, read_receipts
from anlan.public_warnings.services.recording import take_receipts
from anlan.public_warnings.services.relaying import (
    begin_villages,
    begin_villages_by_token,
    find_silent_townships,
    settle_wrong_number,
)
from anlan.public_warnings.services.replying import read_replies
from anlan.public_warnings.services.signing import return_warning, sign_warning
from anlan.public_warnings.services.sounds import drop_sound, keep_sound
from anlan.public_warnings.services.subscribing import forget_endpoint, subscribe, unsubscribe
from anlan.public_warnings.services.taking import (
    Intake,
    Taken,
    take_message,
)
from anlan.public_warnings.services.tallying import count_coverage, ring_for_counting
from anlan.public_warnings.services.voice import SignedNotice, take_voice_notice
