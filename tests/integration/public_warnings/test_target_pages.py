"""The pages of a frozen list, and the look at it before anyone signs."""

from uuid import uuid4

import pytest
from django.contrib.gis.geos import Point
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.access import client_with
from tests.factories.people import build_resident
from tests.factories.public_warnings import (
    COUNTY,
    RING,
    TOWNSHIP,
    VILLAGES,
    a_draft,
    an_issued,
    build_places,
    build_responsible_people,
)

from anlan.people.models import Device, Responsibility
from anlan.public_warnings.models import Target
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
PHONE = "19900004711"


@pytest.fixture(autouse=True)
def ground():
    build_places()
    build_responsible_people()


def page(client, warning_id, query=""):
    return client.get(f"/warnings/{warning_id}/targets/{query}")


def names(client, warning_id, query=""):
    return sorted(line["row"].name for line in page(client, warning_id, query).context["lines"])


def test_the_list_shows_why_and_how_masked_and_filters_by_the_address():
    build_resident("Anna", phone=PHONE, region=VILLAGES[0])
    build_resident("Bert", region=VILLAGES[0])
    warning = an_issued(channels=("sms",), polygons=(RING,))
    client = client_with("duty_officer", COUNTY)
    shown = page(client, warning)
    assert shown.status_code == 200
    assert PHONE not in shown.content.decode()
    assert "199****4711" in shown.content.decode()
    assert names(client, warning, "?kind=resident") == ["Anna", "Bert"]
    assert names(client, warning, "?state=no_way") == ["Bert"]
    assert names(client, warning, "?state=called") == ["Caogu A", "Damawu A", "Yihai A"]
    assert names(client, warning, "?q=An") == ["Anna"]
    assert names(client, warning, f"?kind=person&region={VILLAGES[0]}") == ["Damawu A", "Damawu B"]
    assert names(client, warning, "?channel=voice") == []


def test_a_township_sees_its_own_part_and_a_stranger_nothing():
    build_resident("Anna", phone=PHONE, region=VILLAGES[0])
    warning = an_issued(channels=("sms",), polygons=(RING,))
    assert page(client_with("duty_officer", "513434"), warning).status_code == 404
    target = Target.objects.get(name="Anna")
    assert client_with("duty_officer", "513434").get(f"/warnings/told/{target.ref_id}/").status_code == 404
    assert client_with("duty_officer", COUNTY).get(f"/warnings/told/{target.ref_id}/").status_code == 200
    assert client_with("duty_officer", COUNTY).get(f"/warnings/told/{uuid4()}/").status_code == 404


def test_a_draft_has_no_list_but_shows_who_would_be_on_it():
    build_resident("Anna", phone=PHONE, region=VILLAGES[0])
    build_resident("Bert", region=VILLAGES[0])
    draft = a_draft(channels=("sms",), polygons=(RING,))
    client = client_with("duty_officer", COUNTY)
    assert page(client, draft).status_code == 404
    listed = client.get(f"/warnings/{draft}/").context["listed"]
    assert (listed.residents, listed.without_way, listed.devices) == (2, 1, 0)
    assert [count for _name, count in listed.by_channel] == [1]
    assert listed.unreachable == ()


def test_villages_where_nobody_can_be_reached_are_named():
    Responsibility.objects.filter(region=VILLAGES[1]).delete()
    Device.objects.create(
        code="S1", name="S", kind="siren", address="s/1", region=TOWNSHIP, location=Point(102.25, 28.65, srid=4326)
    )
    listed = client_with("duty_officer", COUNTY).get(f"/warnings/{a_draft(channels=('sms',))}/").context["listed"]
    assert (listed.unreachable, listed.devices) == ((VILLAGES[1],), 1)


def test_the_queries_of_the_list_do_not_grow_with_its_rows():
    client = client_with("duty_officer", COUNTY)
    few = an_issued(channels=("sms",), polygons=(RING,))
    for number in range(40):
        build_resident(phone=f"1120000{number:04d}", region=VILLAGES[0])
    many = an_issued(channels=("sms",), polygons=(RING,))

    def cost(warning):
        with CaptureQueriesContext(connection) as queries:
            assert page(client, warning).status_code == 200
        return sum('FROM "public_warnings_' in query["sql"] for query in queries)

    cost(few), cost(many)
    assert cost(few) == cost(many)


def test_an_export_needs_the_right_and_a_reason():
    build_resident("Anna", phone=PHONE, region=VILLAGES[0])
    warning = an_issued(channels=("sms",), polygons=(RING,))
    address = f"/warnings/{warning}/targets/export/"
    leader = client_with("duty_leader", COUNTY)
    assert leader.post(address, {"reason": " "}).status_code == 422
    assert client_with("duty_officer", COUNTY).post(address, {"reason": "review"}).status_code == 403
    assert not JournalEntry.objects.filter(kind="public_warnings.targets_exported").exists()
    text = leader.post(address, {"reason": "review", "kind": "resident"}).getvalue().decode()
    assert "Anna" in text
    assert PHONE not in text
    assert JournalEntry.objects.get(kind="public_warnings.targets_exported").payload["reason"] == "review"
