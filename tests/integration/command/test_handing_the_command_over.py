from datetime import timedelta

import pytest
from tests.factories.access import build_user, client_of
from tests.factories.command import a_proposal, an_order
from tests.factories.incidents import LEARNED, a_report, an_incident

from anlan.command import api
from anlan.command.models import Handover, Response
from anlan.incidents import api as incidents
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound, TransitionNotAllowed
from anlan.kernel.levels import Level
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
NOW = LEARNED + timedelta(minutes=10)
ACCEPT, REFUSE, WITHDRAW = api.HandoverAct.ACCEPT, api.HandoverAct.REFUSE, api.HandoverAct.WITHDRAW


@pytest.fixture
def county(actor_with):
    return actor_with("commander", "513433")


@pytest.fixture
def prefecture(actor_with):
    return actor_with("commander", "5134")


def _offer(county, incident_id, to_region="5134", reason="Twenty-two people are missing"):
    new = api.NewHandover(incident_id=incident_id, to_region=to_region, reason=reason)
    return api.offer_handover(new=new, actor=county, now=NOW)


def _answer(actor, handover_id, act, note="understood"):
    api.answer_handover(handover_id=handover_id, act=act, note=note, actor=actor, now=NOW)


def _kinds():
    rows = JournalEntry.objects.filter(kind__startswith="command.handover").order_by("id")
    return [kind.removeprefix("command.handover_") for kind in rows.values_list("kind", flat=True)]


def test_the_command_passes_when_the_other_level_accepts_and_both_keep_the_record(county, prefecture):
    incident_id = an_incident()
    order = an_order(incident_id, LEARNED)
    incidents.record_situation(incident_id=incident_id, report=a_report(minutes=20, dead=3), actor=SYSTEM, now=LEARNED)
    offer = _offer(county, incident_id)
    assert _offer(county, incident_id) == offer
    assert api.holder_of(incident_id, "513433") == "513433"
    _answer(prefecture, offer, ACCEPT)
    assert api.holder_of(incident_id, "513433") == "5134"
    for actor in (county, prefecture):
        (row,) = api.handovers_of(actor, incident_id)
        assert row.brief["orders"] == {"total": 1, "done": 0, "late": 0}
        assert [each["number"] for each in row.brief["undone"]] == [api.order(SYSTEM, order, NOW).number]
        assert "3" in [each["value"] for each in row.brief["figures"]]
    assert _kinds() == ["offered", "accepted"]


def test_what_was_handed_over_does_not_change_with_the_situation(county):
    incident_id = an_incident()
    _offer(county, incident_id)
    an_order(incident_id, LEARNED)
    assert api.handovers_of(county, incident_id)[0].brief["orders"]["total"] == 0


def test_only_the_receiving_level_itself_answers(county, prefecture, actor_with):
    offer = _offer(county, an_incident())
    for other in (county, actor_with("commander", "51"), actor_with("duty_officer", "5134")):
        for act in (ACCEPT, REFUSE):
            with pytest.raises((NotAllowed, NotFound)):
                _answer(other, offer, act)
    with pytest.raises(NotAllowed):
        _answer(prefecture, offer, WITHDRAW)
    assert Handover.objects.get().state == "offered"
    assert _kinds() == ["offered"]


@pytest.mark.parametrize("first", [ACCEPT, REFUSE, WITHDRAW])
@pytest.mark.parametrize("second", [ACCEPT, REFUSE, WITHDRAW])
def test_an_answered_offer_is_answered_once(county, prefecture, first, second):
    offer = _offer(county, an_incident())
    who = {ACCEPT: prefecture, REFUSE: prefecture, WITHDRAW: county}
    _answer(who[first], offer, first)
    before = Handover.objects.values().get()
    with pytest.raises(TransitionNotAllowed):
        _answer(who[second], offer, second)
    assert Handover.objects.values().get() == before
    assert len(_kinds()) == 2


def test_an_offer_to_a_level_that_is_not_over_the_incident_is_refused(county):
    incident_id = an_incident()
    for region in ("5133", "513433", "513433101", ""):
        with pytest.raises(InvalidValue):
            _offer(county, incident_id, to_region=region)
    with pytest.raises(InvalidValue):
        _offer(county, incident_id, reason=" ")
    assert Handover.objects.count() == 0


def test_a_second_offer_to_another_level_waits_for_the_first_answer(county):
    incident_id = an_incident()
    _offer(county, incident_id)
    with pytest.raises(TransitionNotAllowed):
        _offer(county, incident_id, to_region="51")
    assert Handover.objects.count() == 1


def test_the_county_cannot_end_its_response_while_the_prefecture_leads(county, prefecture):
    incident_id = an_incident()
    response_id = api.propose_response(proposal=a_proposal(incident_id), actor=SYSTEM, now=NOW)
    api.start_response(response_id=response_id, text="Started", actor=county, now=NOW)
    _answer(prefecture, _offer(county, incident_id), ACCEPT)
    api.propose_change(response_id=response_id, level=Level.YELLOW, reason="less rain", actor=SYSTEM, now=NOW)
    with pytest.raises(api.CommandIsElsewhere):
        api.sign_change(response_id=response_id, text="Lowered", actor=county, now=NOW)
    with pytest.raises(api.CommandIsElsewhere):
        api.end_response(response_id=response_id, reason="over", actor=county, now=NOW)
    assert (Response.objects.get().state, Response.objects.get().level) == ("started", 3)
    api.end_response(response_id=response_id, reason="over", actor=prefecture, now=NOW)
    assert Response.objects.get().state == "ended"


def test_the_command_is_handed_back(county, prefecture):
    incident_id = an_incident()
    _answer(prefecture, _offer(county, incident_id), ACCEPT)
    with pytest.raises(NotAllowed):
        _offer(county, incident_id, to_region="51")
    back = _offer(prefecture, incident_id, to_region="513433", reason="The search is over")
    _answer(county, back, ACCEPT)
    assert api.holder_of(incident_id, "513433") == "513433"
    assert _kinds() == ["offered", "accepted", "offered", "accepted"]


def test_the_pages_offer_and_accept(at):
    at(NOW)
    incident_id = an_incident()
    county, prefecture = (client_of(build_user("commander", region)) for region in ("513433", "5134"))
    page = f"/incidents/{incident_id}/post/"
    sent = {"to_region": "5134", "reason": "Too much for us"}
    assert county.post(f"/incidents/{incident_id}/handover/", sent).status_code == 302
    path = f"/incidents/{incident_id}/handover/{Handover.objects.get().id}/accept/"
    assert path not in county.get(page).content.decode()
    assert county.post(path).status_code == 403
    assert path in prefecture.get(page).content.decode()
    assert prefecture.post(path).status_code == 302
    assert Handover.objects.get().state == "accepted"
