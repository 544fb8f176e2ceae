"""How like an event a case is: each share alone, at its borders, and what is left out."""

from datetime import date

import pytest

from anlan.knowledge.domain.likeness import Event, kilometres, likeness
from anlan.support.tables import load_table

TABLE = load_table("anlan.knowledge", "likeness")
HERE = Event(kind="11A51", region="513433", day=date(2026, 7, 1), place=(102.2, 28.5), figures={"dead": 0.0})


def _case(**changes):
    same = {name: getattr(HERE, name) for name in HERE.__slots__}
    return Event(**{**same, **changes})


def _share(key, case, event=HERE):
    return next((round(r.share, 3) for r in likeness(event, case, TABLE).reasons if r.key == key), None)


def test_the_same_is_wholly_alike():
    assert likeness(HERE, HERE, TABLE).score == 1.0


@pytest.mark.parametrize(("kind", "share"), [("11A51", 1.0), ("11A01", 0.6), ("11D02", 0.25), ("12D02", 0.0)])
def test_kinds_by_their_codes(kind, share):
    assert _share("kind", _case(kind=kind)) == share


def test_places_by_distance_or_else_by_division():
    degree = kilometres((102.2, 28.5), (102.2, 29.5))
    assert degree == pytest.approx(111.19, abs=0.01)
    assert _share("place", _case(place=(102.2, 29.5))) == round(1 - degree / 300, 3)
    assert _share("place", _case(place=(102.2, 32.0))) == 0.0
    for region, share in (("513433101", 1.0), ("513432", 0.6), ("510100", 0.3), ("440100", 0.0)):
        assert _share("place", _case(place=None, region=region)) == share
    assert _share("place", _case(place=None, region="")) is None


def test_scale_by_decades_of_common_figures_only():
    event, case = _case(figures={"evacuated_pop": 99}), _case(figures={"evacuated_pop": 999, "dead": 1})
    assert _share("scale", case, event) == 0.5
    assert _share("scale", _case(figures={"injured": 1})) is None


def test_the_season_goes_round_the_year():
    event = _case(day=date(2026, 12, 31))
    assert _share("season", _case(day=date(2025, 1, 2)), event) > 0.95
    assert _share("season", _case(day=date(2025, 6, 30)), event) == 0.0


def test_what_cannot_be_judged_counts_for_nothing():
    bare = Event(kind="11A51", region="", day=date(2026, 7, 1))
    found = likeness(bare, _case(day=date(2026, 7, 1)), TABLE)
    assert (found.score, [reason.key for reason in found.reasons]) == (1.0, ["kind", "season"])
