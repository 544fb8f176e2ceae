import threading
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import docx
import pytest
from django.db import IntegrityError, connection, transaction
from tests.factories.access import build_user, client_of
from tests.factories.incidents import LEARNED, an_incident

from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import NotAllowed, NotFound, TransitionNotAllowed
from anlan.reporting import api
from anlan.reporting.models import OfficialPaper, TemplateEdition
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
NOW = LEARNED + timedelta(minutes=45)
COUNTY = "513433"


@pytest.fixture
def officer(actor_with):
    return actor_with("duty_officer", COUNTY)


@pytest.fixture
def leader(actor_with):
    return actor_with("duty_leader", COUNTY)


def _draft(actor, kind="special_report", incident_id=None, now=NOW):
    return api.draft_paper(wanted=api.NewPaper(kind=kind, region=COUNTY, incident_id=incident_id), actor=actor, now=now)


def _content(actor, kind="special_report"):
    return next(row for row in api.templates(actor, COUNTY) if row.kind == kind).content


@pytest.mark.parametrize("kind", ["duty_information", "special_report", "quick_report", "minutes", "response_notice"])
def test_every_kind_is_written_from_the_facts_of_an_incident(kind, officer):
    incident_id = an_incident(title="Flood at Yihai")
    row = api.paper(officer, _draft(officer, kind, incident_id))
    assert "Flood at Yihai" in row.content.title
    assert (row.number, row.template_number, row.incident_id) == (None, 0, incident_id)


def test_a_document_is_numbered_when_issued_and_frozen_with_its_file(officer, leader):
    paper_id = _draft(officer)
    assert api.issue_paper(paper_id=paper_id, actor=leader, now=NOW) == 1
    row = api.paper(officer, paper_id)
    assert (row.year, row.number, row.issued_by) == (2020, 1, leader.name)
    lines = [line.text for line in docx.Document(BytesIO(api.paper_document(officer, paper_id, NOW)[0])).paragraphs]
    assert any("2020-1" in line for line in lines)
    with pytest.raises(TransitionNotAllowed):
        api.edit_paper(paper_id=paper_id, content=replace(row.content, title="Another"), actor=officer, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        OfficialPaper.objects.update(issued_by="Somebody else")
    assert api.paper(officer, paper_id) == row


def test_numbers_count_by_kind_and_year(officer, leader):
    later = NOW + timedelta(days=365)
    wanted = (("special_report", NOW), ("special_report", NOW), ("quick_report", NOW), ("special_report", later))
    numbers = [api.issue_paper(paper_id=_draft(officer, kind), actor=leader, now=now) for kind, now in wanted]
    assert numbers == [1, 2, 1, 1]


def test_who_wrote_on_a_document_does_not_issue_it(leader, officer):
    paper_id = _draft(leader)
    with pytest.raises(api.SignerIsAuthor):
        api.issue_paper(paper_id=paper_id, actor=leader, now=NOW)
    with pytest.raises(NotAllowed):
        api.issue_paper(paper_id=paper_id, actor=officer, now=NOW)
    assert OfficialPaper.objects.get().number is None
    assert JournalEntry.objects.filter(kind="reporting.paper_issued").count() == 0


def test_another_county_sees_no_document(officer, actor_with):
    with pytest.raises(NotFound):
        api.paper(actor_with("duty_leader", "513401"), _draft(officer))


def test_an_office_changes_its_template_and_keeps_the_editions(officer, leader):
    content = replace(_content(leader), title="{" + next(iter(api.placeholders())) + "} reports")
    act = {"region": COUNTY, "kind": "special_report", "content": content, "note": "Shorter", "now": NOW}
    with pytest.raises(NotAllowed):
        api.save_template(**act, actor=officer)
    assert api.save_template(**act, actor=leader) == 1
    row = api.paper(officer, _draft(officer))
    assert (row.template_number, row.content.title.endswith(" reports")) == (1, True)
    assert [each.number for each in api.template_editions(officer, COUNTY, "special_report")] == [1, 0]


def test_a_template_with_an_unknown_placeholder_is_refused(leader):
    act = {"region": COUNTY, "kind": "special_report", "note": "Try", "actor": leader, "now": NOW}
    with pytest.raises(api.UnknownPlaceholder):
        api.save_template(**act, content=replace(_content(leader), body="{weather}"))
    assert (TemplateEdition.objects.count(), _content(leader).body.count("{weather}")) == (0, 0)


@pytest.mark.whole_machine
@pytest.mark.django_db(transaction=True)
def test_documents_issued_at_the_same_moment_get_numbers_without_gap_or_double(officer, leader):
    papers = [_draft(officer) for _ in range(6)]
    numbers, start = [], threading.Barrier(len(papers))

    def issue(paper_id):
        start.wait()
        numbers.append(api.issue_paper(paper_id=paper_id, actor=leader, now=NOW))
        connection.close()

    threads = [threading.Thread(target=issue, args=(paper_id,)) for paper_id in papers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == [1, 2, 3, 4, 5, 6]


def test_the_pages_lead_from_the_template_to_the_issued_document(at):
    at(NOW)
    officer = client_of(build_user("duty_officer", COUNTY))
    leader = client_of(build_user("duty_leader", COUNTY))
    page = officer.post("/reports/papers/draft/", {"kind": "minutes", "region": COUNTY}).url
    fields = {"mark": "Head", "number": "No. 1", "title": "On the meeting", "body": "They met.", "has_seal": "on"}
    assert "They met." in officer.post(f"{page}preview/", fields).content.decode()
    assert officer.post(f"{page}edit/", fields).status_code == 302
    assert 'data-opens="issue-paper"' not in officer.get(page).content.decode()
    assert leader.post(f"{page}issue/").status_code == 302
    assert "They met." in officer.get(page).content.decode()
    for path in ("/reports/papers/", "/reports/papers/templates/", "/reports/papers/templates/minutes/"):
        assert officer.get(path).status_code == 200, path
    assert officer.get(f"{page}docx/").content.startswith(b"PK")
    refused = leader.post("/reports/papers/templates/minutes/save/", {**fields, "body": "{no}", "note": "x"})
    assert (refused.status_code, TemplateEdition.objects.count()) == (422, 0)


def test_the_demonstrations_drafts_can_be_taken_out_until_somebody_issues_one(officer, leader):
    by = {"author": "Somebody invented", "actor": SYSTEM, "now": NOW}
    for kind in ("minutes", "quick_report"):
        content = replace(_content(officer, kind), title=f"On {kind}")
        api.put_demonstration(wanted=api.NewPaper(kind=kind, region=COUNTY), content=content, **by)
    minutes = next(row for row in api.papers(officer, api.PaperFilter()).rows if row.kind == "minutes")
    assert api.issue_paper(paper_id=minutes.id, actor=leader, now=NOW) == 1
    with pytest.raises(NotAllowed):
        api.remove_demonstration(actor=officer)
    api.remove_demonstration(actor=SYSTEM)
    assert [row.content.title for row in api.papers(officer, api.PaperFilter()).rows] == ["On minutes"]
