"""Notices to named persons: told once, sent once, tried again, read by nobody else."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.access import build_user, client_of
from tests.factories.people import build_person
from tests.factories.places import build_divisions

from anlan.kernel.actors import SYSTEM, Actor
from anlan.kernel.errors import NotAllowed, NotFound
from anlan.notices import api
from anlan.notices.models import Notice
from anlan.notices.ports import GatewayDown, NumberRefused
from anlan.support import journal

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 7, 1, 1, 0, tzinfo=UTC)
FACTS = {"holder": "Li", "year": "2026", "duty": "meet", "until": "2026-06-30", "owed": "2", "done": "1"}


class FakeTexter:
    """Takes what it is sent, unless it was told to fail."""

    def __init__(self, *faults):
        self.faults, self.sent = list(faults), []

    def send(self, notice_id, number, text):
        if self.faults:
            raise self.faults.pop(0)
        self.sent.append((notice_id, number))
        return "ref-1"


def a_note(*persons, **told):
    same = {"kind": "duty_behind", "about": "duty:1", "subject": "list:1", "region": "513433", "url": "/safety-duties/"}
    return api.Note(**(same | {"facts": FACTS, "persons": tuple(each.id for each in persons)} | told))


def tell(*notes):
    return api.tell_persons(notes=notes, actor=SYSTEM, now=NOW)


def send(texter, now=NOW):
    api.send_notice(notice_id=Notice.objects.get().id, texter=texter, actor=SYSTEM, now=now)
    return Notice.objects.get()


def test_a_person_is_told_of_a_thing_once():
    li, wang = build_person("Li"), build_person("Wang")
    assert tell(a_note(li, li)) == 1
    assert tell(a_note(li, wang)) == 1
    assert tell(a_note(li, wang)) == 0
    assert tell(a_note(li, about="duty:2")) == 1
    told = api.told_about(["duty:1", "duty:9"])
    assert [each.person_name for each in told["duty:1"]] == ["Li", "Wang"]
    assert told["duty:9"] == ()
    assert [each.kind for each in journal.entries_about("list:1")].count("notices.persons_told") == 3


def test_only_the_platform_tells_and_sends():
    person = build_person("Li")
    clerk = Actor(id="clerk", name="clerk")
    with pytest.raises(NotAllowed):
        api.tell_persons(notes=[a_note(person)], actor=clerk, now=NOW)
    tell(a_note(person))
    texter = FakeTexter()
    with pytest.raises(NotAllowed):
        api.send_notice(notice_id=Notice.objects.get().id, texter=texter, actor=clerk, now=NOW)
    assert (Notice.objects.get().sent_at, texter.sent) == (None, [])


def test_a_notice_is_sent_once():
    tell(a_note(build_person("Li", phone="11100000009")))
    texter = FakeTexter()
    row = send(texter)
    assert (row.sent_at, row.next_try_at, row.reference) == (NOW, None, "ref-1")
    send(texter)
    assert texter.sent == [(row.id, "11100000009")]


@pytest.mark.parametrize(("phone", "is_exercise"), [("", False), ("11100000009", True)])
def test_without_a_number_and_in_an_exercise_nothing_leaves(phone, is_exercise):
    tell(a_note(build_person("Li", phone=phone), is_exercise=is_exercise))
    texter = FakeTexter()
    assert send(texter).sent_at is None
    assert texter.sent == []


def test_where_the_gateway_is_down_it_is_tried_again_and_given_up_at_last():
    tell(a_note(build_person("Li")))
    now, texter = NOW, FakeTexter(*[GatewayDown("down")] * 7)
    for _ in range(6):
        row = send(texter, now)
        assert row.next_try_at > now
        assert api.queue_due_notices(actor=SYSTEM, now=row.next_try_at - timedelta(seconds=1)) == 0
        now = row.next_try_at
        assert api.queue_due_notices(actor=SYSTEM, now=now) == 1
        assert api.queue_due_notices(actor=SYSTEM, now=now) == 0
    row = send(texter, now)
    assert (row.next_try_at, row.sent_at, row.fault, row.attempts) == (None, None, "down", 7)
    assert [each.kind for each in journal.entries_about("list:1")].count("notices.notice_not_sent") == 1


def test_a_refused_number_is_not_tried_again():
    tell(a_note(build_person("Li")))
    row = send(FakeTexter(NumberRefused("answered 400")))
    assert (row.next_try_at, row.sent_at, row.fault) == (None, None, "answered 400")


def test_a_person_reads_only_the_own_notices():
    li, wang = build_person("Li"), build_person("Wang")
    tell(a_note(li))
    reader = Actor(id="li", name="Li", person_id=li.id)
    other, nobody = replace(reader, person_id=wang.id), replace(reader, person_id=None)
    notice_id = Notice.objects.get().id
    for actor in (other, nobody):
        assert (len(api.own_notices(actor)), api.unread_count(actor)) == (0, 0)
        for ask in (api.own_notice, lambda who, id_: api.read_notice(notice_id=id_, actor=who, now=NOW)):
            with pytest.raises(NotFound):
                ask(actor, notice_id)
    assert Notice.objects.get().read_at is None
    assert api.unread_count(reader) == 1
    for _ in range(2):
        assert api.read_notice(notice_id=notice_id, actor=reader, now=NOW) == "/safety-duties/"
    assert (api.unread_count(reader), api.own_notice(reader, notice_id).read_at) == (0, NOW)
    assert [each.kind for each in journal.entries_about("list:1")].count("notices.notice_read") == 1


def test_the_page_shows_and_marks_the_own_notices(at):
    at(NOW)
    build_divisions()
    li = build_person("Li")
    client = client_of(build_user("village_officer", "513433", person_id=li.id))
    assert client.get("/notices/").status_code == 200
    tell(a_note(li))
    assert "2026-06-30" in client.get("/notices/?unread=1").content.decode()
    assert client.post(f"/notices/{uuid4()}/read/").status_code == 404
    answer = client.post(f"/notices/{Notice.objects.get().id}/read/")
    assert (answer.status_code, answer.url) == (302, "/safety-duties/")
    assert "2026-06-30" not in client.get("/notices/?unread=1").content.decode()
    assert client.get("/api/v1/notices/").json()[0]["read_at"] is not None


def test_the_page_asks_as_often_for_many_notices_as_for_few(at):
    at(NOW)
    build_divisions()
    li = build_person("Li")
    client = client_of(build_user("village_officer", "513433", person_id=li.id))
    asked = []
    for count in (2, 9):
        tell(*(a_note(li, about=f"duty:{each}") for each in range(count)))
        client.get("/notices/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/notices/").content.decode().count("data-entry") == count
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 20
