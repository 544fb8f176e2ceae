"""The administrator's page of API keys."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from anlan.access.domain.roles import KEY, roles
from anlan.access.selectors.keys import api_key_count, api_keys
from anlan.access.services.keys import NewKey, create_api_key, revoke_api_key
from anlan.access.words import role_word
from anlan.kernel import clock
from anlan.kernel.actors import Grant
from anlan.kernel.errors import NotAllowed
from anlan.kernel.regions import normalise
from anlan.support.rights import regions_of
from anlan.web.auth import signed_in

_SIZE = 50
_LIVES_DAYS = (30, 365, 0)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def key_list(request: HttpRequest) -> HttpResponse:
    """Show the keys of one's regions; create one and show its token once."""
    if not regions_of(request.actor, "access.see_accounts"):
        raise NotAllowed(right="access.see_accounts", region="")
    token = _create(request) if request.method == "POST" else ""
    total = api_key_count(request.actor)
    page = Paginator(range(total), _SIZE).get_page(request.GET.get("page"))
    managed = regions_of(request.actor, "access.manage_keys")
    context = {
        "rows": api_keys(request.actor, now=clock.now(), offset=page.start_index() - 1 if total else 0, limit=_SIZE),
        "page": page,
        "token": token,
        "roles": [(key, role_word(key)) for key, role in roles().items() if role.holder == KEY],
        "within": managed[0] if managed else "",
        "may_manage": bool(managed),
        "lives": _LIVES_DAYS,
    }
    return render(request, "access/key_list.html", context)


@require_POST
@signed_in
def revoke_key(request: HttpRequest, key_id: UUID) -> HttpResponse:
    """Revoke a key for good."""
    revoke_api_key(key_id=key_id, actor=request.actor, now=clock.now())
    messages.success(request, gettext("The key is revoked."))
    return redirect("access:keys")


def _create(request: HttpRequest) -> str:
    region, now = normalise(request.POST.get("region", "")), clock.now()
    days = request.POST.get("days", "")
    lives = int(days) if days in {str(each) for each in _LIVES_DAYS} else _LIVES_DAYS[0]
    new = NewKey(
        name=request.POST.get("name", ""),
        region=region,
        grants=(Grant(request.POST.get("role", ""), region, code=request.POST.get("code", "")),),
        expires_at=now + timedelta(days=lives) if lives else None,
    )
    return create_api_key(new=new, actor=request.actor, now=now).token
