"""What anybody may tell without an account: a light page that works without JavaScript and without a link."""

from hashlib import blake2b
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from anlan.intake import api
from anlan.intake.pages import reading
from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.kernel.ids import new_id
from anlan.places import api as places
from anlan.web import sent
from anlan.web.pictures import picture_answer


@csrf_exempt  # nobody is signed in and nothing is done in anybody's name; a phone that kept a report has no fresh token
@require_http_methods(["GET", "POST"])
def tell(request: HttpRequest) -> HttpResponse:
    """Show the form, or take what is told and lead to its receipt."""
    counties = api.counties_served()
    if request.method == "GET":
        context = {"counties": counties, "token": new_id()}
        return render(request, "intake/tell.html", context)
    receipt = api.receive_from_public(new=_told(request, dict(counties)), origin=_origin(request), now=clock.now())
    return redirect(f"/report/{receipt}/")


@require_GET
def follow(request: HttpRequest, receipt: str) -> HttpResponse:
    """Show what became of it, to who holds its secret."""
    row = api.matter_of_receipt(receipt)
    answers = [each for each in api.forwardings_of(row.id) if each.state in ("answered", "rated")]
    context: dict[str, Any] = {
        "matter": row,
        "receipt": receipt,
        "pictures": api.pictures_of(row.id),
        "answer": answers[0] if answers and row.state is api.MatterState.RATED else None,
    }
    return render(request, "intake/follow.html", context)


@require_GET
def picture(request: HttpRequest, receipt: str, picture_id: UUID) -> HttpResponse:
    """Send a picture to who sent it."""
    return picture_answer(*api.picture_of_receipt(receipt, picture_id))


def _told(request: HttpRequest, counties: dict[str, str]) -> api.NewMatter:
    now = clock.now()
    words, location = sent.text(request, "place_text"), reading.point(request)
    return api.NewMatter(
        kind=api.MatterKind.TIP_OFF,
        text=sent.text(request, "text"),
        region=_region(request, counties, words, location),
        token=sent.text(request, "client_token"),
        place_text=words,
        location=location,
        teller_name=sent.text(request, "teller_name"),
        teller_phone=sent.text(request, "teller_phone"),
        hurt=reading.whole(request, "hurt"),
        told_at=reading.told_at(request, now),
        pictures=reading.pictures(request),
    )


def _region(request: HttpRequest, counties: dict[str, str], words: str, location: tuple[float, float] | None) -> str:
    """Return the place by the phone's own point where it lies in a county served, else by county and words."""
    found = places.region_at(*location) if location else ""
    if found[:6] in counties:
        return found
    county = sent.text(request, "county")
    if county not in counties:
        raise InvalidValue(field="county", value=county[:12], rule="chosen_from_the_list")
    return api.region_named(words, county) or county


def _origin(request: HttpRequest) -> str:
    """Return a mark of the address that says nothing about it to who has not the installation's key."""
    address = request.META.get("REMOTE_ADDR", "")
    return blake2b(address.encode(), key=settings.SECRET_KEY.encode()[:64], digest_size=16).hexdigest()
