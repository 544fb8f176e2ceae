"""Cases like an incident, and like an event that somebody describes; the papers that come with the platform."""

from datetime import timedelta

import pytest
from tests.factories.access import build_user, client_of
from tests.factories.incidents import an_incident
from tests.factories.knowledge import COUNTY, NOW, WRITER, a_case, somebody
from tests.factories.public_warnings import build_places

from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import NotAllowed
from anlan.knowledge import api
from anlan.knowledge.models import Document

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ground(at):
    at(NOW)
    build_places()


def test_the_most_alike_comes_first_with_its_lessons_and_drafts_are_left_out():
    near = a_case(title="near")
    a_case(title="far", longitude=110.0, happened_at=NOW - timedelta(days=180))
    a_case(title="draft", is_published=False)
    a_case(title="another kind", event_kind="12D02", longitude=None, latitude=None, place_region="440100")
    event = api.Event(kind="11A51", region=COUNTY, day=NOW.date(), place=(102.17, 28.55))
    found = api.similar_cases(WRITER, event)
    assert [each.case.title for each in found] == ["near", "far"]
    assert (found[0].lessons, found[0].url) == ("Call twice", f"/knowledge/{near}/#p2")
    assert found[0].likeness.score > 0.9
    assert api.similar_cases(somebody("duty_officer", "513434"), event) == ()


def test_an_incident_is_no_example_of_itself():
    incident_id = an_incident()
    a_case(incident_id=incident_id)
    event = api.event_of_incident(WRITER, incident_id)
    assert api.similar_cases(WRITER, event, without=incident_id) == ()
    assert len(api.similar_cases(WRITER, event)) == 1


def test_the_pages_tell_the_reasons():
    a_case()
    client = client_of(build_user("duty_officer", COUNTY))
    page = client.get("/knowledge/similar/", {"kind": "11A51", "region": COUNTY}).content.decode()
    assert "类型相同：山洪" in page
    assert "同一县" in page
    assert client.get("/knowledge/similar/").status_code == 200
    assert client.get("/knowledge/similar/", {"kind": "x"}).status_code == 422
    panel = client.get(f"/incidents/{an_incident()}/panels/cases/").content.decode()
    assert "Call twice" in panel
    assert "相距" in panel


def test_the_shipped_papers_come_in_once_and_only_by_the_platform():
    with pytest.raises(NotAllowed):
        api.put_shipped_papers(actor=WRITER, now=NOW)
    assert Document.objects.count() == 0
    count = api.put_shipped_papers(actor=SYSTEM, now=NOW)
    assert count == Document.objects.count() > 2
    assert api.put_shipped_papers(actor=SYSTEM, now=NOW) == 0
    labels = [each.label for each in api.search(WRITER, "迟报", kind="law").found]
    assert labels == ["第六十一条"]
    ammonia = api.search(WRITER, "nh3", kind="chemical").found
    assert "AEGL-2（60 分钟，丧失避险能力）160 ppm。" in {line for each in ammonia for line in each.text.splitlines()}
    assert "在空气中的爆炸极限（体积分数）15.0%～33.6%。" in {each.text for each in ammonia}
