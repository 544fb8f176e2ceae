"""To whom an order may go, as a form offers and sends it."""

from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from anlan.command import api
from anlan.command.pages import reading
from anlan.command.words import RECEIVER_WORDS
from anlan.kernel.errors import InvalidValue
from anlan.people import api as people
from anlan.readiness import api as readiness

_KINDS: Final = ("headquarters", "em_bureau", "government", "department", "township", "team")
_TEAM: Final = "team:"


def receivers(request: HttpRequest, county: str) -> list[dict[str, Any]]:
    """Return the organisations that an order may go to, by kind."""
    found = people.organisations(request.actor, region=county)
    words = people.labels("organisation")
    teams = readiness.teams(request.actor, readiness.TeamFilter(region=county))
    found_teams = [{"id": f"{_TEAM}{each.id}", "name": each.name} for each in teams]
    listed = [{"label": RECEIVER_WORDS[api.Receiver.TEAM], "rows": found_teams}] if found_teams else []
    return listed + [
        {"label": _(words[kind]), "rows": rows}
        for kind in _KINDS
        if (rows := [each for each in found if each.kind == kind])
    ]


def receiver_of(request: HttpRequest) -> people.Organisation | readiness.Team:
    """Return the organisation or the team (``team:ID``) that the form names."""
    value = reading.text(request, "to")
    if value.startswith(_TEAM):
        return readiness.team(request.actor, id_of(value.removeprefix(_TEAM)))
    return people.organisation_file(request.actor, id_of(value)).organisation


def id_of(value: str) -> UUID:
    """Return the id that a form chose, or refuse what is none."""
    try:
        return UUID(value)
    except ValueError as error:
        raise InvalidValue(field="to", value=value[:40], rule="an_organisation") from error
