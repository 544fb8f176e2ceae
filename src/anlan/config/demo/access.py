"""The accounts of the demonstration, one or more of each role, with one random password for this installation."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from anlan.access import api as access
from anlan.config.demo.people import REGION, person_id
from anlan.config.demo.seeded import seeded_id
from anlan.config.progress import Progress
from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM
from anlan.people import api as people
from anlan.places import api as places
from anlan.support.tables import load_table

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _LETTERS_EACH = 3, 4


def load(seed: int, progress: Progress) -> None:
    """Put the accounts in and write them down; a password that was written down before stays."""
    words = load_table("anlan.config.demo", "people")
    rows = words["account"]
    folder = settings.ANLAN["ANLAN_VAR"]
    before = access.demo_accounts(folder)
    password = before[0].password if before else fresh_password()
    names = people.persons_by_id(person_id(row["region"], row["person"]) for row in rows)
    users = tuple(_user(row, names) for row in rows)
    access.put_demonstration_users(users=users, password=password, actor=SYSTEM, now=clock.now())
    found = places.names({user.region for user in users}) | {REGION: words["prefecture_short"]}
    access.write_demo_accounts(
        folder,
        tuple(
            access.DemoAccount(user.username, password, user.name, user.role, user.region, found.get(user.region, ""))
            for user in users
        ),
    )
    progress("accounts", len(users), len(users))


def remove() -> None:
    """Take the accounts out and forget the password."""
    access.remove_demonstration_users(actor=SYSTEM)
    access.forget_demo_accounts(settings.ANLAN["ANLAN_VAR"])


def fresh_password() -> str:
    """Return a random password that is easy to type: three groups of four letters and digits, about 59 bits."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_LETTERS_EACH)) for _ in range(_GROUPS))
    return "-".join(groups)


def _user(row: dict[str, str], found: "Mapping[Any, people.Person]") -> access.DemonstrationUser:
    person = found[person_id(row["region"], row["person"])]
    return access.DemonstrationUser(
        id=seeded_id("account", row["username"]),
        username=row["username"],
        name=person.name,
        role=row["role"],
        region=row["region"],
        person_id=person.id,
    )
