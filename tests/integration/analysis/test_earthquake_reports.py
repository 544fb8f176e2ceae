"""Reports of earthquakes that come in are assessed by themselves; words of mouth wait for a person."""

from datetime import UTC, datetime

import pytest
from tests.factories.intake import a_matter
from tests.factories.places import build_divisions, build_footprint

from anlan.analysis.api import RunFilter, reported_earthquake, run, runs
from anlan.intake.api import MatterKind, MatterReceived
from anlan.kernel.actors import SYSTEM
from anlan.workflows import received_earthquake_report_is_assessed as arrow

pytestmark = pytest.mark.django_db
NOW = datetime(2022, 9, 5, 5, 0, tzinfo=UTC)
REPORT = (
    "中国地震台网正式测定：9月5日12时52分在四川甘孜州泸定县（北纬29.59度，东经102.08度）发生6.8级地震，震源深度16千米。"
)
NAMES = {"51": "四川省", "5133": "甘孜藏族自治州", "513322": "泸定县", "5134": "凉山彝族自治州", "513433": "冕宁县"}


@pytest.fixture
def country():
    build_divisions(NAMES)
    build_footprint("513322", (101.8, 29.5, 102.4, 30.1))


@pytest.mark.parametrize(
    "text",
    [
        "地震 6.8 级 泸定",
        REPORT.replace("6.8", "12.0"),
        REPORT.replace("16千米", "600千米"),
        REPORT.replace("29.59", "22.00").replace("102.08", "119.00"),
        "北纬29.59度，东经102.08度 山洪",
    ],
)
def test_only_a_report_with_magnitude_and_coordinates_in_range_is_taken(country, text):
    assert reported_earthquake(text) is None


def test_a_report_gives_magnitude_coordinates_and_depth(country):
    assert reported_earthquake(REPORT) == {
        "magnitude": 6.8,
        "longitude": 102.08,
        "latitude": 29.59,
        "depth_km": 16.0,
    }


@pytest.mark.parametrize(("way", "count"), [(MatterKind.PARTNER, 1), (MatterKind.MAIL, 1), (MatterKind.CALL, 0)])
def test_a_partner_s_report_is_assessed_for_the_receiving_region(country, actor_with, way, count):
    matter = a_matter(NOW, region="513433", text=REPORT, kind=way)
    event = MatterReceived(
        subject=f"matter:{matter}",
        region="513433",
        number="J1",
        way=way,
        headline=REPORT[:20],
        urgency=0,
        digest="",
    )
    arrow.run(event, actor=SYSTEM, now=NOW)
    reader = actor_with("duty_officer", "513433")
    found = list(runs(reader, RunFilter()))
    assert len(found) == count
    for row in found:
        assert (row.title, row.is_automatic) == ("M6.8 甘孜藏族自治州泸定县", True)
        assert run(reader, row.id).result["headline"]["values"]["degree"] == "IX"
