"""Who is in charge of an entry and who owns it, out of what was typed: a known person, or one to be entered."""

from datetime import datetime
from typing import Final
from uuid import UUID

from anlan.kernel.actors import Actor
from anlan.kernel.errors import AnlanError
from anlan.people import api as people

_MASK: Final = "*"


class OwnerUnknown(AnlanError):
    """No organisation that the actor sees has this name: ``name``."""

    code = "readiness.owner_unknown"
    message = "No organisation is named %(name)s. Write its full name as it stands in the directory."


class ContactNeedsPhone(AnlanError):
    """Nobody, or more than one person, of this name is known: ``name``."""

    code = "readiness.contact_needs_phone"
    message = "Who %(name)s is cannot be told by the name alone. Write the full phone number too."


def owner_named(name: str, actor: Actor) -> UUID | None:
    """Return the organisation of that full name; none where no name is given."""
    if not name.strip():
        return None
    found = [each for each in people.organisations(actor, text=name.strip()) if each.name == name.strip()]
    if len(found) != 1:
        raise OwnerUnknown(name=name.strip()[:60])
    return found[0].id


def contact_named(
    name: str, phone: str, *, region: str, present: people.Person | None, actor: Actor, now: datetime
) -> UUID | None:
    """Return the person of that name and number, entered in the directory of the region where nobody is yet.

    A masked number with the present person's name means that person; a name alone must be the only one.
    """
    name, phone = " ".join(name.split()), phone.strip()
    if not name:
        return None
    if present is not None and present.name == name and (not phone or _MASK in phone):
        return present.id
    if phone and _MASK not in phone:
        known = people.persons_by_id(people.persons_with_phone(phone)).values()
        person = next((each for each in known if each.name == name), None)
        details = people.PersonDetails(name=name, phone=phone)
        if person is not None:
            return person.id
        return people.add_person(details=details, region=region, organisation_id=None, actor=actor, now=now)
    found = [each for each in people.search_people(actor, name) if each.name == name and each.region == region]
    if len(found) != 1:
        raise ContactNeedsPhone(name=name[:40])
    return found[0].id
