"""The pages of households and devices, importing and exporting."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.access import client_with
from tests.factories.people import build_household, build_resident

from anlan.people.models import Device, Household, HouseholdImport, Resident
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
YIHAI = "513433103"
VILLAGE = YIHAI + "201"
PHONE = "19900004711"
HEADS = "household,region,head,address,persons,lon,lat,move_first,name,phone,way\n"
GOOD = (
    f"H1,{VILLAGE},Anna,1 Road,2,102.25,28.65,1,Anna,19900000001,voice\n"
    f"H1,{VILLAGE},Anna,1 Road,,102.25,28.65,yes,Bert,,\n"
)


@pytest.fixture
def client() -> Client:
    return client_with("township_officer", YIHAI)


def kinds():
    return list(JournalEntry.objects.order_by("happened_at", "id").values_list("kind", flat=True))


def test_a_stranger_is_sent_to_sign_in():
    for path in ("/people/households/", "/people/devices/", "/people/households/import/", "/people/households/new/"):
        assert Client().get(path).url == f"/login/?next={path}"


def test_the_list_shows_the_own_region_and_filters_by_the_address(client):
    build_resident("Anna", household=build_household(VILLAGE, head="Anna", is_to_move_first=True), phone=PHONE)
    build_household(VILLAGE, head="Bert", at=None)
    build_household("513433104201", head="Carl")

    def heads(query=""):
        return [row.head_name for row, _count in client.get(f"/people/households/{query}").context["lines"]]

    assert sorted(heads()) == ["Anna", "Bert"]
    assert heads("?q=4711") == ["Anna"]
    assert heads("?show=first") == ["Anna"]
    assert heads("?show=nowhere") == ["Bert"]
    assert heads("?region=513433104") == []


def test_the_queries_of_the_list_do_not_grow_with_its_rows(client):
    def cost(more):
        for _ in range(more):
            build_resident(household=build_household(VILLAGE))
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/people/households/").status_code == 200
        return sum('FROM "people_' in query["sql"] for query in queries)

    cost(1)
    assert cost(1) == cost(20)


def test_a_household_is_entered_by_the_form_with_a_resident_and_shown_masked(client):
    sent = {"region": VILLAGE, "head_name": "Anna", "persons": "2", "longitude": "102.25", "latitude": "28.65"}
    page = client.post("/people/households/new/", sent, follow=True)
    home = Household.objects.get()
    assert page.redirect_chain[-1][0] == f"/people/households/{home.id}/"
    typed = {"name": "Anna", "phone": PHONE, "language": "ii-CN", "wish": "voice", "duties": ["patrol"]}
    page = client.post(f"/people/households/{home.id}/residents/new/", typed, follow=True)
    row = Resident.objects.get()
    assert (row.phone, row.channels, row.duties, row.language) == (PHONE, ["voice"], ["patrol"], "ii-CN")
    assert PHONE not in page.content.decode()
    shown = client.post(f"/people/households/{home.id}/residents/{row.id}/numbers/")
    assert PHONE in shown.content.decode()
    assert kinds()[-1] == "people.resident_revealed"
    assert PHONE not in client.get(f"/people/households/{home.id}/").content.decode()


def test_a_form_that_breaks_a_rule_says_so_and_stores_nothing(client):
    sent = {"region": VILLAGE, "head_name": "Anna", "persons": "2", "longitude": "102.25"}
    page = client.post("/people/households/new/", sent)
    assert page.status_code == 200
    assert page.context["form"].errors
    assert not Household.objects.exists()


def test_another_region_is_not_found(client):
    home = build_household("513433104201")
    for path in ("", "edit/", "residents/new/"):
        assert client.get(f"/people/households/{home.id}/{path}").status_code == 404


def test_a_device_is_entered_and_changed(client):
    sent = {"region": VILLAGE, "name": "Speaker", "code": "S1", "kind": "loudspeaker", "address": "speakers/1"}
    sent |= {
        "longitude": "102.25",
        "latitude": "28.65",
        "reach_m": "500",
        "is_in_service": "on",
        "languages": ["ii-CN"],
    }
    page = client.post("/people/devices/new/", sent, follow=True)
    assert page.status_code == 200
    row = Device.objects.get()
    client.post(f"/people/devices/{row.id}/edit/", sent | {"name": "Loud"})
    row.refresh_from_db()
    assert (row.name, row.languages, row.covers is not None) == ("Loud", ["ii-CN"], True)
    assert [each.name for each in client.get("/people/devices/?q=lou").context["stretch"].rows] == ["Loud"]
    assert client.get("/people/devices/?format=csv").getvalue().decode().count("S1") == 1
    assert client.get(f"/people/devices/{row.id}/").status_code == 200


def upload(client, text):
    page = client.post("/people/households/import/", {"file": SimpleUploadedFile("h.csv", text.encode())})
    assert page.status_code == 302
    return page.url


def test_a_table_is_looked_at_and_then_stored(client):
    address = upload(client, HEADS + GOOD)
    page = client.get(address)
    assert (len(page.context["table"].households), page.context["table"].residents) == (1, 2)
    assert not Household.objects.exists()
    client.post(address)
    home = Household.objects.get()
    assert (home.code, home.persons, home.is_to_move_first, home.residents.count()) == ("H1", 2, True, 2)
    assert Resident.objects.get(name="Anna").channels == ["voice"]
    assert not HouseholdImport.objects.exists()
    assert kinds() == ["people.residents_imported"]
    assert client.post(address).status_code == 404
    assert Household.objects.count() == 1


def test_errors_are_named_by_row_and_nothing_is_stored_until_they_are_left_out(client):
    bad = (
        f"H2,{VILLAGE},Carl,,0,,,,,,\n"
        f"H3,{VILLAGE},Dora,,x,,,,,,\n"
        "H4,513433104201,Emil,,1,,,,,,\n"
        f"H5,{VILLAGE},Fritz,,1,102.2,,,,,\n"
        f"H1,{VILLAGE},Somebody,,,,,,Greta,,\n"
        f"H6,{VILLAGE},Hans,,1,,,maybe,,,\n"
        f"H7,{VILLAGE},Ida,,1,,,,Ida,call me,\n"
    )
    address = upload(client, HEADS + GOOD + bad)
    page = client.get(address)
    rules = [(each.row, each.field, each.rule) for each in page.context["table"].problems]
    assert rules == [
        (4, "persons_count", "1_to_99"),
        (5, "persons_count", "a_number"),
        (6, "region", "one_of_your_regions"),
        (7, "place", "both_or_neither"),
        (8, "own_number", "same_as_the_first_row"),
        (9, "is_to_move_first", "yes_or_no"),
        (10, "phone", "a_number"),
    ]
    assert client.post(address).status_code == 422
    assert not Household.objects.exists()
    client.post(address, {"leave_out": "on"})
    assert list(Household.objects.values_list("code", flat=True)) == ["H1"]


def test_a_number_that_is_known_is_not_imported_again(client):
    build_household(VILLAGE, code="H1")
    address = upload(client, HEADS + GOOD)
    assert [each.rule for each in client.get(address).context["table"].problems] == ["known_number"]
    assert client.post(address, {"leave_out": "on"}).status_code == 422
    assert Household.objects.count() == 1


def test_only_who_uploaded_sees_the_preview(client):
    address = upload(client, HEADS + GOOD)
    other = client_with("duty_leader", "513433")
    assert other.get(address).status_code == 404
    assert other.post(address).status_code == 404


def test_a_table_without_the_needed_columns_says_which(client):
    assert client.get(upload(client, "name,phone\nA,1\n")).context["missing"] == [
        "\u884c\u653f\u533a\u5212\u4ee3\u7801",
        "\u6237\u4e3b",
    ]


def test_an_export_needs_a_reason_which_the_journal_keeps(client):
    build_resident("Anna", household=build_household(VILLAGE, head="Anna"), phone=PHONE)
    assert client.post("/people/households/export/", {}).status_code == 422
    assert kinds() == []
    text = client.post("/people/households/export/", {"reason": "drill"}).getvalue().decode()
    assert "199****4711" in text
    assert PHONE not in text
    entry = JournalEntry.objects.get(kind="people.residents_exported")
    assert (entry.payload["reason"], entry.payload["households"]) == ("drill", 1)
    officer = client_with("duty_officer", "513433")
    assert officer.post("/people/households/export/", {"reason": "drill"}).status_code == 403
    assert JournalEntry.objects.filter(kind="people.residents_exported").count() == 1


def test_an_export_has_a_row_for_every_resident_and_for_a_household_in_which_nobody_is_entered(client):
    home = build_household(VILLAGE, head="Anna", code="H1")
    for name in ("Bert", "Anna"):
        build_resident(name, household=home)
    build_household(VILLAGE[:9] + "202", head="Carl", code="H2", at=None)
    _heads, *rows = client.post("/people/households/export/", {"reason": "drill"}).getvalue().decode().splitlines()
    assert [row.split(",")[0] for row in rows] == ["H1", "H1", "H2"]
    assert [row.split(",")[9] for row in rows] == ["Anna", "Bert", ""]
    assert JournalEntry.objects.get(kind="people.residents_exported").payload["households"] == 2
