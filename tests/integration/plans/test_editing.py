"""Changing a draft on its page, part by part; comparing editions; the list of clocks."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from docx import Document
from tests.factories.access import client_with
from tests.factories.plans import build_plan

from anlan.plans import api as plans
from anlan.plans.models import PlanClock, PlanEdition

pytestmark = pytest.mark.django_db
COUNTY = "513433"
NOW = datetime(2025, 9, 26, 4, tzinfo=UTC)
PARTS = ("basics", "sections", "contacts", "cards", "annexes")
LEVEL_PARTS = ("level", "triggers", "posts", "measures", "tasks", "resources")


@pytest.fixture
def writer():
    return client_with("department_operator", COUNTY)


def typed(page):
    """Return what a browser would send back from the form of a page as it stands."""
    form = page.context["form"] or page.context["rows"]
    bound = [form] if page.context["form"] else [form.management_form, *form]
    data = {"changes": page.context["changes"]}
    for each in bound:
        for field in each:
            value = field.value()
            if value is not None and value is not False and value != "":
                data[field.html_name] = value
    return data


@pytest.mark.parametrize(
    "path", [*(f"{part}/" for part in PARTS), *(f"{part}/{number}/" for part in LEVEL_PARTS for number in (1, 4))]
)
def test_every_part_comes_back_as_it_was_when_nothing_is_changed(writer, path):
    row = build_plan(state="draft")
    before = plans.plan_by_id(row.id).text
    answer = writer.post(f"/plans/{row.id}/edit/{path}", typed(writer.get(f"/plans/{row.id}/edit/{path}")))
    assert answer.status_code == 302, answer.context["form"] or answer.context["rows"].errors
    assert plans.plan_by_id(row.id).text == before


def test_a_row_is_added_changed_moved_and_taken_out(writer):
    row = build_plan(state="draft")
    path = f"/plans/{row.id}/edit/resources/1/"
    before = plans.plan_by_id(row.id).text.levels[0].resources
    data = typed(writer.get(path))
    data |= {"row-0-DELETE": "on", "row-1-quantity": "7", "row-2-ORDER": "1"}
    last = len(before)
    data |= {f"row-{last}-name": "new", f"row-{last}-quantity": "3", f"row-{last}-unit": "u"}
    assert writer.post(path, data).status_code == 302
    after = plans.plan_by_id(row.id).text.levels[0].resources
    assert [each.name for each in after[:2]] == [before[2].name, before[1].name]
    assert (after[1].quantity, after[-1].name, len(after)) == (7, "new", last)


def test_new_entries_get_keys_and_posts_name_their_holder(writer):
    row = build_plan(state="draft")
    path = f"/plans/{row.id}/edit/posts/2/"
    data = typed(writer.get(path))
    empty = data["row-INITIAL_FORMS"]
    data |= {f"row-{empty}-name": "chief", f"row-{empty}-role": "commander", f"row-{empty}-leads": "on"}
    assert writer.post(path, {**data, "more": "1"}).url == path
    *before, post = plans.plan_by_id(row.id).text.levels[1].posts
    assert (post.name, post.holder.role, post.leads) == ("chief", "commander", True)
    assert post.key.startswith("II.post")
    assert post.key not in {other.key for other in before}


def test_a_text_that_does_not_hold_together_comes_back_with_the_rule_and_is_not_stored(writer):
    row = build_plan(state="draft")
    path = f"/plans/{row.id}/edit/tasks/1/"
    data = {**typed(writer.get(path)), "row-0-after": "I.none"}
    answer = writer.post(path, data)
    assert answer.status_code == 200
    assert "任务的前置任务不在本级响应中" in answer.content.decode()
    assert PlanEdition.objects.get().changes == 0


def test_two_who_edit_at_once_are_told(writer):
    row = build_plan(state="draft")
    path = f"/plans/{row.id}/edit/basics/"
    data = typed(writer.get(path))
    assert writer.post(path, {**data, "name": "first"}).status_code == 302
    assert writer.post(path, {**data, "name": "second"}).status_code == 409
    assert PlanEdition.objects.get().name == "first"


@pytest.mark.parametrize("path", ["", "basics/", "tasks/1/"])
def test_only_a_draft_is_edited_and_only_by_who_drafts(path):
    held, draft = build_plan(), build_plan(state="draft", version=2)
    assert client_with("department_operator", COUNTY).get(f"/plans/{held.id}/edit/{path}").status_code == 409
    assert client_with("duty_officer", COUNTY).get(f"/plans/{draft.id}/edit/{path}").status_code == 403


@pytest.mark.parametrize("path", ["poems/", "tasks/", "basics/1/", "tasks/7/"])
def test_an_unknown_part_is_not_found(writer, path):
    row = build_plan(state="draft")
    assert writer.get(f"/plans/{row.id}/edit/{path}").status_code == 404


def test_two_editions_are_compared_in_words(writer):
    old = build_plan(state="superseded")
    row = build_plan(version=2, edition="2025-9", category="overall")
    page = writer.get(f"/plans/{row.id}/diff/{old.id}/")
    assert page.context["count"] == 1
    text = page.content.decode()
    assert "2025-9" in text
    assert "总体" in text
    other = build_plan("flood_drought")
    assert writer.get(f"/plans/{row.id}/diff/{other.id}/").status_code == 404


def test_numbers_of_the_communication_list_are_masked_for_readers(writer):
    contact = plans.Contact(key="c1", organisation="o", name="n", phone="13812345678")
    row = build_plan(contacts=(contact,))
    reader = client_with("township_officer", "513433103")
    assert "13812345678" not in reader.get(f"/plans/{row.id}/").content.decode()
    stored = reader.get(f"/api/v1/plans/{row.id}").json()["text"]["contacts"]
    assert stored[0]["phone"] == "138****5678"
    paper = Document(BytesIO(reader.get(f"/plans/{row.id}/paper.docx").content))
    cells = [cell.text for table in paper.tables for line in table.rows for cell in line.cells]
    assert "138****5678" in cells
    assert "13812345678" not in cells


def test_the_list_of_clocks_filters_sorts_and_gives_a_file(actor_with):
    row = build_plan(state="reviewed")
    plans.approve_plan(plan_id=row.id, actor=actor_with("commander", COUNTY), now=NOW)
    client = client_with("duty_officer", COUNTY)
    assert client.get("/plans/clocks/").context["rows"][0].kind == "filing"
    assert [each.kind for each in client.get("/plans/clocks/?kind=drill").context["rows"]] == ["drill"]
    assert client.get("/plans/clocks/?state=missed").context["rows"] == ()
    assert len(b"".join(client.get("/plans/clocks/?format=csv")).splitlines()) == 4
    assert client_with("duty_officer", "513434").get("/plans/clocks/").context["rows"] == ()
    assert client_with("enterprise_officer", COUNTY).get("/plans/clocks/").status_code == 403


def test_a_filing_is_made_and_answered_on_the_pages(writer, actor_with):
    row = build_plan(state="reviewed")
    plans.approve_plan(plan_id=row.id, actor=actor_with("commander", COUNTY), now=NOW)
    writer.post(f"/plans/{row.id}/file/", {"receiver": "R", "number": "9"})
    above = client_with("duty_leader", "5134")
    (waiting,) = above.get("/plans/clocks/").context["waiting"]
    assert writer.get("/plans/clocks/").context["waiting"] == ()
    above.post(f"/plans/filings/{waiting.id}/answer/", {"answer": "accept"})
    assert above.get("/plans/clocks/").context["waiting"] == ()
    assert PlanClock.objects.get(kind="acceptance").state in ("met", "met_late")


def test_a_drill_with_a_day_that_is_none_is_refused(writer):
    row = build_plan()
    assert writer.post(f"/plans/{row.id}/drill/", {"held_on": "soon", "form": "full"}).status_code == 422
    writer.post(f"/plans/{row.id}/drill/", {"held_on": "2025-01-02", "form": "full"})
    writer.post(f"/plans/{row.id}/evaluate/", {"note": "n", "situations": ["risk_changed"]})
    text = writer.get(f"/plans/{row.id}/").content.decode()
    assert "2025-01-02" in text
    assert "面临的风险发生重大变化" in text


def test_a_plan_in_force_is_revised_and_abolished_on_its_page(writer):
    row = build_plan()
    assert writer.post(f"/plans/{row.id}/revise/", {"edition": ""}).status_code == 422
    path = writer.post(f"/plans/{row.id}/revise/", {"edition": "2026"}).url
    draft = PlanEdition.objects.get(version=2)
    assert path == f"/plans/{draft.id}/edit/"
    assert writer.get(path).status_code == 200
    commander = client_with("commander", COUNTY)
    assert commander.post(f"/plans/{row.id}/abolish/", {"reason": ""}).status_code == 422
    commander.post(f"/plans/{row.id}/abolish/", {"reason": "merged"})
    row.refresh_from_db()
    assert row.state == "abolished"
