"""Partitions: how sources of readings are shared out among ingest workers.

A source (a gauge's own topic, a gateway, a sender) belongs to the partition that the bus itself computes from its name
(NATS' ``partition(8, ...)``: FNV-1a of 32 bits). A station belongs to the partition of the source that first brought
its readings while several workers were at work, so that one memory judges all of them, whoever sends them later.
"""

from typing import Final

PARTITIONS: Final = 8
ALL: Final = frozenset(range(PARTITIONS))
NOWHERE: Final = -1
_OFFSET: Final = 2_166_136_261
_PRIME: Final = 16_777_619


def partition_of(source: str) -> int:
    """Return the partition of a source by its name, as the bus computes it."""
    value = _OFFSET
    for byte in source.encode():
        value = (value ^ byte) * _PRIME & 0xFFFF_FFFF
    return value % PARTITIONS


def fair_share(workers: int) -> int:
    """Return how many partitions each of some live workers should hold."""
    return -(-PARTITIONS // max(workers, 1))
