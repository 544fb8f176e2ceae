"""Short messages by SMPP against another maker's server (npm package smpp) and against the simulated centre."""

import json
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from anlan.config.parts.ports import free_ports
from anlan.config.plant import SIDE_PORTS
from anlan.config.side.addresses import simulated_settings
from anlan.config.side.running import Side as DemonstrationSide
from anlan.config.side.running import running_side
from anlan.config.side.smpp import Centre as Side
from anlan.protocols.smpp34 import MessageState
from anlan.public_warnings.adapters.smpp import SmppSender
from anlan.public_warnings.adapters.smpp_session import Centre
from anlan.public_warnings.ports import ChannelDown, MessageRefused, Outgoing

ROOT = Path(__file__).parents[3]
NEEDS_NODE = pytest.mark.skipif(
    shutil.which("node") is None or not (ROOT / "node_modules" / "smpp").exists(),
    reason="node and its package smpp are set up by make setup",
)


class Server:
    """Another maker's centre in a process of its own, and what it says."""

    def __init__(self, **settings: object) -> None:
        script = Path(__file__).parent / "smpp_server" / "server.js"
        self.process = subprocess.Popen(
            ["node", str(script), json.dumps(settings)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        self.said: list[dict] = []
        threading.Thread(target=self.read, daemon=True).start()
        self.port = self.wait("port")["port"]

    def read(self) -> None:
        for line in self.process.stdout:
            self.said.append(json.loads(line))

    def all(self, name: str) -> list[dict]:
        return [each for each in self.said if name in each]

    def wait(self, name: str, count: int = 1) -> dict:
        assert until(lambda: len(self.all(name)) >= count), self.said
        return self.all(name)[count - 1]


class Listening:
    """Keeps what a sender hears; receipts of ``unknown`` references are not known yet."""

    def __init__(self) -> None:
        self.heard: list = []
        self.replies: list[tuple[str, str]] = []
        self.unknown: set[str] = set()

    def take_heard(self, heard) -> frozenset[str]:
        early = frozenset(each.reference for each in heard if each.reference in self.unknown)
        self.heard += [each for each in heard if each.reference not in early]
        return early

    def take_reply(self, address: str, text: str, reference: str) -> None:
        self.replies.append((address, text))


def until(is_done, seconds: float = 8) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_done():
            return True
        time.sleep(0.02)
    return False


def message(address: str = "13900000001", text: str = "\u5c71\u6d2a") -> Outgoing:
    return Outgoing(
        id=uuid4(),
        channel="public_sms",
        receiver="x",
        address=address,
        title="",
        text=text,
        document=b"",
        identifier="i",
        is_exercise=False,
        is_frozen_exercise=False,
    )


@pytest.fixture
def sender_to() -> Iterator:
    made: list = []

    def make(port: int, **changes: object) -> SmppSender:
        centre = Centre(**{"host": "127.0.0.1", "port": port, "system_id": "anlan", "password": "secret", **changes})
        made.append(SmppSender("public_sms", centre))
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def server() -> Iterator:
    made: list[Server] = []

    def make(**settings: object) -> Server:
        made.append(Server(**settings))
        return made[-1]

    yield make
    for each in made:
        each.process.kill()
        each.process.wait()


@pytest.fixture
def side(tmp_path) -> Iterator:
    with Side(0, tmp_path / "smpp.jsonl").running() as running:
        yield running


@NEEDS_NODE
def test_another_makers_centre_takes_a_chinese_text_and_tells_its_receipt(server, sender_to):
    centre = server()
    sender, ear = sender_to(centre.port), Listening()
    sender.listen(ear)
    accepted = sender.send(message())
    assert (accepted.reference, accepted.is_delivered) == ("node1", False)
    assert centre.wait("bound") == {"bound": True, "version": 0x34, "system_id": "anlan"}
    taken = centre.wait("id")
    assert (taken["to"], taken["text"], taken["coding"], taken["registered"]) == ("13900000001", "\u5c71\u6d2a", 8, 1)
    assert until(lambda: ear.heard)
    (heard,) = ear.heard
    assert (heard.reference, heard.outcome, heard.id) == ("node1", "delivered", None)
    assert centre.wait("receipt")["receipt"] == "node1"


@NEEDS_NODE
def test_a_long_text_goes_in_parts_that_another_maker_joins(server, sender_to):
    centre = server()
    text = "\u6c34" * 150
    assert sender_to(centre.port).send(message(text=text)).reference == "node3"
    parts = [centre.wait("id", n) for n in (1, 2, 3)]
    assert "".join(each["text"] for each in parts) == text
    assert [(each["part"], each["parts"], each["registered"]) for each in parts] == [(1, 3, 0), (2, 3, 0), (3, 3, 1)]
    assert len({each["reference"] for each in parts}) == 1


@NEEDS_NODE
def test_the_default_alphabet_reaches_another_maker_unchanged(server, sender_to):
    centre = server()
    sender_to(centre.port).send(message(text="Flood @ 5 \u20ac {now}"))
    assert (centre.wait("id")["text"], centre.wait("id")["coding"]) == ("Flood @ 5 \u20ac {now}", 0)


@NEEDS_NODE
def test_a_centre_that_throttles_gets_the_messages_again_and_none_twice(server, sender_to):
    centre = server(throttle=30)
    messages = [message(f"139{n:08d}") for n in range(50)]
    found = list(sender_to(centre.port).send_all(messages, frozenset()))
    assert [each.outcome for each in found] == ["accepted"] * 50
    assert sorted(each["to"] for each in centre.all("id")) == sorted(each.address for each in messages)


@NEEDS_NODE
def test_a_number_that_the_centre_refuses_is_refused_and_the_others_go(server, sender_to):
    centre = server(refuse="13900000007")
    messages = [message(f"1390000000{n}") for n in range(10)]
    found = {each.id: each for each in sender_to(centre.port).send_all(messages, frozenset())}
    assert [found[each.id].outcome for each in messages] == ["accepted"] * 7 + ["refused"] + ["accepted"] * 2
    assert found[messages[7].id].fault == "invalid_destination (0x0000000B)"


@NEEDS_NODE
def test_a_receipt_of_failure_says_why(server, sender_to):
    centre = server(fails="13900000001")
    sender, ear = sender_to(centre.port), Listening()
    sender.listen(ear)
    sender.send(message())
    assert until(lambda: ear.heard)
    assert (ear.heard[0].outcome, ear.heard[0].detail) == ("failed", "UNDELIV 027")


@NEEDS_NODE
def test_a_text_from_a_phone_is_passed_on_and_acknowledged(server, sender_to):
    centre = server(reply="1 \u6536\u5230")
    ear = Listening()
    sender_to(centre.port).listen(ear)
    assert until(lambda: ear.replies)
    assert ear.replies == [("13900000001", "1 \u6536\u5230")]
    centre.wait("reply")


@NEEDS_NODE
def test_a_wrong_password_is_a_channel_that_is_down_by_name(server, sender_to):
    centre = server()
    sender = sender_to(centre.port, password="other")
    with pytest.raises(ChannelDown) as caught:
        sender.send(message())
    assert "invalid_password" in str(caught.value)
    with pytest.raises(ChannelDown) as again:
        sender.probe()
    assert "invalid_password" in str(again.value)
    centre.wait("bound")
    assert len(centre.all("bound")) == 1


@NEEDS_NODE
def test_the_test_of_the_link_asks_another_makers_centre(server, sender_to):
    centre = server()
    sender_to(centre.port).probe()
    assert centre.wait("asked")
    assert centre.all("id") == []


def test_a_link_that_is_lost_in_the_middle_leaves_the_rest_in_doubt_and_the_next_session_asks(side, sender_to):
    sender = sender_to(side.port, asks_by_client_id=True, window=10)
    messages = [message(f"139{n:08d}") for n in range(3000)]
    threading.Thread(target=lambda: until(lambda: len(side.messages) > 500) and side.lose_links(), daemon=True).start()
    found = {each.id: each for each in sender.send_all(messages, frozenset())}
    left = [each for each in messages if found[each.id].outcome == "down"]
    assert left
    assert {each.outcome for each in found.values()} == {"accepted", "down"}
    again = list(sender.send_all(left, frozenset(each.id for each in left)))
    assert {each.outcome for each in again} == {"accepted"}
    assert sorted(kept.number for kept in side.messages) == sorted(each.address for each in messages)
    assert side.repeated == 0


def test_what_the_centre_has_is_found_by_our_own_id_and_what_it_has_not_is_not(side, sender_to):
    sender = sender_to(side.port, asks_by_client_id=True)
    known, unknown = message(), message()
    sender.send(known)
    assert sender.find(known).is_delivered
    assert sender.find(unknown) is None


def test_a_centre_remembers_over_its_own_restart(tmp_path, sender_to):
    kept = message()
    with Side(0, tmp_path / "smpp.jsonl").running() as first:
        sender_to(first.port, asks_by_client_id=True).send(kept)
    with Side(0, tmp_path / "smpp.jsonl").running() as second:
        assert sender_to(second.port, asks_by_client_id=True).find(kept) is not None


def test_receipts_that_are_not_stored_are_told_again_after_the_link_was_lost(side, sender_to):
    sender, ear = sender_to(side.port), Listening()
    sent = sender.send(message())
    ear.unknown = {sent.reference}
    sender.listen(ear)
    time.sleep(0.5)
    assert ear.heard == []
    side.lose_links()
    ear.unknown = set()
    assert until(lambda: ear.heard)
    assert ear.heard[0].outcome == "delivered"


def test_a_centre_may_say_sent_and_never_deliver(side, sender_to):
    side.outcome = lambda number: None if number.endswith("1") else MessageState.UNDELIVERABLE
    sender, ear = sender_to(side.port, asks_by_client_id=True), Listening()
    sender.listen(ear)
    silent, failing = message("13900000001"), message("13900000002")
    assert [each.outcome for each in sender.send_all([silent, failing], frozenset())] == ["accepted"] * 2
    assert until(lambda: ear.heard)
    time.sleep(0.3)
    assert [(each.id, each.outcome) for each in ear.heard] == [(failing.id, "failed")]


def test_a_rated_centre_is_sent_to_at_its_rate_by_slowing_down(side, sender_to):
    side.per_second = 400
    began = time.monotonic()
    found = list(sender_to(side.port).send_all([message(f"139{n:08d}") for n in range(600)], frozenset()))
    assert {each.outcome for each in found} == {"accepted"}
    assert time.monotonic() - began > 0.9
    assert len(side.messages) == 600


def test_an_address_that_no_centre_could_take_is_refused_and_leaves_nothing(side, sender_to):
    with pytest.raises(MessageRefused):
        sender_to(side.port).send(message("1" * 21))
    assert side.messages == []


@pytest.mark.parametrize(
    "changes",
    [
        {"is_exercise": True},
        {"is_frozen_exercise": True},
        {"channel": "exercise_public_sms"},
        {"channel": "exercise_public_sms", "is_exercise": True},
    ],
)
def test_nothing_of_an_exercise_passes_the_adapter_of_the_public(side, sender_to, changes):
    with pytest.raises(MessageRefused):
        sender_to(side.port).send(message()._replace(**changes))
    assert side.messages == []


def test_nobody_there_is_a_channel_that_is_down(sender_to):
    with pytest.raises(ChannelDown):
        sender_to(9).probe()


def test_the_demonstration_runs_a_centre_of_its_own(tmp_path, sender_to):
    first = free_ports(SIDE_PORTS)[0]
    settings = simulated_settings(tmp_path, first)
    assert f"127.0.0.1:{first + SIDE_PORTS - 1}" in settings["ANLAN_SMPP_URL"]
    with running_side(DemonstrationSide(folder=tmp_path, first_port=first, webhook_key="k" * 50)):
        given = message()
        assert sender_to(first + SIDE_PORTS - 1).send(given).reference
    (line,) = (tmp_path / "smpp.jsonl").read_text().splitlines()
    assert json.loads(line)[2:] == [given.address, given.text]
