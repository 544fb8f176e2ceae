"""Hazard sites and reservoirs: who sees them, and patrols."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from tests.factories.access import client_with
from tests.factories.risks import build_exposed, build_reservoir, build_site

from anlan.kernel.actors import NOBODY
from anlan.kernel.errors import NotAllowed, NotFound, TransitionNotAllowed
from anlan.risks import api
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 6, 26, 10, tzinfo=UTC)
YIHAI, DAQIAO = "513433106", "513433102"


def told() -> int:
    return JournalEntry.objects.filter(kind__startswith="risks.").count()


def test_a_township_sees_its_own_sites_only(actor_with):
    own, other = build_site(f"{YIHAI}200"), build_site(f"{DAQIAO}200")
    officer = actor_with("township_officer", YIHAI)

    assert [row.id for row in api.sites(officer, api.SiteFilter())] == [own.id]
    with pytest.raises(NotFound):
        api.site(officer, other.id)
    assert api.site_counts(officer, "kind", api.SiteFilter()) == {"landslide": 1}


@pytest.mark.parametrize("layer", tuple(api.LAYERS))
def test_a_tile_shows_what_the_reader_may_see(actor_with, layer):
    build_site()
    build_reservoir()
    build_exposed()
    at = (8, 200, 106)

    assert api.tile(actor_with("duty_officer"), at, layer) != b""
    assert api.tile(actor_with("township_officer", DAQIAO), at, layer) == b""
    assert api.tile(NOBODY, at, layer) == b""


def test_filters_and_order_work_together(actor_with):
    few = build_site(threatened_persons=5)
    many = build_site(threatened_persons=500, grade="large")
    build_site(kind="debris_flow")
    officer = actor_with("duty_officer")

    rows = api.sites(officer, api.SiteFilter(kind="landslide", sort="-persons"))

    assert [row.id for row in rows] == [many.id, few.id]
    assert len(api.sites(officer, api.SiteFilter(grade="large"))) == 1
    assert len(api.sites(officer, api.SiteFilter(sort="no such column"))) == 3


def test_a_list_takes_the_same_queries_whatever_its_length(actor_with, django_assert_num_queries):
    for _ in range(30):
        build_site()
    with django_assert_num_queries(1):
        assert len(api.sites(actor_with("duty_officer"), api.SiteFilter())[:50]) == 30


def test_a_patrol_moves_the_site_and_is_journalled(actor_with):
    site = build_site()
    officer = actor_with("village_officer", f"{YIHAI}200")

    state = api.record_patrol(
        site_id=site.id, report=api.PatrolReport(api.Finding.IMMINENT, "crack 20 cm"), actor=officer, now=NOW
    )

    site.refresh_from_db()
    entry = JournalEntry.objects.get(kind="risks.site_patrolled")
    assert (state, site.state, site.last_patrol_at) == ("dangerous", "dangerous", NOW)
    assert (entry.region, entry.payload["finding"], entry.payload["note"]) == (site.region, "imminent", "crack 20 cm")
    assert api.patrols(site.id)[0].by_name == officer.name


@pytest.mark.parametrize(
    ("role", "region", "report", "refusal"),
    [
        ("village_officer", f"{YIHAI}200", api.PatrolReport(api.Finding.CHANGED, " "), api.PatrolNeedsNote),
        ("auditor", "5134", api.PatrolReport(api.Finding.UNCHANGED), NotAllowed),
        ("village_officer", f"{DAQIAO}200", api.PatrolReport(api.Finding.UNCHANGED), NotFound),
    ],
)
def test_a_refused_patrol_changes_nothing(actor_with, role, region, report, refusal):
    site = build_site()

    with pytest.raises(refusal):
        api.record_patrol(site_id=site.id, report=report, actor=actor_with(role, region), now=NOW)

    site.refresh_from_db()
    assert (site.state, site.last_patrol_at, site.patrols.count(), told()) == ("watched", None, 0, 0)


def test_a_quiet_site_is_written_off_and_takes_no_more_patrols(actor_with):
    site, operator = build_site(), actor_with("department_operator", "513433")

    api.eliminate_site(site_id=site.id, reason="all households moved", actor=operator, now=NOW)

    with pytest.raises(api.SiteIsEliminated):
        api.record_patrol(site_id=site.id, report=api.PatrolReport(api.Finding.UNCHANGED), actor=operator, now=NOW)
    assert told() == 1
    assert len(api.sites_in(YIHAI)) == 0


@pytest.mark.parametrize(
    ("state", "reason", "role", "refusal"),
    [
        ("dangerous", "works", "department_operator", TransitionNotAllowed),
        ("watched", " ", "department_operator", api.EliminationNeedsReason),
        ("watched", "works", "village_officer", NotAllowed),
    ],
)
def test_a_refused_write_off_changes_nothing(actor_with, state, reason, role, refusal):
    site = build_site(state=state)

    with pytest.raises(refusal):
        api.eliminate_site(site_id=site.id, reason=reason, actor=actor_with(role, "513433"), now=NOW)

    site.refresh_from_db()
    assert (site.state, told()) == (state, 0)


@pytest.mark.parametrize("path", ["/risks/", "/risks/reservoirs/"])
def test_every_list_is_a_page_and_a_file(path):
    build_site()
    build_reservoir()
    client = client_with("duty_officer")

    assert client.get(path).status_code == 200
    assert client.get(f"{path}?q=nothing+fits").status_code == 200
    assert client.get(f"{path}?format=csv")["Content-Type"] == "text/csv; charset=utf-8"


def test_every_file_is_a_page():
    site, reservoir = build_site(), build_reservoir()
    client = client_with("department_operator")

    for path in (f"sites/{site.id}", f"reservoirs/{reservoir.id}"):
        assert client.get(f"/risks/{path}/").status_code == 200
        assert client_with("township_officer", DAQIAO).get(f"/risks/{path}/").status_code == 404
    assert client.get(f"/risks/sites/{uuid4()}/").status_code == 404


def test_a_patrol_is_recorded_on_the_page():
    site = build_site()
    client = client_with("township_officer", YIHAI)

    answer = client.post(f"/risks/sites/{site.id}/patrols/", {"finding": "changed", "note": "wet foot of the slope"})

    assert answer.status_code == 302
    assert "wet foot of the slope" in client.get(f"/risks/sites/{site.id}/").content.decode()
    assert client.post(f"/risks/sites/{site.id}/patrols/", {"finding": "no such"}).status_code == 422


def test_the_api_lists_and_patrols():
    site = build_site()
    client = client_with("township_officer", YIHAI)

    assert [row["id"] for row in client.get("/api/v1/risks/sites").json()] == [str(site.id)]
    answer = client.post(
        f"/api/v1/risks/sites/{site.id}/patrols", {"finding": "unchanged"}, content_type="application/json"
    )
    assert answer.json() == {"state": "watched"}
    assert client.get("/api/v1/risks/reservoirs").status_code == 200
