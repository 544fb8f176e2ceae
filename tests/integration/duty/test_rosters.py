from datetime import date, timedelta

import pytest
from tests.factories.duty import BEFORE, COUNTY, MONTH, NOON, a_draft, a_published, actor_of, build_staff, turn_on
from tests.factories.people import build_person

from anlan.duty import api
from anlan.duty.domain.errors import (
    ApproverIsParty,
    NotYourTurn,
    PersonNotHere,
    RosterExists,
    RosterHasProblems,
    SwapMakesProblem,
    SwapNotPossible,
    TurnIsOver,
)
from anlan.duty.models import Roster, Swap, Turn
from anlan.kernel.errors import NotAllowed, NotFound, TransitionNotAllowed
from anlan.people.models import Person
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 12)


def kinds() -> list[str]:
    return list(JournalEntry.objects.order_by("recorded_at", "id").values_list("kind", flat=True))


def holder(roster_id, day=DAY, post="main") -> Person:
    return Person.objects.get(id=turn_on(roster_id, day, post).person_id)


def test_a_month_is_laid_out_filled_and_published_and_says_who_is_on_duty():
    roster_id, _ = a_published()
    assert Turn.objects.filter(roster_id=roster_id).count() == 31 * 3
    row = Roster.objects.get()
    assert (row.state, len(row.digest)) == ("published", 64)
    assert kinds()[-3:] == ["duty.roster_made", "duty.roster_filled", "duty.roster_published"]
    shifts = api.on_duty(COUNTY, NOON)
    assert [shift.post for shift in shifts] == ["leader", "main", "second"]
    assert len({shift.person_id for shift in shifts}) == 3
    assert (shifts[0].since, shifts[0].until) == (
        NOON.replace(hour=0, minute=30),
        NOON.replace(day=11, hour=0, minute=30),
    )
    edge = shifts[0].until
    assert api.on_duty(COUNTY, edge)[0].since == edge
    assert api.on_duty("513434", NOON) == ()


def test_a_draft_tells_nobody_who_is_on_duty():
    a_draft()
    assert api.on_duty(COUNTY, NOON) == ()


def test_a_month_has_one_roster():
    roster_id, _ = a_draft()
    new = api.NewRoster(organisation_id=Roster.objects.get().organisation_id, month=MONTH + timedelta(days=5))
    with pytest.raises(RosterExists):
        api.make_roster(new=new, actor=actor_of("duty_officer"), now=BEFORE)
    assert list(Roster.objects.values_list("id", flat=True)) == [roster_id]


def test_the_flood_season_doubles_leader_and_second_duty():
    unit, _ = build_staff(1)
    new = api.NewRoster(organisation_id=unit.id, month=date(2026, 5, 1))
    api.make_roster(new=new, actor=actor_of("duty_officer"), now=BEFORE)
    assert Turn.objects.count() == 31 * 5
    assert Turn.objects.filter(is_doubled=True).count() == 31 * 2


def test_a_roster_with_an_empty_place_or_somebody_away_is_not_published():
    roster_id, _persons = a_draft()
    leader, officer = actor_of("duty_leader"), actor_of("duty_officer")
    away = {"person_id": turn_on(roster_id, DAY).person_id, "days": (DAY, DAY), "reason": "leave"}
    absence = api.record_absence(**away, actor=officer, now=BEFORE)
    with pytest.raises(RosterHasProblems):
        api.publish_roster(roster_id=roster_id, actor=leader, now=BEFORE)
    api.withdraw_absence(absence_id=absence, actor=officer, now=BEFORE)
    api.enter_turns(roster_id=roster_id, persons={turn_on(roster_id, DAY).id: None}, actor=officer, now=BEFORE)
    with pytest.raises(RosterHasProblems):
        api.publish_roster(roster_id=roster_id, actor=leader, now=BEFORE)
    assert Roster.objects.get().state == "draft"
    assert api.on_duty(COUNTY, NOON) == ()


def test_who_only_plans_does_not_publish_and_who_lies_elsewhere_sees_nothing():
    roster_id, _ = a_draft()
    with pytest.raises(NotAllowed):
        api.publish_roster(roster_id=roster_id, actor=actor_of("duty_officer"), now=BEFORE)
    stranger = actor_of("duty_leader", "513434")
    with pytest.raises(NotFound):
        api.publish_roster(roster_id=roster_id, actor=stranger, now=BEFORE)
    with pytest.raises(NotFound):
        api.roster(stranger, roster_id)
    assert len(api.rosters(stranger, api.RosterFilter())) == 0
    assert Roster.objects.get().state == "draft"


def test_after_publication_a_turn_changes_with_a_reason_in_the_journal_only():
    roster_id, persons = a_published()
    leader, turn = actor_of("duty_leader"), turn_on(roster_id, DAY)
    busy = set(
        Turn.objects.filter(day__range=(DAY - timedelta(days=1), DAY + timedelta(days=1))).values_list(
            "person_id", flat=True
        )
    )
    free = next(each for each in persons[3:] if each.id not in busy or each.id == turn.person_id)
    free = build_person("Stand-in", COUNTY) if free.id == turn.person_id else free
    with pytest.raises(TransitionNotAllowed):
        api.enter_turns(roster_id=roster_id, persons={turn.id: free.id}, actor=leader, now=NOON)
    with pytest.raises(TransitionNotAllowed):
        api.drop_roster(roster_id=roster_id, actor=leader, now=NOON)
    api.change_turn(turn_id=turn.id, person_id=free.id, reason="Ill", actor=leader, now=NOON)
    told = JournalEntry.objects.get(kind="duty.turn_changed")
    assert (told.payload["before"], told.payload["after"], told.payload["reason"]) == (
        turn.person_name,
        free.name,
        "Ill",
    )
    assert api.on_duty(COUNTY, NOON + timedelta(days=2))[1].name == free.name


def test_a_turn_that_is_over_or_a_person_of_elsewhere_or_in_two_places_is_refused():
    roster_id, _ = a_published()
    leader, turn = actor_of("duty_leader"), turn_on(roster_id, DAY)
    stranger = build_person("Stranger", "513434")
    second = turn_on(roster_id, DAY, "second").person_id
    for person_id, now, refusal in (
        (stranger.id, NOON, PersonNotHere),
        (second, NOON, RosterHasProblems),
        (second, NOON + timedelta(days=5), TurnIsOver),
    ):
        with pytest.raises(refusal):
            api.change_turn(turn_id=turn.id, person_id=person_id, reason="x", actor=leader, now=now)
    assert turn_on(roster_id, DAY).person_id == turn.person_id
    assert "duty.turn_changed" not in kinds()


def pair(roster_id):
    """Return two turns of the main duty that can be swapped without a clash."""
    turns = list(Turn.objects.filter(roster_id=roster_id, post="main", day__gt=date(2026, 3, 11)).order_by("day"))
    taken = {(turn.day, turn.person_id) for turn in Turn.objects.filter(roster_id=roster_id)}

    def fits(one, other):
        around = [other.day + timedelta(days=step) for step in (-1, 0, 1)]
        return all((day, one.person_id) not in taken for day in around)

    return next((a, b) for a in turns for b in turns if a.person_id != b.person_id and fits(a, b) and fits(b, a))


def test_a_swap_is_asked_agreed_and_approved_by_three():
    roster_id, _ = a_published()
    mine, theirs = pair(roster_id)
    asker = actor_of("duty_officer", person=Person.objects.get(id=mine.person_id))
    other = actor_of("duty_officer", person=Person.objects.get(id=theirs.person_id))
    leader = actor_of("duty_leader")
    ask = {"mine_id": mine.id, "theirs_id": theirs.id, "reason": "Family", "now": NOON}
    with pytest.raises(NotYourTurn):
        api.ask_swap(**ask, actor=other)
    swap_id = api.ask_swap(**ask, actor=asker)
    with pytest.raises(SwapNotPossible):
        api.ask_swap(**ask, actor=asker)
    with pytest.raises(TransitionNotAllowed):
        api.decide_swap(swap_id=swap_id, approves=True, reason="", actor=leader, now=NOON)
    with pytest.raises(NotYourTurn):
        api.answer_swap(swap_id=swap_id, agrees=True, actor=asker, now=NOON)
    assert Swap.objects.get().state == "asked"
    api.answer_swap(swap_id=swap_id, agrees=True, actor=other, now=NOON)
    party = actor_of("duty_leader", person=Person.objects.get(id=theirs.person_id))
    with pytest.raises(ApproverIsParty):
        api.decide_swap(swap_id=swap_id, approves=True, reason="", actor=party, now=NOON)
    assert turn_on(roster_id, mine.day).person_id == mine.person_id
    api.decide_swap(swap_id=swap_id, approves=True, reason="", actor=leader, now=NOON)
    assert turn_on(roster_id, mine.day).person_id == theirs.person_id
    assert turn_on(roster_id, theirs.day).person_id == mine.person_id
    assert kinds().count("duty.turn_changed") == 2
    assert kinds().count("duty.swap_moved") == 3


def test_a_swap_that_would_put_somebody_who_is_away_on_duty_is_refused_whole():
    roster_id, _ = a_published()
    mine, theirs = pair(roster_id)
    asker = actor_of("duty_officer", person=Person.objects.get(id=mine.person_id))
    other = actor_of("duty_officer", person=Person.objects.get(id=theirs.person_id))
    swap_id = api.ask_swap(mine_id=mine.id, theirs_id=theirs.id, reason="Family", actor=asker, now=NOON)
    api.answer_swap(swap_id=swap_id, agrees=True, actor=other, now=NOON)
    days = (theirs.day, theirs.day)
    api.record_absence(person_id=mine.person_id, days=days, reason="sick", actor=other, now=NOON)
    with pytest.raises(SwapMakesProblem):
        api.decide_swap(swap_id=swap_id, approves=True, reason="", actor=actor_of("duty_leader"), now=NOON)
    assert turn_on(roster_id, mine.day).person_id == mine.person_id
    assert Swap.objects.get().state == "agreed"


def test_an_occasion_that_doubles_adds_empty_places_below_once():
    a_published("513433101", staff=5)
    keeper = actor_of("duty_leader")
    new = api.NewOccasion(
        region=COUNTY, kind="activity", name="Fair", first=DAY, last=DAY, is_double=True, source="x:1"
    )
    api.keep_occasion(new=new, actor=keeper, now=BEFORE)
    api.keep_occasion(new=new, actor=keeper, now=BEFORE)
    added = Turn.objects.filter(is_doubled=True)
    assert [(turn.day, turn.post, turn.person_id) for turn in added] == [(DAY, "second", None)]
    day = api.days_of("513433101", [DAY])[0]
    assert day.reasons == ("Fair",)
    with pytest.raises(NotAllowed):
        api.keep_occasion(new=new, actor=actor_of("auditor"), now=BEFORE)


def test_the_nation_of_a_reader_is_no_door_to_other_regions():
    a_published()
    assert api.duty_rooms(actor_of("duty_officer", "513434"), NOON, below="5134") == {}
    assert set(api.duty_rooms(actor_of("duty_officer", "5134"), NOON, below="5134")) == {COUNTY}
