"""What all acts on drills share: the locked row, who may act, and what the journal is told."""

from datetime import datetime
from typing import Any
from uuid import UUID

from anlan.drills.domain.errors import NotAController
from anlan.drills.domain.planning import Part, is_sealed, region_told
from anlan.drills.domain.states import DrillAct, DrillState, after
from anlan.drills.events import DrillEvent
from anlan.drills.models import Drill
from anlan.drills.selectors.drills import part_of, visible
from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.support import journal


def locked(drill_id: UUID, actor: Actor) -> Drill:
    """Return a drill, locked for the act; one that the actor may not know of does not exist."""
    row = Drill.objects.select_for_update(of=("self",)).filter(visible(actor), id=drill_id).first()
    if row is None:
        raise NotFound(what="drill")
    return row


def controlled(drill_id: UUID, act: DrillAct, actor: Actor) -> Drill:
    """Return a locked drill in its state after ``act``, for one of its controllers."""
    row = locked(drill_id, actor)
    require_controller(row, actor)
    row.state = after(DrillState(row.state), act).value
    return row


def require_controller(row: Drill, actor: Actor) -> None:
    """Refuse everybody who was not named as a controller."""
    if part_of(row, actor) != Part.CONTROLLER:
        raise NotAController


def checked(field: str, text: str, longest: int = 500) -> str:
    """Return a text without blanks around it, or refuse an empty or overlong one."""
    text = text.strip()
    if not text or len(text) > longest:
        raise InvalidValue(field=field, value=text[:40], rule=f"1_to_{longest}_characters")
    return text


def announce(kind: type[DrillEvent], row: Drill, actor: Actor, now: datetime, **more: Any) -> UUID:
    """Tell the journal of a drill; of a sealed one it learns neither place nor title. Return the entry's id."""
    title = "" if is_sealed(row.form, row.started_at) else row.title
    region = region_told(row.form, row.region, row.started_at)
    event = kind(**_head(row, region), incident_id=row.incident_id, title=title, **more)
    return journal.announce(event, actor=actor, now=now)


def announce_inside(kind: type[DrillEvent], row: Drill, actor: Actor, now: datetime, **more: Any) -> None:
    """Tell the journal what participants must not read while the drill runs: without place, title and incident."""
    journal.announce(kind(**_head(row, ""), title="", **more), actor=actor, now=now)


def _head(row: Drill, region: str) -> dict[str, Any]:
    return {"subject": f"drill:{row.id}", "region": region, "exercise": True, "drill_id": row.id}
