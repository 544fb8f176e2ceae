"""The one-tap confirm pages: questions on an old phone, no script, no session; the link is the right to answer."""

from datetime import datetime
from functools import wraps
from math import ceil
from typing import Any, Protocol
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from anlan.kernel import clock
from anlan.kernel.errors import AnlanError
from anlan.public_warnings import api
from anlan.public_warnings.domain.errors import (
    AlreadyConfirmed,
    AlreadyRefused,
    CallIsOver,
    LinkExpired,
    NotConfirmedYet,
    TokenForged,
)
from anlan.public_warnings.pages.listing import whole
from anlan.public_warnings.pages.tiny import tiny_page

_OVER = (AlreadyConfirmed, AlreadyRefused, CallIsOver, LinkExpired)


class _View(Protocol):
    def __call__(self, request: HttpRequest, token: str) -> HttpResponse: ...


def _by_link(view: _View) -> _View:
    """Take a page that a link opens: no cookie, never kept by the phone, a forged link is not found."""

    @csrf_exempt  # the token in the address is the secret; old phones keep no cookies
    @never_cache
    @require_http_methods(["GET", "POST"])
    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        try:
            return view(request, token)
        except TokenForged:
            return tiny_page(request, "public_warnings/confirm_wrong.html", {}, status=404)
        except NotConfirmedYet:
            return redirect("public_warnings:confirm_by_link", token)

    return opened


@_by_link
def confirm_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Ask on GET, take the answer on POST; a link used again shows what became of it and stores nothing."""
    if request.method == "GET":
        template = "not_me" if "not" in request.GET else "confirm"
        return _page(request, token, template)
    try:
        _answer(request.POST, token, clock.now())
    except _OVER:
        return _page(request, token, "confirm", status=409)
    except AnlanError as error:
        if error.code == "public_warnings.token_forged":
            raise
        return _page(request, token, "not_me", status=422, fault=str(error))
    return redirect("public_warnings:confirm_by_link", token)


def _answer(said: QueryDict, token: str, now: datetime) -> None:
    answer, name = said.get("answer", "me"), said.get("name", "").strip()
    if answer == "forwarded":
        api.tell_forwarded(token=token, opened_by=name, now=now)
    elif answer == "wrong":
        api.refuse_by_token(token=token, instead=api.Instead(name=name, phone=said.get("phone", "").strip()), now=now)
    else:
        api.confirm_by_token(token=token, now=now, wants_help=answer == "help")


def _page(request: HttpRequest, token: str, name: str, *, status: int = 200, fault: str = "") -> HttpResponse:
    question = api.question_of(token)
    now = clock.now()
    left = ceil((question.deadline_at - now).total_seconds() / 60) if question.deadline_at else 0
    context: dict[str, Any] = {
        "question": question,
        "token": token,
        "minutes_left": max(left, 0),
        "is_expired": question.expires_at is not None and now > question.expires_at,
        "fault": fault,
    }
    return tiny_page(request, f"public_warnings/{name}.html", context, status=status)


@_by_link
def households(request: HttpRequest, token: str) -> HttpResponse:
    """Show the households to be moved and take many ticks at one post."""
    page = whole(request.GET.get("page", "1"), 1)
    if request.method == "POST":
        ticks = ticks_of(request.POST)
        try:
            if ticks is not None:
                api.tick_households_by_token(token=token, ticks=ticks, now=clock.now())
        except _OVER:
            return _page(request, token, "confirm", status=409)
        return redirect(f"{request.path}?page={page}")
    found = api.moves_by_token(token, page=page)
    context = {"list": found, "token": token, "question": api.question_of(token)}
    return tiny_page(request, "public_warnings/households_tiny.html", context)


def ticks_of(said: QueryDict) -> api.Ticks | None:
    """Return what a form ticks; nothing where it ticks nothing or names no state."""
    known = {state.value: state for state in api.MoveState}
    ids = tuple(found for each in said.getlist("id") if (found := _id(each)))
    state = known.get(said.get("state", ""))
    if not ids or state is None:
        return None
    return api.Ticks(ids=ids, state=state, where_to=said.get("where_to", ""), note=said.get("note", ""))


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@_by_link
def villages(request: HttpRequest, token: str) -> HttpResponse:
    """Show a township how its villages' calls stand, and begin them where they wait for it."""
    if request.method == "POST":
        try:
            api.begin_villages_by_token(token=token, now=clock.now())
        except _OVER:
            return _page(request, token, "confirm", status=409)
        return redirect("public_warnings:villages_by_link", token)
    rows = api.villages_by_token(token)
    context = {
        "rows": rows,
        "token": token,
        "question": api.question_of(token),
        "planned": sum(row.state == "planned" for row in rows),
        "confirmed": sum(row.state == "confirmed" for row in rows),
    }
    return tiny_page(request, "public_warnings/villages_tiny.html", context)
