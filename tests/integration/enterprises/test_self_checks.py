"""Self-checks on the phone: kept once in a period, failures announced, what was not done in time listed."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from tests.factories.access import build_user, client_of, client_with
from tests.factories.enterprises import build_enterprise, build_risk
from tests.factories.people import build_organisation, build_person

from anlan.enterprises import api
from anlan.enterprises.models import SelfCheck
from anlan.kernel.errors import NotAllowed, NotFound
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db

NOW = datetime(2024, 6, 1, 1, tzinfo=UTC)
YIHAI, DAQIAO, COUNTY = "513433106", "513433102", "513433"


@pytest.fixture
def firm():
    """A firm with an orange risk point: two measures, checked every day."""
    row = build_enterprise(YIHAI, industry="commerce", risk_level=3, checks_since=date(2024, 5, 1))
    build_risk(row)
    return row


def told() -> list[str]:
    return list(JournalEntry.objects.filter(kind__startswith="enterprises.").values_list("kind", flat=True))


def the_check(firm, failing: str = "", **more) -> api.NewSelfCheck:
    answers = {item.key: api.Answer("fine") for item in api.check_items(firm.id, api.Cycle.DAY)}
    for key in answers:
        if failing and failing in key:
            answers[key] = api.Answer("failed", "cracked")
    return api.NewSelfCheck(
        **{"enterprise_id": firm.id, "cycle": api.Cycle.DAY, "answers": answers, "done_at": NOW} | more
    )


def test_a_check_is_kept_once_in_a_period_and_each_failure_is_announced(firm, actor_with):
    operator, token = actor_with("department_operator", COUNTY), uuid4()
    first = api.record_self_check(new=the_check(firm, "engineering", token=token), actor=operator, now=NOW)

    assert api.record_self_check(new=the_check(firm, token=token), actor=operator, now=NOW) == first
    with pytest.raises(api.CheckedAlready):
        api.record_self_check(new=the_check(firm, token=uuid4()), actor=operator, now=NOW)
    done = api.self_check(firm.id, api.Cycle.DAY, date(2024, 6, 1))
    assert (done.failed, len(done.items), SelfCheck.objects.count()) == (1, 5, 1)
    assert sorted(told()) == ["enterprises.self_check_done", "enterprises.self_check_failed"]
    failed = JournalEntry.objects.get(kind="enterprises.self_check_failed")
    assert (failed.payload["text"], failed.payload["note"], failed.payload["level"]) == ("dyke whole", "cracked", 3)
    assert (failed.payload["longitude"], failed.region) == (102.27, YIHAI)


def test_a_check_counts_for_the_day_on_which_it_was_done(firm, actor_with):
    done_at = datetime(2024, 5, 31, 12, tzinfo=UTC)
    operator = actor_with("department_operator", COUNTY)
    api.record_self_check(new=the_check(firm, done_at=done_at), actor=operator, now=NOW)
    assert SelfCheck.objects.get().begins_on == date(2024, 5, 31)


@pytest.mark.parametrize(
    ("role", "region", "state", "answers", "refusal"),
    [
        ("inspector", COUNTY, "operating", None, NotAllowed),
        ("department_operator", "513434", "operating", None, NotFound),
        ("department_operator", COUNTY, "stopped", None, api.NothingToCheck),
        ("department_operator", COUNTY, "closed", None, api.EnterpriseIsClosed),
        ("department_operator", COUNTY, "operating", {}, api.ListHasChanged),
    ],
)
def test_a_refused_check_leaves_nothing(firm, actor_with, role, region, state, answers, refusal):
    type(firm).objects.filter(id=firm.id).update(state=state)
    new = the_check(firm) if answers is None else the_check(firm, answers=answers)
    with pytest.raises(refusal):
        api.record_self_check(new=new, actor=actor_with(role, region), now=NOW)
    assert (SelfCheck.objects.count(), told()) == (0, [])


def test_who_has_not_checked_the_last_period_is_listed_the_gravest_first(firm, actor_with):
    grave = build_enterprise(YIHAI, risk_level=4, checks_since=date(2024, 5, 31))
    build_enterprise(YIHAI, risk_level=4, checks_since=date(2024, 6, 1))
    build_enterprise(YIHAI, risk_level=4, checks_since=date(2024, 5, 1), state="stopped")
    inspector, today = actor_with("inspector", COUNTY), date(2024, 6, 1)

    assert [row.id for row in api.unchecked(inspector, api.Cycle.DAY, today)] == [grave.id, firm.id]
    operator = actor_with("department_operator", COUNTY)
    api.record_self_check(new=the_check(grave, done_at=datetime(2024, 5, 31, 2, tzinfo=UTC)), actor=operator, now=NOW)
    assert [row.id for row in api.unchecked(inspector, api.Cycle.DAY, today)] == [firm.id]
    assert len(api.unchecked(actor_with("inspector", DAQIAO), api.Cycle.DAY, today)) == 0


def test_an_officer_checks_on_the_phone_and_everybody_reads_what_failed(firm, at):
    at(NOW)
    organisation = build_organisation(region=YIHAI)
    person = build_person(region=YIHAI, organisation=organisation)
    type(firm).objects.filter(id=firm.id).update(organisation=organisation)
    client = client_of(build_user("enterprise_officer", YIHAI, person_id=person.id))
    address = f"/enterprises/{firm.id}/check/day/"

    assert firm.name in client.get("/enterprises/check/").content.decode()
    assert "dyke whole" in client.get(address).content.decode()
    keys = [item.key for item in api.check_items(firm.id, api.Cycle.DAY)]
    form = {f"r_{key}": "fine" for key in keys} | {f"r_{keys[-1]}": "failed"}
    assert client.post(address, form).status_code == 422
    token = {"client_token": str(uuid4()), "pressed_ago": "1000"}
    for _ in range(2):
        assert client.post(address, form | {f"n_{keys[-1]}": "hose torn"} | token).status_code == 302
    assert SelfCheck.objects.count() == 1
    inspector = client_with("inspector", COUNTY)
    assert "hose torn" in inspector.get(f"/enterprises/{firm.id}/checks/").content.decode()
    assert inspector.get(address).status_code == 403
    assert firm.name in inspector.get("/enterprises/unchecked/?cycle=week").content.decode()
    assert inspector.get(f"/enterprises/{firm.id}/check/hour/").status_code == 404
    assert client_with("township_officer", DAQIAO).get(f"/enterprises/{firm.id}/checks/").status_code == 404
