"""The sound of a warning: checked, sealed, kept, spoken once, heard by those who may; loudspeakers told of it."""

import io
import json
import struct
import wave
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, InternalError, transaction
from django.test import Client
from tests.factories.access import client_with
from tests.factories.public_warnings import (
    APPROVER,
    AUTHOR,
    NIGHT,
    SIGNER,
    TOWNSHIP,
    a_draft,
    an_actor,
    an_issued,
    as_exercise,
)

from anlan.config.parts.nats import throw_away_server
from anlan.config.side.speakers import loudspeakers
from anlan.config.side.speech import tone
from anlan.config.side.store import Received
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import AnlanError
from anlan.public_warnings import api
from anlan.public_warnings.adapters.channels import sender_for
from anlan.public_warnings.adapters.email import EmailSender
from anlan.public_warnings.adapters.loudspeaker import LoudspeakerSender
from anlan.public_warnings.adapters.sms import SmsSender
from anlan.public_warnings.adapters.sounds import Sounds
from anlan.public_warnings.adapters.speakerwords import receipt_in
from anlan.public_warnings.adapters.unset import UnsetSender
from anlan.public_warnings.adapters.webhook import WebhookSender
from anlan.public_warnings.domain.sound import checked
from anlan.public_warnings.models import Delivery, PublicWarning, Sound, Transmission
from anlan.public_warnings.ports import ChannelDown, MessageRefused, Outgoing, Receipt
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db


def keep(warning_id, raw=None, *, actor=AUTHOR, language="zh-CN"):
    raw = tone(2) if raw is None else raw
    return api.keep_sound(warning_id=warning_id, language=language, raw=raw, actor=actor, now=NIGHT)


def issue(warning_id) -> None:
    api.submit_warning(warning_id=warning_id, actor=AUTHOR, now=NIGHT)
    api.sign_warning(warning_id=warning_id, actor=SIGNER, now=NIGHT)
    api.approve_warning(warning_id=warning_id, actor=APPROVER, now=NIGHT)


def wav(*, seconds=1.0, bits=16, channels=1, rate=8000) -> bytes:
    held = io.BytesIO()
    with wave.open(held, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(bits // 8)
        file.setframerate(rate)
        file.writeframes(bytes(int(seconds * rate) * channels * bits // 8))
    return held.getvalue()


@pytest.mark.parametrize("raw", [wav(), wav(channels=2, rate=44100), wav(seconds=300), wav(rate=48000)])
def test_plain_sound_of_up_to_five_minutes_is_taken(raw):
    assert checked(raw).raw == raw


@pytest.mark.parametrize(
    ("raw", "rule"),
    [
        (b"", "wav_file"),
        (b"ID3" + bytes(100), "wav_file"),
        (b"RIFF\0\0\0\0WAVE", "wav_file"),
        (wav()[:-1], "whole_file"),
        (wav(bits=8), "plain_16_bit_sound"),
        (wav(rate=12345), "plain_16_bit_sound"),
        (wav()[:20] + struct.pack("<H", 3) + wav()[22:], "plain_16_bit_sound"),
        (wav(seconds=0), "up_to_five_minutes"),
        (wav(seconds=300.1), "up_to_five_minutes"),
        (wav() + bytes(10 * 1024 * 1024), "at_most_10_megabytes"),
    ],
)
def test_what_no_loudspeaker_plays_is_refused_by_its_rule_and_not_kept(raw, rule, ground):
    warning_id = a_draft()
    with pytest.raises(AnlanError) as caught:
        keep(warning_id, raw)
    assert caught.value.data["rule"] == rule
    assert Sound.objects.count() == 0


def test_who_brings_a_sound_is_an_author_and_the_seal_covers_it(ground):
    warning_id = a_draft()
    other = an_actor("duty_officer", "another")
    sound = keep(warning_id, actor=other)
    assert other.id in PublicWarning.objects.get(id=warning_id).author_keys
    assert JournalEntry.objects.get(kind="public_warnings.sound_kept").payload["sha256"] == sound.sha256
    api.submit_warning(warning_id=warning_id, actor=AUTHOR, now=NIGHT)
    api.sign_warning(warning_id=warning_id, actor=SIGNER, now=NIGHT)
    Sound.objects.update(sha256="0" * 64)
    with pytest.raises(AnlanError):
        api.approve_warning(warning_id=warning_id, actor=APPROVER, now=NIGHT)
    assert Transmission.objects.count() == 0


def drop(warning_id):
    api.drop_sound(warning_id=warning_id, language="zh-CN", actor=AUTHOR, now=NIGHT)


@pytest.mark.parametrize("act", [keep, drop])
def test_a_sound_changes_on_a_draft_only(act, ground):
    warning_id = a_draft()
    keep(warning_id)
    api.submit_warning(warning_id=warning_id, actor=AUTHOR, now=NIGHT)
    before = list(Sound.objects.values())
    with pytest.raises(AnlanError):
        act(warning_id)
    assert list(Sound.objects.values()) == before


def test_the_database_changes_no_sound_of_what_was_sent(ground):
    warning_id, draft = a_draft(), a_draft()
    keep(warning_id)
    keep(draft)
    issue(warning_id)
    sent, other = Sound.objects.filter(warning_id=warning_id), Sound.objects.filter(warning_id=draft)
    before = list(Sound.objects.values())
    row = sent.get()
    english = Sound(warning_id=warning_id, language="en", source="hand", size=1, seconds=1, sha256="1", kept_at=NIGHT)
    for change in (
        lambda: sent.update(raw=b"other"),
        lambda: sent.update(warning_id=draft, language="en"),
        lambda: other.update(warning_id=warning_id, language="en"),
        sent.delete,
        lambda: english.save(force_insert=True),
    ):
        with pytest.raises((InternalError, IntegrityError)), transaction.atomic():
            change()
    assert list(Sound.objects.values()) == before
    assert row.sha256 == api.sounds(warning_id)[0].sha256
    other.update(seconds=2)
    english.source = "machine"
    english.save(force_insert=True)
    assert [each.language for each in api.sounds(warning_id)] == ["en", "zh-CN"]


def test_a_sound_is_taken_away_again(ground):
    warning_id = a_draft()
    keep(warning_id)
    api.drop_sound(warning_id=warning_id, language="zh-CN", actor=AUTHOR, now=NIGHT)
    assert api.sounds(warning_id) == ()
    with pytest.raises(AnlanError):
        api.drop_sound(warning_id=warning_id, language="zh-CN", actor=AUTHOR, now=NIGHT)


def test_a_sound_of_an_unknown_language_is_refused(ground):
    with pytest.raises(AnlanError):
        keep(a_draft(), language="xx")


def test_a_draft_is_heard_by_nobody_outside_and_a_warning_by_everybody(ground):
    draft = a_draft()
    sha256 = keep(draft).sha256
    assert Client().get(f"/sounds/{sha256}.wav").status_code == 404
    assert Client().get(f"/warnings/{draft}/sound/zh-CN.wav").status_code == 302
    issue(draft)
    answer = Client().get(f"/sounds/{sha256}.wav")
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, tone(2), "audio/wav")
    assert "immutable" in answer["Cache-Control"]


class Voice:
    """A speech gateway in memory."""

    def __init__(self) -> None:
        self.asked, self.is_down = 0, False

    def speak(self, text: str, language: str):
        self.asked += 1
        if self.is_down:
            raise ChannelDown("no voice")
        return checked(tone(1))


@pytest.fixture
def order(ground):
    an_issued()
    sent = Transmission.objects.get()
    return Outgoing(
        id=uuid4(),
        channel="loudspeaker",
        receiver="Yihai",
        address=f"speakers/{TOWNSHIP}",
        title=sent.headline,
        text="Leave the river banks at once.",
        document=bytes(sent.cap_xml),
        identifier=sent.identifier,
        is_exercise=False,
        is_frozen_exercise=False,
    )


def test_a_text_is_spoken_once_for_all_loudspeakers(order):
    voice = Voice()
    sounds = Sounds(voice, "https://a.example")
    first, second = sounds.told(order, "zh-CN"), sounds.told(order, "zh-CN")
    assert first == second
    assert first["url"] == f"https://a.example/sounds/{first['sha256']}.wav"
    assert sounds.raw(order) == tone(1)
    assert (voice.asked, Sound.objects.get().source) == (1, "machine")


def test_no_loudspeaker_waits_for_a_voice(order):
    voice, now = Voice(), [0.0]
    voice.is_down = True
    sounds = Sounds(voice, "https://a.example", seconds=lambda: now[0])
    assert sounds.told(order, "zh-CN") is None
    now[0] = 59.9
    assert sounds.told(order, "zh-CN") is None
    assert voice.asked == 1
    now[0], voice.is_down = 60.0, False
    assert sounds.told(order, "zh-CN")["seconds"] == 1.0


def test_without_a_gateway_devices_read_the_text_themselves(order):
    assert Sounds(None, "https://a.example").told(order, "zh-CN") is None
    assert Sounds(None, "https://a.example").raw(order) == b""


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"state": "finished", "seconds": 150}, ("delivered", "150 s")),
        ({"played": True}, ("delivered", "")),
        ({"state": "failed", "reason": "amplifier"}, ("failed", "amplifier")),
        ({"state": "started"}, None),
        ({"state": "other"}, None),
        ({"state": "finished", "seconds": "long"}, None),
        ({"id": "none", "state": "finished"}, None),
    ],
)
def test_a_playback_receipt_says_what_was_heard(said, expected):
    number = uuid4()
    found = receipt_in(json.dumps({"id": str(number), **said}).encode())
    assert found == (Receipt(number, *expected) if expected else None)


@pytest.mark.parametrize("raw", [b"", b"\xff", b"[]", b"null", b'"x"', b"{}"])
def test_a_malformed_receipt_says_nothing(raw):
    assert receipt_in(raw) is None


def test_loudspeakers_play_by_level_and_exercises_have_topics_of_their_own(order, tmp_path):
    with throw_away_server() as server:
        received = Received(tmp_path / "speakers.jsonl")
        client = loudspeakers("127.0.0.1", server.mqtt_port, received)
        client.loop_start()
        real = LoudspeakerSender("127.0.0.1", server.mqtt_port)
        drill = LoudspeakerSender("127.0.0.1", server.mqtt_port, channel="exercise_loudspeaker")
        exercise = order._replace(
            id=uuid4(),
            channel="exercise_loudspeaker",
            address=f"exercise-speakers/{TOWNSHIP}",
            document=as_exercise(order.document),
            is_exercise=True,
            is_frozen_exercise=True,
        )
        try:
            real.probe()
            assert [each.outcome for each in real.send_all((order,), frozenset())] == ["accepted"]
            drill.send(exercise)
            receipts = [_soon(sender) for sender in (real, drill)]
        finally:
            client.disconnect()
            client.loop_stop()
    assert [(each.id, each.outcome) for each in receipts] == [(order.id, "delivered"), (exercise.id, "delivered")]
    played = {each["id"]: each for each in received.all()}
    mine = played[str(order.id)]
    assert (mine["volume"], mine["times"], mine["level"]) == (100, 5, 4)
    assert played[str(exercise.id)]["topic"] == f"exercise-speakers/{TOWNSHIP}"


def _soon(sender) -> Receipt:
    for _ in range(20):
        found = sender.receipts(frozenset())
        if found:
            return next(iter(found))
    raise AssertionError("no receipt")


def test_an_mqtt_server_that_is_gone_is_down(order):
    sender = LoudspeakerSender("127.0.0.1", 1)
    for ask in (lambda: sender.send(order), sender.probe, lambda: sender.receipts(frozenset())):
        with pytest.raises(ChannelDown):
            ask()


DIRECT = {
    "email": EmailSender("email", "smtp://127.0.0.1:1"),
    "sms": SmsSender("sms", "http://127.0.0.1:1"),
    "webhook": WebhookSender("webhook", "k" * 50),
    "loudspeaker": LoudspeakerSender("127.0.0.1", 1),
    "robots": UnsetSender(("ANLAN_ROBOTS",)),
}


@pytest.mark.parametrize("channel", sorted(DIRECT))
def test_no_older_adapter_lets_an_exercise_out_even_when_called_directly(channel, order):
    with pytest.raises(MessageRefused):
        DIRECT[channel].send(order._replace(channel=channel, is_exercise=True))


ALTERED = (
    {"is_exercise": True, "is_frozen_exercise": True},
    {"is_frozen_exercise": True},
    {"is_frozen_exercise": True, "document": b""},
    {"document": "exercise"},
    {"document": b"<alert/>"},
)


@pytest.mark.parametrize("changes", ALTERED)
@pytest.mark.parametrize("channel", ["email", "sms", "webhook", "loudspeaker"])
def test_a_message_whose_row_was_made_real_is_refused_for_what_was_frozen(channel, changes, order):
    if changes.get("document") == "exercise":
        changes = {"document": as_exercise(order.document)}
    with pytest.raises(MessageRefused):
        DIRECT[channel].send(order._replace(channel=channel, **changes))


@pytest.mark.parametrize("channel", ["email", "sms", "webhook"])
def test_a_message_of_another_channel_is_refused(channel, order):
    with pytest.raises(MessageRefused, match="on the gateway of"):
        DIRECT[channel].send(order._replace(channel="public_sms"))


@pytest.mark.parametrize("address", [f"exercise-speakers/{TOWNSHIP}", "speakers/#", "other/topic", ""])
def test_a_real_loudspeaker_order_goes_to_real_topics_only(address, order):
    with throw_away_server() as server, pytest.raises(MessageRefused):
        LoudspeakerSender("127.0.0.1", server.mqtt_port).send(order._replace(address=address))


def test_a_channel_without_its_settings_is_not_offered_and_says_which_are_missing():
    offered = {each.key for each in api.offered(is_exercise=False)}
    assert not offered & {"robots", "web_push", "broadcast", "voice", "satellite"}
    assert {"email", "loudspeaker", "public_page"} <= offered
    with pytest.raises(ChannelDown, match="ANLAN_ROBOTS"):
        DIRECT["robots"].probe()


def test_a_channel_that_lost_its_settings_since_the_draft_shows_as_given_up(ground):
    an_issued(channels=("email", "robots"))
    api.deliver_channel(channel="robots", sender=sender_for("robots"), actor=SYSTEM, now=lambda: NIGHT)
    row = Delivery.objects.get(channel="robots")
    assert row.state == "given_up"
    assert "ANLAN_ROBOTS" in row.last_fault


def test_the_page_of_a_draft_takes_a_recording(ground):
    browser = client_with("duty_officer", "513433")
    warning_id = a_draft()
    file = SimpleUploadedFile("a.wav", tone(1), content_type="audio/wav")
    browser.post(f"/warnings/{warning_id}/sound/", {"language": "zh-CN", "sound": file})
    page = browser.get(f"/warnings/{warning_id}/").content.decode()
    assert f"/warnings/{warning_id}/sound/zh-CN.wav" in page
    assert browser.get(f"/warnings/{warning_id}/sound/zh-CN.wav").content == tone(1)
