"""Evidence that people bring, before an alarm is decided and after; and who had it on the screen."""

from datetime import datetime
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction

from anlan.alarms.domain.errors import NotAPicture
from anlan.alarms.domain.evidence import Evidence, EvidenceKind, check_evidence
from anlan.alarms.events import EvidenceAdded
from anlan.alarms.models import Alarm, AlarmEvidence, AlarmSeen
from anlan.alarms.services.telling import locked, named
from anlan.kernel.actors import Actor
from anlan.people import api as people
from anlan.support import journal, rights
from anlan.support.pictures import picture_of


@transaction.atomic
def add_evidence(*, alarm_id: UUID, evidence: Evidence, actor: Actor, now: datetime) -> UUID:
    """Add a camera, a call, a picture or a remark to an alarm and return its id."""
    alarm = locked(alarm_id)
    rights.require_visible(actor, "alarms.see", alarm.region, what="alarm")
    rights.require(actor, "alarms.add_evidence", alarm.region)
    check_evidence(evidence, now)
    row = AlarmEvidence(
        alarm=alarm,
        kind=evidence.kind.value,
        text=evidence.text,
        url=evidence.url if evidence.kind is EvidenceKind.CAMERA else "",
        person=evidence.person,
        phone_masked=people.masked(people.checked(evidence.phone)),
        happened_at=evidence.happened_at or now,
        given_by=actor.name,
        given_at=now,
    )
    if evidence.kind is EvidenceKind.PHOTO:
        _keep_picture(row, evidence)
    row.save()
    event = EvidenceAdded(
        **named(alarm),
        evidence_id=row.id,
        sort=row.kind,
        person=row.person,
        text=row.text,
        happened_at=row.happened_at,
    )
    journal.announce(event, actor=actor, now=now)
    return row.id


def _keep_picture(row: AlarmEvidence, evidence: Evidence) -> None:
    found = picture_of(evidence.content)
    if found is None:
        raise NotAPicture(name=evidence.name[:80] or "photo")
    row.media_type, row.digest, row.size = found.media_type, found.digest, len(evidence.content)
    row.width, row.height = found.width, found.height
    row.file.save(f"{row.id}.{found.ending}", ContentFile(evidence.content), save=False)


@transaction.atomic
def note_seen(*, alarm_id: UUID, actor: Actor, now: datetime) -> None:
    """Keep when a person first had the alarm on the own screen; later looks change nothing."""
    region = Alarm.objects.filter(id=alarm_id).values_list("region", flat=True).first()
    if region is None or not rights.may(actor, "alarms.see", region):
        return
    seen = AlarmSeen(alarm_id=alarm_id, actor_id=actor.id, actor_name=actor.name, seen_at=now)
    AlarmSeen.objects.bulk_create([seen], ignore_conflicts=True)
