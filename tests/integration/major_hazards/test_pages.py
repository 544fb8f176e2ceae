"""Pages of units: the list and its file, a unit's page, its acts, the import, the worksheet, the API."""

import io
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.access import build_user, client_of
from tests.factories.enterprises import build_enterprise
from tests.factories.major_hazards import build_unit
from tests.integration.major_hazards.test_units import table

from anlan.kernel.actors import SYSTEM
from anlan.major_hazards import api

pytestmark = pytest.mark.django_db
COUNTY = "513433"


@pytest.fixture
def keeper():
    return client_of(build_user("department_operator", COUNTY))


def shown(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_the_list_filters_by_class_and_goes_out_as_a_file(keeper):
    build_unit(("氯", "10"))
    build_unit(("甲醇", "10"))
    assert len(re.findall("data-entry", shown(keeper, "/major-hazards/"))) == 2
    assert len(re.findall("data-entry", shown(keeper, "/major-hazards/?class=9"))) == 1
    assert "data-entry" not in shown(keeper, "/major-hazards/?class=1&kind=production&q=x")
    lines = b"".join(keeper.get("/major-hazards/?format=csv").streaming_content).decode().splitlines()
    assert len(lines) == 3


def test_a_unit_is_registered_filled_and_reckoned_in_the_browser(keeper):
    firm = build_enterprise("513433106")
    assert firm.name in shown(keeper, f"/major-hazards/new/?q={firm.code}")
    assert firm.name in shown(keeper, f"/major-hazards/new/?enterprise={firm.id}")
    sent = {"enterprise": firm.id, "code": "Z-1", "name": "罐区", "kind": "storage", "people": "60"}
    page = keeper.post("/major-hazards/new/", sent).headers["Location"]
    for substance, quantity in (("液氯", "10"), ("液氨", "20")):
        assert keeper.post(page + "stock/", {"substance": substance, "quantity": quantity}).status_code == 302
    assert "三级" in shown(keeper, page)
    stock = api.units_of([firm.id])[firm.id][0].stock
    acts = (
        (f"stock/{stock[0].id}/quantity/", {"quantity": "20"}),
        (f"stock/{stock[1].id}/remove/", {}),
        ("people/", {"people": "100"}),
        ("identified/", {"day": "2026-01-05"}),
        ("filed/", {"day": "2026-01-06", "number": "BA-1"}),
        ("responsible/", {"role": "main", "name": "somebody", "post": "director"}),
        ("tick/", {"role": "main", "duty": "inspect"}),
    )
    for path, fields in acts:
        assert keeper.post(page + path, fields).status_code == 302, path
    row = api.units_of([firm.id])[firm.id][0]
    assert (len(row.stock), row.people, row.filing_number) == (1, 100, "BA-1")
    told = shown(keeper, page)
    assert ("BA-1" in told, "somebody" in told) == (True, True)
    assert row.name in shown(keeper, f"/major-hazards/of/{firm.id}/")


def test_what_is_refused_on_the_page_says_why_in_words(keeper):
    unit_id = build_unit(("氯", "10"))
    answer = keeper.post(f"/major-hazards/{unit_id}/stock/", {"substance": "蒸馏水", "quantity": "1"})
    assert answer.status_code == 422
    assert "蒸馏水" in answer.content.decode()
    assert len(api.unit(SYSTEM, unit_id).stock) == 1
    assert keeper.post(f"/major-hazards/{unit_id}/identified/", {"day": "5.1"}).status_code == 422


def test_a_table_is_taken_or_told_row_by_row(keeper):
    firm = build_enterprise("513433106")
    assert keeper.get("/major-hazards/import/table/").content[:2] == b"PK"
    bad = SimpleUploadedFile("a.xlsx", table(("Z-1", "罐区", firm.code, "储存", "蒸馏水", "", "10", "60")))
    answer = keeper.post("/major-hazards/import/", {"file": bad})
    assert (answer.status_code, "蒸馏水" in answer.content.decode()) == (400, True)
    good = SimpleUploadedFile("a.xlsx", table(("Z-1", "罐区", firm.code, "储存", "氯", "", "10", "60")))
    assert keeper.post("/major-hazards/import/", {"file": good}).status_code == 302
    assert [row.code for row in api.units_of([firm.id])[firm.id]] == ["Z-1"]


def test_the_worksheet_is_a_word_file_with_every_figure(keeper):
    unit_id = build_unit(("氯", "10"), ("氨", "20"))
    content = keeper.get(f"/major-hazards/{unit_id}/worksheet/").content
    text = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()
    for told in ("S = Σ(q/Q) = 4", "α = 1.5", "= 18", "三级"):
        assert told in text


def test_the_api_tells_units_and_their_history(keeper):
    unit_id = build_unit(("氯", "10"))
    listed = keeper.get("/api/v1/major-hazards").json()
    assert [(row["id"], row["gravity"]) for row in listed] == [(str(unit_id), 3)]
    assert [line["gravity"] for line in keeper.get(f"/api/v1/major-hazards/{unit_id}/history").json()] == [3]
    stranger = client_of(build_user("inspector", "513401"))
    assert stranger.get(f"/api/v1/major-hazards/{unit_id}").status_code == 404
    assert stranger.get(f"/major-hazards/{unit_id}/").status_code == 404


def test_major_hazards_alone_stand_on_the_map(keeper):
    unit_id = build_unit(("氯", "10"))
    build_unit(("氯", "1"))
    for tile in ("8/200/107", "12/3211/1714"):
        answer = keeper.get(f"/map/tiles/major_hazards/{tile}.mvt")
        assert answer.status_code == 200
    assert api.major_count(SYSTEM) == 1
    assert "tank farm" in shown(keeper, f"/map/things/major_hazards/{unit_id}/")
