"""What the acts share: locking a case, checking texts, announcing, and moving the case."""

from datetime import datetime
from uuid import UUID

from anlan.enforcement.domain.facts import CaseFacts
from anlan.enforcement.domain.limits import refuse_outside
from anlan.enforcement.domain.states import CaseAct, CaseState, case_after
from anlan.enforcement.events import CaseEvent, CaseMoved
from anlan.enforcement.models import Case
from anlan.enforcement.selectors.tables import limits, works
from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.support import journal, rights

SEE = "enforcement.see"
HANDLE = "enforcement.handle"


def locked_case(case_id: UUID, actor: Actor, right: str) -> Case:
    """Return a case that waits for the transaction, for somebody who holds ``right`` in its region."""
    case = Case.objects.select_for_update().filter(id=case_id).first()
    if case is None:
        raise NotFound(what="case")
    rights.require_visible(actor, SEE, case.region, what="case")
    rights.require(actor, right, case.region)
    return case


def checked_text(field: str, text: str, *, most: int = 500, least: int = 1) -> str:
    """Return a text without blanks around it, or refuse an empty or overlong one."""
    text = text.strip()
    if not least <= len(text) <= most:
        raise InvalidValue(field=field, value=text[:40], rule=f"{least}_to_{most}_characters")
    return text


def refuse_late(
    act: str, facts: CaseFacts, at: datetime, case: Case, *, reason: str = "", is_draft: bool = False
) -> None:
    """Refuse an act outside its limits; the reason of one that is late stays in the case, a draft needs none yet."""
    is_late = refuse_outside(act, facts, at, limits(), works, has_reason=bool(reason) or is_draft)
    if is_late and reason:
        case.late_reasons = [*case.late_reasons, {"act": act, "at": at.isoformat(), "reason": reason}]
        case.save(update_fields=["late_reasons"])


def move_case(case: Case, act: CaseAct, *, actor: Actor, now: datetime) -> None:
    """Move a case along its table and tell the journal."""
    case.state = case_after(CaseState(case.state), act).value
    case.save()
    announce(CaseMoved, case, actor, now, act=act.value, state=case.state)


def announce(kind: type[CaseEvent], case: Case, actor: Actor, now: datetime, **more: object) -> None:
    """Tell the journal of something in a case."""
    event = kind(
        subject=f"case:{case.id}",
        region=case.region,
        case_id=case.id,
        title=case.title,
        object_id=case.object_id,
        **more,
    )
    journal.announce(event, actor=actor, now=now)
