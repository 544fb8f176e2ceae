from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from tests.factories.incidents import an_incident
from tests.factories.losses import (
    BRIDGE,
    CAOGU,
    COUNTY,
    DAMAWU,
    DAQIAO,
    DUTY,
    LEADER,
    OPENED,
    TOWNSHIP_OFFICER,
    VILLAGE_OFFICER,
    YIHAI,
    a_survey,
    accepted,
    figures,
    sent_up,
    somebody,
    told,
)
from tests.factories.public_warnings import build_places

from anlan.incidents import api as incidents
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound, TransitionNotAllowed
from anlan.losses import api
from anlan.losses.models import Entry, Figure, Note, Step, Survey

pytestmark = pytest.mark.django_db
LATER = OPENED + timedelta(hours=1)


def state_of(entry_id) -> str:
    return Entry.objects.get(id=entry_id).state


def refused(error, act, **given):
    before = (Entry.objects.count(), list(Entry.objects.values_list("state", flat=True)), Step.objects.count())
    with pytest.raises(error) as refusal, transaction.atomic():
        act(**given)
    assert (Entry.objects.count(), list(Entry.objects.values_list("state", flat=True)), Step.objects.count()) == before
    return refusal.value


def test_figures_go_from_the_village_to_the_city_and_become_the_incidents():
    incident_id = an_incident()
    survey_id = a_survey(incident_id=incident_id)
    entry_id = told(survey_id, by=VILLAGE_OFFICER, dead=1, missing=9)
    api.accept_figures(entry_id=entry_id, actor=TOWNSHIP_OFFICER, now=LATER)
    accepted(survey_id, YIHAI, dead=0, road_km="1.5")
    accepted(survey_id, BRIDGE, preemptive_evacuees=285)
    for township in (YIHAI, DAQIAO):
        sent_up(survey_id, township, accept=True)
    expected = figures(dead=1, missing=9, road_km="1.5", preemptive_evacuees=285)
    assert api.rolled_up(survey_id, COUNTY) == expected
    city = somebody("duty_officer", "5134")
    sum_id = api.send_up(survey_id=survey_id, region=COUNTY, actor=DUTY, now=LATER)
    api.accept_figures(entry_id=sum_id, actor=city, now=LATER)
    assert api.rolled_up(survey_id, "5134") == expected
    assert api.totals(DUTY, incident_id) == expected
    told_everywhere = incidents.situation(DUTY, incident_id)
    assert (told_everywhere.total("dead"), told_everywhere.total("evacuated_pop")) == (1, 285)
    assert [len(Entry.objects.get(id=sum_id).parts), Survey.objects.get().asked] == [2, [DAQIAO, YIHAI]]


def test_what_waits_or_is_returned_does_not_count():
    survey_id = a_survey()
    told(survey_id, DAMAWU, dead=1)
    returned = accepted(survey_id, CAOGU, dead=2)
    assert api.rolled_up(survey_id, YIHAI) == figures(dead=2)
    api.return_figures(entry_id=returned, reason="counted twice", actor=TOWNSHIP_OFFICER, now=LATER)
    assert api.rolled_up(survey_id, YIHAI) == {}


def test_a_newer_accepted_entry_takes_the_place_of_the_older_and_the_older_stays():
    survey_id = a_survey()
    first = accepted(survey_id, minutes=10, affected_pop=30)
    second = told(survey_id, minutes=20, affected_pop=40)
    assert api.rolled_up(survey_id, YIHAI) == figures(affected_pop=30)
    api.accept_figures(entry_id=second, actor=DUTY, now=LATER)
    assert api.rolled_up(survey_id, YIHAI) == figures(affected_pop=40)
    assert (state_of(first), Figure.objects.filter(entry_id=first).count()) == ("overtaken", 1)


def test_a_county_that_returns_lets_the_incidents_figure_fall_with_the_reason():
    incident_id = an_incident()
    survey_id = a_survey(incident_id=incident_id)
    accepted(survey_id, dead=3, road_km=2)
    entry_id = sent_up(survey_id, accept=True)
    api.return_figures(entry_id=entry_id, reason="another county's dead", actor=DUTY, now=LATER)
    situation = incidents.situation(DUTY, incident_id)
    assert (situation.total("dead"), situation.latest[0].note) == (0, "another county's dead")


def test_a_repeated_send_counts_once():
    survey_id, token = a_survey(), uuid4()
    first = told(survey_id, token=token, dead=1)
    assert told(survey_id, token=token, arrives=50, dead=1) == first
    assert Entry.objects.count() == 1
    refused(NotFound, told, survey_id=survey_id, region=CAOGU, token=token, dead=1)


def test_a_late_old_entry_is_kept_and_overtakes_nothing():
    survey_id = a_survey()
    new = accepted(survey_id, minutes=20, dead=2)
    old = told(survey_id, minutes=10, arrives=40, dead=1)
    assert (state_of(new), state_of(old)) == ("accepted", "overtaken")
    assert api.rolled_up(survey_id, YIHAI) == figures(dead=2)
    refused(TransitionNotAllowed, api.accept_figures, entry_id=old, actor=DUTY, now=LATER)


def test_a_request_that_waited_in_a_busy_server_does_not_stand_before_what_was_written_after_it():
    survey_id = a_survey()
    waited = told(survey_id, minutes=15, pressed=1_000, dead=1)
    newer = told(survey_id, minutes=12, arrives=16, pressed=2_000, dead=2)
    older = told(survey_id, minutes=17, pressed=1_500, dead=9)
    assert [state_of(each) for each in (waited, newer, older)] == ["overtaken", "sent", "overtaken"]


def test_two_people_of_a_place_are_ordered_by_age_alone():
    survey_id = a_survey()
    first = told(survey_id, minutes=15, pressed=9_000, dead=1)
    second = told(survey_id, minutes=16, pressed=1_000, by=VILLAGE_OFFICER, dead=2)
    assert [state_of(each) for each in (first, second)] == ["overtaken", "sent"]


def test_a_figure_falls_only_with_a_reason():
    survey_id = a_survey()
    told(survey_id, missing=9)
    for later in ({"missing": 8}, {"dead": 1}):
        refusal = refused(api.ReasonNeeded, told, survey_id=survey_id, minutes=20, **later)
        assert (refusal.data["before"], refusal.data["after"]) == ("9", str(later.get("missing", 0)))
    told(survey_id, minutes=30, missing=8, reason="one was found alive")
    assert Entry.objects.count() == 2


def test_contradicting_figures_are_refused_with_both_numbers():
    refusal = refused(api.FiguresContradict, told, survey_id=a_survey(), dead=11, affected_pop=10)
    assert (refusal.data["left_value"], refusal.data["right_value"]) == ("11", "10")


def test_a_striking_figure_is_explained_before_it_is_accepted():
    survey_id = a_survey()
    accepted(survey_id, minutes=10, affected_pop=100)
    entry_id = told(survey_id, minutes=20, affected_pop=400)
    assert (
        refused(api.NotesUnexplained, api.accept_figures, entry_id=entry_id, actor=DUTY, now=LATER).data["count"] == 1
    )
    assert api.accept_waiting(survey_id=survey_id, receiver=YIHAI, actor=DUTY, now=LATER) == (0, 1)
    api.ask_explanation(entry_id=entry_id, question="Three hundred more?", actor=TOWNSHIP_OFFICER, now=LATER)
    refused(api.NotesUnexplained, api.accept_figures, entry_id=entry_id, actor=DUTY, now=LATER)
    api.explain_figures(entry_id=entry_id, explanation="the hamlet over the bridge", actor=VILLAGE_OFFICER, now=LATER)
    api.accept_figures(entry_id=entry_id, actor=DUTY, now=LATER)
    acts = list(Step.objects.filter(entry_id=entry_id).values_list("act", flat=True))
    assert acts == ["send", "ask", "explain", "accept"]


def test_a_zero_report_repeats_the_last_figures_and_needs_some():
    survey_id = a_survey()
    refused(api.NothingToRepeat, told, survey_id=survey_id, is_zero=True)
    told(survey_id, affected_pop=30)
    entry_id = told(survey_id, minutes=600, is_zero=True)
    assert list(Figure.objects.filter(entry_id=entry_id).values_list("indicator", "value")) == [("affected_pop", 30)]


def test_all_that_waits_is_accepted_at_once():
    survey_id = a_survey()
    told(survey_id, DAMAWU, dead=1)
    told(survey_id, CAOGU, dead=2)
    assert api.accept_waiting(survey_id=survey_id, receiver=YIHAI, actor=TOWNSHIP_OFFICER, now=LATER) == (2, 0)
    assert api.rolled_up(survey_id, YIHAI) == figures(dead=3)


def test_nobody_tells_or_judges_outside_the_own_place():
    survey_id = a_survey()
    refused(NotAllowed, told, survey_id=survey_id, region=CAOGU, by=VILLAGE_OFFICER, dead=1)
    entry_id = told(survey_id, dead=1)
    for who in (VILLAGE_OFFICER, somebody("township_officer", DAQIAO)):
        refused(NotFound, api.accept_figures, entry_id=entry_id, actor=who, now=LATER)
    refused(NotAllowed, api.send_up, survey_id=survey_id, region=COUNTY, actor=TOWNSHIP_OFFICER, now=LATER)
    refused(api.NothingAccepted, api.send_up, survey_id=survey_id, region=YIHAI, actor=TOWNSHIP_OFFICER, now=LATER)
    refused(InvalidValue, told, survey_id=survey_id, region="513434103201", by=somebody("duty_officer", "5134"), dead=1)


def test_a_closed_count_takes_nothing_and_is_not_opened_twice():
    incident_id = an_incident()
    survey_id = a_survey(incident_id=incident_id)
    with pytest.raises(api.SurveyExists), transaction.atomic():
        a_survey(incident_id=incident_id)
    api.close_survey(survey_id=survey_id, reason="verified", actor=LEADER, now=LATER)
    refused(api.SurveyClosed, told, survey_id=survey_id, dead=1)
    assert Survey.objects.count() == 1


def test_the_database_itself_changes_nothing_that_was_told():
    told(a_survey(), dead=1)
    for change in (
        lambda: Figure.objects.update(value=0),
        lambda: Entry.objects.update(reason="x"),
        Step.objects.all().delete,
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_more_than_live_there_strikes():
    build_places()
    entry_id = told(a_survey(), affected_pop=901)
    assert list(Note.objects.filter(entry_id=entry_id).values_list("rule", "against")) == [("population", 900)]
