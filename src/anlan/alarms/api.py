"""The door of the room alarms."""

from anlan.alarms.domain.dismissals import OTHER, Dismissal
from anlan.alarms.domain.easing import Ask
from anlan.alarms.domain.evidence import Evidence, EvidenceKind
from anlan.alarms.domain.missed import MissedEvent
from anlan.alarms.domain.signal import AlarmFall, AlarmSignal
from anlan.alarms.domain.states import OPEN_STATES, WAITING_STATES, AlarmAct, AlarmState
from anlan.alarms.domain.statistics import Scores
from anlan.alarms.domain.storms import Storm
from anlan.alarms.domain.worsening import Standing
from anlan.alarms.events import (
    AlarmClosed,
    AlarmDismissed,
    AlarmEased,
    AlarmFlapping,
    AlarmRaised,
    AlarmReopened,
    AlarmRepeated,
    AlarmRose,
    AlarmSteadied,
    AlarmTaken,
    AlarmVerified,
    EvidenceAdded,
    MissRecorded,
    MissWithdrawn,
)
from anlan.alarms.selectors.alarms import (
    SORTS,
    AlarmFilter,
    AlarmPage,
    AlarmRow,
    Occurrence,
    acts_open_to,
    alarm,
    alarms,
    family_counts,
    located,
    occurrences,
    shown_occurrence,
    tile,
    waiting_counts,
    worst_by_county,
)
from anlan.alarms.selectors.board import Board, BoardEntry, board
from anlan.alarms.selectors.evidence import EvidenceRow, Told, evidence_of, picture, told
from anlan.alarms.selectors.members import FaultHint, MemberRow, fault_hints, members
from anlan.alarms.selectors.proofs import VerifiedAlarm, verified_alarms
from anlan.alarms.selectors.statistics import (
    MissedRow,
    Period,
    StatisticsRow,
    by_rule,
    by_station,
    in_all,
    missed_events,
)
from anlan.alarms.services.deciding import (
    attach_to_incident,
    close_alarm,
    dismiss_alarm,
    reopen_alarm,
    take_alarm,
    verify_alarm,
)
from anlan.alarms.services.evidence import add_evidence, note_seen
from anlan.alarms.services.missed import record_miss, withdraw_miss
from anlan.alarms.services.raising import ease_alarm, raise_alarm, settle_flapping
from anlan.alarms.services.worsening import follow_standing
from anlan.alarms.words import (
    STATE_WORDS,
    alarm_title,
    dismissal_name,
    dismissal_reasons,
    event_kind_of,
    families,
    family_name,
    measured_word,
)
