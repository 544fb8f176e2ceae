"""The door of the room investigations."""

from anlan.investigations.domain.levels import Harm, graded
from anlan.investigations.domain.states import State
from anlan.investigations.events import (
    HarmRestated,
    InvestigationMoved,
    InvestigationNoted,
    InvestigationOpened,
    LimitMissed,
    LimitWarned,
    MeasureLate,
    MeasureStepped,
    PartyCarriedOut,
    PartyHandedOver,
)
from anlan.investigations.selectors.investigations import (
    InvestigationFilter,
    InvestigationRow,
    counts,
    investigation,
    investigation_of_incident,
    investigations,
    investigations_of,
    public_reports,
)
from anlan.investigations.selectors.parts import (
    CaseOfParty,
    ClockRow,
    MeasureRow,
    Parts,
    case_of_party,
    clocks_of,
    due_count,
    due_list,
    evidence_picture,
    measures_owed,
    paper_file,
    parts,
    section_texts,
)
from anlan.investigations.selectors.tables import levels, levels_by_key, limits, seats, sections
from anlan.investigations.services.clocks import watch_investigation_clocks
from anlan.investigations.services.deciding import approve_report, return_report, sign_report, submit_report
from anlan.investigations.services.demonstration import mark_demonstration, remove_demonstration
from anlan.investigations.services.educating import FORMS, NewEducation, hold_education, withdraw_education
from anlan.investigations.services.evidence import add_evidence
from anlan.investigations.services.following import archive, assess, publish_report, withhold_report
from anlan.investigations.services.group import ROLES, NewMember, add_member, form_group, recuse_member
from anlan.investigations.services.measures import add_measure, drop_measure, judge_measure, prove_measure
from anlan.investigations.services.opening import (
    MODES,
    SORTS,
    NewInvestigation,
    hand_up,
    open_investigation,
    restate_harm,
)
from anlan.investigations.services.parties import (
    LIABILITIES,
    TREATMENTS,
    NewParty,
    add_party,
    carry_out,
    drop_party,
    hand_over,
    note_case,
    note_case_result,
)
from anlan.investigations.services.working import (
    CAUSES,
    NATURES,
    NewAppraisal,
    add_cause,
    begin_appraisal,
    drop_cause,
    end_appraisal,
    extend_limit,
    set_nature,
    write_sections,
)
