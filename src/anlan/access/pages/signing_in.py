"""Signing in and out."""

from django.conf import settings
from django.contrib import auth
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from anlan.access.domain.roles import home_of, roles
from anlan.access.models import User
from anlan.access.selectors.actors import actor_of_user
from anlan.access.services.demo_file import DemoAccount, demo_accounts
from anlan.access.services.sessions import Entrance, record_sign_in, record_sign_out
from anlan.kernel import clock

_UNAUTHORIZED = 401
_TOO_MANY = 429


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def login_page(request: HttpRequest) -> HttpResponse:
    """Show the form; let in who proves the password, and send them where they wanted to go."""
    wanted = _safe_next(request)
    if request.user.is_authenticated:
        return redirect(wanted or home_of(request.actor.grants))
    if request.method != "POST":
        return _form(request, wanted)
    username, password = _credentials(request)
    user = auth.authenticate(request, username=username, password=password)
    if user is None:
        return _form(request, wanted, username=username, is_refused=True)
    _enter(request, user)
    return redirect(wanted or home_of(request.actor.grants))


@require_POST
def logout_page(request: HttpRequest) -> HttpResponse:
    """End the session and show the login page."""
    if request.user.is_authenticated:
        record_sign_out(
            user=request.user, session_key=request.session.session_key, actor=request.actor, now=clock.now()
        )
    auth.logout(request)
    return redirect("access:login")


def locked_out(request: HttpRequest, *_: object) -> HttpResponse:
    """Say that too many wrong passwords were given, and until when to wait."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    return render(request, "access/locked_out.html", {"minutes": minutes}, status=_TOO_MANY)


@transaction.atomic
def _enter(request: HttpRequest, user: User) -> None:
    auth.login(request, user)
    request.actor = actor_of_user(user)
    entrance = Entrance(
        session_key=request.session.session_key,
        address=request.META.get("REMOTE_ADDR", ""),
        agent=request.headers.get("User-Agent", ""),
    )
    record_sign_in(user=user, entrance=entrance, actor=request.actor, now=clock.now())


def _credentials(request: HttpRequest) -> tuple[str, str]:
    """Return user name and password: typed ones, or those of the demonstration account that was chosen."""
    chosen = request.POST.get("demonstration", "")
    for known in _offered():
        if chosen == known.username:
            return known.username, known.password
    return request.POST.get("username", "").strip().lower(), request.POST.get("password", "")


def _offered() -> tuple[DemoAccount, ...]:
    return demo_accounts(settings.ANLAN["ANLAN_VAR"]) if settings.ANLAN["ANLAN_DEMO"] else ()


def _safe_next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if is_ours else ""


def _form(request: HttpRequest, wanted: str, *, username: str = "", is_refused: bool = False) -> HttpResponse:
    offered = [(known, roles()[known.role].label) for known in _offered() if known.role in roles()]
    context = {"next": wanted, "username": username, "is_refused": is_refused, "offered": offered}
    return render(request, "access/login.html", context, status=_UNAUTHORIZED if is_refused else 200)
