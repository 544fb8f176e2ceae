from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.access import build_user, client_of
from tests.factories.duty import COUNTY, NOON, a_draft, a_published, turn_on

from anlan.duty.models import Occasion, Roster, ShiftPattern, Turn

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(at):
    at(NOON)


def client(role="duty_leader", region=COUNTY):
    return client_of(build_user(role, region))


def book(rows) -> SimpleUploadedFile:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    packed = BytesIO()
    made.save(packed)
    return SimpleUploadedFile("roster.xlsx", packed.getvalue())


def test_a_leader_plans_a_month_in_the_browser():
    roster_id, _ = a_draft()
    leader = client()
    page = f"/duty/roster/{roster_id}/"
    assert 'data-opens="publish"' in leader.get(page).content.decode()
    assert leader.post(f"{page}publish/").status_code == 302
    name = turn_on(roster_id, date(2026, 3, 10)).person_name
    assert name in leader.get("/duty/").content.decode()
    assert name in leader.get("/duty/now/").content.decode()
    assert leader.get("/duty/roster/?month=2026-03&state=published").content.decode().count("data-entry") == 1
    turn = turn_on(roster_id, date(2026, 3, 20))
    assert leader.get(f"{page}turns/{turn.id}/").status_code == 200
    assert client(region="513434").get(page).status_code == 404
    assert client(region="513434").get("/duty/?region=513433").status_code == 404


def test_a_roster_goes_out_as_excel_and_comes_back_changed():
    roster_id, _persons = a_draft()
    officer = client("duty_officer")
    sheet = openpyxl.load_workbook(BytesIO(officer.get(f"/duty/roster/{roster_id}/table.xlsx").content)).active
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert len(rows) == 1 + 31 * 3
    rows[1][5], rows[1][6] = None, None
    answer = officer.post(f"/duty/roster/{roster_id}/table/", {"file": book(rows)})
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    assert list(Turn.objects.filter(person_id=None).values_list("day", "post")) == [(date(2026, 3, 1), "leader")]
    rows[2][5] = "Nobody knows"
    refused = officer.post(f"/duty/roster/{roster_id}/table/", {"file": book(rows)})
    assert refused.status_code == 400
    assert refused.content.decode().count("data-entry") == 1
    assert Turn.objects.filter(person_id=None).count() == 1


def test_an_occasion_and_a_pattern_are_kept_by_their_pages():
    leader = client()
    page = "/duty/calendar/?region=513433&month=2026-03"
    fields = {"kind": "activity", "name": "Fair", "first": "2026-03-12", "last": "", "is_double": "on"}
    assert leader.post(page, fields).status_code == 302
    assert "Fair" in leader.get(page).content.decode()
    parts = {"name": "Two", "part": ["d", "n"], "starts": ["08:00", "20:00"], "hours": ["12", "12"]}
    assert client("duty_officer").post("/duty/roster/patterns/", parts).status_code == 302
    assert ShiftPattern.objects.get().parts[1] == {"name": "n", "starts": "20:00", "minutes": 720}
    assert client("auditor").post(page, fields).status_code == 403
    assert Occasion.objects.count() == 1


def test_a_wrong_month_or_day_is_refused_by_name():
    leader = client()
    assert leader.get("/duty/calendar/?month=2026-13").status_code == 422
    assert leader.post("/duty/calendar/", {"kind": "exam", "name": "x", "first": "soon"}).status_code == 422
    assert leader.get("/duty/calendar/?region=5134").status_code == 404
    assert Occasion.objects.count() == 0
    assert Roster.objects.count() == 0


def test_the_table_of_a_published_roster_is_not_read():
    roster_id, _ = a_published()
    rows = openpyxl.load_workbook(BytesIO(client().get(f"/duty/roster/{roster_id}/table.xlsx").content)).active
    lines = [list(row) for row in rows.iter_rows(values_only=True)]
    lines[1][5] = None
    assert client("duty_officer").post(f"/duty/roster/{roster_id}/table/", {"file": book(lines)}).status_code == 409
    assert not Turn.objects.filter(person_id=None).exists()
