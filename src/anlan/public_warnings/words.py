"""The words of this room that data choose."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from anlan.public_warnings.domain.auditing import Flaw
from anlan.public_warnings.domain.calling import Answer, MoveState, StepState, TaskState
from anlan.public_warnings.domain.content import MessageKind
from anlan.public_warnings.domain.delegating import Gap
from anlan.public_warnings.domain.states import WarningState

STATE_WORDS: Final[dict[str, Promise]] = {
    WarningState.DRAFT: pgettext_lazy("warning", "draft"),
    WarningState.SUBMITTED: pgettext_lazy("warning", "to be reviewed"),
    WarningState.SIGNED: pgettext_lazy("warning", "to be signed"),
    WarningState.RETURNED: pgettext_lazy("warning", "returned"),
    WarningState.WITHDRAWN: pgettext_lazy("warning", "withdrawn"),
    WarningState.ISSUED: pgettext_lazy("warning", "issued"),
    WarningState.UPDATED: pgettext_lazy("warning", "replaced"),
    WarningState.LIFTED: pgettext_lazy("warning", "lifted"),
}
STATE_TONES: Final[dict[str, str]] = {
    WarningState.DRAFT: "dim",
    WarningState.SUBMITTED: "amber",
    WarningState.SIGNED: "amber",
    WarningState.RETURNED: "red",
    WarningState.WITHDRAWN: "dim",
    WarningState.ISSUED: "accent",
    WarningState.UPDATED: "dim",
    WarningState.LIFTED: "good",
}
MESSAGE_WORDS: Final[dict[str, Promise]] = {
    MessageKind.ALERT: pgettext_lazy("warning", "first issue"),
    MessageKind.UPDATE: pgettext_lazy("warning", "update"),
    MessageKind.CANCEL: pgettext_lazy("warning", "lifting"),
}
CALL_WORDS: Final[dict[str, Promise]] = {
    TaskState.PLANNED: pgettext_lazy("warning", "waits for the township"),
    TaskState.CALLING: pgettext_lazy("warning", "being called"),
    TaskState.CONFIRMED: pgettext_lazy("warning", "confirmed"),
    TaskState.HANDED_UP: pgettext_lazy("warning", "nobody answered"),
    TaskState.ENDED: pgettext_lazy("warning", "ended"),
}
CALL_TONES: Final[dict[str, str]] = {
    TaskState.PLANNED: "dim",
    TaskState.CALLING: "amber",
    TaskState.CONFIRMED: "good",
    TaskState.HANDED_UP: "red",
    TaskState.ENDED: "dim",
}
ASKED_WORDS: Final[dict[str, Promise]] = {
    StepState.WAITING: pgettext_lazy("call", "not called yet"),
    StepState.CALLED: pgettext_lazy("call", "being called"),
    StepState.CONFIRMED: pgettext_lazy("call", "confirmed"),
    StepState.ASKED_AGAIN: pgettext_lazy("call", "asked again"),
    StepState.UNANSWERED: pgettext_lazy("call", "did not answer"),
    StepState.REFUSED: pgettext_lazy("call", "not the right person"),
    StepState.RELEASED: pgettext_lazy("call", "not needed any more"),
}
ASKED_TONES: Final[dict[str, str]] = {
    StepState.WAITING: "dim",
    StepState.CALLED: "amber",
    StepState.CONFIRMED: "good",
    StepState.ASKED_AGAIN: "amber",
    StepState.UNANSWERED: "red",
    StepState.REFUSED: "red",
    StepState.RELEASED: "dim",
}
MOVE_WORDS: Final[dict[str, Promise]] = {
    MoveState.TO_MOVE: pgettext_lazy("household", "to move"),
    MoveState.MOVED: pgettext_lazy("household", "moved"),
    MoveState.NOT_FOUND: pgettext_lazy("household", "not found"),
    MoveState.REFUSED: pgettext_lazy("household", "refuses"),
}
MOVE_TONES: Final[dict[str, str]] = {
    MoveState.TO_MOVE: "amber",
    MoveState.MOVED: "good",
    MoveState.NOT_FOUND: "red",
    MoveState.REFUSED: "red",
}
RANK_WORDS: Final[dict[str, Promise]] = {
    "A": pgettext_lazy("warning", "A post"),
    "B": pgettext_lazy("warning", "B post"),
    "superior": pgettext_lazy("warning", "superior"),
    "neighbour": pgettext_lazy("warning", "neighbour village"),
    "police": pgettext_lazy("warning", "police station"),
    "named": pgettext_lazy("warning", "named instead"),
    "by_hand": pgettext_lazy("warning", "reached by voice"),
}
LADDER_WORDS: Final[dict[str, Promise]] = {
    "sms": pgettext_lazy("ladder", "SMS"),
    "voice": pgettext_lazy("ladder", "voice call"),
    "both": pgettext_lazy("ladder", "SMS and voice call"),
    "county": pgettext_lazy("ladder", "county"),
    "township": pgettext_lazy("ladder", "township"),
    "village": pgettext_lazy("ladder", "village"),
    "admin": pgettext_lazy("ladder", "administrative"),
    "technical": pgettext_lazy("ladder", "technical"),
    "patrol": pgettext_lazy("ladder", "patrol"),
    "1": pgettext_lazy("ladder", "one person"),
    "2": pgettext_lazy("ladder", "two persons"),
    "all": pgettext_lazy("ladder", "every post of the place"),
    "at_once": pgettext_lazy("ladder", "with their township"),
    "after_township": pgettext_lazy("ladder", "by their township"),
    "village_wait_minutes": _("village_wait_minutes"),
    "silent_minutes": _("silent_minutes"),
    "ask_again_minutes": _("ask_again_minutes"),
    "link_hours": _("link_hours"),
    "doubtful": pgettext_lazy("ladder", "to be checked"),
    "verified": pgettext_lazy("ladder", "verified"),
    "local": pgettext_lazy("ladder", "set by the region"),
    "proposed": pgettext_lazy("ladder", "proposed"),
    "approved": pgettext_lazy("ladder", "approved"),
    "refused": pgettext_lazy("ladder", "refused"),
}
MOVES_WORDS: Final[dict[str, Promise]] = {
    "none": pgettext_lazy("ladder", "no list"),
    "first": pgettext_lazy("ladder", "those to move first"),
    "all": pgettext_lazy("ladder", "every household"),
}
LADDER_CHOICES: Final[dict[str, list[tuple[str, Promise]]]] = {
    "who": [(who, RANK_WORDS[who]) for who in ("A", "B", "superior", "neighbour", "police")],
    **{
        name: [(key, LADDER_WORDS[key]) for key in keys]
        for name, keys in {
            "ways": ("sms", "voice", "both"),
            "levels": ("county", "township", "village"),
            "roles": ("admin", "technical", "patrol"),
            "confirm": ("1", "2", "all"),
            "villages": ("at_once", "after_township"),
        }.items()
    },
    "moves": list(MOVES_WORDS.items()),
}
WAY_WORDS: Final[dict[str, Promise]] = {
    Answer.LINK: pgettext_lazy("warning", "by link"),
    Answer.PAGE: pgettext_lazy("warning", "on the page"),
    Answer.VOICE: pgettext_lazy("warning", "by voice"),
    Answer.KEY: pgettext_lazy("warning", "by key"),
    "sms": pgettext_lazy("warning", "SMS"),
    "exercise_sms": pgettext_lazy("warning", "exercise SMS"),
    "exercise_voice": pgettext_lazy("warning", "exercise voice"),
    "by_hand": pgettext_lazy("warning", "by hand"),
}
OUTCOME_WORDS: Final[dict[str, Promise]] = {
    "called": pgettext_lazy("warning", "called"),
    "silent": pgettext_lazy("warning", "no answer within the limit"),
    "no_answer": pgettext_lazy("warning", "did not answer the telephone"),
    "confirmed": pgettext_lazy("warning", "confirmed"),
    "asked_again": pgettext_lazy("warning", "asked again"),
    "refused": pgettext_lazy("warning", "not the right person"),
    "forwarded": pgettext_lazy("warning", "opened by somebody else"),
    "not_understood": pgettext_lazy("warning", "answer not understood"),
    "help": pgettext_lazy("warning", "help wanted"),
}
TARGET_KIND_WORDS: Final[dict[str, Promise]] = {
    "resident": _("Resident"),
    "person": _("By duty or post"),
    "device": _("Device"),
}
TARGET_STATE_WORDS: Final[dict[str, Promise]] = {
    "queued": _("On its way"),
    "called": _("Is called"),
    "no_way": _("No channel reaches"),
    "exhausted": _("Every channel failed"),
}
TARGET_REASON_WORDS: Final[dict[str, Promise]] = {
    "lives_there": _("Lives in the area"),
    "registered_there": _("Registered in the area"),
    "heard_there": _("Heard or seen in the area"),
    "duty": _("Answers for the area"),
    "post": _("By post"),
    "task": _("Works for the others there"),
    "told_before": _("Was told the earlier message"),
}
DELIVERY_WORDS: Final[dict[str, Promise]] = {
    "waiting": pgettext_lazy("warning", "waiting"),
    "sending": pgettext_lazy("warning", "being sent"),
    "sent": pgettext_lazy("warning", "sent"),
    "delivered": pgettext_lazy("warning", "delivered"),
    "given_up": pgettext_lazy("warning", "given up"),
    "undelivered": pgettext_lazy("warning", "undelivered"),
    "by_hand": pgettext_lazy("warning", "told by hand"),
    "cancelled": pgettext_lazy("warning", "cancelled"),
}
DELIVERY_TONES: Final[dict[str, str]] = {
    "waiting": "amber",
    "sending": "amber",
    "sent": "accent",
    "delivered": "good",
    "given_up": "red",
    "undelivered": "red",
    "by_hand": "good",
    "cancelled": "dim",
}
FIELD_WORDS: Final[dict[str, Promise]] = {
    "headline": _("Headline"),
    "description": _("Description"),
    "instruction": _("Defence guidance"),
    "kind": _("Kind"),
    "level": _("Level"),
    "regions": pgettext_lazy("warning", "Area"),
    "polygons": _("Drawn outline"),
    "area_source": _("Source of the outline"),
    "effective": _("Valid from"),
    "expires": _("Valid until"),
    "channels": _("Channels"),
}
GAP_WORDS: Final[dict[str, str]] = {
    Gap.REGION: gettext_noop("another region"),
    Gap.KIND: gettext_noop("another kind"),
    Gap.LEVEL: gettext_noop("another level"),
    Gap.NOT_BEGUN: gettext_noop("it has not begun"),
    Gap.OVER: gettext_noop("it is over"),
    Gap.OUT_OF_HOURS: gettext_noop("outside of its hours"),
    Gap.REVOKED: gettext_noop("revoked"),
}
STEP_WORDS: Final[dict[str, Promise]] = {
    "made": pgettext_lazy("warning step", "Made"),
    "review": pgettext_lazy("warning step", "Reviewed"),
    "sign": pgettext_lazy("warning step", "Signed"),
    "at_once": pgettext_lazy("warning step", "Signed, fast channel"),
    "issued": pgettext_lazy("warning step", "Issued"),
    "after_review": pgettext_lazy("warning step", "Reviewed afterwards"),
}
STEP_ICONS: Final[dict[str, str]] = {
    "made": "pencil",
    "review": "user-check",
    "sign": "signature",
    "at_once": "bolt",
    "issued": "broadcast",
    "after_review": "eye",
}
VERDICT_WORDS: Final[dict[str, Promise]] = {
    "stands": pgettext_lazy("warning", "it stands"),
    "correct": pgettext_lazy("warning", "correction ordered"),
    "lift": pgettext_lazy("warning", "lifting ordered"),
    "retract": pgettext_lazy("warning", "retraction ordered"),
}
FIND_WORDS: Final[dict[str, Promise]] = {
    "kind": _("Kind"),
    "level": _("Level"),
    "period": pgettext_lazy("warning", "period"),
    "place": pgettext_lazy("warning", "place"),
    "doubtful": pgettext_lazy("warning", "several places of this name"),
    "figure": pgettext_lazy("warning", "figure"),
}
ADVICE_WORDS: Final[dict[str, Promise]] = {
    "place_missing": _("No place of the area is named in headline or description."),
    "time_missing": _("The description says no time."),
    "measure_missing": _("The guidance tells nobody what to do."),
    "sentence_too_long": _("A sentence is longer than 60 characters:"),
    "abbreviation": _("An abbreviation that few people know:"),
    "jargon": _("A word of the trade; say it plainly:"),
    "exclamation": _("An exclamation mark; a warning is calm."),
    "other_level_in_english": _("The English headline names another level than the warning has."),
}
AREA_CHANGES: Final[dict[str, Promise]] = {
    "closed": _("The outline was open and has been closed at %(x)s, %(y)s."),
    "mended": _("The outline crossed itself at %(x)s, %(y)s; all it encloses is kept (%(ha)s ha more)."),
    "slivers": _("Slivers of %(ha)s ha in all were left out, one at %(x)s, %(y)s."),
    "holes_filled": _("Holes of %(ha)s ha in all are filled, one at %(x)s, %(y)s: a warning has none."),
}
POINT_WORDS: Final[dict[str, Promise]] = {
    "site": pgettext_lazy("warning", "hazard site"),
    "reservoir": pgettext_lazy("warning", "reservoir"),
    "enterprise": pgettext_lazy("warning", "enterprise"),
    "point": pgettext_lazy("warning", "point of the map"),
}
ALGORITHM_WORDS: Final[dict[str, str]] = {
    "sm2-sm3": "SM2",
    "rsa-sha256": "RSA",
    "ecdsa-sha256": "ECDSA",
    "ecdsa-sha384": "ECDSA",
}
SAID_IN_REFUSALS: Final = (
    gettext_noop("hours"),
    gettext_noop("levels"),
    gettext_noop("groups"),
    gettext_noop("valid_until"),
    gettext_noop("daily_until"),
    gettext_noop("reason"),
    gettext_noop("after_begin_and_now"),
    gettext_noop("at_most_92_days"),
    gettext_noop("1_to_500_characters"),
    gettext_noop("verdict"),
    gettext_noop("stands_correct_lift_or_retract"),
    gettext_noop("at_most_20_pieces"),
    gettext_noop("at_least_4_points"),
    gettext_noop("at_most_2000_points"),
    gettext_noop("within_china"),
    gettext_noop("ring_closed"),
    gettext_noop("does_not_cross_itself"),
    gettext_noop("not_smaller_than_1_hectare"),
    gettext_noop("not_empty"),
    gettext_noop("between_queueing_and_now"),
    gettext_noop("reached_name"),
    gettext_noop("way"),
    gettext_noop("told_at"),
    gettext_noop("at_most_80_characters"),
    gettext_noop("at_most_120_characters"),
    gettext_noop("at_most_200_characters"),
    gettext_noop("at_most_300_characters"),
    gettext_noop("at_most_3000_characters"),
    gettext_noop("at_most_5000_characters"),
    gettext_noop("in_table_of_languages"),
    gettext_noop("each_language_once"),
    gettext_noop("translated_whole_or_not_at_all"),
    gettext_noop("at_most_2000_characters"),
    gettext_noop("no_control_characters"),
    gettext_noop("red_orange_yellow_or_blue"),
    gettext_noop("1_to_400"),
    gettext_noop("at_least_one"),
    gettext_noop("after_effective_and_within_7_days"),
    gettext_noop("not_after_expires"),
    gettext_noop("placeholder_filled_in"),
    gettext_noop("geojson_polygon"),
    gettext_noop("known_area_source"),
    gettext_noop("1_to_20_pieces"),
    gettext_noop("1_to_200_pieces"),
    gettext_noop("at_least_2_points"),
    gettext_noop("at_most_200_km"),
    gettext_noop("50_to_50000_metres"),
    gettext_noop("at_most_20000_points"),
    gettext_noop("area_source"),
    gettext_noop("line"),
    gettext_noop("metres"),
    gettext_noop("in_table_of_kinds"),
    gettext_noop("a_level_of_this_kind"),
    gettext_noop("actual_or_exercise"),
    gettext_noop("alert_or_update"),
    gettext_noop("1_to_2000_characters"),
    gettext_noop("forecast"),
    gettext_noop("message"),
    gettext_noop("in_table_of_channels"),
    gettext_noop("at_most_10_megabytes"),
    gettext_noop("wav_file"),
    gettext_noop("whole_file"),
    gettext_noop("plain_16_bit_sound"),
    gettext_noop("up_to_five_minutes"),
    gettext_noop("no_secret_is_set"),
    gettext_noop("timestamp_in_seconds"),
    gettext_noop("within_five_minutes"),
    gettext_noop("notice_of_a_call"),
    gettext_noop("headline"),
    gettext_noop("description"),
    gettext_noop("translations"),
    gettext_noop("headline ii-CN"),
    gettext_noop("description ii-CN"),
    gettext_noop("instruction ii-CN"),
    gettext_noop("headline en"),
    gettext_noop("description en"),
    gettext_noop("instruction en"),
    gettext_noop("instruction"),
    gettext_noop("level"),
    gettext_noop("kind"),
    gettext_noop("channel"),
    gettext_noop("channels"),
    gettext_noop("regions"),
    gettext_noop("polygon"),
    gettext_noop("effective"),
    gettext_noop("expires"),
    gettext_noop("onset"),
    gettext_noop("answered_by"),
    gettext_noop("note"),
    gettext_noop("name"),
    gettext_noop("phone"),
    gettext_noop("where_to"),
    gettext_noop("households"),
    gettext_noop("1_to_80_characters"),
    gettext_noop("1_to_500"),
    gettext_noop("county_or_wider"),
    gettext_noop("in_table_of_ladders"),
    gettext_noop("1_to_8"),
    gettext_noop("1_to_10"),
    gettext_noop("1_to_1440"),
    gettext_noop("0_to_1440"),
    gettext_noop("1_to_168"),
    gettext_noop("number"),
    gettext_noop("1_to_300_characters"),
)
FLAW_WORDS: Final[dict[str, Promise]] = {
    Flaw.NOT_BEGUN: _("Calls were not begun"),
    Flaw.LEFT_OUT: _("The place was left out"),
    Flaw.STALLED: _("Nobody is being called any more"),
    Flaw.NOT_CALLED_AGAIN: _("Was not called again in time"),
    Flaw.PASSED_OVER: _("Was passed over"),
    Flaw.CALLED_TOO_OFTEN: _("Was called more often than the ladder says"),
    Flaw.CALLED_AFTER_CONFIRMING: _("Was called after confirming"),
    Flaw.ROW_DIFFERS: _("The board says otherwise than the journal"),
    Flaw.NOT_SENT: _("The message has not been sent"),
}

RECEIVED_WORDS = {"waiting": _("Waits for a person"), "drafted": _("Draft made"), "set_aside": _("Set aside")}
RECEIVED_TONES = {"waiting": "amber", "drafted": "good", "set_aside": "dim"}
CAP_TYPE_WORDS = {
    "Alert": _("Warning"),
    "Update": _("Update"),
    "Cancel": pgettext_lazy("CAP", "Cancel"),
    "Ack": _("Acknowledgement"),
    "Error": _("Refusal"),
}
CAP_STATUS_WORDS = {
    "Actual": pgettext_lazy("warning", "Real"),
    "Exercise": _("Exercise"),
    "System": _("System message"),
    "Test": _("Test message"),
    "Draft": _("Not for use"),
}

FETCH_WORDS = {
    "answers": _("It answers with a fault"),
    "compressed": _("It compresses though asked not to"),
    "too_large": _("It sends more than is read"),
    "too_many_redirections": _("It leads on too often"),
    "too_slow": _("It takes too long"),
    "unreachable": _("It does not answer"),
    "public_warnings.address_not_allowed": _("Its address is not allowed"),
    "cap_feed.not_a_feed": _("It sends neither a feed nor a message"),
}
