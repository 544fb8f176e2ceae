"""To whom an order may go, as a form offers and sends it."""

from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from anlan.command import api
from anlan.command.words import RECEIVER_WORDS
from anlan.kernel.errors import InvalidValue
from anlan.people import api as people
from anlan.readiness import api as readiness
from anlan.web import sent

_KINDS: Final = ("headquarters", "em_bureau", "government", "department", "township", "team")
_TEAM: Final = "team:"
_PERSON: Final = "person:"
_MOST_PERSONS: Final = 30


def receivers(request: HttpRequest, county: str) -> list[dict[str, Any]]:
    """Return to whom an order may go, by kind: persons that ``?who=`` finds, teams, organisations."""
    found = people.organisations(request.actor, region=county)
    words = people.labels("organisation")
    teams = readiness.teams(request.actor, readiness.TeamFilter(region=county))
    found_teams = [{"id": f"{_TEAM}{each.id}", "name": each.name} for each in teams]
    listed = [{"label": RECEIVER_WORDS[api.Receiver.TEAM], "rows": found_teams}] if found_teams else []
    return (
        _persons(request)
        + listed
        + [
            {"label": _(words[kind]), "rows": rows}
            for kind in _KINDS
            if (rows := [each for each in found if each.kind == kind])
        ]
    )


def _persons(request: HttpRequest) -> list[dict[str, Any]]:
    found = people.search_people(request.actor, request.GET.get("who", ""), limit=_MOST_PERSONS)
    rows = [{"id": f"{_PERSON}{each.id}", "name": label_of(each)} for each in found]
    return [{"label": RECEIVER_WORDS[api.Receiver.PERSON], "rows": rows, "is_person": True}] if rows else []


def label_of(receiver: people.Organisation | people.Person | readiness.Team) -> str:
    """Return how an order names its receiver: a person with organisation and post."""
    if not isinstance(receiver, people.Person):
        return receiver.name
    return " ".join(part for part in (receiver.name, receiver.organisation_name, receiver.post) if part)


def kind_of(receiver: people.Organisation | people.Person | readiness.Team) -> api.Receiver:
    """Return what sort of receiver it is."""
    if isinstance(receiver, readiness.Team):
        return api.Receiver.TEAM
    return api.Receiver.PERSON if isinstance(receiver, people.Person) else api.Receiver.ORGANISATION


def receiver_of(request: HttpRequest) -> people.Organisation | people.Person | readiness.Team:
    """Return the organisation, the team (``team:ID``) or the person (``person:ID``) that the form names."""
    value = sent.text(request, "to")
    if value.startswith(_PERSON):
        return people.visible_person(request.actor, id_of(value.removeprefix(_PERSON)))
    if value.startswith(_TEAM):
        return readiness.team(request.actor, id_of(value.removeprefix(_TEAM)))
    return people.organisation_file(request.actor, id_of(value)).organisation


def id_of(value: str) -> UUID:
    """Return the id that a form chose, or refuse what is none."""
    try:
        return UUID(value)
    except ValueError as error:
        raise InvalidValue(field="to", value=value[:40], rule="an_organisation") from error
