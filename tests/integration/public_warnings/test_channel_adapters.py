"""Each adapter against its simulated gateway: handed over, down, refused, kept waiting, in doubt, receipts, link."""

import itertools
import time
from datetime import date, timedelta
from uuid import uuid4

import pytest
from tests.factories.public_warnings import NIGHT, an_issued, as_exercise

from anlan.config.parts.ports import free_port
from anlan.config.side.broadcasting import BroadcastPlatform
from anlan.config.side.browsers import PushService
from anlan.config.side.gateways import Gateways, run
from anlan.config.side.phones import Phone, PhoneNetwork
from anlan.config.side.robots import Robots
from anlan.config.side.speech import speech, tone
from anlan.config.side.store import Received
from anlan.config.side.terminal import Terminal
from anlan.config.side.voice import VoiceService
from anlan.protocols import emergency_broadcast as eb
from anlan.protocols import webpush
from anlan.protocols.group_robots import Robot
from anlan.public_warnings import api
from anlan.public_warnings.adapters.broadcast import BroadcastSender, Memory, Network
from anlan.public_warnings.adapters.robots import RobotSender
from anlan.public_warnings.adapters.satellite import SatelliteSender
from anlan.public_warnings.adapters.speech import SpeechGateway
from anlan.public_warnings.adapters.voice import VoiceGateway, VoiceSender
from anlan.public_warnings.adapters.webpush import Browsers, PushSender
from anlan.public_warnings.models import PushSubscription, Transmission
from anlan.public_warnings.ports import ChannelDown, MessageRefused, Outgoing, Receipt
from anlan.public_warnings.selectors.subscriptions import subscriptions_of

OURS, THEIRS = "010351343300000001", "010351340000000001"
SECRET = "a secret of two sides, thirty-two letters"
NUMBER = eb.message_id(OURS, date(2020, 6, 26), 1)
PATIENCE = 0.4


class Rig:
    """The simulated gateways, and a sender for each of them."""

    def __init__(self, folder) -> None:
        self.received = {
            name: Received(folder / f"{name}.jsonl") for name in ("robots", "push", "broadcast", "satellite")
        }
        self.now, self.seconds = [NIGHT], [0.0]
        self.phones = PhoneNetwork(lambda: self.now[0])
        self.voice = VoiceService(self.phones, SECRET)
        self.push = PushService(self.received["push"])
        self.private, self.public = eb.new_key()
        self.platform = BroadcastPlatform(self.received["broadcast"], THEIRS, {"a1": self.public})
        secrets = {"plain": "", "signed": "SEC1"}
        self.robots = Robots(self.received["robots"], secrets, lambda: self.seconds[0])
        self.server = Gateways(
            free_port(),
            self.received["push"],
            {
                "robots": self.robots.part,
                "push": self.push.part,
                "broadcast": self.platform.part,
                "voice": self.voice.part,
                "speech": speech,
            },
        )
        run(self.server)
        self.key_file = folder / "key.toml"
        self.write_key("a1", self.private)
        self.browser = self.push.new_browser()
        self.forgotten: list[str] = []
        self.subscription = uuid4()
        self.folder = folder / "satellite"
        self.terminal = Terminal(self.folder, self.received["satellite"])
        self.sound = b""
        self.earlier: dict[str, str] = {}

    def write_key(self, serial: str, private: bytes, **answers: bytes) -> None:
        self.key_file.write_text(
            f'issuer = "0001"\nserial = "{serial}"\npublic = "{self.public.hex()}"\nprivate = "{private.hex()}"\n'
            + "".join(f'[answers]\n{name} = "{public.hex()}"\n' for name, public in answers.items())
        )

    def tell_to_fail(self, times=1, *, status=503, after=False, hang=0.0) -> None:
        self.server.trouble.set(times, status, after=after)
        self.server.hangs_seconds = hang

    def sender(self, channel: str):
        return getattr(self, f"_{channel.removeprefix('exercise_')}")(channel)

    def _robots(self, channel):
        makes = (("wecom", "plain", ""), ("dingtalk", "signed", "SEC1"), ("feishu", "signed", "SEC1"))
        robots = [Robot(make, make, f"{self.server.url}/robots/{make}/{key}", secret) for make, key, secret in makes]
        robots.append(Robot("wecom", "lost", f"{self.server.url}/robots/wecom/unknown"))
        robots.append(Robot("dingtalk", "unsigned", f"{self.server.url}/robots/dingtalk/signed", "another"))
        return RobotSender(channel, tuple(robots), seconds=lambda: self.seconds[0], patience=PATIENCE)

    def _web_push(self, channel):
        def known(ids):
            receiver = api.PushReceiver(
                id=self.subscription,
                endpoint=f"{self.server.url}{self.browser.path}",
                p256dh=self.browser.p256dh,
                auth=self.browser.auth,
                language="en",
            )
            return {self.subscription: receiver} if self.subscription in ids else {}

        browsers = Browsers(known=known, forget=self.forgotten.append)
        return PushSender(
            channel, webpush.new_key(), contact="mailto:a@b.example", browsers=browsers, patience=PATIENCE
        )

    def _broadcast(self, channel):
        network = Network(url=f"{self.server.url}/broadcast", platform=OURS, destination=THEIRS, key=self.key_file)
        memory = Memory(
            numbers=lambda ids: dict.fromkeys(ids, NUMBER),
            number_of=lambda channel, identifier: self.earlier.get(identifier, ""),
            sound=lambda message: self.sound,
        )
        return BroadcastSender(channel, network, memory, patience=PATIENCE)

    def _voice(self, channel):
        gateway = VoiceGateway(url=f"{self.server.url}/voice", secret=SECRET, callback="http://127.0.0.1:1/none")
        return VoiceSender(channel, gateway, patience=PATIENCE)

    def _satellite(self, channel):
        return SatelliteSender(channel, self.folder)

    def address(self, channel: str) -> str:
        kind = channel.removeprefix("exercise_")
        return {
            "robots": "wecom",
            "web_push": str(self.subscription),
            "broadcast": NUMBER,
            "voice": "11100000001",
            "satellite": "0123456",
        }[kind]

    def taken(self, channel: str) -> int:
        kind = channel.removeprefix("exercise_")
        return len(self.phones.calls) if kind == "voice" else len(self._in(kind))

    def _in(self, kind: str) -> list:
        if kind == "satellite":
            self.terminal.step()
        return self.received["push" if kind == "web_push" else kind].all()


@pytest.fixture
def rig(tmp_path):
    made = Rig(tmp_path)
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def document(ground, db):
    an_issued()
    sent = Transmission.objects.get()
    return bytes(sent.cap_xml), sent.identifier


@pytest.fixture
def message(document):
    def made(channel: str, rig: Rig, **changes) -> Outgoing:
        is_exercise = channel.startswith("exercise_")
        given = Outgoing(
            id=uuid4(),
            channel=channel,
            receiver="somebody",
            address=rig.address(channel),
            title="Red warning of flash flood",
            text="Leave the river banks at once.",
            document=as_exercise(document[0]) if is_exercise else document[0],
            identifier=document[1],
            is_exercise=is_exercise,
            is_frozen_exercise=is_exercise,
        )
        return given._replace(**changes)

    return made


pytestmark = pytest.mark.django_db
HTTP = ("robots", "web_push", "broadcast", "voice", "exercise_robots", "exercise_broadcast", "exercise_voice")
ALL = (*HTTP, "satellite")


@pytest.mark.parametrize("channel", ALL)
def test_a_message_is_handed_over_once(channel, rig, message):
    given = message(channel, rig)
    accepted = rig.sender(channel).send(given)
    assert accepted.reference
    assert accepted.is_delivered is channel.endswith("robots")
    assert rig.taken(channel) == 1


@pytest.mark.parametrize("channel", HTTP)
@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_gateway_in_trouble_is_down_and_takes_nothing(channel, status, rig, message):
    rig.tell_to_fail(status=status)
    with pytest.raises(ChannelDown):
        rig.sender(channel).send(message(channel, rig))
    assert rig.taken(channel) == 0


@pytest.mark.parametrize("channel", HTTP)
def test_a_gateway_that_cannot_be_reached_is_down(channel, rig, message):
    sender, given = rig.sender(channel), message(channel, rig)
    rig.server.shutdown()
    rig.server.server_close()
    with pytest.raises(ChannelDown, match="ConnectError"):
        sender.send(given)


@pytest.mark.parametrize("channel", HTTP)
def test_a_gateway_that_keeps_silent_is_down_after_the_patience(channel, rig, message):
    rig.tell_to_fail(hang=PATIENCE * 3)
    sender, given = rig.sender(channel), message(channel, rig)
    began = time.monotonic()
    with pytest.raises(ChannelDown, match="ReadTimeout"):
        sender.send(given)
    assert PATIENCE <= time.monotonic() - began < PATIENCE * 3


@pytest.mark.parametrize("channel", ["broadcast", "voice"])
def test_a_message_whose_answer_was_lost_is_found_and_not_sent_again(channel, rig, message):
    given, sender = message(channel, rig), rig.sender(channel)
    assert sender.find(given) is None
    rig.tell_to_fail(after=True)
    with pytest.raises(ChannelDown):
        sender.send(given)
    assert sender.find(given).reference
    assert rig.taken(channel) == 1
    sender.send(given)
    assert rig.taken(channel) == 1


def test_a_satellite_message_is_found_in_every_folder(rig, message):
    given, sender = message("satellite", rig), rig.sender("satellite")
    assert sender.find(given) is None
    sender.send(given)
    assert sender.find(given).reference
    rig.terminal.step()
    assert sender.find(given).reference
    assert sender.receipts(frozenset({given.id})) == {Receipt(given.id)}
    assert sender.find(given).reference


@pytest.mark.parametrize("channel", ["robots", "web_push"])
def test_who_cannot_be_asked_says_so(channel, rig, message):
    assert rig.sender(channel).find(message(channel, rig)) is None
    assert rig.sender(channel).receipts(frozenset({uuid4()})) == frozenset()


@pytest.mark.parametrize("channel", ALL)
def test_the_link_test_reaches_nobody(channel, rig, message):
    rig.sender(channel).probe()
    assert rig.taken(channel) == 0


@pytest.mark.parametrize("channel", [each for each in HTTP if each != "web_push"])
def test_the_link_test_fails_with_the_gateway(channel, rig):
    rig.tell_to_fail(-1)
    if channel.endswith("robots"):
        rig.server.shutdown()
        rig.server.server_close()
    with pytest.raises(ChannelDown):
        rig.sender(channel).probe()


# Robots


@pytest.mark.parametrize("make", ["wecom", "dingtalk", "feishu"])
def test_each_make_says_title_and_text_in_its_group(make, rig, message):
    rig.sender("robots").send(message("robots", rig, address=make))
    (said,) = rig.received["robots"].all()
    assert (said["make"], said["text"]) == (make, "Red warning of flash flood\n\nLeave the river banks at once.")


@pytest.mark.parametrize(
    ("robot", "said"),
    [("lost", "93000"), ("unsigned", "310000 sign not match"), ("nobody", "the settings name no robot nobody")],
)
def test_a_robot_that_refuses_is_not_asked_again(robot, said, rig, message):
    with pytest.raises(MessageRefused, match=said):
        rig.sender("robots").send(message("robots", rig, address=robot))
    assert rig.taken("robots") == 0


def test_a_robot_says_twenty_in_a_minute_and_the_next_waits(rig, message):
    sender = rig.sender("robots")
    for _ in range(20):
        sender.send(message("robots", rig))
    with pytest.raises(ChannelDown, match="20 messages in this minute"):
        sender.send(message("robots", rig))
    sender.send(message("robots", rig, address="dingtalk"))
    rig.seconds[0] = 59.9
    with pytest.raises(ChannelDown):
        sender.send(message("robots", rig))
    rig.seconds[0] = 60.0
    sender.send(message("robots", rig))
    assert rig.taken("robots") == 22


def test_a_robot_that_counts_more_than_we_do_is_down(rig, message):
    for _ in range(2):
        sender = rig.sender("robots")
        for _ in range(10):
            sender.send(message("robots", rig))
    with pytest.raises(ChannelDown, match="45009"):
        rig.sender("robots").send(message("robots", rig))
    assert rig.taken("robots") == 20


# Browsers


def test_a_browser_reads_what_to_do_in_its_language(rig, message):
    rig.sender("web_push").send(message("web_push", rig))
    (read,) = rig.received["push"].all()
    assert read["title"] == "Red warning of flash flood"
    assert read["body"] == "1. Leave the river banks at once."
    assert (read["level"], read["lifted"], read["follows"]) == (4, False, "")
    assert read["url"] == f"/public/messages/{Transmission.objects.get().identifier}/?lang=zh-CN"
    assert (read["ttl"], read["urgency"]) == (str(6 * 3600), "high")


def test_a_browser_that_is_gone_is_forgotten(rig, message):
    rig.browser.is_gone = True
    with pytest.raises(MessageRefused, match="410"):
        rig.sender("web_push").send(message("web_push", rig))
    assert rig.forgotten == [f"{rig.server.url}/push/1"]


def test_an_ended_subscription_is_refused_and_nobody_else_is_reached(rig, message):
    with pytest.raises(MessageRefused, match="ended"):
        rig.sender("web_push").send(message("web_push", rig, address=str(uuid4())))
    assert rig.taken("web_push") == 0


def test_many_browsers_are_reached_together_and_one_gone_stops_no_other(rig, message):
    given = [message("web_push", rig), message("web_push", rig, address=str(uuid4())), message("web_push", rig)]
    sent = list(rig.sender("web_push").send_all(given, frozenset()))
    assert [(each.id, each.outcome) for each in sent] == [
        (given[0].id, "accepted"),
        (given[1].id, "refused"),
        (given[2].id, "accepted"),
    ]


def test_subscriptions_are_known_by_id_until_they_end(db):
    row = PushSubscription.objects.create(
        digest="d", endpoint="https://p.example/1", p256dh="k", auth="a", language="en", subscribed_at=NIGHT
    )
    assert subscriptions_of(frozenset({row.id, uuid4()}))[row.id].endpoint == "https://p.example/1"
    assert len(subscriptions_of(frozenset({row.id, uuid4()}))) == 1


# Broadcasting


def test_the_broadcasting_platform_gets_number_severity_and_places(rig, message):
    rig.sound = tone(1)
    rig.sender("broadcast").send(message("broadcast", rig))
    (said,) = rig.received["broadcast"].all()
    assert (said["id"], said["kind"], said["severity"], said["related"]) == (NUMBER, "request", 1, "")
    assert said["areas"] == ["513433103000"]
    assert said["sound_bytes"] == len(rig.sound)


def test_an_exercise_is_broadcast_with_the_severity_of_a_test(rig, message):
    rig.sender("exercise_broadcast").send(message("exercise_broadcast", rig))
    assert rig.received["broadcast"].all()[0]["severity"] == 15


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (eb.BroadcastState.PLAYED, ("delivered", "played")),
        (eb.BroadcastState.FAILED, ("failed", "failed")),
        (eb.BroadcastState.CANCELLED, ("failed", "cancelled")),
        (eb.BroadcastState.PLAYING, None),
        (eb.BroadcastState.WAITING, None),
    ],
)
def test_the_broadcasting_platform_says_how_far_it_is(state, expected, rig, message):
    rig.platform.ends_as = state
    sender, given = rig.sender("broadcast"), message("broadcast", rig)
    sender.send(given)
    assert sender.receipts(frozenset({given.id})) == ({Receipt(given.id, *expected)} if expected else frozenset())


def test_a_package_signed_with_another_key_is_refused(rig, message):
    rig.write_key("b2", rig.private)
    with pytest.raises(MessageRefused, match="4 signature"):
        rig.sender("broadcast").send(message("broadcast", rig))
    assert rig.taken("broadcast") == 0


@pytest.fixture
def theirs(rig):
    """The platform's own key; its answers must be signed by it."""
    private, public = eb.new_key()
    rig.write_key("a1", rig.private, t1=public)
    return "t1", private, public


def test_signed_answers_of_the_broadcasting_platform_are_believed(rig, message, theirs):
    rig.platform.own = theirs
    sender, given = rig.sender("broadcast"), message("broadcast", rig)
    sender.probe()
    assert sender.send(given).reference
    assert sender.receipts(frozenset({given.id})) == {Receipt(given.id, "delivered", "played")}


@pytest.mark.parametrize(
    ("own", "fault"),
    [
        (lambda theirs: None, "not signed"),
        (lambda theirs: ("t2", *theirs[1:]), "unknown certificate t2"),
        (lambda theirs: ("t1", *eb.new_key()), "signature of the answer is wrong"),
    ],
)
def test_an_answer_that_the_platform_did_not_sign_is_no_answer(own, fault, rig, message, theirs):
    rig.platform.own = own(theirs)
    sender, given = rig.sender("broadcast"), message("broadcast", rig)
    for act in (lambda: sender.send(given), lambda: sender.receipts(frozenset({given.id})), sender.probe):
        with pytest.raises(ChannelDown, match=fault):
            act()


def test_a_signed_answer_to_another_packet_is_no_answer(rig, message, theirs):
    rig.platform.own = theirs
    kept = []
    answered = rig.platform.part
    rig.server.parts["broadcast"] = lambda asked: kept.append(answered(asked)) or kept[0]
    sender = rig.sender("broadcast")
    sender.probe()
    with pytest.raises(ChannelDown, match="another packet"):
        sender.send(message("broadcast", rig))


def test_a_public_key_of_another_length_keeps_the_message_waiting(rig, message):
    rig.write_key("a1", rig.private, t1=b"short")
    with pytest.raises(ChannelDown, match="signing key"):
        rig.sender("broadcast").send(message("broadcast", rig))
    assert rig.taken("broadcast") == 0


def test_a_key_that_cannot_be_read_keeps_the_message_waiting(rig, message):
    rig.key_file.unlink()
    with pytest.raises(ChannelDown, match="signing key"):
        rig.sender("broadcast").send(message("broadcast", rig))


def test_a_message_of_a_language_that_the_table_does_not_know_is_not_sent(rig, message):
    with pytest.raises(MessageRefused, match="xx"):
        rig.sender("broadcast").send(message("broadcast", rig, language="xx"))
    assert rig.taken("broadcast") == 0


# Voice


def test_a_call_offers_its_keys_and_nobody_is_connected_without_a_duty_room(rig, message):
    given = message("voice", rig)
    rig.sender("voice").send(given)
    call = rig.phones.calls[str(given.id)]
    assert (call.number, call.route) == ("11100000001", "real")
    assert call.text.startswith("Leave the river banks at once.")
    assert "9" in call.text
    assert "0" not in call.text


def test_an_exercise_call_goes_by_its_own_route(rig, message):
    given = message("exercise_voice", rig)
    rig.sender("exercise_voice").send(given)
    assert rig.phones.calls[str(given.id)].route == "exercise"


@pytest.mark.parametrize(
    ("phone", "outcome"),
    [
        (Phone(), "delivered"),
        (Phone(key=""), "delivered"),
        (Phone("busy"), "failed"),
        (Phone("off"), "failed"),
        (Phone("no_answer"), "failed"),
        (Phone("rejected"), "failed"),
        (Phone("invalid"), "failed"),
        (Phone(rings=9), "failed"),
    ],
)
def test_how_a_call_ends_is_its_receipt(phone, outcome, rig, message):
    sender, given = rig.sender("voice"), message("voice", rig)
    rig.phones.behave("11100000001", phone)
    sender.send(given)
    assert sender.receipts(frozenset({given.id})) == frozenset()
    rig.now[0] += timedelta(minutes=2)
    rig.phones.step()
    (receipt,) = sender.receipts(frozenset({given.id, uuid4()}))
    assert (receipt.id, receipt.outcome) == (given.id, outcome)
    assert receipt.detail


def test_a_gateway_with_another_secret_is_refused(rig, message):
    gateway = VoiceGateway(url=f"{rig.server.url}/voice", secret="x" * 40, callback="")
    with pytest.raises(MessageRefused, match="401"):
        VoiceSender("voice", gateway).send(message("voice", rig))
    assert rig.phones.calls == {}


# Satellite


def test_a_long_text_goes_in_numbered_parts(rig, message):
    given = message("satellite", rig, title="t" * 60, text="x" * 100)
    assert rig.sender("satellite").send(given).reference == "3 parts"
    rig.terminal.step()
    (taken,) = rig.received["satellite"].all()
    assert taken["to"] == "0123456"
    assert [part[:4] for part in taken["parts"]] == ["1/3 ", "2/3 ", "3/3 "]
    assert all(len(part) <= 70 for part in taken["parts"])


@pytest.mark.parametrize("address", ["", "12345", "12345678901", "12a456", "../../etc"])
def test_what_is_no_terminal_is_refused_and_nothing_lies_in_the_outbox(address, rig, message):
    with pytest.raises(MessageRefused):
        rig.sender("satellite").send(message("satellite", rig, address=address))
    assert list((rig.folder / "outbox").iterdir()) == []


def test_a_failed_message_says_why(rig, message):
    rig.terminal.answer = "failed: no satellite in sight"
    sender, given = rig.sender("satellite"), message("satellite", rig)
    sender.send(given)
    rig.terminal.step()
    assert sender.receipts(frozenset({given.id})) == {Receipt(given.id, "failed", "no satellite in sight")}
    assert sender.receipts(frozenset({given.id})) == {Receipt(given.id, "failed", "no satellite in sight")}


def test_a_folder_that_is_not_there_or_not_a_folder_is_down_and_leaves_nothing(rig, message):
    sender, given = rig.sender("satellite"), message("satellite", rig)
    (rig.folder / "outbox").rmdir()
    for broken in (sender.probe, lambda: sender.send(given)):
        with pytest.raises(ChannelDown):
            broken()
    (rig.folder / "outbox").write_text("a file")
    with pytest.raises(ChannelDown):
        sender.send(given)
    (rig.folder / "inbox").rmdir()
    with pytest.raises(ChannelDown):
        sender.receipts(frozenset({given.id}))


def test_a_full_disk_is_down_and_leaves_no_half_message(rig, message):
    sender = SatelliteSender("satellite", rig.folder)
    (rig.folder / "outbox").rmdir()
    (rig.folder / "outbox").symlink_to("/dev/full")
    with pytest.raises(ChannelDown):
        sender.send(message("satellite", rig))
    (rig.folder / "outbox").unlink()
    (rig.folder / "outbox").mkdir()
    given = message("satellite", rig)
    (rig.folder / "outbox" / f".{given.id}.txt.part").symlink_to("/dev/full")
    with pytest.raises(ChannelDown, match="No space left"):
        sender.send(given)
    assert list((rig.folder / "outbox").iterdir()) == []
    (rig.folder / "outbox" / ".probe").symlink_to("/dev/full")
    with pytest.raises(ChannelDown, match="No space left"):
        sender.probe()


# Speech


def test_a_text_is_spoken_and_what_is_no_sound_is_down(rig):
    gateway = SpeechGateway(rig.server.url)
    sound = gateway.speak("x" * 10, "zh-CN")
    assert sound.seconds == pytest.approx(2.0, abs=0.01)
    rig.tell_to_fail()
    with pytest.raises(ChannelDown):
        gateway.speak("x", "zh-CN")
    rig.server.parts["speech"] = rig.server.parts["push"]
    with pytest.raises(MessageRefused):
        gateway.speak("x", "zh-CN")


# The wall

WALLS = [(channel, world) for channel, world in itertools.product((*HTTP, "satellite"), (True, False))]


@pytest.mark.parametrize(("channel", "is_exercise"), WALLS)
def test_no_adapter_lets_a_message_of_the_other_world_pass(channel, is_exercise, rig, message):
    sender, given = rig.sender(channel), message(channel, rig, is_exercise=is_exercise)
    if is_exercise == channel.startswith("exercise_"):
        sender.send(given)
        assert rig.taken(channel) == 1
        return
    with pytest.raises(MessageRefused):
        sender.send(given)
    assert rig.taken(channel) == 0


@pytest.mark.parametrize("channel", ALL)
def test_no_adapter_lets_a_message_of_another_channel_pass(channel, rig, message):
    other = "email" if not channel.startswith("exercise_") else "exercise_email"
    with pytest.raises(MessageRefused, match="on the gateway of"):
        rig.sender(channel).send(message(channel, rig)._replace(channel=other))
    assert rig.taken(channel) == 0
