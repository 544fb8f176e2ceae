"""Every pair of state and act that a table of this room does not have, driven by the real act: nothing moves."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from tests.factories.people import build_organisation
from tests.factories.readiness import build_force, build_requisition, build_shelter, build_store
from tests.factories.states import Machine, failings

from anlan.kernel.actors import Grant
from anlan.readiness import api
from anlan.readiness.domain import entries, requisitions, shelters
from anlan.readiness.models import ForceChange

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 6, 26, 18, tzinfo=UTC)
COUNTY, YIHAI = "513433", "513433106"
TENTS = (("L0101", Decimal(10)),)


@pytest.fixture
def chief(actor_with):
    return actor_with("department_operator", COUNTY)


def test_of_a_requisition(chief):
    source = build_store(COUNTY, stock={"L0101": 50})
    row = build_requisition(build_store(YIHAI))
    given = {"requisition_id": row.id, "actor": chief, "now": NOW}
    allotment = api.Allotment(store_id=source.id, lines=TENTS)
    act = requisitions.RequisitionAct
    acts = {
        act.APPROVE: lambda: api.approve_requisition(allotment=allotment, **given),
        act.HAND_UP: lambda: api.hand_up(note="", **given),
    }
    for each in (act.REFUSE, act.WITHDRAW, act.CLOSE):
        acts[each] = lambda each=each: api.end_requisition(act=each, said="so", **given)
    assert failings(Machine(row, requisitions.REQUISITION_STEPS, acts)) == []


def test_of_a_load(chief):
    source = build_store(COUNTY, stock={"L0101": 50})
    row = build_requisition(build_store(YIHAI), source).shipments.get()
    given = {"shipment_id": row.id, "actor": chief, "now": NOW}
    act = requisitions.ShipmentAct
    acts = {
        act.DISPATCH: lambda: api.dispatch_shipment(departure=api.Departure(lines=TENTS), **given),
        act.REPORT: lambda: api.report_shipment(place="the bridge", **given),
        act.RECEIVE: lambda: api.receive_shipment(arrival=api.Arrival(lines=TENTS), **given),
        act.CANCEL: lambda: api.cancel_shipment(said="no", **given),
    }
    assert failings(Machine(row, requisitions.SHIPMENT_STEPS, acts)) == []


def test_of_a_shelter(chief):
    row = build_shelter(COUNTY)
    given = {"shelter_id": row.id, "actor": chief, "now": NOW}
    act = shelters.ShelterAct
    acts = {
        act.OPEN: lambda: api.open_shelter(**given),
        act.COUNT: lambda: api.count_occupants(occupants=5, **given),
        act.CLOSE: lambda: api.close_shelter(**given),
    }
    assert failings(Machine(row, shelters.STATES, acts)) == []


def test_of_a_proposed_change(chief, actor_with):
    organisation = build_organisation(region=YIHAI)
    grants = (Grant("township_officer", YIHAI, organisation.id),)
    owner = replace(actor_with("township_officer", YIHAI), id="owner", grants=grants)
    force = build_force("medical", YIHAI, owner_id=organisation.id)
    details = api.EntryDetails(
        code=force.code, name="Another name", kind=force.kind, region=YIHAI, longitude=102.27, latitude=28.72, values={}
    )
    change_id = api.propose_change(
        register_key="medical", entry_id=force.id, details=details, reason="new", actor=owner, now=NOW
    )
    row = ForceChange.objects.get(id=change_id)
    acts = {
        act: lambda act=act: api.judge_change(change_id=row.id, act=act, answer="so", actor=chief, now=NOW)
        for act in entries.ChangeAct
    }
    assert failings(Machine(row, entries.STATES, acts)) == []
