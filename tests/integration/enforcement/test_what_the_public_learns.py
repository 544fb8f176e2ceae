"""Publication and its withdrawal, the list of dishonest parties, and the ground for closing."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from tests.factories.enforcement import (
    LEADER,
    MONDAY,
    a_case,
    a_decided,
    a_served,
    document_of,
    effective,
    serve,
)
from tests.factories.public_warnings import build_places
from tests.integration.enforcement.test_refusals_change_nothing import refused

from anlan.enforcement import api
from anlan.enforcement.models import Case
from anlan.kernel.clock import CHINA

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _places():
    build_places()


def on(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(hour=9, tzinfo=CHINA)


def publish(case_id, now=MONDAY, reason=""):
    api.publish_penalty(case_id=case_id, actor=LEADER, now=now, reason=reason)


def test_a_served_penalty_is_public_in_seven_working_days_or_late_with_a_reason():
    case_id = a_decided()
    with refused("enforcement.publication_state"):
        publish(case_id)
    serve(document_of(case_id, "25"), MONDAY)
    with refused("enforcement.late_without_reason"):
        publish(case_id, on("2026-03-12"))
    publish(case_id, on("2026-03-11"))
    with refused("enforcement.publication_state"):
        publish(case_id, on("2026-03-11"))
    (notice,) = api.public_penalties()
    assert (notice["party"], notice["code"], notice["decided_on"]) == (
        "Invented Works",
        "91513433MA0000000X",
        "2026-03-02",
    )


def test_of_a_natural_person_only_the_surname_is_public():
    case_id = a_served_person()
    publish(case_id)
    (notice,) = api.public_penalties()
    assert notice["code"] == ""
    text = str(notice)
    assert "Wangwu" not in text
    assert "513433199001010000" not in text
    assert notice["party"].startswith("W")


def a_served_person():
    case_id = a_served(party_kind="unit", clue="Wangwu 513433199001010000 let work go on")
    Case.objects.filter(id=case_id).update(
        party_kind="person", party_name="Wangwu", party_code="513433199001010000", party_person=""
    )
    return case_id


def test_a_revoked_penalty_is_withdrawn_in_three_working_days_and_no_longer_public():
    case_id = a_served()
    publish(case_id)
    with refused("enforcement.publication_state"):
        api.withdraw_publication(case_id=case_id, actor=LEADER, now=MONDAY)
    effective(case_id, "revoke", on("2026-03-04"))
    assert api.case(LEADER, case_id).state == "revoked"
    with refused("enforcement.late_without_reason"):
        api.withdraw_publication(case_id=case_id, actor=LEADER, now=on("2026-03-10"))
    api.withdraw_publication(case_id=case_id, actor=LEADER, now=on("2026-03-09"))
    assert len(api.public_penalties()) == 0
    assert api.owed(LEADER, case_id, on("2026-05-01")).total == 0


def test_a_party_is_listed_for_its_term_and_repaired_not_before_its_day():
    object_id = uuid4()
    case_id = a_served(object_id=object_id)
    act = {"actor": LEADER, "now": MONDAY}
    listing_id = api.list_party(case_id=case_id, reason="hid an accident", **act)
    with refused("enforcement.listed_already"):
        api.list_party(case_id=case_id, reason="again", **act)
    assert api.credit_of([object_id], MONDAY)[object_id].until.isoformat() == "2029-03-02"
    with refused("enforcement.repair_too_early"):
        api.repair_credit(listing_id=listing_id, reason="r", actor=LEADER, now=on("2027-03-01"))
    api.repair_credit(listing_id=listing_id, reason="all put right", actor=LEADER, now=on("2027-03-02"))
    assert api.credit_of([object_id], on("2027-03-02")) == {}
    assert [row.state for row in api.credit_list(LEADER, on("2027-03-02"))] == ["repaired"]
    assert api.cases_of(LEADER, [object_id])[object_id][0].id == case_id
    assert api.penalty_counts([object_id], MONDAY - timedelta(days=1)) == {object_id: 1}


def test_the_ground_for_closing_counts_the_partys_penalties_and_needs_a_major_danger():
    first = a_served()
    for days in (10, 20):
        other = a_case(now=MONDAY + timedelta(days=days), title=f"case {days}")
        Case.objects.filter(id=other).update(decided_at=MONDAY + timedelta(days=days), state="served")
    now = MONDAY + timedelta(days=30)
    ground = api.closure_of(LEADER, first, now)
    assert (ground.in_days, ground.has_enough, ground.holds) == (3, True, False)
    Case.objects.filter(id=first).update(has_major_danger=True)
    assert api.closure_of(LEADER, first, now).holds
