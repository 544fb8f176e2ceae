"""What an enterprise newly lacks is told, and what it lacked before is not."""

import pytest

from anlan.enterprises.domain.lacks import Lack, Lacks, new_lacks


@pytest.mark.parametrize(
    ("before", "now", "found"),
    [
        ({}, {}, []),
        ({"untrained": 2}, {"untrained": 2}, []),
        ({"untrained": 2}, {"untrained": 1}, []),
        ({"untrained": 2}, {"untrained": 3}, [Lack("untrained", 3)]),
        ({"lapsed": 0}, {"lapsed": 1, "untrained": 1}, [Lack("untrained", 1), Lack("lapsed", 1)]),
        ({"insurance": "insured"}, {"insurance": "ending"}, []),
        ({"insurance": "ending"}, {"insurance": "lapsed"}, [Lack("insurance", state="lapsed")]),
        ({"insurance": "lapsed"}, {"insurance": "lapsed"}, []),
        ({"insurance": "too_few"}, {"insurance": "too_low"}, [Lack("insurance", state="too_low")]),
        ({"insurance": ""}, {"insurance": "missing"}, [Lack("insurance", state="missing")]),
        ({"insurance": "missing"}, {"insurance": ""}, []),
    ],
)
def test_only_what_became_worse_since_the_last_look_is_new(before, now, found):
    assert new_lacks(Lacks(**before), Lacks(**now)) == tuple(found)
