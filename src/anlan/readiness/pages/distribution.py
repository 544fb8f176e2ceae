"""Giving goods to households, on a phone: find the household, say what it gets, see what it got."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from anlan.kernel import clock
from anlan.kernel.errors import NotFound
from anlan.kernel.ids import new_id
from anlan.people import api as people
from anlan.readiness import api
from anlan.readiness.pages.typed import quantities_of, typed_id, typed_text
from anlan.support.rights import require
from anlan.web.auth import signed_in

_SHOWN = 20


@signed_in
def distribution_page(request: HttpRequest, store_id: UUID) -> HttpResponse:
    """Show the households of the store's region with what they received lately, and take what one receives."""
    store = api.store(request.actor, store_id)
    require(request.actor, "readiness.distribute", store.region)
    if request.method == "POST":
        return _give(request, store_id)
    since = clock.now() - timedelta(days=api.repeat_days())
    wanted = people.HouseholdFilter(text=request.GET.get("q", "").strip()[:40], region=store.region)
    found = people.households(request.actor, wanted, after=request.GET.get("after", ""), size=_SHOWN)
    given = api.given_to([row.id for row in found.rows], since)
    context = {
        "store": store,
        "lines": [(row, given.get(row.id, [])) for row in found.rows],
        "after": found.after,
        "stock": [row for row in api.stock_of(store_id) if row.quantity > 0],
        "served": api.households_served(store_id, since),
        "days": api.repeat_days(),
        "form_token": new_id().hex,
        "q": wanted.text,
    }
    return render(request, "readiness/distribution.html", context)


def _give(request: HttpRequest, store_id: UUID) -> HttpResponse:
    form = request.POST
    household_id = typed_id(form.get("household", ""), "household")
    if household_id is None:
        raise NotFound(what="household")
    lines = quantities_of(form, api.items())
    handout = api.Handout(
        household_id=household_id,
        lines=tuple((item, quantity) for item, quantity in lines if quantity),
        again=typed_text(form, "again"),
        token=typed_text(form, "client_token", 60),
    )
    api.distribute(store_id=store_id, handout=handout, actor=request.actor, now=clock.now())
    messages.success(request, gettext("Recorded."))
    address = reverse("readiness:distribution", args=(store_id,))
    return redirect(f"{address}?{urlencode({'q': form.get('q', '')})}")
