"""Who may enter: signed-in people on pages, people or keys on the API."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from anlan.kernel.actors import Actor


def signed_in(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let only signed-in people see the page; send others to the login page and back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.actor.grants:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return guarded


def signed_in_api(request: HttpRequest) -> Actor | None:
    """Return the actor of an API request, or nothing (401) where there is none."""
    return request.actor if request.actor.grants else None
