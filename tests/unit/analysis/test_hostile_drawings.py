"""A drawing that is nested without end is refused like any other that cannot be read."""

import pytest

from anlan.analysis.domain.earthquake.drawing import read_drawn
from anlan.analysis.domain.earthquake.errors import DrawingUnreadable
from anlan.analysis.domain.fire.errors import BarriersUnreadable
from anlan.analysis.domain.fire.reading import barriers
from anlan.config.modelling.rows import NotRows, rows_of

DEEP = ("[" * 100_000, '{"type": ' * 100_000)


@pytest.mark.parametrize("text", DEEP, ids=["lists", "objects"])
def test_isoseismals_and_barriers_that_are_nested_without_end_are_refused(text):
    with pytest.raises(DrawingUnreadable):
        read_drawn(text)
    with pytest.raises(BarriersUnreadable):
        barriers(text)


@pytest.mark.parametrize("text", DEEP, ids=["lists", "objects"])
def test_rows_of_a_model_that_are_nested_without_end_are_no_rows(text):
    with pytest.raises(NotRows):
        rows_of(text.encode())
