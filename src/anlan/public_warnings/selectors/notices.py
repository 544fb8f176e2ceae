"""What the public may read: the warnings in force, kept in memory until one comes or goes, and those that are over.

An exercise is in none of these questions, nor what was not sent by the public page; the feed asks for its own channel.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from time import monotonic
from typing import Any, Final
from uuid import UUID

from django.contrib.postgres.aggregates import StringAgg
from django.db import connection
from django.db.models import BooleanField, CharField, Exists, F, Func, JSONField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import MD5, Cast
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from anlan.kernel.errors import NotFound
from anlan.kernel.levels import Level
from anlan.kernel.regions import lies_within, lineage
from anlan.public_warnings.domain.content import MessageKind
from anlan.public_warnings.domain.languages import MAIN_LANGUAGE, Translation, translations_in
from anlan.public_warnings.models import Transmission

PUBLIC_PAGE: Final = "public_page"
PUBLIC_FEED: Final = "cap_feed"
_FEED_LENGTH: Final = 100
_LOOK_AGAIN_SECONDS: Final = 1.0
_DRAWN_DEGREES: Final = 0.0004
_UNREAD: Final = ("cap_xml",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A warning as everyone may read it; ``outline`` is its area, simplified for drawing, ``area`` the one sent."""

    warning_id: UUID
    identifier: str
    message_kind: MessageKind
    level: Level
    event_code: str
    event_name: str
    issuer: str
    texts: tuple[Translation, ...]
    regions: tuple[tuple[str, str], ...]
    area: dict[str, Any]
    outline: BaseGeometry
    sent_at: datetime
    effective: datetime
    expires: datetime
    replaced_by: UUID | None = None
    ended_at: datetime | None = None

    @property
    def headline(self) -> str:
        """Return the headline in the main language."""
        return self.texts[0].headline

    def text_in(self, language: str) -> Translation:
        """Return the texts in a language, in the main one where there is no translation."""
        return next((each for each in self.texts if each.language == language), self.texts[0])

    def concerns(self, region: str) -> bool:
        """Tell whether the warning speaks of ``region``: of it, of a part of it, or of what it lies in."""
        return any(lies_within(code, region) or lies_within(region, code) for code, _ in self.regions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The warnings in force, worst and newest first; ``mark`` changes whenever one comes or ends."""

    mark: str
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """What was found when ``newest`` was the last message of all; it holds until one of the warnings expires."""

    standing: Standing
    newest: UUID | None
    since: datetime
    until: datetime
    looked: float

    def holds(self, newest: UUID | None, now: datetime) -> bool:
        is_fresh = 0 <= monotonic() - self.looked < _LOOK_AGAIN_SECONDS
        return is_fresh and self.newest == newest and self.since <= now < self.until


_kept: list[_Kept] = []


def standing_notices(now: datetime) -> Standing:
    """Return the warnings in force that the public may read.

    A message that is sent or expires is seen at once. Two messages of one moment may become visible in the other
    order: so all is looked at anew after a second, even though the newest is still the same.
    """
    with connection.cursor() as cursor:
        cursor.execute("select id from public_warnings_transmission order by id desc limit 1")
        newest = next(iter(cursor.fetchone() or ()), None)
    if _kept and _kept[0].holds(newest, now):
        return _kept[0].standing
    looked, standing = monotonic(), _standing(now)
    until = min((each.expires for each in standing.notices), default=datetime.max.replace(tzinfo=UTC))
    _kept[:] = [_Kept(standing=standing, newest=newest, since=now, until=until, looked=looked)]
    return standing


def _standing(now: datetime) -> Standing:
    """Return the warnings in force, those of the last look where they are still the same."""
    rows = _in_force(now)
    ids = StringAgg(Cast("id", CharField()), Value(","), order_by="id")
    newest = _public().order_by("-sent_at", "-id").values_list("id", flat=True).first()
    mark = f"{rows.order_by().aggregate(mark=MD5(ids))['mark'] or 'none'}-{newest.hex[-8:] if newest else 'none'}"
    if _kept and _kept[0].standing.mark == mark:
        return _kept[0].standing
    found = [_notice(row) for row in rows.defer(*_UNREAD).order_by("-level", "-sent_at", "-id")]
    return Standing(mark=mark, notices=tuple(found))


def notice(warning_id: UUID, now: datetime) -> Notice:
    """Return one warning as the public may read it, with its end where it is over."""
    row = _public().filter(warning_id=warning_id).defer(*_UNREAD).first()
    if row is None:
        raise NotFound(what="warning")
    return _with_ends([row], now)[0]


def warning_named(identifier: str) -> UUID | None:
    """Return the warning of a message that the public may read, or nothing."""
    return _public().filter(identifier=identifier).values_list("warning_id", flat=True).first()


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFilter:
    """Which warnings are wanted; empty fields want all."""

    region: str = ""
    level: int = 0
    kind: str = ""
    year: int = 0

    def fits(self, found: Notice) -> bool:
        """Tell whether a warning is wanted."""
        right_level = not self.level or found.level == self.level
        right_kind = not self.kind or found.event_code == self.kind
        return right_level and right_kind and (not self.region or found.concerns(self.region))


def ended_notices(wanted: NoticeFilter, now: datetime, *, start: int = 0, size: int = 20) -> tuple[Notice, ...]:
    """Return a run of the warnings that are over, newest first."""
    return _with_ends(_ended(wanted, now).defer(*_UNREAD)[start : start + size], now)


def ended_count(wanted: NoticeFilter, now: datetime) -> int:
    """Return how many warnings are over."""
    return _ended(wanted, now).count()


def ended_years(now: datetime) -> tuple[int, ...]:
    """Return the years in which the public was warned, newest first."""
    return tuple(each.year for each in _ended(NoticeFilter(), now).order_by().datetimes("sent_at", "year", "DESC"))


def feed_mark() -> str:
    """Return what changes whenever a message joins the feed; messages never leave it."""
    newest = _public(PUBLIC_FEED).order_by("-sent_at", "-id").values_list("id", flat=True)[:_FEED_LENGTH]
    return ",".join(each.hex[-8:] for each in newest)


def feed_messages(region: str = "") -> tuple[Notice, ...]:
    """Return the latest messages of the feed that concern a region, those that update and lift included."""
    rows = _public(PUBLIC_FEED).order_by("-sent_at", "-id")
    rows = rows.filter(_concerning(region)) if region else rows
    return tuple(_notice(row) for row in rows.defer(*_UNREAD)[:_FEED_LENGTH])


def cap_document(identifier: str) -> bytes:
    """Return a CAP message of the feed as the very bytes that were sent."""
    row = _public(PUBLIC_FEED).filter(identifier=identifier).only("cap_xml").first()
    if row is None:
        raise NotFound(what="cap message")
    return bytes(row.cap_xml)


def _ended(wanted: NoticeFilter, now: datetime) -> QuerySet[Transmission]:
    rows = _public().exclude(message_kind=MessageKind.CANCEL.value)
    rows = rows.filter(Q(expires__lte=now) | Exists(_followers())).order_by("-sent_at", "-id")
    if wanted.level:
        rows = rows.filter(level=wanted.level)
    if wanted.kind:
        rows = rows.filter(event_code=wanted.kind)
    if wanted.year:
        rows = rows.filter(sent_at__year=wanted.year)
    return rows.filter(_concerning(wanted.region)) if wanted.region else rows


def _concerning(region: str) -> Q:
    """Return the condition that one of a warning's regions is ``region``, lies in it or holds it."""
    path = Func(Value("$[*].code ? (@ starts with $within)"), template="%(expressions)s::jsonpath")
    within = Cast(Value(json.dumps({"within": region})), JSONField())
    inside = Func(F("regions"), path, within, function="jsonb_path_exists", output_field=BooleanField())
    condition = Q(inside)
    for above in lineage(region):
        condition |= Q(regions__contains=[{"code": above}])
    return condition


def _public(channel: str = PUBLIC_PAGE) -> QuerySet[Transmission]:
    return Transmission.objects.filter(is_exercise=False, channels__contains=[{"key": channel}])


def _in_force(now: datetime) -> QuerySet[Transmission]:
    rows = _public().filter(expires__gt=now).exclude(message_kind=MessageKind.CANCEL.value)
    return rows.filter(~Exists(_followers()))


def _followers() -> QuerySet[Transmission]:
    return Transmission.objects.filter(replaces_id=OuterRef("warning_id"))


def _with_ends(found: Iterable[Transmission], now: datetime) -> tuple[Notice, ...]:
    """Return warnings with when they ended and what replaced them, by one more query."""
    rows = list(found)
    followers = Transmission.objects.filter(replaces_id__in=[row.warning_id for row in rows])
    ends = {row.replaces_id: row for row in followers.only("replaces_id", "warning_id", "sent_at")}
    return tuple(_ended_notice(row, ends.get(row.warning_id), now) for row in rows)


def _ended_notice(row: Transmission, follower: Transmission | None, now: datetime) -> Notice:
    if follower:
        return replace(_notice(row), replaced_by=follower.warning_id, ended_at=follower.sent_at)
    return replace(_notice(row), ended_at=row.expires if row.expires <= now else None)


def _notice(row: Transmission) -> Notice:
    main = Translation(MAIN_LANGUAGE, row.headline, row.description, row.instruction)
    return Notice(
        warning_id=row.warning_id,
        identifier=row.identifier,
        message_kind=MessageKind(row.message_kind),
        level=Level(row.level),
        event_code=row.event_code,
        event_name=row.event_name,
        issuer=row.issuer,
        texts=(main, *translations_in(row.translations)),
        regions=tuple((each["code"], each["name"]) for each in row.regions),
        area=row.area,
        outline=shape(row.area).simplify(_DRAWN_DEGREES),
        sent_at=row.sent_at,
        effective=row.effective,
        expires=row.expires,
    )
