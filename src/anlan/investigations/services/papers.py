"""Making a paper: numbered without gaps under a lock, frozen with its digest."""

import hashlib
from datetime import datetime

from django.db.models import Max

from anlan.investigations.models import Investigation, Paper, Party
from anlan.investigations.selectors.papers import document_of, number_of
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.support import locks


def make_paper(
    row: Investigation, sort: str, about: str, actor: Actor, now: datetime, *, party: Party | None = None
) -> Paper:
    """Make a paper of an investigation and keep it as it went out."""
    year = in_china(now).year
    locks.hold(f"investigations:paper:{sort}:{row.office}:{year}")
    rows = Paper.objects.filter(sort=sort, office=row.office, year=year)
    serial = (rows.aggregate(last=Max("serial"))["last"] or 0) + 1
    number = number_of(row, sort, year, serial)
    content = document_of(row, sort, party, number, now)
    return Paper.objects.create(
        investigation=row,
        sort=sort,
        about=about[:120],
        office=row.office,
        year=year,
        serial=serial,
        number=number,
        file=content,
        digest=hashlib.new("sm3", content).hexdigest(),
        made_by=actor.name,
        made_at=now,
    )
