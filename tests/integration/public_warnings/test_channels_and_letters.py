"""The channels' links are tested, shown and told of; messages that nobody delivered are a person's."""

from datetime import timedelta
from time import monotonic

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.access import client_with
from tests.factories.public_warnings import APPROVER, AUTHOR, COUNTY, NIGHT, an_actor, an_issued

from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import AnlanError
from anlan.public_warnings import api
from anlan.public_warnings.domain.channels import Channel, channel
from anlan.public_warnings.models import ChannelLink, Delivery, DeliveryText, HandDelivery, LinkTest, MassSending
from anlan.public_warnings.ports import Accepted, ChannelDown, Heard, MessageRefused, Receipt, Sent
from anlan.public_warnings.selectors.links import Stretch, stretches
from anlan.public_warnings.services.claiming import channels_due, claim
from anlan.public_warnings.services.linking import links_due, record_link_test, run_link_test
from anlan.public_warnings.services.receiving import Ear
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def night(at):
    at(NIGHT)


class BulkGateway:
    """A gateway in memory that takes many at once and keeps the order."""

    is_shared = True

    def __init__(self, *, loses: int = 0, refuses: str = "") -> None:
        self.taken: list = []
        self.batches: list[int] = []
        self.asked: list = []
        self.loses, self.refuses = loses, refuses

    def send_all(self, messages, in_doubt):
        self.batches.append(len(messages))
        known = {each.id for each in self.taken}
        for each in messages:
            if each.id in in_doubt:
                self.asked.append(each.id)
            if each.id in in_doubt and each.id in known:
                yield Sent(each.id, "accepted", Accepted("again", is_delivered=False))
                continue
            if each.address == self.refuses:
                yield Sent(each.id, "refused", fault="no such number")
                continue
            self.taken.append(each)
            if self.loses:
                self.loses -= 1
                continue
            yield Sent(each.id, "accepted", Accepted(f"r{len(self.taken)}", False, is_found_by_reference=True))

    def send(self, message):
        raise AssertionError("sent one by one")

    def find(self, message):
        return None

    def receipts(self, ids):
        return frozenset()

    def probe(self) -> None:
        return None


class Link:
    """A link that is up or down."""

    def __init__(self, fault: str = "") -> None:
        self.fault = fault

    def probe(self) -> None:
        if self.fault:
            raise ChannelDown(self.fault)


def try_link(fault: str = "") -> None:
    run_link_test(channel="sms", sender=Link(fault), actor=SYSTEM, now=lambda: NIGHT)


@pytest.mark.parametrize(
    ("fault", "said"),
    [(MessageRefused("answered 401"), "answered 401"), (KeyError("reference"), "KeyError: 'reference'")],
)
def test_a_link_that_refuses_the_test_or_answers_nonsense_is_down_and_is_not_tested_again_at_once(fault, said):
    class Refusing:
        def probe(self) -> None:
            raise fault

    assert not run_link_test(channel="sms", sender=Refusing(), actor=SYSTEM, now=lambda: NIGHT)
    link = ChannelLink.objects.get(channel="sms")
    assert (link.is_up, link.fault) == (False, said)
    assert "sms" not in links_due()


def told(kind: str) -> int:
    return JournalEntry.objects.filter(kind=f"public_warnings.{kind}").count()


def residents(count: int, first: int = 0) -> list[api.Receiver]:
    return [api.Receiver(f"*{n % 10000:04d}", f"139{n:08d}", "513433103201") for n in range(first, first + count)]


def queued(count: int, *, lane=api.Lane.MASS, first: int = 0):
    from anlan.public_warnings.models import Transmission

    sent = Transmission.objects.get()
    return api.queue_receivers(sent, "webhook", residents(count, first), lane=lane, now=NIGHT), sent


def deliver(gateway, channel="webhook") -> int:
    return api.deliver_channel(channel=channel, sender=gateway, actor=SYSTEM, now=lambda: NIGHT)


def test_a_link_that_fails_is_told_once_and_again_when_it_is_back():
    try_link("no route")
    try_link("no route")
    assert (told("channel_lost"), told("channel_back")) == (1, 0)
    assert [each.name for each in api.lost_channels(AUTHOR)] == [api.channel("sms").name]
    try_link()
    assert (told("channel_lost"), told("channel_back")) == (1, 1)
    assert api.lost_channels(AUTHOR) == ()
    assert [test.is_up for test in LinkTest.objects.order_by("id")] == [False, False, True]


def test_links_are_tested_when_their_time_has_come_or_a_person_wants_it():
    assert "sms" in links_due()
    assert "public_page" not in links_due()
    try_link()
    assert "sms" not in links_due()
    api.want_link_test(channel="sms", actor=AUTHOR, now=NIGHT)
    assert "sms" in links_due()
    try_link()
    assert "sms" not in links_due()
    ChannelLink.objects.filter(channel="sms").update(tested_real=clock.real_now() - timedelta(minutes=5))
    assert "sms" in links_due()


def test_only_who_may_has_a_link_tested():
    with pytest.raises(AnlanError) as caught:
        api.want_link_test(channel="sms", actor=an_actor("auditor"), now=NIGHT)
    assert caught.value.code == "kernel.not_allowed"
    assert (ChannelLink.objects.count(), told("link_test_wanted")) == (0, 0)
    with pytest.raises(AnlanError):
        api.want_link_test(channel="nothing", actor=AUTHOR, now=NIGHT)


def test_tests_older_than_a_week_are_forgotten():
    try_link()
    LinkTest.objects.update(tested_real=clock.real_now() - timedelta(days=8))
    record_link_test(channel="sms", milliseconds=3, fault="", actor=SYSTEM, now=NIGHT)
    assert LinkTest.objects.count() == 1


@pytest.mark.parametrize(
    ("tests", "wanted"),
    [
        ([], ()),
        ([(10, True), (20, True)], (Stretch(10, 278, True),)),
        (
            [(0, True), (100, False), (101, False), (200, True)],
            (Stretch(0, 100, True), Stretch(100, 100, False), Stretch(200, 88, True)),
        ),
        ([(288, False)], (Stretch(288, 1, False),)),
    ],
)
def test_the_strip_of_a_day_joins_what_is_alike(tests, wanted):
    assert stretches(tests) == wanted


def test_many_receivers_share_one_text_and_one_journal_entry(ground):
    an_issued()
    count, sent = queued(600)
    assert count == 600
    gateway = BulkGateway(refuses="13900000007")
    assert deliver(gateway) == 600
    rows = Delivery.objects.filter(channel="webhook", address__startswith="139")
    assert rows.values("shared_text").distinct().count() == 1
    assert {row.text for row in rows} == {""}
    assert gateway.taken[0].text.startswith("Red warning of flash flood")
    assert told("mass_sending_finished") == 1
    payload = JournalEntry.objects.get(kind="public_warnings.mass_sending_finished").payload
    assert (payload["total"], payload["sent"], payload["given_up"]) == (601, 600, 1)
    assert told("delivery_finished") == 0
    mass = MassSending.objects.get()
    assert (mass.total, mass.sent, mass.given_up, mass.delivered) == (601, 600, 1, 0)
    result = next(each for each in api.channel_results(AUTHOR, sent.warning_id) if each.channel == "webhook")
    assert (result.total, result.waiting, result.sent, result.given_up) == (601, 0, 600, 1)


def test_few_receivers_get_an_entry_each(ground):
    an_issued()
    queued(20)
    deliver(BulkGateway())
    assert (told("delivery_finished"), told("mass_sending_finished")) == (21, 0)


def test_an_address_gets_one_message_whoever_names_it_again(ground):
    an_issued()
    assert queued(30)[0] == 30
    assert queued(30, first=20)[0] == 20
    assert Delivery.objects.filter(address="13900000025").count() == 1


def test_a_receivers_language_picks_the_text(ground):
    english = api.Translation("en", "Flash flood, red", "52.5 mm.", "Leave the banks.")
    an_issued(translations=(english,))
    _, sent = queued(1)
    words = [api.Receiver("a", "x1", language="en"), api.Receiver("b", "x2", language="ii-CN")]
    api.queue_receivers(sent, "webhook", words, lane=api.Lane.MASS, now=NIGHT)
    gateway = BulkGateway()
    deliver(gateway)
    texts = {each.address: (each.language, each.text.split("\n")[0]) for each in gateway.taken}
    assert texts["x1"] == ("en", "Flash flood, red")
    assert texts["x2"] == ("zh-CN", "Red warning of flash flood")
    assert DeliveryText.objects.filter(channel="webhook").count() == 2


def test_names_with_tabs_and_backslashes_are_stored_as_they_are(ground):
    an_issued()
    _, sent = queued(1)
    names = ["a\tb", "c\\N", "\\.", "d\ne"]
    api.queue_receivers(
        sent, "webhook", [api.Receiver(name, f"y{n}") for n, name in enumerate(names)], lane=api.Lane.MASS, now=NIGHT
    )
    rows = Delivery.objects.filter(address__startswith="y").order_by("address").values_list("receiver", flat=True)
    assert list(rows) == names


def test_an_urgent_message_behind_many_goes_out_in_the_next_batch(ground):
    an_issued()
    queued(3000)
    gateway = BulkGateway()

    def goes_on() -> bool:
        if len(gateway.batches) == 1:
            queued(1, lane=api.Lane.CALL, first=90_000)
        return len(gateway.batches) < 2

    api.deliver_channel(channel="webhook", sender=gateway, actor=SYSTEM, now=lambda: NIGHT, goes_on=goes_on)
    place = [each.address for each in gateway.taken].index("13900090000")
    assert place == gateway.batches[0]


def test_what_a_bulk_gateway_says_nothing_of_is_in_doubt_and_asked_for_before_it_is_sent_again(ground):
    an_issued()
    queued(50)
    gateway = BulkGateway(loses=10)
    assert deliver(gateway) == 41
    assert Delivery.objects.filter(channel="webhook", is_in_doubt=True, state="waiting").count() == 10
    Delivery.objects.filter(state="waiting").update(next_try_real=clock.real_now())
    assert deliver(gateway) == 10
    assert len(gateway.asked) == 10
    assert len({each.id for each in gateway.taken}) == len(gateway.taken) == 51


def test_channels_with_something_due_are_named_and_no_others(ground):
    an_issued()
    assert set(channels_due()) == {"email", "loudspeaker", "sms", "webhook"}
    later = clock.real_now() + timedelta(seconds=30)
    Delivery.objects.filter(channel__in=("email", "sms")).update(next_try_real=later)
    Delivery.objects.filter(channel="webhook").update(state="sending", claimed_until_real=later)
    for key in ("email", "sms", "webhook"):
        assert claim(channel(key), 40).messages == ()
    assert channels_due() == ("loudspeaker",)


def test_an_agreed_rate_is_shared_by_all_workers(ground):
    an_issued()
    queued(200)
    of = Channel("webhook", "x", "webhook", is_exercise=False, calls_people=False, least_level=1, per_second=80)
    began = monotonic()
    taken = [len(claim(of, 100).messages) for _ in range(6)]
    assert taken[0] == 10
    assert sum(taken) <= 20 + 80 * (monotonic() - began)


def test_a_receipt_that_overtakes_its_message_is_not_lost(ground):
    an_issued()
    queued(1)
    row = Delivery.objects.get(address="13900000000")
    Delivery.objects.filter(id=row.id).update(state="sending", claimed_until_real=clock.real_now())
    assert api.take_receipts(receipts=frozenset({Receipt(row.id)}), now=NIGHT) == 1
    row.refresh_from_db()
    assert (row.state, row.next_try_real, row.sent_at) == ("delivered", None, NIGHT)
    assert deliver(BulkGateway()) == 1


def test_what_a_gateway_tells_is_found_by_its_own_reference(ground):
    an_issued()
    queued(2)
    deliver(BulkGateway())
    row = Delivery.objects.get(address="13900000001")
    ear = Ear("webhook", lambda: NIGHT)
    heard = [Heard(row.reference, "failed", "UNDELIV 027"), Heard("nobody", "delivered")]
    assert ear.take_heard(heard) == {"nobody"}
    row.refresh_from_db()
    assert (row.state, row.last_fault, row.given_up_at) == ("undelivered", "UNDELIV 027", NIGHT)
    ear.take_reply("13900000001", "1", "ref")
    ear.take_reply("13900000001", "1", "ref")
    assert api.read_replies(now=NIGHT) == 1
    assert api.read_replies(now=NIGHT) == 0


def test_a_phone_confirms_its_call_by_a_text(ground):
    an_issued()
    api.begin_calls(actor=SYSTEM, now=NIGHT)
    Ear("sms", lambda: NIGHT).take_reply("11100000001", "1", "ref")
    assert api.read_replies(now=NIGHT) == 1
    assert told("call_confirmed") == 1


def test_a_message_without_a_receipt_is_shown_as_unconfirmed_after_its_time(ground, at):
    warning_id = an_issued()
    api.begin_calls(actor=SYSTEM, now=NIGHT)
    deliver(BulkGateway(), "sms")
    sent = Delivery.objects.filter(channel="sms").count()
    assert sent > Delivery.objects.filter(channel="sms", call_step=None).count() > 0
    for minutes, wanted in ((10, 0), (11, sent)):
        at(NIGHT + timedelta(minutes=minutes))
        (result,) = [each for each in api.channel_results(AUTHOR, warning_id) if each.channel == "sms"]
        assert (result.sent, result.unconfirmed) == (sent, wanted)


def given_up_rows(count: int) -> list[Delivery]:
    queued(count)
    deliver(BulkGateway(refuses="13900000000"))
    Delivery.objects.filter(address__startswith="139").update(
        state="given_up", given_up_at=NIGHT, last_fault="no such number"
    )
    return list(Delivery.objects.filter(state="given_up").order_by("id"))


def test_all_of_one_reason_are_sent_again_with_one_entry(ground):
    an_issued()
    rows = given_up_rows(5)
    Delivery.objects.filter(id=rows[0].id).update(last_fault="another")
    wanted = api.LetterFilter(channel="webhook", reason="no such number")
    assert api.retry_letters(wanted=wanted, actor=APPROVER, now=NIGHT) == 4
    assert told("deliveries_retried") == 1
    assert [group.count for group in api.letter_groups(APPROVER)] == [1]
    assert deliver(BulkGateway()) == 4


def test_who_may_not_retry_retries_nothing(ground):
    an_issued()
    given_up_rows(3)
    wanted = api.LetterFilter(channel="webhook")
    assert api.retry_letters(wanted=wanted, actor=an_actor("auditor"), now=NIGHT) == 0
    assert api.retry_letters(wanted=wanted, actor=an_actor("commander", region="513434"), now=NIGHT) == 0
    assert Delivery.objects.filter(state="given_up").count() == 3


def test_what_did_not_arrive_goes_again_under_a_new_message_id(ground):
    an_issued()
    queued(1)
    deliver(BulkGateway())
    row = Delivery.objects.get(address="13900000000")
    api.take_receipts(receipts=frozenset({Receipt(row.id, "failed", "x")}), now=NIGHT)
    api.retry_delivery(delivery_id=row.id, actor=APPROVER, now=NIGHT)
    again = Delivery.objects.get(address="13900000000")
    assert (again.id == row.id, again.state, again.reference) == (False, "waiting", "")


def word(**changes) -> api.HandWord:
    said = {"reached_name": "Neighbour", "way": "telephone", "told_at": NIGHT, "note": "at home", **changes}
    return api.HandWord(**said)


def test_a_hand_delivery_closes_a_message_and_says_who_was_told(ground):
    an_issued()
    row = given_up_rows(1)[0]
    api.record_hand_delivery(delivery_id=row.id, word=word(), actor=APPROVER, now=NIGHT)
    row.refresh_from_db()
    assert (row.state, row.given_up_at, row.delivered_at) == ("by_hand", None, NIGHT)
    assert (HandDelivery.objects.get().reached_name, told("delivered_by_hand")) == ("Neighbour", 1)
    with pytest.raises(AnlanError) as caught:
        api.record_hand_delivery(delivery_id=row.id, word=word(), actor=APPROVER, now=NIGHT)
    assert caught.value.code == "kernel.transition_not_allowed"
    assert HandDelivery.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"reached_name": " "},
        {"way": ""},
        {"reached_name": "x" * 81},
        {"note": "x" * 301},
        {"told_at": NIGHT + timedelta(seconds=1)},
        {"told_at": NIGHT - timedelta(days=1)},
    ],
)
def test_a_hand_delivery_that_says_too_little_changes_nothing(ground, changes):
    an_issued()
    row = given_up_rows(1)[0]
    with pytest.raises(AnlanError) as caught:
        api.record_hand_delivery(delivery_id=row.id, word=word(**changes), actor=APPROVER, now=NIGHT)
    assert caught.value.code == "kernel.invalid_value"
    row.refresh_from_db()
    assert (row.state, HandDelivery.objects.count()) == ("given_up", 0)


def test_the_page_of_channels_shows_each_with_its_link_and_takes_a_wish_for_a_test(ground):
    client = client_with("commander", COUNTY)
    try_link("no route to host")
    page = client.get("/warnings/channels/").content.decode()
    assert "no route to host" in page
    assert api.channel("webhook").name in page
    assert client.post("/warnings/channels/sms/test/").status_code == 302
    assert "sms" in links_due()
    assert client.post("/warnings/channels/nothing/test/").status_code == 422
    assert client_with("village_officer", COUNTY).get("/warnings/channels/").status_code == 404


def test_the_page_of_channels_asks_the_same_number_of_questions_however_many_tests_there_are(ground):
    client = client_with("commander", COUNTY)
    client.get("/warnings/channels/")

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get("/warnings/channels/")
        return len(found)

    try_link()
    before = min(asked() for _ in range(4))  # What the process remembers is learned anew now and then.
    for fault in ("x", "", "y", "") * 5:
        try_link(fault)
    assert min(asked() for _ in range(4)) == before


def test_the_status_line_names_lost_channels(ground):
    from anlan.public_warnings.pages.status import status

    try_link("gone")
    assert [item.url for item in status(AUTHOR, NIGHT) if item.icon == "link-off"] == ["/warnings/channels/"]
    try_link()
    assert [item for item in status(AUTHOR, NIGHT) if item.icon == "link-off"] == []


def test_the_page_of_letters_filters_exports_retries_and_closes(ground):
    an_issued()
    rows = given_up_rows(3)
    client = client_with("commander", COUNTY)
    shown = client.get("/warnings/dead-letters/?channel=webhook&reason=no such number").content.decode()
    assert shown.count("data-entry") == 3
    assert client.get("/warnings/dead-letters/?reason=other").content.decode().count("data-entry") == 0
    file = b"".join(client.get("/warnings/dead-letters/?format=csv").streaming_content)
    lines = file.decode("utf-8-sig").splitlines()
    assert len(lines) == 4
    assert "*0001" in "".join(lines)
    assert "13900000001" not in "".join(lines)
    told_at = clock.in_china(NIGHT).strftime("%Y-%m-%dT%H:%M")
    url = f"/warnings/dead-letters/{rows[0].id}/by-hand/"
    assert client.post(url, {"reached_name": "A", "way": "B", "told_at": "soon"}).status_code == 422
    assert HandDelivery.objects.count() == 0
    assert client.post(url, {"reached_name": "A", "way": "B", "told_at": told_at}).status_code == 302
    assert HandDelivery.objects.count() == 1
    again = {"channel": "webhook", "reason": "no such number"}
    assert client.post("/warnings/dead-letters/retry/", again).status_code == 302
    assert Delivery.objects.filter(state="given_up").count() == 0


class BrokenSender(Link):
    """A sender with a fault of its own for one address."""

    is_shared = False

    def send(self, message) -> Accepted:
        if message.address == "13900000000":
            raise ZeroDivisionError("a fault of ours")
        return Accepted("r", is_delivered=True)

    def find(self, message) -> Accepted | None:
        return None

    def receipts(self, ids):
        return frozenset()


def test_a_fault_of_a_sender_itself_stops_no_other_message(ground):
    an_issued()
    queued(5)
    assert deliver(BrokenSender()) == 5
    row = Delivery.objects.get(address="13900000000")
    assert (row.state, row.last_fault) == ("waiting", "ZeroDivisionError: a fault of ours")
