"""How the channels of this installation stand: links, what waits, how fast they are, what they could not deliver."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Sum

from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.public_warnings.domain.channels import Channel, linked_channels
from anlan.public_warnings.models import ChannelLink, ChannelMinute, Delivery, DueBatch, LinkTest
from anlan.public_warnings.selectors.channels import is_set_up
from anlan.public_warnings.selectors.deliveries import SEE
from anlan.support import rights

_DAY: Final = timedelta(days=1)
_STRIP: Final = 288


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of the last day in which a link was up or down: where it begins and its length, in 288ths of the day."""

    start: int
    length: int
    is_up: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelRow:
    """One channel. ``is_up`` is nothing before the first test; ``rate`` is messages a second in the last minute."""

    key: str
    name: str
    is_exercise: bool
    is_set_up: bool
    is_up: bool | None
    tested_at: datetime | None
    since: datetime | None
    milliseconds: int | None
    fault: str
    is_test_wanted: bool
    waiting: int
    rate: float
    per_second: int
    given_up: int
    minutes: int
    strip: tuple[Stretch, ...]


def channel_rows(actor: Actor) -> tuple[ChannelRow, ...]:
    """Return every channel that leads outside, those whose link is lost first."""
    if not rights.regions_of(actor, SEE):
        raise NotFound(what="channels")
    real, links = clock.real_now(), ChannelLink.objects.in_bulk()
    waiting = dict(DueBatch.objects.values_list("channel").annotate(count=Sum("delivery_ids__len")).order_by())
    given_up = dict(_counted(Delivery.objects.filter(rights.within(actor, SEE), given_up_at__isnull=False)))
    rates, strips = _rates(real), _strips(real)
    rows = (
        _row(each, links.get(each.key), (waiting, given_up, rates), strips.get(each.key, ()))
        for each in linked_channels()
    )
    return tuple(sorted(rows, key=lambda row: (not row.is_set_up, row.is_up is not False, row.is_exercise)))


def _counted(rows) -> Iterable[tuple[str, int]]:  # noqa: ANN001 - a queryset of deliveries
    return rows.order_by().values_list("channel").annotate(count=Count("id"))


def _rates(real: datetime) -> dict[str, float]:
    """Return messages a second by channel: of the running minute and the one before."""
    begin = real.replace(second=0, microsecond=0) - timedelta(minutes=1)
    rows = ChannelMinute.objects.filter(minute_real__gte=begin).values_list("channel").annotate(count=Sum("accepted"))
    return {key: count / (real - begin).total_seconds() for key, count in rows}


def _strips(real: datetime) -> dict[str, tuple[Stretch, ...]]:
    tests: dict[str, list[tuple[int, bool]]] = {}
    rows = LinkTest.objects.filter(tested_real__gt=real - _DAY).order_by("tested_real")
    for key, at, is_up in rows.values_list("channel", "tested_real", "is_up"):
        tests.setdefault(key, []).append((int((at - real + _DAY) / _DAY * _STRIP), is_up))
    return {key: stretches(found) for key, found in tests.items()}


def stretches(tests: list[tuple[int, bool]]) -> tuple[Stretch, ...]:
    """Return tests in their order as stretches: what a test said holds until the next, and to the end."""
    if not tests:
        return ()
    changes = [tests[n] for n in range(len(tests)) if n == 0 or tests[n][1] != tests[n - 1][1]]
    ends = [start for start, _ in changes[1:]] + [_STRIP]
    return tuple(Stretch(start, max(end - start, 1), is_up) for (start, is_up), end in zip(changes, ends, strict=True))


def _row(
    of: Channel,
    link: ChannelLink | None,
    counts: tuple[dict[str, int], dict[str, int], dict[str, float]],
    strip: tuple[Stretch, ...],
) -> ChannelRow:
    waiting, given_up, rates = counts
    link = link or ChannelLink(channel=of.key)
    wanted, tested = link.wanted_real, link.tested_real
    return ChannelRow(
        key=of.key,
        name=of.name,
        is_exercise=of.is_exercise,
        is_set_up=is_set_up(of),
        is_up=link.is_up,
        tested_at=tested,
        since=link.since_real,
        milliseconds=link.milliseconds,
        fault=link.fault,
        is_test_wanted=wanted is not None and (tested is None or wanted > tested),
        waiting=waiting.get(of.key, 0),
        rate=rates.get(of.key, 0.0),
        per_second=of.per_second,
        given_up=given_up.get(of.key, 0),
        minutes=of.probe_minutes,
        strip=strip,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LostChannel:
    """A channel that is set up and whose last test failed; nothing leaves by it."""

    key: str
    name: str
    is_exercise: bool
    since: datetime
    fault: str


def lost_channels(actor: Actor) -> tuple[LostChannel, ...]:
    """Return the channels that are set up and whose last test failed, for who may see deliveries."""
    if not rights.regions_of(actor, SEE):
        return ()
    down = {link.channel: link for link in ChannelLink.objects.filter(is_up=False)}
    return tuple(_lost(each, down[each.key]) for each in linked_channels() if each.key in down and is_set_up(each))


def _lost(of: Channel, link: ChannelLink) -> LostChannel:
    since = link.since_real or link.tested_real or clock.real_now()
    return LostChannel(key=of.key, name=of.name, is_exercise=of.is_exercise, since=since, fault=link.fault)
