"""Entering and changing sites, who answers for them, whom they threaten by name, and the transfer card."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from tests.factories.access import client_with
from tests.factories.people import build_household, build_person
from tests.factories.risks import build_site

from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound
from anlan.risks import api
from anlan.risks.models import HazardSite, SiteDuty, SiteHousehold
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 6, 26, 10, tzinfo=UTC)
VILLAGE, TOWNSHIP, OTHER = "513433106200", "513433106", "513433102"


def details(**changed):
    plain = {
        "code": "G1",
        "name": "North slope",
        "kind": "landslide",
        "region": VILLAGE,
        "longitude": 102.2,
        "latitude": 28.7,
    }
    return api.SiteDetails(**plain | changed)


def entries(kind):
    return list(JournalEntry.objects.filter(kind=f"risks.{kind}").values_list("payload", flat=True))


def test_a_site_of_every_kind_is_entered_with_the_fields_of_its_kind(actor_with):
    officer = actor_with("township_officer", TOWNSHIP)
    facts = {"length": 320.0, "volume": 5.0}
    new = details(kind="dyke", grade="dyke_2", facts=facts)

    site_id = api.keep_site(details=new, actor=officer, now=NOW)

    row = HazardSite.objects.get(id=site_id)
    assert (row.kind, row.grade, row.facts) == ("dyke", "dyke_2", {"length": 320.0})
    assert entries("site_registered") == [{"name": "North slope", "code": "G1", "site_kind": "dyke"}]


def test_a_change_is_journalled_field_by_field_and_none_where_nothing_changes(actor_with):
    officer = actor_with("township_officer", TOWNSHIP)
    site_id = api.keep_site(details=details(), actor=officer, now=NOW)
    changed = details(threatened_persons=600, route="by the school road")

    api.keep_site(details=changed, site_id=site_id, actor=officer, now=NOW)
    api.keep_site(details=changed, site_id=site_id, actor=officer, now=NOW)

    (payload,) = entries("site_changed")
    assert [(before, after) for _, before, after in payload["changes"]] == [
        ("\u5c0f\u578b", "\u5927\u578b"),
        ("0", "600"),
        ("", "by the school road"),
    ]
    assert HazardSite.objects.get(id=site_id).grade == "large"


@pytest.mark.parametrize(
    ("changed", "role", "region", "refusal"),
    [
        ({"region": f"{OTHER}200"}, "township_officer", TOWNSHIP, NotAllowed),
        ({}, "village_officer", VILLAGE, NotAllowed),
        ({"kind": "moonquake"}, "township_officer", TOWNSHIP, InvalidValue),
        ({"kind": "dyke", "grade": "heavy"}, "township_officer", TOWNSHIP, api.GradeOfAnotherScale),
        ({"threatened_persons": -1}, "township_officer", TOWNSHIP, InvalidValue),
        ({"name": " "}, "township_officer", TOWNSHIP, InvalidValue),
        ({"latitude": 91.0}, "township_officer", TOWNSHIP, InvalidValue),
    ],
)
def test_a_refused_site_is_not_entered(actor_with, changed, role, region, refusal):
    with pytest.raises(refusal):
        api.keep_site(details=details(**changed), actor=actor_with(role, region), now=NOW)
    assert (HazardSite.objects.count(), JournalEntry.objects.count()) == (0, 0)


def test_a_taken_code_a_foreign_site_and_a_written_off_site_are_refused(actor_with):
    officer = actor_with("township_officer", TOWNSHIP)
    taken, foreign = build_site(), build_site(f"{OTHER}200")
    gone = build_site(state="eliminated")

    with pytest.raises(api.CodeIsTaken):
        api.keep_site(details=details(code=taken.code), actor=officer, now=NOW)
    with pytest.raises(NotFound):
        api.keep_site(details=details(), site_id=foreign.id, actor=officer, now=NOW)
    with pytest.raises(api.SiteIsEliminated):
        api.keep_site(details=details(), site_id=gone.id, actor=officer, now=NOW)
    assert (HazardSite.objects.filter(name="North slope").count(), JournalEntry.objects.count()) == (0, 0)


def test_who_answers_for_a_site_is_named_by_role_and_patrols_go_to_the_patrol_person(actor_with):
    site, officer = build_site(), actor_with("township_officer", TOWNSHIP)
    walker, leader = build_person(region=VILLAGE), build_person(region=TOWNSHIP)

    api.set_duties(
        site_id=site.id, holders={"patrol": [walker.id], "grid_village": [leader.id]}, actor=officer, now=NOW
    )

    held = api.duties_of(site.id)
    assert [person.id for person in held["patrol"]] == [walker.id]
    assert api.site(officer, site.id).monitor.id == walker.id
    assert len(entries("site_changed")[0]["changes"]) == 2


@pytest.mark.parametrize("holders", [{"king": []}, {"patrol": [uuid4()]}])
def test_an_unknown_role_or_person_is_refused(actor_with, holders):
    site = build_site()
    with pytest.raises(InvalidValue):
        api.set_duties(
            site_id=site.id,
            holders={role: persons or [build_person().id] for role, persons in holders.items()},
            actor=actor_with("township_officer", TOWNSHIP),
            now=NOW,
        )
    assert (SiteDuty.objects.count(), JournalEntry.objects.count()) == (0, 0)


def test_households_are_named_and_only_those_of_the_township(actor_with):
    site, officer = build_site(), actor_with("township_officer", TOWNSHIP)
    own, foreign = build_household(region=VILLAGE), build_household(region=f"{OTHER}200")

    assert api.set_households(site_id=site.id, household_ids=[own.id], actor=officer, now=NOW) == 1
    with pytest.raises(InvalidValue):
        api.set_households(site_id=site.id, household_ids=[foreign.id], actor=officer, now=NOW)

    assert [row.id for row in api.households_of(site.id)] == [own.id]
    assert SiteHousehold.objects.count() == 1


def test_the_pages_enter_change_and_name():
    client = client_with("township_officer", TOWNSHIP)
    site, household, person = build_site(), build_household(region=VILLAGE), build_person(region=TOWNSHIP)
    typed = {"code": "G9", "name": "New", "region": VILLAGE, "longitude": "102.2", "latitude": "28.7"}
    typed |= {"threatened_households": "2", "threatened_persons": "9", "grade": "heavy", "fact_depth": "40"}

    assert client.get("/risks/sites/new/").status_code == 200
    answer = client.post("/risks/sites/new/?kind=waterlogging", typed)
    assert answer.status_code == 302
    assert HazardSite.objects.get(code="G9").facts == {"depth": 40.0}
    assert client.post("/risks/sites/new/?kind=waterlogging", typed).status_code == 200
    for page in ("edit", "duties", "households"):
        assert client.get(f"/risks/sites/{site.id}/{page}/").status_code == 200
        assert client_with("auditor", TOWNSHIP).get(f"/risks/sites/{site.id}/{page}/").status_code == 403
    client.post(f"/risks/sites/{site.id}/duties/", {"role_patrol": str(person.id)})
    client.post(f"/risks/sites/{site.id}/households/", {"household": str(household.id)})
    page = client.get(f"/risks/sites/{site.id}/").content.decode()
    assert household.head_name in page
    assert person.name in page


def test_the_transfer_card_masks_numbers_until_they_are_asked_for_and_noted(actor_with):
    site, officer = build_site(), actor_with("township_officer", TOWNSHIP)
    person, household = build_person(region=TOWNSHIP), build_household(region=VILLAGE)
    api.set_duties(site_id=site.id, holders={"patrol": [person.id]}, actor=officer, now=NOW)
    api.set_households(site_id=site.id, household_ids=[household.id], actor=officer, now=NOW)
    client, path = client_with("department_operator", TOWNSHIP), f"/risks/sites/{site.id}/card/"

    masked = client.get(path).content.decode()

    assert household.head_name in masked
    assert person.phone not in masked
    assert not JournalEntry.objects.filter(kind="people.phone_revealed").exists()
    assert person.phone in client.post(path).content.decode()
    assert JournalEntry.objects.filter(kind="people.phone_revealed").count() == 1
