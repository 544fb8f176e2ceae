"""What the acts share: locking an investigation, checking texts, announcing, and moving it."""

from datetime import datetime
from uuid import UUID

from anlan.investigations.domain.states import Act, State, state_after
from anlan.investigations.events import InvestigationEvent, InvestigationMoved, InvestigationNoted
from anlan.investigations.models import Investigation
from anlan.investigations.services.clocks import count_clocks, told
from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.support import rights

SEE = "investigations.see"
HANDLE = "investigations.handle"
APPROVE = "investigations.approve"


def locked(investigation_id: UUID, actor: Actor, right: str = HANDLE) -> Investigation:
    """Return an investigation that waits for the transaction, for somebody who holds ``right`` where it is led."""
    row = Investigation.objects.select_for_update().filter(id=investigation_id).first()
    if row is None:
        raise NotFound(what="investigation")
    rights.require_visible(actor, SEE, row.region, what="investigation")
    rights.require(actor, right, row.office)
    return row


def at_work(investigation_id: UUID, actor: Actor) -> Investigation:
    """Return an investigation whose group works, locked for somebody who handles it."""
    row = locked(investigation_id, actor)
    state_after(State(row.state), Act.WORK)
    return row


def checked(field: str, text: str, *, most: int = 500, least: int = 1) -> str:
    """Return a text without blanks around it; refuse one too short or too long."""
    text = text.strip()
    if not least <= len(text) <= most:
        raise InvalidValue(field=field, value=text[:40], rule=f"{least}_to_{most}_characters")
    return text


def chosen(field: str, value: str, known: tuple[str, ...]) -> str:
    """Return a value of a list, or refuse it."""
    if value not in known:
        raise InvalidValue(field=field, value=value[:20], rule="chosen_from_the_list")
    return value


def move(row: Investigation, act: Act, actor: Actor, now: datetime, text: str = "") -> None:
    """Move an investigation along its table, store it, tell the journal, and count its limits anew."""
    row.state = state_after(State(row.state), act).value
    row.save()
    announce(InvestigationMoved, row, actor, now, act=act.value, state=row.state, text=text)
    count_clocks(row, actor=actor, now=now)


def note(row: Investigation, what: str, text: str, actor: Actor, now: datetime) -> None:
    """Tell the journal that something was entered."""
    announce(InvestigationNoted, row, actor, now, what=what, text=text)


def note_change(row: Investigation, what: str, text: str, actor: Actor, now: datetime) -> None:
    """Tell the journal of a change of what the report says: whoever signed it before signs anew."""
    row.members.filter(signed_on__isnull=False).update(signed_on=None, dissent="")
    note(row, what, text, actor, now)


def announce(kind: type[InvestigationEvent], row: Investigation, actor: Actor, now: datetime, **more: object) -> None:
    """Tell the journal of something in an investigation."""
    told(kind, row, actor, now, **more)
