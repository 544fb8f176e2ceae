"""The roles of the platform and who may give which role where."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from anlan.access.domain.errors import EnterpriseCodeWrong, RoleAboveReach, RoleDoesNotFit, UnknownRole
from anlan.kernel.actors import Grant
from anlan.kernel.credit_codes import broken_rule, written_plainly
from anlan.kernel.regions import RegionLevel, level_of, lies_within
from anlan.support.tables import load_table

PERSON, KEY = "person", "key"


@dataclass(frozen=True, slots=True)
class Role:
    """A role as ``tables/roles.toml`` tells it; ``label`` and ``duty`` are message ids."""

    key: str
    label: str
    duty: str
    highest: RegionLevel
    is_given_from_above: bool
    holder: str
    home: str
    is_of_an_enterprise: bool = False


@cache
def roles() -> dict[str, Role]:
    """Return every role by its key, in the table's order."""
    rows = load_table("anlan.access", "roles")["role"]
    return {row["key"]: _role(row) for row in rows}


def _role(row: dict[str, str]) -> Role:
    return Role(
        key=row["key"],
        label=row["label"],
        duty=row["duty"],
        highest=RegionLevel[row["highest"].upper()],
        is_given_from_above=row["given_from"] == "above",
        holder=row["holder"],
        home=row["home"],
        is_of_an_enterprise=row.get("of") == "enterprise",
    )


def check_grant(role_key: str, region: str, *, holder: str) -> Role:
    """Return the role if a ``holder`` can hold it in ``region``; refuse by name otherwise."""
    role = roles().get(role_key)
    if role is None:
        raise UnknownRole(role=role_key)
    if role.holder != holder or level_of(region) < role.highest:
        raise RoleDoesNotFit(role=role_key, region=region)
    return role


def checked_code(role: Role, code: str) -> str:
    """Return the code of the enterprise that a grant of the role names; refuse a wrong one, and one not wanted."""
    plain = written_plainly(code)
    if role.is_of_an_enterprise != bool(plain) or (plain and broken_rule(plain)):
        raise EnterpriseCodeWrong(value=plain[:40])
    return plain


def check_giver(role: Role, region: str, managed_regions: Iterable[str]) -> None:
    """Refuse unless one of the giver's regions covers ``region``, from above where the role asks for that."""
    for managed in managed_regions:
        covers = lies_within(region, managed)
        if covers and (managed != region or managed == "" or not role.is_given_from_above):
            return
    raise RoleAboveReach(role=role.key, region=region)


def home_of(grants: Iterable[Grant]) -> str:
    """Return the page a holder of ``grants`` lands on: that of the first of its roles in the table's order."""
    held = {grant.role for grant in grants}
    return next((role.home for role in roles().values() if role.key in held and role.home), "/account/")
