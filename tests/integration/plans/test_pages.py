"""The pages and the API of plans, and the demonstration's plans."""

from datetime import UTC, datetime
from io import BytesIO
from uuid import UUID

import docx
import pytest
from django.test import Client
from tests.factories.access import build_user, client_of, client_with
from tests.factories.plans import build_plan

from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import NotAllowed
from anlan.plans import api as plans
from anlan.plans.models import PlanEdition

pytestmark = pytest.mark.django_db
YIHAI = "513433103"
NOW = datetime(2020, 1, 1, tzinfo=UTC)


def state(row):
    row.refresh_from_db()
    return row.state


def test_a_stranger_is_sent_to_sign_in():
    row = build_plan()
    for path in ("/plans/", f"/plans/{row.id}/"):
        assert Client().get(path).url == f"/login/?next={path}"
    assert Client().get("/api/v1/plans").status_code == 401


def test_the_list_shows_what_is_in_force_unless_asked_for_more():
    build_plan(state="draft", version=2)
    row = build_plan()
    client = client_with("township_officer", YIHAI)
    assert [each.id for each in client.get("/plans/").context["rows"]] == [row.id]
    leader = client_with("duty_leader", "513433")
    assert [each.version for each in leader.get("/plans/?state=draft").context["rows"]] == [2]
    assert len(leader.get("/plans/?state=").context["rows"]) == 2
    assert client_with("enterprise_officer", YIHAI).get("/plans/").status_code == 403


def test_a_plan_reads_as_a_document_with_every_level_trigger_and_task():
    row = build_plan()
    text = client_with("township_officer", YIHAI).get(f"/plans/{row.id}/").content.decode()
    for level in plans.shipped_plan("flash_flood").levels:
        for said in (*(trigger.text for trigger in level.triggers), *(task.text for task in level.tasks)):
            assert said in text


def test_a_plan_is_drafted_by_one_reviewed_by_another_and_approved_by_a_third():
    author = client_with("duty_leader", "513433")
    path = author.post("/plans/draft/", {"key": "flash_flood", "region": "513433"}).url
    row = PlanEdition.objects.get()
    assert author.post(f"{path}approve/").status_code == 403
    assert client_with("commander", "513433").post(f"{path}approve/").status_code == 409
    assert state(row) == "draft"
    author.post(f"{path}submit/")
    assert author.post(f"{path}review/").status_code == 403
    assert state(row) == "in_review"
    client_with("inspector", "513433").post(f"{path}review/", {"opinion": "sound"})
    assert author.get(path).context["may_approve"] is False
    assert client_with("commander", "513433").post(f"{path}approve/").url == path
    assert state(row) == "in_force"
    assert client_with("commander", "513433").post(f"{path}approve/").status_code == 409


def test_an_author_who_is_also_commander_is_refused_by_name():
    user = build_user("commander", "513433")
    row = build_plan(state="reviewed", author_id=str(user.id))
    answer = client_of(user).post(f"/plans/{row.id}/approve/")
    assert answer.status_code == 403
    assert "plans.approver_is_author" in answer.content.decode()
    assert state(row) == "reviewed"


def test_an_unknown_plan_is_not_drafted():
    client = client_with("duty_leader", "513433")
    assert client.post("/plans/draft/", {"key": "../x", "region": "513433"}).status_code == 404
    assert PlanEdition.objects.count() == 0


def test_a_draft_is_discarded_by_its_page():
    row = build_plan(state="draft")
    client_with("department_operator", "513433").post(f"/plans/{row.id}/discard/")
    assert state(row) == "discarded"


def test_the_api_lists_plans_and_gives_one_with_its_text():
    row = build_plan()
    client = client_with("township_officer", YIHAI)
    assert [each["id"] for each in client.get("/api/v1/plans").json()] == [str(row.id)]
    text = client.get(f"/api/v1/plans/{row.id}").json()["text"]
    assert [level["level"] for level in text["levels"]] == [4, 3, 2, 1]
    assert client_with("township_officer", "513434101").get(f"/api/v1/plans/{row.id}").status_code == 404


def test_the_demonstrations_plan_comes_once_and_gives_way_to_an_approved_one(actor_with):
    text = plans.shipped_plan("flash_flood", "M")
    put = {"plan_id": UUID(int=1), "text": text, "region": "513433", "actor": SYSTEM, "now": NOW}
    assert [plans.put_demonstration(**put), plans.put_demonstration(**put)] == [True, True]
    assert PlanEdition.objects.count() == 1
    with pytest.raises(NotAllowed):
        plans.put_demonstration(**{**put, "actor": actor_with("administrator", "")})
    draft = plans.draft_plan(text=text, region="513433", actor=actor_with("duty_leader", "513433"), now=NOW)
    plans.submit_plan(plan_id=draft, actor=actor_with("duty_leader", "513433"), now=NOW)
    plans.review_plan(plan_id=draft, opinion="", actor=actor_with("inspector", "513433"), now=NOW)
    plans.approve_plan(plan_id=draft, actor=actor_with("commander", "513433"), now=NOW)
    assert plans.put_demonstration(**put) is False
    plans.remove_demonstration(actor=SYSTEM)
    assert [row.id for row in PlanEdition.objects.all()] == [draft]


def test_a_plans_flow_is_drawn_twice_for_desk_and_phone_with_every_task():
    row = build_plan("hazmat")
    text = client_with("township_officer", YIHAI).get(f"/plans/{row.id}/chart/").content.decode()
    assert text.count('<svg class="chart chart-wide"') == text.count('<svg class="chart chart-narrow"') == 5
    tasks = sum(len(level.tasks) for level in plans.shipped_plan("hazmat").levels)
    assert text.count('<g class="chart-box chart-task"') == 2 * (tasks + 4)


def test_action_cards_name_their_steps_and_the_tasks_of_every_level():
    row = build_plan("hazmat")
    text = client_with("township_officer", YIHAI).get(f"/plans/{row.id}/cards/").content.decode()
    for card in plans.shipped_plan("hazmat").cards:
        assert all(step in text for step in (card.title, *card.steps))
    bare = client_with("township_officer", YIHAI).get(f"/plans/{build_plan(cards=()).id}/cards/").content.decode()
    assert "plan-card" not in bare


def test_a_plan_goes_to_print_as_an_official_document_with_levels_tasks_and_cards():
    row = build_plan("hazmat")
    answer = client_with("township_officer", YIHAI).get(f"/plans/{row.id}/paper.docx")
    document = docx.Document(BytesIO(answer.content))
    said = "\n".join(line.text for line in document.paragraphs)
    cells = {cell.text for table in document.tables for cell in table._cells}
    text = plans.shipped_plan("hazmat", "place")
    assert text.purpose in said
    for level in text.levels:
        assert all(measure in said for measure in level.measures)
        assert all(trigger.text in said for trigger in level.triggers)
        assert {task.text for task in level.tasks} | {post.duty for post in level.posts} <= cells
    assert all(step in said for card in text.cards for step in card.steps)
    assert all(annex.title in said for annex in text.annexes)


@pytest.mark.parametrize("face", ["chart/", "cards/", "paper.docx"])
def test_nobody_else_reads_a_plans_faces(face):
    row = build_plan("hazmat")
    assert client_with("township_officer", "513434101").get(f"/plans/{row.id}/{face}").status_code == 404
    assert Client().get(f"/plans/{row.id}/{face}").status_code == 302
