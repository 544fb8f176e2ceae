"""Rosters for tests."""

from datetime import UTC, date, datetime
from uuid import UUID

from tests.factories.access import build_user
from tests.factories.people import build_organisation, build_person

from anlan.access import api as access
from anlan.duty import api
from anlan.duty.models import Turn
from anlan.kernel.actors import Actor

COUNTY = "513433"
MONTH = date(2026, 3, 1)
BEFORE = datetime(2026, 2, 20, 2, tzinfo=UTC)
NOON = datetime(2026, 3, 10, 4, tzinfo=UTC)


def actor_of(role: str, region: str = COUNTY, person: object = None) -> Actor:
    """Return the actor of a fresh account, which is a person's where one is given."""
    user = build_user(role, region, person_id=getattr(person, "id", None), name=getattr(person, "name", ""))
    return access.actor_of_user(user)


def build_staff(count: int = 9, region: str = COUNTY) -> tuple[object, list]:
    """Store a duty room's organisation with persons; three of them lead."""
    unit = build_organisation("em_bureau", region)
    return unit, [build_person(f"Staff {number}", region, organisation=unit) for number in range(count)]


def a_draft(region: str = COUNTY, month: date = MONTH, staff: int = 9, pattern: str = "whole_day") -> tuple[UUID, list]:
    """Lay out and fill a month; return the roster's id and its persons, leaders first."""
    unit, persons = build_staff(staff, region)
    planner = actor_of("duty_officer" if len(region) == 6 else "township_officer", region)
    new = api.NewRoster(organisation_id=unit.id, month=month, pattern=pattern)
    roster_id = api.make_roster(new=new, actor=planner, now=BEFORE)
    leaders, others = [each.id for each in persons[:3]], [each.id for each in persons[3:]]
    pools = {"leader": leaders, "main": others, "second": others}
    api.fill_roster(roster_id=roster_id, pools=pools, actor=planner, now=BEFORE)
    return roster_id, persons


def a_published(region: str = COUNTY, month: date = MONTH, **more) -> tuple[UUID, list]:
    """Do the same and publish it."""
    roster_id, persons = a_draft(region, month, **more)
    leader = actor_of("duty_leader" if len(region) == 6 else "township_officer", region)
    api.publish_roster(roster_id=roster_id, actor=leader, now=BEFORE)
    return roster_id, persons


def turn_on(roster_id: UUID, day: date, post: str = "main") -> Turn:
    """Return a turn of a roster."""
    return Turn.objects.get(roster_id=roster_id, day=day, post=post, seat=1)
