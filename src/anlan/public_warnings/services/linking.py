"""Testing the links of channels every few minutes, and telling the journal when one is lost or back."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic
from typing import Final

from django.db import transaction

from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.public_warnings.domain.channels import channel as channel_named
from anlan.public_warnings.domain.channels import linked_channels
from anlan.public_warnings.events import ChannelBack, ChannelLost, LinkTestWanted
from anlan.public_warnings.models import ChannelLink, LinkTest
from anlan.public_warnings.ports import ChannelDown, MessageRefused, Sender
from anlan.public_warnings.selectors.channels import is_set_up
from anlan.public_warnings.services.ringing import ring
from anlan.support import journal, rights

log = logging.getLogger(__name__)

_KEPT: Final = timedelta(days=7)
_LONGEST_FAULT: Final = 300


def links_due() -> tuple[str, ...]:
    """Return the channels whose link was not tested for so long as the table says, or whose test a person wants."""
    real, rows = clock.real_now(), ChannelLink.objects.in_bulk()
    used = (each for each in linked_channels() if is_set_up(each))
    return tuple(each.key for each in used if _is_due(rows.get(each.key), each.probe_minutes, real))


def _is_due(row: ChannelLink | None, minutes: int, real: datetime) -> bool:
    if row is None or row.tested_real is None:
        return True
    is_wanted = row.wanted_real is not None and row.wanted_real > row.tested_real
    return is_wanted or row.tested_real <= real - timedelta(minutes=minutes)


def run_link_test(*, channel: str, sender: Sender, actor: Actor, now: Callable[[], datetime]) -> bool:
    """Test a link outside of any transaction and write down what came of it; tell whether it is up."""
    began, fault = monotonic(), ""
    try:
        sender.probe()
    except (ChannelDown, MessageRefused) as error:
        fault = str(error) or "down"
    except Exception as error:
        log.exception("the test of the link of %s failed", channel)
        fault = f"{type(error).__name__}: {error}"
    took = round((monotonic() - began) * 1000)
    record_link_test(channel=channel, milliseconds=took, fault=fault, actor=actor, now=now())
    return not fault


@transaction.atomic
def record_link_test(*, channel: str, milliseconds: int, fault: str, actor: Actor, now: datetime) -> None:
    """Keep one test, and announce that a link is lost or back where it changed; no fault means that it is up."""
    real, is_up, fault = clock.real_now(), not fault, fault[:_LONGEST_FAULT]
    ChannelLink.objects.get_or_create(channel=channel)
    link = ChannelLink.objects.select_for_update().get(channel=channel)
    if link.is_up != is_up:
        _tell(link, channel, fault, actor, now)
        link.is_up, link.since_real = is_up, real
    link.tested_real, link.milliseconds, link.fault = real, milliseconds, fault
    link.save()
    LinkTest.objects.create(channel=channel, tested_real=real, milliseconds=milliseconds, is_up=is_up, fault=fault)
    LinkTest.objects.filter(channel=channel, tested_real__lt=real - _KEPT).delete()


def _tell(link: ChannelLink, channel: str, fault: str, actor: Actor, now: datetime) -> None:
    head = {
        "subject": f"channel:{channel}",
        "region": "",
        "channel": channel,
        "exercise": channel_named(channel).is_exercise,
    }
    if fault:
        journal.announce(ChannelLost(**head, fault=fault), actor=actor, now=now)
    elif link.is_up is False and link.since_real:
        lost = int((clock.real_now() - link.since_real).total_seconds())
        journal.announce(ChannelBack(**head, lost_seconds=lost), actor=actor, now=now)


@transaction.atomic
def want_link_test(*, channel: str, actor: Actor, now: datetime) -> None:
    """Have a link tested now; the delivering process does it within a second."""
    found = channel_named(channel)
    rights.require_somewhere(actor, "public_warnings.test_channel")
    ChannelLink.objects.update_or_create(channel=found.key, defaults={"wanted_real": clock.real_now()})
    event = LinkTestWanted(subject=f"channel:{channel}", region="", channel=channel, exercise=found.is_exercise)
    journal.announce(event, actor=actor, now=now)
    ring(channel)
