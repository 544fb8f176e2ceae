"""Risk points of an enterprise: judged, placed on its floor plan, shown; the firm is as grave as its gravest."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.access import client_with
from tests.factories.enterprises import a_risk, build_enterprise, build_risk
from tests.factories.pictures import picture

from anlan.config.demo.floor_plan import floor_plan
from anlan.enterprises import api
from anlan.enterprises.domain.errors import PictureUnreadable
from anlan.enterprises.models import FloorPlan, RiskPoint
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db

NOW, LATER = datetime(2024, 6, 1, 1, tzinfo=UTC), datetime(2024, 6, 2, 1, tzinfo=UTC)
YIHAI, DAQIAO, COUNTY = "513433106", "513433102", "513433"
RED = {"L": "3", "E": "6", "C": "40"}


def told() -> int:
    return JournalEntry.objects.filter(kind__startswith="enterprises.").count()


def test_a_firm_is_as_grave_as_its_gravest_point_and_checks_itself_from_the_first(actor_with):
    firm, operator = build_enterprise(YIHAI), actor_with("department_operator", COUNTY)
    orange = api.add_risk_point(enterprise_id=firm.id, entry=a_risk(), actor=operator, now=NOW)
    red = api.add_risk_point(enterprise_id=firm.id, entry=a_risk(factors=RED), actor=operator, now=NOW)
    row = api.enterprise(operator, firm.id)
    assert (row.risk_level, row.checks_since) == (4, date(2024, 6, 1))
    assert [(each.level, each.layer.key) for each in api.risk_points(firm.id)] == [(4, "company"), (3, "workshop")]

    api.remove_risk_point(point_id=red, actor=operator, now=NOW)
    assert api.enterprise(operator, firm.id).risk_level == 3
    api.change_risk_point(
        point_id=orange, entry=a_risk(method="ls", factors={"L": "2", "S": "2"}), actor=operator, now=NOW
    )

    assert api.enterprise(operator, firm.id).risk_level == 2
    assert api.risk_counts(firm.id) == {4: 0, 3: 0, 2: 1, 1: 0}
    last = JournalEntry.objects.filter(kind="enterprises.risk_point_kept").latest("recorded_at")
    assert (last.payload["before"]["score"], last.payload["after"]["score"]) == ("270", "4")


@pytest.mark.parametrize(
    ("role", "region", "entry", "refusal"),
    [
        ("inspector", COUNTY, a_risk(), NotAllowed),
        ("department_operator", "513434", a_risk(), NotFound),
        ("department_operator", COUNTY, a_risk(method="guess"), InvalidValue),
        ("department_operator", COUNTY, a_risk(measures={}), InvalidValue),
    ],
)
def test_a_refused_risk_point_changes_nothing(actor_with, role, region, entry, refusal):
    firm = build_enterprise(YIHAI)
    with pytest.raises(refusal):
        api.add_risk_point(enterprise_id=firm.id, entry=entry, actor=actor_with(role, region), now=NOW)
    firm.refresh_from_db()
    assert (RiskPoint.objects.count(), firm.risk_level, told()) == (0, 0, 0)


def test_a_point_is_placed_on_a_plan_of_its_own_firm_only(actor_with):
    firm, other, operator = build_enterprise(YIHAI), build_enterprise(YIHAI), actor_with("department_operator", COUNTY)
    point = build_risk(firm)
    act = {"content": floor_plan(), "actor": operator, "now": NOW}
    own = api.put_floor_plan(enterprise_id=firm.id, name="ground", **act)
    foreign = api.put_floor_plan(enterprise_id=other.id, name="ground", **act)
    place = {"point_id": point.id, "actor": operator, "now": NOW}

    with pytest.raises(NotFound):
        api.place_risk_point(plan_id=foreign, shape=[[0.5, 0.5]], **place)
    with pytest.raises(InvalidValue):
        api.place_risk_point(plan_id=own, shape=[[0.5, 1.5]], **place)
    point.refresh_from_db()
    assert (point.plan_id, point.shape) == (None, [])
    api.place_risk_point(plan_id=own, shape=[[0.5, 0.5]], **place)
    point.refresh_from_db()
    assert (point.plan_id, point.shape) == (own, [[0.5, 0.5]])


def test_a_replaced_plan_keeps_its_marks_or_loses_them_as_chosen(actor_with):
    firm, operator = build_enterprise(YIHAI), actor_with("department_operator", COUNTY)
    plan = api.put_floor_plan(enterprise_id=firm.id, name="g", content=floor_plan(), actor=operator, now=NOW)
    point, loose = build_risk(firm), build_risk(firm)
    place = {"point_id": point.id, "plan_id": plan, "actor": operator, "now": NOW}
    api.place_risk_point(shape=[[0.5, 0.5]], **place)
    before, act = told(), {"plan_id": plan, "now": LATER}
    for refusal, wrong in (
        (PictureUnreadable, {"content": b"<svg/>", "actor": operator}),
        (NotFound, {"content": picture(9), "actor": actor_with("department_operator", "513401")}),
        (NotAllowed, {"content": picture(9), "actor": actor_with("inspector", COUNTY)}),
    ):
        with pytest.raises(refusal):
            api.replace_floor_plan(keeps_marks=False, **act, **wrong)
    assert (api.floor_plan(operator, plan).width, api.floor_plan(operator, plan).put_at, told()) == (800, NOW, before)
    act |= {"content": picture(9), "actor": operator}
    assert api.replace_floor_plan(keeps_marks=True, **act) == 1
    row = api.floor_plan(operator, plan)
    assert (row.width, row.height, row.put_at, api.plan_picture(operator, plan)[0][:4]) == (40, 40, LATER, b"\x89PNG")
    assert api.risk_point(operator, point.id).shape == [[0.5, 0.5]]
    assert api.replace_floor_plan(keeps_marks=False, **act) == 1
    assert [(each.plan_id, each.shape) for each in api.risk_points(firm.id)] == [(None, [])] * 2
    assert RiskPoint.objects.filter(id__in=[point.id, loose.id]).count() == 2
    said = JournalEntry.objects.filter(kind="enterprises.floor_plan_replaced").order_by("id")
    assert [(each.payload["marks"], each.payload["are_kept"]) for each in said] == [(1, True), (1, False)]


def test_what_is_no_picture_is_no_floor_plan(actor_with):
    firm = build_enterprise(YIHAI)
    named = {"enterprise_id": firm.id, "actor": actor_with("department_operator", COUNTY), "now": NOW}
    with pytest.raises(api.PictureUnreadable):
        api.put_floor_plan(name="x", content=b"<svg/>", **named)
    with pytest.raises(InvalidValue):
        api.put_floor_plan(name=" ", content=floor_plan(), **named)
    assert (FloorPlan.objects.count(), told()) == (0, 0)


def test_a_risk_point_is_judged_placed_and_shown_on_the_pages():
    firm, client = build_enterprise(YIHAI), client_with("department_operator", COUNTY)
    begin = f"/enterprises/{firm.id}"
    form = {"name": "tank 7", "place": "yard", "owner": "Li", "accidents": ["fire"], "method": "lec"}
    form |= {"lec_L": "3", "lec_E": "6", "lec_C": "40", "measure_engineering": "dyke whole"}

    assert client.get(f"{begin}/risks/new/").status_code == 200
    assert client.post(f"{begin}/risks/new/", form | {"lec_L": ""}).status_code == 200
    assert RiskPoint.objects.count() == 0
    assert client.post(f"{begin}/risks/new/", form)["Location"] == f"{begin}/risks/"
    point = RiskPoint.objects.get()
    picture = SimpleUploadedFile("plan.png", floor_plan(), "image/png")
    plan_url = client.post(f"{begin}/plans/", {"name": "ground", "photo": picture})["Location"]
    client.post(f"{plan_url}place/", {"point": str(point.id), "shape": "[[0.1,0.1],[0.2,0.1],[0.2,0.2]]"})

    assert "tank 7" in client.get(f"{begin}/risks/?level=4").content.decode()
    assert '<polygon points="80.0,50.0 160.0,50.0 160.0,100.0"' in client.get(plan_url).content.decode()
    assert client.get(f"{plan_url}picture").status_code == 200
    assert "dyke whole" in client.get(f"/enterprises/risks/{point.id}/card/").content.decode()
    assert client.post(f"{plan_url}place/", {"point": str(point.id), "shape": "["}).status_code == 422
    stranger = client_with("township_officer", DAQIAO)
    for path in (plan_url, f"{plan_url}picture", f"/enterprises/risks/{point.id}/card/", f"{begin}/risks/"):
        assert stranger.get(path).status_code == 404
    client.post(f"/enterprises/risks/{point.id}/", form | {"name": "tank 8"})
    assert RiskPoint.objects.get().name == "tank 8"
    client.post(f"/enterprises/risks/{point.id}/remove/")
    assert RiskPoint.objects.count() == 0
