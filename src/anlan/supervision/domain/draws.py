"""The double-random draw: which objects are inspected, and which officers go there.

The seed is the SM3 digest of the frozen pools' digest, a secret that was bound by its digest at the freeze, and a
public number that did not exist yet (a lottery's result): neither side can steer it. All follows from the seed: an
object's lot is SM3(seed|object|id), and within each grade the lowest lots are taken; ordering by digests favours nobody
and needs no random numbers whose range must be cut. Each object in turn gets the officers who have the fewest objects
so far, ties by SM3(seed|officer|object|officer's id); who has a conflict with the object is left out.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from anlan.supervision.domain.errors import NotEnoughOfficers

ALGORITHM: Final = "anlan-draw-1"


@dataclass(frozen=True, slots=True)
class Pool:
    """What is drawn from: objects by id with their grade, officers by id, and (officer, object, reason) conflicts."""

    objects: tuple[tuple[str, str], ...]
    officers: tuple[str, ...]
    conflicts: tuple[tuple[str, str, str], ...]
    wanted: Mapping[str, int]
    officers_each: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """One object with the officers who go there and those who were left out, with the reason."""

    object_id: str
    officers: tuple[str, ...]
    avoided: tuple[tuple[str, str], ...]


def digest(text: str) -> str:
    """Return the SM3 digest of a text."""
    return hashlib.new("sm3", text.encode()).hexdigest()


def canonical(value: Any) -> str:
    """Return JSON of which there is only one form."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def pool_digest(record: Mapping[str, Any]) -> str:
    """Return the digest of what is frozen: pools, conflicts, numbers, algorithm and the source of the public number."""
    frozen = ("algorithm", "objects", "officers", "conflicts", "wanted", "officers_each", "source", "commitment")
    return digest(canonical({name: record[name] for name in frozen}))


def seed_of(pool: str, secret: str, entropy: str) -> str:
    """Return the seed of a draw."""
    return digest(f"{ALGORITHM}|{pool}|{secret}|{entropy}")


def pool_of(record: Mapping[str, Any]) -> Pool:
    """Return the pools that a published record names."""
    return Pool(
        objects=tuple((each["id"], each["grade"]) for each in record["objects"]),
        officers=tuple(each["id"] for each in record["officers"]),
        conflicts=tuple((each["officer"], each["object"], each["reason"]) for each in record["conflicts"]),
        wanted=dict(record["wanted"]),
        officers_each=record["officers_each"],
    )


def draw(pool: Pool, seed: str) -> tuple[Drawn, ...]:
    """Return the drawn objects in the order of their lots, each with its officers."""
    chosen: list[str] = []
    for grade, count in pool.wanted.items():
        of_grade = [key for key, found in pool.objects if found == grade]
        chosen += sorted(of_grade, key=lambda key: (digest(f"{seed}|object|{key}"), key))[:count]
    chosen.sort(key=lambda key: (digest(f"{seed}|object|{key}"), key))
    load = dict.fromkeys(pool.officers, 0)
    return tuple(_with_officers(pool, seed, key, load) for key in chosen)


def _with_officers(pool: Pool, seed: str, object_id: str, load: dict[str, int]) -> Drawn:
    avoided = tuple((officer, reason) for officer, found, reason in pool.conflicts if found == object_id)
    free = [key for key in pool.officers if key not in {officer for officer, _ in avoided}]
    if len(free) < pool.officers_each:
        raise NotEnoughOfficers(needed=pool.officers_each, found=len(free))
    order = sorted(free, key=lambda key: (load[key], digest(f"{seed}|officer|{object_id}|{key}"), key))
    taken = tuple(order[: pool.officers_each])
    for key in taken:
        load[key] += 1
    return Drawn(object_id, taken, avoided)


def faults_of(record: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with a published record; anybody can do this anew, nothing else is asked."""
    faults: list[str] = []
    if record["algorithm"] != ALGORITHM:
        return ["algorithm_unknown"]
    pool = pool_digest(record)
    if pool != record["pool_digest"]:
        faults.append("pool_digest_differs")
    if digest(record["secret"]) != record["commitment"]:
        faults.append("secret_is_not_the_committed_one")
    seed = seed_of(pool, record["secret"], record["entropy"])
    if seed != record["seed"]:
        faults.append("seed_differs")
    if result_of(draw(pool_of(record), seed)) != record["result"]:
        faults.append("result_differs")
    return faults


def result_of(drawn: Sequence[Drawn]) -> list[dict[str, Any]]:
    """Return a result as the record publishes it."""
    return [
        {
            "object": each.object_id,
            "officers": list(each.officers),
            "avoided": [{"officer": officer, "reason": reason} for officer, reason in each.avoided],
        }
        for each in drawn
    ]
