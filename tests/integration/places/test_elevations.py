"""Grids of elevations: loaded once, found by the place, the finest first; refusals leave nothing behind."""

from datetime import UTC, date, datetime

import numpy as np
import pytest

from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import AnlanError
from anlan.places import api as places
from anlan.places.models import Elevation
from anlan.support.grids import Grid, written
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 7, 1, tzinfo=UTC)
HILL = np.linspace(1800, 2100, 600).reshape(20, 30)


def file(heights=HILL, size=20.0):
    place = {"west": 300_000.0, "north": 3_150_000.0, "width": size, "height": size, "srid": 32648}
    return written(Grid(values=heights[None], **place))


def load(raw, *, now=NOW, name="Valley", actor=SYSTEM):
    return places.load_elevation(
        places.NewElevation(raw=raw, name=name, source="Survey", as_of=date(2026, 3, 1)), actor=actor, now=now
    )


def test_a_grid_is_loaded_once_and_found_by_its_place():
    assert not load(file()).is_repeated
    assert load(file()).is_repeated
    assert JournalEntry.objects.filter(kind="places.elevation_loaded").count() == 1
    ground = places.ground_at(102.9621, 28.4602)
    assert (ground.name, ground.grid.width, ground.grid.srid) == ("Valley", 20.0, 32648)
    assert np.allclose(ground.grid.values[0], HILL, atol=0.001)
    assert places.ground_at(103.5, 28.4602) is None


def test_the_finer_grid_goes_first():
    load(file(size=30.0), name="Coarse")
    load(file(size=10.0), name="Fine")
    assert places.ground_at(102.9590, 28.4608).name == "Fine"
    assert places.ground_at(102.9650, 28.4572).name == "Coarse"


@pytest.mark.parametrize(
    ("raw", "role", "code"),
    [
        (b"no grid", None, "support.grid_unreadable"),
        (file(HILL * 100), None, "places.no_elevations"),
        (file(np.full((20, 30), np.nan)), None, "places.no_elevations"),
        (file(), "duty_officer", "kernel.not_allowed"),
    ],
    ids=["unreadable", "centimetres", "empty", "no right"],
)
def test_what_is_refused_leaves_nothing(actor_with, raw, role, code):
    actor = actor_with(role, "51") if role else SYSTEM
    with pytest.raises(AnlanError) as refused:
        load(raw, actor=actor)
    assert refused.value.code == code
    assert not Elevation.objects.exists()
    assert not JournalEntry.objects.filter(kind="places.elevation_loaded").exists()
