import pytest

from anlan.kernel.errors import InvalidValue
from anlan.kernel.regions import (
    RegionLevel,
    at_level,
    level_of,
    lies_within,
    lineage,
    normalise,
    padded,
    parent_of,
)


@pytest.mark.parametrize(
    ("code", "short"),
    [
        ("510000000000", "51"),
        ("513400000000", "5134"),
        ("513433000000", "513433"),
        ("513433101000", "513433101"),
        ("513433101201", "513433101201"),
        ("513400", "5134"),
        ("50", "50"),
        ("500000", "50"),
        ("513433100", "513433100"),
        ("513430", "513430"),
        ("", ""),
    ],
)
def test_a_code_is_written_without_its_trailing_zeros_by_level(code, short):
    assert normalise(code) == short
    assert normalise(padded(short) if short else short) == short


@pytest.mark.parametrize("code", ["5134331012011", "51343x", "５１", "-51", "51.0"])
def test_what_is_no_code_is_refused_by_name(code):
    with pytest.raises(InvalidValue) as refusal:
        normalise(code)
    assert refusal.value.data == {"field": "region", "value": code, "rule": "2_to_12_digits"}


def test_each_length_is_a_level():
    codes = ["", "51", "5134", "513433", "513433101", "513433101201"]
    assert [level_of(code) for code in codes] == list(RegionLevel)
    assert [parent_of(code) for code in codes] == ["", *codes[:-1]]


@pytest.mark.parametrize("code", ["5", "513", "51343310"])
def test_a_code_of_no_level_is_refused(code):
    with pytest.raises(InvalidValue):
        level_of(code)


def test_lineage_runs_from_the_region_up_to_its_province():
    assert lineage("513433101201") == ("513433101201", "513433101", "513433", "5134", "51")
    assert lineage("") == ()


def test_a_region_lies_within_itself_and_what_is_above_it_only():
    assert lies_within("513433101", "513433")
    assert lies_within("513433", "513433")
    assert lies_within("513433", "")
    assert not lies_within("513433", "513433101")
    assert not lies_within("513434", "513433")


def test_the_ancestor_at_a_level_is_a_prefix():
    assert at_level("513433101201", RegionLevel.COUNTY) == "513433"
    assert at_level("5134", RegionLevel.COUNTY) == "5134"
