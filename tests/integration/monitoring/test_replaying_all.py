"""What is held for one reason goes to the intake once more at one click, within the actor's regions."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.factories.access import client_with
from tests.factories.fake_bus import FakeBus
from tests.factories.monitoring import arrival, build_station, rain
from tests.factories.places import build_divisions

from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import NotAllowed
from anlan.monitoring import api
from anlan.monitoring.domain.errors import BusUnavailable
from anlan.monitoring.models import Quarantine
from anlan.monitoring.services.ingesting import Intake
from anlan.support.models import JournalEntry

NOW = datetime(2026, 7, 1, 4, tzinfo=UTC)
AHEAD = "monitoring.in_the_future"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def held(at):
    at(NOW)
    build_divisions()
    build_station()
    build_station("OTHER", region="513401101")
    intake = Intake()
    for minutes in (60, 70):
        for station in ("YHZ01", "OTHER"):
            intake.take([arrival(rain(NOW + timedelta(minutes=minutes), [1.0], station=station))], now=NOW)
    intake.take([arrival(b"{")], now=NOW)


def states() -> list[tuple[str, str]]:
    return sorted(Quarantine.objects.values_list("region", "state"))


def test_all_of_a_reason_in_ones_own_region_are_replayed_and_no_others(held, actor_with):
    bus = FakeBus()
    officer = actor_with("duty_officer", "513433")
    assert api.replay_all(reason=AHEAD, bus=bus, actor=officer, now=NOW) == 2
    assert [subject for subject, _ in bus.messages] == ["ingest.again.any"] * 2
    others = [("", "held"), ("513401101", "held"), ("513401101", "held")]
    assert states() == [*others, ("513433106", "replayed"), ("513433106", "replayed")]
    assert JournalEntry.objects.filter(kind="monitoring.quarantine_replayed").count() == 2


def test_nothing_changes_while_the_bus_is_away(held, actor_with):
    with pytest.raises(BusUnavailable):
        api.replay_all(reason=AHEAD, bus=FakeBus(is_away=True), actor=actor_with("duty_officer", "513433"), now=NOW)
    assert {state for _, state in states()} == {"held"}
    assert not JournalEntry.objects.filter(kind="monitoring.quarantine_replayed").exists()


def test_who_may_not_handle_the_quarantine_is_refused(held, actor_with):
    bus = FakeBus()
    with pytest.raises(NotAllowed):
        api.replay_all(reason=AHEAD, bus=bus, actor=actor_with("village_officer", "513433"), now=NOW)
    assert bus.messages == []


def test_the_page_offers_it_for_the_chosen_reason_only(held):
    client = client_with("duty_officer", "513433")
    assert "按此原因全部重放" not in client.get("/quarantine/").content.decode()
    page = client.get(f"/quarantine/?reason={AHEAD}").content.decode()
    assert "按此原因全部重放" in page
    assert "现存 2 条" in page


def test_the_platform_itself_replays_everywhere(held):
    assert api.replay_all(reason=AHEAD, bus=FakeBus(), actor=SYSTEM, now=NOW) == 4
