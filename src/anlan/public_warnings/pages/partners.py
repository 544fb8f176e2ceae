"""Partners whose CAP messages come in: list, add, pause, fetch now, another key."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from anlan.kernel import clock
from anlan.kernel.errors import AnlanError
from anlan.public_warnings import api
from anlan.support import rights
from anlan.web.auth import signed_in
from anlan.web.errors import sentence

_MANAGE = "public_warnings.manage_partners"


class PartnerForm(forms.Form):
    """A partner to be."""

    name = forms.CharField(label=_("Partner"), max_length=80)
    address = forms.CharField(
        label=_("Address of its feed"),
        required=False,
        max_length=500,
        help_text=_("Atom, RSS or one CAP message, by http or https; empty where the partner pushes."),
    )
    poll_minutes = forms.IntegerField(label=_("Minutes between polls"), min_value=1, max_value=1440, initial=5)
    must_sign = forms.BooleanField(
        label=_("Take only messages signed by a trusted key"),
        required=False,
        help_text=_("Trusted are the certificates of the file that the setting ANLAN_TRUSTED_SIGNERS names."),
    )
    pushes = forms.BooleanField(label=_("The partner pushes its messages with a key"), required=False)


@require_http_methods(["GET", "POST"])
@signed_in
def partner_list(request: HttpRequest) -> HttpResponse:
    """Show the partners with how they stand, and a form for another; a fresh key is shown once."""
    held = rights.regions_of(request.actor, _MANAGE)
    form = PartnerForm(request.POST or None)
    added = None
    if request.method == "POST" and form.is_valid():
        region = held[0] if held else ""
        new = api.NewPartner(region=region, **form.cleaned_data)
        try:
            added = api.add_partner(new=new, actor=request.actor, now=clock.now())
        except AnlanError as error:
            form.add_error(None, sentence(error))
        else:
            form = PartnerForm()
    return _shown(request, form, added)


def _shown(request: HttpRequest, form: PartnerForm, added: api.AddedPartner | None) -> HttpResponse:
    held = rights.regions_of(request.actor, _MANAGE)
    context = {
        "rows": api.partners(request.actor),
        "form": form if held else None,
        "added": added,
        "may_manage": bool(held),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "public_warnings/partners.html", context, status=status)


@require_POST
@signed_in
def partner_act(request: HttpRequest, partner_id: UUID, act: str) -> HttpResponse:
    """Pause, resume, take only what is signed, fetch now, or give another key."""
    if act in ("pause", "resume"):
        api.pause_partner(partner_id=partner_id, is_paused=act == "pause", actor=request.actor, now=clock.now())
    elif act in ("signed", "unsigned"):
        api.require_signatures(partner_id=partner_id, must_sign=act == "signed", actor=request.actor, now=clock.now())
    elif act == "fetch":
        api.fetch_soon(partner_id=partner_id, actor=request.actor)
        messages.info(request, _("It is fetched within seconds; the result then stands in its row."))
    elif act == "key":
        added = api.renew_partner_key(partner_id=partner_id, actor=request.actor, now=clock.now())
        return _shown(request, PartnerForm(), added)
    return redirect("public_warnings:partners")
