"""The order of calls: A, B, superiors; nobody twice."""

from uuid import UUID

import pytest

from anlan.people.domain.calls import Holder, chain, superiors_of

VILLAGE, TOWNSHIP, COUNTY, PREFECTURE = "513433103201", "513433103", "513433", "5134"


def holder(number, region, rank, role="admin"):
    return Holder(
        person_id=UUID(int=number),
        name=str(number),
        post="post",
        role=role,
        rank=rank,
        region=region,
        phone_masked="111****0001",
    )


def order(region, *holders):
    return [(int(target.name), target.rank) for target in chain(region, holders)]


@pytest.mark.parametrize(
    ("region", "superiors"),
    [
        (VILLAGE, (TOWNSHIP, COUNTY)),
        (TOWNSHIP, (COUNTY,)),
        (COUNTY, (PREFECTURE,)),
        (PREFECTURE, ("51",)),
        ("51", ()),
    ],
)
def test_superiors_reach_to_the_county_and_from_a_county_to_the_region_above(region, superiors):
    assert superiors_of(region) == superiors


def test_a_village_is_called_by_a_then_b_then_township_then_county():
    assert order(
        VILLAGE,
        holder(5, COUNTY, "A"),
        holder(3, TOWNSHIP, "A"),
        holder(2, VILLAGE, "B"),
        holder(4, TOWNSHIP, "B"),
        holder(1, VILLAGE, "A"),
    ) == [(1, "A"), (2, "B"), (3, "superior"), (5, "superior")]


def test_the_administrative_person_comes_before_technical_and_patrol_of_the_same_rank():
    assert order(
        VILLAGE, holder(3, VILLAGE, "A", "patrol"), holder(2, VILLAGE, "A", "technical"), holder(1, VILLAGE, "A")
    ) == [(1, "A"), (2, "A"), (3, "A")]


def test_who_holds_two_posts_is_called_once_at_the_first():
    assert order(VILLAGE, holder(1, VILLAGE, "A"), holder(1, VILLAGE, "B"), holder(1, TOWNSHIP, "A")) == [(1, "A")]


def test_a_region_without_holders_falls_to_its_superiors():
    assert order(VILLAGE, holder(3, TOWNSHIP, "A")) == [(3, "superior")]
    assert order(VILLAGE) == []
