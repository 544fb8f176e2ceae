"""Keeping enterprises and their files: who may, what is refused, what the journal says, and what ends."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from tests.factories.enterprises import build_enterprise, build_record
from tests.factories.people import build_organisation, build_person

from anlan.enterprises import api
from anlan.enterprises.models import Enterprise, Record
from anlan.kernel.actors import SYSTEM, Actor, Grant
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound, TransitionNotAllowed
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db

NOW = datetime(2024, 6, 1, 1, tzinfo=UTC)
YIHAI, DAQIAO, COUNTY = "513433106", "513433102", "513433"
CODE = "91350100M000100Y43"
PLACE = api.Place(YIHAI, 102.27, 28.72)
ENTRY = api.EnterpriseEntry(name="示例化工厂", industry="chemicals", scale="small", staff=30)
LICENCE = {"name": "安全生产许可证", "number": "001", "valid_until": "2024-07-01"}


def told() -> list[str]:
    return list(JournalEntry.objects.filter(kind__startswith="enterprises.").values_list("kind", flat=True))


def officer_of(organisation, region=COUNTY) -> Actor:
    return Actor(id="o", name="officer", grants=(Grant("enterprise_officer", region, organisation.id),))


def test_a_department_registers_an_enterprise_once(actor_with):
    operator = actor_with("department_operator", COUNTY)

    found = api.register_enterprise(code=CODE.lower(), entry=ENTRY, place=PLACE, actor=operator, now=NOW)

    with pytest.raises(api.CodeIsTaken):
        api.register_enterprise(code=CODE, entry=ENTRY, place=PLACE, actor=operator, now=NOW)
    firm = api.enterprise_by_code(operator, CODE)
    assert (firm.id, firm.name, firm.state, firm.region) == (found, ENTRY.name, "operating", YIHAI)
    assert told() == ["enterprises.enterprise_registered"]


@pytest.mark.parametrize(
    ("role", "region", "code", "refusal"),
    [
        ("department_operator", COUNTY, "91350100M000100Y44", api.CreditCodeIsWrong),
        ("department_operator", "513434", CODE, NotAllowed),
        ("inspector", COUNTY, CODE, NotAllowed),
    ],
)
def test_a_refused_registration_leaves_nothing(actor_with, role, region, code, refusal):
    with pytest.raises(refusal):
        api.register_enterprise(code=code, entry=ENTRY, place=PLACE, actor=actor_with(role, region), now=NOW)
    assert (Enterprise.objects.count(), told()) == (0, [])


def test_a_change_is_journalled_by_what_changed(actor_with):
    firm = build_enterprise(YIHAI, name="old")
    operator = actor_with("department_operator", COUNTY)
    entry = api.EnterpriseEntry(name="new", industry="chemicals")
    for _ in range(2):
        api.change_enterprise(
            enterprise_id=firm.id, entry=entry, place=api.Place(DAQIAO, 102.27, 28.72), actor=operator, now=NOW
        )

    entry = JournalEntry.objects.get(kind="enterprises.enterprise_changed")
    assert entry.payload["before"] == {"name": "old", "region": YIHAI}
    assert entry.payload["after"] == {"name": "new", "region": DAQIAO}


def test_a_firm_stops_and_a_closed_one_takes_no_more_changes(actor_with):
    firm, operator = build_enterprise(YIHAI), actor_with("department_operator", COUNTY)
    acts = {"enterprise_id": firm.id, "actor": operator, "now": NOW}

    with pytest.raises(api.ReasonIsMissing):
        api.change_state(act=api.FirmAct.STOP, reason=" ", **acts)
    assert api.change_state(act=api.FirmAct.STOP, reason="repair", **acts) == "stopped"
    assert api.change_state(act=api.FirmAct.CLOSE, reason="moved away", **acts) == "closed"
    with pytest.raises(TransitionNotAllowed):
        api.change_state(act=api.FirmAct.RESUME, reason="again", **acts)
    with pytest.raises(api.EnterpriseIsClosed):
        api.add_record(section_key="licences", written=LICENCE, **acts)
    assert told() == ["enterprises.state_changed"] * 2
    assert Record.objects.count() == 0


def test_an_officer_keeps_the_file_of_the_own_firm_only():
    organisation, other = build_organisation(region=YIHAI), build_organisation(region=YIHAI)
    own, foreign = build_enterprise(YIHAI, organisation=organisation), build_enterprise(YIHAI, organisation=other)
    officer = officer_of(organisation)

    record_id = api.add_record(enterprise_id=own.id, section_key="licences", written=LICENCE, actor=officer, now=NOW)

    with pytest.raises(NotFound):
        api.add_record(enterprise_id=foreign.id, section_key="licences", written=LICENCE, actor=officer, now=NOW)
    with pytest.raises(NotFound):
        api.enterprise(officer, foreign.id)
    assert [row.id for row in api.enterprises(officer, api.EnterpriseFilter())] == [own.id]
    assert list(Record.objects.values_list("id", flat=True)) == [record_id]
    assert api.enterprise(officer, own.id).next_end == date(2024, 7, 1)


def test_an_officer_is_known_by_the_own_organisation_and_region():
    organisation = build_organisation(region=YIHAI)
    person = build_person(region=YIHAI, organisation=organisation)
    firm = build_enterprise(YIHAI, organisation=organisation)
    at_home = Actor(id="o", name="o", grants=(Grant("enterprise_officer", YIHAI),), person_id=person.id)

    assert api.enterprise(at_home, firm.id).id == firm.id
    with pytest.raises(NotFound):
        api.enterprise(officer_of(organisation, "513434"), firm.id)


@pytest.mark.parametrize(
    ("role", "region", "written", "refusal"),
    [
        ("inspector", COUNTY, LICENCE, NotAllowed),
        ("department_operator", "513434", LICENCE, NotFound),
        ("department_operator", COUNTY, {"name": "x"}, InvalidValue),
    ],
)
def test_a_refused_row_leaves_the_file_as_it_was(actor_with, role, region, written, refusal):
    firm = build_enterprise(YIHAI)
    with pytest.raises(refusal):
        api.add_record(
            enterprise_id=firm.id, section_key="licences", written=written, actor=actor_with(role, region), now=NOW
        )
    firm.refresh_from_db()
    assert (Record.objects.count(), firm.next_end, told()) == (0, None, [])


def test_a_row_is_changed_and_removed_and_the_journal_keeps_what_it_said(actor_with):
    firm, operator = build_enterprise(YIHAI), actor_with("department_operator", COUNTY)
    row = build_record(firm, "standardisation", {"level": "second", "valid_until": "2024-07-01"})

    api.change_record(
        record_id=row.id, written={"level": "first", "valid_until": "2027-07-01"}, actor=operator, now=NOW
    )
    firm.refresh_from_db()
    assert (firm.standard_level, firm.next_end) == ("first", date(2027, 7, 1))
    api.remove_record(record_id=row.id, actor=operator, now=NOW)

    firm.refresh_from_db()
    assert (firm.standard_level, firm.next_end, Record.objects.count()) == ("", None, 0)
    removed = JournalEntry.objects.get(kind="enterprises.record_removed")
    assert removed.payload["before"] == {"level": "first", "valid_until": "2027-07-01"}
    with pytest.raises(NotFound):
        api.remove_record(record_id=uuid4(), actor=operator, now=NOW)


def test_each_step_of_warning_is_announced_once(actor_with):
    firm = build_enterprise(YIHAI)
    build_record(firm, "licences", LICENCE)
    build_record(build_enterprise(YIHAI, state="closed"), "licences", LICENCE)
    days = [datetime(2024, *day, tzinfo=UTC) for day in ((4, 1), (4, 2), (4, 3), (6, 1), (7, 1), (9, 1))]

    warned = [api.warn_of_ends(actor=SYSTEM, now=day) for day in days]

    assert warned == [0, 1, 0, 1, 1, 0]
    payloads = JournalEntry.objects.order_by("happened_at").values_list("payload", flat=True)
    assert [each["days"] for each in payloads] == [90, 30, 0]


def test_what_ends_is_listed_by_step_within_the_readers_regions(actor_with):
    build_record(build_enterprise(YIHAI), "licences", LICENCE)
    build_record(build_enterprise(YIHAI), "insurance", {"insurer": "x", "policy": "1", "valid_until": "2024-05-01"})
    build_record(build_enterprise(DAQIAO), "licences", LICENCE | {"valid_until": "2024-08-30"})
    inspector, today = actor_with("inspector", COUNTY), date(2024, 6, 1)

    assert [row.days_left(today) for row in api.ends(inspector, api.EndFilter(), today)] == [-31, 30, 90]
    assert api.end_counts(inspector, api.EndFilter(), today) == {90: 3, 30: 2, 0: 1}
    assert len(api.ends(actor_with("inspector", DAQIAO), api.EndFilter(within=30), today)) == 0


def test_other_rooms_ask_for_names_objects_to_draw_and_certificates():
    firm = build_enterprise(YIHAI, name="x")
    build_enterprise(YIHAI, state="closed")
    build_record(firm, "people", {"name": "甲", "post": "principal", "certificate": "y"})

    assert api.enterprise_names([firm.id, uuid4()]) == {firm.id: "x"}
    assert [row.id for row in api.enterprises_in(COUNTY, "chemicals")] == [firm.id]
    assert api.enterprises_in(COUNTY, "mine") == ()
    assert [row.title for row in api.people_with_certificates([firm.id])[firm.id]] == ["甲"]
