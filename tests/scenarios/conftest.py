"""A story's clock and files for every scenario."""

from datetime import UTC, datetime

import pytest
from tests.scenarios.story import Story


@pytest.fixture
def story(at, db, settings, tmp_path) -> Story:
    """Return a course of events that begins on a plainly invented spring afternoon."""
    settings.MEDIA_ROOT = tmp_path
    return Story(begins=datetime(2024, 4, 2, 6, 0, tzinfo=UTC), set_clock=at)
