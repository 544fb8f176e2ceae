"""Taking the record of a visit from the phone: whole, once, with what follows from it."""

import hashlib
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from anlan.dangers import api as dangers
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.supervision.domain.draws import canonical
from anlan.supervision.domain.states import InspectionAct
from anlan.supervision.domain.visits import FileKind, NewRecord, check_record, findings_of
from anlan.supervision.events import InspectionRecorded
from anlan.supervision.models import Finding, Inspection, SiteRecord
from anlan.supervision.selectors.calendar import working_days_after
from anlan.supervision.selectors.tables import limits
from anlan.supervision.services.arranging import INSPECT, about, locked, move, officers_of
from anlan.supervision.services.evidence import Kept, checked_files, keep_files
from anlan.supervision.services.numbering import make_paper
from anlan.supervision.services.officers import qualified
from anlan.supervision.services.ordering import order_findings
from anlan.supervision.services.places import place_of
from anlan.support import journal

_LONGEST_VISIT: Final = timedelta(days=3)


@transaction.atomic
def record_inspection(*, new: NewRecord, actor: Actor, now: datetime) -> None:
    """Store what two officers wrote down; the same press arriving again changes nothing.

    Findings become hidden dangers, the record becomes a paper, and where the officers ordered so on the spot the
    order to put right does too.
    """
    row = locked(new.inspection_id, actor, INSPECT)
    if SiteRecord.objects.filter(inspection=row, token=new.token).exists():
        return
    move(row, InspectionAct.RECORD)
    going = officers_of(row)
    qualified((each.id for each in going), row.region, in_china(new.ended_at).date())
    check_record(new, row.items, len(going), limits("rectify")["most_days"])
    kept = checked_files(new.files)
    record = _stored(row, new, kept, actor, now)
    keep_files(row, kept)
    found = _findings(row, new)
    for each in found:
        _register(row, each, new, actor, now)
    row.recorded_at, row.findings_count = now, len(found)
    row.publish_by = working_days_after(in_china(now).date(), limits("publish")["working_days"], row.region)
    _announce(row, record, actor, now)
    make_paper(row, "site_record", actor, now)
    if new.measure.strip():
        make_paper(row, "onsite_measure", actor, now)
    if not found:
        move(row, InspectionAct.CLOSE)
    elif new.orders_now:
        order_findings(row, actor, now)
    row.save()


def _announce(row: Inspection, record: SiteRecord, actor: Actor, now: datetime) -> None:
    event = InspectionRecorded(
        **about(row), findings=row.findings_count, signature_refused=bool(record.refusal), digest=record.digest
    )
    journal.announce(event, actor=actor, now=now)


def _stored(row: Inspection, new: NewRecord, kept: Kept, actor: Actor, now: datetime) -> SiteRecord:
    answers = [[each.key, each.verdict, each.text.strip(), each.days] for each in new.answers]
    told = {
        "inspection": str(row.id),
        "answers": answers,
        "begun": new.begun_at.isoformat(),
        "ended": new.ended_at.isoformat(),
        "firm": [new.firm_person, new.firm_post, new.refusal, new.witnesses],
        "situation": new.situation,
        "measure": new.measure,
        "files": [[sent.kind.value, sent.item, digest] for sent, _type, _ending, digest in kept],
    }
    return SiteRecord.objects.create(
        inspection=row,
        token=new.token,
        begun_at=max(new.begun_at, new.ended_at - _LONGEST_VISIT),
        ended_at=min(new.ended_at, now),
        **place_of(row, new.location),
        firm_person=new.firm_person.strip(),
        firm_post=new.firm_post.strip(),
        situation=new.situation.strip(),
        answers=answers,
        measure=new.measure.strip(),
        refusal=new.refusal.strip(),
        witnesses=new.witnesses.strip(),
        digest=hashlib.new("sm3", canonical(told).encode()).hexdigest(),
        recorded_by=actor.name,
        recorded_at=now,
    )


def _findings(row: Inspection, new: NewRecord) -> list[Finding]:
    day = in_china(new.ended_at).date()
    return [
        Finding.objects.create(
            inspection=row,
            item=item["key"],
            text=answer.text.strip(),
            basis=item["basis"][:300],
            rectify_by=day + timedelta(days=answer.days),
        )
        for item, answer in findings_of(new, row.items)
    ]


def _register(row: Inspection, finding: Finding, new: NewRecord, actor: Actor, now: datetime) -> None:
    """Make a finding a hidden danger, with the pictures of its item."""
    pictures = [each for each in new.files if each.kind is FileKind.PHOTO and each.item == finding.item]
    there = row.object_location
    danger = dangers.NewDanger(
        title=finding.text[:120],
        text=finding.text,
        region=row.region,
        source=dangers.Source.INSPECTION,
        source_id=str(finding.id),
        object_kind=dangers.ObjectKind(row.object_kind),
        object_id=row.object_id,
        object_name=row.object_name,
        location=(there.x, there.y) if there else None,
        found_at=min(new.ended_at, now),
        pictures=tuple(
            dangers.SentPicture(name=each.name, content=each.content) for each in pictures[: dangers.MOST_PICTURES]
        ),
    )
    finding.danger_id = dangers.register_danger(danger, actor, now)
    finding.save(update_fields=["danger_id"])
