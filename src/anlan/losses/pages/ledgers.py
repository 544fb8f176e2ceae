"""The ledgers of the dead and missing and of damaged houses, beside the figures that they must agree with."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.kernel.ids import new_id
from anlan.losses import api
from anlan.losses.words import GRADE_WORDS, PERSON_WORDS, SEX_WORDS
from anlan.places import api as places
from anlan.support import rights
from anlan.web import sent
from anlan.web.auth import signed_in
from anlan.web.lists import page_of
from anlan.web.pictures import picture_answer, sent_picture

_ROWS: Final = 50


@require_GET
@signed_in
def ledger_page(request: HttpRequest, survey_id: UUID) -> HttpResponse:
    """Show both ledgers of the count's incident and where figures differ from them."""
    survey = _survey(request, survey_id)
    seen = api.seen_in(request.actor, survey.region)
    region = request.GET.get("region") or (seen[0] if seen else survey.region)
    persons = api.persons_of(request.actor, survey.incident_id, region)
    houses = api.houses_of(request.actor, survey.incident_id, region)
    grade, state = request.GET.get("grade", ""), request.GET.get("state", "")
    table = api.loss_table(survey.table)
    sees_all = rights.may(request.actor, "losses.see", region)
    apart = api.ledger_differences(request.actor, survey_id, region) if sees_all else ()
    context = {
        "survey": survey,
        "region": region,
        "tab": "ledgers",
        "persons": [row for row in persons if not state or row.state == state],
        "page": page_of(request, [row for row in houses if not grade or row.grade == grade], _ROWS),
        "differences": [(each, table.indicators[each.indicator]) for each in apart],
        "grades": [(key, word, sum(row.grade == key for row in houses)) for key, word in GRADE_WORDS.items()],
        "states": [(key, word, sum(row.state == key for row in persons)) for key, word in PERSON_WORDS.items()],
        "grade_words": GRADE_WORDS.items(),
        "sexes": SEX_WORDS.items(),
        "structures": api.structures().items(),
        "units": _units(request, survey),
        "may_keep": bool(rights.regions_of(request.actor, "losses.keep_ledger")),
        "may_reveal": rights.may(request.actor, "losses.reveal_name", region),
        "may_explain": rights.may(request.actor, "losses.send_up", region),
        "tokens": (new_id(), new_id()),
    }
    return render(request, "losses/ledgers.html", context)


@require_POST
@signed_in
def new_person(request: HttpRequest, survey_id: UUID) -> HttpResponse:
    """Enter a person."""
    survey = _survey(request, survey_id)
    age = sent.text(request, "age")
    new = api.NewPerson(
        incident_id=survey.incident_id,
        region=sent.text(request, "region"),
        name=sent.text(request, "name"),
        state=sent.text(request, "state"),
        sex=sent.text(request, "sex"),
        age=_whole(age, "age") if age else None,
        place=sent.text(request, "place"),
        evidence=sent.text(request, "evidence"),
        token=sent.token(request),
    )
    api.record_person(new=new, actor=request.actor, now=clock.now())
    messages.success(request, _("The person stands in the ledger."))
    return _back(survey_id)


@require_POST
@signed_in
def person_act(request: HttpRequest, survey_id: UUID, person_id: UUID, act: str) -> HttpResponse:
    """Write down what became known of a person, or show the name."""
    about = {"person_id": person_id, "actor": request.actor, "now": clock.now()}
    if act == "reveal":
        said = _("Name: %(name)s. That you looked is in the journal.")
        messages.info(request, said % {"name": api.reveal_name(**about)})
    elif act in tuple(api.PersonAct):
        api.change_person(act=api.PersonAct(act), evidence=sent.text(request, "text"), **about)
        messages.success(request, _("The ledger is changed; what stood before stays readable."))
    else:
        raise Http404
    return _back(survey_id)


@require_POST
@signed_in
def new_house(request: HttpRequest, survey_id: UUID) -> HttpResponse:
    """Enter a damaged house with its photo."""
    survey = _survey(request, survey_id)
    new = api.NewHouse(
        incident_id=survey.incident_id,
        region=sent.text(request, "region"),
        head=sent.text(request, "head"),
        address=sent.text(request, "address"),
        persons=_whole(sent.text(request, "persons"), "persons"),
        structure=sent.text(request, "structure"),
        grade=sent.text(request, "grade"),
        rooms=_whole(sent.text(request, "rooms"), "rooms"),
        photo=sent_picture(request)[1],
        token=sent.token(request),
    )
    api.record_house(new=new, actor=request.actor, now=clock.now())
    messages.success(request, _("The house stands in the ledger."))
    return _back(survey_id)


@require_POST
@signed_in
def change_house(request: HttpRequest, survey_id: UUID, house_id: UUID) -> HttpResponse:
    """Correct a house."""
    change = {"grade": sent.text(request, "grade"), "rooms": _whole(sent.text(request, "rooms"), "rooms")}
    reason = sent.text(request, "reason")
    api.change_house(house_id=house_id, **change, reason=reason, actor=request.actor, now=clock.now())
    messages.success(request, _("The ledger is changed; what stood before stays readable."))
    return _back(survey_id)


@require_POST
@signed_in
def explain(request: HttpRequest, survey_id: UUID) -> HttpResponse:
    """Say why a figure and the ledger differ."""
    words = {name: sent.text(request, name) for name in ("region", "indicator", "text")}
    api.explain_difference(survey_id=survey_id, **words, actor=request.actor, now=clock.now())
    messages.success(request, _("The explanation stands with the difference."))
    return redirect(f"/losses/{survey_id}/ledgers/?region={words['region']}")


@require_GET
@signed_in
def photo(request: HttpRequest, house_id: UUID) -> HttpResponse:
    """Show a house's photo."""
    return picture_answer(*api.house_photo(request.actor, house_id))


def _survey(request: HttpRequest, survey_id: UUID) -> api.SurveyRow:
    survey = api.survey(request.actor, survey_id)
    if survey.incident_id is None:
        raise NotFound(what="ledger")
    return survey


def _units(request: HttpRequest, survey: api.SurveyRow) -> list[tuple[str, str]]:
    """Return the places that the reader keeps the ledger of: townships, or villages for somebody of one township."""
    held = [each for each in rights.regions_of(request.actor, "losses.keep_ledger") if each]
    if any(len(each) <= len(survey.region) and survey.region.startswith(each) for each in held):
        codes = list(survey.asked)
    else:
        codes = [each for each in held if each.startswith(survey.region)]
    names = places.names(codes)
    return [(code, names.get(code, code)) for code in codes]


def _back(survey_id: UUID) -> HttpResponse:
    return redirect("losses:ledgers", survey_id)


def _whole(value: str, name: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) <= 6):
        raise InvalidValue(field=name, value=value[:20], rule="whole_number")
    return int(value)
