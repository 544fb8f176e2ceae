"""What comes in is stored once, weighed, and compared with what came before."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from tests.factories.incidents import LEARNED
from tests.factories.intake import a_matter, a_new_matter

from anlan.intake import api
from anlan.intake.models import Matter, MatterPicture
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound
from anlan.kernel.levels import Level
from anlan.support import journal

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
# The smallest JPEG that is whole: start, a note of the camera, a frame of 1 by 1, a scan, the end.
NOTE = b"\xff\xe1\x00\x10Exif\0\0secret-gps"[:18]
JPEG = (
    b"\xff\xd8"
    + NOTE
    + b"\xff\xc0\x00\x0b\x08\x00\x01\x00\x01\x01\x01\x11\x00\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x7f\xff\xd9"
)


def kinds(matter_id):
    return [entry.kind for entry in journal.entries_about(f"matter:{matter_id}")]


def test_a_call_is_stored_with_number_urgency_reasons_and_digest(actor_with):
    officer = actor_with("duty_officer", "513433")
    row = api.matter(officer, a_matter(LEARNED, officer))
    assert row.number == "J20200626-0001"
    assert (row.state, row.teller, row.phone_masked) == (api.MatterState.RECEIVED, "I**", "138****0000")
    assert [reason["key"] for reason in row.reasons] == ["kind_call", "hurt"]
    assert kinds(row.id) == ["intake.matter_received"]


def test_the_same_sent_again_is_stored_once_and_another_text_under_its_number_is_refused(actor_with):
    officer = actor_with("duty_officer", "513433")
    first = a_matter(LEARNED, officer, token="phone-1")
    assert a_matter(LEARNED + MINUTE, officer, token="phone-1") == first
    with pytest.raises(api.TokenUsedOtherwise):
        a_matter(LEARNED, officer, token="phone-1", text="something else")
    assert Matter.objects.count() == 1


def test_who_may_not_send_into_a_region_stores_nothing(actor_with):
    with pytest.raises(NotAllowed):
        a_matter(LEARNED, actor_with("township_officer", "513433107"))
    with pytest.raises(InvalidValue):
        a_matter(LEARNED, actor_with("duty_officer", "513433"), text="")
    assert Matter.objects.count() == 0


def test_what_was_told_can_never_be_changed_afterwards(actor_with):
    matter_id = a_matter(LEARNED)
    with pytest.raises(DatabaseError), transaction.atomic():
        Matter.objects.filter(id=matter_id).update(text="nothing happened")
    assert Matter.objects.get(id=matter_id).text.startswith("The river")


def test_a_repeat_is_stored_shown_as_alike_and_raises_the_urgency_of_the_first(actor_with):
    officer = actor_with("duty_officer", "513433")
    first = a_matter(LEARNED, hurt=0, text="the river took a house")
    assert api.matter(officer, first).urgency is Level.BLUE
    second = a_matter(LEARNED + 5 * MINUTE, hurt=0, text="the river took a house!", teller_phone="13900000000")
    row = api.matter(officer, first)
    assert (row.repeats, row.points, row.urgency) == (1, 20, Level.BLUE)
    assert kinds(first) == ["intake.matter_received", "intake.matter_repeated"]
    pair = api.alike(officer, second)[0]
    assert (pair.matter.id, pair.is_strong) == (first, True)
    assert api.alike(officer, first)[0].matter.id == second
    a_matter(LEARNED + 9 * MINUTE, hurt=0, text="the river took a house")
    assert api.matter(officer, first).repeats + api.matter(officer, second).repeats == 2


def test_what_came_hours_ago_or_from_another_county_is_not_alike(actor_with):
    officer = actor_with("duty_officer", "5134")
    a_matter(LEARNED - timedelta(hours=7))
    a_matter(LEARNED, region="513434106200")
    assert api.alike(officer, a_matter(LEARNED)) == ()


def test_a_picture_loses_the_cameras_notes_and_keeps_the_digest_of_what_came(actor_with, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    officer = actor_with("duty_officer", "513433")
    matter_id = a_matter(LEARNED, officer, pictures=(api.SentPicture(name="a.jpg", content=JPEG),))
    content, media_type = api.picture(officer, api.pictures_of(matter_id)[0])
    assert media_type == "image/jpeg"
    assert content == JPEG.replace(NOTE, b"")
    with pytest.raises(NotFound):
        api.picture(actor_with("duty_officer", "513434"), api.pictures_of(matter_id)[0])


def test_what_is_no_picture_refuses_the_whole_matter(actor_with, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    fake = api.SentPicture(name="a.jpg", content=b"<html>")
    with pytest.raises(api.NotAPicture):
        a_matter(LEARNED, pictures=(fake,))
    with pytest.raises(api.TooManyPictures):
        a_matter(LEARNED, pictures=(api.SentPicture(name="a.jpg", content=JPEG),) * 7)
    assert (Matter.objects.count(), MatterPicture.objects.count(), list(tmp_path.iterdir())) == (0, 0, [])


def test_a_stranger_gets_a_receipt_the_same_for_the_same_and_is_slowed_down():
    new = a_new_matter(kind=api.MatterKind.TIP_OFF, token="t0")
    receipt = api.receive_from_public(new=new, origin="mark", now=LEARNED)
    assert api.receive_from_public(new=new, origin="mark", now=LEARNED) == receipt
    for number in range(1, 8):
        api.receive_from_public(
            new=a_new_matter(kind=api.MatterKind.TIP_OFF, token=f"t{number}"), origin="mark", now=LEARNED
        )
    ninth = a_new_matter(kind=api.MatterKind.TIP_OFF, token="t9")
    with pytest.raises(api.TooManyReports):
        api.receive_from_public(new=ninth, origin="mark", now=LEARNED)
    assert Matter.objects.count() == 8
    api.receive_from_public(new=ninth, origin="another", now=LEARNED)
    api.receive_from_public(new=replace_token(ninth), origin="mark", now=LEARNED + timedelta(minutes=31))


def replace_token(new):
    return a_new_matter(kind=new.kind, token="later")


def test_a_key_sends_for_a_partner_once_and_a_mail_once(client, db):
    from tests.factories.access import bearer, build_api_key

    _, token = build_api_key("gateway", "5134")
    body = {"id": "p-1", "text": "smoke on the ridge", "region": "513433106"}
    answers = [client.post("/api/v1/intake/matters", body, "application/json", **bearer(token)) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    raw = b"From: a@example.org\r\nMessage-ID: <7@example.org>\r\nSubject: Crack\r\n\r\nthe wall moved\r\n"
    for _ in range(2):
        sent = client.post("/api/v1/intake/mail?region=513433", raw, "message/rfc822", **bearer(token))
        assert sent.status_code == 201
    refused = client.post("/api/v1/intake/mail?region=513433", b"nothing", "message/rfc822", **bearer(token))
    assert (refused.status_code, refused.json()["code"]) == (422, "intake.mail_unreadable")
    assert sorted(Matter.objects.values_list("kind", flat=True)) == ["mail", "partner"]
    assert client.post("/api/v1/intake/matters", body, "application/json").status_code == 401
