"""The channels with their links, and the messages that none of them could deliver."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_GET, require_POST

from anlan.kernel import clock
from anlan.public_warnings import api
from anlan.public_warnings.pages.listing import whole
from anlan.public_warnings.words import DELIVERY_WORDS
from anlan.support import rights
from anlan.web.auth import signed_in
from anlan.web.forms import typed_moment
from anlan.web.lists import Export, csv_answer, wants_file

_SIZE = 50
_RETRY = "public_warnings.retry_delivery"


@require_GET
@signed_in
def channels(request: HttpRequest) -> HttpResponse:
    """Show how every channel stands: its link, what waits, how fast it is."""
    context = {
        "rows": api.channel_rows(request.actor),
        "may_test": bool(rights.regions_of(request.actor, "public_warnings.test_channel")),
    }
    is_part = "HX-Request" in request.headers
    return render(request, f"public_warnings/channels{'_body' if is_part else ''}.html", context)


@require_POST
@signed_in
def test_now(request: HttpRequest, channel: str) -> HttpResponse:
    """Have a channel's link tested now."""
    api.want_link_test(channel=channel, actor=request.actor, now=clock.now())
    return redirect("public_warnings:channels")


@require_GET
@signed_in
def dead_letters(request: HttpRequest) -> HttpResponseBase:
    """Show the messages that no channel could deliver, each with its reason and what a person can do."""
    wanted = wanted_letters(request.GET)
    if wants_file(request):
        return csv_answer(_EXPORT, api.letters_to_export(request.actor, wanted))
    number = whole(request.GET.get("page", "1"), 1)
    found, groups = api.dead_letters(request.actor, wanted, page=number), api.letter_groups(request.actor)
    may_retry = bool(rights.regions_of(request.actor, _RETRY))
    names = {group.channel: group.channel_name for group in groups}
    context = {
        "rows": found.rows,
        "page": Paginator(range(found.total), _SIZE).get_page(number),
        "total": found.total,
        "groups": [group for group in groups if wanted.channel in ("", group.channel)],
        "channels": sorted(names.items()),
        "states": [(key, DELIVERY_WORDS[key]) for key in ("given_up", "undelivered")],
        "wanted": wanted,
        "may_retry": may_retry,
        "now": clock.now(),
    }
    return render(request, "public_warnings/dead_letters.html", context)


def wanted_letters(chosen: Any) -> api.LetterFilter:
    """Return the filter that an address or a form holds."""
    try:
        warning_id = UUID(chosen.get("warning", ""))
    except ValueError:
        warning_id = None
    state = chosen.get("state", "")
    return api.LetterFilter(
        channel=chosen.get("channel", ""),
        reason=chosen.get("reason", ""),
        warning_id=warning_id,
        state=state if state in ("given_up", "undelivered") else "",
    )


@require_POST
@signed_in
def retry(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    """Put a message that was given up back on its way."""
    api.retry_delivery(delivery_id=delivery_id, actor=request.actor, now=clock.now())
    return redirect("public_warnings:dead_letters")


@require_POST
@signed_in
def retry_all(request: HttpRequest) -> HttpResponse:
    """Put all messages of one channel and reason back on their way."""
    api.retry_letters(wanted=wanted_letters(request.POST), actor=request.actor, now=clock.now())
    return redirect("public_warnings:dead_letters")


@require_POST
@signed_in
def by_hand(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    """Close a message: a person reached the receiver."""
    said = {name: request.POST.get(name, "") for name in ("reached_name", "way", "note")}
    word = api.HandWord(**said, told_at=typed_moment(request.POST.get("told_at", ""), "told_at"))
    api.record_hand_delivery(delivery_id=delivery_id, word=word, actor=request.actor, now=clock.now())
    return redirect("public_warnings:dead_letters")


def _cells(row: api.DeliveryRow) -> tuple[object, ...]:
    at = clock.in_china(row.given_up_at).strftime("%Y-%m-%d %H:%M:%S") if row.given_up_at else ""
    world = _("Exercise") if row.is_exercise else pgettext("warning", "Real")
    state = DELIVERY_WORDS[row.state]
    return (at, row.headline, row.channel_name, row.receiver, state, row.attempts, row.last_fault, world)


_EXPORT = Export(
    name="dead-letters",
    heads=(
        gettext_lazy("Given up at"),
        gettext_lazy("Warning"),
        gettext_lazy("Channel"),
        gettext_lazy("Receiver"),
        gettext_lazy("State"),
        gettext_lazy("Attempts"),
        gettext_lazy("Last fault"),
        gettext_lazy("Reality or exercise"),
    ),
    cells=_cells,
)
