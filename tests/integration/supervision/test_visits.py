"""A visit from its planning to the order, the re-inspection and the public page."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.factories.enterprises import build_enterprise
from tests.factories.places import build_divisions
from tests.factories.supervision import (
    INSPECTOR,
    LEADER,
    NOW,
    SOUND,
    TODAY,
    TOWNSHIP,
    a_picture,
    a_recheck,
    a_record,
    a_visit,
    an_officer,
    record,
    recorded,
    somebody,
)

from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound, TransitionNotAllowed
from anlan.supervision import api
from anlan.supervision.domain import errors
from anlan.supervision.models import Evidence, Finding, Inspection, Paper, SiteRecord

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=3)


@pytest.fixture(autouse=True)
def places():
    build_divisions()


def of(visit) -> Inspection:
    return Inspection.objects.get(id=visit)


def test_one_officer_or_an_expired_certificate_is_too_few():
    firm = build_enterprise(TOWNSHIP)
    good, expired = an_officer(), an_officer(valid_until=TODAY - timedelta(days=1))
    last_day, elsewhere = an_officer(valid_until=TODAY), an_officer(region="513401")
    for wrong in ((good,), (good, good), (good, expired), (good, elsewhere)):
        with pytest.raises(errors.TooFewOfficers):
            a_visit(officers=wrong, object_id=firm.id)
        assert not Inspection.objects.exists()
    assert of(a_visit(officers=(good, last_day), object_id=firm.id)).state == "planned"


def test_a_visit_in_the_past_without_partners_or_in_a_foreign_region_is_refused():
    firm = build_enterprise(TOWNSHIP)
    with pytest.raises(InvalidValue):
        a_visit(object_id=firm.id, planned_for=TODAY - timedelta(days=1))
    with pytest.raises(InvalidValue):
        a_visit(object_id=firm.id, kind=api.InspectionKind.JOINT)
    with pytest.raises(NotFound):
        a_visit(object_id=build_enterprise("513401").id)
    assert not Inspection.objects.exists()


def test_a_visit_takes_the_list_of_its_trade_and_the_same_id_plans_it_once():
    visit = a_visit()
    row = of(visit)
    assert (row.trade, row.items[0]["key"], bool(row.items[0]["basis"])) == ("chemicals", "hc01", True)
    assert a_visit(id=visit, object_id=row.object_id) == visit
    assert Inspection.objects.count() == 1


def test_a_record_without_findings_closes_the_visit_and_makes_one_paper():
    visit = recorded()
    row = of(visit)
    assert (row.state, row.findings_count, row.publish_by) == ("closed", 0, date(2026, 7, 23))
    paper = Paper.objects.get()
    content, number = api.paper(INSPECTOR, paper.id)
    assert (paper.kind, content[:2], number) == ("site_record", b"PK", paper.number)


def test_findings_get_a_deadline_and_the_order_the_next_number():
    first, second = recorded(("hc01", "hc03")), recorded(("hc02",), orders_now=True)
    assert (of(first).state, of(second).state) == ("recorded", "ordered")
    assert [each.rectify_by for each in of(second).findings.all()] == [date(2026, 7, 15)]
    assert of(second).recheck_by == date(2026, 7, 25)
    api.order_rectification(inspection_id=first, actor=INSPECTOR, now=LATER)
    serials = Paper.objects.filter(kind="rectification_order").values_list("serial", flat=True)
    assert sorted(serials) == [1, 2]
    with pytest.raises(TransitionNotAllowed):
        api.order_rectification(inspection_id=first, actor=INSPECTOR, now=LATER)
    assert Paper.objects.count() == 4


def test_files_are_kept_with_their_items_and_the_same_press_counts_once():
    visit = a_visit()
    new = a_record(visit, ("hc05",), location=(102.28, 28.72))
    files = (
        api.SentFile(api.FileKind.PHOTO, "hc05", "a.png", a_picture(10)),
        api.SentFile(api.FileKind.AUDIO, "", "b.webm", SOUND),
    )
    new = replace(new, files=new.files + files)
    record(new)
    record(new)
    kinds = Evidence.objects.order_by("kind").values_list("kind", "item")
    assert sorted(kinds) == [
        ("audio", ""),
        ("photo", "hc05"),
        ("signature", "1"),
        ("signature", "2"),
        ("signature", "firm"),
    ]
    assert SiteRecord.objects.get().metres_off == 975
    assert (Finding.objects.count(), Paper.objects.count()) == (1, 1)
    with pytest.raises(TransitionNotAllowed):
        record(a_record(visit))


REFUSED = {
    "unanswered": (lambda new: replace(new, answers=new.answers[1:]), errors.ItemsUnanswered),
    "no words": (
        lambda new: replace(new, answers=(api.Answer("hc01", "fail"), *new.answers[1:])),
        errors.FindingIncomplete,
    ),
    "unsigned": (lambda new: replace(new, files=new.files[1:]), errors.SignatureMissing),
    "firm unsigned": (lambda new: replace(new, files=new.files[:2], refusal="no reason"), errors.SignatureMissing),
    "a page as photo": (
        lambda new: replace(new, files=(*new.files, api.SentFile(api.FileKind.PHOTO, "", "x.jpg", b"<html>"))),
        errors.NotAFile,
    ),
    "a picture as sound": (
        lambda new: replace(new, files=(*new.files, api.SentFile(api.FileKind.AUDIO, "", "x.mp3", a_picture()))),
        errors.NotAFile,
    ),
    "nobody of the firm": (lambda new: replace(new, firm_person=" "), InvalidValue),
    "ended before it began": (lambda new: replace(new, ended_at=new.begun_at - timedelta(minutes=1)), InvalidValue),
}


@pytest.mark.parametrize("name", REFUSED)
def test_an_incomplete_record_is_refused_and_nothing_is_stored(name):
    change, refusal = REFUSED[name]
    visit = a_visit()
    with pytest.raises(refusal):
        record(change(a_record(visit)))
    assert of(visit).state == "planned"
    assert not SiteRecord.objects.exists()
    assert not Evidence.objects.exists()


def test_a_refused_signature_with_reason_and_witness_is_enough():
    visit = a_visit()
    new = a_record(visit)
    record(replace(new, files=new.files[:2], refusal="will not", witnesses="Ma"))
    assert of(visit).record.witnesses == "Ma"


def test_a_certificate_that_ran_out_before_the_visit_stops_the_record():
    ends = an_officer(valid_until=TODAY)
    visit = a_visit(officers=(an_officer(), ends))
    new = a_record(visit)
    with pytest.raises(errors.TooFewOfficers):
        api.record_inspection(
            new=replace(new, ended_at=NOW + timedelta(days=1, hours=2)), actor=INSPECTOR, now=NOW + timedelta(days=2)
        )
    assert of(visit).state == "planned"


def test_a_re_inspection_judges_every_finding_and_closes_only_when_all_is_fixed():
    visit = recorded(("hc01", "hc02"), orders_now=True)
    one, two = of(visit).findings.all()
    officers = (an_officer(), an_officer())

    def look(results, who=officers):
        api.record_recheck(new=a_recheck(visit, results, officers=who), actor=INSPECTOR, now=LATER)

    with pytest.raises(errors.FindingsUnjudged):
        look({one.id: True})
    with pytest.raises(errors.TooFewOfficers):
        look({one.id: True, two.id: True}, officers[:1])
    assert of(visit).state == "ordered"
    look({one.id: True, two.id: False})
    assert (of(visit).state, of(visit).recheck_by) == ("unfixed", date(2026, 7, 25))
    look({one.id: True, two.id: True})
    assert (of(visit).state, of(visit).recheck_by) == ("closed", None)
    assert Paper.objects.filter(kind="reinspection_opinion").count() == 2


def test_an_application_brings_the_re_inspection_forward_and_never_back():
    visit = recorded(("hc01",), orders_now=True)
    api.apply_for_recheck(inspection_id=visit, actor=INSPECTOR, now=LATER)
    assert of(visit).recheck_by == date(2026, 7, 8)
    api.apply_for_recheck(inspection_id=visit, actor=INSPECTOR, now=LATER + timedelta(days=5))
    assert of(visit).recheck_by == date(2026, 7, 8)
    with pytest.raises(TransitionNotAllowed):
        api.apply_for_recheck(inspection_id=recorded(), actor=INSPECTOR, now=LATER)


def test_a_result_is_published_once_and_only_what_was_recorded():
    visit, planned = recorded(), a_visit()
    publish = {"text": "nothing was found", "actor": LEADER, "now": LATER}
    with pytest.raises(errors.NotYetRecorded):
        api.publish_result(inspection_id=planned, **publish)
    with pytest.raises(NotAllowed):
        api.publish_result(inspection_id=visit, **(publish | {"actor": somebody("duty_officer")}))
    assert api.published() == ()
    api.publish_result(inspection_id=visit, **publish)
    with pytest.raises(errors.PublishedAlready):
        api.publish_result(inspection_id=visit, **(publish | {"text": "other"}))
    assert [row.public_text for row in api.published()] == ["nothing was found"]


def test_the_database_keeps_records_papers_and_results_as_they_are():
    visit = recorded()
    api.publish_result(inspection_id=visit, text="so", actor=LEADER, now=LATER)
    for rows, change in (
        (SiteRecord.objects.all(), {"situation": "other"}),
        (Paper.objects.all(), {"number": "other"}),
        (Evidence.objects.all(), {"digest": "other"}),
        (Inspection.objects.all(), {"public_text": "other"}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    assert of(visit).public_text == "so"


def test_a_planned_visit_is_called_off_with_a_reason_and_a_recorded_one_is_not():
    planned, done = a_visit(), recorded()
    with pytest.raises(InvalidValue):
        api.call_off(inspection_id=planned, reason=" ", actor=INSPECTOR, now=NOW)
    api.call_off(inspection_id=planned, reason="closed down", actor=INSPECTOR, now=NOW)
    with pytest.raises(TransitionNotAllowed):
        api.call_off(inspection_id=done, reason="late", actor=INSPECTOR, now=NOW)
    assert (of(planned).state, of(done).state) == ("called_off", "closed")
