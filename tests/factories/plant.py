"""Free ports for a plant of one's own."""

from itertools import accumulate

from anlan.config.parts.ports import free_ports
from anlan.config.plant import GATEWAY_PORTS, SIDE_PORTS

PORTS_OF = {
    "ANLAN_WEB_PORT": 1,
    "ANLAN_LIVE_PORT": 1,
    "ANLAN_NATS_PORT": 1,
    "ANLAN_MQTT_PORT": 1,
    "ANLAN_SIDE_PORT": SIDE_PORTS,
    "ANLAN_GATEWAY_PORT": GATEWAY_PORTS,
}


def port_settings() -> dict[str, str]:
    """Return each setting of a port with the first of its ports, which follow one another."""
    first = free_ports(sum(PORTS_OF.values()))[0]
    firsts = accumulate(PORTS_OF.values(), initial=first)
    return {name: str(port) for name, port in zip(PORTS_OF, firsts, strict=False)}
