"""A duty list from draft to score: who may do what, what counts, and what is never changed."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from tests.factories.dangers import INSPECTOR as FINDER
from tests.factories.dangers import a_new_danger
from tests.factories.enterprises import build_enterprise, build_record
from tests.factories.people import build_person
from tests.factories.places import build_divisions
from tests.factories.safety_duties import (
    BY_HAND,
    CLERK,
    COUNTY,
    JULY,
    LEADER,
    NOW,
    SCORER,
    TOWNSHIP,
    a_list,
    filed,
    somebody,
)

from anlan.dangers import api as dangers
from anlan.kernel.actors import SYSTEM, Actor
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound, TransitionNotAllowed
from anlan.notices import api as notices
from anlan.safety_duties import api
from anlan.safety_duties.domain import errors
from anlan.safety_duties.models import DutyItem, DutyList, DutyRecord, Notice, Score
from anlan.support import journal

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def year(at):
    at(NOW)
    build_divisions()


def by_hand(list_id):
    return next(each for each in api.items_of(list_id) if not each.evidence)


def done(list_id, day=TODAY, actor=CLERK, now=NOW, **more):
    new = api.NewRecord(item_id=by_hand(list_id).id, day=day, text="met, minutes 3", **more)
    return api.record_duty(new=new, actor=actor, now=now)


def test_a_list_is_made_from_a_template_once_a_holder_and_year():
    about = {"holder_kind": "department", "holder": "bureau", "region": COUNTY, "year": 2026}
    new = api.NewList(template="emergency_bureau", **about)
    made = api.make_list(new=new, actor=CLERK, now=NOW)
    items = api.items_of(made)
    assert (len(items), items[0].evidence, items[4].due) == (5, "own_inspections", date(2026, 6, 30))
    refusals = [
        (new, CLERK, errors.ListExists),
        (replace(new, holder="other", year=2028), CLERK, InvalidValue),
        (replace(new, holder="other", template="firm_head"), CLERK, InvalidValue),
        (replace(new, holder="other", enterprise_id=uuid4()), CLERK, InvalidValue),
        (replace(new, holder="other", region="513401"), CLERK, NotAllowed),
        (replace(new, holder="other"), LEADER, NotAllowed),
    ]
    for told, actor, refusal in refusals:
        with pytest.raises(refusal):
            api.make_list(new=told, actor=actor, now=NOW)
    assert DutyList.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"rhythm": "weekly"},
        {"evidence": "firm_checks"},
        {"evidence": "dangers_closed"},
        {"due": date(2026, 3, 31)},
        {"rhythm": "yearly", "due": date(2027, 3, 31)},
        {"target": 0},
        {"weight": 101},
        {"text": " "},
    ],
)
def test_a_duty_that_cannot_be_reckoned_is_refused(changes):
    made = a_list(())
    with pytest.raises(InvalidValue):
        api.add_duty(list_id=made, new=replace(BY_HAND, **changes), actor=CLERK, now=NOW)
    assert not DutyItem.objects.exists()


def test_somebody_else_files_a_list_and_a_filed_one_is_not_changed():
    empty = a_list((), holder="empty")
    with pytest.raises(errors.ListIsEmpty):
        api.submit_list(list_id=empty, actor=CLERK, now=NOW)
    made = a_list()
    with pytest.raises(TransitionNotAllowed):
        api.file_list(list_id=made, actor=LEADER, now=NOW)
    api.submit_list(list_id=made, actor=CLERK, now=NOW)
    for actor, refusal in ((CLERK, NotAllowed), (replace(LEADER, id=CLERK.id), errors.FilerIsAuthor)):
        with pytest.raises(refusal):
            api.file_list(list_id=made, actor=actor, now=NOW)
    assert api.duty_list(LEADER, made).state == "submitted"
    api.return_list(list_id=made, reason="more duties", actor=LEADER, now=NOW)
    item = by_hand(made)
    api.change_duty(item_id=item.id, new=replace(BY_HAND, weight=25), actor=CLERK, now=NOW)
    filed(made)
    for act in (
        lambda: api.add_duty(list_id=made, new=BY_HAND, actor=CLERK, now=NOW),
        lambda: api.change_duty(item_id=item.id, new=BY_HAND, actor=CLERK, now=NOW),
        lambda: api.drop_duty(item_id=item.id, actor=CLERK, now=NOW),
    ):
        with pytest.raises(TransitionNotAllowed):
            act()
    assert [each.weight for each in api.items_of(made)] == [25, 30]


def test_what_was_done_counts_once_and_is_taken_back_with_a_reason():
    made = a_list()
    with pytest.raises(errors.NotFiled):
        done(made)
    filed(made)
    token = uuid4()
    first = done(made, token=token)
    assert done(made, token=token) == first
    with pytest.raises(errors.TokenUsedOtherwise):
        done(made, token=token, actor=somebody("inspector"))
    for day in (NOW.date() + timedelta(days=1), date(2025, 12, 31)):
        with pytest.raises(InvalidValue):
            done(made, day=day)
    for told, refusal in (({"picture": b"no picture"}, InvalidValue), ({"amount": 0}, InvalidValue)):
        with pytest.raises(refusal):
            done(made, **told)
    with pytest.raises(NotAllowed):
        done(made, actor=LEADER)
    told = api.NewRecord(item_id=api.items_of(made)[1].id, day=NOW.date(), text="by hand")
    with pytest.raises(errors.TakenFromRecords):
        api.record_duty(new=told, actor=CLERK, now=NOW)
    assert DutyRecord.objects.count() == 1
    api.withdraw_record(record_id=first, reason="wrong day", actor=CLERK, now=NOW)
    with pytest.raises(TransitionNotAllowed):
        api.withdraw_record(record_id=first, reason="again", actor=CLERK, now=NOW)
    assert [each.withdrawn for each in api.entries_of(made)] == ["wrong day"]
    assert api.standings(api.duty_list(CLERK, made), date(2026, 4, 1))[0].standing.points == 0


def test_the_records_count_by_themselves_and_the_clock_tells_once_who_is_behind():
    made = filed(a_list())
    found = dangers.register_danger(new=a_new_danger(found_at=NOW), actor=FINDER, now=NOW)
    assert found
    done(made)
    april = JULY.replace(month=4)
    assert api.watch_duties(actor=SYSTEM, now=april) == 1
    row = api.duty_list(LEADER, made)
    assert (row.progress, row.behind) == (Decimal("40.0"), 1)
    assert not Notice.objects.exists()
    assert (api.watch_duties(actor=SYSTEM, now=JULY), api.watch_duties(actor=SYSTEM, now=JULY)) == (1, 0)
    notice = Notice.objects.get()
    assert (notice.until, notice.owed, notice.done) == (date(2026, 6, 30), 1, 0)
    kinds = [each.kind for each in journal.entries_about(f"duty_list:{made}")]
    assert kinds.count("safety_duties.fell_behind") == 1
    with pytest.raises(NotAllowed):
        api.answer_notice(notice_id=notice.id, answer="ill", actor=LEADER, now=JULY)
    api.answer_notice(notice_id=notice.id, answer="meets on Friday", actor=CLERK, now=JULY)
    with pytest.raises(TransitionNotAllowed):
        api.answer_notice(notice_id=notice.id, answer="other", actor=CLERK, now=JULY)
    assert api.notices_of(made)[0].answer == "meets on Friday"


def test_the_named_persons_are_told_of_a_duty_that_fell_behind_and_the_list_says_who_has_read_it():
    made = filed(a_list((BY_HAND,)))
    li, wang = build_person("Li"), build_person("Wang", phone="")
    for role, person in (("holder", li), ("leader", wang)):
        api.name_person(list_id=made, role=role, person_id=person.id, actor=CLERK, now=NOW)
    api.watch_duties(actor=SYSTEM, now=JULY)
    notice = api.notices_of(made)[-1]
    assert [(each.person_name, each.is_waiting) for each in notice.told] == [("Li", True), ("Wang", False)]
    reader = Actor(id="li", name="Li", person_id=li.id)
    own = notices.own_notices(reader)[0]
    assert (own.url, "Meet on safety" in own.text) == (f"/safety-duties/{made}/", True)
    notices.read_notice(notice_id=own.id, actor=reader, now=JULY)
    assert [each.read_at for each in api.notices_of(made)[-1].told] == [JULY, None]


def test_who_is_told_is_named_by_those_who_keep_lists_and_nobody_twice():
    made = a_list()
    li, stranger = build_person("Li"), build_person("Zhao", region="110101")
    name = {"list_id": made, "now": NOW}
    refusals = [
        ("holder", li.id, LEADER, NotAllowed),
        ("holder", stranger.id, CLERK, NotFound),
        ("friend", li.id, CLERK, InvalidValue),
    ]
    for role, person, actor, refusal in refusals:
        with pytest.raises(refusal):
            api.name_person(role=role, person_id=person, actor=actor, **name)
    assert api.duty_list(LEADER, made).holder_person_id is None
    api.name_person(role="holder", person_id=li.id, actor=CLERK, **name)
    with pytest.raises(InvalidValue):
        api.name_person(role="leader", person_id=li.id, actor=CLERK, **name)
    api.name_person(role="holder", person_id=None, actor=CLERK, **name)
    row = api.duty_list(LEADER, made)
    assert (row.holder_person_id, row.leader_person_id) == (None, None)
    kinds = [each.kind for each in journal.entries_about(f"duty_list:{made}")]
    assert kinds.count("safety_duties.persons_named") == 2


def test_a_period_is_scored_when_it_is_over_once_and_by_nobody_who_reported():
    made = filed(a_list((BY_HAND,)))
    done(made)
    about = {"list_id": made, "period": "half", "note": ""}
    refusals = [
        (SCORER, JULY - timedelta(days=1), errors.PeriodNotOver),
        (CLERK, JULY, NotAllowed),
        (replace(SCORER, id=CLERK.id), JULY, errors.ScorerIsHolder),
    ]
    for actor, now, refusal in refusals:
        with pytest.raises(refusal):
            api.score_list(actor=actor, now=now, **about)
    with pytest.raises(errors.PeriodNotScored):
        api.close_list(list_id=made, actor=LEADER, now=JULY)
    assert not Score.objects.exists()
    api.score_list(actor=SCORER, now=JULY, **about)
    with pytest.raises(errors.ScoredAlready):
        api.score_list(actor=SCORER, now=JULY, **about)
    found = api.scores_of(made)[0]
    assert (found.score, found.grade, found.lines[0]["owed"], found.lines[0]["done"]) == (Decimal(50), "failed", 2, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Score.objects.update(score=100)
    with pytest.raises(IntegrityError), transaction.atomic():
        DutyRecord.objects.update(amount=9)
    late = JULY.replace(year=2027, month=1)
    api.score_list(list_id=made, period="year", note="", actor=SCORER, now=late)
    api.close_list(list_id=made, actor=LEADER, now=late)
    assert (api.scores_of(made)[1].score, api.duty_list(LEADER, made).state) == (Decimal(25), "closed")


def test_an_enterprises_list_is_counted_from_its_own_file():
    firm = build_enterprise(TOWNSHIP)
    build_record(firm, "trainings", {"topic": "t", "kind": "yearly", "held_on": "2026-02-01"})
    new = api.NewList(
        holder_kind="enterprise", holder="", region="", year=2026, template="firm_head", enterprise_id=firm.id
    )
    made = filed(api.make_list(new=new, actor=CLERK, now=NOW))
    row = api.duty_list(CLERK, made)
    assert (row.holder, row.region) == (firm.name, TOWNSHIP)
    stands = {each.item.evidence: each.standing for each in api.standings(row, date(2026, 4, 1))}
    assert (stands["firm_trainings"].points, stands["firm_checks"].points) == (Decimal("15.00"), Decimal("0.00"))
    assert not stands["firm_dangers_closed"].counts
    with pytest.raises(NotFound):
        api.duty_list(somebody("department_operator", "513401"), made)


def test_an_excel_table_is_entered_whole_or_not_at_all():
    made = a_list(())
    heads = ",".join(each.label for each in api.import_columns()[:5])
    rhythm = api.rhythm_words()["quarterly"]
    good, bad = f"{heads}\nmeet,once,{rhythm},1,20\n", f"{heads}\nmeet,once,{rhythm},1,20\nvisit,twice,?,0,20\n"
    refused = api.import_duties(list_id=made, name="a.csv", raw=bad.encode(), actor=CLERK, now=NOW)
    assert ({each.row for each in refused.problems}, refused.entered) == ({3}, 0)
    assert not DutyItem.objects.exists()
    assert api.import_duties(list_id=made, name="a.csv", raw=good.encode(), actor=CLERK, now=NOW).entered == 1
    filed(made)
    with pytest.raises(TransitionNotAllowed):
        api.import_duties(list_id=made, name="a.csv", raw=good.encode(), actor=CLERK, now=NOW)
    assert api.items_of(made)[0].text == "meet"
