"""A network of roads in arrays, and the quickest ways over it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from anlan.kernel.later import later
from anlan.science.roads.straight import EARTH_METRES, Points, Terrain

if TYPE_CHECKING:
    from scipy.sparse import csr_array
    from scipy.spatial import KDTree

sparse = later("scipy.sparse")
graphs = later("scipy.sparse.csgraph")
spatial = later("scipy.spatial")

_LEAST_MINUTES: Final = 1e-6  # a stretch of no length would be no stretch in a sparse table


@dataclass(frozen=True, slots=True)
class Network:
    """Junctions with their points, minutes from junction to junction, and a tree that finds the nearest of them."""

    points: Points
    minutes: "csr_array"
    tree: "KDTree"

    def nearest(self, points: Points) -> NDArray[np.int64]:
        """Return the nearest junction of each point."""
        found: NDArray[np.int64] = self.tree.query(_on_sphere(points))[1]
        return found


def network_of(points: Points, starts: NDArray[np.int64], ends: NDArray[np.int64], minutes: Points) -> Network:
    """Return a network of junctions (rows of ``points``) and one-way stretches; of two alike the quicker counts.

    A stretch with infinite minutes is left out: it may not be driven.
    """
    is_open = np.isfinite(minutes)
    starts, ends = starts[is_open], ends[is_open]
    minutes = np.maximum(minutes[is_open], _LEAST_MINUTES)
    order = np.lexsort((minutes, ends, starts))
    starts, ends, minutes = starts[order], ends[order], minutes[order]
    is_first = np.ones(len(order), dtype=bool)
    is_first[1:] = (starts[1:] != starts[:-1]) | (ends[1:] != ends[:-1])
    table = sparse.csr_array((minutes[is_first], (starts[is_first], ends[is_first])), shape=(len(points), len(points)))
    return Network(points, table, spatial.KDTree(_on_sphere(points)))


def minutes_by_road(
    network: Network, these: Points, those: Points, *, farthest_metres: float, access: Terrain
) -> NDArray[np.float64]:
    """Return minutes from each of these to each of those; infinite where no road leads or lies within reach.

    ``farthest_metres`` is how far a point may lie from its nearest junction; that way is driven as ``access`` says.
    """
    from_nodes, before = _joined(network, these, farthest_metres, access)
    to_nodes, after = _joined(network, those, farthest_metres, access)
    nodes, places = np.unique(from_nodes, return_inverse=True)
    ways = graphs.dijkstra(network.minutes, indices=nodes)[:, to_nodes] if len(nodes) else np.empty((0, len(those)))
    found: NDArray[np.float64] = ways[places] + before[:, None] + after[None, :]
    return found


def nearest_minutes(
    network: Network, bases: Points, places: Points, *, farthest_metres: float, access: Terrain
) -> NDArray[np.float64]:
    """Return minutes to each place from the base that is there first; infinite where none can be."""
    from_nodes, before = _joined(network, bases, farthest_metres, access)
    to_nodes, after = _joined(network, places, farthest_metres, access)
    size = len(network.points)
    first = np.full(size, np.inf)
    np.minimum.at(first, from_nodes, before)
    begin = np.flatnonzero(np.isfinite(first))
    with_source = _with_source(network.minutes, begin, first[begin] + _LEAST_MINUTES)
    found: NDArray[np.float64] = graphs.dijkstra(with_source, indices=size)[to_nodes] + after
    return found


def _with_source(minutes: "csr_array", begin: NDArray[np.int64], before: NDArray[np.float64]) -> "csr_array":
    """Return the network with one more junction, the last, from which all bases are reached."""
    size = minutes.shape[0]
    indptr = np.concatenate([minutes.indptr, [minutes.indptr[-1] + len(begin)]])
    indices = np.concatenate([minutes.indices, begin])
    return sparse.csr_array((np.concatenate([minutes.data, before]), indices, indptr), shape=(size + 1, size + 1))


def _joined(
    network: Network, points: Points, farthest_metres: float, access: Terrain
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the nearest junction of each point and the minutes between; infinite where it is too far."""
    chords, nodes = network.tree.query(_on_sphere(points))
    metres = 2 * EARTH_METRES * np.arcsin(np.minimum(chords / 2, 1))
    minutes = metres * access.detour / 1000 / access.speed * 60
    return nodes, np.where(metres <= farthest_metres, minutes, np.inf)


def _on_sphere(points: Points) -> Points:
    longitude, latitude = np.radians(points).T
    flat = np.cos(latitude)
    return np.column_stack([flat * np.cos(longitude), flat * np.sin(longitude), np.sin(latitude)])
