"""Making a paper: the next number of its office, kind and year, and the frozen file."""

import hashlib
from datetime import datetime

from django.db.models import Max

from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.regions import RegionLevel, at_level
from anlan.supervision.models import Inspection, Paper
from anlan.supervision.papers import document_of, number_of
from anlan.support import locks


def make_paper(row: Inspection, kind: str, actor: Actor, now: datetime) -> Paper:
    """Number and freeze a paper; numbers follow each other without gaps because a failed act takes none."""
    office, year = at_level(row.region, RegionLevel.COUNTY), in_china(now).year
    locks.hold(f"supervision:number:{office}:{kind}:{year}")
    last = Paper.objects.filter(office=office, kind=kind, year=year).aggregate(last=Max("serial"))["last"] or 0
    number = number_of(office, kind, year, last + 1)
    document = document_of(row, kind, number, now)
    return Paper.objects.create(
        inspection=row,
        kind=kind,
        office=office,
        year=year,
        serial=last + 1,
        number=number,
        document=document,
        digest=hashlib.new("sm3", document).hexdigest(),
        made_by=actor.name,
        made_at=now,
    )
