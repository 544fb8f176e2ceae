"""Which stations measure at a hazard site: chosen near by, shown on the site's page, journalled."""

import pytest
from tests.factories.access import client_with
from tests.factories.monitoring import build_station
from tests.factories.risks import build_site

from anlan.risks.models import SiteStation
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
TOWNSHIP = "513433106"


def test_a_station_near_by_is_chosen_and_stands_on_the_site_s_page():
    site, station = build_site(), build_station("Z1", name="slope gauge", region=TOWNSHIP)
    client, path = client_with("department_operator", "513433"), f"/risks/sites/{site.id}/stations/"

    assert client.get(path).status_code == 200
    assert client.post(path, {"station": str(station.id)}).status_code == 302
    assert "slope gauge" in client.get(f"/risks/sites/{site.id}/").content.decode()
    assert JournalEntry.objects.filter(kind="risks.site_changed").count() == 1
    assert "checked" in client.get(path).content.decode()


def test_who_does_not_keep_the_site_links_no_station():
    site, station = build_site(), build_station("Z1", region=TOWNSHIP)
    client = client_with("auditor", TOWNSHIP)
    assert client.post(f"/risks/sites/{site.id}/stations/", {"station": str(station.id)}).status_code == 403
    assert SiteStation.objects.count() == 0
