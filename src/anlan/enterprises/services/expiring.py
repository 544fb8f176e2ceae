"""Warning of what ends: licences, certificates, inspections, policies."""

from datetime import datetime
from typing import Final

from django.db import transaction

from anlan.enterprises.domain.sections import Section
from anlan.enterprises.domain.states import FirmState
from anlan.enterprises.domain.warnings import due_warning
from anlan.enterprises.events import CertificateExpiring
from anlan.enterprises.models import Record
from anlan.enterprises.selectors.sections import section, warning_steps
from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.support import journal

_MOST: Final = 200


@transaction.atomic
def warn_of_ends(*, actor: Actor, now: datetime) -> int:
    """Announce every row whose next step of warning is due; return how many. Closed firms are not warned of."""
    today = clock.in_china(now).date()
    rows = list(
        Record.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(warn_on__lte=today)
        .select_related("enterprise")
        .order_by("warn_on", "id")[:_MOST]
    )
    if not rows:
        return 0
    events = []
    for row in rows:
        warned = due_warning(row.ends_on, today, warning_steps())
        row.warn_on = warned.next_on
        if row.enterprise.state != FirmState.CLOSED:
            events.append(_event(row, section(row.section), warned.days))
    Record.objects.bulk_update(rows, ["warn_on"])
    journal.announce_all(events, actor=actor, now=now)
    return len(events)


def _event(row: Record, wanted: Section, days: int) -> CertificateExpiring:
    return CertificateExpiring(
        subject=f"enterprises.enterprise:{row.enterprise_id}",
        region=row.region,
        enterprise_id=row.enterprise_id,
        name=row.enterprise.name,
        record_id=row.id,
        section=wanted.key,
        title="" if wanted.personal else row.title,
        ends_on=row.ends_on,
        days=days,
    )
