import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.access import build_user, client_of, client_with
from tests.factories.dangers import COUNTY, TOWN, a_danger, applied, graded, png
from tests.factories.enterprises import build_enterprise
from tests.factories.people import build_organisation, build_person

from anlan.dangers.models import Danger, DangerPicture

pytestmark = pytest.mark.django_db


def test_the_list_shows_filters_and_exports_what_the_reader_may_see():
    graded(a_danger(), "major")
    client = client_with("inspector", COUNTY)
    assert "the alarm of the tank farm" in client.get("/dangers/?grade=major").content.decode()
    assert "the alarm of the tank farm" not in client.get("/dangers/?grade=ordinary").content.decode()
    assert client.get("/dangers/?format=xlsx").content[:2] == b"PK"
    assert "the alarm of the tank farm" in b"".join(client.get("/dangers/?format=csv").streaming_content).decode()
    assert "the alarm" not in client_with("inspector", "513401").get("/dangers/").content.decode()


def test_a_danger_is_put_down_on_the_phone_with_a_picture_once():
    client = client_with("inspector", COUNTY)
    assert client.get("/dangers/find/").status_code == 200
    for _again in range(2):
        photo = SimpleUploadedFile("a.png", png(), "image/png")
        form = {"title": "an exit is locked", "region": TOWN, "client_token": "t-1", "photos": photo}
        assert client.post("/dangers/find/", form).status_code == 302
    row = Danger.objects.get()
    assert (row.state, row.source, row.region, DangerPicture.objects.count()) == ("registered", "inspection", TOWN, 1)
    page = client.get(f"/dangers/{row.id}/").content.decode()
    assert "an exit is locked" in page
    assert client.get(f"/dangers/pictures/{DangerPicture.objects.get().id}/").status_code == 200


def test_an_enterprise_officer_puts_down_and_tells_of_the_own_only():
    organisation = build_organisation("enterprise", TOWN)
    person = build_person(region=TOWN, organisation=organisation)
    firm = build_enterprise(TOWN, organisation=organisation)
    other = applied()
    client = client_of(build_user("enterprise_officer", TOWN, person_id=person.id))
    assert client.post("/dangers/find/", {"title": "a hose leaks", "object": str(firm.id)}).status_code == 302
    row = Danger.objects.get(object_id=firm.id)
    assert (row.source, row.state) == ("self", "registered")
    assert client.get(f"/dangers/{row.id}/tell/").status_code == 200
    assert client.get(f"/dangers/{other}/").status_code == 404
    assert client.get(f"/dangers/{other}/tell/").status_code == 404
    refused = client.post("/dangers/find/", {"title": "x", "object": str(build_enterprise(TOWN).id)})
    assert (refused.status_code, Danger.objects.count()) == (403, 2)


def test_buttons_of_the_page_take_the_steps():
    client = client_with("inspector", COUNTY)
    danger_id = a_danger()
    graded_by_hand = client.post(f"/dangers/{danger_id}/grade/", {"grade": "major", "text": "it may blow up"})
    assert graded_by_hand.status_code == 302
    page = client_with("department_operator", COUNTY).get(f"/dangers/{danger_id}/").content.decode()
    assert 'id="report-congress"' in page
    assert 'id="start-danger"' not in page
    assert client.post(f"/dangers/{danger_id}/nonsense/").status_code == 404
    assert Danger.objects.get().state == "assessed"
