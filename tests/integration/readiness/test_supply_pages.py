"""Supplies on pages: asked for, approved, loaded, received and given to a household, by those who may."""

from uuid import uuid4

import pytest
from tests.factories.access import client_with
from tests.factories.people import build_household
from tests.factories.readiness import build_store

from anlan.readiness.models import Holding, Requisition, Shipment

pytestmark = pytest.mark.django_db

TENT, RICE = "L0101", "L0303"
COUNTY, YIHAI, VILLAGE = "513433", "513433106", "513433106201"
BASE = "/readiness"


def test_supplies_go_all_the_way_on_pages():
    source, target = build_store(COUNTY, stock={TENT: 50}), build_store(YIHAI)
    household = build_household(VILLAGE, code="H1", persons=3)
    officer, chief = client_with("township_officer", YIHAI), client_with("department_operator", COUNTY)

    assert officer.get(f"{BASE}/requisitions/new/").status_code == 200
    assert officer.get(f"{BASE}/requisitions/new/?store={target.id}").status_code == 200
    form = {"store": str(target.id), "item": [TENT, ""], "quantity": ["20", ""], "reason": "order 7"}
    assert officer.post(f"{BASE}/requisitions/new/", form | {"needed_by": "2020-06-27 08:00"}).status_code == 302
    asked = Requisition.objects.get()
    page = chief.get(f"{BASE}/requisitions/{asked.id}/").content.decode()
    assert source.name in page
    given = {"store": str(source.id), f"quantity-{TENT}": "20"}
    assert officer.post(f"{BASE}/requisitions/{asked.id}/approve/", given).status_code == 403
    assert chief.post(f"{BASE}/requisitions/{asked.id}/approve/", given).status_code == 302
    load = f"{BASE}/shipments/{Shipment.objects.get().id}"
    assert chief.post(f"{load}/dispatch/", {f"quantity-{TENT}": "20", "vehicle": "A12345"}).status_code == 302
    assert chief.post(f"{load}/report/", {"place": "Lugu"}).status_code == 302
    assert "A12345" in officer.get(f"{load}/").content.decode()
    assert officer.post(f"{load}/receive/", {f"quantity-{TENT}": "20"}).status_code == 302
    giving = f"{BASE}/stores/{target.id}/distribution/"
    handout = {"household": str(household.id), f"quantity-{TENT}": "1", "client_token": "t1"}
    assert officer.get(giving).status_code == 200
    assert officer.post(giving, handout).status_code == 302
    assert officer.post(giving, handout | {"client_token": "t2"}).status_code == 409
    assert officer.get(f"{load}/").status_code == 200
    assert officer.get(f"{BASE}/requisitions/{asked.id}/").status_code == 200
    assert officer.get(f"{BASE}/stores/{target.id}/").status_code == 200

    held = {row.store_id: row.quantity for row in Holding.objects.filter(item=TENT)}
    assert held == {source.id: 30, target.id: 19}


def test_a_request_is_handed_up_and_withdrawn_on_its_page():
    target = build_store(YIHAI)
    officer, chief = client_with("township_officer", YIHAI), client_with("department_operator", COUNTY)
    form = {"store": str(target.id), "item": [TENT], "quantity": ["20"], "reason": "order 7"}
    officer.post(f"{BASE}/requisitions/new/", form)
    asked = f"{BASE}/requisitions/{Requisition.objects.get().id}"

    assert chief.post(f"{asked}/hand_up/", {"said": "none here"}).status_code == 302
    assert chief.post(f"{asked}/hand_up/", {"said": "none here"}).status_code == 403
    assert officer.post(f"{asked}/burn/").status_code == 404
    assert officer.post(f"{asked}/withdraw/", {"said": ""}).status_code == 422
    assert officer.post(f"{asked}/withdraw/", {"said": "came another way"}).status_code == 302
    assert Requisition.objects.get().state == "withdrawn"


@pytest.mark.parametrize("path", ["requisitions", "shipments"])
def test_lists_have_an_empty_state_filters_and_their_regions(path):
    client = client_with("duty_officer", COUNTY)

    assert client.get(f"{BASE}/{path}/").status_code == 200
    assert client.get(f"{BASE}/{path}/?state=open&q=5&sort=-number&page=9").status_code == 200
    assert client.get(f"{BASE}/{path}/{uuid4()}/").status_code == 404


def test_nobody_gives_goods_who_may_not():
    store = build_store(YIHAI, stock={TENT: 5})

    assert client_with("warehouse_keeper", YIHAI).get(f"{BASE}/stores/{store.id}/distribution/").status_code == 403
    assert client_with("township_officer", COUNTY).post(f"{BASE}/stores/{store.id}/distribution/").status_code == 404


def test_a_village_point_is_a_store_like_any_other_in_the_list_its_file_and_on_its_page():
    point = build_store(VILLAGE, stock={TENT: 5})
    client = client_with("duty_officer", COUNTY)

    for path in ("", "?level=5", "?format=csv", f"{point.id}/"):
        answer = client.get(f"{BASE}/stores/{path}")
        assert (answer.status_code, point.name.encode() in b"".join(answer)) == (200, True)
    assert point.name not in client.get(f"{BASE}/stores/?level=4").content.decode()
