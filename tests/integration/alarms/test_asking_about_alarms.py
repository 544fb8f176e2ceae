from datetime import timedelta
from uuid import uuid4

import pytest
from tests.factories.alarms import NIGHT, an_alarm

from anlan.alarms import api
from anlan.kernel.errors import NotFound
from anlan.kernel.levels import Level

pytestmark = pytest.mark.django_db
YIHAI, OTHER = "513433106", "513433102"
OPEN = api.AlarmFilter(states=api.OPEN_STATES)
TILE_OF_YIHAI = (8, 200, 106)


def test_a_township_sees_its_own_alarms_only(actor_with):
    own, other = an_alarm(region=YIHAI), an_alarm(region=OTHER)
    officer = actor_with("township_officer", YIHAI)
    assert [row.id for row in api.alarms(officer, OPEN).rows] == [own]
    assert api.waiting_counts(officer)[Level.ORANGE] == 1
    with pytest.raises(NotFound) as refusal:
        api.alarm(officer, other)
    assert refusal.value.data == {"what": "alarm"}
    with pytest.raises(NotFound):
        api.occurrences(officer, other)


def test_an_unknown_alarm_and_a_hidden_one_look_the_same(actor_with):
    hidden = an_alarm(region=OTHER)
    refusals = []
    for alarm_id in (hidden, uuid4()):
        with pytest.raises(NotFound) as refusal:
            api.alarm(actor_with("township_officer", YIHAI), alarm_id)
        refusals.append((refusal.value.code, refusal.value.data))
    assert refusals[0] == refusals[1]


def test_the_queue_begins_with_the_worst_that_waits_and_the_oldest_of_these(actor_with):
    officer = actor_with("duty_officer")
    yellow = an_alarm(region="513433103", level=2)
    verified_red = an_alarm(region="513433104", level=4)
    api.verify_alarm(alarm_id=verified_red, actor=officer, now=NIGHT)
    late_red = an_alarm(region="513433105", level=4, now=NIGHT + timedelta(minutes=9))
    early_red = an_alarm(region="513433106", level=4, now=NIGHT + timedelta(minutes=1))
    assert [row.id for row in api.alarms(officer, OPEN).rows] == [early_red, late_red, yellow, verified_red]


def test_filters_narrow_the_list(actor_with):
    officer = actor_with("duty_officer")
    red = an_alarm(region=YIHAI, level=4)
    an_alarm(region=OTHER, level=2)
    assert [row.id for row in api.alarms(officer, api.AlarmFilter(least_level=3)).rows] == [red]
    assert [row.id for row in api.alarms(officer, api.AlarmFilter(region=YIHAI)).rows] == [red]
    assert [row.id for row in api.alarms(officer, api.AlarmFilter(text="0001")).rows] == [red]
    assert api.alarms(officer, api.AlarmFilter(states=(api.AlarmState.CLOSED,))).total == 0
    assert api.alarms(officer, page=2, size=1).total == 2


def test_the_list_costs_the_same_for_one_alarm_and_for_many(actor_with, django_assert_num_queries):
    for serial in range(12):
        an_alarm(region=f"5134331{serial:02d}")
    with django_assert_num_queries(2):
        api.alarms(actor_with("duty_officer"))


def test_the_tile_of_a_township_simply_lacks_the_others_alarms(actor_with):
    an_alarm(region=OTHER)
    assert api.tile(actor_with("township_officer", YIHAI), TILE_OF_YIHAI) == b""
    assert b"A20200626-0001" in api.tile(actor_with("township_officer", OTHER), TILE_OF_YIHAI)


def test_a_role_without_any_grant_here_sees_nothing(actor_with):
    an_alarm()
    assert api.alarms(actor_with("enterprise_officer"), OPEN).rows == ()


def test_the_acts_offered_are_those_of_state_and_right(actor_with):
    row = api.alarm(actor_with("duty_officer"), an_alarm())
    assert api.acts_open_to(actor_with("duty_officer"), row) == ("take", "verify", "dismiss")
    assert api.acts_open_to(actor_with("commander"), row) == ("verify", "dismiss")
    assert api.acts_open_to(actor_with("township_officer", YIHAI), row) == ()
