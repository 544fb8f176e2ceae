"""A re-inspection with pictures and signatures, and what it does to the hidden dangers of its findings."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.access import build_user, client_of
from tests.factories.dangers import COMMANDER, DEPARTMENT
from tests.factories.dangers import graded as grade
from tests.factories.places import build_divisions
from tests.factories.supervision import (
    COUNTY,
    INSPECTOR,
    LEADER,
    NOW,
    SOUND,
    a_picture,
    a_recheck,
    an_officer,
    recorded,
)

from anlan.dangers import api as dangers
from anlan.dangers.models import Danger
from anlan.kernel.errors import InvalidValue, NotAllowed, TransitionNotAllowed
from anlan.supervision import api
from anlan.supervision.domain import errors
from anlan.supervision.domain.places import metres_between
from anlan.supervision.models import Evidence, Inspection, Paper, Recheck

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=3)


@pytest.fixture(autouse=True)
def places():
    build_divisions()


def applied(danger_id, by=DEPARTMENT):
    """Bring a registered hidden danger to where its unit says that it is gone."""
    grade(danger_id, now=NOW + timedelta(hours=4))
    given = dangers.Assurances(responsible="Aji", measures="repaired")
    dangers.start_rectification(danger_id=danger_id, given=given, actor=by, now=NOW + timedelta(hours=5))
    told = dangers.Told(text="it is gone")
    dangers.apply_for_acceptance(danger_id=danger_id, told=told, actor=by, now=NOW + timedelta(hours=6))


@pytest.fixture
def visit():
    return recorded(("hc01", "hc02"), orders_now=True)


def found_of(visit):
    return api.inspection(LEADER, visit).findings


def metres_off(visit):
    place = Inspection.objects.get(id=visit).object_location
    return metres_between((102.28, 28.72), (place.x, place.y)) if place else None


def states(visit):
    return [dangers.danger(INSPECTOR, each.danger_id).state.value for each in found_of(visit)]


def look(visit, first, second, actor=INSPECTOR, **fields):
    one, two = found_of(visit)
    new = a_recheck(visit, {one.id: first, two.id: second}, **fields)
    api.record_recheck(new=new, actor=actor, now=LATER)
    return new


def test_what_is_fixed_is_written_off_what_is_not_goes_back_and_pictures_go_with_it(visit):
    one, two = found_of(visit)
    applied(one.danger_id)
    applied(two.danger_id)
    photo = api.SentFile(api.FileKind.PHOTO, "hc01", "a.png", a_picture(10))
    new = a_recheck(visit, {one.id: True, two.id: False})
    new = replace(new, files=(*new.files, photo))
    for _press in range(2):
        api.record_recheck(new=new, actor=INSPECTOR, now=LATER)
    assert states(visit) == ["closed", "returned"]
    stored = Recheck.objects.get()
    assert [each[2:] for each in stored.results] == [[True, "closed"], [False, "returned"]]
    kept = Evidence.objects.filter(recheck=stored)
    assert sorted(kept.values_list("kind", "item")) == [
        ("photo", "hc01"),
        ("signature", "1"),
        ("signature", "2"),
        ("signature", "firm"),
    ]
    assert len(dangers.pictures_of(one.danger_id)) == 1
    applied_again = {"danger_id": two.danger_id, "told": dangers.Told(text="now it is"), "actor": DEPARTMENT}
    dangers.apply_for_acceptance(**applied_again, now=LATER)
    look(visit, False, True)
    assert states(visit) == ["rectifying", "closed"]
    assert (Inspection.objects.get(id=visit).state, Paper.objects.filter(kind="reinspection_opinion").count()) == (
        "unfixed",
        2,
    )


def test_what_the_unit_has_not_applied_for_stays_in_its_loop_and_what_power_is_cut_for_is_only_accepted(visit):
    _one, two = found_of(visit)
    applied(two.danger_id)
    Danger.objects.filter(id=two.danger_id).update(is_cut_off=True)
    look(visit, True, True)
    assert states(visit) == ["registered", "accepted"]
    assert Inspection.objects.get(id=visit).state == "closed"


REFUSED = {
    "one officer has not signed": (lambda new: replace(new, files=new.files[1:]), errors.SignatureMissing),
    "the firm has not": (lambda new: replace(new, files=new.files[:2]), errors.SignatureMissing),
    "nobody of the firm": (lambda new: replace(new, firm_person=" "), InvalidValue),
    "no opinion": (lambda new: replace(new, opinion=" "), InvalidValue),
    "a finding unjudged": (lambda new: replace(new, results=dict([*new.results.items()][:1])), errors.FindingsUnjudged),
    "one officer": (lambda new: replace(new, officers=new.officers[:1]), errors.TooFewOfficers),
    "a picture as sound": (
        lambda new: replace(new, files=(*new.files, api.SentFile(api.FileKind.AUDIO, "", "x.webm", a_picture()))),
        errors.NotAFile,
    ),
    "a page as photo": (
        lambda new: replace(new, files=(*new.files, api.SentFile(api.FileKind.PHOTO, "hc01", "x.jpg", b"<html>"))),
        errors.NotAFile,
    ),
}


def test_an_incomplete_re_inspection_is_refused_and_nothing_moves(visit):
    one, two = found_of(visit)
    applied(one.danger_id)
    new = a_recheck(visit, {one.id: True, two.id: True})
    for name, (change, refusal) in REFUSED.items():
        with pytest.raises(refusal):
            api.record_recheck(new=change(new), actor=INSPECTOR, now=LATER)
        assert states(visit) == ["applied", "registered"], name
    assert (Inspection.objects.get(id=visit).state, Recheck.objects.count()) == ("ordered", 0)
    assert not Evidence.objects.filter(recheck__isnull=False).exists()


def test_who_may_not_or_who_rectified_it_moves_nothing(visit):
    one, _two = found_of(visit)
    applied(one.danger_id)
    with pytest.raises(NotAllowed):
        look(visit, True, True, actor=COMMANDER)
    with pytest.raises(dangers.CheckerRectified):
        look(visit, True, True, actor=DEPARTMENT)
    assert (states(visit), Recheck.objects.count()) == (["applied", "registered"], 0)
    look(visit, True, True)
    with pytest.raises(TransitionNotAllowed):
        look(visit, True, True)
    assert Recheck.objects.count() == 1


def test_the_phone_sends_it_and_the_desk_shows_what_moved(visit, at):
    at(LATER)
    officers = [an_officer(name="Ma"), an_officer()]
    phone = client_of(build_user("inspector", COUNTY))
    address = f"/supervision/visits/{visit}/recheck/"
    assert address in phone.get("/supervision/visits/").content.decode()
    assert phone.get(address).content.decode().count("<canvas") == 3
    one, _two = found_of(visit)
    applied(one.danger_id)
    form = {"r_hc01": "fixed", "r_hc02": "unfixed", "opinion": "one is left", "firm_person": "Aji"}
    form |= {"officers": [str(each) for each in officers]}
    assert phone.post(address, form).status_code == 422
    assert not Recheck.objects.exists()
    signed = {f"sign_{who}": SimpleUploadedFile(f"{who}.png", a_picture()) for who in ("1", "2", "firm")}
    sound = SimpleUploadedFile("b.webm", SOUND, content_type="audio/webm")
    for wrong in ({"longitude": "east", "latitude": "28"}, {"longitude": "102", "latitude": "91"}):
        assert phone.post(address, form | signed | wrong).status_code == 422
    assert not Recheck.objects.exists()
    for each in signed.values():
        each.seek(0)
    place = {"longitude": "102.28", "latitude": "28.72", "audio": sound}
    assert phone.post(address, form | signed | place).status_code == 302
    stored = Recheck.objects.get()
    assert (stored.location.coords, stored.metres_off) == ((102.28, 28.72), metres_off(visit))
    page = phone.get(f"/supervision/inspections/{visit}/").content.decode()
    file = Evidence.objects.get(recheck=stored, kind="audio")
    assert (file.media_type, file.file.read()) == ("audio/webm", SOUND)
    assert "102.28000" in page
    assert all(each in page for each in ("one is left", "Ma", str(file.id)))
    assert states(visit) == ["closed", "registered"]
