"""The pages of duty lists: from the form to the paper, and to whom they say no."""

import io

import pytest
from docx import Document
from tests.factories.access import build_user, client_of, client_with
from tests.factories.enterprises import build_enterprise
from tests.factories.people import build_organisation, build_person
from tests.factories.places import build_divisions
from tests.factories.safety_duties import CLERK, COUNTY, NOW, TOWNSHIP, a_list, filed

from anlan.safety_duties import api
from anlan.safety_duties.models import DutyList

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk(at):
    at(NOW)
    build_divisions()
    return client_of(build_user("department_operator", COUNTY))


def test_a_list_goes_its_way_on_the_pages(clerk):
    assert clerk.get("/safety-duties/").status_code == 200
    for kind in ("leader", "department", "enterprise"):
        assert clerk.get(f"/safety-duties/new/?kind={kind}").status_code == 200
    form = {"holder_kind": "leader", "holder": "Li", "region": COUNTY, "year": "2026", "template": "deputy_head"}
    address = clerk.post("/safety-duties/new/", form).url
    row = DutyList.objects.get()
    duty = {"text": "meet", "measure": "once", "rhythm": "yearly", "target": "1", "weight": "5", "due": "2026-03-31"}
    clerk.post(f"{address}duties/", duty)
    item = api.items_of(row.id)[-1]
    clerk.post(f"{address}duties/{item.id}/", duty | {"weight": "7"})
    clerk.post(f"{address}duties/{api.items_of(row.id)[0].id}/drop/")
    assert [each.weight for each in api.items_of(row.id)] == [30, 30, 20, 7]
    clerk.post(f"{address}submit/")
    leader = client_with("duty_leader", COUNTY)
    leader.post(f"{address}file/")
    assert DutyList.objects.get().state == "filed"
    item = api.items_of(row.id)[-1]
    told = {"day": "2026-02-01", "amount": "1", "what": "met", "client_token": "once"}
    for _ in range(2):
        assert clerk.post(f"{address}duties/{item.id}/done/", told).status_code == 302
    entry = api.entries_of(row.id)[0]
    assert (len(api.entries_of(row.id)), entry.text) == (1, "met")
    assert "met" in clerk.get(address).content.decode()
    clerk.post(f"{address}entries/{entry.id}/withdraw/", {"reason": "twice"})
    assert api.entries_of(row.id)[0].withdrawn == "twice"
    assert clerk.get(f"/safety-duties/entries/{entry.id}/picture/").status_code == 404
    assert leader.post(f"{address}score/", {"period": "half", "note": ""}).status_code == 409


def test_a_list_is_read_as_a_document_a_table_and_by_rest(clerk):
    made = filed(a_list())
    paper = Document(io.BytesIO(clerk.get(f"/safety-duties/{made}/paper/").content))
    assert [len(table.rows) for table in paper.tables] == [3, 3]
    table = clerk.get(f"/safety-duties/{made}/table/").content
    other = a_list((), holder="other")
    answer = clerk.post(f"/safety-duties/{other}/import/", {"file": io.BytesIO(table)})
    assert answer.status_code == 302
    assert [each.text for each in api.items_of(other)] == [each.text for each in api.items_of(made)]
    found = clerk.get(f"/api/v1/duty-lists/{made}/").json()
    assert [each["weight"] for each in found["duties"]] == [20, 30]
    assert len(clerk.get("/api/v1/duty-lists/?state=filed").json()) == 1
    rows = b"".join(clerk.get("/safety-duties/?format=csv&state=filed").streaming_content).decode()
    assert rows.count("Li, deputy head") == 1


def test_an_enterprises_officer_sees_and_fills_the_own_list_alone(clerk):
    organisation = build_organisation(region=TOWNSHIP)
    firm, other = build_enterprise(TOWNSHIP, organisation=organisation), build_enterprise(TOWNSHIP)
    lists = []
    for each in (firm, other):
        new = api.NewList(
            holder_kind="enterprise", holder="", region="", year=2026, template="firm_head", enterprise_id=each.id
        )
        lists.append(api.make_list(new=new, actor=CLERK, now=NOW))
    officer = client_of(
        build_user("enterprise_officer", TOWNSHIP, person_id=build_person(organisation=organisation).id)
    )
    assert officer.get(f"/safety-duties/{lists[0]}/").status_code == 404
    for each in lists:
        filed(each)
    assert [officer.get(f"/safety-duties/{each}/").status_code for each in lists] == [200, 404]
    assert "firm" in officer.get("/safety-duties/").content.decode()
    assert officer.get("/safety-duties/new/").status_code == 403


def test_who_is_told_is_found_and_named_on_a_page(clerk):
    made, li = a_list(), build_person("Li Lei")
    address = f"/safety-duties/{made}/persons/"
    assert "Li Lei" in clerk.get(f"{address}?q=Lei").content.decode()
    assert clerk.post(address, {"told_as": "holder", "person": str(li.id)}).url == address
    assert api.duty_list(CLERK, made).holder_person_id == li.id
    assert client_with("auditor", COUNTY).get(address).status_code == 403


@pytest.mark.parametrize("year", ["999999999999999999999", "-1", "20x6"])
def test_a_year_that_cannot_be_asks_for_all_years(clerk, year):
    assert clerk.get(f"/safety-duties/?year={year}").status_code == 200
