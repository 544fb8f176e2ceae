from datetime import UTC, datetime, timedelta

import pytest

from anlan.support import heartbeats

NOW = datetime(2020, 6, 26, 15, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_a_worker_has_looked_at_the_clocks_up_to_its_last_beat():
    assert heartbeats.last_beat("jobs") is None
    heartbeats.beat("jobs", NOW)
    heartbeats.beat("jobs", NOW + timedelta(minutes=5))
    assert heartbeats.has_looked_at("jobs", NOW + timedelta(minutes=5))
    assert not heartbeats.has_looked_at("jobs", NOW + timedelta(minutes=5, microseconds=1))
    assert not heartbeats.has_looked_at("ingest", NOW)
