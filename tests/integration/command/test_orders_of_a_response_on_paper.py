from datetime import timedelta
from io import BytesIO

import docx
import pytest
from tests.factories.access import build_user, client_of
from tests.factories.command import a_proposal
from tests.factories.incidents import LEARNED, an_incident

from anlan.command import api
from anlan.command.models import DocumentBook, Response, ResponseStep
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import NotAllowed, NotFound, TransitionNotAllowed
from anlan.kernel.levels import Level

pytestmark = pytest.mark.django_db
NOW = LEARNED + timedelta(minutes=5)
TEXT = "The response is started."


@pytest.fixture
def commander(actor_with):
    return actor_with("commander", "513433")


def _started(commander, **changes):
    response_id = api.propose_response(proposal=a_proposal(an_incident(), **changes), actor=SYSTEM, now=NOW)
    api.start_response(response_id=response_id, text=TEXT, actor=commander, now=NOW)
    return response_id


def _words(content):
    return "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(content)).paragraphs)


def test_every_signed_step_gets_the_next_number_of_its_region_and_year(commander):
    first = _started(commander)
    api.end_response(response_id=first, reason="The water has fallen", actor=commander, now=NOW)
    _started(commander)
    assert list(ResponseStep.objects.order_by("id").values_list("act", "year", "number")) == [
        ("start", 2020, 1),
        ("end", 2020, 2),
        ("start", 2020, 3),
    ]
    assert DocumentBook.objects.get().last_number == 3


def test_a_declined_proposal_takes_no_number(commander):
    response_id = api.propose_response(proposal=a_proposal(an_incident()), actor=SYSTEM, now=NOW)
    api.decline_proposal(response_id=response_id, reason="False alarm", actor=commander, now=NOW)
    step = api.response(commander, response_id).steps[0]
    assert (step.number, DocumentBook.objects.count()) == (None, 0)
    with pytest.raises(NotFound):
        api.step_document(commander, response_id, step.id)


def test_an_exercise_is_numbered_by_itself_and_says_so(commander):
    _started(commander)
    drill = api.propose_response(proposal=a_proposal(an_incident(is_exercise=True)), actor=SYSTEM, now=NOW)
    api.start_response(response_id=drill, text=TEXT, actor=commander, now=NOW)
    step = api.response(commander, drill).steps[0]
    content, name = api.step_document(commander, drill, step.id)
    assert step.number == 1
    assert "\u6f14\u7ec3" in name
    assert "\u6f14\u7ec3" in _words(content)


def test_the_paper_carries_the_signed_words_the_number_and_the_signer(commander):
    response_id = _started(commander)
    content, _name = api.step_document(commander, response_id, api.response(commander, response_id).steps[0].id)
    words = _words(content)
    assert TEXT in words
    assert "\u30142020\u30151\u53f7" in words
    assert commander.name in words


def test_the_order_that_ends_a_response_carries_the_reason_and_keeps_its_words(commander):
    response_id = _started(commander)
    api.end_response(response_id=response_id, reason="The water has fallen", actor=commander, now=NOW)
    Response.objects.update(plan_title="Another plan")
    step = api.response(commander, response_id).steps[-1]
    assert step.text.startswith("The water has fallen")
    assert "Flash-flood plan of Mianning" in step.text


def test_who_the_plan_does_not_let_end_a_response_is_refused(actor_with, commander):
    deciders = (("end", ((int(Level.YELLOW), ("commander",)),)),)
    response_id = _started(commander, level=Level.YELLOW, deciders=deciders)
    leader = actor_with("duty_leader", "513433")
    assert not api.may_end(leader, api.response(leader, response_id))
    with pytest.raises(NotAllowed):
        api.end_response(response_id=response_id, reason="over", actor=leader, now=NOW)
    assert Response.objects.get().state == "started"
    assert ResponseStep.objects.count() == 1
    api.end_response(response_id=response_id, reason="over", actor=commander, now=NOW)
    with pytest.raises(TransitionNotAllowed):
        api.end_response(response_id=response_id, reason="over", actor=commander, now=NOW)


def test_the_paper_is_loaded_from_the_panel_and_hidden_from_other_counties(commander, at):
    at(NOW)
    response_id = _started(commander)
    step = api.response(commander, response_id).steps[0]
    path = f"/responses/{response_id}/steps/{step.id}.docx"
    answer = client_of(build_user("duty_officer", "513433")).get(path)
    assert answer.status_code == 200
    assert answer.content[:2] == b"PK"
    assert client_of(build_user("commander", "513401")).get(path).status_code == 404
