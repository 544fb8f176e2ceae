"""Which partition a source belongs to, and how many each worker holds."""

import pytest

from anlan.config.parts.nats import NatsServer, configuration
from anlan.monitoring.domain.partitions import PARTITIONS, fair_share, partition_of


@pytest.mark.parametrize(("name", "partition"), [("YHZ01", 5), ("LSS02", 3), ("g1", 5), ("bench", 1)])
def test_a_sources_partition_is_the_one_that_the_bus_computes(name, partition):
    assert partition_of(name) == partition  # as nats-server 2.15 mapped these


def test_the_servers_mapping_has_as_many_partitions_as_the_workers_share(tmp_path):
    assert f"partition({PARTITIONS},1)" in configuration(NatsServer(folder=tmp_path, port=1, mqtt_port=2))


@pytest.mark.parametrize(("workers", "share"), [(0, 8), (1, 8), (2, 4), (3, 3), (8, 1), (20, 1)])
def test_shares_are_fair_and_leave_no_partition_out(workers, share):
    assert fair_share(workers) == share
    assert fair_share(workers) * max(workers, 1) >= PARTITIONS
