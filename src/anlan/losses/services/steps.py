"""Steps of entries: locking a unit, moving the state along the table, and keeping each step."""

from datetime import datetime
from uuid import UUID

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.losses.domain.states import EntryAct, EntryState, Sort, after
from anlan.losses.models import Entry, Step, Survey
from anlan.losses.services.surveys import named
from anlan.support import locks, rights


def locked_survey(survey_id: UUID) -> Survey:
    """Return a survey that stays as it is until the transaction ends; many may hold it so at once."""
    row = Survey.objects.raw("select * from losses_survey where id = %s for share", [survey_id])
    found = next(iter(row), None)
    if found is None:
        raise NotFound(what="survey")
    return found


def hold_unit(survey_id: UUID, region: str, sort: Sort) -> None:
    """Let one act at a time move a unit's entries."""
    locks.hold(f"losses:unit:{survey_id}:{region}:{sort.value}")


def locked_entry(entry_id: UUID, actor: Actor, right: str) -> Entry:
    """Return an entry with its unit locked, for somebody who holds ``right`` where it is received."""
    known = Entry.objects.filter(id=entry_id).values_list("survey_id", "region", "sort", "receiver").first()
    if known is None:
        raise NotFound(what="entry")
    survey_id, region, sort, receiver = known
    place = region if right == "losses.enter" else receiver
    if not rights.may(actor, "losses.see", place) and not rights.may(actor, right, place):
        raise NotFound(what="entry")
    rights.require(actor, right, place)
    locks.hold(f"losses:sum:{survey_id}:{receiver}")
    hold_unit(survey_id, region, Sort(sort))
    return Entry.objects.select_related("survey").get(id=entry_id)


def take_step(entry: Entry, act: EntryAct, text: str = "", *, actor: Actor, now: datetime) -> None:
    """Move an entry along the state table and keep the step."""
    entry.state = after(EntryState(entry.state), act).value
    entry.save(update_fields=["state"])
    set_state(entry, act.value, text, actor=actor, now=now)


def set_state(entry: Entry, act: str, text: str, *, actor: Actor, now: datetime) -> None:
    """Keep a step of an entry as it stands now."""
    Step.objects.create(entry=entry, act=act, state=entry.state, text=text, by=actor.name, at=now)


def named_entry(entry: Entry) -> dict[str, object]:
    """Return what every event of an entry says; those of villages stay off the incident's timeline."""
    is_village = entry.sort == Sort.OWN.value and entry.region != entry.receiver
    about = named(entry.survey) | {"subject": f"loss_entry:{entry.id}", "region": entry.region}
    if is_village:
        about["incident_id"] = None
    return about | {
        "entry_id": entry.id,
        "sort": entry.sort,
        "version": entry.version,
        "to_region": entry.receiver,
    }
