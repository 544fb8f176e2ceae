"""Looking through divisions on the screen and by the API."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.access import build_user
from tests.factories.places import build_divisions, build_footprint

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    build_divisions()
    build_footprint("513433", (102.0, 28.0, 103.0, 29.0))
    build_footprint("513433106", (102.5, 28.0, 103.0, 29.0), "schematic")
    signed_in = Client()
    signed_in.force_login(build_user("township_officer", "513433106"))
    return signed_in


@pytest.mark.parametrize("path", ["/places/", "/places/513433/", "/places/search?q=yhz"])
def test_a_stranger_is_sent_to_the_login_page(path):
    assert Client().get(path)["Location"].startswith("/login/")


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("/places/", "四川省"),
        ("/places/513433/", "彝海镇"),
        ("/places/513433106/", "示意位置"),
        ("/places/513433106200/", "村级为最低一级"),
        ("/places/?q=yhz", "冕宁县"),
        ("/places/5134/?level=4", "高阳街道"),
        ("/places/?q=zzzz", "没有符合的区划"),
        ("/places/?level=9&page=77", "四川省"),
    ],
)
def test_a_page_shows(client, path, word):
    answer = client.get(path)

    assert answer.status_code == 200
    assert word in answer.content.decode()


def test_an_unknown_division_is_a_page_that_says_so(client):
    assert client.get("/places/999999/").status_code == 404


def test_the_place_picker_is_answered(client):
    answer = client.get("/places/search?q=yhz&within=5134").json()

    assert [(row["code"], row["full_name"]) for row in answer["results"]] == [
        ("513433106", "凉山彝族自治州冕宁县彝海镇")
    ]


def test_the_number_of_queries_does_not_grow_with_the_list(client):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get("/places/513433/")
        return sum("places_division" in query["sql"] or "places_footprint" in query["sql"] for query in queries)

    asked()
    few = asked()
    build_divisions({f"5134332{n:02}": f"{n}乡" for n in range(40)})
    asked()

    assert asked() == few


def test_the_api_gives_a_division_with_its_full_name(client):
    answer = client.get("/api/v1/places/513433106").json()

    assert (answer["full_name"], answer["position_source"]) == ("凉山彝族自治州冕宁县彝海镇", "schematic")


def test_the_api_finds_the_township_at_a_point(client):
    assert client.get("/api/v1/places/at?longitude=102.6&latitude=28.5").json()["code"] == "513433106"


@pytest.mark.parametrize(
    ("path", "status"),
    [("/api/v1/places/999999", 404), ("/api/v1/places/at?longitude=999&latitude=0", 422)],
)
def test_the_api_refuses_by_name(client, path, status):
    answer = client.get(path)

    assert answer.status_code == status
    assert answer.json()["code"].startswith("kernel.")


def test_the_api_asks_who_is_there():
    assert Client().get("/api/v1/places/5134").status_code == 401
