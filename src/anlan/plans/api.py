"""The room's door: plans in force, the level they call for, and what a level says."""

from anlan.plans.domain.chart import Chart
from anlan.plans.domain.errors import ApproverIsAuthor, NoPlan, NoSuchLevel
from anlan.plans.domain.facts import LEVEL_FACTS, TENTHS, Facts, figure_text
from anlan.plans.domain.files import shipped_keys, shipped_plan
from anlan.plans.domain.flow import NARROW, WIDE, Standing, draw_level
from anlan.plans.domain.proposing import Finding, Reason
from anlan.plans.domain.text import (
    CATEGORIES,
    SECTIONS,
    ActionCard,
    Addressee,
    Annex,
    CommandPost,
    Condition,
    Contact,
    Holder,
    PlanText,
    Post,
    Resource,
    ResponseLevel,
    Section,
    TaskTemplate,
    Trigger,
)
from anlan.plans.events import (
    FilingAnswered,
    PlanAbolished,
    PlanApproved,
    PlanClockMissed,
    PlanClockWarned,
    PlanDiscarded,
    PlanDrafted,
    PlanDrilled,
    PlanEdited,
    PlanEvaluated,
    PlanFiled,
    PlanReturned,
    PlanReviewed,
    PlanSubmitted,
)
from anlan.plans.phrases import phrases
from anlan.plans.selectors.findings import CheckSummary, FindingFilter, FoundRow, check_summary, findings, findings_of
from anlan.plans.selectors.life import Clock, ClockFilter, clocks
from anlan.plans.selectors.plans import (
    Plan,
    PlanFilter,
    PlanRow,
    Proposal,
    editions_of,
    holds_role,
    level_of,
    plan,
    plan_by_id,
    plan_for,
    plans,
    propose,
)
from anlan.plans.services.beginning import NewPlan, begin_plan
from anlan.plans.services.checking import check_plan, check_plans
from anlan.plans.services.demonstration import put_demonstration, remove_demonstration
from anlan.plans.services.drafting import discard_plan, draft_plan, edit_plan, revise_plan
from anlan.plans.services.filing import Drill, answer_filing, evaluate_plan, file_plan, note_drill
from anlan.plans.services.reviewing import abolish_plan, approve_plan, return_plan, review_plan, submit_plan
