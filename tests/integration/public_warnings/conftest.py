"""What the tests of this room share."""

import pytest
from tests.factories.public_warnings import build_places, build_responsible_people


@pytest.fixture
def ground(db):
    """A county with people who answer for it."""
    build_places()
    return build_responsible_people()
