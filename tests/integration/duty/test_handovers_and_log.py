from datetime import UTC, datetime, timedelta
from io import BytesIO

import docx
import pytest
from django.db import IntegrityError, transaction
from tests.factories.access import build_user, client_of
from tests.factories.alarms import an_alarm
from tests.factories.duty import COUNTY, NOON, a_published, actor_of, turn_on

from anlan.duty import api
from anlan.duty.domain.errors import AlreadyCorrected, NoChangeOfShifts, ReasonToStandIn, SignerIsSame
from anlan.duty.models import Handover, LogNote
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound, TransitionNotAllowed
from anlan.people.models import Person
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
CHANGE = datetime(2026, 3, 11, 0, 30, tzinfo=UTC)
BEFORE, AFTER = CHANGE - timedelta(minutes=10), CHANGE + timedelta(minutes=5)
SPAN = api.Span(since=NOON - timedelta(days=1), until=NOON + timedelta(days=1))


@pytest.fixture
def shift():
    """A change of shifts with its draft, who leaves and who arrives."""
    _roster_id, _ = a_published()
    assert api.open_handovers(actor=SYSTEM, now=BEFORE) == 1
    row = Handover.objects.get()
    leaving, arriving = (Person.objects.get(id=each) for each in (row.leaving_person_id, row.arriving_person_id))
    return row.id, actor_of("duty_officer", person=leaving), actor_of("duty_officer", person=arriving)


def checks(row=None):
    row = row or Handover.objects.get()
    return [api.Check(each["name"], is_there=True) for each in row.checks]


def test_two_people_hand_a_shift_over_and_the_text_is_frozen(shift):
    handover_id, leaving, arriving = shift
    assert api.open_handovers(actor=SYSTEM, now=BEFORE) == 0
    api.write_handover(handover_id=handover_id, notes="Mind the dam.", checks=checks(), actor=leaving, now=BEFORE)
    matters = [api.Matter(title="An open alarm", word="verify")]
    api.sign_handover(handover_id=handover_id, matters=matters, actor=leaving, now=BEFORE)
    with pytest.raises(SignerIsSame):
        api.take_over(handover_id=handover_id, reason="x", actor=leaving, now=AFTER)
    digest = api.take_over(handover_id=handover_id, actor=arriving, now=AFTER)
    row = api.handover(arriving, handover_id, AFTER + timedelta(days=1))
    assert (row.state, row.digest, row.is_late) == ("done", digest, False)
    assert "An open alarm verify" in row.text
    with pytest.raises(TransitionNotAllowed):
        api.write_handover(handover_id=handover_id, notes="Other", checks=checks(), actor=leaving, now=AFTER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Handover.objects.update(notes="Other")
    content, _ = api.handover_paper(row)
    assert "Mind the dam." in [line.text for line in docx.Document(BytesIO(content)).paragraphs]
    assert api.tell_late_handovers(actor=SYSTEM, now=CHANGE + timedelta(hours=1)) == 0


def test_somebody_else_signs_only_with_a_reason_and_nobody_without_the_right(shift):
    handover_id, _, _ = shift
    other = actor_of("duty_leader")
    for actor, refusal in (
        (other, ReasonToStandIn),
        (actor_of("auditor"), NotAllowed),
        (actor_of("duty_officer", "513434"), NotFound),
    ):
        with pytest.raises(refusal):
            api.sign_handover(handover_id=handover_id, matters=[], actor=actor, now=BEFORE)
    assert Handover.objects.get().state == "draft"
    api.sign_handover(handover_id=handover_id, matters=[], reason="He is ill", actor=other, now=BEFORE)
    assert Handover.objects.get().left_reason == "He is ill"


def test_who_arrives_sends_back_with_a_reason(shift):
    handover_id, leaving, arriving = shift
    api.sign_handover(handover_id=handover_id, matters=[], actor=leaving, now=BEFORE)
    with pytest.raises(InvalidValue):
        api.return_handover(handover_id=handover_id, reason=" ", actor=arriving, now=BEFORE)
    api.return_handover(handover_id=handover_id, reason="Keys are missing", actor=arriving, now=BEFORE)
    row = Handover.objects.get()
    assert (row.state, row.left_by) == ("draft", "")
    other = [api.Check("Another list")]
    with pytest.raises(InvalidValue):
        api.write_handover(handover_id=handover_id, notes="", checks=other, actor=leaving, now=BEFORE)


def test_a_change_that_nobody_takes_over_is_told_once(shift):
    assert api.tell_late_handovers(actor=SYSTEM, now=CHANGE + timedelta(minutes=15)) == 0
    assert api.tell_late_handovers(actor=SYSTEM, now=CHANGE + timedelta(minutes=16)) == 1
    assert api.tell_late_handovers(actor=SYSTEM, now=CHANGE + timedelta(minutes=17)) == 0
    assert JournalEntry.objects.filter(kind="duty.handover_late").count() == 1


def test_without_a_published_roster_there_is_nothing_to_hand_over():
    with pytest.raises(NoChangeOfShifts):
        api.open_handover(region=COUNTY, actor=actor_of("duty_officer"), now=NOON)
    assert Handover.objects.count() == 0


def test_the_log_reads_the_journal_and_the_notes_and_nothing_twice(at):
    at(NOON)
    officer = actor_of("duty_officer")
    an_alarm(region=f"{COUNTY}101201", now=NOON)
    note = api.write_note(region=COUNTY, text="Rang the dam keeper", actor=officer, now=NOON)
    lines = api.log_of(officer, COUNTY, SPAN, api.LogFilter())
    assert [line.entry.kind if line.entry else line.note.text for line in lines] == [
        "alarms.alarm_raised",
        "Rang the dam keeper",
    ]
    newer = api.correct_note(note_id=note, text="Rang the dam keeper twice", actor=officer, now=NOON)
    with pytest.raises(AlreadyCorrected):
        api.correct_note(note_id=note, text="Thrice", actor=officer, now=NOON)
    notes = [line.note for line in api.log_of(officer, COUNTY, SPAN, api.LogFilter(group="notes"))]
    assert {each.id: (each.is_corrected, each.corrects) for each in notes} == {
        note: (True, False),
        newer: (False, True),
    }
    assert len(api.log_of(officer, COUNTY, SPAN, api.LogFilter(text="twice"))) == 1
    assert api.log_of(officer, COUNTY, SPAN, api.LogFilter(group="warnings")) == ()
    with pytest.raises(NotFound):
        api.log_of(actor_of("duty_officer", "513434"), COUNTY, SPAN, api.LogFilter())
    with pytest.raises(IntegrityError), transaction.atomic():
        LogNote.objects.update(text="Nothing")
    with pytest.raises(NotAllowed):
        api.write_note(region=COUNTY, text="x", actor=actor_of("auditor"), now=NOON)
    assert LogNote.objects.count() == 2


def test_a_shift_is_handed_over_in_two_browsers(at, shift):
    handover_id, leaving, arriving = shift
    at(BEFORE)
    an_alarm(region=f"{COUNTY}101201", now=BEFORE)
    first = client_of(build_user("duty_officer", COUNTY, person_id=leaving.person_id))
    second = client_of(build_user("duty_officer", COUNTY, person_id=arriving.person_id))
    page = f"/duty/handover/{handover_id}/"
    assert first.get("/duty/handover/").content.decode().count("data-entry") == 1
    assert first.post(f"{page}sign/", {"notes": "Mind the dam.", "there-0": "on"}).status_code == 302
    assert len(Handover.objects.get().matters) == 1
    assert "Mind the dam." in second.get(page).content.decode()
    assert first.post(f"{page}take/").status_code == 403
    assert second.post(f"{page}take/").status_code == 302
    assert second.get(f"{page}paper.docx").status_code == 200
    assert second.post("/duty/log/", {"text": "All quiet"}).status_code == 302
    log = second.get("/duty/log/").content.decode()
    assert "All quiet" in log
    words = [
        cell.text
        for row in docx.Document(BytesIO(second.get("/duty/log/paper.docx").content)).tables[0].rows
        for cell in row.cells
    ]
    assert "All quiet" in words
    assert second.get("/duty/log/?first=2026-01-01&last=2026-03-01").status_code == 422
    assert second.get("/duty/matters/?region=513433").status_code == 200


def test_the_turn_of_a_main_duty_is_the_log_that_is_shown(shift):
    span = api.shift_around(COUNTY, NOON)
    turn = turn_on(_roster(), NOON.date())
    assert (span.since, span.until) == (turn.since, turn.until)
    other = api.shift_around("513434", NOON.replace(hour=0, minute=0))
    assert other.since == datetime(2026, 3, 9, 0, 30, tzinfo=UTC)


def _roster():
    return api.rosters(SYSTEM, api.RosterFilter())[0].id
