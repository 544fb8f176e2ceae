"""The register of enterprises: who sees it, and where it stands."""

import pytest
from django.test import Client
from tests.factories.access import client_with
from tests.factories.enterprises import build_enterprise, build_record

from anlan.enterprises import api
from anlan.enterprises.models import Enterprise
from anlan.kernel.actors import NOBODY
from anlan.kernel.errors import NotFound

pytestmark = pytest.mark.django_db

YIHAI, DAQIAO = "513433106", "513433102"
CODE = "91350100M000100Y43"


def test_a_township_sees_its_own_enterprises_only(actor_with):
    own, other = build_enterprise(YIHAI), build_enterprise(DAQIAO)
    officer = actor_with("township_officer", YIHAI)

    assert [row.id for row in api.enterprises(officer, api.EnterpriseFilter())] == [own.id]
    with pytest.raises(NotFound):
        api.enterprise(officer, other.id)


@pytest.mark.parametrize("layer", tuple(api.LAYERS))
def test_a_tile_shows_what_the_reader_may_see(actor_with, layer):
    build_enterprise()
    at = (8, 200, 106)

    assert api.tile(actor_with("duty_officer"), at, layer) != b""
    assert api.tile(actor_with("township_officer", DAQIAO), at, layer) == b""
    assert api.tile(NOBODY, at, layer) == b""


def test_the_list_is_a_page_and_a_file_and_each_firm_has_its_page():
    firm = build_enterprise()
    client = client_with("department_operator")

    assert firm.name in client.get("/enterprises/").content.decode()
    assert client.get("/enterprises/?q=nothing+fits").status_code == 200
    assert client.get("/enterprises/?format=csv")["Content-Type"] == "text/csv; charset=utf-8"
    assert client.get(f"/enterprises/{firm.id}/").status_code == 200
    assert client_with("township_officer", DAQIAO).get(f"/enterprises/{firm.id}/").status_code == 404


def test_the_old_addresses_lead_to_the_new_ones():
    firm = build_enterprise()
    client = client_with("department_operator")

    assert client.get("/risks/enterprises/?q=x")["Location"] == "/enterprises/?q=x"
    assert client.get(f"/risks/enterprises/{firm.id}/")["Location"] == f"/enterprises/{firm.id}/"
    answer = client.get("/api/v1/risks/enterprises?region=5134")
    assert (answer.status_code, answer["Location"]) == (308, "/api/v1/enterprises?region=5134")


def test_the_api_lists_enterprises():
    firm = build_enterprise()

    answer = client_with("township_officer", YIHAI).get("/api/v1/enterprises")

    assert [row["id"] for row in answer.json()] == [str(firm.id)]


def test_each_section_of_a_file_is_a_page_and_a_stranger_finds_none():
    firm = build_enterprise(YIHAI)
    build_record(firm, "chemicals", {"name": "ammonia", "cas": "7664-41-7", "quantity": 10.0, "use": "raw"})
    client, stranger = client_with("department_operator"), client_with("township_officer", DAQIAO)

    for section in api.sections():
        assert client.get(f"/enterprises/{firm.id}/file/{section}/").status_code == 200
    assert "7664-41-7" in client.get(f"/enterprises/{firm.id}/file/chemicals/?kind=raw").content.decode()
    assert "7664-41-7" not in client.get(f"/enterprises/{firm.id}/file/chemicals/?kind=stored").content.decode()
    assert client.get(f"/enterprises/{firm.id}/file/nothing/").status_code == 404
    assert stranger.get(f"/enterprises/{firm.id}/file/chemicals/").status_code == 404
    assert stranger.get(f"/enterprises/{firm.id}/sign.svg").status_code == 404


def test_a_row_is_added_changed_and_removed_on_the_pages():
    firm = build_enterprise(YIHAI)
    client = client_with("department_operator")
    begin = f"/enterprises/{firm.id}/file/chemicals/"
    told = {"name": "chlorine", "cas": "7782-50-5", "quantity": "3", "use": "raw"}

    assert client.get(f"{begin}new/").status_code == 200
    wrong = client.post(f"{begin}new/", told | {"cas": "7782-50-4"})
    assert (wrong.status_code, firm.records.count()) == (200, 0)
    assert "7782-50-4" in wrong.content.decode()
    assert client.post(f"{begin}new/", told)["Location"] == begin
    row = firm.records.get()
    assert client.get(f"/enterprises/records/{row.id}/").status_code == 200
    client.post(f"/enterprises/records/{row.id}/", told | {"quantity": "4"})
    row.refresh_from_db()
    assert row.values["quantity"] == 4
    client.post(f"/enterprises/records/{row.id}/remove/")
    assert firm.records.count() == 0


def test_an_enterprise_is_registered_changed_and_stopped_on_the_pages():
    client = client_with("department_operator", "513433")
    told = {"code": CODE, "name": "x", "industry": "mine", "region": YIHAI, "longitude": "102.2", "latitude": "28.7"}

    assert client.get("/enterprises/new/").status_code == 200
    assert client.post("/enterprises/new/", told | {"code": CODE[:-1] + "4"}).status_code == 200
    assert Enterprise.objects.count() == 0
    client.post("/enterprises/new/", told)
    firm = Enterprise.objects.get()
    client.post(f"/enterprises/{firm.id}/change/", told | {"name": "y", "staff": "7"})
    client.post(f"/enterprises/{firm.id}/state/", {"act": "stop", "reason": "repair"})
    firm.refresh_from_db()
    assert (firm.code, firm.name, firm.staff, firm.state) == (CODE, "y", 7, "stopped")
    assert client.post(f"/enterprises/{firm.id}/state/", {"act": "dance"}).status_code == 422
    assert client_with("inspector").get("/enterprises/new/").status_code == 403


def test_the_sign_leads_the_public_to_what_is_public_and_a_reader_to_the_file():
    firm = build_enterprise(YIHAI, code=CODE)
    build_record(firm, "licences", {"name": "licence", "number": "L1"})
    build_record(firm, "people", {"name": "Li Si", "post": "principal", "certificate": "x"})
    build_record(firm, "chemicals", {"name": "ammonia", "quantity": 10.0, "use": "raw"})

    page = Client().get(f"/enterprises/code/{CODE}/").content.decode()
    assert ("L1" in page, "Li Si" in page, "ammonia" in page) == (True, False, False)
    assert Client().get("/enterprises/code/91350100M000100Y44/").status_code == 404
    assert client_with("inspector").get(f"/enterprises/code/{CODE}/")["Location"] == f"/enterprises/{firm.id}/"
    assert client_with("inspector", DAQIAO).get(f"/enterprises/code/{CODE}/").status_code == 200
    assert client_with("inspector").get(f"/enterprises/{firm.id}/sign/").status_code == 200
    assert b"<svg" in client_with("inspector").get(f"/enterprises/{firm.id}/sign.svg").content


def test_what_ends_is_a_page_and_a_file():
    build_record(build_enterprise(YIHAI), "licences", {"name": "licence", "number": "1", "valid_until": "2020-01-01"})
    client = client_with("inspector")

    assert "2020-01-01" in client.get("/enterprises/ends/?within=0&section=licences").content.decode()
    assert "2020-01-01" not in client.get("/enterprises/ends/?section=people").content.decode()
    assert "2020-01-01" in b"".join(client.get("/enterprises/ends/?format=csv")).decode()
