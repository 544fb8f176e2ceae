"""Investigations for tests: an accident in Mianning in March 2026, a whole group, officers who handle and decide."""

from datetime import date, datetime, timedelta
from uuid import UUID

from anlan.investigations import api
from anlan.investigations.models import Investigation, Member
from anlan.kernel.actors import Actor, Grant
from anlan.kernel.clock import CHINA

COUNTY, PREFECTURE = "513433", "5134"
HAPPENED = datetime(2026, 3, 1, 10, tzinfo=CHINA)
NOW = HAPPENED + timedelta(days=2)
SEATS = ("government", "emergency", "department", "police", "union")


def somebody(role: str, region: str = COUNTY, name: str = "") -> Actor:
    """Return an actor of one role in one region."""
    name = name or f"{role} of {region}"
    return Actor(id=name, name=name, grants=(Grant(role, region),))


OFFICER, OTHER, LEADER = somebody("inspector"), somebody("inspector", name="second"), somebody("duty_leader")


def an_accident(now: datetime = NOW, *, actor: Actor = OFFICER, **changes: object) -> UUID:
    """Take up an accident with one dead in an invented works."""
    given = {
        "region": COUNTY,
        "title": "Roof fall of the first of March",
        "unit_name": "Invented Works",
        "happened_at": HAPPENED,
        "summary": "The roof fell at the face.",
        "harm": api.Harm(dead=1, injured=2, loss_yuan=1_800_000),
        **changes,
    }
    return api.open_investigation(new=api.NewInvestigation(**given), actor=actor, now=now)


def with_members(investigation_id: UUID, now: datetime = NOW, seats: tuple[str, ...] = SEATS) -> None:
    """Put somebody of every seat into the group; the first one leads."""
    for number, seat in enumerate(seats):
        new = api.NewMember(
            name=f"Member {number}", organisation=f"Office {seat}", seat=seat, role="member" if number else "leader"
        )
        api.add_member(investigation_id=investigation_id, new=new, actor=OFFICER, now=now)


def a_group(now: datetime = NOW, **changes: object) -> UUID:
    """Take up an accident and set its group up."""
    found = an_accident(now, **changes)
    with_members(found, now)
    api.form_group(investigation_id=found, actor=LEADER, now=now)
    return found


def with_findings(investigation_id: UUID, now: datetime = NOW, treatment: str = "penalty") -> None:
    """Enter a cause, the nature, somebody responsible, a measure, and every section of the report."""
    by = {"investigation_id": investigation_id, "actor": OFFICER, "now": now}
    api.add_cause(sort="direct", text="No support", evidence="Record of the scene", **by)
    api.set_nature(nature="liability", **by)
    party = api.NewParty(
        party_kind="unit", name="Invented Works", liability="main", facts="No support plan", treatment=treatment,
        proposal="A fine", basis="Article 114",
    )  # fmt: skip
    api.add_party(new=party, **by)
    api.add_measure(text="Support every face", owner="Invented Works", due_on=date(2026, 8, 1), **by)
    api.write_sections(texts={key: f"{key} text" for key in api.sections()}, **by)


def sign_all(investigation_id: UUID, now: datetime = NOW) -> None:
    """Let every member sign the report."""
    for member in Member.objects.filter(investigation_id=investigation_id, recused_at=None):
        api.sign_report(member_id=member.id, on=now.date(), dissent="", actor=OFFICER, now=now)


def a_submitted(now: datetime = NOW, treatment: str = "penalty", **changes: object) -> UUID:
    """Bring an investigation to its report, handed in."""
    found = a_group(now, **changes)
    with_findings(found, now, treatment)
    sign_all(found, now)
    api.submit_report(investigation_id=found, actor=OFFICER, now=now)
    return found


def an_approved(now: datetime = NOW, treatment: str = "penalty", **changes: object) -> UUID:
    """Bring an investigation to the government's reply."""
    found = a_submitted(now, treatment, **changes)
    api.approve_report(investigation_id=found, reply="", actor=LEADER, now=now)
    return found


def an_education(investigation_id: UUID, now: datetime = NOW, actor: Actor = OFFICER, **changes: object) -> UUID:
    """Enter that the works' people met because of the accident."""
    given = {
        "form": "meeting",
        "held_on": NOW.date(),
        "audience": "All of the works",
        "persons": 60,
        "text": "Supports",
    }
    new = api.NewEducation(**(given | changes))
    return api.hold_education(investigation_id=investigation_id, new=new, actor=actor, now=now)


def row(investigation_id: UUID) -> Investigation:
    """Return the row as it stands."""
    return Investigation.objects.get(id=investigation_id)
