"""The administrator's pages: list, one account, creating, roles, disabling, new passwords."""

import secrets
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from anlan.access import events
from anlan.access.domain.roles import PERSON, roles
from anlan.access.selectors.accounts import AccountFilter, account, account_count, accounts
from anlan.access.services import accounts as acts
from anlan.access.words import role_word
from anlan.kernel import clock
from anlan.kernel.errors import NotAllowed
from anlan.kernel.regions import normalise
from anlan.places import api as places
from anlan.support import journal
from anlan.support.rights import may, regions_of
from anlan.web.auth import signed_in

_SIZE = 50


@require_GET
@signed_in
def account_list(request: HttpRequest) -> HttpResponse:
    """Show the accounts of one's regions that match the address."""
    _require_seeing(request)
    wanted = AccountFilter(
        text=request.GET.get("q", "").strip(),
        role=request.GET.get("role", ""),
        region=normalise(request.GET.get("region", "")),
        state=request.GET.get("state", ""),
    )
    total = account_count(request.actor, wanted)
    page = Paginator(range(total), _SIZE).get_page(request.GET.get("page"))
    rows = accounts(request.actor, wanted, offset=page.start_index() - 1 if total else 0, limit=_SIZE)
    places.full_names({row.region for row in rows})  # read at once what the page will ask for one by one
    context = {
        "rows": rows,
        "page": page,
        "states": [("active", gettext("Account in use")), ("disabled", gettext("Account switched off"))],
        "roles": [(key, role_word(key)) for key, role in roles().items() if role.holder == PERSON],
        "may_manage": bool(regions_of(request.actor, "access.manage_accounts")),
    }
    return render(request, "access/account_list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new_account(request: HttpRequest) -> HttpResponse:
    """Show the form; create the account and show its first password once."""
    regions = regions_of(request.actor, "access.manage_accounts")
    if not regions:
        raise NotAllowed(right="access.manage_accounts", region="")
    if request.method != "POST":
        return render(request, "access/account_new.html", {"region": regions[0]})
    password = secrets.token_urlsafe(12)
    new = acts.NewUser(
        username=request.POST.get("username", "").strip().lower(),
        name=request.POST.get("name", ""),
        region=normalise(request.POST.get("region", "")),
        password=password,
    )
    user_id = acts.create_user(new=new, actor=request.actor, now=clock.now())
    return _file(request, user_id, password=password)


@never_cache
@require_GET
@signed_in
def account_file(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Show one account: its roles, what was done to it, and what may be done."""
    return _file(request, user_id)


@require_POST
@signed_in
def grant(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Give a role in a region."""
    role, region = request.POST.get("role", ""), normalise(request.POST.get("region", ""))
    acts.grant_role(user_id=user_id, role=role, region=region, actor=request.actor, now=clock.now())
    messages.success(request, gettext("The role is given; it holds from the next page on."))
    return redirect("access:account", user_id)


@require_POST
@signed_in
def revoke(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Take a role in a region."""
    role, region = request.POST.get("role", ""), normalise(request.POST.get("region", ""))
    acts.revoke_role(user_id=user_id, role=role, region=region, actor=request.actor, now=clock.now())
    messages.success(request, gettext("The role is taken."))
    return redirect("access:account", user_id)


@require_POST
@signed_in
def disable(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Disable the account."""
    acts.disable_user(user_id=user_id, actor=request.actor, now=clock.now())
    messages.success(request, gettext("The account is disabled."))
    return redirect("access:account", user_id)


@require_POST
@signed_in
def enable(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Enable the account again."""
    acts.enable_user(user_id=user_id, actor=request.actor, now=clock.now())
    messages.success(request, gettext("The account is enabled."))
    return redirect("access:account", user_id)


@never_cache
@require_POST
@signed_in
def new_password(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """Give a fresh password and show it once."""
    password = acts.reset_password(user_id=user_id, actor=request.actor, now=clock.now())
    return _file(request, user_id, password=password)


def _file(request: HttpRequest, user_id: UUID, *, password: str = "") -> HttpResponse:
    found = account(request.actor, user_id)
    entries = journal.entries_about(events.account_subject(user_id), limit=50)
    managed = regions_of(request.actor, "access.manage_accounts")
    context = {
        "account": found,
        "entries": tuple(reversed(entries)),
        "may_manage": may(request.actor, "access.manage_accounts", found.region),
        "is_own": str(found.id) == request.actor.id,
        "roles": [(key, role_word(key)) for key, role in roles().items() if role.holder == PERSON],
        "within": managed[0] if managed else "",
        "password": password,
    }
    return render(request, "access/account_file.html", context)


def _require_seeing(request: HttpRequest) -> None:
    if not regions_of(request.actor, "access.see_accounts"):
        raise NotAllowed(right="access.see_accounts", region="")
