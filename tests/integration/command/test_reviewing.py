from datetime import date, timedelta
from io import BytesIO

import docx
import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.factories.access import build_user, client_of
from tests.factories.command import a_proposal, an_order
from tests.factories.incidents import LEARNED, a_report, an_incident
from tests.factories.public_warnings import build_places

from anlan.command import api
from anlan.command.models import Lesson, Review
from anlan.command.services.lessons import mark_overdue_lessons
from anlan.incidents import api as incidents
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound, TransitionNotAllowed
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
NOW = LEARNED + timedelta(minutes=10)
END = NOW + timedelta(hours=5)
TODAY = date(2020, 6, 27)


@pytest.fixture
def officer(actor_with):
    return actor_with("duty_officer", "513433")


@pytest.fixture
def leader(actor_with):
    return actor_with("duty_leader", "513433")


@pytest.fixture
def commander(actor_with):
    return actor_with("commander", "513433")


def _night(commander):
    """Let an incident run: a response signed 35 minutes after its proposal, one order done late, one never done."""
    incident_id = an_incident()
    response_id = api.propose_response(proposal=a_proposal(incident_id), actor=SYSTEM, now=NOW)
    signed = NOW + timedelta(minutes=35)
    api.start_response(response_id=response_id, text="Started", actor=commander, now=signed)
    late = an_order(incident_id, signed, response_id=response_id, task_key="move", needs_feedback=False)
    an_order(incident_id, signed)
    api.receive_order(order_id=late, actor=SYSTEM, now=signed + timedelta(minutes=4))
    done = signed + timedelta(minutes=61)
    api.complete_order(order_id=late, actor=SYSTEM, now=done)
    report = a_report(minutes=60, dead=3)
    incidents.record_situation(incident_id=incident_id, report=report, actor=SYSTEM, now=END)
    return incident_id


def _signed(incident_id, officer, leader):
    review = api.compile_review(incident_id=incident_id, actor=officer, now=END)
    api.judge_review(review_id=review, text="The signature took too long.", actor=officer)
    incidents.close_incident(incident_id=incident_id, note="over", actor=SYSTEM, now=END)
    api.sign_review(review_id=review, actor=leader, now=END)
    return review


def _lesson(review="review:1", **changes):
    values = {
        "source": review,
        "region": "513433",
        "finding": "Signed late",
        "task": "Sign by phone",
        "owner": "Office",
    }
    return api.NewLesson(**{**values, "due_on": TODAY, **changes})


def _added(officer, **changes):
    return api.add_lesson(new=_lesson(**changes), actor=officer, now=END)


def test_the_review_says_from_the_journal_what_was_planned_done_and_delayed(officer, commander):
    incident_id = _night(commander)
    row = api.review(officer, api.compile_review(incident_id=incident_id, actor=officer, now=END))
    stages = {stage.key: (stage.minutes, stage.is_late) for stage in row.stages}
    assert stages["propose"] == (10.0, False)
    assert stages["sign"] == (35.0, True)
    assert stages["receive"] == (4.0, False)
    assert stages["end"] == (None, False)
    assert [(task.is_planned, task.outcome) for task in row.tasks] == [(True, "late"), (False, "undone")]
    assert (row.counts["total"], row.counts["planned"], row.counts["late"], row.counts["undone"]) == (2, 1, 1, 1)
    assert (row.counts["minutes_to_receipt"], row.counts["minutes_to_completion"]) == (4.0, 61.0)
    assert [figure["value"] for figure in row.figures] == ["3"]


def test_compiled_anew_it_is_brought_up_to_date_until_it_is_signed(officer, leader, commander):
    incident_id = _night(commander)
    first = api.compile_review(incident_id=incident_id, actor=officer, now=END)
    an_order(incident_id, END)
    assert api.compile_review(incident_id=incident_id, actor=officer, now=END) == first
    assert api.review(officer, first).counts["total"] == 3
    _signed(incident_id, officer, leader)
    before = Review.objects.values().get()
    for act in (
        lambda: api.compile_review(incident_id=incident_id, actor=officer, now=END),
        lambda: api.judge_review(review_id=first, text="other", actor=officer),
        lambda: api.sign_review(review_id=first, actor=commander, now=END),
    ):
        with pytest.raises(TransitionNotAllowed):
            act()
    with pytest.raises(IntegrityError), transaction.atomic():
        Review.objects.update(judgement="other")
    assert Review.objects.values().get() == before


def test_its_writer_does_not_sign_and_nobody_signs_while_the_incident_is_open(leader, commander, officer):
    incident_id = _night(commander)
    review = api.compile_review(incident_id=incident_id, actor=leader, now=END)
    api.judge_review(review_id=review, text="Good", actor=leader)
    with pytest.raises(api.SignerWroteReview):
        api.sign_review(review_id=review, actor=leader, now=END)
    with pytest.raises(api.IncidentStillOpen):
        api.sign_review(review_id=review, actor=commander, now=END)
    with pytest.raises(NotAllowed):
        api.sign_review(review_id=review, actor=officer, now=END)
    assert Review.objects.get().state == "draft"


def test_the_signed_review_leaves_on_paper_with_its_lessons(officer, leader, commander):
    incident_id = _night(commander)
    review = api.compile_review(incident_id=incident_id, actor=officer, now=END)
    _added(officer, source=f"review:{review}", incident_id=incident_id)
    with pytest.raises(NotFound):
        api.review_document(officer, review)
    _signed(incident_id, officer, leader)
    paper = docx.Document(BytesIO(api.review_document(officer, review)[0]))
    assert "The signature took too long." in "\n".join(each.text for each in paper.paragraphs)
    assert [cell.text for cell in paper.tables[-1].rows[1].cells] == [
        "Signed late",
        "Sign by phone",
        "Office",
        "2020-06-27",
    ]


def test_a_lesson_is_done_by_one_person_and_closed_by_another(officer, leader, commander):
    lesson = _added(officer)
    api.finish_lesson(lesson_id=lesson, note="Tried it", actor=leader, now=END)
    with pytest.raises(api.CloserDidIt):
        api.close_lesson(lesson_id=lesson, actor=leader, now=END)
    assert Lesson.objects.get().state == "done"
    api.return_lesson(lesson_id=lesson, reason="Not for level II", actor=commander, now=END)
    api.finish_lesson(lesson_id=lesson, note="Now for all", actor=leader, now=END)
    api.close_lesson(lesson_id=lesson, actor=commander, now=END)
    assert Lesson.objects.get().state == "closed"
    with pytest.raises(TransitionNotAllowed):
        api.finish_lesson(lesson_id=lesson, note="x", actor=leader, now=END)
    kinds = JournalEntry.objects.filter(kind__startswith="command.lesson").order_by("id").values_list("kind", flat=True)
    assert [kind.removeprefix("command.lesson_") for kind in kinds] == ["added", "done", "returned", "done", "closed"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"finding": ""}, "finding"),
        ({"task": " "}, "task"),
        ({"owner": ""}, "owner"),
        ({"due_on": TODAY - timedelta(days=1)}, "due_on"),
        ({"due_on": TODAY + timedelta(days=3 * 366 + 1)}, "due_on"),
    ],
)
def test_a_lesson_without_task_owner_or_day_is_refused_by_field(officer, changes, field):
    with pytest.raises(InvalidValue) as refusal:
        _added(officer, **changes)
    assert (refusal.value.data["field"], Lesson.objects.count()) == (field, 0)


def test_a_lesson_whose_day_has_passed_is_told_once(officer):
    _added(officer)
    # The last moment of 27 June in China is 16:00 of that day in UTC.
    midnight = END.replace(day=27, hour=16, minute=0)
    mark_overdue_lessons(actor=SYSTEM, now=midnight - timedelta(seconds=1))
    assert Lesson.objects.get().overdue_at is None
    for _ in range(2):
        mark_overdue_lessons(actor=SYSTEM, now=midnight)
    assert JournalEntry.objects.filter(kind="command.lesson_overdue").count() == 1
    assert api.lesson_counts(officer) == {"open": 1, "done": 0, "closed": 0, "late": 1}


def test_another_county_neither_sees_nor_closes(officer, actor_with):
    lesson, stranger = _added(officer), actor_with("commander", "513401")
    assert api.lessons(stranger, api.LessonFilter()) == ((), 0)
    with pytest.raises(NotFound):
        api.finish_lesson(lesson_id=lesson, note="x", actor=stranger, now=END)
    with pytest.raises(NotAllowed):
        api.close_lesson(lesson_id=lesson, actor=officer, now=END)
    assert Lesson.objects.get().state == "open"


def test_the_pages_compile_judge_learn_list_and_close(at, commander):
    incident_id = _night(commander)
    at(END)
    client, other = (client_of(build_user(role, "513433")) for role in ("duty_leader", "commander"))
    page = f"/incidents/{incident_id}/review/"
    assert client.get(page).status_code == 200
    assert client.post(page).status_code == 302
    here = f"/reviews/{Review.objects.get().id}/"
    assert client.post(f"{here}judge/", {"judgement": "Late"}).status_code == 302
    sent = {"finding": "F", "task": "T", "owner": "O", "due_on": "2020-06-30"}
    assert client.post(f"{here}lesson/", {**sent, "due_on": "soon"}).status_code == 422
    assert client.post(f"{here}lesson/", sent).status_code == 302
    assert client.post(f"{here}sign/").status_code == 403
    incidents.close_incident(incident_id=incident_id, note="over", actor=SYSTEM, now=END)
    assert other.post(f"{here}sign/").status_code == 302
    assert other.get(f"{here}review.docx").content[:2] == b"PK"
    lesson = Lesson.objects.get()
    assert client.post(f"/lessons/{lesson.id}/finish/", {"note": "N"}).status_code == 302
    assert f"/lessons/{lesson.id}/close/" not in client.get("/lessons/?state=done").content.decode()
    assert f"/lessons/{lesson.id}/close/" in other.get("/lessons/?state=done&q=T").content.decode()
    assert other.post(f"/lessons/{lesson.id}/close/").status_code == 302
    assert other.get("/lessons/?state=open").status_code == 200
    assert "/lessons/" in other.get("/incidents/").content.decode()


def test_the_list_asks_the_database_as_often_for_many_lessons_as_for_few(at, officer):
    at(END)
    build_places()
    client = client_of(build_user("commander", "513433"))

    def questions():
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/lessons/?q=phone&sort=-due").status_code == 200
        return len(asked)

    for _ in range(2):
        _added(officer)
    client.get("/lessons/")
    few = questions()
    for _ in range(10):
        _added(officer)
    assert questions() == few
