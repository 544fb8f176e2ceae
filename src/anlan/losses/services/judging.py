"""Accepting, returning and asking about what units tell, and explaining it."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.losses.domain import errors
from anlan.losses.domain.states import WAITING, EntryAct, EntryState
from anlan.losses.events import ExplanationAsked, FiguresAccepted, FiguresExplained, FiguresReturned
from anlan.losses.models import Entry, Note
from anlan.losses.selectors.tables import loss_table
from anlan.losses.services.steps import locked_entry, named_entry, take_step
from anlan.losses.services.surveys import checked_text
from anlan.losses.services.telling import tell_incident
from anlan.support import journal, rights


@transaction.atomic
def accept_figures(*, entry_id: UUID, actor: Actor, now: datetime) -> None:
    """Let a unit's figures count in the receiver's roll-up, in the place of those accepted before."""
    entry = locked_entry(entry_id, actor, "losses.judge")
    _accept(entry, actor, now)
    tell_incident([entry], actor=actor, now=now)


@transaction.atomic
def accept_waiting(*, survey_id: UUID, receiver: str, actor: Actor, now: datetime) -> tuple[int, int]:
    """Accept everything that waits at a receiver and has nothing to explain; return how many, and how many are left."""
    rights.require(actor, "losses.judge", receiver)
    waiting = Entry.objects.filter(survey_id=survey_id, receiver=receiver, state__in=[each.value for each in WAITING])
    done: list[Entry] = []
    for entry_id in waiting.order_by("region").values_list("id", flat=True):
        entry = locked_entry(entry_id, actor, "losses.judge")
        if entry.state != EntryState.SENT.value or _open_notes(entry):
            continue
        _accept(entry, actor, now)
        done.append(entry)
    if done:
        tell_incident(done, actor=actor, now=now)
    return len(done), waiting.count()


@transaction.atomic
def return_figures(*, entry_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Return a unit's figures with a reason; accepted ones count no longer."""
    entry = locked_entry(entry_id, actor, "losses.judge")
    reason = checked_text("reason", reason)
    counted = entry.state == EntryState.ACCEPTED.value
    take_step(entry, EntryAct.RETURN, reason, actor=actor, now=now)
    journal.announce(FiguresReturned(**named_entry(entry), reason=reason), actor=actor, now=now)
    if counted:
        tell_incident([entry], reason=reason, actor=actor, now=now)


@transaction.atomic
def ask_explanation(*, entry_id: UUID, question: str, actor: Actor, now: datetime) -> None:
    """Ask a unit what its figures mean; they wait until it has answered."""
    entry = locked_entry(entry_id, actor, "losses.judge")
    question = checked_text("question", question)
    take_step(entry, EntryAct.ASK, question, actor=actor, now=now)
    journal.announce(ExplanationAsked(**named_entry(entry), question=question), actor=actor, now=now)


@transaction.atomic
def explain_figures(
    *, entry_id: UUID, explanation: str, notes: Mapping[int, str] | None = None, actor: Actor, now: datetime
) -> None:
    """Explain an entry as a whole, or single notes of it by their numbers; each note is explained once."""
    entry = locked_entry(entry_id, actor, "losses.enter")
    explanation = checked_text("explanation", explanation)
    take_step(entry, EntryAct.EXPLAIN, explanation, actor=actor, now=now)
    for note in Note.objects.filter(entry=entry, explanation=""):
        note.explanation = checked_text("explanation", (notes or {}).get(note.id, explanation))
        note.explained_by, note.explained_at = actor.name, now
        note.save()
    journal.announce(FiguresExplained(**named_entry(entry), explanation=explanation), actor=actor, now=now)


def _accept(entry: Entry, actor: Actor, now: datetime) -> None:
    unexplained = _open_notes(entry)
    if unexplained:
        known = loss_table(entry.survey.table).indicators
        names = ", ".join(dict.fromkeys(known[each.indicator].name for each in unexplained))
        raise errors.NotesUnexplained(count=len(unexplained), names=names)
    before = Entry.objects.filter(
        survey=entry.survey, region=entry.region, sort=entry.sort, state=EntryState.ACCEPTED.value
    ).exclude(id=entry.id)
    for each in before:
        take_step(each, EntryAct.OVERTAKE, actor=actor, now=now)
    take_step(entry, EntryAct.ACCEPT, actor=actor, now=now)
    journal.announce(FiguresAccepted(**named_entry(entry)), actor=actor, now=now)


def _open_notes(entry: Entry) -> list[Note]:
    return list(Note.objects.filter(entry=entry, explanation=""))
