"""A sent warning in the domestic form (12379): for those who may see it, and for nobody else."""

import pytest
from tests.factories.access import client_with
from tests.factories.public_warnings import COUNTY, NIGHT, a_draft, an_issued

from anlan.protocols.nation12379.reading import read
from anlan.public_warnings.models import Transmission

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def night(at, ground):
    at(NIGHT)
    return ground


def test_what_was_sent_is_given_in_the_domestic_form():
    warning_id = an_issued()
    answer = client_with("duty_officer", COUNTY).get(f"/warnings/{warning_id}/12379.xml")
    sent, told = Transmission.objects.get(warning_id=warning_id), read(answer.content)
    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    assert (told.identifier, told.sender_code) == (sent.identifier, sent.sender)
    assert (int(told.infos[0].level), told.infos[0].event_type) == (sent.level, sent.event_code)
    assert told.infos[0].headline == sent.headline
    assert "SMS" in {method.name for method in told.methods}


def test_another_county_a_draft_and_the_unsigned_are_refused():
    warning_id, draft = an_issued(), a_draft()
    elsewhere = client_with("duty_officer", "513423")
    assert elsewhere.get(f"/warnings/{warning_id}/12379.xml").status_code == 404
    assert client_with("duty_officer", COUNTY).get(f"/warnings/{draft}/12379.xml").status_code == 404


def test_without_signing_in_there_is_no_domestic_form(client):
    assert client.get(f"/warnings/{an_issued()}/12379.xml").status_code == 302
