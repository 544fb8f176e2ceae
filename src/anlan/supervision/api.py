"""The door of the room supervision."""

from anlan.supervision.domain.frequency import Frequency, Standing
from anlan.supervision.domain.lists import typed
from anlan.supervision.domain.rechecks import Move, NewRecheck
from anlan.supervision.domain.states import InspectionKind, InspectionState, PlanState
from anlan.supervision.domain.visits import Answer, FileKind, NewRecord, SentFile, Verdict
from anlan.supervision.events import (
    InspectionPlanned,
    InspectionRecorded,
    InspectionsDrawn,
    RectificationOrdered,
    Reinspected,
)
from anlan.supervision.selectors.draws import (
    DrawnObject,
    DrawRow,
    draws,
    one_draw,
    public_draw,
    public_draws,
    published_record,
    record_faults,
)
from anlan.supervision.selectors.figures import (
    Line,
    YearFigures,
    first_recorded,
    recorded_days,
    visits_between,
    week,
    year_figures,
)
from anlan.supervision.selectors.inspections import (
    EvidenceRow,
    FindingRow,
    InspectionFile,
    InspectionFilter,
    InspectionRow,
    PaperRow,
    evidence,
    inspection,
    inspection_counts,
    inspections,
    inspections_of,
    own_visits,
    paper,
    published,
)
from anlan.supervision.selectors.lists import CheckList, EditionRow, check_list, editions
from anlan.supervision.selectors.objects import KINDS as OBJECT_KINDS
from anlan.supervision.selectors.objects import Subject, find_subjects, find_subjects_in, subject
from anlan.supervision.selectors.officers import OfficerRow, able_officers, officer, officers
from anlan.supervision.selectors.plans import ItemRow, Month, PlanRow, items_of, plan, plans, progress
from anlan.supervision.selectors.tables import Trade, due_frequency, limits, trades
from anlan.supervision.services.arranging import NewInspection, call_off, plan_inspection
from anlan.supervision.services.demonstration import mark_demonstration, remove_demonstration
from anlan.supervision.services.drawing import (
    GRADES,
    NewDraw,
    draw_inspections,
    freeze_pools,
    plan_drawn,
    set_draw_aside,
)
from anlan.supervision.services.lists import approve_edition, make_edition
from anlan.supervision.services.officers import OfficerDetails, keep_officer, tell_conflict
from anlan.supervision.services.ordering import apply_for_recheck, order_rectification
from anlan.supervision.services.planning import (
    NewPlan,
    approve_plan,
    change_item,
    make_plan,
    note_credit,
    note_penalty,
    note_repair,
    return_plan,
    submit_plan,
)
from anlan.supervision.services.publishing import publish_result
from anlan.supervision.services.rechecking import record_recheck
from anlan.supervision.services.recording import record_inspection
