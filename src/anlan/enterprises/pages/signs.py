"""The sign at an enterprise's gate: its QR code, the printed sheet, and what a phone shows that reads it."""

import io
from uuid import UUID

import segno
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from anlan.enterprises import api
from anlan.enterprises.pages import labels
from anlan.kernel.errors import NotFound
from anlan.web.auth import signed_in

_MODULE = 6


@require_GET
@signed_in
def sign_page(request: HttpRequest, enterprise_id: UUID) -> HttpResponse:
    """Show the sign to be printed and hung up at the gate."""
    row = api.enterprise(request.actor, enterprise_id)
    return render(request, "enterprises/sign.html", {"enterprise": row, "line": labels.labelled(row)})


@require_GET
@signed_in
def sign_picture(request: HttpRequest, enterprise_id: UUID) -> HttpResponse:
    """Return the QR code that leads a phone to the enterprise's page."""
    row = api.enterprise(request.actor, enterprise_id)
    address = f"{settings.ANLAN['ANLAN_PUBLIC_URL'].rstrip('/')}{reverse('enterprises:code', args=(row.code,))}"
    picture = io.BytesIO()
    segno.make(address, error="m").save(picture, kind="svg", scale=_MODULE, border=2)
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")


@require_GET
def code_page(request: HttpRequest, code: str) -> HttpResponse:
    """Lead who may read the file to it; show everybody else what is public, without any person."""
    if request.actor.grants:
        try:
            return redirect("enterprises:enterprise", api.enterprise_by_code(request.actor, code).id)
        except NotFound:
            pass
    return render(request, "enterprises/public.html", {"firm": api.public_face(code), "states": labels.STATES})
