"""What an actor may do: a right is held by roles, a role is granted in a region, and a region is a prefix.

Each room lists its own rights in ``tables/rights.toml``: ``"room.act" = ["role", ...]``.
"""

from collections.abc import Iterable
from functools import cache
from importlib import resources

from django.conf import settings
from django.db.models import Q

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotAllowed, NotFound
from anlan.kernel.regions import lies_within
from anlan.support.tables import load_table


@cache
def roles_by_right() -> dict[str, frozenset[str]]:
    """Return which roles hold each right, gathered from every room."""
    found: dict[str, frozenset[str]] = {}
    for room in settings.ANLAN_ROOMS:
        package = f"anlan.{room}"
        if not (resources.files(package) / "tables" / "rights.toml").is_file():
            continue
        for right, roles in load_table(package, "rights")["rights"].items():
            found[right] = frozenset(roles)
    return found


def regions_of(actor: Actor, right: str) -> tuple[str, ...]:
    """Return the outermost regions where the actor holds ``right``; the nation ("",) for the platform itself."""
    if actor.is_system:
        return ("",)
    roles = roles_by_right()[right]
    held = sorted({grant.region for grant in actor.grants if grant.role in roles}, key=len)
    outermost: list[str] = []
    for region in held:
        if not any(lies_within(region, outer) for outer in outermost):
            outermost.append(region)
    return tuple(outermost)


def may(actor: Actor, right: str, region: str) -> bool:
    """Tell whether the actor holds ``right`` in ``region``."""
    return any(lies_within(region, outer) for outer in regions_of(actor, right))


def sees_by_grants_alone(actor: Actor) -> bool:
    """Tell whether everybody with the actor's grants sees the same.

    Not so for the platform itself, and for whoever holds a right to what is the own: its name ends in "own".
    """
    return not actor.is_system and not any(grant.role in _roles_with_own() for grant in actor.grants)


@cache
def _roles_with_own() -> frozenset[str]:
    return frozenset(role for right, roles in roles_by_right().items() if right.endswith("own") for role in roles)


def role_among(actor: Actor, roles: Iterable[str], region: str) -> str:
    """Return the first of ``roles``, in the alphabet, that the actor was granted for ``region``; empty where none."""
    held = {grant.role for grant in actor.grants if lies_within(region, grant.region)}
    return min(held.intersection(roles), default="")


def require(actor: Actor, right: str, region: str) -> None:
    """Refuse with ``NotAllowed`` unless the actor holds ``right`` in ``region``."""
    if not may(actor, right, region):
        raise NotAllowed(right=right, region=region)


def require_somewhere(actor: Actor, right: str) -> None:
    """Refuse with ``NotAllowed`` who holds ``right`` in no region, before anything of a region is known."""
    if not regions_of(actor, right):
        raise NotAllowed(right=right, region="")


def require_platform(actor: Actor, right: str = "demonstration", region: str = "") -> None:
    """Refuse with ``NotAllowed`` unless the platform itself acts; ``right`` names what nobody else may do."""
    if not actor.is_system:
        raise NotAllowed(right=right, region=region)


def require_visible(actor: Actor, right: str, region: str, what: str) -> None:
    """Refuse as if the record did not exist, so that a guessed id tells nothing."""
    if not may(actor, right, region):
        raise NotFound(what=what)


def within(actor: Actor, right: str, field: str = "region") -> Q:
    """Return the filter that keeps rows whose ``field`` lies where the actor holds ``right``; none held, no rows."""
    regions = regions_of(actor, right)
    return Q() if "" in regions else lies_in(regions, field)


def lies_in(regions: Iterable[str], field: str = "region") -> Q:
    """Return the filter that keeps rows whose ``field`` lies in one of some regions, whoever asks; none, no rows."""
    condition = Q(pk__in=[])
    for region in regions:
        condition |= Q(**{f"{field}__startswith": region})
    return condition
