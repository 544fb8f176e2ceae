"""The pages of supervision: what they show, and to whom they say no."""

import pytest
from tests.factories.access import build_user, client_of, client_with
from tests.factories.enterprises import build_enterprise
from tests.factories.places import build_divisions
from tests.factories.supervision import COUNTY, LEADER, NOW, TODAY, TOWNSHIP, a_visit, an_officer, recorded

from anlan.supervision import api
from anlan.supervision.models import Inspection, Officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def inspector(at):
    at(NOW)
    build_divisions()
    return client_of(build_user("inspector", COUNTY))


def test_the_list_filters_searches_and_exports(inspector):
    planned, done = a_visit(), recorded(("hc01",))
    assert str(done) not in inspector.get("/supervision/?state=planned").content.decode()
    assert str(planned) in inspector.get("/supervision/?state=planned").content.decode()
    name = Inspection.objects.get(id=done).object_name
    found = inspector.get(f"/supervision/?q={name}&due=publish").content.decode()
    assert (str(done) in found, str(planned) in found) == (True, False)
    assert name in b"".join(inspector.get("/supervision/?format=csv").streaming_content).decode()


def test_a_visit_is_planned_from_the_page_and_read_by_rest(inspector):
    firm, officers = build_enterprise(TOWNSHIP), [str(an_officer()), str(an_officer())]
    address = f"/supervision/new/?kind=enterprise&id={firm.id}"
    assert inspector.get(address).status_code == 200
    form = {
        "object_kind": "enterprise",
        "object_id": str(firm.id),
        "visit_kind": "special",
        "planned_for": TODAY.isoformat(),
        "department": "bureau",
    }
    assert inspector.post("/supervision/new/", form | {"officers": officers[:1]}).status_code == 422
    assert not Inspection.objects.exists()
    inspector.post("/supervision/new/", form | {"officers": officers, "trade": "fireworks"})
    row = Inspection.objects.get()
    assert (row.kind, row.trade) == ("special", "fireworks")
    told = inspector.get(f"/api/v1/inspections/{row.id}/").json()
    assert (told["object_name"], len(told["items"])) == (firm.name, 8)
    assert [each["id"] for each in inspector.get("/api/v1/inspections/").json()] == [str(row.id)]


def test_a_recorded_visit_shows_papers_and_files_and_not_to_another_county(inspector):
    visit = recorded(("hc01",), orders_now=True)
    page = inspector.get(f"/supervision/inspections/{visit}/").content.decode()
    papers = api.inspection(LEADER, visit).papers
    assert all(each.number in page for each in papers)
    assert inspector.get(f"/supervision/papers/{papers[0].id}/").content[:2] == b"PK"
    file = api.inspection(LEADER, visit).evidence[0]
    assert inspector.get(f"/supervision/evidence/{file.id}/")["Content-Type"] == "image/png"
    stranger = client_with("inspector", "513401")
    for address in (f"inspections/{visit}", f"papers/{papers[0].id}", f"evidence/{file.id}", f"visits/{visit}"):
        assert stranger.get(f"/supervision/{address}/").status_code == 404


def test_an_officer_is_entered_and_keeps_away_from_a_firm(inspector):
    given = {"name": "Ma", "department": "bureau", "certificate": "C1", "region": COUNTY, "valid_until": "2027-01-01"}
    assert inspector.post("/supervision/officers/keep/", given | {"is_active": "1"}).status_code == 403
    assert not Officer.objects.exists()
    leader = client_of(build_user("duty_leader", COUNTY))
    leader.post("/supervision/officers/keep/", given | {"is_active": "1"})
    leader.post("/supervision/officers/keep/", given)
    row, firm = Officer.objects.get(), build_enterprise(TOWNSHIP)
    conflict = {"object": f"enterprise:{firm.id}", "reason": "brother works there"}
    leader.post(f"/supervision/officers/{row.id}/conflict/", conflict)
    assert "brother works there" in leader.get(f"/supervision/officers/{row.id}/").content.decode()
    assert leader.get("/supervision/officers/").status_code == 200


def test_anybody_reads_published_results_and_no_others(inspector, client):
    shown, hidden = recorded(), recorded()
    api.publish_result(inspection_id=shown, text="all in order", actor=LEADER, now=NOW)
    page = client.get("/public/inspections/").content.decode()
    names = dict(Inspection.objects.values_list("id", "object_name"))
    assert ("all in order" in page, names[hidden] in page) == (True, False)
