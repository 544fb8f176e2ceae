"""A closed incident is drafted as a case once, by what the journal says; its review teaches it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.factories.incidents import LEARNED, a_report, an_incident
from tests.factories.knowledge import COUNTY, somebody
from tests.factories.public_warnings import build_places

from anlan.command import api as command
from anlan.incidents import api as incidents
from anlan.kernel.actors import SYSTEM
from anlan.knowledge import api
from anlan.knowledge.models import Case, Passage
from anlan.workflows import closed_incident_becomes_a_case, signed_review_teaches_its_case

pytestmark = pytest.mark.django_db
LATER = LEARNED + timedelta(days=1)


def _closed(**changes):
    build_places()
    incident_id = an_incident(**changes)
    report = a_report(evacuated_pop=120, dead=0)
    incidents.record_situation(incident_id=incident_id, report=report, actor=SYSTEM, now=LEARNED + timedelta(hours=2))
    incidents.close_incident(incident_id=incident_id, note="The water fell", actor=SYSTEM, now=LATER)
    return incident_id


def _event(incident_id):
    row = incidents.incident(SYSTEM, incident_id)
    return incidents.IncidentClosed(
        subject=row.subject,
        region=row.region,
        incident_id=incident_id,
        number=row.number,
        event_kind=row.event_kind,
        title=row.title,
        grade=0,
        note="",
    )


def test_a_closed_incident_is_drafted_once_with_figures_and_course():
    incident_id = _closed()
    for _ in range(2):
        closed_incident_becomes_a_case.run(_event(incident_id), actor=SYSTEM, now=LATER)
    case = Case.objects.select_related("document").get()
    assert (case.incident_id, case.document.state, case.document.region) == (incident_id, "draft", "5134")
    assert case.figures == {"evacuated_pop": 120.0, "dead": 0.0}
    texts = dict(Passage.objects.values_list("label", "text"))
    assert "120" in texts["基本情况"]
    assert "06-26 23:25" in texts["经过"]
    assert "<" not in texts["经过"]
    assert texts["处置"] == "The water fell"


def test_an_exercise_and_an_open_incident_are_no_cases():
    exercise, still_open = _closed(is_exercise=True), an_incident()
    for incident_id in (exercise, still_open):
        assert api.draft_case_of_incident(incident_id=incident_id, actor=SYSTEM, now=LATER) is None
    assert Case.objects.count() == 0


def test_a_signed_review_teaches_the_draft_but_not_what_is_published():
    incident_id = _closed()
    document_id = api.draft_case_of_incident(incident_id=incident_id, actor=SYSTEM, now=LATER)
    review_id = command.compile_review(incident_id=incident_id, actor=SYSTEM, now=LATER)
    new = command.NewLesson(
        source=f"review:{review_id}",
        region=COUNTY,
        finding="Two calls went unanswered",
        task="Name a second person",
        owner="Town",
        due_on=(LATER + timedelta(days=9)).date(),
        incident_id=incident_id,
    )
    command.add_lesson(new=new, actor=SYSTEM, now=LATER)
    signed = command.ReviewSigned(
        subject=f"review:{review_id}", region=COUNTY, incident_id=incident_id, review_id=review_id, lessons=1
    )
    signed_review_teaches_its_case.run(signed, actor=SYSTEM, now=LATER)
    taught = "Two calls went unanswered → Name a second person"
    assert Passage.objects.get(label="教训与启示").text == taught
    api.publish_document(document_id=document_id, actor=somebody("commander", "5134"), now=LATER)
    command.add_lesson(new=replace(new, finding="Another"), actor=SYSTEM, now=LATER)
    assert not api.add_lessons_of_incident(incident_id=incident_id, actor=SYSTEM, now=LATER)
    assert Passage.objects.get(label="教训与启示").text == taught
