"""An invented exercise, carried through the rooms' own acts: every page of command has something to show after it.

It is an exercise from end to end: nobody is told outside the house, no stock and no shelter is touched.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from anlan.access import api as access
from anlan.command import api as command
from anlan.config.demo.seeded import seeded_id
from anlan.incidents import api as incidents
from anlan.kernel.actors import SYSTEM, Actor
from anlan.kernel.clock import in_china
from anlan.kernel.errors import NotFound
from anlan.people import api as people
from anlan.readiness import api as readiness
from anlan.support.tables import load_table

COUNTY, PREFECTURE, TOWNSHIP = "513433", "5134", "513433106"
INCIDENT = seeded_id("exercise")
_KIND = "11A51"


@dataclass
class Exercise:
    """One run: its words, its people, the moment it began."""

    began: datetime
    words: dict[str, Any] = field(default_factory=lambda: load_table("anlan.config.demo", "exercise"))
    made: dict[str, Any] = field(default_factory=dict)

    def at(self, minutes: int, username: str) -> dict[str, Any]:
        """Return who acts and when, as every act wants to be told."""
        return {"actor": actor_named(username), "now": self.began + timedelta(minutes=minutes)}


def actor_named(username: str) -> Actor:
    """Return a demonstration account as an actor; refuse where the demonstration was not loaded."""
    found = access.actor_of_account(seeded_id("account", username))
    if found is None:
        raise NotFound(what="account", name=username)
    return found


def is_held() -> bool:
    """Tell whether the exercise was played in this database."""
    try:
        incidents.incident(SYSTEM, INCIDENT)
    except NotFound:
        return False
    return True


def play(began: datetime) -> UUID:
    """Play the whole exercise as it would have run from ``began`` on; return its incident."""
    run = Exercise(began)
    for step in (_open, _respond, _carry_out, _consult, _watch_a_team, _move_people, _hand_over, _end, _learn):
        step(run)
    return INCIDENT


def _open(run: Exercise) -> None:
    new = incidents.NewIncident(
        id=INCIDENT,
        kind=_KIND,
        title=run.words["title"],
        place_text=run.words["place"],
        region=COUNTY,
        location=(102.27, 28.72),
        happened_at=run.began,
        learned_at=run.began,
        is_exercise=True,
    )
    incidents.open_incident(new=new, **run.at(1, "duty.mianning"))
    figures = incidents.SituationReport(
        region=COUNTY, figures={"evacuated_pop": 1200}, as_of=run.began, source=run.words["source"]
    )
    incidents.record_situation(incident_id=INCIDENT, report=figures, **run.at(2, "duty.mianning"))


def _respond(run: Exercise) -> None:
    proposed = command.propose_by_plan(incident_id=INCIDENT, actor=SYSTEM, now=run.began + timedelta(minutes=3))
    if proposed is None:
        raise NotFound(what="plan", kind=_KIND)
    run.made["response"] = proposed
    command.start_response(response_id=proposed, text=run.words["order_text"], **run.at(6, "leader.mianning"))
    command.issue_orders_by_plan(response_id=proposed, actor=SYSTEM, now=run.began + timedelta(minutes=6))
    words = run.words["post"]
    place = command.Place(text=words["place"], location=(102.272, 28.721))
    new = command.NewCommandPost(incident_id=INCIDENT, name=words["name"], place=place, token=seeded_id("exercise", 1))
    run.made["post"] = command.set_up_command_post(new=new, **run.at(8, "leader.mianning"))


def _carry_out(run: Exercise) -> None:
    """Every order is taken and done; one only after the ladder has told the leader."""
    orders = command.orders_of(SYSTEM, INCIDENT, run.began)
    slow = [each for each in orders if each.to_kind == "team"][:1]
    for number, each in enumerate(sorted(orders, key=lambda each: each.number)):
        if each not in slow:
            _do(each.id, run, 8 + number, run.words["done"])
    for minutes in (12, 24):
        command.climb_ladder(actor=SYSTEM, now=run.began + timedelta(minutes=minutes))
    for told in command.escalations_of(SYSTEM, INCIDENT):
        if told.answered_at is None:
            command.answer_escalation(
                escalation_id=told.id, answer=run.words["answer"], **run.at(26, "leader.mianning")
            )
    for each in slow:
        _do(each.id, run, 30, run.words["slow_done"])
    for each in orders:
        _complete(each.id, run, 100 if each in slow else 50)


def _do(order_id: UUID, run: Exercise, minutes: int, text: str) -> None:
    command.receive_order(order_id=order_id, **run.at(minutes, "duty.mianning"))
    feedback = command.Feedback(text=text, place=(102.271, 28.722))
    command.give_feedback(order_id=order_id, feedback=feedback, **run.at(minutes + 6, "duty.mianning"))


def _complete(order_id: UUID, run: Exercise, minutes: int) -> None:
    command.complete_order(order_id=order_id, **run.at(minutes, "duty.mianning"))
    command.verify_order(order_id=order_id, **run.at(minutes + 2, "leader.mianning"))


def _consult(run: Exercise) -> None:
    words = run.words["consultation"]
    new = command.NewConsultation(
        incident_id=INCIDENT,
        title=words["title"],
        agenda=words["agenda"],
        held_at=run.began + timedelta(minutes=32),
        chair=words["chair"],
        participants=tuple(command.Sitter(name=name, organisation=of) for name, of in words["participants"]),
        token=seeded_id("exercise", 2),
    )
    made = command.call_consultation(new=new, **run.at(31, "duty.mianning"))
    held = {"consultation_id": made, "actor": actor_named("duty.mianning")}
    command.write_minutes(text=words["minutes"], version=0, **held)
    (town,) = people.organisations_in((TOWNSHIP,), kind="township")[:1]
    to = {"to_id": town.id, "to_label": town.name, "region": TOWNSHIP, "within_minutes": 60}
    command.add_conclusion(new=command.NewConclusion(text=words["order"], **to), **held)
    command.add_conclusion(new=command.NewConclusion(text=words["plain"]), **held)
    issued = command.close_consultation(consultation_id=made, **run.at(45, "leader.mianning"))
    for order_id in issued:
        _do(order_id, run, 48, run.words["done"])
        _complete(order_id, run, 80)


def _watch_a_team(run: Exercise) -> None:
    """A team goes into danger, is late with its word, calls for help and comes out."""
    words, officer = run.words["watch"], "duty.mianning"
    team = next(iter(readiness.teams(actor_named(officer), readiness.TeamFilter(region=COUNTY))))
    watch = command.NewWatch(incident_id=INCIDENT, team_id=team.id, members=12, every_minutes=20, place=words["place"])
    made = command.start_watch(watch=watch, **run.at(50, officer))
    command.say_word(watch_id=made, word=command.Word(members=12), **run.at(65, officer))
    silent = run.began + timedelta(minutes=88)
    command.notice_silence(actor=SYSTEM, now=silent)
    command.climb_ladder(actor=SYSTEM, now=silent)
    cry = command.Word(members=11, calls_help=True, note=words["help"])
    command.say_word(watch_id=made, word=cry, **run.at(90, officer))
    command.say_word(watch_id=made, word=command.Word(members=12, is_out=True), **run.at(110, officer))
    for told in command.escalations_of(SYSTEM, INCIDENT):
        if told.answered_at is None:
            act = run.at(111, "leader.mianning")
            command.answer_escalation(escalation_id=told.id, answer=run.words["answer"], **act)


def _move_people(run: Exercise) -> None:
    """A village's households are ticked by name; one is not found; the return is ordered."""
    words, leader = run.words["card"], "leader.mianning"
    shelter = next(iter(readiness.shelters(actor_named(leader), readiness.ShelterFilter(region=TOWNSHIP))))
    about = {key: words[key] for key in ("zone", "danger", "route")}
    village = actor_named("village.yihai").grants[0].region
    card = command.NewCard(incident_id=INCIDENT, region=village, shelter_id=shelter.id, only_first=True, **about)
    made = command.make_card(card=card, **run.at(52, leader))
    found = command.households_of(actor_named(leader), made)
    for number, each in enumerate(found):
        is_missing = number == len(found) - 1
        act, note = (command.MoveAct.MISS, words["not_found"]) if is_missing else (command.MoveAct.MOVE, "")
        command.tick_household(household_id=each.id, act=act, note=note, **run.at(60 + number, "village.yihai"))
    command.order_return(card_id=made, reason=words["back"], **run.at(150, leader))


def _hand_over(run: Exercise) -> None:
    words = run.words["handover"]
    new = command.NewHandover(incident_id=INCIDENT, to_region=PREFECTURE, reason=words["reason"])
    made = command.offer_handover(new=new, **run.at(115, "commander.mianning"))
    answer = {"act": command.HandoverAct.ACCEPT, "note": words["note"]}
    command.answer_handover(handover_id=made, **answer, **run.at(120, "commander.liangshan"))
    place = command.Place(text=run.words["post"]["moved_to"], contact=run.words["post"]["move_contact"])
    command.move_command_post(post_id=run.made["post"], place=place, **run.at(125, "leader.mianning"))


def _end(run: Exercise) -> None:
    reason = run.words["end_reason"]
    command.end_response(response_id=run.made["response"], reason=reason, **run.at(160, "commander.liangshan"))
    command.stand_down(post_id=run.made["post"], reason=reason, **run.at(162, "leader.mianning"))
    incidents.close_incident(incident_id=INCIDENT, note=reason, **run.at(165, "commander.mianning"))


def _learn(run: Exercise) -> None:
    review = command.compile_review(incident_id=INCIDENT, **run.at(300, "duty.mianning"))
    judged = {"text": run.words["review"]["judgement"], "actor": actor_named("duty.mianning")}
    command.judge_review(review_id=review, **judged)
    command.sign_review(review_id=review, **run.at(400, "leader.mianning"))
    for row in run.words["lesson"]:
        new = command.NewLesson(
            source=f"review:{review}",
            incident_id=INCIDENT,
            region=COUNTY,
            is_exercise=True,
            due_on=in_china(run.began).date() + timedelta(days=row["days"]),
            **{key: row[key] for key in ("finding", "task", "owner")},
        )
        lesson = command.add_lesson(new=new, **run.at(410, "duty.mianning"))
        if row["done"]:
            command.finish_lesson(lesson_id=lesson, note=row["done"], **run.at(1400, "operator.mianning"))
        if row["closes"]:
            command.close_lesson(lesson_id=lesson, **run.at(1430, "leader.mianning"))
