"""The register of enterprises: who sees it, and where it stands."""

import pytest
from tests.factories.access import client_with
from tests.factories.enterprises import build_enterprise

from anlan.enterprises import api
from anlan.kernel.actors import NOBODY
from anlan.kernel.errors import NotFound

pytestmark = pytest.mark.django_db

YIHAI, DAQIAO = "513433106", "513433102"


def test_an_enterprise_is_as_grave_as_its_gravest_hazard(actor_with):
    firm = build_enterprise(hazard_classes=(4, 2))

    assert api.enterprise(actor_with("inspector"), firm.id).gravest == 2


def test_a_township_sees_its_own_enterprises_only(actor_with):
    own, other = build_enterprise(YIHAI), build_enterprise(DAQIAO)
    officer = actor_with("township_officer", YIHAI)

    assert [row.id for row in api.enterprises(officer, api.EnterpriseFilter())] == [own.id]
    with pytest.raises(NotFound):
        api.enterprise(officer, other.id)


@pytest.mark.parametrize("layer", tuple(api.LAYERS))
def test_a_tile_shows_what_the_reader_may_see(actor_with, layer):
    build_enterprise(hazard_classes=(3,))
    at = (8, 200, 106)

    assert api.tile(actor_with("duty_officer"), at, layer) != b""
    assert api.tile(actor_with("township_officer", DAQIAO), at, layer) == b""
    assert api.tile(NOBODY, at, layer) == b""


def test_the_list_is_a_page_and_a_file_and_each_firm_has_its_page():
    firm = build_enterprise(hazard_classes=(1, 4))
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
