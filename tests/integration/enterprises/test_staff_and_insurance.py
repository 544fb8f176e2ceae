"""Staff, trainings and liability insurance: entered by those who keep the file, seen by those of the region."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from tests.factories.access import build_user, client_of
from tests.factories.enterprises import build_enterprise, build_record
from tests.factories.places import build_divisions

from anlan.enterprises import api
from anlan.enterprises.domain import errors
from anlan.enterprises.models import Trainee, Training
from anlan.kernel.actors import Actor, Grant
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound, TransitionNotAllowed
from anlan.support import journal

pytestmark = pytest.mark.django_db
COUNTY, TOWN = "513433", "513433106"
NOW = datetime(2026, 6, 30, 1, tzinfo=UTC)
TODAY = date(2026, 6, 30)


def somebody(role, region=COUNTY):
    return Actor(id=role, name=role, grants=(Grant(role, region),))


KEEPER, READER = somebody("department_operator"), somebody("inspector")


@pytest.fixture
def firm(at):
    at(NOW)
    build_divisions()
    return build_enterprise(TOWN, staff=2)


def hire(firm, name="Li", post="worker", hired_on=date(2026, 1, 1), actor=KEEPER):
    return api.add_trainee(enterprise_id=firm.id, name=name, post=post, hired_on=hired_on, actor=actor, now=NOW)


def a_course(firm, *trainees, **changes):
    told = {"kind": "first", "course": "before the work", "hours": Decimal(72), "held_on": date(2026, 6, 1)} | changes
    return api.NewCourse(enterprise_id=firm.id, trainees=trainees, **told)


def states(firm):
    return {row.name: row.state.value for row in api.trainees_of(firm.id, TODAY)}


def test_a_person_comes_into_the_staff_once_and_leaves_once(firm):
    person = hire(firm)
    refusals = [
        ({}, errors.StandsInTheStaff),
        ({"name": "Wu", "post": "king"}, InvalidValue),
        ({"name": "Wu", "hired_on": date(2026, 7, 1)}, InvalidValue),
        ({"name": "Wu", "actor": READER}, NotAllowed),
        ({"name": "Wu", "actor": somebody("department_operator", "513401")}, NotFound),
    ]
    for told, refusal in refusals:
        with pytest.raises(refusal):
            hire(firm, **told)
    with pytest.raises(InvalidValue):
        api.let_go(trainee_id=person, left_on=date(2025, 12, 31), actor=KEEPER, now=NOW)
    assert Trainee.objects.get().left_on is None
    api.let_go(trainee_id=person, left_on=TODAY, actor=KEEPER, now=NOW)
    with pytest.raises(TransitionNotAllowed):
        api.let_go(trainee_id=person, left_on=TODAY, actor=KEEPER, now=NOW)
    with pytest.raises(InvalidValue):
        api.hold_course(new=a_course(firm, person), actor=KEEPER, now=NOW)


def test_a_course_counts_for_those_who_passed_it_once(firm):
    li, wu = hire(firm), hire(firm, "Wu")
    api.hold_course(new=a_course(firm, li, wu, failed=(wu,)), actor=KEEPER, now=NOW)
    assert states(firm) == {"Li": "valid", "Wu": "untrained"}
    assert Trainee.objects.get(id=li).until == date(2027, 6, 1)
    new = a_course(firm, li)
    refusals = [
        (new, KEEPER, errors.TrainingTwice),
        (replace(new, course="other", hours=Decimal("0.3")), KEEPER, InvalidValue),
        (replace(new, course="other", held_on=date(2026, 7, 1)), KEEPER, InvalidValue),
        (replace(new, course="other", kind="none"), KEEPER, InvalidValue),
        (replace(new, course="other", trainees=()), KEEPER, InvalidValue),
        (replace(new, course="other", trainees=(uuid4(),)), KEEPER, InvalidValue),
        (replace(new, course="other"), READER, NotAllowed),
    ]
    for told, actor, refusal in refusals:
        with pytest.raises(refusal):
            api.hold_course(new=told, actor=actor, now=NOW)
    assert Training.objects.count() == 2
    training = Training.objects.get(trainee=li).id
    with pytest.raises(InvalidValue):
        api.remove_training(training_id=training, reason=" ", actor=KEEPER, now=NOW)
    api.remove_training(training_id=training, reason="wrong firm", actor=KEEPER, now=NOW)
    assert states(firm) == {"Li": "untrained", "Wu": "untrained"}
    kinds = [each.kind for each in journal.entries_about(f"enterprises.enterprise:{firm.id}")]
    assert kinds.count("enterprises.course_held") == kinds.count("enterprises.training_removed") == 1


def test_another_trade_asks_for_other_hours(firm):
    li = hire(firm)
    api.hold_course(new=a_course(firm, li, hours=Decimal(24)), actor=KEEPER, now=NOW)
    assert states(firm) == {"Li": "untrained"}
    entry = api.EnterpriseEntry(name=firm.name, industry="commerce", staff=2)
    api.change_enterprise(enterprise_id=firm.id, entry=entry, place=None, actor=KEEPER, now=NOW)
    assert states(firm) == {"Li": "valid"}
    assert Trainee.objects.get().since == date(2026, 6, 1)


def test_a_table_is_entered_whole_or_not_at_all(firm):
    heads = ",".join(each.label for each in api.staff_columns())
    worker = api.trained_posts()["worker"].name
    kinds = api.training_kinds()
    passed = next(iter(api.staff_columns()[-1].choices))
    good = f"1,Li,{worker},2026-01-01,{kinds['first']},safety,72,2026-06-01,{passed}"
    more = f"2,,,,{kinds['yearly']},more,20,2026-06-02,{passed}"
    bad = f"3,Wu,{worker},2026-08-01,{kinds['first']},safety,72,2026-06-01,{passed}"
    about = {"enterprise_id": firm.id, "name": "a.csv", "actor": KEEPER, "now": NOW}
    refused = api.import_trainings(raw="\n".join((heads, good, more, bad)).encode(), **about)
    assert ([each.row for each in refused.problems], refused.trainings) == ([4], 0)
    assert not Trainee.objects.exists()
    done = api.import_trainings(raw="\n".join((heads, good, more)).encode(), **about)
    assert (done.persons, done.trainings, states(firm)) == (1, 2, {"Li": "valid"})


def test_the_pages_tell_who_lacks_training_and_insurance(firm):
    client = client_of(build_user("department_operator", COUNTY))
    home = f"/enterprises/{firm.id}/"
    client.post(f"{home}staff/add/", {"name": "Li", "post": "worker", "hired_on": "2026-01-01"})
    assert "Li" in client.get("/enterprises/trainings/?state=untrained").content.decode()
    person = Trainee.objects.get().id
    form = {"kind": "first", "course": "c", "hours": "72", "held_on": "2026-06-01", "trainees": str(person)}
    assert client.post(f"{home}staff/course/", form | {"hours": "NaN"}).status_code == 422
    client.post(f"{home}staff/course/", form)
    assert "<td>Li</td>" in client.get(f"{home}staff/").content.decode()
    assert not api.lacking(KEEPER, api.LackFilter(), TODAY)
    assert client.get(f"{home}staff/import/").status_code == 200
    assert client.get("/enterprises/insured/?standing=missing").content.decode().count(firm.name) == 1
    values = {"insurer": "i", "policy": "p", "insured": 2.0, "amount": 40.0}
    values |= {"valid_from": "2026-07-01", "valid_until": "2027-06-30"}
    build_record(firm, "insurance", values)
    counts = api.insured_counts(KEEPER, api.InsuredFilter(), TODAY)
    assert counts == {"missing": 0, "lapsed": 1, "holding": 0}
    build_record(firm, "insurance", values | {"policy": "q", "valid_from": "2026-01-01"})
    assert [row.state.value for row in api.insured(KEEPER, api.InsuredFilter(standing="holding"), TODAY)] == ["insured"]
    assert client.get(f"{home}file/insurance/").status_code == 200
    rows = b"".join(client.get("/enterprises/insured/?format=csv").streaming_content).decode()
    assert rows.count(firm.name) == 1
    assert len(api.insured(somebody("department_operator", "513401"), api.InsuredFilter(), TODAY)) == 0
