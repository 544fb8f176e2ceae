"""The draw: the same for the same seed, fair over many seeds, and found out wherever its record was touched."""

from collections import Counter
from copy import deepcopy
from math import sqrt

import pytest

from anlan.supervision.domain.draws import (
    ALGORITHM,
    Pool,
    digest,
    draw,
    faults_of,
    pool_digest,
    pool_of,
    result_of,
    seed_of,
)
from anlan.supervision.domain.errors import NotEnoughOfficers

OBJECTS = tuple((f"o{number:02}", "yellow") for number in range(20))
OFFICERS = tuple(f"p{number}" for number in range(6))
SEEDS = 1500


def a_pool(**fields) -> Pool:
    given = {"objects": OBJECTS, "officers": OFFICERS, "conflicts": (), "wanted": {"yellow": 4}, "officers_each": 2}
    return Pool(**(given | fields))


def a_record() -> dict:
    record = {
        "algorithm": ALGORITHM,
        "objects": [{"id": key, "grade": grade, "name": key} for key, grade in OBJECTS],
        "officers": [{"id": key, "name": key} for key in OFFICERS],
        "conflicts": [{"officer": "p1", "object": "o03", "reason": "kin"}],
        "wanted": {"yellow": 20},
        "officers_each": 2,
        "source": {"name": "lottery", "announced_at": "2026-06-25T21:15:00+08:00"},
        "commitment": digest("secret"),
        "secret": "secret",
        "entropy": "0 3 7",
    }
    record["pool_digest"] = pool_digest(record)
    record["seed"] = seed_of(record["pool_digest"], "secret", "0 3 7")
    record["result"] = result_of(draw(pool_of(record), record["seed"]))
    return record


def test_the_same_seed_draws_the_same_and_another_seed_something_else():
    first = draw(a_pool(), digest("1"))
    assert draw(a_pool(), digest("1")) == first
    assert draw(a_pool(objects=OBJECTS[::-1], officers=OFFICERS[::-1]), digest("1")) == first
    assert draw(a_pool(), digest("2")) != first


def test_every_object_and_officer_is_drawn_equally_often_over_many_seeds():
    objects, officers, pairs = Counter(), Counter(), Counter()
    for number in range(SEEDS):
        for each in draw(a_pool(), digest(f"seed {number}")):
            objects[each.object_id] += 1
            officers.update(each.officers)
            pairs[frozenset(each.officers)] += 1
    for counter, of, each_time in ((objects, 20, 4), (officers, 6, 8), (pairs, 15, 4)):
        share = each_time / of
        expected = SEEDS * share
        bound = 4.5 * sqrt(expected)
        assert len(counter) == of
        assert max(abs(count - expected) for count in counter.values()) < bound


def test_grades_are_drawn_in_their_own_numbers():
    mixed = (*((f"r{number}", "red") for number in range(3)), *OBJECTS)
    drawn = [each.object_id for each in draw(a_pool(objects=mixed, wanted={"red": 3, "yellow": 1}), digest("x"))]
    assert (sum(key.startswith("r") for key in drawn), len(drawn)) == (3, 4)


def test_work_is_shared_evenly_among_the_officers():
    taken = Counter(key for each in draw(a_pool(wanted={"yellow": 18}), digest("x")) for key in each.officers)
    assert set(taken.values()) == {6}


def test_who_has_a_conflict_never_goes_there_and_is_named_with_the_reason():
    pool = a_pool(wanted={"yellow": 20}, conflicts=(("p0", "o05", "kin"), ("p1", "o05", "shares")))
    for number in range(40):
        found = next(each for each in draw(pool, digest(str(number))) if each.object_id == "o05")
        assert not {"p0", "p1"} & set(found.officers)
        assert found.avoided == (("p0", "kin"), ("p1", "shares"))


def test_an_object_without_two_free_officers_is_refused():
    conflicts = tuple((f"p{number}", "o05", "kin") for number in range(4))
    assert draw(a_pool(wanted={"yellow": 20}, conflicts=conflicts), digest("x"))
    with pytest.raises(NotEnoughOfficers):
        draw(a_pool(wanted={"yellow": 20}, conflicts=(*conflicts, ("p4", "o05", "kin"))), digest("x"))


def test_a_published_record_can_be_recomputed():
    assert faults_of(a_record()) == []


TOUCHED = {
    "an object added": (
        lambda record: record["objects"].append({"id": "o99", "grade": "yellow"}),
        "pool_digest_differs",
    ),
    "a conflict dropped": (lambda record: record["conflicts"].clear(), "pool_digest_differs"),
    "another number": (lambda record: record.update(entropy="1 1 1"), "seed_differs"),
    "another secret": (lambda record: record.update(secret="other"), "secret_is_not_the_committed_one"),
    "another result": (lambda record: record["result"].reverse(), "result_differs"),
    "another algorithm": (lambda record: record.update(algorithm="dice"), "algorithm_unknown"),
}


@pytest.mark.parametrize("name", TOUCHED)
def test_a_touched_record_is_found_out(name):
    touch, fault = TOUCHED[name]
    record = deepcopy(a_record())
    touch(record)
    assert fault in faults_of(record)
