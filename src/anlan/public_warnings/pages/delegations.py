"""Who lets whom sign in his place: the list, a new delegation, taking one back; and the release form to print."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from anlan.access import api as access
from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.kernel.errors import AnlanError
from anlan.kernel.levels import Level
from anlan.places import api as places
from anlan.public_warnings import api
from anlan.public_warnings.pages.listing import whole
from anlan.public_warnings.papers import Sheet, release_form
from anlan.support import rights
from anlan.support.documents import docx_of
from anlan.web.auth import signed_in
from anlan.web.errors import sentence
from anlan.web.files import word_file
from anlan.web.forms import MomentField
from anlan.web.parts import LEVEL_WORDS

_SIZE = 30
_HOUR: dict[str, Any] = {
    "input_formats": ["%H:%M"],
    "widget": forms.TimeInput(format="%H:%M", attrs={"placeholder": "18:00", "autocomplete": "off"}),
}
_DELEGATE = "public_warnings.delegate"
_STATES = (
    ("in_force", pgettext_lazy("delegation", "In force")),
    ("coming", pgettext_lazy("delegation", "Not begun")),
    ("over", pgettext_lazy("delegation", "Ended")),
    ("revoked", pgettext_lazy("delegation", "Revoked")),
)


class DelegationForm(forms.Form):
    """Who lets whom sign, what, and when."""

    region = forms.ChoiceField(label=_("Region"))
    from_id = forms.TypedChoiceField(label=_("Who is away"), coerce=UUID)
    to_id = forms.TypedChoiceField(label=_("Who signs in his place"), coerce=UUID)
    levels = forms.TypedMultipleChoiceField(label=_("Levels"), coerce=int, widget=forms.CheckboxSelectMultiple)
    groups = forms.MultipleChoiceField(
        label=_("Kinds; none means all"), required=False, widget=forms.CheckboxSelectMultiple
    )
    valid_from = MomentField(label=_("Valid from"))
    valid_until = MomentField(label=_("Valid until"))
    daily_from = forms.TimeField(label=_("Each day from"), required=False, **_HOUR)
    daily_until = forms.TimeField(label=_("to, may pass midnight"), required=False, **_HOUR)
    whole_weekends = forms.BooleanField(label=_("Saturday and Sunday all day"), required=False)
    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *positional: Any, actor: Actor, **named: Any) -> None:
        super().__init__(*positional, **named)
        regions = rights.regions_of(actor, _DELEGATE)
        found = places.full_names(regions)
        self.fields["region"].choices = [(region, found[region]) for region in regions]
        self.fields["from_id"].choices = _givers(actor, regions)
        self.fields["to_id"].choices = _people("public_warnings.draft", regions)
        self.fields["levels"].choices = [(str(int(each)), _(LEVEL_WORDS[each])) for each in reversed(Level) if each]
        self.fields["groups"].choices = [(group.key, group.name) for group in api.groups().values()]


def _givers(actor: Actor, regions: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return the person himself, and for a commander the others who may delegate."""
    others = [region for region in regions if rights.may(actor, "public_warnings.delegate_for_others", region)]
    found = dict(_people(_DELEGATE, tuple(others)))
    return list({actor.id: actor.name, **found}.items())


def _people(right: str, regions: tuple[str, ...]) -> list[tuple[str, str]]:
    found = {str(each.user_id): each.name for region in regions for each in access.people_with(right, region)}
    return list(found.items())


@require_GET
@signed_in
def delegation_list(request: HttpRequest) -> HttpResponse:
    """Show the delegations of the reader's regions, newest first."""
    number, now = whole(request.GET.get("page", "1"), 1), clock.now()
    wanted = api.DelegationFilter(state=request.GET.get("state", ""), text=request.GET.get("q", "").strip())
    rows, total = api.delegations(request.actor, wanted, now, page=number, size=_SIZE)
    context = {
        "rows": rows,
        "page": Paginator(range(total), _SIZE).get_page(number),
        "states": _STATES,
        "now": now,
        "may_delegate": bool(rights.regions_of(request.actor, _DELEGATE)),
    }
    return render(request, "public_warnings/delegations.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def new_delegation(request: HttpRequest) -> HttpResponse:
    """Show the form, or let another person sign."""
    regions = rights.regions_of(request.actor, _DELEGATE)
    rights.require(request.actor, _DELEGATE, regions[0] if regions else "")
    now = clock.now()
    if request.method == "POST":
        form = DelegationForm(request.POST, actor=request.actor)
        if form.is_valid() and _store(request, form, now):
            return redirect("public_warnings:delegations")
    else:
        form = DelegationForm(actor=request.actor, initial=_first(request.actor, now))
    status = 422 if form.is_bound else 200
    return render(request, "public_warnings/new_delegation.html", {"form": form}, status=status)


def _first(actor: Actor, now: datetime) -> dict[str, Any]:
    return {"from_id": actor.id, "valid_from": now}


def _store(request: HttpRequest, form: DelegationForm, now: datetime) -> bool:
    """Carry the act out; a refusal stands in the form."""
    found = dict(form.cleaned_data)
    wanted = api.NewDelegation(
        **{**found, "levels": tuple(Level(each) for each in found["levels"]), "groups": tuple(found["groups"])}
    )
    try:
        api.delegate_signature(wanted=wanted, actor=request.actor, now=now)
    except AnlanError as error:
        form.add_error(None, sentence(error))
        return False
    return True


@require_POST
@signed_in
def revoke(request: HttpRequest, delegation_id: UUID) -> HttpResponse:
    """Take a delegation back at once."""
    api.revoke_delegation(delegation_id=delegation_id, actor=request.actor, now=clock.now())
    return redirect("public_warnings:delegations")


@require_GET
@signed_in
def release_paper(request: HttpRequest, warning_id: UUID) -> HttpResponse:
    """Give the release form of a warning as a Word file."""
    now = clock.now()
    row = api.warning(request.actor, warning_id)
    sent = api.transmission(request.actor, warning_id) if row.was_sent else None
    sheet = Sheet(
        row=row,
        chain=api.chain_of(request.actor, row, now),
        sent=sent,
        population=sent.population if sent else api.reach_of(row.regions).population,
        area=api.area_words(row.regions),
        now=now,
    )
    name = sent.identifier if sent else str(warning_id)
    return word_file(docx_of(release_form(sheet)), f"release-form-{name}.docx")
