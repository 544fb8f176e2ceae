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
from anlan.plans.events import PlanApproved, PlanDiscarded, PlanDrafted
from anlan.plans.phrases import phrases
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
from anlan.plans.services import approve_plan, discard_plan, draft_plan, put_demonstration, remove_demonstration
