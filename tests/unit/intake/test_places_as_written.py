"""A place as people write it is cut into the names of its divisions."""

import pytest

from anlan.intake.domain.placing import names_in


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("AxByC", ("Ax", "By", "C")),
        ("Ax By", ("Ax", "By")),
        ("Axy", ("Axy",)),  # two ends in a row belong to one name
        ("xA", ("xA",)),  # a sign that stands alone is no name
        ("bridge", ("bridge",)),
        ("  ", ()),
    ],
)
def test_a_name_ends_where_a_sign_of_its_kind_stands(words, names):
    assert names_in(words, "xy") == names
