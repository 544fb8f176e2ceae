"""Every pair of state and act that a table of this room does not have, driven by the real act: nothing moves."""

from datetime import date, timedelta

import pytest
from tests.factories.command import YIHAI, a_proposal, an_order
from tests.factories.incidents import LEARNED, an_incident
from tests.factories.readiness import build_shelter, build_team
from tests.factories.states import Machine, failings

from anlan.command import api
from anlan.command.domain import accounting, consultations, handovers, orders, posts, responses, reviews, transfers
from anlan.command.models import (
    CommandPost,
    Consultation,
    Handover,
    Lesson,
    Order,
    Response,
    Review,
    TeamWatch,
    TransferHousehold,
)
from anlan.command.services.watching import notice_silence
from anlan.kernel.actors import SYSTEM
from anlan.kernel.levels import Level
from anlan.people.models import Household

pytestmark = pytest.mark.django_db
NOW = LEARNED + timedelta(minutes=10)
COUNTY = "513433"


@pytest.fixture
def who(actor_with):
    """Whoever has the role: by it the acts are taken, by others the rows were made."""
    return lambda role, region=COUNTY: actor_with(role, region)


def test_of_a_response(who):
    row = Response.objects.get(id=api.propose_response(proposal=a_proposal(an_incident()), actor=SYSTEM, now=NOW))
    given = {"response_id": row.id, "actor": who("commander"), "now": NOW}

    def made(state):
        level = Level.ORANGE if state in (*responses.RUNNING, responses.ResponseState.ENDED) else Level.NONE
        waits = Level.ORANGE if state is responses.ResponseState.PROPOSED else Level.NONE
        return {"level": int(level), "proposed_level": int(waits)}

    act = responses.ResponseAct
    acts = {
        act.START: lambda: api.start_response(text="Started", **given),
        act.DECLINE: lambda: api.decline_proposal(reason="no", **given),
        act.RAISE: lambda: api.propose_change(level=Level.RED, reason="worse", **given),
        act.LOWER: lambda: api.sign_change(text="Lowered", **given),
        act.END: lambda: api.end_response(reason="over", **given),
    }
    codes = {act.DECLINE: "command.nothing_proposed"}
    assert failings(Machine(row, responses.TRANSITIONS, acts, made, codes)) == []


def test_of_an_order(who):
    row = Order.objects.get(id=an_order(an_incident(), NOW))
    hands = {"order_id": row.id, "actor": who("township_officer", YIHAI), "now": NOW}
    command = {"order_id": row.id, "actor": who("duty_leader"), "now": NOW}
    act, state = orders.OrderAct, orders.OrderState
    acts = {
        act.RECEIVE: lambda: api.receive_order(**hands),
        act.FEED_BACK: lambda: api.give_feedback(feedback=api.Feedback(text="On the way"), **hands),
        act.COMPLETE: lambda: api.complete_order(**hands),
        act.VERIFY: lambda: api.verify_order(**command),
        act.RETURN: lambda: api.return_order(reason="no", **command),
        act.CANCEL: lambda: api.cancel_order(reason="no", **command),
        act.EXTEND: lambda: api.extend_deadline(deadline=row.deadline + timedelta(hours=1), reason="no", **command),
    }
    somebody = {"received_by": "somebody else", "completed_by": "somebody else"}
    received_with_its_feedback = frozenset({(state.ISSUED, act.FEED_BACK)})
    machine = Machine(row, orders.TRANSITIONS, acts, lambda state: somebody, composed=received_with_its_feedback)
    assert failings(machine) == []


def test_of_a_command_post(who):
    new = api.NewCommandPost(incident_id=an_incident(), name="Post", place=api.Place(text="Town hall"))
    actor = who("commander")
    row = CommandPost.objects.get(id=api.set_up_command_post(new=new, actor=actor, now=NOW))
    given = {"post_id": row.id, "actor": actor, "now": NOW}
    act = posts.PostAct
    acts = {
        act.FILL: lambda: api.add_seat(seat=api.Seat(key="s", name="Seat"), **given),
        act.MOVE: lambda: api.move_command_post(place=api.Place(text="School"), **given),
        act.STAND_DOWN: lambda: api.stand_down(reason="over", **given),
    }
    assert failings(Machine(row, posts.TRANSITIONS, acts)) == []


def test_of_a_handover(who):
    new = api.NewHandover(incident_id=an_incident(), to_region="5134", reason="It grows")
    county = who("commander")
    row = Handover.objects.get(id=api.offer_handover(new=new, actor=county, now=NOW))
    acts = {
        act: lambda act=act, actor=actor: api.answer_handover(
            handover_id=row.id, act=act, note="so", actor=actor, now=NOW
        )
        for act, actor in (
            (handovers.HandoverAct.ACCEPT, who("commander", "5134")),
            (handovers.HandoverAct.REFUSE, who("commander", "5134")),
            (handovers.HandoverAct.WITHDRAW, county),
        )
    }
    assert failings(Machine(row, handovers.TRANSITIONS, acts)) == []


def test_of_a_consultation(who):
    new = api.NewConsultation(incident_id=an_incident(), title="First", agenda="", held_at=NOW, chair="C")
    leader = who("duty_leader")
    row = Consultation.objects.get(id=api.call_consultation(new=new, actor=leader, now=NOW))
    given = {"consultation_id": row.id, "actor": leader}
    act = consultations.ConsultationAct
    acts = {
        act.WRITE: lambda: api.write_minutes(text="It rises.", version=0, **given),
        act.CLOSE: lambda: api.close_consultation(now=NOW, **given),
        act.CANCEL: lambda: api.cancel_consultation(reason="no", now=NOW, **given),
    }
    assert failings(Machine(row, consultations.TRANSITIONS, acts)) == []


def test_of_a_review(who):
    incident_id = an_incident()
    row = Review.objects.get(id=api.compile_review(incident_id=incident_id, actor=who("duty_officer"), now=NOW))
    acts = {
        reviews.ReviewAct.WRITE: lambda: api.judge_review(review_id=row.id, text="Late", actor=who("duty_officer")),
        reviews.ReviewAct.SIGN: lambda: api.sign_review(review_id=row.id, actor=who("duty_leader"), now=NOW),
    }
    assert failings(Machine(row, reviews.REVIEWS, acts)) == []


def test_of_a_lesson(who):
    told = {"source": "review:1", "region": COUNTY, "finding": "Late", "task": "By phone", "owner": "Office"}
    new = api.NewLesson(due_on=date(2020, 7, 27), **told)
    row = Lesson.objects.get(id=api.add_lesson(new=new, actor=who("duty_officer"), now=NOW))
    given = {"lesson_id": row.id, "actor": who("duty_leader"), "now": NOW}
    act = reviews.LessonAct
    acts = {
        act.FINISH: lambda: api.finish_lesson(note="done", **given),
        act.CLOSE: lambda: api.close_lesson(**given),
        act.RETURN: lambda: api.return_lesson(reason="no", **given),
    }
    assert failings(Machine(row, reviews.LESSONS, acts)) == []


def test_of_a_household_on_a_card(who):
    Household.objects.create(region=f"{YIHAI}201", head_name="Jimu", persons=4)
    words = {"zone": "below the stream", "danger": "flood", "route": "up", "region": f"{YIHAI}201"}
    shelter = build_shelter(YIHAI, state="open")
    card = api.NewCard(incident_id=an_incident(), shelter_id=shelter.id, **words)
    card_id = api.make_card(card=card, actor=who("commander"), now=NOW)
    api.order_return(card_id=card_id, reason="safe", actor=who("commander"), now=NOW)
    row = TransferHousehold.objects.get()
    officer = who("township_officer", YIHAI)
    acts = {
        act: lambda act=act: api.tick_household(household_id=row.id, act=act, actor=officer, now=NOW)
        for act in transfers.MoveAct
    }
    assert failings(Machine(row, transfers.MOVES, acts)) == []


def test_of_a_watched_team(who):
    watch = api.NewWatch(incident_id=an_incident(), team_id=build_team().id, members=8, every_minutes=20, place="gorge")
    officer = who("duty_officer")
    row = TeamWatch.objects.get(id=api.start_watch(watch=watch, actor=officer, now=NOW))

    def say(**word):
        return lambda: api.say_word(watch_id=row.id, word=api.Word(**{"members": 8, **word}), actor=officer, now=NOW)

    act = accounting.WatchAct
    acts = {
        act.ANSWER: say(),
        act.CALL_HELP: say(members=7, note="one is hurt", calls_help=True),
        act.COME_OUT: say(is_out=True),
    }
    table = {pair: after for pair, after in accounting.WATCHES.items() if pair[1] is not act.MISS}
    assert failings(Machine(row, table, acts)) == []
    for state in set(accounting.WatchState) - {accounting.WatchState.WELL}:
        TeamWatch.objects.filter(id=row.id).update(state=state.value)
        assert notice_silence(actor=SYSTEM, now=NOW + timedelta(days=1)) == 0
        assert TeamWatch.objects.get(id=row.id).state == state
