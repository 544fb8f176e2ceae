"""What a run found is said in sentences: numbers as the tables write them."""

import pytest

from anlan.analysis.domain.parts import Say
from anlan.analysis.words import said


@pytest.mark.parametrize(("number", "written"), [(999, "999"), (1000, "1,000"), (6486, "6,486"), ("6486", "6486")])
def test_whole_numbers_have_commas_between_thousands_and_codes_have_none(number, written):
    assert said(Say("%(people)s", {"people": number})) == written
