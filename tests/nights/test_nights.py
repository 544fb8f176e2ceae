"""Whole nights of call-and-confirm, with phones that answer, are off, are handed on, or lie in a drawer."""

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Lock

import psycopg
import pytest
from django.db import connection, connections
from django.test import Client
from tests.factories.public_warnings import NIGHT, TOWNSHIP, VILLAGES, build_places, build_responsible_people
from tests.factories.public_warnings import an_issued as issued
from tests.nights.night import Night, Phone, SmsCentre, link_in, opens_link, says

from anlan.public_warnings.models import CallStep, CallTask, CallTry, Delivery
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db(transaction=True)
NUMBERS = {
    name: f"1110000000{number}"
    for number, name in enumerate(("Damawu A", "Damawu B", "Caogu A", "Caogu B", "Yihai A", "Mianning A"), 1)
}
PLACES = (TOWNSHIP, *VILLAGES)


@pytest.fixture
def night():
    """A county at twenty past eleven, its red warning just issued, every phone in a drawer."""
    build_places()
    build_responsible_people()
    issued(channels=("sms",))
    return Night(SmsCentre())


def give(night: Night, **of_names) -> dict[str, Phone]:
    """Give people phones; a name is written with an underscore."""
    phones = {name.replace("_", " "): Phone(NUMBERS[name.replace("_", " ")], **what) for name, what in of_names.items()}
    night.centre.phones |= {phone.number: phone for phone in phones.values()}
    return phones


def states() -> dict[str, str]:
    return dict(CallTask.objects.values_list("region", "state"))


def told(kind: str, **payload) -> list[JournalEntry]:
    wanted = {f"payload__{key}": value for key, value in payload.items()}
    return list(JournalEntry.objects.filter(kind=f"public_warnings.{kind}", **wanted).order_by("recorded_at"))


def assert_nobody_was_sent_a_call_twice(night: Night) -> None:
    """Each call is one message, and the centre took each message once."""
    calls = CallTry.objects.filter(outcome__in=("called", "asked_again"), way="sms").count()
    assert set(night.centre.times_taken.values()) <= {1}
    assert len(night.centre.calls) == Delivery.objects.exclude(call_step=None).filter(channel="sms").count() == calls


def test_nobody_answers_and_every_place_is_handed_to_the_duty_room_by_its_ladder(night):
    night.run(60)
    assert states() == dict.fromkeys(PLACES, "handed_up")
    assert set(CallStep.objects.values_list("state", flat=True)) == {"unanswered"}
    for step in CallStep.objects.all():
        assert step.tries == step.most_tries
    last = max(entry.happened_at for entry in told("call_made"))
    rungs = max(Counter(CallStep.objects.values_list("task_id", flat=True)).values())
    assert last == NIGHT + timedelta(minutes=5 * (rungs - 1))
    assert len([each for each in told("call_escalated") if each.payload["to_region"]]) == len(PLACES)
    assert_nobody_was_sent_a_call_twice(night)
    assert night.flaws == [0] * 60


def test_all_answer_and_nobody_is_called_again(night):
    give(night, Damawu_A={"answers": opens_link}, Caogu_A={"answers": opens_link}, Yihai_A={"answers": says("1")})
    night.run(120)
    assert states() == dict.fromkeys(PLACES, "confirmed")
    assert night.pages == [302, 302]
    assert [each.outcome for each in night.answers] == ["confirm"]
    assert len(night.centre.calls) == len(PLACES)
    assert night.flaws == [0] * 120


def test_two_answer_at_once_and_one_of_them_is_heard(night):
    first, second = Phone(NUMBERS["Damawu A"]), Phone(NUMBERS["Damawu B"])
    night.centre.phones |= {first.number: first, second.number: second}
    night.run(7)
    links = [link_in(phone.texts[-1]) for phone in (first, second)]

    def press(link: str) -> int:
        try:
            return Client().post(link, {"answer": "me"}).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(press, links))
    assert sorted(answers) == [302, 409]
    assert len(told("call_confirmed", task_id=str(CallTask.objects.get(region=VILLAGES[0]).id))) == 1
    night.run(60)
    assert states()[VILLAGES[0]] == "confirmed"
    assert night.flaws == [0] * 67


def test_a_link_that_is_handed_on_names_its_owner_and_serves_once(night):
    owner = give(night, Damawu_A={})["Damawu A"]
    night.run(2)
    link = link_in(owner.texts[0])
    stranger = Client().get(link).content.decode()
    assert "Damawu A" in stranger
    assert NUMBERS["Damawu A"] not in stranger
    assert states()[VILLAGES[0]] == "calling"
    assert Client().post(link, {"answer": "me"}).status_code == 302
    assert Client().post(link, {"answer": "me"}).status_code == 409
    night.run(30)
    assert [entry.payload["person_name"] for entry in told("call_confirmed")] == ["Damawu A"]
    assert CallStep.objects.get(task__region=VILLAGES[0], place=1).state == "waiting"
    assert night.flaws == [0] * 32


def test_who_has_his_phone_off_is_followed_by_the_next_and_his_text_is_not_called_delivered(night):
    give(night, Damawu_A={"is_off": True}, Damawu_B={"answers": opens_link})
    night.run(10)
    task = CallTask.objects.get(region=VILLAGES[0])
    assert (task.state, task.confirmed_by) == ("confirmed", "Damawu B")
    assert set(Delivery.objects.filter(call_step__name="Damawu A", channel="sms").values_list("state", flat=True)) == {
        "sent"
    }
    assert Delivery.objects.get(call_step__name="Damawu B", call_step__task=task, channel="sms").state == "delivered"
    assert night.flaws == [0] * 10


def test_a_phone_that_is_switched_on_late_may_still_answer_for_a_place_that_was_handed_up(night):
    phones = give(night, Damawu_A={"is_off": True, "answers": opens_link})
    night.run(60)
    assert states()[VILLAGES[0]] == "handed_up"
    phones["Damawu A"].is_off = False
    night.run(5)
    assert CallTask.objects.get(region=VILLAGES[0]).confirmed_by == "Damawu A"
    assert night.flaws == [0] * 65


def test_a_centre_that_says_sent_and_delivers_nothing_leaves_every_place_to_the_duty_room(night):
    give(night, Damawu_A={"answers": opens_link}, Caogu_A={"answers": opens_link}, Yihai_A={"answers": opens_link})
    night.centre.delivers = False
    night.run(60)
    assert states() == dict.fromkeys(PLACES, "handed_up")
    assert not Delivery.objects.filter(channel="sms", state="delivered").exists()
    assert_nobody_was_sent_a_call_twice(night)
    assert night.flaws == [0] * 60


def test_a_centre_that_is_down_for_a_while_gets_what_waited_once(night):
    night.centre.is_down = True
    night.run(4)
    assert not night.centre.taken
    night.centre.is_down = False
    give(night, Damawu_A={"answers": opens_link})
    night.run(10)
    assert CallTask.objects.get(region=VILLAGES[0]).confirmed_by == "Damawu A"
    assert_nobody_was_sent_a_call_twice(night)


def test_who_refuses_is_followed_at_once_by_the_one_he_names(night):
    other = Phone("13800009999", answers=opens_link)
    night.centre.phones[other.number] = other
    give(night, Caogu_A={"answers": says("2 13800009999 Wang")})
    night.run(6)
    task = CallTask.objects.get(region=VILLAGES[1])
    assert task.state == "confirmed"
    assert len(other.texts) == 1
    assert [entry.payload["person_name"] for entry in told("call_refused")] == ["Caogu A"]
    assert night.flaws == [0] * 6


ONE_AT_A_TIME = Lock()


def end_all_sessions() -> None:
    """End every session of the test's database, as a restart does."""
    settings = connection.get_connection_params()
    address = {key: settings[key] for key in ("dbname", "user", "host", "port") if settings.get(key)}
    with ONE_AT_A_TIME, psycopg.connect(**address) as session:
        session.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where pid <> pg_backend_pid() and datname = current_database()"
        )


def test_the_database_goes_away_again_and_again_and_the_night_ends_as_if_it_had_not(night):
    dice = random.Random(51)
    give(night, Caogu_B={"answers": opens_link}, Yihai_A={"answers": opens_link, "after": timedelta(minutes=4)})

    def lose_the_database() -> None:
        if dice.random() < 0.3:
            end_all_sessions()

    night.centre.before_answer = lose_the_database
    for _ in range(60):
        night.run(1)
        lose_the_database()
    connection.close()
    assert night.lost > 5
    confirmed = dict(CallTask.objects.values_list("region", "confirmed_by"))
    assert confirmed == {TOWNSHIP: "Yihai A", VILLAGES[0]: "Yihai A", VILLAGES[1]: "Caogu B"}
    assert len(told("call_confirmed")) == len(PLACES)
    assert_nobody_was_sent_a_call_twice(night)
