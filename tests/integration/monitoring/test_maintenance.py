"""Orders to mend stations, pictures of them, and who looks after them."""

import struct
import zlib
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.access import client_with
from tests.factories.monitoring import YIHAI, build_station
from tests.factories.people import build_person
from tests.factories.places import build_divisions

from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound, TransitionNotAllowed
from anlan.monitoring import api
from anlan.monitoring.domain.errors import NoPicture, OrderRuns
from anlan.monitoring.models import MaintenanceOrder, StationPhoto
from anlan.support.models import JournalEntry

NOW = datetime(2026, 7, 1, 4, 0, tzinfo=UTC)
DAY = timedelta(days=1)

pytestmark = pytest.mark.django_db


def png(colour: int = 0) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    data = zlib.compress(bytes([0, colour]))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@pytest.fixture(autouse=True)
def clock(at, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    at(NOW)


@pytest.fixture
def station():
    build_divisions()
    return build_station()


@pytest.fixture
def operator(actor_with):
    return actor_with("department_operator", "513433")


def opened(station, actor, **more) -> MaintenanceOrder:
    order = api.NewOrder(**({"reason": "silent", "text": "nothing since noon"} | more))
    id_ = api.open_order(station_id=station.id, order=order, actor=actor, now=NOW)
    return MaintenanceOrder.objects.get(id=id_)


def kinds() -> list[str]:
    found = JournalEntry.objects.filter(kind__startswith="monitoring.").order_by("id").values_list("kind", flat=True)
    return [kind.removeprefix("monitoring.") for kind in found]


def test_an_order_is_opened_taken_and_done_and_each_step_is_journalled(station, operator):
    person = build_person().id
    order = opened(station, operator, person_id=person)
    assert (order.state, order.due_at, order.person_id) == ("open", NOW + 3 * DAY, person)
    for act, note in ((api.OrderAct.TAKE, ""), (api.OrderAct.FINISH, "battery changed")):
        api.move_order(order_id=order.id, act=act, note=note, actor=operator, now=NOW + DAY)
    order.refresh_from_db()
    assert (order.state, order.note, order.state_by) == ("done", "battery changed", operator.name)
    assert kinds() == ["maintenance_opened", "maintenance_changed", "maintenance_changed"]


def test_a_step_that_the_table_does_not_have_is_refused_and_changes_nothing(station, operator):
    order = opened(station, operator)
    api.move_order(order_id=order.id, act=api.OrderAct.CANCEL, note="by mistake", actor=operator, now=NOW)
    with pytest.raises(TransitionNotAllowed):
        api.move_order(order_id=order.id, act=api.OrderAct.FINISH, note="done", actor=operator, now=NOW)
    order.refresh_from_db()
    assert (order.state, order.note) == ("cancelled", "by mistake")


@pytest.mark.parametrize("act", [api.OrderAct.FINISH, api.OrderAct.CANCEL])
def test_an_order_ends_only_with_words(station, operator, act):
    order = opened(station, operator)
    with pytest.raises(InvalidValue):
        api.move_order(order_id=order.id, act=act, note="", actor=operator, now=NOW)
    order.refresh_from_db()
    assert order.state == "open"


def test_a_station_has_one_running_order_of_a_reason(station, operator):
    order = opened(station, operator)
    with pytest.raises(OrderRuns):
        opened(station, operator)
    assert MaintenanceOrder.objects.count() == 1
    api.move_order(order_id=order.id, act=api.OrderAct.FINISH, note="done", actor=operator, now=NOW)
    opened(station, operator)
    assert MaintenanceOrder.objects.count() == 2


def test_a_township_reports_a_fault_but_names_nobody_and_moves_nothing(station, actor_with):
    town = actor_with("township_officer", YIHAI)
    order = opened(station, town, person_id=build_person().id, due_at=NOW + 9 * DAY)
    assert (order.person_id, order.due_at) == (None, NOW + 3 * DAY)
    with pytest.raises(NotAllowed):
        api.move_order(order_id=order.id, act=api.OrderAct.TAKE, note="", actor=town, now=NOW)
    order.refresh_from_db()
    assert order.state == "open"


@pytest.mark.parametrize(
    ("role", "region", "error"),
    [("auditor", "513433", NotAllowed), ("department_operator", "513401", NotFound)],
)
def test_who_may_not_opens_nothing_adds_no_picture_and_names_no_keeper(station, actor_with, role, region, error):
    actor = actor_with(role, region)
    photo = api.NewPhoto(content=png(), name="a.png")
    for act in (
        lambda: opened(station, actor),
        lambda: api.add_photo(station_id=station.id, photo=photo, actor=actor, now=NOW),
        lambda: api.name_keeper(station_id=station.id, person_id=None, actor=actor, now=NOW),
    ):
        with pytest.raises(error):
            act()
    assert not MaintenanceOrder.objects.exists()
    assert not StationPhoto.objects.exists()
    assert kinds() == []


@pytest.mark.parametrize(("minutes", "overdue"), [(-1, False), (0, False), (1, True)])
def test_an_order_is_overdue_after_its_time_and_not_at_it(station, operator, minutes, overdue):
    opened(station, operator)
    (row,) = api.orders(operator, now=NOW + 3 * DAY + timedelta(minutes=minutes))
    assert row.is_overdue is overdue
    wanted = api.orders(operator, now=NOW + 3 * DAY + timedelta(minutes=minutes), state="overdue")
    assert bool(wanted) is overdue


def test_orders_elsewhere_are_not_listed(station, operator, actor_with):
    opened(station, operator)
    assert api.orders(actor_with("department_operator", "513401"), now=NOW) == ()


def test_a_picture_is_kept_once_and_sent_to_who_may_see_the_station(station, operator, actor_with):
    ids = {
        api.add_photo(station_id=station.id, photo=api.NewPhoto(content=png(), name="a.png"), actor=operator, now=NOW)
        for _ in range(2)
    }
    assert len(ids) == 1
    (id_,) = ids
    assert api.photo(operator, id_) == (png(), "image/png")
    with pytest.raises(NotFound):
        api.photo(actor_with("duty_officer", "513401"), id_)
    assert client_with("duty_officer", "513433").get(f"/stations/photos/{id_}/")["Content-Type"] == "image/png"


@pytest.mark.parametrize("content", [b"", b"<html>", png()[:-4], b"\x89PNG\r\n\x1a\n" + b"0" * (8 * 1024 * 1024)])
def test_what_is_no_whole_picture_is_refused(station, operator, content):
    with pytest.raises(NoPicture):
        api.add_photo(station_id=station.id, photo=api.NewPhoto(content=content, name="a.png"), actor=operator, now=NOW)
    assert not StationPhoto.objects.exists()


def test_a_keeper_is_a_registered_person(station, operator):
    with pytest.raises(InvalidValue):
        api.name_keeper(station_id=station.id, person_id=uuid4(), actor=operator, now=NOW)
    assert api.keeper(operator, station.id) is None
    person = build_person().id
    api.name_keeper(station_id=station.id, person_id=person, actor=operator, now=NOW)
    assert api.keeper(operator, station.id).id == person


def test_the_pages_open_move_and_list_orders_and_take_pictures(station):
    client = client_with("department_operator", "513433")
    path = f"/stations/{station.id}/"
    assert client.post(f"{path}orders/", {"reason": "power", "text": "电池耗尽"}).status_code == 302
    assert client.post(f"{path}orders/", {"reason": "power", "text": "again"}).status_code == 409
    page = client.get(path).content.decode()
    assert "供电或电池" in page
    assert "电池耗尽" in page
    order = MaintenanceOrder.objects.get()
    assert "供电或电池" in client.get("/stations/maintenance/").content.decode()
    photo = SimpleUploadedFile("a.png", png(7), "image/png")
    sent = {"act": "finish", "note": "已换电池", "photo": photo, "back": "list"}
    assert client.post(f"/stations/maintenance/{order.id}/", sent)["Location"] == "/stations/maintenance/"
    assert StationPhoto.objects.get().order_id == order.id
    assert client.post(f"/stations/maintenance/{order.id}/", {"act": "finish", "note": "again"}).status_code == 409
    assert client.post(f"/stations/maintenance/{order.id}/", {"act": "explode"}).status_code == 422
    assert "供电或电池" not in client.get("/stations/maintenance/").content.decode()
    assert "已换电池" in client.get("/stations/maintenance/?state=done").content.decode()
    lines = client.get("/stations/maintenance/?state=all&format=csv").getvalue().decode().splitlines()
    assert len(lines) == 2
    assert client.post(f"{path}photos/", {"photo": SimpleUploadedFile("a.png", b"x")}).status_code == 422
    assert client.post(f"{path}photos/", {"photo": SimpleUploadedFile("b.png", png(9))}).status_code == 302


def test_the_keeper_page_finds_persons_and_names_one(station):
    person = build_person(name="沙马阿依").id
    client = client_with("department_operator", "513433")
    path = f"/stations/{station.id}/keeper/"
    assert "沙马阿依" in client.get(f"{path}?q=沙马").content.decode()
    assert client.post(path, {"person": str(person)}).status_code == 302
    assert "沙马阿依" in client.get(f"/stations/{station.id}/").content.decode()
