"""The door of the room drills."""

from anlan.drills.domain.errors import (
    AnotherDrillRuns,
    ApproverIsAuthor,
    NotAController,
    NotAnObserver,
    NotAPicture,
    NotTheApprover,
    PlanNotInForce,
    ScriptIsEmpty,
)
from anlan.drills.domain.planning import FORMS, NewDrill, Part, Participant
from anlan.drills.domain.scoring import Mark, Row
from anlan.drills.domain.scripts import EYE, Expected, NewInject, Sort
from anlan.drills.domain.states import DrillAct, DrillState, InjectState
from anlan.drills.events import (
    DrillApproved,
    DrillCancelled,
    DrillEdited,
    DrillEnded,
    DrillPaused,
    DrillPlanned,
    DrillReported,
    DrillResumed,
    DrillScored,
    DrillStarted,
    InjectFailed,
    InjectReleased,
    InjectSkipped,
    ObservationNoted,
)
from anlan.drills.selectors.drills import (
    DrillFilter,
    DrillRow,
    drill,
    drill_counts,
    drills,
    first_held,
    held_between,
    held_days,
    insiders_of,
    years,
)
from anlan.drills.selectors.injects import InjectRow, ObservationRow, observations_of, photo_of, released_of, script_of
from anlan.drills.selectors.papers import ScoreSheet, report_document, score_of
from anlan.drills.selectors.scripts import ShippedScript, expectations, script_keys, shipped_script
from anlan.drills.services.closing import DrillLesson, learn, report_drill, score_drill
from anlan.drills.services.demonstration import remove_demonstration_drills
from anlan.drills.services.injects import release_inject, skip_inject
from anlan.drills.services.observing import NewObservation, Verdict, note_observation
from anlan.drills.services.planning import (
    add_inject,
    approve_drill,
    cancel_drill,
    change_inject,
    drop_inject,
    plan_drill,
)
from anlan.drills.services.running import end_drill, pause_drill, resume_drill, start_drill
