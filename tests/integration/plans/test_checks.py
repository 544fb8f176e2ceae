"""The consistency check against the registers: kept, renewed, listed, and told on the command line."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from tests.factories.access import build_user, client_with
from tests.factories.people import build_organisation, build_person
from tests.factories.plans import build_plan
from tests.factories.readiness import build_store, build_team

from anlan.config.commands.plans import command
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import NotFound
from anlan.plans import api as plans
from anlan.plans.models import PlanEdition, PlanFinding
from anlan.plans.services.checking import check_plan, check_plans, check_stale_plans
from anlan.plans.services.clocks import watch_clocks

pytestmark = pytest.mark.django_db
NOW = datetime(2025, 9, 26, 4, tzinfo=UTC)
COUNTY = "513433"


def kinds(row, place=""):
    rows = PlanFinding.objects.filter(edition=row, place__startswith=place)
    return set(rows.values_list("kind", flat=True))


def check(row, now=NOW):
    return check_plan(plan_id=row.id, actor=SYSTEM, now=now)


def level_one(**changes):
    text = plans.shipped_plan("flash_flood", "x")
    return (replace(text.levels[0], **changes), *text.levels[1:])


def test_the_registers_are_asked_for_roles_organisations_teams_stock_and_numbers():
    contact = plans.Contact(key="c", organisation="o", name="Ann", phone="13812345678")
    resources = (
        plans.Resource(name="barrel", quantity=5, unit="u", item="L0101"),
        plans.Resource(name="squad", quantity=1, unit="u", team="rescue"),
    )
    post = plans.Post(key="p", name="chief", duty="", holder=plans.Holder(kind="em_bureau", title="director"))
    row = build_plan(contacts=(contact,), levels=level_one(resources=resources, posts=(post,)))
    check(row)
    assert {"role_unheld", "addressee_missing", "stock_short", "team_missing", "post_empty"} <= kinds(row, "level 1")
    assert "person_unknown" in kinds(row)
    build_user("commander", COUNTY)
    bureau = build_organisation(kind="em_bureau", region=COUNTY)
    build_person(name="Ann", region=COUNTY, phone="13900000000", organisation=bureau, post="director")
    build_store(COUNTY, stock={"L0101": 5})
    build_team(COUNTY, kind="rescue")
    check(row)
    assert "phone_differs" in kinds(row)
    assert kinds(row, "level 1") & {"role_unheld", "stock_short", "team_missing", "post_empty"} == set()
    build_person(name="Ann", region=COUNTY, phone="13812345678")
    check(row)
    assert kinds(row) & {"phone_differs", "person_unknown"} == set()


def test_a_finding_keeps_the_day_it_was_first_seen_and_goes_when_it_is_mended():
    row = build_plan()
    check(row)
    later = NOW + timedelta(days=2)
    build_user("commander", COUNTY)
    count = check(row, later)
    assert set(PlanFinding.objects.values_list("first_seen_at", flat=True)) == {NOW}
    assert PlanFinding.objects.count() == count
    row.refresh_from_db()
    assert row.checked_at == later


def test_a_plan_above_and_a_missed_clock_are_asked_for(actor_with):
    upper = build_plan("flash_flood", "5134")
    row = build_plan(levels=level_one()[:3])
    check(row)
    assert "level_missing" in kinds(row)
    PlanEdition.objects.filter(id=upper.id).update(state="abolished")
    check(row)
    assert "level_missing" not in kinds(row)
    township = build_plan("flash_flood", "513433103", category="township", state="reviewed")
    PlanEdition.objects.filter(id=row.id).update(state="abolished")
    plans.approve_plan(plan_id=township.id, actor=actor_with("commander", COUNTY), now=NOW)
    watch_clocks(actor=SYSTEM, now=NOW + timedelta(days=400))
    check(township, NOW + timedelta(days=400))
    assert {"upper_missing", "clock_missed"} <= kinds(township)


def test_each_plan_is_looked_at_once_a_day_a_few_at_a_time():
    for number in range(6):
        build_plan("flash_flood", f"51343310{number}", category="township")
    build_plan(state="draft")
    assert [check_stale_plans(actor=SYSTEM, now=NOW) for _ in range(3)] == [5, 1, 0]
    assert check_stale_plans(actor=SYSTEM, now=NOW + timedelta(hours=24)) == 0
    assert check_stale_plans(actor=SYSTEM, now=NOW + timedelta(hours=24, seconds=1)) == 5


def test_a_region_is_checked_with_all_below_it_where_the_actor_sees_it(actor_with):
    build_plan()
    build_plan("flash_flood", "513434")
    assert check_plans(region="", actor=actor_with("duty_officer", COUNTY), now=NOW) == 1
    with pytest.raises(NotFound):
        check_plan(plan_id=build_plan("flood_drought", "5135").id, actor=actor_with("auditor", COUNTY), now=NOW)
    assert check_plans(region="5134", actor=SYSTEM, now=NOW) == 2


def test_the_page_lists_filters_and_looks_again(django_assert_max_num_queries):
    row = build_plan(levels=level_one(posts=()))
    client = client_with("duty_leader", COUNTY)
    assert len(client.get("/plans/checks/").context["rows"]) == 0
    assert client.post("/plans/checks/again/").url == "/plans/checks/"
    page = client.get("/plans/checks/?grave=1")
    assert {found.is_grave for found in page.context["rows"]} == {True}
    assert {found.kind for found in client.get("/plans/checks/?kind=no_posts").context["rows"]} == {"no_posts"}
    assert len(b"".join(client.get("/plans/checks/?format=csv")).splitlines()) == PlanFinding.objects.count() + 1
    client.post(f"/plans/{row.id}/check/")
    text = client.get(f"/plans/{row.id}/").content.decode()
    assert "响应级别未设岗位" in text
    assert client_with("enterprise_officer", COUNTY).get("/plans/checks/").status_code == 403
    assert client_with("enterprise_officer", COUNTY).post("/plans/checks/again/").status_code == 403


def test_the_command_line_tells_each_finding_and_fails_on_a_grave_one():
    build_plan()
    answer = CliRunner().invoke(command, ["check", "--region", COUNTY, "--json"])
    lines = [json.loads(line) for line in answer.output.splitlines()]
    assert answer.exit_code == 1
    assert {line["region"] for line in lines} == {COUNTY}
    assert lines[0]["grave"] is True
    plain = CliRunner().invoke(command, ["check", "--region", "52"])
    assert (plain.exit_code, plain.output) == (0, "0 plans checked, 0 findings, 0 of them grave\n")
    assert CliRunner().invoke(command, ["check", "--region", "x"]).exit_code == 2
