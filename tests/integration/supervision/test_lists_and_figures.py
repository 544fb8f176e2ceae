"""Own editions of check lists, the figures of a year, the week."""

import pytest
from tests.factories.access import build_user, client_of
from tests.factories.enterprises import build_enterprise
from tests.factories.places import build_divisions
from tests.factories.supervision import COUNTY, INSPECTOR, LEADER, NOW, TOWNSHIP, a_visit, recorded, somebody

from anlan.kernel.errors import NotAllowed, TransitionNotAllowed
from anlan.supervision import api
from anlan.supervision.domain import errors
from anlan.supervision.models import Inspection, ListEdition

pytestmark = pytest.mark.django_db
TEXT = "tank alarms | act 36\nhoses | own rule 1"


@pytest.fixture
def county(at):
    at(NOW)
    build_divisions()


def edition(text=TEXT, actor=INSPECTOR):
    said = {"trade": "chemicals", "region": COUNTY, "text": text, "note": "hoses added"}
    return api.make_edition(**said, actor=actor, now=NOW)


def test_an_edition_is_in_force_once_another_person_approved_it_and_planned_visits_keep_theirs(county):
    before = a_visit()
    with pytest.raises(errors.BasisMissing):
        edition("hoses")
    with pytest.raises(NotAllowed):
        edition(actor=LEADER)
    assert not ListEdition.objects.exists()
    first = edition()
    assert len(api.check_list("chemicals", TOWNSHIP).items) == 10
    with pytest.raises(NotAllowed):
        api.approve_edition(edition_id=first, actor=INSPECTOR, now=NOW)
    with pytest.raises(errors.ApproverIsAuthor):
        api.approve_edition(edition_id=first, actor=somebody("duty_leader", name=INSPECTOR.id), now=NOW)
    assert ListEdition.objects.get().approved_at is None
    api.approve_edition(edition_id=first, actor=LEADER, now=NOW)
    with pytest.raises(TransitionNotAllowed):
        api.approve_edition(edition_id=first, actor=LEADER, now=NOW)
    found = api.check_list("chemicals", TOWNSHIP)
    assert (found.edition, [item["text"] for item in found.items]) == (f"{COUNTY}-1", ["tank alarms", "hoses"])
    assert len(api.check_list("chemicals", "513401").items) == 10
    assert [len(api.inspection(INSPECTOR, each).items) for each in (before, a_visit())] == [10, 2]


def test_the_figures_of_a_year_count_coverage_findings_and_what_is_found_most(county):
    recorded(("hc01", "hc03"), orders_now=True), recorded(("hc03",)), recorded(), a_visit()
    build_enterprise(TOWNSHIP)
    plan = api.make_plan(new=api.NewPlan(region=COUNTY, department="d", year=2026), actor=INSPECTOR, now=NOW)
    assert api.year_figures(LEADER, 2026).planned_objects == 0
    api.submit_plan(plan_id=plan, actor=INSPECTOR, now=NOW)
    api.approve_plan(plan_id=plan, actor=LEADER, now=NOW)
    found = api.year_figures(LEADER, 2026)
    assert (found.planned_objects, found.covered_objects, found.coverage) == (5, 3, 60)
    assert (found.visits, found.findings, found.per_visit) == (3, 3, 1.0)
    assert found.items == (("chemicals", "hc03", 2), ("chemicals", "hc01", 1))
    assert [(line.key, line.visits, line.findings) for line in found.by_kind] == [("planned", 3, 3)]
    assert api.year_figures(LEADER, 2025).visits == 0
    assert api.year_figures(somebody("inspector", "513401"), 2026).visits == 0


def test_the_pages_of_figures_week_and_lists_can_be_read_and_used(county):
    visit = a_visit()
    inspector, leader = (client_of(build_user(role, COUNTY)) for role in ("inspector", "duty_leader"))
    name = Inspection.objects.get(id=visit).object_name
    assert name in inspector.get("/supervision/week/").content.decode()
    assert name not in inspector.get("/supervision/week/?week=2026-07-15").content.decode()
    assert inspector.get("/supervision/statistics/").status_code == 200
    form = {"region": COUNTY, "items": TEXT, "note": "hoses added"}
    inspector.post("/supervision/lists/chemicals/", form)
    edition_id = ListEdition.objects.get().id
    assert inspector.post(f"/supervision/lists/chemicals/{edition_id}/approve/").status_code == 403
    leader.post(f"/supervision/lists/chemicals/{edition_id}/approve/")
    assert "hoses" in leader.get("/supervision/lists/chemicals/").content.decode()
    assert inspector.get("/supervision/lists/nothing/").status_code == 422
