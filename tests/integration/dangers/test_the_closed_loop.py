from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from tests.factories.dangers import (
    COUNTY,
    DAY,
    DEPARTMENT,
    ELSEWHERE,
    FOUND,
    INSPECTOR,
    TOWN,
    VILLAGE,
    a_danger,
    a_new_danger,
    accepted,
    applied,
    assured,
    at_a_firm,
    graded,
    png,
    rectifying,
    reported,
    somebody,
)
from tests.factories.enterprises import build_enterprise
from tests.factories.people import build_organisation

from anlan.dangers import api
from anlan.dangers.models import Danger, DangerPicture, DangerStep
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound, TransitionNotAllowed
from anlan.support import journal

pytestmark = pytest.mark.django_db
PIXEL = png()
UNLICENSED = "特种作业人员无证上岗"


def row(danger_id) -> Danger:
    return Danger.objects.get(id=danger_id)


def kinds(danger_id) -> list[str]:
    return [entry.kind for entry in journal.entries_about(f"danger:{danger_id}", limit=50)]


def owner_of(firm):
    return somebody("enterprise_officer", TOWN, organisation_id=firm.organisation_id)


@pytest.fixture
def firm(db):
    return build_enterprise(TOWN, organisation=build_organisation("enterprise", TOWN))


def test_an_ordinary_danger_goes_from_finding_to_writing_off():
    danger_id = accepted()
    api.close_danger(danger_id=danger_id, note="", actor=INSPECTOR, now=FOUND + 3 * DAY)
    done = row(danger_id)
    assert (done.state, done.grade, done.closed_at, done.is_overdue) == ("closed", "ordinary", FOUND + 3 * DAY, False)
    assert [step.act for step in api.steps_of(danger_id)] == [
        "find",
        "register",
        "grade",
        "start",
        "apply",
        "accept",
        "close",
    ]
    assert set(kinds(danger_id)) == {
        "dangers.found",
        "dangers.registered",
        "dangers.graded",
        "dangers.rectification_started",
        "dangers.rectified",
        "dangers.accepted",
        "dangers.closed",
    }


def test_a_major_danger_is_reported_twice_controlled_and_assured_five_times():
    danger_id = graded(a_danger(), "major")
    told = api.Told(text="paper 12")
    api.report_danger(danger_id=danger_id, receiver=api.Receiver.DEPARTMENT, told=told, actor=DEPARTMENT, now=FOUND)
    assert row(danger_id).state == "assessed"
    with pytest.raises(api.DualReportMissing):
        api.control_danger(danger_id=danger_id, measures="fence", actor=DEPARTMENT, now=FOUND)
    with pytest.raises(api.DualReportMissing):
        api.start_rectification(danger_id=danger_id, given=assured(), actor=DEPARTMENT, now=FOUND)
    with pytest.raises(api.ReportedAlready):
        api.report_danger(danger_id=danger_id, receiver=api.Receiver.DEPARTMENT, told=told, actor=DEPARTMENT, now=FOUND)
    assert (row(danger_id).state, row(danger_id).control, len(api.reports_of(danger_id))) == ("assessed", "", 1)
    api.report_danger(danger_id=danger_id, receiver=api.Receiver.CONGRESS, told=told, actor=DEPARTMENT, now=FOUND)
    assert row(danger_id).state == "reported"
    with pytest.raises(TransitionNotAllowed):
        api.apply_for_acceptance(danger_id=danger_id, told=told, actor=DEPARTMENT, now=FOUND)
    api.control_danger(danger_id=danger_id, measures="fence", actor=DEPARTMENT, now=FOUND)
    api.start_rectification(danger_id=danger_id, given=assured(), actor=DEPARTMENT, now=FOUND)
    assert (row(danger_id).state, row(danger_id).funds) == ("rectifying", Decimal(20000))


@pytest.mark.parametrize("missing", ["responsible", "measures", "funds", "due_at", "plan"])
def test_a_major_danger_without_one_of_the_five_assurances_is_not_begun(missing):
    danger_id = reported(graded(a_danger(), "major"))
    api.control_danger(danger_id=danger_id, measures="fence", actor=DEPARTMENT, now=FOUND)
    without = assured(**{missing: None if missing in ("funds", "due_at") else " "})
    with pytest.raises(api.AssurancesMissing) as refusal:
        api.start_rectification(danger_id=danger_id, given=without, actor=DEPARTMENT, now=FOUND)
    assert refusal.value.data == {"field": missing, "missing": (missing,)}
    assert (row(danger_id).state, row(danger_id).responsible) == ("controlling", "")


def test_an_ordinary_danger_is_not_reported_twice():
    danger_id = graded(a_danger())
    with pytest.raises(api.OnlyMajorIsReported):
        api.report_danger(
            danger_id=danger_id,
            receiver=api.Receiver.CONGRESS,
            told=api.Told(text="paper"),
            actor=DEPARTMENT,
            now=FOUND,
        )
    assert api.reports_of(danger_id) == ()


def test_nobody_who_rectified_checks_it_again():
    danger_id = applied()
    for act in (api.accept_danger, api.return_danger):
        with pytest.raises(api.CheckerRectified):
            act(danger_id=danger_id, told=api.Told(text="fine"), actor=DEPARTMENT, now=FOUND + 2 * DAY)
    assert row(danger_id).state == "applied"
    api.return_danger(danger_id=danger_id, told=api.Told(text="no"), actor=INSPECTOR, now=FOUND + 2 * DAY)
    assert row(danger_id).state == "returned"


def test_an_application_is_taken_back_and_a_closed_danger_opened_again():
    danger_id = applied()
    api.withdraw_application(danger_id=danger_id, actor=DEPARTMENT, now=FOUND + 2 * DAY)
    assert (row(danger_id).state, row(danger_id).recheck_due_at) == ("rectifying", None)
    other = accepted()
    api.close_danger(danger_id=other, note="", actor=INSPECTOR, now=FOUND + 3 * DAY)
    api.reopen_danger(danger_id=other, reason="it leaks again", actor=INSPECTOR, now=FOUND + 30 * DAY)
    assert (row(other).state, row(other).closed_at, row(other).is_overdue) == ("rectifying", None, True)


def test_the_same_token_and_the_same_source_store_it_once():
    first = a_danger(token="t1")
    assert a_danger(FOUND + DAY, token="t1") == first
    with pytest.raises(api.TokenUsedOtherwise):
        a_danger(token="t1", title="something else")
    told = a_danger(actor=SYSTEM, source=api.Source.TIP_OFF, source_id="matter:1")
    assert a_danger(actor=SYSTEM, source=api.Source.TIP_OFF, source_id="matter:1", title="again") == told
    assert Danger.objects.count() == 2
    assert api.danger_of_source(api.Source.TIP_OFF, "matter:1") == told


def test_what_a_stranger_or_a_machine_finds_waits_for_a_person():
    for source in (api.Source.TIP_OFF, api.Source.SENSOR, api.Source.MONITORING):
        assert row(a_danger(actor=SYSTEM, source=source, source_id=f"{source}:1")).state == "found"
    village = a_danger(actor=VILLAGE, region="513433106200", source=api.Source.TIP_OFF)
    with pytest.raises((NotAllowed, NotFound)):
        api.confirm_danger(danger_id=village, actor=VILLAGE, now=FOUND)
    assert row(village).state == "found"
    api.confirm_danger(danger_id=village, actor=INSPECTOR, now=FOUND)
    assert row(village).state == "registered"


def test_what_is_no_danger_is_dismissed_with_a_reason_and_can_be_taken_up():
    danger_id = a_danger()
    with pytest.raises(InvalidValue):
        api.dismiss_danger(danger_id=danger_id, reason=" ", actor=INSPECTOR, now=FOUND)
    assert row(danger_id).state == "registered"
    api.dismiss_danger(danger_id=danger_id, reason="it was a drill", actor=INSPECTOR, now=FOUND)
    api.take_up_danger(danger_id=danger_id, reason="it was none", actor=INSPECTOR, now=FOUND + DAY)
    assert (row(danger_id).state, row(danger_id).closed_at) == ("found", None)


def test_an_enterprise_finds_at_its_own_and_sees_nothing_else(firm):
    owner = owner_of(firm)
    mine = api.register_danger(at_a_firm(firm, source=api.Source.SELF), owner, FOUND)
    assert row(mine).state == "registered"
    other = api.register_danger(at_a_firm(), INSPECTOR, FOUND)
    with pytest.raises(api.NotYours):
        api.register_danger(at_a_firm(source=api.Source.SELF), owner, FOUND)
    assert [each.id for each in api.dangers(owner, api.DangerFilter())] == [mine]
    with pytest.raises(NotFound):
        api.danger(owner, other)
    with pytest.raises(NotFound):
        api.control_danger(danger_id=other, measures="x", actor=owner, now=FOUND)
    with pytest.raises(NotAllowed):
        api.grade_danger(
            danger_id=mine, grading=api.Grading(grade=api.Grade.ORDINARY, note="x"), actor=owner, now=FOUND
        )
    assert (row(mine).grade, Danger.objects.count()) == ("", 2)
    graded(mine)
    api.start_rectification(danger_id=mine, given=assured(), actor=owner, now=FOUND)
    api.apply_for_acceptance(danger_id=mine, told=api.Told(text="done"), actor=owner, now=FOUND)
    assert row(mine).rectifiers == [owner.id]


def test_who_has_no_right_there_neither_finds_nor_sees():
    with pytest.raises(NotAllowed):
        a_danger(actor=ELSEWHERE)
    assert Danger.objects.count() == 0
    danger_id = a_danger()
    with pytest.raises(NotFound):
        api.danger(ELSEWHERE, danger_id)
    assert len(api.dangers(ELSEWHERE, api.DangerFilter())) == 0
    with pytest.raises(NotFound):
        api.danger(INSPECTOR, uuid4())


def test_pictures_are_whole_and_come_with_their_phase():
    danger_id = a_danger(pictures=(api.SentPicture(name="a.png", content=PIXEL),))
    with pytest.raises(api.NotAPicture):
        a_danger(token="x", pictures=(api.SentPicture(name="a.jpg", content=b"<html>"),))
    with pytest.raises(api.TooManyPictures):
        a_danger(pictures=(api.SentPicture(name="a.png", content=PIXEL),) * 7)
    assert [(each.danger_id, each.phase) for each in DangerPicture.objects.all()] == [(danger_id, "before")]
    content, media_type = api.picture(INSPECTOR, DangerPicture.objects.get().id)
    assert (content[:4], media_type) == (b"\x89PNG", "image/png")
    with pytest.raises(NotFound):
        api.picture(ELSEWHERE, DangerPicture.objects.get().id)


def test_a_grade_that_is_not_proposed_needs_a_reason():
    danger_id = a_danger(title=UNLICENSED, trade="hazmat")
    assert api.grade_proposal(UNLICENSED, "hazmat").grade is api.Grade.MAJOR
    with pytest.raises(api.GradeNeedsReason):
        api.grade_danger(danger_id=danger_id, grading=api.Grading(grade=api.Grade.ORDINARY), actor=INSPECTOR, now=FOUND)
    with pytest.raises(api.UnknownClause):
        api.grade_danger(
            danger_id=danger_id,
            grading=api.Grading(grade=api.Grade.MAJOR, clause="hazmat.99"),
            actor=INSPECTOR,
            now=FOUND,
        )
    assert (row(danger_id).state, row(danger_id).grade) == ("registered", "")
    api.grade_danger(
        danger_id=danger_id,
        grading=api.Grading(grade=api.Grade.MAJOR, clause="hazmat.2"),
        actor=INSPECTOR,
        now=FOUND,
    )
    assert (row(danger_id).clause, row(danger_id).weight) == ("hazmat.2", 10)


def test_a_deadline_beyond_the_table_is_refused_and_the_default_is_taken():
    danger_id = a_danger()
    for due, refusal in ((FOUND + 31 * DAY, api.DeadlineTooLate), (FOUND, api.DeadlinePast)):
        with pytest.raises(refusal):
            graded(danger_id, due=due)
    assert row(danger_id).state == "registered"
    graded(danger_id, due=FOUND + 30 * DAY)
    assert row(danger_id).due_at == FOUND + 30 * DAY
    graded(danger_id)
    assert row(danger_id).due_at == FOUND + 15 * DAY


def test_the_clock_reminds_once_tells_of_late_ones_and_goes_higher():
    danger_id = rectifying()
    due = FOUND + 20 * DAY
    api.watch_deadlines(actor=SYSTEM, now=due - 3 * DAY - timedelta(seconds=1))
    assert not row(danger_id).watched
    for _again in range(2):
        api.watch_deadlines(actor=SYSTEM, now=due - 3 * DAY)
    assert (row(danger_id).watched, row(danger_id).is_overdue) == (1, False)
    api.watch_deadlines(actor=SYSTEM, now=due)
    assert (row(danger_id).watched, row(danger_id).is_overdue, row(danger_id).was_late) == (2, True, True)
    api.watch_deadlines(actor=SYSTEM, now=due + 7 * DAY)
    api.watch_deadlines(actor=SYSTEM, now=due + 15 * DAY)
    api.watch_deadlines(actor=SYSTEM, now=due + 99 * DAY)
    told = [step.data["tells"] for step in DangerStep.objects.filter(danger_id=danger_id, act__in=("remind", "late"))]
    assert told == ["unit", "supervisor", "department_head", "commission"]
    assert row(danger_id).watch_at is None
    api.apply_for_acceptance(danger_id=danger_id, told=api.Told(text="done"), actor=DEPARTMENT, now=due + 99 * DAY)
    assert (row(danger_id).is_overdue, row(danger_id).was_late) == (False, True)


def test_the_same_danger_again_at_the_same_firm_is_linked_and_weighs_more(firm):
    first = api.register_danger(at_a_firm(firm, token="1"), INSPECTOR, FOUND)
    again = api.register_danger(at_a_firm(firm, token="2", found_at=FOUND + DAY), INSPECTOR, FOUND + DAY)
    third = api.register_danger(at_a_firm(firm, token="3", found_at=FOUND + 2 * DAY), INSPECTOR, FOUND + 2 * DAY)
    elsewhere = api.register_danger(at_a_firm(token="4", found_at=FOUND + DAY), INSPECTOR, FOUND + DAY)
    assert (row(first).repeats_id, row(again).repeats_id, row(again).weight) == (None, first, 6)
    assert (row(third).repeats_id, row(third).recurrences, row(third).weight) == (again, 2, 11)
    assert [ground["key"] for ground in row(third).repeat_grounds] == ["words", "place"]
    assert row(elsewhere).repeats_id is None
    assert api.open_counts([firm.id])[firm.id] == api.Counts(ungraded=3)
    graded(first, "major")
    assert api.open_counts([firm.id, uuid4()])[firm.id] == api.Counts(ungraded=2, major=1)


def test_the_list_is_found_by_words_number_state_and_region():
    danger_id = graded(a_danger(), "major")
    a_danger(FOUND + DAY, title="an exit is locked", place_text="", token="2", found_at=FOUND + DAY)
    found = {
        "words": api.DangerFilter(text="tank farm"),
        "number": api.DangerFilter(text="yh2026-000001"),
        "state": api.DangerFilter(state=api.DangerState.ASSESSED),
        "grade": api.DangerFilter(grade=api.Grade.MAJOR),
    }
    for key, wanted in found.items():
        assert [each.id for each in api.dangers(INSPECTOR, wanted)] == [danger_id], key
    newest = [each.title for each in api.dangers(INSPECTOR, api.DangerFilter(region=COUNTY))]
    assert newest == ["an exit is locked", "the alarm of the tank farm is switched off"]
    assert len(api.dangers(INSPECTOR, api.DangerFilter(region="5101"))) == 0
    assert a_new_danger().source is api.Source.INSPECTION
