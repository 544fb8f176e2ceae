"""How long the supervisor waits, what it refuses before it starts, and what the lines of its table are."""

import socket

import pytest
from tests.factories.plant import port_settings

from anlan.config.options import read_options
from anlan.config.plant import clash, ports_of, reachable
from anlan.config.supervisor import FIRST_WAIT, LONGEST_WAIT, wait_before_restart


@pytest.mark.parametrize(("failures", "seconds"), [(1, 0.5), (2, 1.0), (5, 8.0), (6, 15.0), (60, 15.0)])
def test_each_failure_in_a_row_doubles_the_wait_up_to_a_limit(failures: int, seconds: float):
    assert FIRST_WAIT <= wait_before_restart(failures) == seconds <= LONGEST_WAIT


def test_a_taken_port_is_named_with_its_setting():
    environment = port_settings()
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        uses = ports_of(read_options(environment | {"ANLAN_LIVE_PORT": str(taken)}), {})
        assert clash(uses) == (f"port {taken} (live feed) is taken; end what uses it or set ANLAN_LIVE_PORT to another")


def test_a_port_that_two_settings_want_is_refused():
    environment = port_settings()
    environment["ANLAN_MQTT_PORT"] = environment["ANLAN_WEB_PORT"]
    assert "is wanted twice: by ANLAN_WEB_PORT and by ANLAN_MQTT_PORT" in clash(ports_of(read_options(environment), {}))


def test_ports_of_an_external_nats_are_not_ours():
    external = {"ANLAN_NATS_URL": "nats://nats.lan:4222"}
    assert not {use.setting for use in ports_of(read_options(external), external)} & {
        "ANLAN_NATS_PORT",
        "ANLAN_MQTT_PORT",
    }


@pytest.mark.parametrize(("listen", "address"), [("0.0.0.0", "127.0.0.1"), ("::", "::1"), ("10.1.2.3", "10.1.2.3")])
def test_a_plant_that_listens_everywhere_is_reached_by_loopback(listen: str, address: str):
    assert reachable(read_options({"ANLAN_LISTEN": listen})) == address
