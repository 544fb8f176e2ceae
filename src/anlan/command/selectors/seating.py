"""Which seats a command post has by the plan, and who fills them by plan and duty."""

from uuid import UUID

from anlan.access import api as access
from anlan.command.domain.posts import Seat, Side, Sitter
from anlan.command.domain.responses import OPEN
from anlan.command.models import Response
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import NotFound
from anlan.kernel.levels import Level
from anlan.people import api as people
from anlan.plans import api as plans
from anlan.support.tables import load_table


def open_response_of(incident_id: UUID, region: str) -> Response | None:
    """Return the response that runs or waits for an incident in a region."""
    states = [state.value for state in OPEN]
    return Response.objects.filter(incident_id=incident_id, region=region, state__in=states).first()


def seats_for(
    response: Response | None, region: str, side: Side, *, is_mobile: bool
) -> tuple[tuple[Seat, Sitter | None], ...]:
    """Return the seats of a command post in their order, each with whom plan or duty name for it.

    A mobile post, and one without a plan, has the seats of ``tables/seats.toml``.
    """
    level = None if is_mobile or response is None else _level_of(response)
    if level is None:
        rows = load_table("anlan.command", "seats")["mobile" if is_mobile else "without_plan"]
        return tuple((Seat(**row), None) for row in rows)
    posts = [each for each in level.posts if side is Side.WHOLE or each.side in ("", side.value)]
    if posts:
        return tuple((_seat(each), _sitter(each.holder, region)) for each in posts)
    return _of_groups(level)


def suggested_name(response: Response | None) -> str:
    """Return the name that the plan gives its command post; empty where no plan runs."""
    level = response and _level_of(response)
    return level.command_post.name if level else ""


def _level_of(response: Response) -> plans.ResponseLevel | None:
    """Return what the response's plan says of its level, of the edition that was copied; nothing where it is gone."""
    try:
        plan = plans.plan(SYSTEM, UUID(response.plan_id))
        return plan.text.level(Level(response.level or response.proposed_level))
    except (ValueError, NotFound, plans.NoSuchLevel):
        return None


def _seat(post: plans.Post) -> Seat:
    return Seat(key=post.key, name=post.name, duty=post.duty, group=post.group, leads=post.leads)


def _of_groups(level: plans.ResponseLevel) -> tuple[tuple[Seat, Sitter | None], ...]:
    """Return the leader and the groups of a plan that names no posts."""
    words = load_table("anlan.command", "seats")["words"]
    leader = Seat(key="leader", name=words["leader"], duty=level.command_post.leader, leads=True)
    groups = (
        Seat(key=f"group.{number}", name=words["group_head"].format(group=group), group=group)
        for number, group in enumerate(level.command_post.groups, start=1)
    )
    return tuple((seat, None) for seat in (leader, *groups))


def _sitter(holder: plans.Holder, region: str) -> Sitter | None:
    """Return whom a plan's words mean now: a named person, a post of an organisation, or who has the role."""
    if holder.kind:
        return _of_organisation(holder, region)
    if holder.role:
        found = access.people_in_roles((holder.role,), region, limit=1)
        return Sitter(name=found[0].name, person_id=found[0].person_id) if found and found[0].name else None
    return Sitter(name=holder.name) if holder.name else None


def _of_organisation(holder: plans.Holder, region: str) -> Sitter | None:
    found = people.organisations_in((region,), kind=holder.kind, branch=holder.branch)
    if not found:
        return Sitter(name=holder.name) if holder.name else None
    posts = people.organisation_file(SYSTEM, found[0].id).posts
    for post in posts:
        if post.person_id and (not holder.title or post.title == holder.title):
            return Sitter(name=post.person_name, organisation=found[0].name, person_id=post.person_id)
    return Sitter(name=holder.name, organisation=found[0].name) if holder.name else None
