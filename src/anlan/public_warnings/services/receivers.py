"""The receivers of channels that the settings and tables name: robots, browsers, broadcasting, terminals, mailboxes."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings

from anlan.kernel.clock import in_china
from anlan.kernel.regions import RegionLevel, at_level, level_of
from anlan.people import api as people
from anlan.places import api as places
from anlan.protocols.emergency_broadcast import message_id
from anlan.public_warnings.domain.channels import Channel, channels
from anlan.public_warnings.models import Delivery, Transmission
from anlan.public_warnings.selectors.kinds import wording
from anlan.public_warnings.selectors.subscriptions import push_receivers
from anlan.support import locks
from anlan.support.tables import load_table

_DAY_DIGITS = 26


def robots(channel: Channel, transmission: Transmission) -> Iterator[tuple[str, str]]:
    """Yield the robots of the channel's own setting by name; addresses with their keys stay in the settings."""
    yield from ((robot.name, robot.name) for robot in settings.ANLAN[channel.needs[0]])


def browsers(channel: Channel, transmission: Transmission) -> Iterator[tuple[str, str]]:
    """Yield every browser that asked for a place of the area, by the id of its subscription."""
    for receiver in push_receivers(_codes(transmission)):
        yield wording("browser", number=str(receiver.id)[-6:]), str(receiver.id)


def broadcasting(channel: Channel, transmission: Transmission) -> Iterator[tuple[str, str]]:
    """Yield the broadcasting platform; the address is the message's number, the next of its day."""
    platform = settings.ANLAN["ANLAN_BROADCAST_PLATFORM"]
    day = in_china(transmission.sent_at).replace(hour=0, minute=0, second=0, microsecond=0)
    locks.hold(f"public_warnings:broadcast:{day.date()}")
    beginning = message_id(platform, day.date(), 1)[:_DAY_DIGITS]
    of_the_day = Transmission.objects.filter(sent_at__gte=day, sent_at__lt=day + timedelta(days=1))
    keys = [key for key, each in channels().items() if each.driver == channel.driver]
    taken = Delivery.objects.filter(
        warning_id__in=of_the_day.values("warning_id"), channel__in=keys, address__startswith=beginning
    )
    last = taken.order_by("-address").values_list("address", flat=True).first()
    number = int(last[_DAY_DIGITS:]) + 1 if last else 1
    yield settings.ANLAN["ANLAN_BROADCAST_TO"], message_id(platform, day.date(), number)


def terminals(channel: Channel, transmission: Transmission) -> Iterator[tuple[str, str]]:
    """Yield the satellite terminals of the area."""
    for device in people.devices_in(_codes(transmission), "satellite", is_exercise=channel.is_exercise):
        yield device.name, device.address


def speakers(channel: Channel, transmission: Transmission) -> Iterator[tuple[str, str]]:
    """Yield the area's loudspeakers; a township of which none is registered is spoken to by its common topic.

    Where only villages are warned, their township's own loudspeakers speak as well.
    """
    codes = _codes(transmission)
    townships: set[str] = set()
    for code in codes:
        if level_of(code) >= RegionLevel.TOWNSHIP:
            townships.add(at_level(code, RegionLevel.TOWNSHIP))
        else:
            townships.update(places.descendant_codes(code, RegionLevel.TOWNSHIP))
    found = {
        each.address: each
        for each in people.devices_in(sorted(townships), "loudspeaker", is_exercise=channel.is_exercise)
        if any(each.region.startswith(code) for code in codes) or each.region in townships
    }
    yield from ((each.name, address) for address, each in found.items())
    known = {at_level(each.region, RegionLevel.TOWNSHIP) for each in found.values()}
    names = places.full_names(townships - known)
    topic = "exercise-speakers" if channel.is_exercise else "speakers"
    yield from ((names[code], f"{topic}/{code}") for code in sorted(names))


def mailboxes(channel: Channel, transmission: Transmission) -> Iterator[tuple[str, str]]:
    """Yield the receivers of mail that the settings name, else those of the table."""
    named = settings.ANLAN["ANLAN_EXERCISE_MAIL_TO" if channel.is_exercise else "ANLAN_MAIL_TO"]
    if named:
        yield from ((name, address.strip()) for name, addresses in named for address in addresses.split(";"))
        return
    place = places.name(transmission.region)
    for row in load_table("anlan.public_warnings", "receivers")["email"]:
        if row["is_exercise"] == transmission.is_exercise:
            yield row["name"].format(place=place), row["address"].format(region=transmission.region)


def _codes(transmission: Transmission) -> tuple[str, ...]:
    return tuple(str(each["code"]) for each in transmission.regions)
