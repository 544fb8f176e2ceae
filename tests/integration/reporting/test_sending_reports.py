from datetime import timedelta
from io import BytesIO

import docx
import pytest
from django.db import IntegrityError, transaction
from tests.factories.incidents import LEARNED, a_report, an_incident
from tests.factories.reporting import a_draft, a_sent_report

from anlan.incidents import api as incidents
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound, TransitionNotAllowed
from anlan.reporting import api
from anlan.reporting.models import Report, ReportVersion, Transmission
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
NOW = LEARNED + timedelta(minutes=45)


@pytest.fixture
def officer(actor_with):
    return actor_with("duty_officer", "513433")


@pytest.fixture
def leader(actor_with):
    return actor_with("duty_leader", "513433")


@pytest.fixture
def prefecture(actor_with):
    return actor_with("duty_officer", "5134")


def _file_text(content):
    return "\n".join(line.text for line in docx.Document(BytesIO(content)).paragraphs)


def _record(incident_id, minutes=30, note="", **figures):
    report = a_report(minutes=minutes, note=note, **figures)
    incidents.record_situation(incident_id=incident_id, report=report, actor=SYSTEM, now=LEARNED + timedelta(days=3))


def test_a_first_report_is_drafted_signed_sent_and_received(officer, leader, prefecture):
    report_id = a_sent_report(an_incident(), officer, leader, NOW)
    (sent,) = api.report(prefecture, report_id).transmissions
    api.receive_report(transmission_id=sent.id, actor=prefecture, now=NOW + timedelta(minutes=3))
    (sent,) = api.report(officer, report_id).transmissions
    assert (sent.to_region, sent.received_by) == ("5134", prefecture.name)
    assert sent.received_at == NOW + timedelta(minutes=3)
    kinds = JournalEntry.objects.filter(subject=f"report:{report_id}").order_by("id").values_list("kind", flat=True)
    assert list(kinds) == [
        "reporting.report_drafted",
        "reporting.report_signed",
        "reporting.report_sent",
        "reporting.report_received",
    ]


def test_the_draft_tells_the_figures_known(officer):
    incident_id = an_incident()
    _record(incident_id, dead=2, missing=3, rescued=5)
    body = api.report(officer, a_draft(incident_id, officer, NOW)).current.body
    words = [incidents.indicators()[key].name + value for key, value in (("dead", "2"), ("missing", "3"))]
    assert all(word in body for word in words)


def test_the_author_cannot_sign(leader):
    report_id = a_draft(an_incident(), leader, NOW)
    with pytest.raises(api.SignerIsAuthor):
        api.sign_report(report_id=report_id, actor=leader, now=NOW)
    assert Report.objects.get().state == "draft"
    assert JournalEntry.objects.filter(kind="reporting.report_signed").count() == 0


def test_who_only_edited_cannot_sign_either(officer, leader):
    report_id = a_draft(an_incident(), officer, NOW)
    api.edit_report(report_id=report_id, title="New title", body="New text", actor=leader, now=NOW)
    with pytest.raises(api.SignerIsAuthor):
        api.sign_report(report_id=report_id, actor=leader, now=NOW)
    assert api.ReportAct.SIGN not in api.acts_open_to(leader, report_id)
    assert Report.objects.get().state == "draft"


def test_a_duty_officer_cannot_sign(officer, actor_with):
    report_id = a_draft(an_incident(), officer, NOW)
    with pytest.raises(NotAllowed):
        api.sign_report(report_id=report_id, actor=actor_with("duty_officer", "513433", "another"), now=NOW)
    assert Report.objects.get().state == "draft"


def test_an_unsigned_report_cannot_be_sent(officer):
    report_id = a_draft(an_incident(), officer, NOW)
    with pytest.raises(TransitionNotAllowed):
        api.send_report(report_id=report_id, actor=officer, now=NOW)
    assert Transmission.objects.count() == 0


def test_a_signed_report_cannot_be_edited(officer, leader):
    report_id = a_draft(an_incident(), officer, NOW)
    api.sign_report(report_id=report_id, actor=leader, now=NOW)
    with pytest.raises(TransitionNotAllowed):
        api.edit_report(report_id=report_id, title="x", body="y", actor=officer, now=NOW)
    assert ReportVersion.objects.get().body != "y"


def test_sending_twice_to_the_same_receiver_is_refused(officer, leader):
    report_id = a_sent_report(an_incident(), officer, leader, NOW)
    with pytest.raises(api.AlreadySentThere):
        api.send_report(report_id=report_id, actor=officer, now=NOW)
    assert Transmission.objects.count() == 1


@pytest.mark.parametrize("to", ["513433", "513433102", "52", "513401"])
def test_a_report_only_goes_up(officer, leader, to):
    report_id = a_draft(an_incident(), officer, NOW)
    api.sign_report(report_id=report_id, actor=leader, now=NOW)
    with pytest.raises(api.NotAReceiver), transaction.atomic():
        api.send_report(report_id=report_id, to=(to,), actor=officer, now=NOW)
    assert Transmission.objects.count() == 0
    assert Report.objects.get().state == "signed"


def test_what_was_sent_is_the_document_as_it_was(officer, leader):
    incident_id = an_incident()
    report_id = a_draft(incident_id, officer, NOW)
    api.edit_report(report_id=report_id, title="On the flood", body="Two persons died.", actor=officer, now=NOW)
    api.sign_report(report_id=report_id, actor=leader, now=NOW)
    (sent_id,) = api.send_report(report_id=report_id, actor=officer, now=NOW)
    api.correct_report(report_id=report_id, reason="Three, not two", actor=officer, now=NOW)
    api.edit_report(report_id=report_id, title="On the flood", body="Three persons died.", actor=officer, now=NOW)
    content, name = api.sent_document(officer, sent_id)
    assert "Two persons died." in _file_text(content)
    assert name.endswith("On the flood.docx")
    file = api.report(officer, report_id)
    assert [(version.number, version.body, version.reason) for version in file.versions] == [
        (2, "Three persons died.", "Three, not two"),
        (1, "Two persons died.", ""),
    ]


def test_what_was_sent_cannot_be_rewritten_even_in_the_database(officer, leader):
    a_sent_report(an_incident(), officer, leader, NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Transmission.objects.update(body="nicer")
    assert Transmission.objects.get().body != "nicer"


def test_a_corrected_report_is_signed_and_sent_again(officer, leader):
    report_id = a_sent_report(an_incident(), officer, leader, NOW)
    assert api.correct_report(report_id=report_id, reason="A wrong name", actor=officer, now=NOW) == 2
    with pytest.raises(TransitionNotAllowed):
        api.send_report(report_id=report_id, actor=officer, now=NOW)
    api.sign_report(report_id=report_id, actor=leader, now=NOW)
    api.send_report(report_id=report_id, actor=officer, now=NOW)
    assert [row.version for row in api.report(officer, report_id).transmissions] == [1, 2]


def test_a_county_cannot_confirm_the_receipt_of_its_own_report(officer, leader):
    a_sent_report(an_incident(), officer, leader, NOW)
    sent = Transmission.objects.get()
    with pytest.raises(NotAllowed):
        api.receive_report(transmission_id=sent.id, actor=officer, now=NOW)
    assert Transmission.objects.get().received_at is None


def test_a_receipt_is_confirmed_once(officer, leader, prefecture):
    a_sent_report(an_incident(), officer, leader, NOW)
    sent = Transmission.objects.get()
    api.receive_report(transmission_id=sent.id, actor=prefecture, now=NOW)
    with pytest.raises(api.AlreadyReceived):
        api.receive_report(transmission_id=sent.id, actor=prefecture, now=NOW + timedelta(minutes=1))
    assert Transmission.objects.get().received_at == NOW


def test_a_receipt_by_telephone_is_written_down_with_name_and_note(officer, leader):
    a_sent_report(an_incident(), officer, leader, NOW)
    sent = Transmission.objects.get()
    act = {"transmission_id": sent.id, "receiver": "Duty officer of the province", "note": "By telephone, 00:40"}
    api.record_receipt(**act, actor=officer, now=NOW)
    row = Transmission.objects.get()
    assert (row.received_by, row.receipt_note) == ("Duty officer of the province", "By telephone, 00:40")


def test_drafting_the_first_report_twice_gives_the_same_one(officer):
    incident_id = an_incident()
    assert a_draft(incident_id, officer, NOW) == a_draft(incident_id, officer, NOW)
    assert Report.objects.count() == 1


def test_follow_ups_are_numbered_and_tell_what_changed(officer, leader):
    incident_id = an_incident()
    _record(incident_id, dead=3, missing=12)
    a_sent_report(incident_id, officer, leader, NOW)
    _record(incident_id, minutes=60, note="Nine of them were found", dead=12, missing=10)
    first = a_sent_report(incident_id, officer, leader, NOW + timedelta(hours=1), api.Stage.FOLLOWUP)
    second = a_draft(incident_id, officer, NOW + timedelta(hours=2), api.Stage.FOLLOWUP)
    one, two = api.report(officer, first), api.report(officer, second)
    assert (one.report.number, two.report.number, two.report.issue) == (1, 2, 3)
    table = {row[0]: row[3] for row in one.current.figures}
    assert (table["dead"], table["missing"], table["injured"]) == ("12", "10", "")
    assert one.current.body != two.current.body


def test_the_verified_report_carries_every_indicator_of_the_form_and_what_else_was_reported(officer, leader):
    incident_id = an_incident()
    _record(incident_id, dead=12, missing=10, road_km="10.5", trapped=7)
    report_id = a_sent_report(incident_id, officer, leader, NOW, api.Stage.VERIFIED)
    content, _ = api.sent_document(officer, api.report(officer, report_id).transmissions[0].id)
    (table,) = docx.Document(BytesIO(content)).tables
    rows = {row.cells[0].text: row.cells[2].text for row in table.rows[1:]}
    assert len(rows) == 21
    assert rows[incidents.indicators()["trapped"].name] == "7"
    assert rows[incidents.indicators()["road_km"].name] == "10.5"


def test_a_refreshed_draft_takes_the_figures_of_now(officer):
    incident_id = an_incident()
    report_id = a_draft(incident_id, officer, NOW)
    _record(incident_id, dead=2)
    api.refresh_report(report_id=report_id, actor=officer, now=NOW)
    assert {row[0]: row[3] for row in api.report(officer, report_id).current.figures}["dead"] == "2"


def test_another_county_finds_no_report(officer, leader, actor_with):
    report_id = a_sent_report(an_incident(), officer, leader, NOW)
    sent = Transmission.objects.get()
    stranger = actor_with("duty_officer", "513401")
    assert api.reports(stranger).rows == ()
    for ask in (lambda: api.report(stranger, report_id), lambda: api.sent_document(stranger, sent.id)):
        with pytest.raises(NotFound):
            ask()
    with pytest.raises(NotFound):
        api.receive_report(transmission_id=sent.id, actor=stranger, now=NOW)
    assert Transmission.objects.get().received_at is None


def test_an_empty_text_is_refused_by_name(officer):
    report_id = a_draft(an_incident(), officer, NOW)
    with pytest.raises(InvalidValue) as refusal:
        api.edit_report(report_id=report_id, title="x", body="  ", actor=officer, now=NOW)
    assert refusal.value.data["field"] == "body"
    assert ReportVersion.objects.get().title != "x"


def test_a_drills_report_says_so_on_the_paper(officer, leader):
    report_id = a_sent_report(an_incident(is_exercise=True), officer, leader, NOW)
    paper = api.preview(officer, report_id, NOW)
    real = api.preview(officer, a_sent_report(an_incident(), officer, leader, NOW), NOW)
    assert paper.title.endswith(real.title)
    assert paper.title != real.title
    assert Transmission.objects.filter(is_exercise=True).count() == 1


def test_the_list_asks_the_database_a_constant_number_of_times(officer, leader, django_assert_max_num_queries):
    for title in "ABCDE":
        a_sent_report(an_incident(title=title), officer, leader, NOW)
    api.reports(officer)
    with django_assert_max_num_queries(6):
        page = api.reports(officer)
    assert (page.total, [row.sent for row in page.rows]) == (5, [1] * 5)


def test_a_report_past_the_next_level_wants_a_reason(officer, leader):
    report_id = a_draft(an_incident(), officer, NOW)
    api.sign_report(report_id=report_id, actor=leader, now=NOW)
    act = {"report_id": report_id, "actor": officer, "now": NOW}
    with pytest.raises(api.SkipWithoutReason):
        api.send_report(**act, to=("51",), reason=" ")
    assert (Transmission.objects.count(), Report.objects.get().state) == (0, "signed")
    api.send_report(**act, to=("51",), reason="The prefecture cannot be reached")
    api.send_report(**act, to=("5134", "", "513433/garrison"), reason="Serious")
    sent = [
        (row.to_region, row.to_party, row.way, row.way_reason) for row in api.report(officer, report_id).transmissions
    ]
    assert sent == [
        ("51", "", "skip", "The prefecture cannot be reached"),
        ("5134", "", "ordinary", ""),
        ("", "", "together", "Serious"),
        ("513433", "garrison", "ordinary", ""),
    ]


def test_a_figure_that_jumps_is_explained_before_the_report_is_signed(officer, leader):
    incident_id = an_incident()
    _record(incident_id, dead=3)
    a_sent_report(incident_id, officer, leader, NOW)
    _record(incident_id, minutes=40, dead=12)
    report_id = a_draft(incident_id, officer, NOW, api.Stage.FOLLOWUP)
    with pytest.raises(api.JumpUnexplained):
        api.sign_report(report_id=report_id, actor=leader, now=NOW)
    assert Report.objects.get(id=report_id).state == "draft"
    api.explain_jumps(report_id=report_id, explanation="Nine bodies were found downstream", actor=officer, now=NOW)
    api.sign_report(report_id=report_id, actor=leader, now=NOW)
    assert "Nine bodies were found downstream" in _file_text(api.draft_document(officer, report_id, NOW)[0])


def test_what_was_noted_with_a_figure_explains_its_jump(officer, leader):
    incident_id = an_incident()
    _record(incident_id, dead=3)
    a_sent_report(incident_id, officer, leader, NOW)
    _record(incident_id, minutes=40, note="Nine bodies were found", dead=12)
    report_id = a_draft(incident_id, officer, NOW, api.Stage.FOLLOWUP)
    assert api.report(officer, report_id).current.explanation == "Nine bodies were found"
    assert api.sign_report(report_id=report_id, actor=leader, now=NOW) == "signed"


def test_the_first_reading_at_the_receiving_level_is_kept_once(officer, leader, prefecture):
    report_id = a_sent_report(an_incident(), officer, leader, NOW)
    act = {"report_id": report_id, "now": NOW}
    read = [api.note_reading(**act, actor=each) for each in (officer, prefecture, prefecture)]
    assert read == [0, 1, 0]
    (sent,) = api.report(officer, report_id).transmissions
    assert (sent.readers, sent.received_at) == ((prefecture.name,), None)
