"""The room's part of the API."""

from django.http import HttpRequest
from ninja import Router, Schema

from anlan.web.auth import signed_in_api

router = Router(tags=["access"], auth=signed_in_api)


class GrantOut(Schema):
    """A role held in a region."""

    role: str
    region: str


class MeOut(Schema):
    """Who is asking."""

    id: str
    name: str
    grants: list[GrantOut]


@router.get("/me", response=MeOut, summary="Who am I")
def me(request: HttpRequest) -> MeOut:
    """Return the actor of this request with its roles."""
    actor = request.actor
    grants = [GrantOut(role=grant.role, region=grant.region) for grant in actor.grants]
    return MeOut(id=actor.id, name=actor.name, grants=grants)


@router.post("/me/check", response=MeOut, summary="Prove that a change would be let in")
def check(request: HttpRequest) -> MeOut:
    """Return the actor of a changing request; a session needs the page's token for it."""
    return me(request)
