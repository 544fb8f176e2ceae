"""The room's door: enterprises with their files."""

from anlan.enterprises.domain.credit_codes import CreditCodeIsWrong
from anlan.enterprises.domain.entries import EnterpriseEntry
from anlan.enterprises.domain.errors import CodeIsTaken, PictureUnreadable
from anlan.enterprises.domain.insurance import InsuranceState
from anlan.enterprises.domain.risks import Layer, Method, RiskEntry
from anlan.enterprises.domain.sections import Field, FieldKind, Section
from anlan.enterprises.domain.self_checks import (
    Answer,
    CheckedAlready,
    Cycle,
    FailureNeedsNote,
    ListHasChanged,
    NothingToCheck,
    Result,
    begin_of,
    last_begin,
)
from anlan.enterprises.domain.states import EnterpriseIsClosed, FirmAct, FirmState, ReasonIsMissing, acts_of
from anlan.enterprises.domain.trainings import TrainingKind, TrainingState
from anlan.enterprises.events import (
    CertificateExpiring,
    CourseHeld,
    EnterpriseChanged,
    EnterpriseRegistered,
    FellShort,
    FloorPlanPut,
    FloorPlanReplaced,
    RecordKept,
    RecordRemoved,
    RiskPointKept,
    RiskPointPlaced,
    RiskPointRemoved,
    SelfCheckDone,
    SelfCheckFailed,
    StaffImported,
    StateChanged,
    TraineeKept,
    TrainingRemoved,
)
from anlan.enterprises.selectors.enterprises import (
    Drawable,
    Enterprise,
    EnterpriseFilter,
    enterprise,
    enterprise_by_code,
    enterprise_counts,
    enterprise_names,
    enterprises,
    enterprises_in,
)
from anlan.enterprises.selectors.insurance import InsuredFilter, InsuredRow, insured, insured_counts, insured_row
from anlan.enterprises.selectors.own import is_delivered_by, own_enterprises, region_of
from anlan.enterprises.selectors.public import PublicFace, public_face
from anlan.enterprises.selectors.records import (
    EndFilter,
    Record,
    end_counts,
    ends,
    latest_commitment,
    may_keep_file,
    people_with_certificates,
    record,
    record_counts,
    records,
)
from anlan.enterprises.selectors.risks import (
    FloorPlan,
    RiskPoint,
    accident_kinds,
    floor_plan,
    floor_plans,
    layers,
    measure_kinds,
    methods,
    plan_picture,
    risk_counts,
    risk_point,
    risk_points,
)
from anlan.enterprises.selectors.scope import KEEP
from anlan.enterprises.selectors.sections import scales, section, sections, trades, warning_steps
from anlan.enterprises.selectors.self_checks import (
    SelfCheck,
    check_items,
    firms_kept_by,
    missed_checks,
    self_check,
    self_check_days,
    self_checks,
    unchecked,
)
from anlan.enterprises.selectors.tiles import LAYERS, major_hazards_in, tile
from anlan.enterprises.selectors.training_rules import (
    asked_hours,
    insurance_rule,
    trained_posts,
    training_kinds,
    training_source,
)
from anlan.enterprises.selectors.trainings import (
    LACKING,
    LackFilter,
    TraineeRow,
    TrainingRow,
    lack_counts,
    lacking,
    trainees_of,
    trainings_of,
)
from anlan.enterprises.services.demonstration import (
    put_demonstration_files,
    put_demonstration_risks,
    put_demonstration_staff,
    remove_demonstration,
)
from anlan.enterprises.services.expiring import warn_of_ends
from anlan.enterprises.services.importing import ListOutcome, import_enterprises
from anlan.enterprises.services.importing import columns as import_columns
from anlan.enterprises.services.keeping import (
    Place,
    change_enterprise,
    change_state,
    deliver_enterprise,
    register_enterprise,
)
from anlan.enterprises.services.records import add_record, change_record, remove_record
from anlan.enterprises.services.registering import (
    NewEnterprise,
    note_gravest_hazard,
    register_enterprises,
)
from anlan.enterprises.services.risks import (
    add_risk_point,
    change_risk_point,
    place_risk_point,
    put_floor_plan,
    remove_risk_point,
    replace_floor_plan,
)
from anlan.enterprises.services.self_checks import NewSelfCheck, record_self_check
from anlan.enterprises.services.training_import import StaffOutcome, import_trainings, staff_columns
from anlan.enterprises.services.trainings import NewCourse, add_trainee, hold_course, let_go, remove_training
from anlan.enterprises.services.watching import watch_lacks
