from datetime import timedelta

import pytest
from django.test import Client
from tests.factories.access import client_with
from tests.factories.dangers import (
    COUNTY,
    DAY,
    DEPARTMENT,
    FOUND,
    INSPECTOR,
    a_danger,
    accepted,
    graded,
    rectifying,
    somebody,
)

from anlan.dangers import api
from anlan.dangers.models import Danger, Extension, Listing, PowerStop
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import InvalidValue, NotAllowed, TransitionNotAllowed
from anlan.support import journal

pytestmark = pytest.mark.django_db
CITY = somebody("department_operator", "5134")
EXPERTS = api.Acceptance(experts=("Zhang", "Li", "Wang"), opinion="nothing is left of it")


def a_notice(**changes) -> api.Notice:
    words = {"responsible_unit": "a firm", "supervising_unit": "the bureau", "measures": "mend it"}
    return api.Notice(**{**words, "due_at": FOUND + 100 * DAY, **changes})


def a_listing(danger_id=None, now=FOUND, **changes):
    danger_id = danger_id or rectifying("major")
    return api.list_danger(danger_id=danger_id, notice=a_notice(**changes), actor=DEPARTMENT, now=now)


def published(danger_id=None, **changes):
    listing_id = a_listing(danger_id, **changes)
    api.publish_listing(listing_id=listing_id, actor=DEPARTMENT, now=FOUND)
    return listing_id


def kinds(danger_id) -> list[str]:
    return [entry.kind for entry in journal.entries_about(f"danger:{danger_id}", limit=50)]


def test_a_major_danger_is_listed_with_a_number_and_published_within_five_working_days():
    listing = Listing.objects.get(id=a_listing())
    assert (listing.level, listing.authority, listing.state) == ("county", COUNTY, "listed")
    assert listing.number.endswith("〔2026〕1号")
    # 1 June 2026 is a Monday: five working days later is Monday the 8th.
    assert listing.publish_due_on.isoformat() == "2026-06-08"
    row = Danger.objects.get()
    assert (row.is_listed, row.due_at) == (True, FOUND + 100 * DAY)
    assert Client().get(f"/public/dangers/{listing.id}/").status_code == 404
    api.publish_listing(listing_id=listing.id, actor=DEPARTMENT, now=FOUND + DAY)
    page = Client().get(f"/public/dangers/{listing.id}/").content.decode()
    assert listing.number in page
    assert DEPARTMENT.name not in page
    assert row.title in Client().get("/public/dangers/").content.decode()


def test_a_notice_is_refused_for_an_ordinary_one_a_second_time_and_beyond_a_year():
    with pytest.raises(api.NotListable):
        a_listing(graded(a_danger()))
    danger_id = rectifying("major", token="2")
    for due_at in (FOUND + 366 * DAY, FOUND):
        with pytest.raises(api.ListingDeadlineTooLate):
            a_listing(danger_id, due_at=due_at)
    with pytest.raises(InvalidValue):
        a_listing(danger_id, supervising_unit=" ")
    with pytest.raises(NotAllowed):
        api.list_danger(danger_id=danger_id, notice=a_notice(), actor=INSPECTOR, now=FOUND)
    assert Listing.objects.count() == 0
    a_listing(danger_id, due_at=FOUND + 365 * DAY)
    with pytest.raises(api.ListedAlready):
        a_listing(danger_id)
    assert Listing.objects.count() == 1


def test_a_listed_danger_is_neither_graded_anew_nor_closed():
    danger_id = accepted("major")
    Danger.objects.filter(id=danger_id).update(is_listed=True)
    with pytest.raises(api.StillListed):
        api.close_danger(danger_id=danger_id, note="", actor=INSPECTOR, now=FOUND + 3 * DAY)
    other = rectifying("major", token="2")
    a_listing(other)
    with pytest.raises(api.StillListed):
        graded(other)
    assert list(Danger.objects.order_by("number").values_list("state", flat=True)) == ["accepted", "rectifying"]


def test_an_extension_is_asked_twenty_working_days_before_and_decided():
    listing_id = published()
    listing = Listing.objects.get()
    # Due on 9 September 2026: the twentieth working day before is 12 August.
    last = FOUND.replace(month=8, day=12)
    ask = {"listing_id": listing_id, "until": FOUND + 150 * DAY, "reason": "parts are late", "actor": DEPARTMENT}
    with pytest.raises(api.ExtensionAskedTooLate):
        api.ask_extension(**ask, now=last + DAY)
    with pytest.raises(InvalidValue):
        api.ask_extension(**{**ask, "until": listing.due_at}, now=last)
    assert Extension.objects.count() == 0
    api.ask_extension(**ask, now=last)
    with pytest.raises(api.ExtensionRunning):
        api.ask_extension(**ask, now=last)
    assert Extension.objects.get().decide_by.isoformat() == "2026-08-26"
    decide = {"listing_id": listing_id, "is_granted": True, "decision": "the last one"}
    with pytest.raises(NotAllowed):
        api.decide_extension(**decide, actor=INSPECTOR, now=last)
    assert Extension.objects.get().is_granted is None
    api.decide_extension(**decide, actor=DEPARTMENT, now=last)
    assert Listing.objects.get().due_at == Danger.objects.get().due_at == FOUND + 150 * DAY


def test_a_late_listing_is_told_of_once_and_taken_over_by_the_level_above():
    listing_id = published()
    late = FOUND + 130 * DAY
    act = {"listing_id": listing_id, "notice": a_notice(due_at=late + 50 * DAY)}
    with pytest.raises(NotAllowed):
        api.upgrade_listing(**act, actor=DEPARTMENT, now=late)
    with pytest.raises(api.ListingNotLate):
        api.upgrade_listing(**act, actor=CITY, now=late - timedelta(seconds=1))
    assert Listing.objects.count() == 1
    for _again in range(2):
        api.watch_listings(actor=SYSTEM, now=late)
    danger_id = Danger.objects.get().id
    assert kinds(danger_id).count("dangers.listing_overdue") == 1
    api.upgrade_listing(**act, actor=CITY, now=late)
    higher = Listing.objects.get(state="listed")
    assert (higher.level, higher.authority, higher.upgrades_id) == ("prefecture", "5134", listing_id)
    assert Listing.objects.get(id=listing_id).state == "upgraded"


def test_a_notice_that_is_not_published_in_its_working_days_is_told_of_once():
    a_listing()
    api.watch_listings(actor=SYSTEM, now=FOUND + 7 * DAY)
    assert Listing.objects.get().unpublished_told_at is None
    for days in (8, 9):
        api.watch_listings(actor=SYSTEM, now=FOUND + days * DAY)
    assert kinds(Danger.objects.get().id).count("dangers.listing_unpublished") == 1


def test_a_listing_is_lifted_by_experts_after_the_re_check():
    danger_id = rectifying("major")
    listing_id = published(danger_id)
    with pytest.raises(api.NotYetAccepted):
        api.lift_listing(listing_id=listing_id, acceptance=EXPERTS, actor=DEPARTMENT, now=FOUND)
    api.apply_for_acceptance(danger_id=danger_id, told=api.Told(text="done"), actor=DEPARTMENT, now=FOUND)
    api.accept_danger(danger_id=danger_id, told=api.Told(text="seen"), actor=INSPECTOR, now=FOUND)
    two = api.Acceptance(experts=("Zhang", "Li", "Li"), opinion="fine")
    with pytest.raises(api.ExpertsMissing):
        api.lift_listing(listing_id=listing_id, acceptance=two, actor=DEPARTMENT, now=FOUND)
    assert Danger.objects.get().is_listed
    api.lift_listing(listing_id=listing_id, acceptance=EXPERTS, actor=DEPARTMENT, now=FOUND)
    api.close_danger(danger_id=danger_id, note="", actor=INSPECTOR, now=FOUND)
    assert (Danger.objects.get().state, Listing.objects.get().experts) == ("closed", ["Zhang", "Li", "Wang"])
    with pytest.raises(TransitionNotAllowed):
        api.lift_listing(listing_id=listing_id, acceptance=EXPERTS, actor=DEPARTMENT, now=FOUND)


def test_power_is_stopped_with_notice_of_a_day_or_in_an_emergency_and_holds_the_closing():
    danger_id = rectifying("major")
    new = api.NewStop(supplier="the grid", cut_at=FOUND + DAY - timedelta(seconds=1), decision="order 3, gas leaks")
    with pytest.raises(api.NoticeTooShort):
        api.order_power_stop(danger_id=danger_id, new=new, actor=INSPECTOR, now=FOUND)
    assert (PowerStop.objects.count(), Danger.objects.get().is_cut_off) == (0, False)
    day = api.NewStop(supplier="the grid", cut_at=FOUND + DAY, decision="order 3, gas leaks")
    api.order_power_stop(danger_id=danger_id, new=day, actor=INSPECTOR, now=FOUND)
    with pytest.raises(api.CutOffAlready):
        api.order_power_stop(danger_id=danger_id, new=day, actor=INSPECTOR, now=FOUND)
    api.apply_for_acceptance(danger_id=danger_id, told=api.Told(text="done"), actor=DEPARTMENT, now=FOUND + DAY)
    api.accept_danger(danger_id=danger_id, told=api.Told(text="seen"), actor=INSPECTOR, now=FOUND + DAY)
    with pytest.raises(api.StillCutOff):
        api.close_danger(danger_id=danger_id, note="", actor=INSPECTOR, now=FOUND + DAY)
    assert Danger.objects.get().state == "accepted"
    api.end_power_stop(danger_id=danger_id, reason="obeyed", actor=INSPECTOR, now=FOUND + DAY)
    api.close_danger(danger_id=danger_id, note="", actor=INSPECTOR, now=FOUND + DAY)
    other = rectifying("major", token="2")
    at_once = api.NewStop(supplier="the grid", cut_at=FOUND, decision="fire", is_emergency=True)
    api.order_power_stop(danger_id=other, new=at_once, actor=INSPECTOR, now=FOUND)
    assert PowerStop.objects.get(danger_id=other).is_emergency


def test_the_page_of_a_danger_offers_what_the_reader_may_do():
    danger_id = rectifying("major")
    client = client_with("department_operator", COUNTY)
    assert 'id="list-danger"' in client.get(f"/dangers/{danger_id}/").content.decode()
    form = {"responsible_unit": "a firm", "supervising_unit": "the bureau", "measures": "mend", "due_at": "2027-01-31"}
    assert client.post(f"/dangers/{danger_id}/supervision/list/", form).status_code == 302
    assert client.post(f"/dangers/{danger_id}/supervision/publish/").status_code == 302
    page = client.get(f"/dangers/{danger_id}/").content.decode()
    assert ('id="list-danger"' in page, 'id="ask-extension"' in page) == (False, True)
    assert "mend" in client.get(f"/public/dangers/{Listing.objects.get().id}/").content.decode()
    assert client.get("/dangers/listed/").status_code == 200
