"""The phone book: found while one types, grouped by level, numbers masked."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from anlan.duty import api, words
from anlan.kernel import clock
from anlan.kernel.errors import NotAllowed
from anlan.kernel.regions import RegionLevel, level_of
from anlan.people import api as people
from anlan.places import api as places
from anlan.support.rights import may, regions_of
from anlan.web.auth import signed_in

_MOST = 60


@require_GET
@signed_in
def phone_book(request: HttpRequest) -> HttpResponse:
    """Show whom the text finds, or one's favourites and the own region's people while nothing is typed."""
    actor = request.actor
    held = regions_of(actor, "people.see")
    if not held:
        raise NotAllowed(right="people.see", region="")
    text = request.GET.get("q", "").strip()[:60]
    marked = api.favourites_of(actor)
    found = people.phone_book(actor, text, limit=_MOST) if text else ()
    own = people.phone_book_of(actor, marked) if not text else ()
    here = api.candidates(actor, held[0])[:_MOST] if not text else ()
    shown = (*own, *found, *here)
    places.full_names({person.region for person in shown})
    context = {
        "tab": "phonebook",
        "q": text,
        "groups": grouped(found or here),
        "own": own,
        "marked": marked,
        "is_full": len(found) == _MOST,
        "may_reveal": bool(regions_of(actor, "people.reveal_phone")),
        "may_see": may(actor, "duty.see", held[0]),
    }
    template = "duty/phonebook_list.html" if "HX-Request" in request.headers else "duty/phonebook.html"
    return render(request, template, context)


def grouped(persons: Iterable[people.Person]) -> list[tuple[str, Sequence[people.Person]]]:
    """Return persons by the level of their region, the highest first, each with its word."""
    found: dict[RegionLevel, list[people.Person]] = {}
    for person in persons:
        found.setdefault(level_of(person.region), []).append(person)
    return [(str(words.LEVELS[level]), found[level]) for level in sorted(found)]


@require_POST
@signed_in
def favourite(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Keep a person on top, or not any more."""
    wanted = request.POST.get("wanted") == "yes"
    api.mark_favourite(person_id=person_id, is_wanted=wanted, actor=request.actor, now=clock.now())
    return redirect("duty:phonebook")
