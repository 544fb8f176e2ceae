import pytest
from tests.factories.alarms import an_alarm
from tests.factories.dangers import INSPECTOR, somebody
from tests.factories.intake import a_matter
from tests.factories.people import build_organisation
from tests.factories.places import build_divisions

from anlan.alarms import api as alarms
from anlan.dangers import api
from anlan.dangers.models import Danger
from anlan.intake import api as intake
from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM
from anlan.support import running
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
OFFICER = somebody("duty_officer")


def run(workflow: str, kind: str) -> None:
    entry = JournalEntry.objects.filter(kind=kind).order_by("-id").first()
    assert running.run_workflow(entry.id, workflow) is True


def a_forwarded_matter(category: str, **changes):
    now = clock.now()
    office = build_organisation("department", "513433", branch="fire_rescue")
    matter_id = a_matter(now, kind=intake.MatterKind.TIP_OFF, text="an exit is locked", hurt=0, **changes)
    by = {"actor": OFFICER, "now": now}
    intake.forward_matter(matter_id=matter_id, category=category, organisation_id=office.id, note="", **by)
    run("forwarded_matter_is_found_as_danger", "intake.matter_forwarded")
    return matter_id


def test_a_forwarded_tip_off_waits_as_found_and_its_closing_answers_it():
    matter_id = a_forwarded_matter("fire")
    row = Danger.objects.get()
    assert (row.state, row.source, row.source_id, row.trade) == ("found", "tip_off", f"matter:{matter_id}", "fire")
    assert row.text == "an exit is locked"
    api.confirm_danger(danger_id=row.id, actor=INSPECTOR, now=clock.now())
    Danger.objects.filter(id=row.id).update(state="accepted", grade="ordinary")
    api.close_danger(danger_id=row.id, note="the lock is gone", actor=INSPECTOR, now=clock.now())
    run("closed_danger_answers_its_matter", "dangers.closed")
    assert intake.matter(OFFICER, matter_id).state is intake.MatterState.ANSWERED
    answer = intake.forwardings_of(matter_id)[0].answer
    assert row.number in answer
    assert "the lock is gone" in answer


def test_a_tip_off_that_is_no_danger_is_answered_with_the_reason():
    matter_id = a_forwarded_matter("fire")
    row = Danger.objects.get()
    api.dismiss_danger(danger_id=row.id, reason="the exit is open", actor=INSPECTOR, now=clock.now())
    run("dismissed_danger_answers_its_matter", "dangers.dismissed")
    assert "the exit is open" in intake.forwardings_of(matter_id)[0].answer


@pytest.mark.parametrize(("category", "changes"), [("need", {}), ("fire", {"is_exercise": True})])
def test_other_matters_and_exercises_put_nothing_into_the_register(category, changes):
    a_forwarded_matter(category, **changes)
    assert Danger.objects.count() == 0


@pytest.mark.parametrize(("quantity", "found"), [("combustible_gas", 1), ("rain", 0)])
def test_a_verified_alarm_of_equipment_waits_as_found_for_a_person(quantity, found):
    build_divisions()
    alarm_id = an_alarm(quantity=quantity)
    alarms.verify_alarm(alarm_id=alarm_id, actor=SYSTEM, now=clock.now())
    run("verified_alarm_is_found_as_danger", "alarms.alarm_verified")
    rows = [(row.state, row.source, row.source_id) for row in Danger.objects.all()]
    assert rows == [("found", "sensor", f"alarm:{alarm_id}")] * found
