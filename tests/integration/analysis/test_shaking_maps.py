"""A ShakeMap handed in on the page: kept once, shown, assessed with, deleted; what is none is refused."""

import json
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.access import client_with
from tests.factories.places import build_divisions, build_footprint
from tests.factories.shakemap import shakemap

from anlan.analysis.api import delete_shaking_map, run, run_analysis, shaking_map, shaking_maps, store_shaking_map
from anlan.analysis.models import Run, ShakingMap
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import AnlanError
from anlan.places.api import PopulationFigure, set_populations
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
NOW = datetime(2022, 9, 5, 6, tzinfo=UTC)
TOKEN = "01890000-0000-7000-8000-000000000001"
ADDRESS = "/analysis/shaking-maps/"
AREA = {"type": "Polygon", "coordinates": [[[102.2, 28.7], [102.3, 28.7], [102.3, 28.8], [102.2, 28.7]]]}


@pytest.fixture
def officer(actor_with):
    build_divisions()
    build_footprint("513433", (101.7, 28.2, 102.6, 29.4))
    build_footprint("513433106", (102.2, 28.7, 102.3, 28.8), "schematic")
    figures = [PopulationFigure(code="513433106", persons=9000, households=3000)]
    set_populations(figures=figures, source="count", is_demonstration=False, actor=SYSTEM)
    return actor_with("duty_officer", "513433")


def stored(actor, **more):
    return store_shaking_map(shakemap(**more), actor=actor, now=NOW)


def assessed(actor, **inputs):
    return run(actor, run_analysis("earthquake", inputs, actor=actor, now=NOW)).result


def test_a_map_is_kept_once_with_its_fields(officer):
    first = stored(officer)
    assert stored(officer) == first
    row = shaking_map(officer, first)
    assert (row.event, row.rows, row.columns, row.box) == ("us1", 41, 41, pytest.approx((101.25, 27.75, 103.25, 29.75)))
    assert row.fields[3] == {"name": "PGA", "unit": "%g", "least": pytest.approx(1.149, abs=0.001), "greatest": 80.0}
    assert JournalEntry.objects.filter(kind="analysis.shaking_map_stored").count() == 1


def test_the_map_takes_the_place_of_the_estimate(officer):
    made = stored(officer)
    found = assessed(officer, shaking=str(made))
    assert found["headline"]["values"]["magnitude"] == "6.6"
    townships = next(each for each in found["tables"] if each["title"] == "Townships from degree V on")
    assert townships["rows"][0][3] == pytest.approx(7.85, abs=0.6)
    assert "imported map" in townships["note"]["text"]
    said = [each["text"] for each in found["trust"]]
    assert any("imported map of shaking" in each for each in said)
    assert not any("circles" in each for each in said)
    assert found["tables"][0]["rows"] != assessed(officer, message="6.6级 28.75N 102.25E")["tables"][0]["rows"]


def test_drawn_isoseismals_or_an_epicentre_elsewhere_do_not_go_with_a_map(officer):
    made = str(stored(officer))
    drawn = json.dumps({"type": "Feature", "properties": {"degree": 8}, "geometry": AREA})
    for more, code in (
        ({"drawn": drawn}, "analysis.shaking_twice"),
        ({"longitude": 101.0, "latitude": 30.5}, "analysis.epicentre_outside"),
        ({"longitude": 102.2, "latitude": 28.4, "magnitude": 12}, "analysis.input_out_of_range"),
    ):
        with pytest.raises(AnlanError) as refused:
            assessed(officer, shaking=made, **more)
        assert refused.value.code == code
    assert not Run.objects.exists()


def test_an_epicentre_off_the_map_is_refused_by_its_name(officer):
    made = str(stored(officer, side=9))
    with pytest.raises(AnlanError) as refused:
        assessed(officer, shaking=made, longitude=101.8, latitude=28.3)
    assert refused.value.code == "analysis.shaking_elsewhere"
    assert not Run.objects.exists()


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "analysis.shakemap_unreadable"),
        (shakemap(units={"PGV": "m/s"}), "analysis.shakemap_unreadable"),
        (shakemap(longitude=120.0, latitude=24.0), "analysis.epicentre_outside"),
    ],
)
def test_what_is_no_map_of_an_earthquake_here_is_refused_and_leaves_the_one_there(officer, raw, code):
    kept = stored(officer)
    with pytest.raises(AnlanError) as refused:
        store_shaking_map(raw, actor=officer, now=NOW)
    assert refused.value.code == code
    assert list(ShakingMap.objects.values_list("id", flat=True)) == [kept]


def test_another_region_sees_no_map_and_deletes_none(officer, actor_with):
    made, other = stored(officer), actor_with("duty_officer", "14")
    assert len(shaking_maps(other)[:5]) == 0
    for act in (lambda: shaking_map(other, made), lambda: delete_shaking_map(made, actor=other, now=NOW)):
        with pytest.raises(AnlanError) as refused:
            act()
        assert refused.value.code == "kernel.not_found"
    assert ShakingMap.objects.count() == 1


def test_from_the_file_to_the_assessment_on_the_pages(officer):
    client = client_with("duty_officer", "513433")
    answer = client.post(ADDRESS, {"file": SimpleUploadedFile("grid.xml", shakemap())})
    page = client.get(answer.url).content.decode()
    assert "PGV" in page
    assert "cm/s" in page
    assert answer.url in client.get(ADDRESS + "?q=us1").content.decode()
    assert answer.url not in client.get(ADDRESS + "?q=nowhere").content.decode()
    made, again = (client.post(answer.url + "assess/", {"client_token": TOKEN}) for _ in range(2))
    assert again.url == made.url
    assert "us us1 3" in client.get(made.url).content.decode()
    assert client.post(answer.url + "delete/").url == ADDRESS
    assert not ShakingMap.objects.exists()
    assert client.get(made.url).status_code == 200
