from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.access import client_of
from tests.factories.drills import COUNTY, PLANNED, START, Cast, a_drill, a_new_drill
from tests.factories.plans import build_plan
from tests.factories.public_warnings import build_places

from anlan.drills import api
from anlan.drills.models import Drill, Inject, Observation

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(at):
    at(PLANNED)
    build_places()
    return Cast()


def _planned(cast, plan, **changes):
    form = {
        "token": "00000000-0000-7000-8000-000000000001",
        "title": "Leak on the road",
        "form": "full",
        "script": "flash_flood",
        "planned_start": "2020-06-26 20:00",
        "scenario": "A lorry leaks.",
        "approver": cast.approver.id,
        "observers": [cast.observer.id],
        "participants": "Duty-room Main post\n\nFire-brigade",
    }
    return client_of(cast.author_user).post(f"/drills/new/?plan={plan.id}", {**form, **changes})


def test_a_drill_is_planned_and_its_script_written_on_pages_and_sent_twice_it_is_one(cast):
    plan = build_plan(region=COUNTY)
    assert {_planned(cast, plan).status_code for _ in range(2)} == {302}
    row = Drill.objects.get()
    assert [each["organisation"] for each in row.participants] == ["Duty-room", "Fire-brigade"]
    assert _planned(cast, plan, title="", token="00000000-0000-7000-8000-000000000002").status_code == 422
    author, count = client_of(cast.author_user), Inject.objects.count()
    inject = {"minute": 3, "sort": "figures", "to": "desk", "title": "Hurt", "text": "Two are hurt."}
    page = f"/drills/{row.id}/script/"
    indicator = "\u56e0\u707e\u53d7\u4f24\u4eba\u53e3"
    assert author.post(page, {**inject, "figures": f"{indicator} two"}).status_code == 422
    assert author.post(page, {**inject, "figures": f"{indicator} 2"}).status_code == 302
    added = Inject.objects.get(title="Hurt")
    assert (added.data, Inject.objects.count()) == ({"figures": {"injured": "2"}}, count + 1)
    author.post(f"{page}?inject={added.id}", {**inject, "sort": "news", "what": "order", "within_minutes": 9})
    added.refresh_from_db()
    assert (added.sort, added.expected["within_minutes"]) == ("news", 9)
    author.post(f"/drills/{row.id}/injects/{added.id}/drop/")
    assert Inject.objects.count() == count


def test_a_drill_is_led_from_the_desk_and_observed_on_the_phone(cast, at):
    drill_id = a_drill(cast)
    at(START)
    author, observer = client_of(cast.author_user), client_of(cast.observer_user)
    page = f"/drills/{drill_id}/"
    assert author.post(f"{page}acts/start/")["Location"] == f"{page}desk/"
    first = Inject.objects.order_by("minute").first()
    author.post(f"{page}injects/{first.id}/release/")
    at(START + timedelta(minutes=1))
    note = {"verdict": "good", "inject": first.id, "client_token": "lx3-1-2", "pressed_ago": "30000"}
    assert {observer.post(f"{page}observe/", note).status_code for _ in range(2)} == {302}
    seen = Observation.objects.get()
    assert (seen.inject_id, seen.seen_at) == (first.id, START + timedelta(seconds=30))
    assert observer.post(f"{page}observe/", {**note, "client_token": "other", "pressed_ago": "soon"}).status_code == 422
    assert Observation.objects.count() == 1
    assert {
        author.post(f"{page}acts/{act}/", {"reason": "x"}).status_code for act in ("pause", "resume", "end", "score")
    } == {302}
    assert (Drill.objects.get().score["total"], Drill.objects.get().score["rows"]) == (None, [])
    for client, pages in ((author, ("", "script/", "desk/", "score/", "observe/")), (observer, ("", "score/"))):
        assert {client.get(f"{page}{each}").status_code for each in pages} == {200}
    assert observer.post(f"{page}acts/report/", {"judgement": "Good."}).status_code == 403
    assert author.post(f"{page}acts/report/", {"judgement": "Good."}).status_code == 302
    assert author.get(f"{page}report.docx")["Content-Type"].endswith("wordprocessingml.document")


def test_the_list_asks_as_often_for_five_drills_as_for_one_and_filters_by_year(cast):
    first = a_drill(cast, form="full")
    client = client_of(cast.author_user)
    client.get("/drills/")

    def questions():
        with CaptureQueriesContext(connection) as asked:
            page = client.get("/drills/?year=2020").content.decode()
        return len(asked), page.count("data-entry")

    one = questions()
    plan_id = api.drill(cast.author, first).plan_id
    for number in range(4):
        new = a_new_drill(cast, plan_id, title=f"Drill {number}", script="")
        api.plan_drill(new=new, actor=cast.author, now=PLANNED)
    five = questions()
    assert (one[1], five[1]) == (1, 5)
    assert five[0] == one[0]
    assert b"data-entry" not in client.get("/drills/?year=2019").content
    assert client.get("/drills/?format=csv").getvalue().decode().count("Drill ") == 4
