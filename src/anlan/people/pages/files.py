"""One person and one organisation."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from anlan.people import events
from anlan.people.domain.kinds import RANKS, labels
from anlan.people.selectors.organisations import organisation_file
from anlan.people.selectors.persons import PersonFilter, duties_of, persons, visible_person
from anlan.support import journal
from anlan.support.rights import may
from anlan.web.auth import signed_in

_MOST_PERSONS = 100


@never_cache
@require_GET
@signed_in
def person_page(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Show one person, the phone masked."""
    return person_file(request, person_id)


@require_GET
@signed_in
def organisation_page(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Show one organisation with posts, member units, contacts and persons."""
    found = organisation_file(request.actor, organisation_id)
    context = {
        "file": found,
        "may_add": may(request.actor, "people.edit", found.organisation.region),
        "persons": persons(request.actor, PersonFilter(organisation_id=organisation_id), limit=_MOST_PERSONS),
    }
    return render(request, "people/organisation.html", context)


def person_file(request: HttpRequest, person_id: UUID, *, phone: str = "") -> HttpResponse:
    """Return a person's page; with the phone where an act has just revealed it."""
    found = visible_person(request.actor, person_id)
    context = {
        "person": found,
        "phone": phone,
        "duties": duties_of(person_id),
        "entries": tuple(reversed(journal.entries_about(events.person_subject(person_id), limit=30))),
        "may_reveal": may(request.actor, "people.reveal_phone", found.region),
        "may_edit": may(request.actor, "people.edit", found.region),
        "duty_choices": [(key, gettext(label)) for key, label in labels("duty").items()],
        "role_choices": [(key, gettext(label)) for key, label in labels("role").items()],
        "rank_choices": RANKS,
    }
    return render(request, "people/person.html", context)
