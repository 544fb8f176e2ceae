from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.factories.command import a_proposal
from tests.factories.incidents import LEARNED, an_incident

from anlan.command import api
from anlan.command.models import Response, ResponseStep, UpperResponse
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound, TransitionNotAllowed
from anlan.kernel.levels import Level
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
NOW = LEARNED + timedelta(minutes=5)
TEXT = "The level II flash-flood defence response is started."


@pytest.fixture
def commander(actor_with):
    return actor_with("commander", "513433")


@pytest.fixture
def leader(actor_with):
    return actor_with("duty_leader", "513433")


def _proposed(actor=SYSTEM, **changes):
    return api.propose_response(proposal=a_proposal(an_incident(), **changes), actor=actor, now=NOW)


def _kinds():
    return list(JournalEntry.objects.filter(kind__startswith="command.").order_by("id").values_list("kind", flat=True))


def test_a_proposal_signed_by_another_person_runs(commander):
    response_id = _proposed()
    assert api.start_response(response_id=response_id, text=TEXT, actor=commander, now=NOW) is api.ResponseState.STARTED
    row = api.response(commander, response_id)
    assert (row.level, row.proposed_level, row.signed_by) == (Level.ORANGE, Level.NONE, commander.name)
    (step,) = row.steps
    assert (step.act, step.level_after, step.text, step.at) == (api.ResponseAct.START, Level.ORANGE, TEXT, NOW)
    assert _kinds() == ["command.response_proposed", "command.response_started"]


def test_the_proposer_cannot_sign(commander):
    response_id = _proposed(actor=commander)
    with pytest.raises(api.SignerIsProposer):
        api.start_response(response_id=response_id, text=TEXT, actor=commander, now=NOW)
    assert Response.objects.get().state == "proposed"
    assert _kinds() == ["command.response_proposed"]


def test_level_two_needs_the_commander_and_level_three_the_leader_on_duty(leader):
    response_id = _proposed()
    with pytest.raises(NotAllowed) as refusal:
        api.start_response(response_id=response_id, text=TEXT, actor=leader, now=NOW)
    assert refusal.value.data["right"] == "command.sign_response_2"
    assert Response.objects.get().state == "proposed"
    Response.objects.all().delete()
    yellow = _proposed(level=Level.YELLOW)
    assert api.start_response(response_id=yellow, text=TEXT, actor=leader, now=NOW) is api.ResponseState.STARTED


def test_a_second_signature_is_refused_and_changes_nothing(commander, actor_with):
    response_id = _proposed()
    api.start_response(response_id=response_id, text=TEXT, actor=commander, now=NOW)
    with pytest.raises(TransitionNotAllowed):
        api.start_response(response_id=response_id, text="again", actor=actor_with("commander", "5134"), now=NOW)
    assert ResponseStep.objects.count() == 1


def test_proposing_again_what_waits_changes_nothing():
    incident_id = an_incident()
    first = api.propose_response(proposal=a_proposal(incident_id), actor=SYSTEM, now=NOW)
    second = api.propose_response(proposal=a_proposal(incident_id), actor=SYSTEM, now=NOW)
    assert first == second
    assert _kinds() == ["command.response_proposed"]


def test_a_worse_proposal_raises_the_running_response_after_a_second_signature(commander):
    incident_id = an_incident()
    response_id = api.propose_response(proposal=a_proposal(incident_id), actor=SYSTEM, now=NOW)
    api.start_response(response_id=response_id, text=TEXT, actor=commander, now=NOW)
    worse = a_proposal(incident_id, level=Level.RED, reasons=("22 dead or missing",))
    assert api.propose_response(proposal=worse, actor=SYSTEM, now=NOW) == response_id
    row = api.response(commander, response_id)
    assert (row.level, row.proposed_level) == (Level.ORANGE, Level.RED)
    state = api.sign_change(response_id=response_id, text="Raised to level I.", actor=commander, now=NOW)
    assert state is api.ResponseState.RAISED
    assert api.response(commander, response_id).level is Level.RED


def test_a_change_down_is_proposed_and_signed_by_two(commander, leader):
    response_id = _proposed()
    api.start_response(response_id=response_id, text=TEXT, actor=commander, now=NOW)
    api.propose_change(response_id=response_id, level=Level.YELLOW, reason="The rain is over.", actor=leader, now=NOW)
    with pytest.raises(api.SignerIsProposer):
        api.sign_change(response_id=response_id, text="Lowered.", actor=leader, now=NOW)
    assert api.sign_change(response_id=response_id, text="Lowered.", actor=commander, now=NOW) == "lowered"
    acts = [(step.act, step.level_before, step.level_after) for step in api.response(leader, response_id).steps]
    assert acts == [("start", Level.NONE, Level.ORANGE), ("lower", Level.ORANGE, Level.YELLOW)]


def test_without_a_proposed_change_there_is_nothing_to_sign(commander):
    response_id = _proposed()
    api.start_response(response_id=response_id, text=TEXT, actor=commander, now=NOW)
    with pytest.raises(api.NothingProposed):
        api.sign_change(response_id=response_id, text="x", actor=commander, now=NOW)
    assert ResponseStep.objects.count() == 1


def test_a_declined_proposal_is_over_and_another_may_follow(commander):
    incident_id = an_incident()
    first = api.propose_response(proposal=a_proposal(incident_id), actor=SYSTEM, now=NOW)
    api.decline_proposal(response_id=first, reason="Only a test of the gauge.", actor=commander, now=NOW)
    second = api.propose_response(proposal=a_proposal(incident_id), actor=SYSTEM, now=NOW)
    assert first != second
    assert [row.state for row in api.responses_of(commander, incident_id)] == ["proposed", "declined"]


def test_an_ended_response_keeps_its_reason(commander):
    response_id = _proposed()
    api.start_response(response_id=response_id, text=TEXT, actor=commander, now=NOW)
    api.end_response(response_id=response_id, reason="All are safe.", actor=commander, now=NOW)
    row = api.response(commander, response_id)
    assert (row.state, row.end_reason, row.ended_at) == (api.ResponseState.ENDED, "All are safe.", NOW)
    assert api.open_responses(commander) == ()


def test_the_plans_words_are_frozen_in_the_response(commander):
    response_id = _proposed()
    row = api.response(commander, response_id)
    assert (row.plan_title, row.plan_edition) == ("Flash-flood plan of Mianning", "2020")
    assert row.measures == ("Set up a front command post.",)
    assert [task.key for task in row.tasks] == ["move"]


def test_signed_steps_cannot_be_rewritten_even_in_the_database(commander):
    response_id = _proposed()
    api.start_response(response_id=response_id, text=TEXT, actor=commander, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        ResponseStep.objects.update(text="something else")
    assert ResponseStep.objects.get().text == TEXT


@pytest.mark.parametrize(("change", "field"), [({"level": Level.NONE}, "level"), ({"reasons": (" ",)}, "reasons")])
def test_a_proposal_without_level_or_reason_is_refused(change, field):
    with pytest.raises(InvalidValue) as refusal:
        _proposed(**change)
    assert refusal.value.data["field"] == field
    assert Response.objects.count() == 0


def test_another_countys_commander_sees_no_response(actor_with):
    response_id = _proposed()
    stranger = actor_with("commander", "513401")
    with pytest.raises(NotFound):
        api.response(stranger, response_id)
    with pytest.raises(NotFound):
        api.start_response(response_id=response_id, text=TEXT, actor=stranger, now=NOW)
    assert Response.objects.get().state == "proposed"


def _province(incident_id, **changes):
    fact = {
        "incident_id": incident_id,
        "upper_region": "51",
        "issuer": "Provincial emergency department",
        "level": Level.YELLOW,
        "started_at": NOW,
        "source": "Telephone notice No. 12",
    }
    return api.UpperResponseFact(**{**fact, **changes})


def test_the_provinces_level_three_response_is_recorded_once_with_its_source(leader):
    incident_id = an_incident()
    for _ in range(2):
        api.record_upper_response(fact=_province(incident_id), actor=leader, now=NOW)
    (row,) = api.upper_responses_of(leader, incident_id)
    assert (row.upper_region, row.level.legal_number, row.source) == ("51", 3, "Telephone notice No. 12")
    assert _kinds() == ["command.upper_response_recorded"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"upper_region": "513433"}, "upper_region"),
        ({"upper_region": "52"}, "upper_region"),
        ({"source": ""}, "source"),
    ],
)
def test_an_upper_response_from_elsewhere_or_without_source_is_refused(leader, change, field):
    incident_id = an_incident()
    with pytest.raises(InvalidValue) as refusal:
        api.record_upper_response(fact=_province(incident_id, **change), actor=leader, now=NOW)
    assert refusal.value.data["field"] == field
    assert UpperResponse.objects.count() == 0


def test_the_plan_can_reserve_a_level_to_fewer_than_the_rights_do(leader, commander):
    response_id = _proposed(level=Level.YELLOW, signers=((int(Level.YELLOW), ("commander",)),))
    with pytest.raises(NotAllowed):
        api.start_response(response_id=response_id, text=TEXT, actor=leader, now=NOW)
    assert Response.objects.get().state == "proposed"
    assert api.may_sign(leader, api.response(leader, response_id)) is False
    assert api.start_response(response_id=response_id, text=TEXT, actor=commander, now=NOW) == "started"
