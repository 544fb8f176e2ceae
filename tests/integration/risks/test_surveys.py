"""Surveys: previewed row by row, stored whole or not at all, repeated imports change by code."""

import json
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.access import client_with
from tests.factories.map_files import shapefile
from tests.factories.places import build_divisions
from tests.factories.risks import build_site

from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound
from anlan.risks import api
from anlan.risks.models import ExposedElement, HazardSite, RiskZone, SurveyFile
from anlan.support.models import JournalEntry
from anlan.support.row_import.columns import ColumnsMissing, RowsHaveErrors
from anlan.support.row_import.coordinates import shifted

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 6, 26, 10, tzinfo=UTC)
TOWNSHIP, OTHER = "513433106", "513433001"
HEADS = "code,name,kind,region,longitude,latitude,threatened_persons,route"
SQUARE = [[[102.2, 28.7], [102.3, 28.7], [102.3, 28.8], [102.2, 28.8], [102.2, 28.7]]]


@pytest.fixture(autouse=True)
def _divisions():
    build_divisions()


def table(*lines, heads=HEADS):
    return "\n".join((heads, *lines)).encode()


def uploaded(raw, actor, *, what="sites", crs="as_file", name="survey.csv"):
    return api.upload_survey(what=what, crs=crs, name=name, raw=raw, actor=actor, now=NOW)


def stored(raw, actor, **more):
    return api.store_survey(survey_id=uploaded(raw, actor, **more), actor=actor, now=NOW)


def geojson(geometry, **properties):
    feature = {"type": "Feature", "properties": properties, "geometry": geometry}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()


def test_a_survey_is_stored_whole_and_journalled(actor_with):
    officer = actor_with("township_officer", TOWNSHIP)
    raw = table(f"A1,North,landslide,{TOWNSHIP},102.25,28.66,600,", "A2,South,dyke,,102.25,28.66,0,")
    found = stored(raw, officer)

    assert (found.new_count, found.changed_count) == (2, 0)
    assert list(HazardSite.objects.values_list("code", "kind", "grade")) == [
        ("A1", "landslide", "large"),
        ("A2", "dyke", "dyke_5"),
    ]
    assert SurveyFile.objects.count() == 0
    assert JournalEntry.objects.filter(kind="risks.site_registered").count() == 2
    (entry,) = JournalEntry.objects.filter(kind="risks.survey_imported")
    assert (entry.payload["entered"], entry.payload["file"]) == (2, "survey.csv")


def test_a_repeated_survey_shows_what_it_changes_and_then_changes_only_that(actor_with):
    officer = actor_with("township_officer", TOWNSHIP)
    stored(table(f"A1,North,landslide,{TOWNSHIP},102.25,28.66,5,by the road"), officer)
    heads = "code,name,kind,region,longitude,latitude,threatened_persons"
    again = table(f"A1,North slope,landslide,{TOWNSHIP},102.25,28.66,５00", heads=heads)

    survey_id = uploaded(again, officer)
    _row, planned = api.preview_survey(survey_id=survey_id, actor=officer)
    assert HazardSite.objects.get().name == "North"
    (line,) = planned.lines
    assert {(change.before, change.after) for change in line.changes} == {
        ("North", "North slope"),
        ("\u5c0f\u578b", "\u5927\u578b"),
        ("5", "500"),
    }
    api.store_survey(survey_id=survey_id, actor=officer, now=NOW)
    row = HazardSite.objects.get()
    assert (row.name, row.threatened_persons, row.route) == ("North slope", 500, "by the road")
    with pytest.raises(api.NothingNew):
        stored(again, officer)


def test_one_wrong_row_refuses_all_and_the_report_names_row_field_value_and_rule(actor_with):
    officer = actor_with("township_officer", TOWNSHIP)
    gone = build_site(state="eliminated")
    raw = table(
        f"A1,North,landslide,{TOWNSHIP},102.25,28.66,6,",
        f"A2,South,quake,{TOWNSHIP},102.25,28.66,6,",
        f"A3,West,landslide,{OTHER},102.25,28.66,6,",
        "A4,East,landslide,519999,102.25,28.66,6,",
        f"A5,Top,landslide,{TOWNSHIP},28.66,102.25,6,",
        f"{gone.code},Old,landslide,{TOWNSHIP},102.25,28.66,6,",
    )
    survey_id = uploaded(raw, officer)
    _row, planned = api.preview_survey(survey_id=survey_id, actor=officer)

    assert [(each.row, each.value, each.rule) for each in planned.problems] == [
        (3, "quake", "not_in_list"),
        (4, OTHER, "not_in_your_regions"),
        (5, "519999", "unknown_region"),
        (6, "28.66, 102.25", "outside_china"),
        (7, gone.code, "kernel.invalid_value"),
    ]
    with pytest.raises(RowsHaveErrors):
        api.store_survey(survey_id=survey_id, actor=officer, now=NOW)
    assert (HazardSite.objects.count(), JournalEntry.objects.count()) == (1, 0)
    assert SurveyFile.objects.count() == 1


@pytest.mark.parametrize(
    ("role", "more", "refusal"),
    [
        ("village_officer", {}, NotAllowed),
        ("township_officer", {"what": "moons"}, InvalidValue),
        ("township_officer", {"crs": "moon"}, InvalidValue),
        ("township_officer", {"raw": b"a,b\n1,2\n"}, ColumnsMissing),
    ],
)
def test_a_refused_upload_keeps_nothing(actor_with, role, more, refusal):
    told = {"what": "sites", "crs": "as_file", "name": "a.csv", "raw": table()} | more
    with pytest.raises(refusal):
        api.upload_survey(**told, actor=actor_with(role, TOWNSHIP), now=NOW)
    assert SurveyFile.objects.count() == 0


def test_nobody_else_sees_or_stores_an_upload(actor_with):
    survey_id = uploaded(table(), actor_with("township_officer", TOWNSHIP))
    other = actor_with("township_officer", OTHER)
    with pytest.raises(NotFound):
        api.store_survey(survey_id=survey_id, actor=other, now=NOW)


def test_sites_of_a_shapefile_and_in_gcj02_lie_where_they_are(actor_with):
    officer = actor_with("township_officer", TOWNSHIP)
    heads = "code,name,kind,region,longitude,latitude"
    x, y = shifted(102.25, 28.66)
    stored(table(f"A1,North,landslide,{TOWNSHIP},{x},{y}", heads=heads), officer, crs="gcj02")
    assert HazardSite.objects.get().location.coords == pytest.approx((102.25, 28.66), abs=1e-6)
    with pytest.raises(ColumnsMissing):
        uploaded(shapefile(("A", "North", (102.1, 29.6))), officer, name="survey.zip")


def test_zones_and_exposed_elements_are_stored_from_a_map_file_and_changed_by_code(actor_with):
    officer = actor_with("department_operator", "513433")
    polygon = {"type": "Polygon", "coordinates": SQUARE}
    red = geojson(polygon, code="Z1", hazard="geology", level="4", region=TOWNSHIP)
    stored(red, officer, what="zones", name="zones.geojson")
    stored(red.replace(b'"4"', b'"3"'), officer, what="zones", name="zones.geojson")
    assert list(RiskZone.objects.values_list("code", "level")) == [("Z1", 3)]

    heads = "code,name,kind,region,longitude,latitude,persons,structure"
    raw = table(f"E1,Village school,school,{TOWNSHIP},102.25,28.72,120,", heads=heads)
    stored(raw, officer, what="exposed")
    assert list(ExposedElement.objects.values_list("code", "kind", "persons")) == [("E1", "school", 120)]


def test_a_zone_that_is_no_polygon_is_refused(actor_with):
    officer = actor_with("department_operator", "513433")
    point = geojson({"type": "Point", "coordinates": [102.2, 28.7]}, code="Z1", hazard="flood", level="1")
    survey_id = uploaded(point, officer, what="zones", name="zones.geojson")
    with pytest.raises(RowsHaveErrors):
        api.store_survey(survey_id=survey_id, actor=officer, now=NOW)
    assert RiskZone.objects.count() == 0


def test_the_pages_upload_preview_report_and_store():
    client = client_with("township_officer", TOWNSHIP)
    assert client.get("/risks/import/").status_code == 200
    assert client_with("auditor", TOWNSHIP).get("/risks/import/").status_code == 403
    for what in ("sites", "exposed", "zones"):
        assert client.get(f"/risks/import/?empty={what}").content.startswith(b"PK")

    wrong = table(f"A1,North,landslide,{TOWNSHIP},102.25,28.66,-6,")
    good = wrong.replace(b"-6", b"6")
    for raw, is_stored in ((wrong, False), (good, True)):
        file = SimpleUploadedFile("a.csv", raw)
        preview = client.post("/risks/import/", {"what": "sites", "crs": "as_file", "file": file})["Location"]
        assert client.get(preview).status_code == 200
        report = b"".join(client.get(f"{preview}?format=csv").streaming_content).decode()
        assert ("-6" in report) != is_stored
        assert client.post(preview).status_code == (302 if is_stored else 422)
        assert HazardSite.objects.exists() == is_stored
