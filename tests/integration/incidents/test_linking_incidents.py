from datetime import timedelta

import pytest
from tests.factories.access import build_user, client_of
from tests.factories.incidents import LEARNED, a_new_incident, an_incident

from anlan.incidents import api
from anlan.incidents.models import Incident, IncidentRelation
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound, TransitionNotAllowed
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
NOW = LEARNED + timedelta(minutes=30)


@pytest.fixture
def officer(actor_with, at):
    at(NOW)
    return actor_with("duty_officer", "513433")


def _link(first, second, officer, kind=api.RelationKind.SECONDARY, note=""):
    relation = api.NewRelation(first_id=first, second_id=second, kind=kind, note=note)
    return api.link_incidents(relation=relation, actor=officer, now=NOW)


def _told():
    return sorted(
        (str(entry.incident_id), entry.kind.partition(".")[2], entry.payload["part"])
        for entry in JournalEntry.objects.filter(kind__startswith="incidents.incidents_")
    )


def test_a_secondary_incident_stands_on_both_timelines(officer):
    flood, slide = an_incident(), an_incident(kind="11D01", title="Slide at Yihai")
    _link(flood, slide, officer, note="The slope above the stream gave way")
    assert [(row.part, row.other.id) for row in api.relations_of(officer, flood)] == [("effect", slide)]
    assert [(row.part, row.other.id) for row in api.relations_of(officer, slide)] == [("cause", flood)]
    assert _told() == sorted([(str(flood), "incidents_linked", "cause"), (str(slide), "incidents_linked", "effect")])


def test_linking_again_changes_nothing_and_otherwise_is_refused(officer):
    flood, slide = an_incident(), an_incident(title="Slide")
    assert _link(flood, slide, officer) == _link(flood, slide, officer)
    with pytest.raises(TransitionNotAllowed):
        _link(flood, slide, officer, kind=api.RelationKind.PARALLEL)
    with pytest.raises(api.ChainClosed):
        _link(slide, flood, officer)
    assert IncidentRelation.objects.get().kind == "secondary"
    assert len(_told()) == 2


def test_a_link_taken_back_stays_readable_and_may_be_made_anew(officer):
    flood, slide = an_incident(), an_incident(title="Slide")
    link = _link(flood, slide, officer, kind=api.RelationKind.PARALLEL)
    api.unlink_incidents(relation_id=link, reason="Another valley", actor=officer, now=NOW)
    assert api.relations_of(officer, flood) == ()
    with pytest.raises(TransitionNotAllowed):
        api.unlink_incidents(relation_id=link, reason="again", actor=officer, now=NOW)
    _link(slide, flood, officer)
    assert list(IncidentRelation.objects.order_by("id").values_list("end_reason", flat=True)) == ["Another valley", ""]


def test_another_county_neither_sees_nor_links(officer, actor_with):
    flood, slide = an_incident(), an_incident(title="Slide")
    stranger, village = actor_with("duty_officer", "513401"), actor_with("village_officer", "513433")
    with pytest.raises(NotFound):
        _link(flood, slide, stranger)
    with pytest.raises(NotAllowed):
        _link(flood, slide, village)
    assert IncidentRelation.objects.count() == 0


def test_a_neighbours_incident_is_hidden_from_who_may_not_see_it(officer, actor_with):
    here, there = an_incident(), an_incident(title="Fire", region="513401")
    prefecture = actor_with("duty_officer", "5134")
    _link(here, there, prefecture, kind=api.RelationKind.PARALLEL)
    assert [row.other.title for row in api.relations_of(prefecture, here)] == ["Fire"]
    assert api.relations_of(officer, here) == ()


def test_an_incident_is_opened_as_the_effect_of_another_or_not_at_all(officer, actor_with):
    flood = an_incident()
    new = a_new_incident(kind="11D01", title="Slide", caused_by=flood)
    slide = api.open_incident(new=new, actor=officer, now=NOW)
    assert [row.other.id for row in api.relations_of(officer, slide)] == [flood]
    drill = a_new_incident(title="Drill", caused_by=flood, is_exercise=True)
    with pytest.raises(InvalidValue):
        api.open_incident(new=drill, actor=officer, now=NOW)
    assert Incident.objects.filter(title="Drill").count() == 0


def test_the_page_links_shows_and_takes_back(officer):
    flood, slide = an_incident(), an_incident(title="Slide at Yihai")
    client = client_of(build_user("duty_officer", "513433"))
    panel = f"/incidents/{flood}/panels/relations/"
    assert "caused_by" in client.get(panel).content.decode()
    assert client.post(f"/incidents/{flood}/link/", {"other": str(slide), "part": "cause"}).status_code == 302
    assert "Slide at Yihai" in client.get(panel).content.decode()
    row = IncidentRelation.objects.get()
    assert (row.first_id, row.second_id) == (slide, flood)
    assert client.post(f"/incidents/{flood}/link/", {"other": "x", "part": "cause"}).status_code == 400
    assert client.post(f"/incidents/{flood}/unlink/{row.id}/", {"reason": "Wrong"}).status_code == 302
    assert "Slide at Yihai" not in client.get(panel).content.decode().split("<dialog")[0]


def test_the_opening_form_carries_the_cause(officer):
    flood = an_incident()
    client = client_of(build_user("duty_officer", "513433"))
    assert str(flood) in client.get(f"/incidents/new/?caused_by={flood}").content.decode()
