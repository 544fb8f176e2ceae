"""Two ingest workers share the sources of readings, hand on what is the other's, and take over from each other."""

import signal
import time
from datetime import timedelta

import pytest
from django.db import connection
from tests.factories.monitoring import arrival, build_station, rain
from tests.integration.monitoring.test_worker import (
    NOW,
    START,
    bus,
    has_consumers,
    publish_mqtt,
    publish_nats_from,
    standing_clock,
    start_worker,
    stop,
    wait_for,
)

from anlan.monitoring.models import Reading, Station
from anlan.monitoring.services.claiming import Claims
from anlan.monitoring.services.ingesting import Intake
from anlan.support.models import Heartbeat, JournalEntry

__all__ = ["bus", "standing_clock"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(500), pytest.mark.whole_machine]
CODES = [f"K{n:03d}" for n in range(24)]


def holders() -> list[int]:
    """Return how many partitions each session holds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from pg_locks where locktype = 'advisory' and classid = 7305022"
            " and database = (select oid from pg_database where datname = current_database()) group by pid"
        )
        return sorted(count for (count,) in cursor.fetchall())


def messages(hours: range) -> list[tuple[str, list[dict]]]:
    """Return readings of every station by one of six gateways, and some by a second one."""
    sent = []
    for hour in hours:
        for n, code in enumerate(CODES):
            readings = rain(START + timedelta(minutes=30 * hour), [4.0] * 6, station=code)
            sent.append((f"g{n % 6}", readings[:4]))
            sent.append((f"g{(n + 1) % 6}", readings[4:]))
    return sent


def test_two_workers_share_the_sources_and_one_takes_over_when_the_other_is_killed(bus):
    for code in CODES:
        build_station(code)
    workers = [start_worker(bus), start_worker(bus)]
    try:
        wait_for(lambda: has_consumers(bus) and holders() == [4, 4])
        first, second = messages(range(2)), messages(range(2, 4))
        publish_nats_from(bus, first)
        wait_for(lambda: Reading.objects.count() == 2 * 24 * 6)
        publish_nats_from(bus, second[:20])
        time.sleep(0.05)
        stop(workers[0], signal.SIGKILL)
        publish_mqtt(bus, [(f"tele/gateway/{gateway}", readings) for gateway, readings in second[20:]])
        wait_for(lambda: Reading.objects.count() == 4 * 24 * 6 and holders() == [8])
        assert stop(workers[1]) == 0
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()
    homes = set(Station.objects.values_list("partition", flat=True))
    assert None not in homes
    assert len(homes) > 1
    entries = JournalEntry.objects.filter(kind="monitoring.threshold_reached")
    reached = sorted((row.payload["station_code"], row.payload["rule"], row.payload["level"]) for row in entries)
    expected = [("flash_flood", 3), ("flash_flood", 4), ("rainstorm_signal", 3)]
    assert [each for each in reached if each[1:] in expected] == sorted(
        (code, *each) for code in CODES for each in expected
    )
    assert holders() == []
    assert not Heartbeat.objects.filter(name__startswith="ingest:").exists()


def test_a_station_goes_to_the_source_that_first_brought_it_and_the_others_hand_it_on():
    build_station()
    claims = Claims()
    claims.revise(NOW)
    claims.owned = frozenset({1, 2})
    intake = Intake(claims=claims)
    one, two, three = (arrival([each]) for each in rain(START, [1.0, 2.0, 3.0]))
    one.partition, two.partition, three.partition = 2, 7, 1
    outcomes = [intake.take([each], now=NOW) for each in (one, two, three)]
    assert [outcome.stored for outcome in outcomes] == [1, 1, 1]
    assert Station.objects.get().partition == 2
    claims.owned = frozenset({1, 7})
    claims.generation += 1
    outcome = intake.take([arrival(rain(START + timedelta(hours=1), [5.0]))], now=NOW)
    [(partition, raw)] = outcome.elsewhere
    assert (outcome.stored, outcome.told, partition) == (0, 0, 2)
    assert Intake().take([arrival(raw)], now=NOW).stored == 1
    claims.give_back()
