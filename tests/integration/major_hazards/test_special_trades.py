"""Sites of special trades: judged in turn, explained, told; refusals change nothing; pages."""

from datetime import timedelta

import pytest
from tests.factories.access import build_user, client_of
from tests.factories.enterprises import build_enterprise
from tests.factories.major_hazards import NOW, build_site_of_a_trade
from tests.factories.monitoring import build_station
from tests.integration.major_hazards.test_units import build_series, send

from anlan.dangers import api as dangers
from anlan.enterprises.models import Enterprise
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound
from anlan.kernel.levels import Level
from anlan.major_hazards import api
from anlan.support import journal

pytestmark = pytest.mark.django_db


def look(minutes):
    return api.judge_sites(actor=SYSTEM, now=NOW + timedelta(minutes=minutes))


def told(site_id):
    return [entry.kind for entry in journal.entries_about(f"trade_site:{site_id}")]


def test_a_sensor_makes_the_colour_which_is_explained_kept_and_told_and_judged_again_only_after_a_change():
    site_id = build_site_of_a_trade()
    station = build_station(region="513433106")
    series = build_series(station, "methane")
    api.note_inspection(enterprise_id=api.site(SYSTEM, site_id).enterprise_id, on=NOW.date(), now=NOW)
    assert look(0) == 1
    row = api.site(SYSTEM, site_id)
    assert (row.level, row.score, row.points) == (Level.BLUE, 0, ())
    new = api.NewSensor(item="methane_face", station_code=station.code)
    api.link_sensor(site_id=site_id, new=new, actor=SYSTEM, now=NOW)
    send(series, NOW, 1.5)
    assert look(0) == 1
    row = api.site(SYSTEM, site_id)
    assert (row.level, row.score, row.points[0]["code"]) == (Level.RED, 60, "sensor")
    assert look(0) == 0
    assert look(2) == 0
    send(series, NOW, 0.4)
    assert look(4) == 1
    assert [(each.before, each.after) for each in api.colours_of(site_id)] == [
        (Level.RED, Level.BLUE),
        (Level.BLUE, Level.RED),
        (Level.NONE, Level.BLUE),
    ]
    assert told(site_id).count("major_hazards.colour_changed") == 2
    assert look(25 * 60) == 1
    assert [point["code"] for point in api.site(SYSTEM, site_id).points] == ["silent"]


def test_open_dangers_of_the_enterprise_count():
    site_id = build_site_of_a_trade()
    row = api.site(SYSTEM, site_id)
    new = dangers.NewDanger(
        title="crack",
        region=row.region,
        source=dangers.Source.INSPECTION,
        object_kind=dangers.ObjectKind.ENTERPRISE,
        object_id=row.enterprise_id,
    )
    dangers.register_danger(new=new, actor=SYSTEM, now=NOW)
    look(0)
    codes = {point["code"]: point["points"] for point in api.site(SYSTEM, site_id).points}
    assert codes == {"ungraded": 3, "uninspected": 10}
    assert [each.id for each in api.states_of([row.enterprise_id])[row.enterprise_id]] == [site_id]


def test_self_checks_that_were_not_done_count():
    site_id = build_site_of_a_trade()
    owner = api.site(SYSTEM, site_id).enterprise_id
    Enterprise.objects.filter(id=owner).update(checks_since=NOW.date() - timedelta(days=100))
    look(0)
    codes = {point["code"]: point["points"] for point in api.site(SYSTEM, site_id).points}
    assert codes == {"self_checks": 15, "uninspected": 10}


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"item": "smell"}, InvalidValue),
        ({"station_code": "nowhere"}, NotFound),
        ({"item": "co_return"}, api.SeriesNotNamed),
        ({"limits": {"orange": "x"}}, InvalidValue),
        ({"limits": {"orange": "2", "red": "1"}}, api.LimitsNotInOrder),
    ],
)
def test_a_sensor_that_cannot_watch_is_refused(given, refusal):
    site_id = build_site_of_a_trade()
    station = build_station(region="513433106")
    build_series(station, "methane")
    new = api.NewSensor(**({"item": "methane_face", "station_code": station.code} | given))
    with pytest.raises(refusal):
        api.link_sensor(site_id=site_id, new=new, actor=SYSTEM, now=NOW)
    assert api.sensors_of(site_id) == ()


def test_a_sensor_stands_once_and_can_be_taken_away():
    site_id = build_site_of_a_trade()
    station = build_station(region="513433106")
    build_series(station, "methane")
    new = api.NewSensor(item="methane_face", station_code=station.code, limits={"yellow": "0.5"})
    api.link_sensor(site_id=site_id, new=new, actor=SYSTEM, now=NOW)
    with pytest.raises(api.SensorTwice):
        api.link_sensor(site_id=site_id, new=new, actor=SYSTEM, now=NOW)
    (sensor,) = api.sensors_of(site_id)
    api.unlink_sensor(site_id=site_id, sensor_id=sensor.id, actor=SYSTEM, now=NOW)
    assert api.sensors_of(site_id) == ()


def test_fields_are_those_of_the_kind_and_strangers_change_nothing(actor_with):
    site_id = build_site_of_a_trade(kind="tailings", grade="3", phreatic_least="6", other="x")
    assert api.site(SYSTEM, site_id).fields == {"grade": "3", "phreatic_least": "6"}
    for bad in ({"grade": "9"}, {"dam_height": "-1"}, {"dam_height": "nan"}):
        with pytest.raises(InvalidValue):
            api.change_fields(site_id=site_id, fields=bad, actor=SYSTEM, now=NOW)
    for role, region, refusal in (("duty_officer", "513433", NotAllowed), ("inspector", "513401", NotFound)):
        with pytest.raises(refusal):
            api.change_fields(site_id=site_id, fields={}, actor=actor_with(role, region), now=NOW)
    assert api.site(SYSTEM, site_id).fields == {"grade": "3", "phreatic_least": "6"}


def test_a_site_is_registered_and_explained_in_the_browser(at):
    at(NOW)
    client = client_of(build_user("department_operator", "513433"))
    firm = build_enterprise("513433106")
    new = "/major-hazards/trades/new/"
    for query in ("", f"?enterprise={firm.id}", f"?enterprise={firm.id}&kind=coal_mine"):
        assert firm.name in client.get(new + query).content.decode()
    sent = {"enterprise": firm.id, "kind": "coal_mine", "name": "一号井", "field_capacity": "120"}
    page = client.post(new, sent).headers["Location"]
    station = build_station(region="513433106")
    series = build_series(station, "methane")
    send(series, NOW, 1.2)
    linked = {"item": "methane_face", "station": station.code, "label": "1203"}
    assert client.post(page + "sensor/", linked).status_code == 302
    assert client.post(page + "fields/", {"field_capacity": "150"}).status_code == 302
    look(0)
    explained, listed = (client.get(path).content.decode() for path in (page, "/major-hazards/trades/"))
    assert ("1203" in explained, "150" in explained, "+40" in listed) == (True, True, True)
    assert b"1203" in b"".join(client.get("/major-hazards/trades/?format=csv&colour=3").streaming_content)
    (sensor,) = api.sensors_of(api.sites(SYSTEM, api.SiteFilter())[0].id)
    assert client.post(f"{page}sensors/{sensor.id}/unlink/").status_code == 302
    assert client.get(f"/major-hazards/of/{firm.id}/").status_code == 200
