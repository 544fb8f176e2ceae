"""Lists of enterprises in ugly tables and from enterprises' own systems: all of it or nothing, told row by row."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.access import build_api_key, client_with
from tests.factories.enterprises import build_enterprise
from tests.factories.public_warnings import build_places

from anlan.enterprises.models import Enterprise, Record
from anlan.kernel.credit_codes import check_letter
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db

YIHAI, COUNTY = "513433106", "513433"
FIRST, SECOND = (f"91513433MADEMP{number}" for number in ("901", "902"))
FIRST, SECOND = FIRST + check_letter(FIRST), SECOND + check_letter(SECOND)
HEAD = "企业名录（示例）,,,,,,\n,统一社会信用代码,企业名称,行业,行政区划代码,经度,纬度,从业人数\n"
GOOD = (
    f"1,{FIRST},示例化工厂,危险化学品,513433106000,１０２.２５,28.７,３０人\n2,{SECOND},示例冷库,,,102°15′30″,28.72,\n"
)


def sent(client, text: str, encoding: str = "gbk"):
    return client.post("/enterprises/import/", {"file": SimpleUploadedFile("list.csv", text.encode(encoding))})


@pytest.fixture
def client():
    """A department operator's browser, with the county's divisions known."""
    build_places()
    return client_with("department_operator", COUNTY)


def test_an_ugly_table_is_stored_whole(client):
    assert sent(client, HEAD + GOOD).status_code == 302

    rows = Enterprise.objects.order_by("code").values_list("code", "name", "industry", "region", "staff")
    assert list(rows) == [
        (FIRST, "示例化工厂", "chemicals", YIHAI, 30),
        (SECOND, "示例冷库", "chemicals", YIHAI, 0),
    ]


def test_a_row_of_a_known_code_changes_it_and_leaves_what_the_table_lacks(client):
    build_enterprise(YIHAI, code=FIRST, address="road 1", staff=7)
    sent(client, HEAD.replace(",从业人数", "") + f"1,{FIRST},示例化工厂,矿山,{YIHAI},102.2,28.7\n", "utf-8")

    row = Enterprise.objects.get()
    assert (row.name, row.industry, row.address, row.staff) == ("示例化工厂", "mine", "road 1", 7)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (f"3,{FIRST},x,矿山,{YIHAI},102,28,1", "第 3 行"),
        (f"3,{FIRST[:-1]}?,x,矿山,{YIHAI},102,28,1", "统一社会信用代码"),
        ("3,91513433MADEMP9033,x,矿山,{YIHAI},102,28,1", "末位为校验码"),
        ("3,91350100M000100Y43,x,太空,513433106,102,28,1", "太空"),
        ("3,91350100M000100Y43,x,矿山,110101,102,28,1", "110101"),
        ("3,91350100M000100Y43,x,矿山,513433106,28,102,1", "102"),
        ("3,91350100M000100Y43,,矿山,513433106,102,28,1", "企业名称"),
    ],
)
def test_one_wrong_row_stores_nothing_and_is_told(client, row, said):
    answer = sent(client, HEAD + GOOD + row + "\n")

    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert (Enterprise.objects.count(), JournalEntry.objects.filter(kind__startswith="enterprises").count()) == (0, 0)


def test_who_registers_nothing_imports_nothing():
    assert sent(client_with("inspector", COUNTY), HEAD + GOOD).status_code == 403
    assert Enterprise.objects.count() == 0


def test_an_enterprises_system_registers_changes_and_adds_by_its_key(client):
    _row, token = build_api_key("enterprise_system", COUNTY, code=FIRST)
    headers = {"Authorization": f"Bearer {token}"}
    body = {"name": "x", "industry": "mine", "region": YIHAI, "longitude": 102.2, "latitude": 28.7}
    address = f"/api/v1/enterprises/by-code/{FIRST}"
    put = {"content_type": "application/json", "headers": headers}

    first = client.put(address, body, **put).json()
    again = client.put(address, body | {"name": "y"}, **put).json()
    assert (first["is_new"], again["is_new"], first["id"]) == (True, False, again["id"])
    file = f"/api/v1/enterprises/{first['id']}/file"
    assert client.post(f"{file}/chemicals", {"values": {"name": "x", "use": "raw"}}, **put).status_code == 422
    assert Record.objects.count() == 0
    client.post(f"{file}/chemicals", {"values": {"name": "x", "quantity": "2", "use": "raw"}}, **put)
    assert client.get(file, headers=headers).json()["sections"]["chemicals"][0]["quantity"] == 2
    assert client.put(address, body | {"region": "110101"}, **put).status_code == 403
    assert client.put(address[:-1] + "?", body, **put).status_code in (404, 422)
    assert Enterprise.objects.get().name == "y"


def test_an_enterprises_system_touches_no_other_enterprise_and_a_gauges_gateway_none(client):
    other = build_enterprise(YIHAI, code=SECOND, name="other")
    build_enterprise("510104", code=FIRST, name="moved away")
    body = {"name": "x", "industry": "mine", "region": YIHAI, "longitude": 102.2, "latitude": 28.7}
    for role, code in (("enterprise_system", FIRST), ("gateway", "")):
        _row, token = build_api_key(role, COUNTY, name=role, code=code)
        headers = {"Authorization": f"Bearer {token}"}
        put = {"content_type": "application/json", "headers": headers}
        for one in (FIRST, SECOND):
            assert client.put(f"/api/v1/enterprises/by-code/{one}", body, **put).status_code == 404
        file = f"/api/v1/enterprises/{other.id}/file"
        assert client.get(file, headers=headers).status_code == 404
        assert client.post(f"{file}/chemicals", {"values": {"name": "x"}}, **put).status_code == 404
        assert client.get("/api/v1/enterprises", headers=headers).json() == []
        third = "91513433MADEMP903"
        assert client.put(f"/api/v1/enterprises/by-code/{third}{check_letter(third)}", body, **put).status_code == 403
    assert sorted(Enterprise.objects.values_list("name", "region")) == [("moved away", "510104"), ("other", YIHAI)]
    assert not Record.objects.exists()


def test_the_one_search_finds_an_enterprise(client):
    build_enterprise(YIHAI, code=FIRST, name="unmistakable works")
    assert "unmistakable works" in client.get("/search/?q=unmistakable").content.decode()
