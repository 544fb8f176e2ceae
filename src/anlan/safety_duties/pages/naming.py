"""Who is told where a list falls behind: found in the directory and named."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from anlan.kernel import clock
from anlan.people import api as people
from anlan.safety_duties import api, words
from anlan.support import rights
from anlan.web import sent
from anlan.web.auth import signed_in

_DRAFT = "safety_duties.draft"


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def persons(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Show who is told, find a person, and name one as the holder or as the leader above."""
    row = api.duty_list(request.actor, list_id)
    rights.require(request.actor, _DRAFT, row.region)
    if request.method == "POST":
        chosen = sent.text(request, "person")
        person = sent.as_id("person", chosen) if chosen else None
        named = {"list_id": list_id, "role": sent.text(request, "told_as"), "person_id": person}
        api.name_person(**named, actor=request.actor, now=clock.now())
        messages.success(request, _("Stored. From now on this person is told.") if person else _("Stored."))
        return redirect("safety_duties:persons", list_id)
    text = request.GET.get("q", "").strip()[:40]
    context = {
        "row": row,
        "named": [(role, words.TOLD_WORDS[role], person) for role, person in api.named_persons(row).items()],
        "text": text,
        "found": people.search_people(request.actor, text) if text else (),
    }
    return render(request, "safety_duties/persons.html", context)
