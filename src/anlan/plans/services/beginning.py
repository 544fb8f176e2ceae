"""Beginning a plan that ships with nobody: from an empty sheet, or from an edition that is readable here."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue
from anlan.plans.domain.files import empty_plan
from anlan.plans.domain.text import CATEGORIES
from anlan.plans.models import PlanEdition
from anlan.plans.selectors.plans import plan
from anlan.plans.services.drafting import draft_plan
from anlan.support import locks
from anlan.support.rights import require

_LONGEST_NAME: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlan:
    """A plan to begin: for which kind of event, where, under which name; ``base_id`` names the edition to copy.

    ``token`` names one press of the button.
    """

    kind: str
    region: str
    name: str
    token: UUID
    category: str = "special"
    base_id: UUID | None = None


@transaction.atomic
def begin_plan(*, new: NewPlan, actor: Actor, now: datetime) -> UUID:
    """Draft the first edition of a plan of its own and return its id; the same press of the button drafts one."""
    require(actor, "plans.draft", new.region)
    name = new.name.strip()
    if not 0 < len(name) <= _LONGEST_NAME:
        raise InvalidValue(field="name", value=name[:40], rule="1_to_120_characters")
    if new.kind not in incidents.event_kinds():
        raise InvalidValue(field="kind", value=new.kind[:40], rule="known_kind")
    if new.category not in CATEGORIES:
        raise InvalidValue(field="category", value=new.category[:40], rule="known_category")
    key = f"{new.kind.lower()}_{new.token.hex}"
    locks.hold(f"plans:begin:{key}")
    known = PlanEdition.objects.filter(key=key, region=new.region, author_id=actor.id).first()
    if known is not None:
        return known.id
    text = plan(actor, new.base_id).text if new.base_id else empty_plan()
    own = replace(text, key=key, name=name, kinds=(new.kind,), category=new.category, edition=empty_plan().edition)
    return draft_plan(text=own, region=new.region, actor=actor, now=now)
