"""Duty lists for tests; the county of public_warnings' factory."""

from datetime import UTC, datetime
from uuid import UUID

from anlan.kernel.actors import Actor, Grant
from anlan.safety_duties import api

COUNTY, TOWNSHIP = "513433", "513433106"
NOW = datetime(2026, 2, 10, 1, 0, tzinfo=UTC)
JULY = datetime(2026, 7, 1, 1, 0, tzinfo=UTC)


def somebody(role: str, region: str = COUNTY, name: str = "") -> Actor:
    """Return an actor of one role in one region."""
    return Actor(id=name or f"{role}:{region}", name=name or f"{role} of {region}", grants=(Grant(role, region),))


CLERK, LEADER = somebody("department_operator"), somebody("duty_leader")
SCORER = somebody("commander", name="head")
BY_HAND = api.NewDuty(text="Meet on safety", measure="each quarter", rhythm="quarterly", target=1, weight=20, proof="m")
BY_RECORDS = api.NewDuty(
    text="Close dangers", measure="90%", rhythm="yearly", target=90, weight=30, evidence="dangers_closed"
)


def a_list(duties: tuple[api.NewDuty, ...] = (BY_HAND, BY_RECORDS), **more: object) -> UUID:
    """Return a drafted list of a leader with some duties."""
    told = {"holder_kind": "leader", "holder": "Li, deputy head", "region": COUNTY, "year": 2026} | more
    made = api.make_list(new=api.NewList(**told), actor=CLERK, now=NOW)
    for each in duties:
        api.add_duty(list_id=made, new=each, actor=CLERK, now=NOW)
    return made


def filed(list_id: UUID) -> UUID:
    """Hand a list in and file it."""
    api.submit_list(list_id=list_id, actor=CLERK, now=NOW)
    api.file_list(list_id=list_id, actor=LEADER, now=NOW)
    return list_id
