"""Teams, stock and shelters: who sees them, and the acts."""

from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from tests.factories.access import client_with
from tests.factories.readiness import build_force, build_shelter, build_store, build_team

from anlan.kernel.actors import NOBODY
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound, TransitionNotAllowed
from anlan.readiness import api
from anlan.readiness.models import Entry, Holding
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 6, 26, 18, tzinfo=UTC)
YIHAI, DAQIAO = "513433106", "513433102"
TENT = "L0101"


def told() -> int:
    return JournalEntry.objects.filter(kind__startswith="readiness.").count()


def a_move(quantity="4", kind=api.MoveKind.ISSUE, item=TENT, reason="order 7") -> api.Move:
    return api.Move(item=item, kind=kind, quantity=Decimal(quantity), reason=reason)


def test_a_county_sees_its_own_readiness_only(actor_with):
    own, other = build_store("513433"), build_store("513401")
    keeper = actor_with("warehouse_keeper", "513433")

    assert [row.id for row in api.stores(keeper, api.StoreFilter())] == [own.id]
    with pytest.raises(NotFound):
        api.store(keeper, other.id)


@pytest.mark.parametrize("layer", api.LAYERS)
def test_a_tile_shows_what_the_reader_may_see(actor_with, layer):
    build_team()
    build_store()
    build_shelter()
    for register in api.registers().values():
        if register.rows == "forces":
            build_force(register.key)
    at = (8, 200, 106)

    assert api.tile(actor_with("duty_officer"), at, layer) != b""
    assert api.tile(actor_with("duty_officer", "513401"), at, layer) == b""
    assert api.tile(NOBODY, at, layer) == b""


def test_stock_goes_out_with_its_balance_in_the_ledger(actor_with):
    store = build_store(stock={TENT: 10})
    keeper = actor_with("warehouse_keeper", "513433")

    assert api.move_stock(store_id=store.id, move=a_move(), actor=keeper, now=NOW) == 6

    row = api.movements_of(store.id)[0]
    entry = JournalEntry.objects.get(kind="readiness.stock_moved")
    assert (row.quantity, row.balance, row.reason, row.by_name) == (-4, 6, "order 7", keeper.name)
    assert (entry.region, entry.payload["quantity"], entry.payload["balance"]) == ("513433", "4", "6.00")
    assert api.stock_of(store.id)[0].is_low


def test_an_item_that_a_store_never_had_can_come_in(actor_with):
    store = build_store()
    keeper = actor_with("warehouse_keeper", "513433")

    balance = api.move_stock(store_id=store.id, move=a_move("3", api.MoveKind.PURCHASE), actor=keeper, now=NOW)

    assert balance == 3
    assert api.totals(keeper) == {TENT: 3}


@pytest.mark.parametrize(
    ("role", "region", "move", "refusal"),
    [
        ("warehouse_keeper", "513433", a_move("10.01"), api.StockTooLow),
        ("warehouse_keeper", "513433", a_move("0"), InvalidValue),
        ("warehouse_keeper", "513433", a_move(reason=" "), api.MoveNeedsReason),
        ("warehouse_keeper", "513433", a_move(item="L9999"), api.UnknownItem),
        ("duty_officer", "513433", a_move(), NotAllowed),
        ("warehouse_keeper", "513401", a_move(), NotFound),
    ],
)
def test_a_refused_move_changes_nothing(actor_with, role, region, move, refusal):
    store = build_store(stock={TENT: 10})

    with pytest.raises(refusal):
        api.move_stock(store_id=store.id, move=move, actor=actor_with(role, region), now=NOW)

    assert list(Holding.objects.values_list("item", "quantity")) == [(TENT, 10)]
    assert (Entry.objects.exclude(kind="opening").count(), told()) == (0, 0)


def test_a_refusal_names_what_is_there(actor_with):
    store = build_store(stock={TENT: 10})

    with pytest.raises(api.StockTooLow) as refusal:
        api.move_stock(store_id=store.id, move=a_move("11"), actor=actor_with("warehouse_keeper"), now=NOW)

    assert refusal.value.data == {"item": "12平方米单帐篷", "held": 10, "wanted": 11, "unit": "顶"}


def test_a_shelter_opens_counts_and_closes_when_empty(actor_with):
    shelter, officer = build_shelter(), actor_with("township_officer", YIHAI)
    named = {"shelter_id": shelter.id, "actor": officer, "now": NOW}

    api.open_shelter(**named)
    api.count_occupants(occupants=100, **named)
    with pytest.raises(api.ShelterIsFull):
        api.count_occupants(occupants=101, **named)
    with pytest.raises(api.ShelterIsOccupied):
        api.close_shelter(**named)
    assert api.shelter(officer, shelter.id).free == 0
    api.count_occupants(occupants=0, **named)
    api.close_shelter(**named)

    assert api.shelter(officer, shelter.id).state == "closed"
    assert told() == 4


@pytest.mark.parametrize("act", [api.close_shelter, lambda **named: api.count_occupants(occupants=1, **named)])
def test_a_closed_shelter_takes_nobody(actor_with, act):
    shelter = build_shelter()

    with pytest.raises(TransitionNotAllowed):
        act(shelter_id=shelter.id, actor=actor_with("township_officer", YIHAI), now=NOW)

    shelter.refresh_from_db()
    assert (shelter.state, shelter.occupants, told()) == ("closed", 0, 0)


@pytest.mark.parametrize(
    ("role", "region", "refusal"), [("auditor", "5134", NotAllowed), ("township_officer", DAQIAO, NotFound)]
)
def test_a_shelter_is_opened_only_by_who_runs_it(actor_with, role, region, refusal):
    shelter = build_shelter()

    with pytest.raises(refusal):
        api.open_shelter(shelter_id=shelter.id, actor=actor_with(role, region), now=NOW)

    shelter.refresh_from_db()
    assert (shelter.state, told()) == ("closed", 0)


def test_a_leader_reports_on_the_team(actor_with):
    team = build_team()
    report = api.TeamReport(api.TeamState.OUT, 60, "at Yihai")

    api.report_team(team_id=team.id, report=report, actor=actor_with("team_leader", "513433"), now=NOW)

    found = api.team(actor_with("duty_officer"), team.id)
    assert (found.state, found.readiness_minutes, found.note, told()) == ("out", 60, "at Yihai", 1)


def test_a_refused_report_changes_nothing(actor_with):
    team = build_team()
    report = api.TeamReport(api.TeamState.OUT, 60, "at Yihai")

    with pytest.raises(NotAllowed):
        api.report_team(team_id=team.id, report=report, actor=actor_with("auditor"), now=NOW)

    team.refresh_from_db()
    assert (team.state, told()) == ("standing_by", 0)


def test_members_are_summed_over_the_chosen_teams(actor_with):
    build_team(members=30)
    build_team(members=12, kind="mine")

    assert api.member_count(actor_with("duty_officer"), api.TeamFilter()) == 42
    assert api.member_count(actor_with("duty_officer"), api.TeamFilter(kind="mine")) == 12


@pytest.mark.parametrize("path", ["/readiness/", "/readiness/stores/", "/readiness/shelters/"])
def test_every_list_is_a_page_and_a_file(path):
    build_team()
    build_store(stock={TENT: 1})
    build_shelter()
    client = client_with("duty_officer")

    assert client.get(path).status_code == 200
    assert client.get(f"{path}?q=nothing+fits&sort=-code&item={TENT}").status_code == 200
    assert client.get(f"{path}?format=csv")["Content-Type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize("sort", ["low", "-low", "level", "region"])
def test_stores_are_sorted_by(actor_with, sort):
    build_store(stock={TENT: 1})
    build_store(stock={TENT: 100})

    assert len(api.stores(actor_with("duty_officer"), api.StoreFilter(sort=sort))[:9]) == 2


def test_every_file_is_a_page():
    team, store, shelter = build_team(), build_store(stock={TENT: 1}), build_shelter()
    client = client_with("department_operator")

    for path in (f"teams/{team.id}", f"stores/{store.id}", f"shelters/{shelter.id}"):
        assert client.get(f"/readiness/{path}/").status_code == 200
        assert client_with("duty_officer", "513401").get(f"/readiness/{path}/").status_code == 404
    assert client.get(f"/readiness/teams/{uuid4()}/").status_code == 404
    assert client.get(f"/readiness/stores/{store.id}/?format=csv").status_code == 200


def test_stock_is_moved_on_the_page():
    store = build_store(stock={TENT: 10})
    client = client_with("warehouse_keeper", "513433")
    form = {"item": TENT, "kind": "issue", "quantity": "4", "reason": "order 7"}

    assert client.post(f"/readiness/stores/{store.id}/moves/", form).status_code == 302
    page = client.get(f"/readiness/stores/{store.id}/").content.decode()
    assert "order 7" in page
    assert client.post(f"/readiness/stores/{store.id}/moves/", form | {"quantity": "7"}).status_code == 409
    assert client.post(f"/readiness/stores/{store.id}/moves/", form | {"quantity": "x"}).status_code == 422
    assert client.post(f"/readiness/stores/{store.id}/moves/", form | {"kind": "x"}).status_code == 422
    assert Entry.objects.exclude(kind="opening").count() == 1


def test_a_shelter_is_run_on_the_page():
    shelter = build_shelter()
    client = client_with("township_officer", YIHAI)

    assert client.post(f"/readiness/shelters/{shelter.id}/open/").status_code == 302
    assert client.post(f"/readiness/shelters/{shelter.id}/count/", {"occupants": "36"}).status_code == 302
    assert "36" in client.get(f"/readiness/shelters/{shelter.id}/").content.decode()
    assert client.post(f"/readiness/shelters/{shelter.id}/count/", {"occupants": "many"}).status_code == 422
    assert client.post(f"/readiness/shelters/{shelter.id}/close/").status_code == 409
    assert client.post(f"/readiness/shelters/{shelter.id}/burn/").status_code == 404


def test_a_team_is_reported_on_the_page():
    team = build_team()
    client = client_with("team_leader", "513433")
    form = {"state": "resting", "readiness_minutes": "120", "note": "after Yihai"}

    assert client.post(f"/readiness/teams/{team.id}/report/", form).status_code == 302
    assert "after Yihai" in client.get(f"/readiness/teams/{team.id}/").content.decode()
    assert client.post(f"/readiness/teams/{team.id}/report/", form | {"readiness_minutes": "-1"}).status_code == 422


def test_the_api_lists_and_moves():
    store = build_store(stock={TENT: 10})
    build_team()
    build_shelter()
    client = client_with("warehouse_keeper", "513433")
    body = {"item": TENT, "kind": "issue", "quantity": "4", "reason": "order 7"}

    moved = client.post(f"/api/v1/readiness/stores/{store.id}/moves", body, content_type="application/json")
    assert Decimal(moved.json()["balance"]) == 6
    assert [row["item"] for row in client.get(f"/api/v1/readiness/stores/{store.id}/stock").json()] == [TENT]
    for path in ("teams", "stores", "shelters"):
        assert len(client.get(f"/api/v1/readiness/{path}").json()) == 1
