"""The words by which the columns of tables are known, read once."""

from functools import cache

from anlan.monitoring.domain.columns import Vocabulary, vocabulary_of
from anlan.monitoring.selectors.quantities import quantities
from anlan.support.tables import load_table


@cache
def column_words() -> Vocabulary:
    """Return the vocabulary of columns, quantities and units."""
    return vocabulary_of(load_table("anlan.monitoring", "columns"), quantities())
