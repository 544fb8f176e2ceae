"""The demonstration's files: put in as a whole, taken out as a whole."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from anlan.enterprises.models import Enterprise, Record
from anlan.enterprises.services.records import count_anew, fresh_record
from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.kernel.regions import NATION
from anlan.support import rights

_BATCH = 1000
File = Iterable[tuple[str, dict[str, Any]]]


@transaction.atomic
def put_demonstration_files(*, files: Mapping[UUID, File], actor: Actor, now: datetime) -> int:
    """Replace the files of invented enterprises, each a run of (section, values); return how many rows."""
    rights.require(actor, "enterprises.register", NATION)
    firms = Enterprise.objects.filter(id__in=files, is_demo=True)
    Record.objects.filter(enterprise__in=firms).delete()
    today = clock.in_china(now).date()
    rows = [
        fresh_record(firm, section, values, by=actor.name, at=now, today=today)
        for firm in firms
        for section, values in files[firm.id]
    ]
    Record.objects.bulk_create(rows, batch_size=_BATCH)
    for firm in firms:
        count_anew(firm)
    return len(rows)


@transaction.atomic
def remove_demonstration(*, actor: Actor) -> int:
    """Remove everything that is demonstration data; return how many rows."""
    rights.require(actor, "enterprises.register", NATION)
    return Enterprise.objects.filter(is_demo=True).delete()[0]
