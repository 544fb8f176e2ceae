"""The pages of cases: a whole on-the-spot case in the browser's forms, lists, files, and what anybody sees."""

import base64
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories.access import build_user, client_of
from tests.factories.enforcement import COUNTY, MONDAY, a_case, a_served, content_for, drafted, png
from tests.factories.enterprises import build_enterprise
from tests.factories.public_warnings import build_places
from tests.factories.supervision import NOW as INSPECTED
from tests.factories.supervision import a_record, a_visit, record

from anlan.enforcement import api
from anlan.enforcement.models import Case, CaseClock, Document
from anlan.enforcement.selectors.casefile import case_file
from anlan.kernel.actors import SYSTEM
from anlan.supervision import api as supervision
from anlan.supervision.models import Penalty
from anlan.support.documents import docx_of_several
from anlan.workflows import decided_case_is_noted_by_supervision

pytestmark = pytest.mark.django_db
NOW = MONDAY + timedelta(hours=2)
SIGNATURE = "data:image/png;base64," + base64.b64encode(png()).decode()


@pytest.fixture(autouse=True)
def _clock(at):
    at(NOW)
    build_places()


def _client(role, region=COUNTY):
    return client_of(build_user(role, region))


def _post(client, path, status=302, **fields):
    answer = client.post(path, fields)
    assert answer.status_code == status, answer.content.decode()[:600]
    return answer


def _made(client, case_id, kind, *parts):
    """Draft, sign and hand in a document by its forms; return its address."""
    content = {f"f_{name}": text for name, text in content_for(kind, MONDAY).items()}
    page = _post(client, f"/enforcement/{case_id}/documents/{kind}/", **content).url
    for part, name in parts:
        _post(client, f"{page}sign/", part=part, name=name, signature=SIGNATURE)
    _post(client, f"{page}submit/")
    return page


TWO = (("officers", "A"), ("officers", "B"))
ALL = (*TWO, ("party", "Zhang San"))


def test_an_on_the_spot_case_is_handled_in_the_browser():
    officer, leader = _client("inspector"), _client("duty_leader")
    assert "/enforcement/new/" in officer.get("/enforcement/").content.decode()
    assert f'value="{COUNTY}"' in officer.get("/enforcement/new/").content.decode()
    given = {
        "region": COUNTY, "title": "No signs", "source": "clue", "procedure": "summary", "party_kind": "unit",
        "party_name": "Works", "clue": "no signs", "ended_at": "2026-03-02 08:00", "found_at": "2026-03-02 09:00",
        "officer_1": "A", "number_1": "1", "officer_2": "B", "number_2": "2",
    }  # fmt: skip
    _post(officer, "/enforcement/new/", 422, **{**given, "ended_at": "yesterday"})
    page = _post(officer, "/enforcement/new/", **given).url
    case_id = Case.objects.get().id
    assert page == f"/enforcement/{case_id}/"
    assert "/documents/9/" in officer.get(page).content.decode()
    _made(officer, case_id, "9", *ALL)
    table = f"{page}penalty/?case=law99_signs:found&factor=eliminated"
    assert "<strong>0 – 15000</strong>" in officer.get(table).content.decode()
    chosen = {"violation": "law99_signs", "situation": "found", "factor": "eliminated", "amount": "1,000"}
    _post(officer, f"{page}penalty/", **chosen)
    notice = _made(officer, case_id, "15", *TWO)
    _post(officer, f"{notice}approve/", 403)
    _post(leader, f"{notice}approve/")
    service = {"way": "direct", "served_at": "2026-03-02 11:00", "received_by": "Zhang San", "signature": SIGNATURE}
    _post(officer, f"{notice}serve/", **service)
    _post(officer, f"{page}acts/waive/", text="gives up")
    decision = _made(officer, case_id, "23", *ALL)
    assert "SM3" in officer.get(decision).content.decode()
    _post(officer, f"{decision}serve/", **service)
    _post(officer, f"{page}acts/payment/", on="2026-03-02", amount="1000", receipt="B1")
    _post(officer, f"{page}acts/execute/", text="paid")
    _post(leader, f"{page}acts/publish/")
    assert Case.objects.get().state == "executed"
    history = officer.get(page).content.decode()
    assert history.count("<time") > 10
    _post(officer, f"{page}acts/nothing/", 404)


def test_word_files_and_the_whole_file_hold_what_was_signed():
    case_id = a_served()
    reader = _client("auditor")
    document = Document.objects.get(case_id=case_id, kind="25")
    answer = reader.get(f"/enforcement/documents/{document.id}/docx/")
    assert answer.content == bytes(document.file)
    case = Case.objects.get(id=case_id)
    api.add_evidence(
        case_id=case_id, new=api.NewEvidence(caption="pit", taken_at=MONDAY, content=png()), actor=SYSTEM, now=MONDAY
    )
    parts = case_file(case, NOW)
    with zipfile.ZipFile(BytesIO(docx_of_several(parts))) as file:
        xml = file.read("word/document.xml").decode()
        pictures = [name for name in file.namelist() if name.startswith("word/media/")]
    anchors = [part.anchor for part in parts if part.anchor]
    assert len(anchors) == len(set(anchors)) == len(parts) - 2
    assert all(f"PAGEREF {anchor} " in xml and f'w:name="{anchor}"' in xml for anchor in anchors)
    assert pictures


def test_lists_filter_search_and_go_out_as_a_file():
    for number in range(3):
        a_case(title=f"case {number}")
    reader = _client("auditor")
    assert "case 1" in reader.get("/enforcement/?q=case+1&state=opened&sort=party").content.decode()
    assert "case 1" not in reader.get("/enforcement/?q=nothing").content.decode()
    assert b"case 2" in b"".join(reader.get("/enforcement/?format=csv").streaming_content)
    for path in ("/enforcement/due/?state=missed", "/enforcement/due/?limit=publish_7wd", "/enforcement/credit/"):
        assert reader.get(path).status_code == 200
    assert reader.get("/enforcement/new/").status_code == 403
    assert reader.get("/api/v1/cases?q=case").json()["cases"][0]["title"] == "case 2"


def test_anybody_reads_public_penalties_and_nothing_else(client):
    case_id = a_served()
    api.publish_penalty(case_id=case_id, actor=SYSTEM, now=NOW)
    assert "Invented Works" in client.get("/public/penalties/?q=works").content.decode()
    assert client.get("/api/v1/penalties").json()["penalties"][0]["party"] == "Invented Works"
    assert client.get(f"/api/v1/cases/{case_id}").status_code == 401
    assert client.get(f"/enforcement/{case_id}/").status_code == 302
    elsewhere = _client("inspector", "513401")
    assert elsewhere.get(f"/enforcement/{case_id}/").status_code == 404


def test_a_case_begins_with_what_an_inspection_found_and_its_penalty_counts_for_the_next(at):
    visit = a_visit(object_id=build_enterprise(COUNTY).id)
    item = supervision.inspection(SYSTEM, visit).items[0]["key"]
    record(a_record(visit, (item,)))
    at(INSPECTED + timedelta(hours=4))
    page = _client("inspector").get(f"/enforcement/new/?inspection={visit}").content.decode()
    row = supervision.inspection(SYSTEM, visit).row
    assert all(text in page for text in (str(visit), f"wrong at {item}", row.object_name, row.officers[1].name))
    decided = enforcement_event(row.object_id)
    decided_case_is_noted_by_supervision.run(decided, actor=SYSTEM, now=MONDAY)
    assert Penalty.objects.get().object_id == row.object_id


def enforcement_event(object_id):
    case_id = a_case(object_id=object_id)
    about = {"subject": f"case:{case_id}", "region": COUNTY, "case_id": case_id, "title": "t"}
    return api.CaseMoved(**about, object_id=object_id, act="decide", state="decided")


def _questions(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def test_pages_ask_as_many_questions_for_many_rows_as_for_few():
    reader = _client("auditor")
    case_id = a_case()
    paths = (
        "/enforcement/",
        "/enforcement/due/",
        "/enforcement/credit/",
        f"/enforcement/{case_id}/",
        "/public/penalties/",
    )
    counts = []
    for number in range(2):
        for _ in range(1 + 3 * number):
            other = a_case(title="other")
            Case.objects.filter(id=other).update(published_at=MONDAY, decided_at=MONDAY, published={"party": "x"})
            CaseClock.objects.create(case_id=other, limit="publish_7wd", since=MONDAY, due_on=MONDAY, warn_on=MONDAY,
                                     state="running")  # fmt: skip
            drafted(case_id, "9")
        counts.append([_questions(reader, path) for path in paths])
    assert counts[0] == counts[1]
    assert counts[0] == [19, 18, 17, 38, 4]
