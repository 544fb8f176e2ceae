"""An existing ledger of open hidden dangers is taken over by the room's own acts: all rows or none."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.access import client_with
from tests.factories.dangers import COUNTY, FOUND
from tests.factories.enterprises import build_enterprise
from tests.factories.public_warnings import build_places

from anlan.dangers.models import Danger
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
HEAD = "隐患排查治理台账,,,,,,,,\n序号,信用代码,区划代码,隐患部位,隐患情况,来源,排查日期,隐患级别,整改时限\n"
GOOD = (
    "１,FIRM9,,3号罐,可燃气体报警器失效,企业自查,2026年5月20日,重大,2026/6/20\n"
    "2,,513433106000,卫生院东侧,排水沟堵塞,专家,2026-05-21,,\n"
)


@pytest.fixture(autouse=True)
def _that_day(at):
    at(FOUND)


@pytest.fixture
def client():
    build_places()
    build_enterprise("513433106", code="FIRM9", name="示例化工厂")
    return client_with("department_operator", COUNTY)


def sent(client, text, encoding="gbk"):
    return client.post("/dangers/import/", {"file": SimpleUploadedFile("ledger.csv", text.encode(encoding))})


def test_an_ugly_ledger_is_registered_and_graded_whole_and_once(client):
    for _ in range(2):
        assert sent(client, HEAD + GOOD).status_code == 302
    rows = Danger.objects.order_by("number").values_list("title", "object_name", "region", "state", "grade", "source")
    assert list(rows) == [
        ("可燃气体报警器失效", "示例化工厂", "513433106", "assessed", "major", "self"),
        ("排水沟堵塞", "", "513433106", "registered", "", "expert"),
    ]
    kinds = JournalEntry.objects.filter(kind__startswith="dangers.").values_list("kind", flat=True)
    assert sorted(kinds) == sorted(["dangers.found", "dangers.registered"] * 2 + ["dangers.graded"])


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("3,NOFIRM,,x,报警失效,自查,2026-05-20,,", "第 3 行"),
        ("3,,110101001,x,报警失效,自查,2026-05-20,,", "3"),
        ("3,,513433106,x,,自查,2026-05-20,,", "隐患名称"),
        ("3,,513433106,x,报警失效,听说,2026-05-20,,", "听说"),
        ("3,,513433106,x,报警失效,自查,2026-13-20,,", "2026-13-20"),
        ("3,,513433106,x,报警失效,自查,2026-07-20,,", "3"),
        ("3,,513433106,x,报警失效,自查,2026-05-20,一般,2026-05-25", "期限"),
    ],
    ids=["no_firm", "elsewhere", "no_title", "no_source", "no_date", "future", "deadline_past"],
)
def test_one_wrong_row_is_told_and_nothing_is_taken_over(client, row, said):
    answer = sent(client, HEAD + GOOD + row + "\n", "utf-8")
    assert answer.status_code == 400
    ((problem, _),) = answer.context["problems"]
    assert problem.row == 5
    assert said.removeprefix("第 ").removesuffix(" 行") in answer.content.decode()
    assert not Danger.objects.exists()
    assert not JournalEntry.objects.filter(kind__startswith="dangers.").exists()


def test_who_may_not_take_over_a_ledger_neither_sees_the_page_nor_stores_anything(client):
    for role in ("inspector", "township_officer", "enterprise_officer"):
        other = client_with(role, COUNTY)
        assert other.get("/dangers/import/").status_code == 403
        assert sent(other, HEAD + GOOD).status_code == 403
    assert not Danger.objects.exists()
    assert client.get("/dangers/import/?format=csv").getvalue().decode("utf-8-sig").startswith("台账编号")
