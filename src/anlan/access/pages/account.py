"""One's own account: what one may do where, one's sessions, one's password."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from anlan.access.domain.errors import PasswordsDiffer
from anlan.access.domain.roles import roles
from anlan.access.models import User
from anlan.access.selectors.accounts import own_sessions
from anlan.access.services.passwords import change_password
from anlan.access.services.sessions import end_own_session, follow_session
from anlan.kernel import clock
from anlan.web.auth import signed_in


@never_cache
@require_GET
@signed_in
def account_page(request: HttpRequest) -> HttpResponse:
    """Show one's roles in plain words, one's sessions, and the form for a new password."""
    rights = [
        {"role": roles()[grant.role], "region": grant.region} for grant in request.actor.grants if grant.role in roles()
    ]
    context = {
        "rights": rights,
        "user": request.user,
        "sessions": own_sessions(request.user.id, real_now=clock.real_now()),
        "here": request.session.session_key,
    }
    return render(request, "access/account.html", context)


@sensitive_post_parameters()
@require_POST
@signed_in
def change_own_password(request: HttpRequest) -> HttpResponse:
    """Change one's own password; the other sessions end, this one stays."""
    if request.POST.get("wanted", "") != request.POST.get("again", ""):
        raise PasswordsDiffer()
    change_password(
        user_id=request.user.id,
        present=request.POST.get("present", ""),
        wanted=request.POST.get("wanted", ""),
        actor=request.actor,
        now=clock.now(),
        kept_session=request.session.session_key,
    )
    before = request.session.session_key
    update_session_auth_hash(request, User.objects.get(id=request.user.id))
    follow_session(before=before, after=request.session.session_key)
    messages.success(request, gettext("The password is changed. Other sessions have ended."))
    return redirect("access:own")


@require_POST
@signed_in
def end_session(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """End another session of one's own."""
    end_own_session(record_id=record_id, user=request.user, actor=request.actor, now=clock.now())
    messages.success(request, gettext("The session has ended."))
    return redirect("access:own")
