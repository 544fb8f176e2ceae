"""Invented duty lists of the demonstration county: a leader's, a department's and an enterprise's."""

from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from anlan.access import api as access
from anlan.config.demo.seeded import seeded_id
from anlan.config.progress import Progress
from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM, Actor
from anlan.safety_duties import api
from anlan.supervision import api as supervision
from anlan.support.tables import load_table

COUNTY: Final = "513433"
_MOST_ENTRIES: Final = 6


def load(seed: int, progress: Progress) -> None:
    """Make, file and partly fill three lists of this year; the same for every seed."""
    remove()
    table, now = load_table("anlan.config.demo", "safety_duties"), clock.now()
    clerk, leader = _actor("inspector.mianning"), _actor("leader.mianning")
    about = {"region": COUNTY, "year": clock.in_china(now).year}
    wanted = [
        api.NewList(holder_kind="leader", holder=table["leader"], template="deputy_head", **about),
        api.NewList(holder_kind="department", holder=table["department"], template="emergency_bureau", **about),
    ]
    for firm in supervision.find_subjects_in(SYSTEM, COUNTY, "enterprise")[:1]:
        wanted.append(
            api.NewList(holder_kind="enterprise", holder="", template="firm_head", enterprise_id=firm.id, **about)
        )
    made = [api.make_list(new=each, actor=clerk, now=now) for each in wanted]
    api.mark_demonstration(ids=made, actor=SYSTEM)
    for list_id in made:
        _name(list_id, clerk, leader, now)
        api.submit_list(list_id=list_id, actor=clerk, now=now)
        api.file_list(list_id=list_id, actor=leader, now=now)
        _fill(list_id, table["done"], table["left_out"], clerk, now)
    progress("duty lists", len(made), len(made))


def remove() -> None:
    """Take out what was invented."""
    api.remove_demonstration(actor=SYSTEM)


def _name(list_id: UUID, clerk: Actor, leader: Actor, now: datetime) -> None:
    """Let both be told where the list falls behind."""
    for role, person in (("holder", clerk.person_id), ("leader", leader.person_id)):
        api.name_person(list_id=list_id, role=role, person_id=person, actor=clerk, now=now)


def _fill(list_id: UUID, text: str, left_out: int, clerk: Actor, now: datetime) -> None:
    """Enter what was done in the ended parts of the year, but for the last ones of each duty."""
    today = clock.in_china(now).date()
    row = api.duty_list(SYSTEM, list_id)
    for each in api.standings(row, today):
        if each.item.evidence:
            continue
        over = [part.part.end for part in each.standing.parts if part.is_over]
        for end in over[: -left_out or None][:_MOST_ENTRIES]:
            new = api.NewRecord(item_id=each.item.id, day=_before(end), text=text)
            api.record_duty(new=new, actor=clerk, now=now)


def _before(end: date) -> date:
    return end - timedelta(days=3)


def _actor(username: str) -> Actor:
    found = access.actor_of_account(seeded_id("account", username))
    if found is None:
        raise RuntimeError(f"the demonstration has no account {username}")
    return found
