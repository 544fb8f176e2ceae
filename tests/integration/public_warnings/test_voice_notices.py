"""A voice gateway tells keys and ends: signed, in time, and each once."""

import hashlib
import hmac
import json
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from tests.factories.public_warnings import NIGHT, PUBLIC_CHANNELS, an_issued

from anlan.config.side.phones import Phone, PhoneNetwork
from anlan.config.side.voice import VoiceService
from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM
from anlan.public_warnings import api
from anlan.public_warnings.models import CallStep, CallTask, CallTry, Delivery, VoiceNotice

pytestmark = pytest.mark.django_db
SECRET = "a secret of two sides, thirty-two letters"
PATH = "/api/v1/warnings/voice/notices"


@pytest.fixture(autouse=True)
def voice_is_set_up(settings):
    given = {"ANLAN_VOICE_URL": "http://127.0.0.1:1", "ANLAN_VOICE_SECRET": SECRET}
    settings.ANLAN = {**settings.ANLAN, **given}


@pytest.fixture
def call(ground):
    """A voice call to the A post of a village, handed to the gateway."""
    an_issued(channels=(*PUBLIC_CHANNELS, "voice"))
    api.begin_calls(actor=SYSTEM, now=NIGHT)
    Delivery.objects.filter(channel="voice").update(state="sent")
    return Delivery.objects.filter(channel="voice").order_by("id").first()


def told(call, kind="key", value="1", **changes) -> dict:
    return {"notice": f"{call.id}:{kind}1", "id": str(call.id), "kind": kind, "value": value, **changes}


def post(body, *, secret=SECRET, age=timedelta(0), signature=""):
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    stamp = str(int((clock.real_now() - age).timestamp()))
    found = hmac.new(secret.encode(), stamp.encode() + b"." + raw, hashlib.sha256).hexdigest()
    return Client().post(
        PATH,
        raw,
        content_type="application/json",
        headers={"Anlan-Timestamp": stamp, "Anlan-Signature": signature or f"sha256={found}"},
    )


def standing() -> tuple:
    tasks = tuple(CallTask.objects.order_by("id").values_list("state", "confirmed_via"))
    steps = tuple(CallStep.objects.order_by("id").values_list("state", flat=True))
    sent = tuple(Delivery.objects.order_by("id").values_list("state", flat=True))
    return tasks, steps, sent, CallTry.objects.count(), VoiceNotice.objects.count()


def test_key_one_confirms_the_call_and_is_kept(call):
    answer = post(told(call))
    assert (answer.status_code, answer.json()) == (200, {"outcome": "confirm"})
    task = CallTask.objects.get(id=call.call_step.task_id)
    assert (task.state, task.confirmed_via) == ("confirmed", "key")
    kept = VoiceNotice.objects.get()
    assert (kept.delivery_id, kept.kind, kept.value, kept.outcome) == (call.id, "key", "1", "confirm")


@pytest.mark.parametrize(("key", "outcome"), [("2", "refuse"), ("3", "help"), ("7", "not_understood")])
def test_other_keys_mean_what_the_calls_table_says(key, outcome, call):
    assert post(told(call, value=key)).json() == {"outcome": outcome}


@pytest.mark.parametrize(("key", "outcome"), [("9", "repeat"), ("0", "connect")])
def test_a_key_that_is_the_gateways_own_answers_nothing(key, outcome, call):
    before = standing()
    assert post(told(call, value=key)).json() == {"outcome": outcome}
    assert standing()[:4] == before[:4]


def test_a_notice_told_twice_counts_once(call):
    post(told(call, value="2"))
    before = standing()
    assert post(told(call, value="2")).json() == {"outcome": "refuse"}
    assert post(told(call, value="1")).json() == {"outcome": "refuse"}
    assert standing() == before


@pytest.mark.parametrize(
    ("result", "state"), [("answered", "delivered"), ("busy", "undelivered"), ("off", "undelivered")]
)
def test_how_a_call_ended_is_its_receipt(result, state, call):
    assert post(told(call, "ended", result)).status_code == 200
    call.refresh_from_db()
    assert call.state == state


def test_a_voice_mail_answers_and_confirms_nothing(call):
    post(told(call, "ended", "answered"))
    assert CallTask.objects.get(id=call.call_step.task_id).state == "calling"


@pytest.mark.parametrize(
    "sent",
    [
        {"secret": "x" * 40},
        {"age": timedelta(minutes=5, seconds=2)},
        {"age": -timedelta(minutes=5, seconds=2)},
        {"signature": "sha256="},
        {"signature": "sha256=" + "0" * 64},
    ],
)
def test_what_is_not_signed_now_with_our_secret_changes_nothing(sent, call):
    before = standing()
    answer = post(told(call), **sent)
    assert (answer.status_code, answer.json()["code"]) == (403, "public_warnings.voice_notice_not_signed")
    assert standing() == before


@pytest.mark.parametrize("age", [timedelta(minutes=4, seconds=55), -timedelta(minutes=4, seconds=55)])
def test_clocks_may_differ_by_less_than_five_minutes(age, call):
    assert post(told(call), age=age).status_code == 200


def test_without_a_secret_nobody_is_believed(call, settings):
    settings.ANLAN = {**settings.ANLAN, "ANLAN_VOICE_SECRET": ""}
    before = standing()
    assert post(told(call), secret="").status_code == 403
    assert standing() == before


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "other"},
        {"value": ""},
        {"value": "1" * 41},
        {"value": "1\0"},
        {"id": "no id"},
        {"notice": "with space"},
        {"notice": "n" * 121},
    ],
)
def test_what_is_no_notice_is_refused_and_changes_nothing(change, call):
    before = standing()
    assert post(told(call) | change).status_code == 422
    assert standing() == before


@pytest.mark.parametrize(("raw", "status"), [(b"", 422), (b"{", 422), (b"[]", 422), (b"null", 422), (b"1" * 5000, 403)])
def test_what_is_no_json_is_refused(raw, status, call):
    assert post(raw).status_code == status
    assert VoiceNotice.objects.count() == 0


def test_a_notice_of_a_call_that_nobody_made_is_kept_and_answers_nothing(call):
    before = standing()
    other = told(call) | {"id": str(uuid4())}
    assert post(other).json() == {"outcome": "unknown"}
    assert post(other | {"notice": "n2", "kind": "ended", "value": "busy"}).json() == {"outcome": "unknown"}
    assert standing()[:4] == before[:4]


def test_simulated_phones_answer_a_whole_round(call):
    now = [NIGHT]
    network = PhoneNetwork(lambda: now[0])
    service = VoiceService(network, SECRET)
    calls = list(Delivery.objects.filter(channel="voice").order_by("id"))
    manners = (Phone(), Phone("off"), Phone(key="2"))
    for each, manner in zip(calls, manners, strict=True):
        network.behave(str(each.id), manner)
        assert network.call(str(each.id), str(each.id), each.text)
        assert not network.call(str(each.id), str(each.id), each.text)

    def over_the_wire(url: str, raw: bytes, headers: dict[str, str]) -> int:
        return Client().post(PATH, raw, content_type=headers.pop("Content-Type"), headers=headers).status_code

    assert network.step() == ()
    now[0] = NIGHT + timedelta(minutes=1)
    notices = network.step()
    assert service.tell(notices, over_the_wire) == len(notices) == 5
    assert network.step() == ()
    found = dict(CallTask.objects.values_list("id", "state"))
    assert found[calls[0].call_step.task_id] == "confirmed"
    assert found[calls[1].call_step.task_id] == "calling"
    assert isinstance(notices[0].at, datetime)
    assert Delivery.objects.get(id=calls[1].id).state == "undelivered"
