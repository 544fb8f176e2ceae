"""An operator looks at a gauge that has fallen silent: zooms, compares, opens an order, brings a picture, mends it."""

import math
import struct
import zlib
from datetime import UTC, datetime, timedelta

import pytest
from tests.factories.access import build_user
from tests.factories.monitoring import YIHAI, arrival, build_station, rain
from tests.factories.places import build_divisions

from anlan.kernel.actors import SYSTEM
from anlan.monitoring.models import MaintenanceOrder, Series, StationPhoto
from anlan.monitoring.services.ingesting import Intake
from anlan.monitoring.services.rolling import roll_up

NOW = datetime(2026, 7, 1, 4, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)

pytestmark = pytest.mark.django_db(transaction=True)


def png() -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", 40, 30, 8, 0, 0, 0, 0)
    rows = b"".join(bytes([0, *(60 + 3 * x for x in range(40))]) for _ in range(30))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.fixture
def gauge(at, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    at(NOW)
    build_divisions()
    here = build_station(
        "DYP01",
        name="大堰坪水位站",
        kind="level_gauge",
        quantities=("level", "battery"),
        warning_level=588.4,
        guarantee_level=589.6,
        owner="冕宁县水利局",
    )
    build_station("YHZ01", name="彝海雨量站", stands_for=(YIHAI,), longitude=102.25, latitude=28.7)
    build_station("XLH02", name="下游水位站", kind="level_gauge", quantities=("level",), latitude=28.68)
    Series.objects.filter(quantity="level").update(period_minutes=10)
    for code, base in (("DYP01", 587.5), ("XLH02", 586.9)):
        values = [round(base + 1.4 * math.sin(i / 22) + 0.05 * math.sin(i), 2) for i in range(120)]
        readings = rain(NOW - 24 * HOUR, values, station=code, minutes=10)
        late = [each | {"quantity": "level"} for n, each in enumerate(readings) if not 40 <= n < 52]
        Intake().take([arrival(late)], now=NOW)
    battery = {"station": "DYP01", "quantity": "battery", "time": (NOW - 5 * HOUR).isoformat(), "value": 11.2}
    Intake().take([arrival([battery]), arrival(rain(NOW - 3 * HOUR, [2.0] * 30))], now=NOW)
    roll_up(actor=SYSTEM, now=NOW)
    return here


def test_a_reader_zooms_by_brush_and_compares(gauge, open_as):
    operator = build_user("department_operator", "513433")
    page = open_as(operator, f"/stations/{gauge.id}/?quantity=level")
    chart = page.locator("#station-chart")
    page.wait_for_function("document.querySelector('#station-chart').dataset.zoom === '0-100'")
    assert "失联" in page.locator(".page-head").inner_text()
    box = chart.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + box["height"] * 0.4)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + box["height"] * 0.6, steps=8)
    page.mouse.up()
    page.wait_for_function("document.querySelector('#station-chart').dataset.zoom !== '0-100'")

    page.fill("input[name=find]", "下游")
    page.press("input[name=find]", "Enter")
    page.locator(".compare a", has_text="下游水位站").click()
    page.wait_for_url("**beside=XLH02**")
    assert page.locator(".compare .chip[aria-current]", has_text="下游水位站").is_visible()

    page.locator("#health").wait_for()
    page.locator("#station-alarms").wait_for()


def test_an_operator_opens_an_order_brings_a_picture_and_mends_the_gauge(gauge, open_as):
    operator = build_user("department_operator", "513433")
    page = open_as(operator, f"/stations/{gauge.id}/?quantity=level")
    page.select_option("#order-reason", "power")
    page.fill("#order-text", "电池电压低")
    page.locator("#maintenance form button.btn-primary").last.click()
    page.locator("#maintenance", has_text="电池电压低").wait_for()
    assert MaintenanceOrder.objects.get().state == "open"

    page.locator("#photos summary").click()
    photo = {"name": "gauge.png", "mimeType": "image/png", "buffer": png()}
    page.set_input_files("#photo-file", photo)
    page.fill("#photo-caption", "机箱受潮")
    page.locator("#photos form button").click()
    page.locator("#photos img[alt='机箱受潮']").wait_for()
    assert StationPhoto.objects.get().caption == "机箱受潮"

    page.fill("#maintenance input[name=note]", "已更换电池")
    page.locator("#maintenance button[value=finish]").click()
    page.wait_for_function("!document.querySelector('#maintenance').textContent.includes('电池电压低')")
    assert MaintenanceOrder.objects.get().state == "done"


def test_the_station_and_the_lists_fit_a_phone(gauge, open_as):
    operator = build_user("department_operator", "513433")
    for path in (f"/stations/{gauge.id}/?quantity=level", "/stations/health/", "/stations/maintenance/"):
        page = open_as(operator, path, width=390, height=844)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
