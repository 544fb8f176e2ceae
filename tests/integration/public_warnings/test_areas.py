"""Where a warning holds: who lives inside is shown as one draws, and where the outline comes from is kept."""

import json

import msgspec
import pytest
from tests.factories.access import client_with
from tests.factories.public_warnings import AUTHOR, BOW_TIE, COUNTY, NIGHT, RING, TOWNSHIP, VILLAGES, a_content, a_draft

from anlan.kernel.errors import AnlanError
from anlan.protocols.cap12.reading import read
from anlan.public_warnings import api
from anlan.public_warnings.models import PublicWarning, TextVersion, Transmission

pytestmark = pytest.mark.django_db
REACH = api.RiverReach(line=((102.25, 28.62), (102.35, 28.75)), metres=500, name="a river")
HALF = ((102.2, 28.6), (102.25, 28.6), (102.25, 28.8), (102.2, 28.8), (102.2, 28.6))


@pytest.fixture(autouse=True)
def night(at, ground):
    at(NIGHT)
    return ground


def asked(source=None, regions=(), within=COUNTY, role="duty_officer", **more):
    text = msgspec.json.encode(source).decode() if source else ""
    body = {"within": within, "area_source": text, "regions": list(regions), **more}
    return client_with(role, COUNTY).post("/warnings/area/", body)


def block(answer, name):
    text = answer.content.decode()
    start = text.index(">", text.index(f'id="{name}"')) + 1
    return json.loads(text[start : text.index("</script>", start)])


def test_shares_and_residents_inside_are_told_and_marked_as_an_estimate():
    found = api.inside_of((HALF,), COUNTY)
    assert [(row.code, round(row.share, 6), row.persons_inside) for row in found.rows] == [(VILLAGES[0], 0.5, 450)]
    assert (found.persons, found.is_estimate) == (450, True)


def test_whole_divisions_are_no_estimate():
    whole = ((102.2, 28.6), (102.4, 28.6), (102.4, 28.8), (102.2, 28.8), (102.2, 28.6))
    found = api.inside_of((whole,), COUNTY)
    assert [row.is_whole for row in found.rows] == [True, True]
    assert (found.persons, found.is_estimate) == (1700, False)


def test_the_fragment_lists_what_lies_inside_and_stores_nothing():
    answer = asked(api.Drawn(rings=(HALF,)))
    page = answer.content.decode()
    assert (answer.status_code, "450" in page, "50.0%" in page) == (200, True, True)
    assert block(answer, "area-codes") == [{"code": VILLAGES[0], "name": "MianningYihaiDamawu"}]
    assert block(answer, "area-outline")["type"] == "MultiPolygon"
    assert PublicWarning.objects.count() == 0


def test_the_fragment_shows_the_spot_of_a_crossing():
    answer = asked(api.Drawn(rings=(BOW_TIE,)))
    assert block(answer, "area-spot") == [102.25, 28.65]


def test_a_models_geojson_becomes_a_source_that_the_form_keeps():
    ring = [list(point) for point in RING]
    answer = asked(geojson=json.dumps({"type": "Polygon", "coordinates": [ring]}), model_name="run 7")
    assert block(answer, "area-kept") == {"kind": "model", "pieces": [[ring]], "name": "run 7"}
    assert "area-outline" not in asked(geojson="nonsense").content.decode()


def test_chosen_divisions_are_counted_whole_and_nothing_chosen_says_what_to_do():
    assert "900" in asked(regions=[VILLAGES[0]]).content.decode()
    assert "area-outline" not in asked().content.decode()


def test_nobody_asks_for_another_county():
    assert asked(api.Drawn(rings=(HALF,)), within="513434").status_code == 403
    assert client_with("duty_officer", COUNTY).get("/warnings/area/tree/?of=513434").status_code == 403


def test_the_tree_lists_what_lies_below_and_the_search_known_points_only():
    officer = client_with("duty_officer", COUNTY)
    assert f'data-tree="{TOWNSHIP}"' in officer.get(f"/warnings/area/tree/?of={COUNTY}").content.decode()
    assert officer.get(f"/warnings/area/sites/?within={COUNTY}&q=nothing").status_code == 200


def test_a_draft_keeps_its_source_and_sends_the_outline_that_follows_from_it():
    warning_id = a_draft(area_source=REACH, regions=VILLAGES)
    row = api.warning(AUTHOR, warning_id)
    assert row.area_source == REACH
    assert row.rings == api.outline_of(REACH).rings
    assert TextVersion.objects.get().content["area_source"]["metres"] == 500
    api.submit_warning(warning_id=warning_id, actor=AUTHOR, now=NIGHT)
    assert api.warning(AUTHOR, warning_id).area_error_m == api.outline_of(REACH).error_m


def test_a_wider_reach_is_another_text_to_sign_and_shown_as_a_difference():
    warning_id = a_draft(area_source=REACH, regions=VILLAGES)
    wider = msgspec.structs.replace(REACH, metres=800)
    api.edit_draft(
        warning_id=warning_id, content=a_content(area_source=wider, regions=VILLAGES), actor=AUTHOR, now=NIGHT
    )
    fields = [change.field for change in api.versions(AUTHOR, warning_id)[0].changes]
    assert "area_source" in fields


def test_a_source_that_cannot_be_mended_stores_nothing():
    with pytest.raises(AnlanError) as caught:
        a_draft(area_source=api.Drawn(rings=(BOW_TIE,)))
    assert caught.value.data["rule"] == "does_not_cross_itself"
    assert PublicWarning.objects.count() == 0


def test_the_form_takes_the_places_inside_where_none_is_named():
    officer = client_with("duty_officer", COUNTY)
    warning_id = a_draft()
    form = {
        "headline": "h",
        "kind": "11A51",
        "level": "4",
        "description": "d",
        "instruction": "i",
        "effective": "2020-06-26T23:20",
        "expires": "2020-06-27T05:20",
        "channels": ["sms"],
        "area_source": msgspec.json.encode(api.Drawn(rings=(HALF,))).decode(),
    }
    assert officer.post(f"/warnings/{warning_id}/edit/", form).status_code == 302
    assert api.warning(AUTHOR, warning_id).regions == (VILLAGES[0],)


CAP = """<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>partner-1</identifier><sender>partner</sender>
<sent>2020-06-26T23:00:00+08:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
<info><language>zh-CN</language><category>Met</category><event>{event}</event><urgency>Expected</urgency>
<severity>{severity}</severity><certainty>Likely</certainty>{code}<expires>2020-06-27T02:00:00+08:00</expires>
<headline>from a partner</headline><description>what they say</description><instruction>what to do</instruction>
<area><areaDesc>somewhere</areaDesc>{area}</area></info>
<info><language>en</language><category>Met</category><event>flood</event><urgency>Expected</urgency>
<severity>{severity}</severity><certainty>Likely</certainty><headline>english</headline>
<description>text</description><instruction>do</instruction><area><areaDesc>somewhere</areaDesc></area></info></alert>"""
CODE = "<eventCode><valueName>12379</valueName><value>11A51</value></eventCode>"
POLYGON = "<polygon>28.61,102.21 28.61,102.29 28.69,102.29 28.69,102.21 28.61,102.21</polygon>"
GEOCODE = f"<geocode><valueName>GB</valueName><value>{VILLAGES[0]}</value></geocode>"


def received(*, event="flash flood", severity="Severe", code=CODE, area=GEOCODE, **chosen):
    alert = read(CAP.format(event=event, severity=severity, code=code, area=area).encode())
    return api.content_of_received(alert, region=COUNTY, now=NIGHT, **chosen)


def test_a_partners_message_becomes_a_draft_that_says_the_same():
    content = received()
    assert (content.kind, content.level.colour, content.headline) == ("11A51", "orange", "from a partner")
    assert (content.regions, content.polygons) == ((VILLAGES[0],), ())
    assert [each.headline for each in content.translations] == ["english"]
    draft = api.NewDraft(region=COUNTY, content=content)
    assert api.draft_warning(draft=draft, actor=AUTHOR, now=NIGHT)
    assert Transmission.objects.count() == 0


def test_a_partners_outline_is_taken_over_and_one_of_the_whole_county_is_the_county():
    assert received(area=POLYGON).regions == (COUNTY,)
    assert len(received(area=POLYGON).polygons) == 1
    whole = "<polygon>27,101 27,104 30,104 30,101 27,101</polygon>"
    assert (received(area=whole).regions, received(area=whole).polygons) == ((COUNTY,), ())


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"code": "", "event": "unheard of"}, "public_warnings.bad_content"),
        ({"severity": "Unknown"}, "public_warnings.bad_content"),
        ({"area": "<polygon>40,120 40,121 41,121 41,120 40,120</polygon>"}, "public_warnings.area_outside_region"),
        ({"area": ""}, "public_warnings.area_outside_region"),
    ],
)
def test_what_a_partner_left_open_is_refused_by_name_until_a_person_chooses(changes, code):
    with pytest.raises(AnlanError) as caught:
        received(**changes)
    assert caught.value.code == code


def test_a_person_may_choose_what_the_partner_left_open():
    from anlan.kernel.levels import Level

    content = received(code="", event="unheard of", severity="Unknown", kind="11B03", level=Level.BLUE)
    assert (content.kind, content.level) == ("11B03", Level.BLUE)
