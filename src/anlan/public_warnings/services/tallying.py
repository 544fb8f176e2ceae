"""Counting what a warning's messages came to; asked for until nothing changes any more."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncHour

from anlan.kernel import clock
from anlan.kernel.clock import CHINA
from anlan.kernel.regions import RegionLevel, level_of
from anlan.people import api as people
from anlan.places import api as places
from anlan.public_warnings.domain.channels import OWN_PAGES, channels
from anlan.public_warnings.domain.content import MessageKind
from anlan.public_warnings.models import (
    CoverageCount,
    CoveragePlace,
    CoverageSummary,
    Delivery,
    Transmission,
)
from anlan.support import jobs
from anlan.support.tables import load_table

COUNT: Final = "public_warnings.count_coverage"
_OPEN: Final = ("waiting", "sending", "sent")
_AT_ONCE: Final = 2
_PATIENCE: Final = timedelta(minutes=10)


def ring_for_counting(*, now: datetime) -> int:
    """Ring for warnings that were never counted, or not since a minute while their messages are under way."""
    table, real = load_table("anlan.public_warnings", "coverage"), clock.real_now()
    again = real - timedelta(seconds=table["count_again_seconds"])
    done = CoverageSummary.objects.filter(warning_id=OuterRef("warning_id"))
    fresh = done.filter(Q(is_final=True) | Q(counted_real__gt=again) | Q(asked_real__gt=real - _PATIENCE))
    rows = Transmission.objects.filter(sent_at__lte=now).exclude(message_kind=MessageKind.CANCEL.value)
    due = rows.filter(~Exists(fresh)).order_by("-sent_at").only("warning_id", "region", "sent_at")[:_AT_ONCE]
    for row in due:
        _ask(row, now, real)
    return len(due)


@transaction.atomic
def _ask(row: Transmission, now: datetime, real: datetime) -> None:
    none = dict.fromkeys(("population", "unregistered", "covered", "total", "reached", "in_time"), 0)
    empty = {"region": row.region, "sent_at": row.sent_at, "counted_at": now, "counted_real": real, "is_final": False}
    CoverageSummary.objects.update_or_create(
        warning_id=row.warning_id, defaults={"asked_real": real}, create_defaults=empty | none | {"asked_real": real}
    )
    jobs.defer(COUNT, warning_id=str(row.warning_id))


@transaction.atomic
def count_coverage(*, warning_id: UUID, now: datetime) -> None:
    """Count a warning's messages by channel, place and hour, and its residents by place."""
    sent = Transmission.objects.defer("cap_xml").get(warning_id=warning_id)
    table = load_table("anlan.public_warnings", "coverage")
    with connection.cursor() as cursor:
        cursor.execute("set local work_mem = '256MB'")
    counts = _counts(sent, timedelta(minutes=table["in_time_minutes"]))
    spread = _places(sent)
    CoverageCount.objects.filter(warning_id=warning_id).delete()
    CoverageCount.objects.bulk_create(counts, batch_size=2000)
    CoveragePlace.objects.filter(warning_id=warning_id).delete()
    CoveragePlace.objects.bulk_create(spread, batch_size=2000)
    is_under_way = Delivery.objects.filter(warning_id=warning_id, state__in=_OPEN).exists()
    is_over = sent.sent_at + timedelta(hours=table["count_hours"]) < now
    CoverageSummary.objects.update_or_create(
        warning_id=warning_id,
        defaults={
            "region": sent.region,
            "sent_at": sent.sent_at,
            "population": sum(row.population for row in spread),
            "unregistered": sum(row.population for row in spread if not row.registered),
            "covered": sum(row.covered for row in spread),
            "total": sum(row.total for row in counts),
            "reached": sum(row.reached for row in counts),
            "in_time": sum(row.in_time for row in counts),
            "counted_at": now,
            "counted_real": clock.real_now(),
            "asked_real": None,
            "is_final": is_over or (bool(counts) and not is_under_way and sent.sent_at + timedelta(hours=2) < now),
        },
    )


def _messages(sent: Transmission) -> QuerySet[Delivery]:
    """Return the messages that are sent to somebody; the platform's own pages are none."""
    own = [key for key, channel in channels().items() if channel.driver in OWN_PAGES]
    return Delivery.objects.filter(warning_id=sent.warning_id).exclude(channel__in=own)


def _counts(sent: Transmission, in_time: timedelta) -> list[CoverageCount]:
    hour = TruncHour("delivered_at", tzinfo=CHINA)
    rows = (
        _messages(sent)
        .order_by()
        .values("channel", "region", hour=hour)
        .annotate(
            total=Count("id"),
            reached=Count("delivered_at"),
            in_time=Count("id", filter=Q(delivered_at__lte=sent.sent_at + in_time)),
            given_up=Count("given_up_at"),
        )
    )
    return [CoverageCount(warning_id=sent.warning_id, **row) for row in rows]


def _places(sent: Transmission) -> list[CoveragePlace]:
    """Return the residents of each village of the area; a place without villages stands for itself."""
    regions = tuple(str(each["code"]) for each in sent.regions)
    villages = sorted({village for region in regions for village in _villages(region)})
    told = _messages(sent).filter(delivered_at__isnull=False, person_id__isnull=False).values("person_id")
    speakers = [key for key, channel in channels().items() if channel.driver == "loudspeaker"]
    sounded = _messages(sent).filter(channel__in=speakers, delivered_at__isnull=False)
    reached = people.residents_reached(regions, told, list(sounded.values_list("address", flat=True)))
    persons = {code: each.persons or 0 for code, each in places.divisions(villages).items()}
    return [_place(sent.warning_id, code, persons.get(code, 0), reached.get(code)) for code in villages]


def _villages(region: str) -> tuple[str, ...]:
    if level_of(region) == RegionLevel.VILLAGE:
        return (region,)
    return places.descendant_codes(region, RegionLevel.VILLAGE) or (region,)


def _place(warning_id: UUID, code: str, population: int, found: people.Reached | None) -> CoveragePlace:
    registered, reached = (found.registered, found.reached) if found else (0, 0)
    figures: dict[str, Any] = {"population": population, "registered": registered, "reached": reached}
    covered = round(population * reached / registered) if registered else 0
    return CoveragePlace(warning_id=warning_id, region=code, covered=covered, **figures)
