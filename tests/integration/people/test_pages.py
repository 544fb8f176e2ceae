"""The pages and the API of the directory."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.access import client_with
from tests.factories.people import build_chain, build_duty, build_organisation, build_person

from anlan.people.models import Person, Responsibility
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
YIHAI, OTHER = "513433103", "513433104"
PHONE = "11100004711"


def test_a_stranger_is_sent_to_sign_in():
    row = build_person()
    for path in ("/people/", f"/people/{row.id}/", f"/people/{row.id}/edit/", "/people/new/"):
        assert Client().get(path).url == f"/login/?next={path}"
    assert Client().get("/api/v1/people").status_code == 401


def test_the_directory_shows_the_own_region_masked_and_filters_by_the_address():
    build_duty(build_person("A", YIHAI, phone=PHONE), YIHAI)
    build_person("B", YIHAI + "201")
    build_person("C", OTHER)
    build_organisation("township", YIHAI, name="unit")
    client = client_with("township_officer", YIHAI)

    def names(query=""):
        return [row.name for row in client.get(f"/people/{query}").context["rows"]]

    assert names() == ["A", "B"]
    assert names("?q=4711") == ["A"]
    assert names("?duty=flash_flood") == ["A"]
    assert names(f"?region={YIHAI}201") == ["B"]
    assert names("?region=5134") == ["A", "B"]
    page = client.get("/people/")
    assert [unit.name for unit in page.context["units"]] == ["unit"]
    assert PHONE not in page.content.decode()


def test_the_queries_of_the_directory_do_not_grow_with_its_rows():
    client = client_with("duty_officer", "513433")
    unit = build_organisation()

    def cost(persons):
        for _ in range(persons):
            build_person(organisation=unit)
        with CaptureQueriesContext(connection) as queries:
            rows = client.get("/people/").context["rows"]
        return len(rows), sum('FROM "people_' in query["sql"] for query in queries)

    cost(1)
    (few, at_first), (many, later) = cost(1), cost(60)
    assert (few, many) == (2, 50)
    assert (at_first, later) == (3, 3)


def test_a_persons_page_outside_the_region_is_not_found():
    row = build_person("C", OTHER)
    client = client_with("township_officer", YIHAI)
    for path in (f"/people/{row.id}/", f"/people/{row.id}/edit/", f"/api/v1/people/{row.id}"):
        assert client.get(path).status_code == 404
    for path in (f"/people/{row.id}/phone/", f"/api/v1/people/{row.id}/phone"):
        assert client.post(path).status_code == 404
    assert JournalEntry.objects.count() == 0


def test_a_phone_is_shown_by_post_once_and_written_down():
    row = build_person("A", YIHAI, phone=PHONE)
    client = client_with("township_officer", YIHAI)
    path = f"/people/{row.id}/phone/"
    assert client.get(path).status_code == 405
    page = client.post(path)
    assert PHONE in page.content.decode()
    assert page.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert PHONE not in client.get(f"/people/{row.id}/").content.decode()
    assert [entry.kind for entry in JournalEntry.objects.all()] == ["people.phone_revealed"]


def test_an_auditor_has_no_button_and_no_way_to_a_phone():
    row = build_person("A", YIHAI, phone=PHONE)
    client = client_with("auditor", "5134")
    assert client.get(f"/people/{row.id}/").context["may_reveal"] is False
    assert client.post(f"/people/{row.id}/phone/").status_code == 403
    assert client.post(f"/api/v1/people/{row.id}/phone").status_code == 403
    assert JournalEntry.objects.count() == 0


def test_a_person_is_entered_changed_and_takes_over_a_duty_by_the_pages():
    client = client_with("township_officer", YIHAI)
    unit = build_organisation("township", YIHAI)
    build_duty(build_person("before", YIHAI), YIHAI)
    assert client.get(f"/people/new/?organisation={unit.id}").context["unit"].id == unit.id
    path = client.post("/people/new/", {"name": "N", "phone": PHONE, "organisation": str(unit.id)}).url
    assert client.post(f"{path}edit/", {"name": "N", "post": "mayor", "phone": "", "has_2g_phone": "on"}).url == path
    row = Person.objects.get(name="N")
    assert (row.post, row.phone, row.has_2g_phone, row.region) == ("mayor", PHONE, True, YIHAI)
    duty = {"duty": "flash_flood", "role": "admin", "rank": "A", "region": YIHAI + "000"}
    assert client.post(f"{path}duty/", duty).url == path
    assert Responsibility.objects.get(valid_to=None).person_id == row.id


def test_who_may_not_edit_gets_no_form():
    row = build_person("A", YIHAI)
    client = client_with("duty_officer", "513433")
    assert client.get(f"/people/{row.id}/edit/").status_code == 403
    assert client.get("/people/new/").status_code == 403
    assert client.get(f"/people/{row.id}/").context["may_edit"] is False


def test_an_organisation_shows_its_persons_and_is_not_found_outside_the_region():
    unit = build_organisation("township", YIHAI)
    build_person("A", YIHAI, organisation=unit)
    page = client_with("township_officer", YIHAI).get(f"/people/organisations/{unit.id}/")
    assert [row.name for row in page.context["persons"]] == ["A"]
    assert client_with("township_officer", OTHER).get(f"/people/organisations/{unit.id}/").status_code == 404


def test_the_api_gives_masked_people_and_the_order_of_calls():
    found = build_chain(YIHAI + "201")
    client = client_with("duty_officer", "513433")
    assert [row["phone_masked"] for row in client.get("/api/v1/people?limit=2").json()] == ["111****0001"] * 2
    chain = client.get(f"/api/v1/call-chains/{YIHAI}201").json()
    assert [(target["name"], target["rank"]) for target in chain] == [
        ("village A", "A"),
        ("village B", "B"),
        ("township A", "superior"),
        ("county A", "superior"),
    ]
    assert client.get("/api/v1/call-chains/513434").status_code == 403
    assert client.post(f"/api/v1/people/{found['village A'].id}/phone").json() == {"phone": "11100000001"}


def test_the_api_changes_a_person_and_refuses_a_wrong_phone_by_name():
    row = build_person("A", YIHAI)
    client = client_with("township_officer", YIHAI)
    path = f"/api/v1/people/{row.id}"
    wrong = client.put(path, {"name": "B", "phone": "x"}, content_type="application/json")
    assert (wrong.status_code, wrong.json()["code"]) == (422, "people.phone_not_valid")
    assert Person.objects.get().name == "A"
    right = client.put(path, {"name": "B", "post": "mayor"}, content_type="application/json")
    assert (right.json()["name"], right.json()["phone_masked"]) == ("B", "111****0001")
