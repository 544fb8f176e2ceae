"""Rain over hazard sites: who must move, who makes ready, which slopes may go, and what is said of the doubt."""

from uuid import uuid4

import pytest

from anlan.analysis.domain.errors import InputNotRead
from anlan.analysis.kinds.rain import FIELDS, rain_by_place
from anlan.analysis.kinds.rain_results import MOVE, PREPARE, REACHED, Facts, reckon
from anlan.risks.api import ThreateningSite


def inputs(**given):
    wanted = {"rain_mm": 100.0, "hours": 24.0, "decay": 0.65, "curve": "caine", "rain_by_place": None}
    return {**wanted, **given}


def site(kind="flash_flood_zone", *, persons=10, region="513433106200", prepare=None, move=None, name="Zone"):
    return ThreateningSite(
        id=uuid4(),
        name=name,
        kind=kind,
        region=region,
        longitude=102.2,
        latitude=28.6,
        persons=persons,
        households=3,
        prepare_mm=prepare,
        move_mm=move,
    )


def judged(*sites, rain=100.0, **given):
    facts = Facts(sites, (rain,) * len(sites), {"513433106200": "Village"})
    return reckon(inputs(**given), facts)


def figures(result):
    return {each.label: (each.low, each.best, each.high) for each in result.figures}


# 100 mm in 24 h with n = 0.65 brings 100 * 24^-0.35 = 32.88 mm in the heaviest hour.
@pytest.mark.parametrize(
    ("prepare", "move", "level"),
    [(32.9, 50, 0), (32.8, 50, PREPARE), (20, 32.9, PREPARE), (20, 32.8, MOVE), (None, 32.8, MOVE), (None, None, 0)],
)
def test_a_zones_own_rain_decides_what_to_do(prepare, move, level):
    assert judged(site(prepare=prepare, move=move)).level == level


def test_even_rain_of_one_hour_is_its_own_heaviest_hour():
    result = judged(site(prepare=30, move=50), rain=50.0, hours=1.0)
    assert result.level == MOVE
    assert figures(result)["Rain of the heaviest hour"] == (50, 50, 50)


def test_persons_are_told_with_their_range():
    zones = (site(persons=7, prepare=15, move=20), site(persons=5, prepare=15, move=32), site(persons=3, move=50))
    told = figures(judged(*zones))
    assert told["Persons to move"] == (7, 12, 15)
    assert told["Persons to move or make ready"] == (12, 12, 15)


def test_slopes_are_reached_from_the_curve_on():
    caine_24h = 14.82 * 24**-0.39 * 24
    for rain, level in ((caine_24h - 0.1, 0), (caine_24h + 0.1, REACHED)):
        assert judged(site("landslide"), rain=rain, decay=0.3).level == level


def test_a_curve_without_a_window_in_its_range_reaches_nothing():
    assert judged(site("debris_flow"), rain=200.0, hours=1.0, curve="wenchuan_lower").level == 0


def test_villages_stand_by_urgency_then_by_persons():
    sites = (
        site("landslide", persons=900, region="513433106203", name="Slope"),
        site(persons=4, move=30, region="513433106200", name="A"),
        site(persons=9, move=30, region="513433106201", name="B"),
        site(persons=2, prepare=20, move=60, region="513433106202", name="C"),
    )
    rows = judged(*sites).tables[0].rows
    assert [row[2].values["names"] for row in rows] == [("B",), ("A",), ("C",), ("Slope",)]
    assert [row[4] for row in rows] == [9, 4, 2, 900]
    assert rows[1][0] == "Village"


def test_what_was_not_judged_is_told():
    facts = Facts((site(), site(move=10)), (80.0, None), {})
    told = {each.text: each.values for each in reckon(inputs(), facts).trust}
    assert told["Danger zones without a rain of their own on file, not judged: %(count)s."] == {"count": 1}
    assert told["Sites for which no rain was told, not judged: %(count)s."] == {"count": 1}


def test_no_site_is_an_answer_too():
    result = reckon(inputs(), Facts((), (), {}))
    assert (result.level, result.tables[0].rows, result.advice) == (0, (), ())


def test_rain_by_place_is_read_line_by_line():
    assert rain_by_place("513433106 80.5\n\n513433107200,12\n") == {"513433106": 80.5, "513433107200": 12.0}


@pytest.mark.parametrize("line", ["513433 x", "513433", "village 30", "513433 -3", "513433 nan"])
def test_a_line_that_is_no_rain_is_refused(line):
    with pytest.raises(InputNotRead) as refused:
        rain_by_place(f"513433106 80\n{line}")
    assert refused.value.data["value"] == line


def test_the_form_asks_for_nothing_that_is_not_used():
    assert {field.name for field in FIELDS} == {
        "region",
        "rain_mm",
        "rain_by_place",
        "source",
        "hours",
        "decay",
        "curve",
    }
