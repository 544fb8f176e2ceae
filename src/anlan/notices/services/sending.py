"""Sending a notice by SMS: tried again by the table where the gateway is down, given up with the reason."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.notices.domain.texts import PATIENCE, wait_before
from anlan.notices.events import NoticeNotSent
from anlan.notices.models import Notice
from anlan.notices.ports import GatewayDown, NumberRefused, Texter
from anlan.people import api as people
from anlan.support import jobs, journal, rights
from anlan.support.tables import load_table

_MOST_AT_ONCE: Final = 100


@transaction.atomic
def send_notice(*, notice_id: UUID, texter: Texter, actor: Actor, now: datetime) -> None:
    """Send a notice whose turn it is; one that was sent or given up is left alone, no second worker waits."""
    rights.require_platform(actor, "notices.send")
    row = Notice.objects.select_for_update(skip_locked=True).filter(id=notice_id, next_try_at__isnull=False).first()
    if row is None:
        return
    row.attempts += 1
    try:
        row.reference = texter.send(row.id, people.phone_of(row.person_id), row.text)[:120]
        row.next_try_at, row.sent_at, row.fault = None, now, ""
    except GatewayDown as fault:
        wait = wait_before(row.attempts, tuple(load_table("anlan.notices", "sending")["sending"]["waits"]))
        row.next_try_at, row.fault = now + wait if wait else None, str(fault)[:200]
    except NumberRefused as fault:
        row.next_try_at, row.fault = None, str(fault)[:200]
    row.save(update_fields=["attempts", "reference", "next_try_at", "sent_at", "fault"])
    if row.next_try_at is None and row.sent_at is None:
        told = {"notice_id": row.id, "title": row.title, "name": row.person_name, "url": row.url}
        event = NoticeNotSent(subject=row.subject, region=row.region, **told)
        journal.announce(event, actor=actor, now=now)


@transaction.atomic
def queue_due_notices(*, actor: Actor, now: datetime) -> int:
    """Queue again what was to be sent by now and was not: its gateway was down, or its worker died; return how many."""
    rights.require_platform(actor, "notices.send")
    due = Notice.objects.select_for_update(skip_locked=True).filter(next_try_at__lte=now)
    found = list(due.order_by("next_try_at", "id").values_list("id", flat=True)[:_MOST_AT_ONCE])
    if found:
        Notice.objects.filter(id__in=found).update(next_try_at=now + PATIENCE)
        jobs.defer_all("notices.send", [{"notice_id": str(each)} for each in found])
    return len(found)
