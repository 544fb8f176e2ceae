"""Routes below ``/api/v1/readiness``; each answers only with what the key or person may see."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema

from anlan.kernel import clock
from anlan.readiness import api
from anlan.web.auth import signed_in_api

router = Router(tags=["readiness"], auth=signed_in_api)

_MOST = 200


class TeamOut(Schema):
    """A team; it leaves within ``readiness_minutes``."""

    id: UUID
    code: str
    name: str
    kind: str
    region: str
    longitude: float
    latitude: float
    members: int
    vehicles: int
    skills: list[str]
    readiness_minutes: int
    state: str


class StoreOut(Schema):
    """A store; ``low_count`` of its items lie below their floor."""

    id: UUID
    code: str
    name: str
    level: int
    region: str
    longitude: float
    latitude: float
    item_count: int
    low_count: int


class ItemOut(Schema):
    """An item of the catalogue; ``mark`` says how sure its national class is."""

    code: str
    name: str
    unit: str
    group: str
    national_class: str
    class_name: str
    mark: str


class StockOut(Schema):
    """How much of an item a store holds."""

    item: str
    name: str
    unit: str
    quantity: Decimal
    floor: Decimal


class ShelterOut(Schema):
    """A shelter; ``capacity`` in persons, ``area`` in m2."""

    id: UUID
    code: str
    name: str
    kind: str
    region: str
    longitude: float
    latitude: float
    capacity: int
    occupants: int
    area: float
    state: str


class RegisterOut(Schema):
    """A register of forces: its key, its Chinese name, and its fields by key with their names and units."""

    key: str
    name: str
    kinds: dict[str, str]
    fields: dict[str, str]


class EntryOut(Schema):
    """An entry of a register; ``values`` by the keys of its fields, ``trust`` is how far it is believed."""

    id: UUID
    code: str
    name: str
    kind: str
    region: str
    longitude: float
    latitude: float
    state: str
    values: dict[str, Any]
    trust: str
    confirmed_at: datetime | None
    expires_on: date | None


class ListQuery(Schema):
    """Which part of a list is wanted."""

    region: str = ""
    q: str = ""
    offset: int = Query(0, ge=0)
    limit: int = Query(50, ge=1, le=_MOST)


class MoveIn(Schema):
    """A movement of stock."""

    item: str
    kind: api.MoveKind
    quantity: Decimal
    reason: str
    document: str = ""


class BalanceOut(Schema):
    """What is in stock after a movement."""

    item: str
    balance: Decimal


@router.get("/readiness/teams", response=list[TeamOut])
def teams(request: HttpRequest, query: Query[ListQuery], kind: str = "") -> list[dict[str, Any]]:
    """List teams."""
    return _part(api.teams(request.auth, api.TeamFilter(kind=kind, region=query.region, text=query.q)), query)


@router.get("/readiness/registers", response=list[RegisterOut])
def registers(request: HttpRequest) -> list[RegisterOut]:
    """List the registers of forces."""
    return [
        RegisterOut(
            key=each.key,
            name=each.name,
            kinds=dict(each.kinds),
            fields={field.key: field.head for field in each.fields},
        )
        for each in api.registers().values()
    ]


@router.get("/readiness/registers/{key}", response=list[EntryOut])
def entries(
    request: HttpRequest, key: str, query: Query[ListQuery], kind: str = "", trust: str = ""
) -> list[dict[str, Any]]:
    """List the entries of a register."""
    wanted = api.EntryFilter(register=key, kind=kind, trust=trust, region=query.region, text=query.q)
    return _part(api.entries(request.auth, wanted), query)


@router.get("/readiness/items", response=list[ItemOut])
def items(request: HttpRequest) -> list[ItemOut]:
    """List the catalogue of stored items with their national classes."""
    return [
        ItemOut(
            code=each.code,
            name=each.name,
            unit=each.unit,
            group=each.group,
            national_class=each.national_class,
            class_name=api.classes().get(each.national_class, ""),
            mark=each.mark,
        )
        for each in api.items().values()
    ]


@router.get("/readiness/stores", response=list[StoreOut])
def stores(request: HttpRequest, query: Query[ListQuery], item: str = "") -> list[dict[str, Any]]:
    """List stores, or those that hold an item."""
    return _part(api.stores(request.auth, api.StoreFilter(item=item, region=query.region, text=query.q)), query)


@router.get("/readiness/stores/{store_id}/stock", response=list[StockOut])
def stock(request: HttpRequest, store_id: UUID) -> list[StockOut]:
    """Return what a store holds."""
    api.store(request.auth, store_id)
    return [
        StockOut(item=row.item.code, name=row.item.name, unit=row.item.unit, quantity=row.quantity, floor=row.floor)
        for row in api.stock_of(store_id)
    ]


@router.post("/readiness/stores/{store_id}/moves", response=BalanceOut)
def move(request: HttpRequest, store_id: UUID, body: MoveIn) -> BalanceOut:
    """Bring stock in or take it out."""
    moved = api.Move(
        item=body.item,
        kind=body.kind,
        quantity=body.quantity,
        reason=body.reason[:300],
        document=body.document[:60],
    )
    balance = api.move_stock(store_id=store_id, move=moved, actor=request.auth, now=clock.now())
    return BalanceOut(item=body.item, balance=balance)


@router.get("/readiness/shelters", response=list[ShelterOut])
def shelters(request: HttpRequest, query: Query[ListQuery], state: str = "") -> list[dict[str, Any]]:
    """List shelters."""
    wanted = api.ShelterFilter(state=state, region=query.region, text=query.q)
    return _part(api.shelters(request.auth, wanted), query)


def _part(rows: Sequence[Any], query: ListQuery) -> list[dict[str, Any]]:
    return [asdict(row) for row in rows[query.offset : query.offset + query.limit]]
