"""A case from its clue to its closing, and the other ends it can come to."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from tests.factories.enforcement import (
    INSPECTOR,
    LEADER,
    MONDAY,
    REVIEWER,
    a_case,
    a_decided,
    a_notified,
    a_served,
    an_investigated,
    document_of,
    drafted,
    effective,
    png,
    serve,
    served,
    with_penalty,
)
from tests.factories.public_warnings import build_places
from tests.integration.enforcement.test_refusals_change_nothing import refused

from anlan.enforcement import api
from anlan.enforcement.models import Case, Document, Payment, Service, Signature
from anlan.kernel.clock import CHINA

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _places():
    build_places()


def state(case_id):
    return Case.objects.get(id=case_id).state


def on(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(hour=9, tzinfo=CHINA)


def pay(case_id, amount, day="2026-03-10", receipt="B1", now=None):
    new = api.NewPayment(on=date.fromisoformat(day), amount=Decimal(amount), receipt=receipt)
    api.record_payment(case_id=case_id, new=new, actor=INSPECTOR, now=now or on(day))


def clocks(case_id, now=MONDAY):
    return {row.limit: (row.state, row.due_on.isoformat()) for row in api.clocks_of(LEADER, case_id, now)}


def test_an_ordinary_case_goes_from_its_clue_to_its_closing():
    case_id = a_served()
    later = on("2026-03-12")
    with refused("enforcement.not_paid"):
        api.confirm_execution(case_id=case_id, text="paid", actor=INSPECTOR, now=later)
    pay(case_id, 5000)
    with refused("kernel.invalid_value"):
        pay(case_id, 5000)
    with refused("enforcement.paid_too_much"):
        pay(case_id, "15000.01", receipt="B2")
    pay(case_id, 15000, receipt="B2")
    api.confirm_execution(case_id=case_id, text="paid", actor=INSPECTOR, now=later)
    waiting = api.draft_document(
        case_id=case_id, kind="31", actor=INSPECTOR, now=later,
        content={"facts": "f", "outcome": "paid", "keep_years": "10"},
    )  # fmt: skip
    assert Document.objects.get(id=waiting).state == "draft"
    with refused("enforcement.only_one"):
        drafted(case_id, "31", later)
    api.discard_document(document_id=waiting, reason="anew", actor=INSPECTOR, now=later)
    effective(case_id, "31", later)
    row = api.case(LEADER, case_id)
    assert (row.state, row.keep_years, row.closed_at) == ("closed", 10, later)
    assert [row.limit for row in api.due_list(LEADER, later)] == ["publish_7wd"]


def test_numbers_have_no_gaps_by_office_series_and_year():
    first, second = a_case(), a_case(title="other")
    discarded = drafted(first, "file")
    api.discard_document(document_id=discarded, reason="wrong", actor=INSPECTOR, now=MONDAY)
    for case_id in (first, second):
        effective(case_id, "file")
    served(first, "1")
    next_year = MONDAY.replace(year=2027)
    effective(a_case(now=next_year), "file", next_year)
    rows = Document.objects.filter(state="approved").order_by("approved_at", "stem", "number")
    assert [(row.office, row.year, row.number) for row in rows if row.kind == "file"] == [
        ("513433", 2026, 1),
        ("513433", 2026, 2),
        ("513433", 2027, 1),
    ]
    assert [row.number for row in rows if row.kind == "1"] == [1]


def test_a_case_is_not_closed_while_a_document_waits():
    case_id = a_notified()
    left = drafted(case_id, "9")
    effective(case_id, "end")
    assert state(case_id) == "terminated"
    with refused("enforcement.documents_open"):
        drafted(case_id, "31")
    api.discard_document(document_id=left, reason="not needed", actor=INSPECTOR, now=MONDAY)
    effective(case_id, "31")
    assert state(case_id) == "closed"


def test_an_on_the_spot_case_needs_no_filing():
    case_id = a_case(procedure="summary")
    effective(case_id, "9")
    with_penalty(case_id, 1000, factors=("eliminated",))
    served(case_id, "15")
    effective(case_id, "16")
    served(case_id, "23")
    assert state(case_id) == "served"
    assert api.owed(LEADER, case_id, MONDAY).total == 1000


def test_a_clue_is_not_filed_and_a_case_transferred_and_taken_back():
    other = a_case()
    effective(other, "no_file")
    assert state(other) == "not_filed"
    case_id = an_investigated()
    with refused("kernel.transition_not_allowed"):
        api.take_back(case_id=case_id, reason="r", actor=LEADER, now=MONDAY)
    effective(case_id, "32")
    effective(case_id, "33")
    assert state(case_id) == "transferred"
    api.take_back(case_id=case_id, reason="not pursued", actor=LEADER, now=MONDAY)
    assert state(case_id) == "investigated"


def test_a_hearing_is_asked_for_in_time_and_stops_the_90_days():
    case_id = an_investigated()
    with_penalty(case_id, 50000, reason="grave", factors=("repeated",))
    served(case_id, "15")
    with refused("enforcement.not_at_this_stage"):
        api.ask_hearing(case_id=case_id, asked_at=MONDAY, actor=INSPECTOR, now=MONDAY)
    with refused("enforcement.hearing_not_offered"):
        drafted(case_id, "21", on("2026-03-20"))
    served(case_id, "17")
    with refused("enforcement.outside_limit"):
        api.ask_hearing(case_id=case_id, asked_at=on("2026-03-10"), actor=INSPECTOR, now=on("2026-03-10"))
    asked = on("2026-03-09")
    api.ask_hearing(case_id=case_id, asked_at=asked, actor=INSPECTOR, now=asked)
    assert clocks(case_id)["hearing_ask_5wd"] == ("met", "2026-03-09")
    with refused("enforcement.outside_limit"):
        drafted(case_id, "18", asked, hearing_at="2026-03-17 09:00")
    served(case_id, "18", asked, hearing_at="2026-03-18 09:00")
    with refused("enforcement.outside_limit"):
        drafted(case_id, "19", on("2026-03-17"))
    held = on("2026-03-19")
    effective(case_id, "19", held)
    effective(case_id, "20", held)
    assert clocks(case_id, held)["decision_90d"] == ("running", "2026-06-10")
    effective(case_id, "review", held)
    with refused("enforcement.discussion_needed"):
        drafted(case_id, "21", held)
    effective(case_id, "22", held)
    effective(case_id, "21", held)


def test_after_a_hearing_the_review_is_made_anew_before_the_case_is_judged():
    case_id = a_notified()
    served(case_id, "17")
    api.ask_hearing(case_id=case_id, asked_at=MONDAY, actor=INSPECTOR, now=MONDAY)
    served(case_id, "18", hearing_at="2026-03-12 09:00")
    held = on("2026-03-12")
    with refused("enforcement.hearing_not_held"):
        drafted(case_id, "21", held)
    effective(case_id, "20", held)
    with refused("enforcement.review_after_hearing"):
        drafted(case_id, "21", held)
    effective(case_id, "review", held)
    effective(case_id, "21", held)
    assert state(case_id) == "notified"


def test_decisions_later_than_90_days_are_refused_unless_extended_in_time():
    case_id = a_notified()
    late = on("2026-06-05")
    api.waive_objection(case_id=case_id, text="gives up", actor=INSPECTOR, now=MONDAY)
    effective(case_id, "21")
    with refused("enforcement.outside_limit"):
        drafted(case_id, "25", late)
    with refused("enforcement.outside_limit"):
        drafted(case_id, "extend", late)
    waits = drafted(case_id, "25", on("2026-05-29"))
    api.submit_document(document_id=waits, actor=INSPECTOR, now=on("2026-05-31"))
    with refused("enforcement.outside_limit"):
        api.approve_document(document_id=waits, actor=LEADER, now=late)
    effective(case_id, "extend", on("2026-05-31"))
    api.approve_document(document_id=waits, actor=LEADER, now=late)
    assert state(case_id) == "decided"


def test_what_is_late_is_done_with_a_reason_that_stays_in_the_case():
    case_id = a_decided()
    decision, late = document_of(case_id, "25"), on("2026-03-12")
    with refused("enforcement.late_without_reason"):
        serve(decision, late)
    serve(decision, late, reason="the party was away")
    assert [each["reason"] for each in Case.objects.get(id=case_id).late_reasons] == ["the party was away"]
    assert clocks(case_id, late)["service_7wd"] == ("late", "2026-03-11")
    with refused("enforcement.served_already"):
        serve(decision, late)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"way": "pigeon"}, "kernel.invalid_value"),
        ({"way": "left"}, "kernel.invalid_value"),
        ({"received_by": ""}, "kernel.invalid_value"),
        ({"image": b"x"}, "kernel.invalid_value"),
        ({"served_at": MONDAY - timedelta(seconds=1)}, "kernel.invalid_value"),
    ],
)
def test_a_service_is_recorded_whole_or_not_at_all(changes, code):
    case_id = a_case()
    document_id = effective(case_id, "1")
    with refused(code):
        serve(document_id, **{"at": MONDAY, **changes}) if "served_at" not in changes else serve(
            document_id, changes["served_at"], now=MONDAY
        )


def test_an_unpaid_fine_is_dunned_and_goes_to_the_court_in_its_time():
    case_id = a_served()
    with refused("enforcement.outside_limit"):
        drafted(case_id, "27", on("2026-03-17"))
    served(case_id, "27", on("2026-03-18"))
    assert api.owed(LEADER, case_id, on("2026-03-19")).surcharge == 1200
    with refused("enforcement.outside_limit"):
        drafted(case_id, "30", on("2026-04-02"))
    with refused("enforcement.outside_limit"):
        drafted(case_id, "30", on("2026-09-02"))
    with refused("enforcement.outside_limit"):
        drafted(case_id, "30", on("2026-12-03"))
    sheet = effective(case_id, "28", on("2026-09-02"), instalments="2026-10-01 20000")
    with refused("enforcement.served_already"):
        serve(sheet, on("2026-09-03"))
    effective(case_id, "30", on("2026-12-02"))
    assert (state(case_id), clocks(case_id)["court_3m"][1]) == ("enforcing", "2026-12-02")
    api.record_court(case_id=case_id, took_at=on("2026-12-04"), actor=INSPECTOR, now=on("2026-12-04"))
    api.confirm_execution(case_id=case_id, text="the court collected it", actor=INSPECTOR, now=on("2027-01-04"))
    assert state(case_id) == "executed"


def test_instalments_are_the_fine_together_and_move_the_surcharge():
    case_id = a_served()
    with refused("kernel.invalid_value"):
        drafted(case_id, "28", instalments="2026-05-01 19999")
    effective(case_id, "28", instalments="2026-04-01 8000\n2026-06-01 12000")
    effective(case_id, "29", instalments="2026-04-01 8000\n2026-06-01 12000")
    assert api.owed(LEADER, case_id, on("2026-04-11")).surcharge == 2400


def test_the_penalty_stays_in_the_article_and_outside_the_band_needs_a_reason():
    case_id = an_investigated()
    for changes, code in (
        ({"amount": 50001}, "enforcement.outside_law"),
        ({"amount": 40000}, "enforcement.outside_range"),
        ({"violation": "nothing"}, "kernel.invalid_value"),
        ({"factors": ("nothing",)}, "kernel.invalid_value"),
        ({"measures": ("prison",)}, "kernel.invalid_value"),
        ({"amount": -1}, "kernel.invalid_value"),
    ):
        given = {"amount": 20000, **changes}
        with refused(code):
            with_penalty(case_id, **given, now=MONDAY)
    with_penalty(case_id, 40000, reason="many were in danger")
    penalty = api.case(LEADER, case_id).penalty
    assert (penalty["is_outside"], penalty["edition"], penalty["reason"]) == (
        True,
        api.discretion().edition,
        "many were in danger",
    )
    early = a_case()
    with refused("enforcement.not_at_this_stage"):
        with_penalty(early)


def test_a_penalty_does_not_change_once_it_is_judged_nor_grow_beyond_the_notice():
    case_id = a_notified()
    with_penalty(case_id, 30000)
    with refused("enforcement.heavier_than_notified"):
        drafted(case_id, "21", on("2026-03-20"))
    with_penalty(case_id, 15000)
    effective(case_id, "21", on("2026-03-20"))
    with refused("enforcement.only_one"):
        with_penalty(case_id, 16000)


def test_what_took_effect_is_refused_any_change_by_the_database():
    case_id = a_served()
    pay(case_id, 100)
    changes = ((Document, "case_id", "author"), (Signature, "document__case_id", "name"),
               (Service, "document__case_id", "by"), (Payment, "case_id", "by"))  # fmt: skip
    for model, whose, field in changes:
        rows = model.objects.filter(**{whose: case_id})
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(**{field: "x"})
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.last().delete()


def test_limits_are_warned_of_before_and_marked_missed_after_by_the_tick():
    case_id = a_decided()
    assert clocks(case_id)["publish_7wd"] == ("running", "2026-03-11")
    assert api.watch_case_clocks(actor=INSPECTOR, now=on("2026-03-08")) == 0
    assert api.watch_case_clocks(actor=INSPECTOR, now=on("2026-03-09")) == 2
    assert clocks(case_id)["publish_7wd"][0] == "warned"
    assert api.watch_case_clocks(actor=INSPECTOR, now=on("2026-03-11")) == 0
    assert api.watch_case_clocks(actor=INSPECTOR, now=on("2026-03-12")) == 2
    assert clocks(case_id)["publish_7wd"][0] == "missed"
    assert api.watch_case_clocks(actor=INSPECTOR, now=on("2026-03-12")) == 0


def test_a_pause_gives_a_missed_limit_its_days_back():
    case_id = a_case()
    effective(case_id, "file")
    api.pause_case(case_id=case_id, sort="test", reason="laboratory", actor=INSPECTOR, now=on("2026-04-01"))
    with refused("kernel.transition_not_allowed"):
        api.pause_case(case_id=case_id, sort="test", reason="again", actor=INSPECTOR, now=on("2026-04-01"))
    api.watch_case_clocks(actor=INSPECTOR, now=on("2026-06-30"))
    assert clocks(case_id)["decision_90d"][0] == "running"
    api.resume_case(case_id=case_id, sort="test", actor=INSPECTOR, now=on("2026-06-30"))
    assert clocks(case_id)["decision_90d"] == ("running", "2026-08-29")
    with refused("kernel.transition_not_allowed"):
        api.resume_case(case_id=case_id, sort="test", actor=INSPECTOR, now=on("2026-06-30"))


def test_evidence_is_a_whole_picture_and_stands_once():
    case_id = a_case()
    new = api.NewEvidence(caption="the pit", taken_at=MONDAY, content=png())
    first = api.add_evidence(case_id=case_id, new=new, actor=INSPECTOR, now=MONDAY)
    assert api.add_evidence(case_id=case_id, new=new, actor=INSPECTOR, now=MONDAY) == first
    for changes in ({"content": b"not a picture"}, {"taken_at": MONDAY + timedelta(days=1)}, {"caption": ""}):
        given = {"caption": "c", "taken_at": MONDAY, "content": png(shade=9), **changes}
        with refused("kernel.invalid_value"):
            api.add_evidence(case_id=case_id, new=api.NewEvidence(**given), actor=INSPECTOR, now=MONDAY)
    assert api.evidence_picture(REVIEWER, case_id, first)[1] == "image/png"
