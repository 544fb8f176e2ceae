"""Cameras, calls, pictures and remarks; and who had the alarm on the screen when."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.access import client_with
from tests.factories.alarms import NIGHT, a_picture, an_alarm

from anlan.alarms import api
from anlan.alarms.models import AlarmEvidence, AlarmSeen
from anlan.kernel.errors import NotAllowed, NotFound
from anlan.support.models import JournalEntry
from anlan.support.pictures import MOST_BYTES

pytestmark = pytest.mark.django_db
LATER = NIGHT + timedelta(minutes=3)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def add(alarm_id, actor, kind="remark", **fields):
    evidence = api.Evidence(kind=api.EvidenceKind(kind), **fields)
    return api.add_evidence(alarm_id=alarm_id, evidence=evidence, actor=actor, now=LATER)


def test_evidence_is_kept_with_author_and_time_and_is_counted_when_the_alarm_is_verified(actor_with):
    officer, alarm_id = actor_with("duty_officer", name="Officer Li"), an_alarm()
    add(alarm_id, officer, "camera", url="https://cams.example/yihai")
    add(alarm_id, officer, "call", person="Ada", phone="138-0013-8000", text="Water over the road", happened_at=NIGHT)
    add(alarm_id, officer, "photo", content=a_picture(), name="x.png", text="the bridge")
    api.verify_alarm(alarm_id=alarm_id, actor=officer, now=LATER)
    add(alarm_id, officer, "remark", text="seen again")
    camera, call, photo, remark = api.evidence_of(officer, alarm_id)
    assert (camera.url, camera.is_link, camera.given_by, camera.given_at) == (
        "https://cams.example/yihai",
        True,
        "Officer Li",
        LATER,
    )
    assert (call.person, call.phone_masked, call.text, call.happened_at) == (
        "Ada",
        "138****8000",
        "Water over the road",
        NIGHT,
    )
    assert (photo.media_type, photo.width, photo.height, photo.size) == ("image/png", 2, 1, len(a_picture()))
    assert remark.text == "seen again"
    assert api.picture(officer, photo.id) == (a_picture(), "image/png")
    assert JournalEntry.objects.get(kind="alarms.alarm_verified").payload["evidence"] == 3
    assert JournalEntry.objects.filter(kind="alarms.evidence_added").count() == 4
    assert "13800138000" not in str(list(JournalEntry.objects.values())) + str(list(AlarmEvidence.objects.values()))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": "camera", "url": "javascript:alert(1)"}, "url"),
        ({"kind": "camera", "url": "ftp://cams.example/"}, "url"),
        ({"kind": "camera", "url": "https://"}, "url"),
        ({"kind": "camera", "url": "rtsp://admin:secret@10.0.0.1/live"}, "url"),
        ({"kind": "camera", "url": "https://cams.example:99999/"}, "url"),
        ({"kind": "camera", "url": "https://cams.example/" + "x" * 500}, "url"),
        ({"kind": "call", "text": "nobody"}, "person"),
        ({"kind": "call", "person": "Ada"}, "text"),
        ({"kind": "remark"}, "text"),
        ({"kind": "remark", "text": "x" * 501}, "text"),
        ({"kind": "remark", "text": "x", "happened_at": LATER + timedelta(minutes=6)}, "happened_at"),
        ({"kind": "call", "person": "Ada", "text": "x", "phone": "none"}, "phone"),
        ({"kind": "photo", "content": b"<html>", "name": "x.jpg"}, "name"),
        ({"kind": "photo", "content": a_picture()[:-4], "name": "cut.png"}, "name"),
        ({"kind": "photo", "content": b"", "name": "empty.png"}, "name"),
        ({"kind": "photo", "content": a_picture() + b"0" * MOST_BYTES, "name": "huge.png"}, "name"),
    ],
)
def test_evidence_that_cannot_be_is_refused_and_nothing_is_kept(actor_with, own_folder, fields, said):
    alarm_id = an_alarm()
    from anlan.kernel.errors import AnlanError

    with pytest.raises(AnlanError) as refusal:
        add(alarm_id, actor_with("duty_officer"), **fields)
    assert refusal.value.data.get("field", said) == said
    assert (AlarmEvidence.objects.count(), JournalEntry.objects.count()) == (0, 1)
    assert list(own_folder.rglob("*.*")) == []


def test_a_village_officer_brings_a_picture_from_the_spot_and_an_auditor_does_not(actor_with):
    alarm_id = an_alarm()
    add(alarm_id, actor_with("village_officer", "513433106"), "photo", content=a_picture(), name="x.png")
    with pytest.raises(NotAllowed):
        add(alarm_id, actor_with("auditor"), text="x")
    with pytest.raises(NotFound):
        add(alarm_id, actor_with("village_officer", "513433102"), text="x")
    assert AlarmEvidence.objects.count() == 1


def test_a_picture_is_sent_to_those_only_who_may_see_the_alarm(at):
    at(NIGHT)
    alarm_id = an_alarm()
    officer = client_with("duty_officer")
    photo = SimpleUploadedFile("p.png", a_picture(), "text/html")
    answer = officer.post(f"/api/v1/alarms/{alarm_id}/photos", {"photo": photo})
    assert answer.status_code == 201
    address = f"/alarms/evidence/{answer.json()['id']}/"
    sent = officer.get(address)
    assert (sent["Content-Type"], sent["X-Content-Type-Options"], sent.content) == ("image/png", "nosniff", a_picture())
    assert client_with("township_officer", "513433102").get(address).status_code == 404
    assert client_with("township_officer", "513433102").get(f"/api/v1{address}photo").status_code == 404


def test_the_first_look_of_each_person_is_kept_and_no_other(at):
    alarm_id = an_alarm()
    officer = client_with("duty_officer")
    for count in range(3):
        at(NIGHT + timedelta(minutes=count))
        officer.get(f"/alarms/{alarm_id}/")
        officer.get(f"/alarms/{alarm_id}/work/")
    assert [row.seen_at for row in AlarmSeen.objects.all()] == [NIGHT]
    assert client_with("township_officer", "513433102").get(f"/alarms/{alarm_id}/").status_code == 404
    assert AlarmSeen.objects.count() == 1


def test_who_was_told_stands_in_the_order_of_time(actor_with):
    officer, alarm_id = actor_with("duty_officer", name="Li"), an_alarm()
    api.note_seen(alarm_id=alarm_id, actor=officer, now=NIGHT)
    api.take_alarm(alarm_id=alarm_id, actor=officer, now=NIGHT + timedelta(minutes=1))
    api.note_seen(alarm_id=alarm_id, actor=actor_with("commander", name="Wu"), now=NIGHT + timedelta(minutes=2))
    api.verify_alarm(alarm_id=alarm_id, actor=officer, now=NIGHT + timedelta(minutes=3))
    api.close_alarm(alarm_id=alarm_id, actor=officer, now=NIGHT + timedelta(minutes=4))
    assert [(fact.who, fact.how) for fact in api.told(officer, alarm_id)] == [
        ("Li", "seen"),
        ("Li", "taken"),
        ("Wu", "seen"),
        ("Li", "verified"),
        ("Li", "closed"),
    ]
