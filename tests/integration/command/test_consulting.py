from datetime import timedelta
from io import BytesIO

import docx
import pytest
from django.db import IntegrityError, transaction
from tests.factories.access import build_user, client_of
from tests.factories.command import YIHAI, YIHAI_TOWN
from tests.factories.incidents import LEARNED, an_incident

from anlan.command import api
from anlan.command.models import Conclusion, Consultation, Order, Participant
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound, TransitionNotAllowed
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
NOW = LEARNED + timedelta(minutes=10)
ORDER = api.NewConclusion(
    text="Move the lower street",
    to_id=YIHAI_TOWN,
    to_label="Yihai town government",
    region=YIHAI,
    within_minutes=30,
)


@pytest.fixture
def leader(actor_with):
    return actor_with("duty_leader", "513433")


@pytest.fixture
def officer(actor_with):
    return actor_with("duty_officer", "513433")


def _new(incident_id, **changes):
    people = (api.Sitter(name="A", organisation="Water bureau"), api.Sitter(name="B"))
    values = {"title": "First consultation", "agenda": "", "held_at": NOW, "chair": "C", "participants": people}
    return api.NewConsultation(incident_id=incident_id, **{**values, **changes})


def _called(officer, **changes):
    return api.call_consultation(new=_new(an_incident(), **changes), actor=officer, now=NOW)


def _closed(officer, leader):
    row = _called(officer)
    api.write_minutes(consultation_id=row, text="The stream still rises.", version=0, actor=officer)
    api.add_conclusion(consultation_id=row, new=ORDER, actor=officer)
    api.add_conclusion(consultation_id=row, new=api.NewConclusion(text="Consult again at six"), actor=officer)
    api.close_consultation(consultation_id=row, actor=leader, now=NOW)
    return row


def _kinds():
    rows = JournalEntry.objects.filter(kind__startswith="command.consultation").order_by("id")
    return [kind.removeprefix("command.consultation_") for kind in rows.values_list("kind", flat=True)]


def test_conclusions_with_a_receiver_go_out_as_orders_when_the_minutes_are_closed(officer, leader):
    row = api.consultation(officer, _closed(officer, leader))
    order = Order.objects.get()
    assert (order.text, order.to_label, order.deadline) == (ORDER.text, ORDER.to_label, NOW + timedelta(minutes=30))
    assert [(each.text, each.order_number) for each in row.conclusions] == [
        ("Move the lower street", order.number),
        ("Consult again at six", None),
    ]
    assert _kinds() == ["called", "closed"]


def test_closed_minutes_are_changed_neither_by_an_act_nor_in_the_database(officer, leader):
    row = _closed(officer, leader)
    for act in (
        lambda: api.write_minutes(consultation_id=row, text="x", version=1, actor=officer),
        lambda: api.add_conclusion(consultation_id=row, new=api.NewConclusion(text="x"), actor=officer),
        lambda: api.add_participant(consultation_id=row, who=api.Sitter(name="X"), actor=officer),
        lambda: api.note_attendance(consultation_id=row, present=frozenset(), actor=officer),
        lambda: api.close_consultation(consultation_id=row, actor=leader, now=NOW),
        lambda: api.cancel_consultation(consultation_id=row, reason="x", actor=officer, now=NOW),
    ):
        with pytest.raises(TransitionNotAllowed):
            act()
    with pytest.raises(IntegrityError), transaction.atomic():
        Consultation.objects.update(minutes="other")
    assert Consultation.objects.get().minutes == "The stream still rises."
    assert (Order.objects.count(), Conclusion.objects.count(), Participant.objects.count()) == (1, 2, 2)


def test_minutes_without_words_are_not_closed_and_no_order_goes_out(officer, leader):
    row = _called(officer)
    api.add_conclusion(consultation_id=row, new=ORDER, actor=officer)
    with pytest.raises(api.MinutesMissing):
        api.close_consultation(consultation_id=row, actor=leader, now=NOW)
    assert (Order.objects.count(), Consultation.objects.get().state) == (0, "called")


def test_who_may_not_issue_orders_does_not_close(officer):
    row = _called(officer)
    api.write_minutes(consultation_id=row, text="Said.", version=0, actor=officer)
    with pytest.raises(NotAllowed):
        api.close_consultation(consultation_id=row, actor=officer, now=NOW)
    assert Consultation.objects.get().state == "called"


def test_a_stale_page_does_not_overwrite_the_minutes(officer, leader):
    row = _called(officer)
    assert api.write_minutes(consultation_id=row, text="One", version=0, actor=officer) == 1
    with pytest.raises(api.MinutesChanged):
        api.write_minutes(consultation_id=row, text="Two", version=0, actor=leader)
    assert Consultation.objects.get().minutes == "One"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"chair": " "}, "chair"),
        ({"held_at": NOW + timedelta(days=30, seconds=1)}, "held_at"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"link": "https://"}, "link"),
        ({"link": "https://meet.example/ x"}, "link"),
        ({"participants": (api.Sitter(name=""),)}, "holder"),
    ],
)
def test_a_consultation_that_cannot_be_is_refused_by_field(officer, changes, field):
    with pytest.raises(InvalidValue) as refusal:
        _called(officer, **changes)
    assert refusal.value.data["field"] == field
    assert (Consultation.objects.count(), _kinds()) == (0, [])


def test_another_county_does_not_see_it(officer, actor_with):
    row, stranger = _called(officer), actor_with("commander", "513401")
    with pytest.raises(NotFound):
        api.consultation(stranger, row)
    with pytest.raises(NotFound):
        api.cancel_consultation(consultation_id=row, reason="x", actor=stranger, now=NOW)
    assert Consultation.objects.get().state == "called"


def test_the_minutes_leave_on_paper_with_who_was_there(officer, leader):
    row = _called(officer)
    with pytest.raises(NotFound):
        api.minutes_document(officer, row)
    here = next(each.id for each in api.consultation(officer, row).participants if each.name == "A")
    api.note_attendance(consultation_id=row, present=frozenset({here}), actor=officer)
    api.write_minutes(consultation_id=row, text="The stream still rises.", version=0, actor=officer)
    api.add_conclusion(consultation_id=row, new=ORDER, actor=officer)
    api.close_consultation(consultation_id=row, actor=leader, now=NOW)
    paper = docx.Document(BytesIO(api.minutes_document(officer, row)[0]))
    words = "\n".join(each.text for each in paper.paragraphs)
    assert "Water bureau A" in words
    assert "The stream still rises." in words
    assert [cell.text for cell in paper.tables[-1].rows[1].cells][:2] == [ORDER.text, ORDER.to_label]


def test_the_pages_call_write_conclude_and_close(at):
    at(NOW)
    incident_id = an_incident()
    client = client_of(build_user("commander", "513433"))
    page = f"/incidents/{incident_id}/consultations/"
    assert client.get(page).status_code == 200
    fields = {
        "title": "At six",
        "chair": "C",
        "link": "https://meet.example/1",
        "participants": "Water bureau A\nB\n\n",
    }
    assert client.post(page, fields).status_code == 302
    row = Consultation.objects.get()
    here = f"/consultations/{row.id}/"
    assert list(Participant.objects.order_by("id").values_list("organisation", "name")) == [
        ("Water bureau", "A"),
        ("", "B"),
    ]
    assert "https://meet.example/1" in client.get(here).content.decode()
    assert client.post(f"{here}minutes/", {"minutes": "Said.", "version": "0"}).status_code == 302
    assert client.post(f"{here}conclude/", {"text": "Again at eight"}).status_code == 302
    assert client.post(f"{here}close/").status_code == 302
    assert client.get(f"{here}minutes.docx").content[:2] == b"PK"
    assert "Again at eight" in client.get(here).content.decode()
    assert client.post(f"{here}close/").status_code == 409
