"""The invented judgement report: handed in, replaced when loaded again, taken out even when signed."""

import pytest
from tests.factories.knowledge import COUNTY, somebody
from tests.factories.public_warnings import build_places
from tests.integration.situation.test_judgement_reports import LEADER, NOW, WRITER

from anlan.config.demo import situation as part
from anlan.kernel.errors import NotAllowed
from anlan.situation import api
from anlan.situation.models import JudgementReport

pytestmark = pytest.mark.django_db


def test_it_waits_for_signature_comes_once_and_goes_signed_or_not(at):
    at(NOW)
    build_places()
    for _ in range(2):
        part.load(1, lambda *_args: None)
    row = JudgementReport.objects.get()
    assert (row.state, row.is_demo, row.region, row.first.isoformat()) == ("submitted", True, COUNTY, "2026-07-20")
    api.sign_report(report_id=row.id, actor=LEADER, now=NOW)
    with pytest.raises(NotAllowed):
        api.remove_demonstration(actor=somebody("administrator"))
    assert JudgementReport.objects.count() == 1
    part.remove()
    assert not JudgementReport.objects.exists()


def test_a_report_of_somebody_stays(at):
    at(NOW)
    build_places()
    new = api.NewReport(kind="weekly", region=COUNTY, day=NOW.date().replace(day=20))
    own = api.draft_report(new=new, actor=WRITER, now=NOW)
    part.load(1, lambda *_args: None)
    assert [(row.id, row.is_demo) for row in JudgementReport.objects.all()] == [(own, False)]
