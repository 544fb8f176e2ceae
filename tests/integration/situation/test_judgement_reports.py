"""A judgement report from its drafting to its paper; what is refused changes nothing."""

import io
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from docx import Document
from tests.factories.access import build_user, client_of
from tests.factories.incidents import a_new_incident
from tests.factories.knowledge import COUNTY, somebody
from tests.factories.public_warnings import build_places

from anlan.incidents import api as incidents
from anlan.kernel.actors import SYSTEM
from anlan.kernel.clock import CHINA
from anlan.kernel.errors import NotAllowed, NotFound, TransitionNotAllowed
from anlan.situation import api
from anlan.situation.domain.errors import NotWritten, PeriodNotOver, ReportExists, SignerIsWriter
from anlan.situation.models import JudgementReport
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 7, 27, 9, tzinfo=CHINA)
WRITER, LEADER = somebody("duty_officer"), somebody("duty_leader")
JUDGED = {"judgement": "Rain goes on", "advice": "Watch the brooks"}


@pytest.fixture(autouse=True)
def _ground(at):
    at(NOW)
    build_places()


def _happened(day, count=1, **changes):
    for number in range(count):
        moment = datetime(*day, 10, tzinfo=CHINA) + timedelta(minutes=number)
        new = a_new_incident(happened_at=moment, learned_at=moment, title=f"flood {number}", **changes)
        incidents.open_incident(new=new, actor=SYSTEM, now=moment)


def _new(**changes):
    return api.NewReport(**{"kind": "weekly", "region": COUNTY, "day": date(2026, 7, 22), **changes})


def _drafted(**changes):
    return api.draft_report(new=_new(**changes), actor=WRITER, now=NOW)


def _submitted():
    report_id = _drafted()
    api.write_report(report_id=report_id, texts=JUDGED, actor=WRITER, now=NOW)
    api.submit_report(report_id=report_id, actor=WRITER, now=NOW)
    return report_id


def test_a_week_is_counted_beside_the_week_before_and_the_same_days_of_earlier_years():
    _happened((2023, 7, 1))
    _happened((2025, 7, 21))
    _happened((2026, 7, 15), 2)
    _happened((2026, 7, 21), 6)
    _happened((2026, 7, 27))
    _happened((2026, 7, 22), is_exercise=True)
    _happened((2026, 7, 22), region="513434")
    whole = api.report(LEADER, _drafted())
    total = whole.facts["total"]
    assert (total["now"], total["before"], total["earlier"], whole.facts["earlier_years"]) == (6, 2, 1, 3)
    assert total["p_value"] == 0.00134
    assert [(line["key"], line["now"]) for line in whole.facts["kinds"]] == [("11A", 6)]
    assert [spot["count"] for spot in whole.facts["spots"]] == [6]
    assert whole.facts["months"]["counts"]["2026-06"] == 0
    assert whole.facts["by_day"] == [[0, 0, 0.0], [6, 0, 0.33], [0, 2, 0.0], *[[0, 0, 0.0]] * 4]
    assert "差异显著，高于历年" in whole.sections[0]["text"]


def test_a_week_that_runs_is_compared_with_as_many_days():
    _happened((2026, 7, 20))
    _happened((2026, 7, 26), 3)
    _happened((2026, 7, 27))
    whole = api.report(LEADER, _drafted(day=date(2026, 7, 27)))
    assert (whole.facts["total"]["now"], whole.facts["total"]["before"]) == (1, 1)
    assert whole.facts["before"]["last"] == "2026-07-20"
    assert list(whole.facts["months"]["counts"]) == [f"2026-0{month}" for month in range(1, 7)]


def test_no_records_no_claim():
    whole = api.report(LEADER, _drafted())
    assert (whole.facts["total"]["now"], whole.facts["earlier_years"], whole.facts["why_no_spots"]) == (0, 0, "too_few")


def test_written_handed_in_signed_and_on_paper():
    _happened((2026, 7, 21), 2)
    report_id = _submitted()
    api.sign_report(report_id=report_id, actor=LEADER, now=NOW)
    row = api.report(LEADER, report_id).row
    assert (row.state, row.number, row.year, row.signed_by) == ("signed", 1, 2026, LEADER.name)
    content, name = api.report_document(LEADER, report_id)
    text = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)
    assert "Rain goes on" in text
    assert name.endswith("周报.docx")
    for change in (lambda: JudgementReport.objects.update(title="x"), JudgementReport.objects.all().delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()
    assert JudgementReport.objects.get().title == row.title


def test_reading_the_records_anew_keeps_what_a_person_judged():
    report_id = _drafted()
    api.write_report(report_id=report_id, texts={**JUDGED, "overview": "typed"}, actor=WRITER, now=NOW)
    _happened((2026, 7, 21))
    api.redraft_report(report_id=report_id, actor=WRITER, now=NOW)
    texts = {section["key"]: section["text"] for section in api.report(WRITER, report_id).sections}
    assert texts["judgement"] == "Rain goes on"
    assert "共记录突发事件1起" in texts["overview"]


def test_a_report_put_aside_makes_room_for_another():
    first = _drafted()
    api.discard_report(report_id=first, actor=WRITER, now=NOW)
    assert _drafted() != first
    assert len(api.reports(WRITER)) == 1
    assert len(api.reports(WRITER, api.SituationFilter(state="discarded"))) == 1


REFUSED = {
    "twice": (lambda _: _drafted(), ReportExists),
    "future": (lambda _: _drafted(day=date(2026, 8, 3)), PeriodNotOver),
    "leader_drafts": (lambda _: api.draft_report(new=_new(kind="daily"), actor=LEADER, now=NOW), NotAllowed),
    "unwritten": (lambda one: api.submit_report(report_id=one, actor=WRITER, now=NOW), NotWritten),
    "unsubmitted": (lambda one: api.sign_report(report_id=one, actor=LEADER, now=NOW), TransitionNotAllowed),
    "writer_signs": (lambda one: api.sign_report(report_id=one, actor=WRITER, now=NOW), NotAllowed),
    "stranger": (
        lambda one: api.write_report(report_id=one, texts={}, actor=somebody("duty_officer", "513434"), now=NOW),
        NotFound,
    ),
    "returned": (
        lambda one: api.return_report(report_id=one, reason="no", actor=LEADER, now=NOW),
        TransitionNotAllowed,
    ),
}


@pytest.mark.parametrize("name", list(REFUSED))
def test_what_is_refused_changes_nothing(name):
    act, refusal = REFUSED[name]
    report_id = _drafted()
    before = JudgementReport.objects.values().get(), JournalEntry.objects.count()
    with pytest.raises(refusal):
        act(report_id)
    assert (JudgementReport.objects.values().get(), JournalEntry.objects.count()) == before


def test_who_wrote_on_it_does_not_sign_even_with_the_right():
    report_id = _submitted()
    JudgementReport.objects.update(editor_ids=[LEADER.id])
    with pytest.raises(SignerIsWriter):
        api.sign_report(report_id=report_id, actor=LEADER, now=NOW)
    row = JudgementReport.objects.get()
    assert (row.state, row.number, row.document) == ("submitted", None, None)
    api.return_report(report_id=report_id, reason="Say where", actor=LEADER, now=NOW)
    assert api.report(WRITER, report_id).row.state == "draft"


def test_the_pages_draft_write_hand_in_and_sign():
    _happened((2026, 7, 21), 2)
    writer, leader = client_of(build_user("duty_officer", COUNTY)), client_of(build_user("duty_leader", COUNTY))
    assert "还没有研判报告" in writer.get("/situation/").content.decode()
    page = writer.post("/situation/new/", {"kind": "weekly", "region": COUNTY, "day": "2026-07-22"}).url
    assert "共记录突发事件2起" in writer.get(page).content.decode()
    assert writer.post(f"{page}acts/submit/").status_code == 409
    fields = {f"text_{key}": text for key, text in JUDGED.items()}
    assert writer.post(f"{page}acts/write/", fields).status_code == 302
    assert writer.post(f"{page}acts/submit/").status_code == 302
    assert leader.post(f"{page}acts/sign/").status_code == 302
    assert "〔2026〕" not in leader.get("/situation/").content.decode()
    assert "已签发" in leader.get(page).content.decode()
    assert leader.get(f"{page}docx/")["Content-Type"].startswith("application/vnd.openxml")
    assert writer.post("/situation/new/", {"kind": "weekly", "region": COUNTY, "day": "soon"}).status_code == 422
    assert client_of(build_user("village_officer", COUNTY)).get("/situation/").status_code == 403


def test_the_page_draws_the_days_and_where_events_gather_and_others_read_what_is_signed():
    _happened((2026, 7, 21), 6)
    report_id = _submitted()
    client = client_of(build_user("duty_leader", COUNTY))
    page = client.get(f"/situation/{report_id}/")
    assert [series.name for series in page.context["chart"].series] == ["\u672c\u671f", "\u4e0a\u4e00\u65f6\u6bb5"]
    (spot,) = page.context["map"].layers[-1].data["features"]
    assert spot["properties"]["name"].endswith(" 6")
    assert client.get(f"/api/v1/situation/reports/{report_id}").status_code == 404
    assert client.get("/api/v1/situation/reports").json() == []
    api.sign_report(report_id=report_id, actor=LEADER, now=NOW)
    (row,) = client.get("/api/v1/situation/reports", {"kind": "weekly"}).json()
    found = client.get(f"/api/v1/situation/reports/{report_id}").json()
    paper = Document(io.BytesIO(api.report_document(LEADER, report_id)[0]))
    assert len(paper.inline_shapes) == 2
    assert any("\u793a\u610f\u56fe" in line.text and "6" in line.text for line in paper.paragraphs)
    assert (row["id"], found["digest"], found["number"]) == (str(report_id), row["digest"], 1)
    assert found["sections"][0]["key"] == "overview"
    stranger = client_of(build_user("duty_leader", "513434"))
    assert stranger.get("/api/v1/situation/reports").json() == []
    assert stranger.get(f"/api/v1/situation/reports/{report_id}").status_code == 404
