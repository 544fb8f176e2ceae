"""Messages reach their receivers once, whatever fails on the way."""

import json
import re
import threading
import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import uuid4

import httpx
import pytest
from tests.factories.public_warnings import APPROVER, NIGHT, TOWNSHIP, an_actor, an_issued

from anlan.config.parts.nats import throw_away_server
from anlan.config.parts.ports import free_ports
from anlan.config.plant import SIDE_PORTS
from anlan.config.side.running import Side, running_side
from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import AnlanError
from anlan.people.models import Device
from anlan.protocols.cap12.reading import read
from anlan.public_warnings import api
from anlan.public_warnings.adapters.email import EmailSender
from anlan.public_warnings.adapters.loudspeaker import LoudspeakerSender
from anlan.public_warnings.adapters.sms import SmsSender
from anlan.public_warnings.adapters.voice import VoiceGateway, VoiceSender
from anlan.public_warnings.adapters.webhook import WebhookSender
from anlan.public_warnings.models import Delivery, Transmission
from anlan.public_warnings.ports import Accepted, ChannelDown, MessageRefused, Receipt
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
KEY = "k" * 50


class FakeSender:
    """A gateway in memory that can be down, refuse, or take a message and lose the answer."""

    is_shared = True

    def __init__(self) -> None:
        self.tried = 0
        self.taken: list = []
        self.down = False
        self.refuses = False
        self.loses_answers = 0

    def send(self, message) -> Accepted:
        self.tried += 1
        if self.down:
            raise ChannelDown("unreachable")
        if self.refuses:
            raise MessageRefused("no such receiver")
        self.taken.append(message.id)
        if self.loses_answers:
            self.loses_answers -= 1
            raise ChannelDown("the answer was lost")
        return Accepted("r", is_delivered=False)

    def find(self, message) -> Accepted | None:
        return Accepted("found", is_delivered=False) if message.id in self.taken else None

    def receipts(self, ids):
        return frozenset(Receipt(each) for each in self.taken if each in ids)

    def probe(self) -> None:
        if self.down:
            raise ChannelDown("unreachable")


def deliver(channel, sender) -> int:
    return api.deliver_channel(channel=channel, sender=sender, actor=SYSTEM, now=lambda: NIGHT)


def wait_for(is_done, seconds=10) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if is_done():
            return True
        time.sleep(0.1)
    return False


def due_now() -> None:
    Delivery.objects.filter(state="waiting").update(next_try_real=clock.real_now())


def states(channel) -> list[tuple[str, int]]:
    return list(Delivery.objects.filter(channel=channel).order_by("id").values_list("state", "attempts"))


@pytest.fixture
def side(tmp_path):
    first = free_ports(SIDE_PORTS)[0]
    with running_side(Side(folder=tmp_path, first_port=first, webhook_key=KEY)) as found:
        yield first, found


def test_an_issued_warning_waits_on_every_channel_once(ground):
    an_issued()
    found = sorted(Delivery.objects.values_list("channel", "state"))
    assert found == [
        ("cap_feed", "delivered"),
        ("email", "waiting"),
        ("email", "waiting"),
        ("email", "waiting"),
        ("loudspeaker", "waiting"),
        ("public_page", "delivered"),
        ("sms", "waiting"),
        ("sms", "waiting"),
        ("sms", "waiting"),
        ("webhook", "waiting"),
    ]


def test_mail_reaches_its_server_with_the_message_attached(ground, side):
    port, found = side
    an_issued()
    assert deliver("email", EmailSender("email", f"smtp://127.0.0.1:{port}")) == 3
    mails = found.mails.all()
    assert sorted(mail["to"] for mail in mails) == [
        f"{name}-513433@anlan.example" for name in ("duty-above", "media", "members")
    ]
    assert mails[0]["subject"] == "Red warning of flash flood"
    name = Transmission.objects.get().identifier
    assert mails[0]["attachments"] == [f"{name}.xml", f"{name}.docx"]
    assert states("email") == [("delivered", 1)] * 3


def test_a_webhook_gets_the_signed_message_and_a_wrong_key_is_refused(ground, side):
    port, found = side
    an_issued()
    Delivery.objects.filter(channel="webhook").update(address=f"http://127.0.0.1:{port + 2}/warnings")
    deliver("webhook", WebhookSender("webhook", "another key"))
    assert states("webhook") == [("given_up", 1)]
    assert found.posts.all() == []
    row = Delivery.objects.get(channel="webhook")
    api.retry_delivery(delivery_id=row.id, actor=APPROVER, now=NIGHT)
    assert deliver("webhook", WebhookSender("webhook", KEY)) == 1
    assert read(found.posts.all()[0]["document"].encode()).identifier == Transmission.objects.get().identifier


def test_sms_go_to_real_numbers_and_come_back_as_receipts(ground, side):
    port, found = side
    an_issued()
    api.begin_calls(actor=SYSTEM, now=NIGHT)
    sender = SmsSender("sms", f"http://127.0.0.1:{port + 1}")
    assert deliver("sms", sender) == 6
    called = [text for text in found.texts.all() if re.search(r"/c/[\w=-]{40}/", text["text"])]
    assert sorted(text["to"] for text in called) == ["11100000001", "11100000003", "11100000005"]
    assert len({text["to"] for text in found.texts.all()}) == 6
    assert api.read_receipts(ids=frozenset(api.awaiting_receipt("sms")), sender=sender, now=NIGHT) == 6
    assert {state for state, _ in states("sms")} == {"delivered"}
    assert api.awaiting_receipt("sms") == ()


class Saying(BaseHTTPRequestHandler):
    """A gateway that answers everything with one text."""

    text = b""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.text)))
        self.end_headers()
        self.wfile.write(self.text)

    def log_message(self, *_) -> None:
        pass


@pytest.fixture
def saying():
    handler = type("SayingThis", (Saying,), {})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/gate/", handler
        server.shutdown()


def test_receipts_for_what_was_not_asked_are_nobodys_and_spoil_no_other(saying):
    url, handler = saying
    mine, failed, other = uuid4(), uuid4(), uuid4()
    handler.text = json.dumps(
        {"delivered": [str(mine).upper(), str(other), "no id", None], "failed": {str(failed): "off", "x": "y"}}
    ).encode()
    assert SmsSender("sms", url).receipts(frozenset({mine, failed})) == {
        Receipt(mine),
        Receipt(failed, "failed", "off"),
    }
    handler.text = json.dumps({"results": {str(mine): "busy", str(other): "busy", "no id": "busy"}}).encode()
    voice = VoiceSender("voice", VoiceGateway(url=url, secret="s", callback=""))
    assert {each.id for each in voice.receipts(frozenset({mine, failed}))} == {mine}


@pytest.mark.parametrize("text", [b"<html>", b"[]", b"{}", b'{"delivered": null}', b'{"delivered": [], "failed": []}'])
def test_an_answer_that_is_no_list_of_receipts_means_that_the_gateway_is_down(text, saying):
    url, handler = saying
    handler.text = text
    with pytest.raises(ChannelDown):
        SmsSender("sms", url).receipts(frozenset({uuid4()}))


def test_an_sms_whose_answer_was_lost_is_asked_for_and_not_sent_again(ground, side):
    port, found = side
    an_issued()
    api.begin_calls(actor=SYSTEM, now=NIGHT)
    Delivery.objects.filter(channel="sms").exclude(receiver__startswith="Damawu A").delete()
    httpx.post(f"http://127.0.0.1:{port + 1}/fail", json={"times": 1, "after": True})
    sender = SmsSender("sms", f"http://127.0.0.1:{port + 1}")
    assert deliver("sms", sender) == 0
    assert len(found.texts.all()) == 1
    due_now()
    assert deliver("sms", sender) == 1
    assert len(found.texts.all()) == 1
    assert states("sms") == [("sent", 2)]


def test_a_crash_between_sending_and_recording_sends_nothing_twice(ground):
    an_issued()
    api.begin_calls(actor=SYSTEM, now=NIGHT)
    gateway = FakeSender()
    first = Delivery.objects.filter(channel="sms").first()
    gateway.taken.append(first.id)
    ended = clock.real_now() - timedelta(seconds=1)
    Delivery.objects.filter(channel="sms").update(state="sending", attempts=1, claimed_until_real=ended)
    assert deliver("sms", gateway) == 6
    assert sorted(gateway.taken) == sorted(Delivery.objects.filter(channel="sms").values_list("id", flat=True))


def test_a_claim_that_still_holds_is_left_to_its_process(ground):
    an_issued()
    later = clock.real_now() + timedelta(seconds=30)
    Delivery.objects.filter(channel="webhook").update(state="sending", claimed_until_real=later)
    gateway = FakeSender()
    assert (deliver("webhook", gateway), gateway.taken) == (0, [])


def test_a_channel_that_is_down_waits_and_does_not_stop_the_others(ground):
    an_issued()
    broken, well = FakeSender(), FakeSender()
    broken.down = True
    assert (deliver("email", broken), deliver("webhook", well)) == (0, 1)
    assert {state for state, _ in states("email")} == {"waiting"}
    assert Delivery.objects.filter(channel="email", next_try_real__gt=clock.real_now()).count() == 3
    broken.down = False
    assert deliver("email", broken) == 0
    due_now()
    assert deliver("email", broken) == 3


def test_after_eight_attempts_a_person_gets_it_and_can_send_it_on(ground):
    warning_id = an_issued()
    gateway = FakeSender()
    gateway.down = True
    for _ in range(7):
        deliver("webhook", gateway)
        due_now()
    assert states("webhook") == [("waiting", 7)]
    deliver("webhook", gateway)
    assert states("webhook") == [("given_up", 8)]
    (row,) = api.dead_letters(APPROVER).rows
    assert (row.warning_id, row.last_fault) == (warning_id, "unreachable")
    assert JournalEntry.objects.filter(kind="public_warnings.delivery_finished").get().payload["outcome"] == "given_up"
    gateway.down = False
    api.retry_delivery(delivery_id=row.id, actor=APPROVER, now=NIGHT)
    assert (deliver("webhook", gateway), states("webhook")) == (1, [("sent", 1)])


def test_only_what_was_given_up_can_be_retried_and_only_by_those_who_may(ground):
    an_issued()
    waiting = Delivery.objects.get(channel="webhook")
    for actor, code in (
        (APPROVER, "kernel.transition_not_allowed"),
        (an_actor("auditor"), "kernel.not_allowed"),
        (an_actor("commander", region="513434"), "kernel.not_found"),
    ):
        with pytest.raises(AnlanError) as caught:
            api.retry_delivery(delivery_id=waiting.id, actor=actor, now=NIGHT)
        assert caught.value.code == code
    with pytest.raises(AnlanError):
        api.retry_delivery(delivery_id=uuid4(), actor=APPROVER, now=NIGHT)
    assert states("webhook") == [("waiting", 0)]


def test_a_refusal_for_good_goes_to_a_person_at_once(ground):
    an_issued()
    gateway = FakeSender()
    gateway.refuses = True
    deliver("webhook", gateway)
    assert states("webhook") == [("given_up", 1)]


def test_a_public_delivery_of_an_exercise_is_refused_at_the_last_door_too(ground):
    an_issued(is_exercise=True, channels=("exercise_email",))
    row = Delivery.objects.get(channel="exercise_email")
    Transmission.objects.get()
    sneaked = Delivery(
        transmission=row.transmission,
        warning_id=row.warning_id,
        region=row.region,
        channel="webhook",
        receiver="x",
        address="http://127.0.0.1:1/",
        next_try_real=clock.real_now(),
        queued_at=NIGHT,
        is_exercise=False,
    )
    sneaked.save(force_insert=True)
    gateway = FakeSender()
    assert (deliver("webhook", gateway), gateway.taken) == (0, [])
    assert states("webhook") == [("given_up", 1)]


def a_speaker() -> Device:
    return Device.objects.create(
        code="S1", name="Speaker", kind="loudspeaker", address="speakers/513433103/1", region=TOWNSHIP
    )


def test_loudspeakers_play_a_warning_once_and_say_so(ground, tmp_path):
    with throw_away_server() as server:
        side = Side(folder=tmp_path, first_port=free_ports(SIDE_PORTS)[0], webhook_key=KEY, mqtt_port=server.mqtt_port)
        with running_side(side) as found:
            device = a_speaker()
            an_issued()
            sender = LoudspeakerSender("127.0.0.1", server.mqtt_port)
            assert deliver("loudspeaker", sender) == 1
            row = Delivery.objects.get(channel="loudspeaker")
            assert wait_for(lambda: api.read_receipts(ids=frozenset({row.id}), sender=sender, now=NIGHT) == 1)
            (played,) = found.played.all()
            assert (played["topic"], played["id"]) == (device.address, str(row.id))
            assert states("loudspeaker") == [("delivered", 1)]
            device.refresh_from_db()
            assert (device.last_receipt, device.last_receipt_at) == ("delivered", NIGHT)


NOBODY_THERE = [
    SmsSender("webhook", "http://127.0.0.1:9"),
    WebhookSender("webhook", KEY, ("http://127.0.0.1:9/",)),
    EmailSender("email", "smtp://127.0.0.1:9"),
    LoudspeakerSender("127.0.0.1", 9),
]


@pytest.mark.parametrize("sender", NOBODY_THERE)
def test_the_test_of_a_link_to_nobody_says_that_it_is_down(sender):
    with pytest.raises(ChannelDown):
        sender.probe()


def test_the_test_of_a_link_reaches_the_gateway_and_nobody_else(side):
    port, found = side
    SmsSender("sms", f"http://127.0.0.1:{port + 1}").probe()
    WebhookSender("webhook", KEY, (f"http://127.0.0.1:{port + 2}/warnings",)).probe()
    EmailSender("email", f"smtp://127.0.0.1:{port}").probe()
    assert found.texts.all() == found.posts.all() == found.mails.all() == []


def test_a_failed_receipt_is_no_delivery_and_a_later_arrival_stands(ground):
    an_issued()
    row = Delivery.objects.get(channel="webhook")
    deliver("webhook", FakeSender())
    api.take_receipts(receipts=frozenset({Receipt(row.id, "failed", "absent subscriber")}), now=NIGHT)
    row.refresh_from_db()
    assert (row.state, row.last_fault, row.delivered_at) == ("undelivered", "absent subscriber", None)
    assert api.take_receipts(receipts=frozenset({Receipt(row.id)}), now=NIGHT) == 1
    assert api.take_receipts(receipts=frozenset({Receipt(row.id), Receipt(row.id, "failed", "x")}), now=NIGHT) == 0
    row.refresh_from_db()
    assert (row.state, row.last_fault) == ("delivered", "")


@pytest.mark.parametrize("sender", NOBODY_THERE)
def test_a_gateway_that_is_not_there_is_down_and_nothing_else(ground, sender):
    an_issued()
    Delivery.objects.exclude(channel="email").update(address="http://127.0.0.1:9/")
    channel = {SmsSender: "webhook", WebhookSender: "webhook", EmailSender: "email"}.get(type(sender), "loudspeaker")
    assert deliver(channel, sender) == 0
    assert {state for state, _ in states(channel)} == {"waiting"}


def test_a_gateway_found_down_is_not_asked_for_every_message(ground):
    an_issued()
    row = Delivery.objects.get(channel="webhook")
    Delivery.objects.bulk_create(
        Delivery(
            transmission=row.transmission,
            warning_id=row.warning_id,
            region=row.region,
            channel="loudspeaker",
            receiver=str(number),
            address="x",
            next_try_real=clock.real_now(),
            queued_at=NIGHT,
            is_exercise=False,
        )
        for number in range(39)
    )
    gateway = FakeSender()
    gateway.down = True
    deliver("loudspeaker", gateway)
    assert gateway.tried <= 8
    assert sum(attempts for _, attempts in states("loudspeaker")) == gateway.tried
    assert {state for state, _ in states("loudspeaker")} == {"waiting"}
