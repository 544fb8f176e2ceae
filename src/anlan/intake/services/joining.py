"""Merging matters, linking them to incidents, declaring incidents from them; each can be taken back but the last."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from anlan.incidents import api as incidents
from anlan.intake.domain.errors import ExerciseMixed, MergedIntoItself
from anlan.intake.domain.matters import checked_words
from anlan.intake.domain.states import MatterAct
from anlan.intake.events import MatterDeclared, MatterLinked, MatterMerged, MatterParted, MatterUnlinked
from anlan.intake.models import Matter
from anlan.intake.services.likening import count_repeat
from anlan.intake.services.steps import announce, locked, step, take_in_hand
from anlan.intake.services.weighing import weigh
from anlan.kernel.actors import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """An incident to declare, from matters or from nothing, with the first figures where they are known."""

    incident: incidents.NewIncident
    matter_ids: tuple[UUID, ...] = ()
    figures: Mapping[str, Decimal] = field(default_factory=dict)


@transaction.atomic
def merge_matter(*, matter_id: UUID, into_id: UUID, actor: Actor, now: datetime) -> None:
    """Merge a matter into another one that tells of the same thing: both stay, the other is counted as repeated."""
    first, second = sorted((matter_id, into_id), key=str)
    held = {each: locked(each, actor) for each in (first, second)}
    matter, target = held[matter_id], held[into_id]
    if matter.id == target.id or target.merged_into_id:
        raise MergedIntoItself
    if matter.is_exercise != target.is_exercise:
        raise ExerciseMixed
    step(matter, MatterAct.MERGE)
    take_in_hand(matter, actor, now)
    matter.merged_into = target
    matter.save(update_fields=["state", "merged_into", "taken_by", "taken_at"])
    matter.merged.update(merged_into=target)
    announce(MatterMerged, matter, actor, now, other_id=target.id, other_number=target.number)
    if not _seems_a_repeat(matter, target):
        count_repeat(target, matter, actor, now)


def _seems_a_repeat(matter: Matter, target: Matter) -> bool:
    """Tell whether the likeness alone counted the matter already when it came in."""
    return matter.earlier_alike.filter(earlier=target, is_strong=True).exists()


@transaction.atomic
def part_matter(*, matter_id: UUID, actor: Actor, now: datetime) -> None:
    """Take a merging back: it counts as a repeat only where it seems one by itself."""
    matter = locked(matter_id, actor)
    step(matter, MatterAct.PART)
    target = Matter.objects.select_for_update().get(id=matter.merged_into_id)
    matter.merged_into = None
    matter.save(update_fields=["state", "merged_into"])
    if not _seems_a_repeat(matter, target):
        target.repeats = max(target.repeats - 1, 0)
        weigh(target, target.pictures.count())
        target.save(update_fields=["repeats", "points", "urgency", "reasons"])
    announce(MatterParted, matter, actor, now, other_id=target.id, other_number=target.number)


@transaction.atomic
def link_matter(*, matter_id: UUID, incident_id: UUID, actor: Actor, now: datetime) -> None:
    """Link a matter to a known incident, so that it stands on its timeline."""
    matter = locked(matter_id, actor)
    incident = incidents.incident(actor, incident_id)
    if incident.is_exercise != matter.is_exercise:
        raise ExerciseMixed
    _bind(matter, MatterAct.LINK, incident_id, actor, now)
    announce(MatterLinked, matter, actor, now)


@transaction.atomic
def unlink_matter(*, matter_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Take the link to an incident back, and say why; both timelines keep that it was there."""
    matter = locked(matter_id, actor)
    step(matter, MatterAct.UNLINK)
    announce(MatterUnlinked, matter, actor, now, reason=checked_words("reason", reason))
    matter.incident_id = None
    matter.save(update_fields=["state", "incident_id"])


@transaction.atomic
def declare_incident(*, declaration: Declaration, actor: Actor, now: datetime) -> UUID:
    """Declare an incident and return its id; declared twice with the same id, it is one.

    It was learned of when the first of its matters came in, whatever the form says: that is when the clocks begin.
    """
    matters = [locked(each, actor) for each in sorted(set(declaration.matter_ids), key=str)]
    new = _learned(declaration.incident, matters)
    if any(matter.is_exercise != new.is_exercise for matter in matters):
        raise ExerciseMixed
    incident_id = incidents.open_incident(new=new, actor=actor, now=now)
    undone = [matter for matter in matters if matter.incident_id != incident_id]
    for matter in undone:
        _bind(matter, MatterAct.DECLARE, incident_id, actor, now)
        announce(MatterDeclared, matter, actor, now)
    if declaration.figures and (undone or not matters):
        _record(declaration, incident_id, matters, actor, now)
    return incident_id


def _learned(new: incidents.NewIncident, matters: Sequence[Matter]) -> incidents.NewIncident:
    learned = min((new.learned_at, *(matter.received_at for matter in matters)))
    return replace(new, learned_at=learned, happened_at=min(new.happened_at, learned))


def _bind(matter: Matter, act: MatterAct, incident_id: UUID, actor: Actor, now: datetime) -> None:
    step(matter, act)
    take_in_hand(matter, actor, now)
    matter.incident_id = incident_id
    matter.save(update_fields=["state", "incident_id", "taken_by", "taken_at"])
    incidents.link_subject(incident_id=incident_id, subject=f"matter:{matter.id}", actor=actor, now=now)


def _record(
    declaration: Declaration, incident_id: UUID, matters: Sequence[Matter], actor: Actor, now: datetime
) -> None:
    """Record the first figures with the matter as their source, unless they were recorded by the same declaration."""
    if incidents.situation(actor, incident_id).latest:
        return
    source = matters[0].number if matters else _("Duty telephone")
    report = incidents.SituationReport(
        region=declaration.incident.region,
        figures=dict(declaration.figures),
        as_of=now,
        source=source,
        note="",
        site="",
    )
    incidents.record_situation(incident_id=incident_id, report=report, actor=actor, now=now)
