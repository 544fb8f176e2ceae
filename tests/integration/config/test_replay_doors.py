"""The gauges of a replay outlive their broker."""

import threading
import time
from datetime import UTC, datetime

import pytest

from anlan.config.parts.nats import throw_away_server
from anlan.config.replay.doors import DoorClosed, Gauges
from anlan.config.replay.rain import Reading


@pytest.mark.timeout(60)
def test_a_reading_sent_while_the_broker_is_away_is_delivered_when_it_is_back(tmp_path):
    reading = Reading("LSS01", datetime(2020, 6, 26, 10, 5, tzinfo=UTC), 0.6)
    with throw_away_server(tmp_path / "first") as first:
        gauges = Gauges("127.0.0.1", first.mqtt_port)
        gauges.send([reading])
    time.sleep(0.5)
    outcome = []

    def send() -> None:
        try:
            gauges.send([reading])
            outcome.append("delivered")
        except DoorClosed as closed:
            outcome.append(str(closed))

    sending = threading.Thread(target=send)
    sending.start()
    time.sleep(1)
    assert outcome == []
    with throw_away_server(tmp_path / "second") as second:
        gauges._client.connect_async("127.0.0.1", second.mqtt_port)
        sending.join(40)
        gauges.close()
    assert outcome == ["delivered"]
