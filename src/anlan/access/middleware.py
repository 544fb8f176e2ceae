"""Sets ``request.actor`` from the session."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from anlan.access.models import User
from anlan.kernel.actors import NOBODY, Actor, Grant


def actor_of_user(user: User) -> Actor:
    """Return the actor that an account is."""
    grants = tuple(Grant(g.role, g.region, g.organisation_id) for g in user.role_grants.all())
    return Actor(id=str(user.id), name=user.get_full_name() or user.username, grants=grants, person_id=user.person_id)


def actor_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Give every request its actor."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.actor = actor_of_user(request.user) if request.user.is_authenticated else NOBODY
        return get_response(request)

    return middleware
