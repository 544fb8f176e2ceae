import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.access import build_user, client_of, client_with
from tests.factories.alarms import NIGHT, an_alarm
from tests.factories.command import an_order
from tests.factories.incidents import an_incident

from anlan.access import api as access
from anlan.alarms import api as alarms
from anlan.center.queue import QueueFilter, queue
from anlan.command import api as command
from anlan.duty import api as duty
from anlan.incidents.models import Incident
from anlan.kernel.actors import SYSTEM
from anlan.kernel.levels import Level
from anlan.public_warnings.services.linking import record_link_test

pytestmark = pytest.mark.django_db
YIHAI, OTHER = "513433106", "513433102"


@pytest.fixture(autouse=True)
def _that_night(at):
    at(NIGHT)


@pytest.mark.parametrize(
    ("role", "home"),
    [
        ("duty_officer", "/desk/"),
        ("duty_leader", "/desk/"),
        ("commander", "/desk/"),
        ("department_operator", "/desk/"),
        ("township_officer", "/tasks/"),
        ("village_officer", "/tasks/"),
        ("team_leader", "/tasks/"),
    ],
)
def test_each_begins_where_the_own_work_is(role, home):
    answer = client_with(role, "513433").get("/")
    assert (answer.status_code, answer["Location"]) == (302, home)


def test_the_queue_shows_what_waits_the_worst_first(actor_with):
    yellow, red = an_alarm(region=OTHER, level=2), an_alarm(region=YIHAI, level=4)
    entries = queue(actor_with("duty_officer"), NIGHT, QueueFilter()).entries
    assert [entry.item.subject for entry in entries] == [f"alarm:{red}", f"alarm:{yellow}"]
    page = client_with("duty_officer").get("/desk/").content.decode()
    assert page.index(f"/alarms/{red}/work/") < page.index(f"/alarms/{yellow}/work/")


def test_a_verified_alarm_steps_back_behind_those_that_wait(actor_with):
    officer = actor_with("duty_officer")
    red, blue = an_alarm(region=YIHAI, level=4), an_alarm(region=OTHER, level=1)
    alarms.verify_alarm(alarm_id=red, actor=officer, now=NIGHT)
    entries = queue(officer, NIGHT, QueueFilter()).entries
    assert [entry.item.subject for entry in entries] == [f"alarm:{blue}", f"alarm:{red}"]


def test_filters_in_the_address_narrow_the_queue():
    red, yellow = an_alarm(region=YIHAI, level=4), an_alarm(region=OTHER, level=2)
    client = client_with("duty_officer")
    for address in ("?level=3", f"?region={YIHAI}", "?room=alarms&level=4"):
        page = client.get(f"/desk/{address}").content.decode()
        assert str(red) in page
        assert str(yellow) not in page
    page = client.get("/desk/?room=public_warnings").content.decode()
    assert str(red) not in page
    assert 'href="/desk/"' in page


@pytest.mark.parametrize("address", ["?level=9", "?level=red", "?room=nowhere", "?region=%27"])
def test_a_wrong_filter_breaks_nothing(address):
    an_alarm()
    assert client_with("duty_officer").get(f"/desk/{address}").status_code == 200


def test_a_township_sees_nothing_of_anothers_queue():
    other = an_alarm(region=OTHER)
    page = client_with("township_officer", YIHAI).get("/desk/").content.decode()
    assert str(other) not in page
    assert "Yihai gauge" not in page


def test_an_empty_desk_says_what_will_come_and_where_to_look():
    assert 'href="/map/"' in client_with("duty_officer").get("/desk/").content.decode()


def test_the_queue_alone_is_a_fragment():
    an_alarm()
    part = client_with("duty_officer").get("/desk/queue/?level=1").content.decode()
    assert part.lstrip().startswith('<section class="board-queue"')
    assert 'hx-get="/desk/queue/?level=1"' in part


@pytest.mark.parametrize("room", ["alarms", "nowhere"])
def test_a_thing_that_is_gone_says_so_and_an_unknown_room_is_not_found(room):
    answer = client_with("duty_officer").get(f"/desk/item/?room={room}&subject=alarm:1")
    assert answer.status_code == (200 if room == "alarms" else 404)


def test_the_queue_costs_the_same_for_one_alarm_and_for_many(actor_with):
    officer, costs = actor_with("duty_officer"), []
    for serial in range(12):
        an_alarm(region=f"5134331{serial:02d}")
        with CaptureQueriesContext(connection) as asked:
            queue(officer, NIGHT, QueueFilter())
        costs.append(len(asked))
    # The clock and the edition of places are read anew now and then, whatever is in the queue: the least counts.
    # Many alarms of one county are one entry, which asks for none of them.
    assert min(costs[-4:]) <= min(costs[1:5])


def link_of(channel, fault=""):
    record_link_test(channel=channel, milliseconds=3, fault=fault, actor=SYSTEM, now=NIGHT)


def channels_in_queue(actor):
    found = queue(actor, NIGHT, QueueFilter()).entries
    return [entry for entry in found if entry.item.subject.startswith("channel:")]


def test_a_lost_channel_waits_in_the_queue_until_its_link_is_back(actor_with):
    officer = actor_with("duty_officer")
    link_of("sms", "no route to host")
    link_of("exercise_sms", "timed out")
    entries = channels_in_queue(officer)
    assert [entry.item.subject for entry in entries] == ["channel:sms", "channel:exercise_sms"]
    page = client_with("duty_officer").get("/desk/item/?room=public_warnings&subject=channel:sms").content.decode()
    assert 'href="/warnings/channels/"' in page
    assert "no route to host" in page
    link_of("sms")
    link_of("exercise_sms")
    assert channels_in_queue(officer) == []
    assert "channel:sms" not in client_with("duty_officer").get("/desk/").content.decode()


def test_who_may_not_see_deliveries_is_told_of_no_lost_channel(actor_with):
    link_of("sms", "no route to host")
    assert channels_in_queue(actor_with("warehouse_keeper")) == []


def test_an_order_that_nobody_takes_waits_on_the_desk_of_whom_the_ladder_told(actor_with):
    officer = build_user("duty_officer", "513433")
    order_id = an_order(an_incident(), NIGHT)
    assert command.climb_ladder(actor=SYSTEM, now=NIGHT + timedelta(minutes=6)) == 1
    (entry,) = queue(access.actor_of_user(officer), NIGHT, QueueFilter(room="command")).entries
    assert (entry.item.url, entry.urgency) == (f"/orders/{order_id}/", Level.ORANGE)
    assert queue(actor_with("duty_officer", "5134"), NIGHT, QueueFilter(room="command")).entries == ()
    client = client_of(officer)
    assert (
        f"/orders/{order_id}/" in client.get(f"/desk/item/?room=command&subject={entry.item.subject}").content.decode()
    )
    told = command.escalations_to(access.actor_of_user(officer))[0]
    command.answer_escalation(escalation_id=told.id, answer="I call", actor=access.actor_of_user(officer), now=NIGHT)
    assert queue(access.actor_of_user(officer), NIGHT, QueueFilter(room="command")).entries == ()


def duties_of(role, region):
    found = queue(access.actor_of_user(build_user(role, region)), NIGHT, QueueFilter()).entries
    return [(entry.item.subject.split(":")[0], entry.item.url) for entry in found if entry.room == "duty"]


def test_a_roll_call_waits_on_the_desk_of_the_room_that_was_called_and_of_no_other(actor_with):
    called = {"region": "513433", "rooms": (YIHAI,), "title": "Night check", "minutes": 5}
    duty.call_roll(**called, actor=actor_with("duty_officer", "513433"), now=NIGHT)
    assert duties_of("township_officer", YIHAI) == [("roll", "/duty/rollcalls/")]
    assert duties_of("township_officer", OTHER) == duties_of("duty_officer", "513433") == []


def test_an_instruction_waits_for_whom_it_is_then_for_another_who_confirms_it(actor_with):
    said = {"leader": "Governor", "text": "Look at the dam", "to_region": YIHAI, "to_name": "Town"}
    new = duty.NewInstruction(region="513433", **said, due_at=NIGHT + timedelta(hours=2))
    instruction_id = duty.give_instruction(new=new, actor=actor_with("duty_officer", "513433"), now=NIGHT)
    waits = [("instruction", f"/instructions/{instruction_id}/")]
    assert duties_of("township_officer", YIHAI) == waits
    assert duties_of("duty_officer", "513433") == duties_of("township_officer", OTHER) == []
    assert duties_after(instruction_id, timedelta(hours=3)) == waits
    town = actor_with("township_officer", YIHAI)
    for act in (duty.InstructionAct.RECEIVE, duty.InstructionAct.FINISH):
        duty.move_instruction(instruction_id=instruction_id, act=act, text="Done", actor=town, now=NIGHT)
    assert duties_of("township_officer", YIHAI) == []
    assert duties_of("duty_officer", "513433") == waits


def duties_after(instruction_id, wait):
    found = queue(access.actor_of_user(build_user("duty_officer", "513433")), NIGHT + wait, QueueFilter()).entries
    return [("instruction", entry.item.url) for entry in found if entry.item.subject == f"instruction:{instruction_id}"]


def test_an_alarm_is_declared_an_incident_with_what_it_knows():
    red = an_alarm(region=YIHAI, level=4)
    client = client_with("duty_officer", "513433")
    address = re.search(r'href="(/desk/declare/[^"]+)"', client.get(f"/alarms/{red}/work/").content.decode())[1]
    page = client.get(address.replace("&amp;", "&")).content.decode()
    assert f'name="alarm" value="{red}"' in page
    form = dict(re.findall(r'name="(token|longitude|latitude|alarm|happened_at)"[^>]*value="([^"]*)"', page))
    assert client.post("/desk/declare/", {**form, "event_kind": "11A51", "region": YIHAI}).status_code == 302
    assert Incident.objects.get().links.get().subject == f"alarm:{red}"
    assert client.get("/desk/declare/?alarm=no-id").status_code == 422
    assert client_with("duty_officer", "511123").get(f"/desk/declare/?alarm={red}").status_code == 404
