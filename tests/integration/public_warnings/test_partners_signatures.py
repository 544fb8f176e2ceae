"""What the signatures of partners' messages are worth, what is refused for want of one, and what is forgotten."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils.html import escape
from django.utils.translation import gettext, override
from tests.factories.access import client_with
from tests.factories.public_warnings import COUNTY, NIGHT
from tests.factories.signing import signing_key
from tests.integration.public_warnings.test_partners import added, feed, message, outside, polled, taken

from anlan.kernel import clock
from anlan.protocols.xml_signature.keys import pem_of
from anlan.protocols.xml_signature.signing import sign
from anlan.public_warnings import api, cap_words
from anlan.public_warnings.models import Partner, ReceivedMessage, RefusedMessage, SeenEntry
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
OTHERS = signing_key("p256", "Met office of the province")


@pytest.fixture(autouse=True)
def night(at, ground, settings, tmp_path):
    """A night on which the met office's certificate is trusted."""
    at(NIGHT)
    trusted = tmp_path / "trusted.pem"
    trusted.write_bytes(pem_of("CERTIFICATE", OTHERS.certificate.raw))
    settings.ANLAN = {**settings.ANLAN, "ANLAN_TRUSTED_SIGNERS": trusted}


@pytest.fixture
def leader(actor_with):
    return actor_with("duty_leader", COUNTY, "Leader")


def said(text: str, **values: object) -> str:
    """Return a text as the pages say it."""
    with override("zh-hans"):
        return escape(gettext(text) % values if values else gettext(text))


def signed(identifier="first", key=OTHERS) -> bytes:
    return sign(message(identifier), key)


BROKEN = (
    "The signature does not fit the message: it may have been altered on its way."
    " Ask the partner by telephone before you use it."
)
MARKUP = "it must not be empty, nor hold a space, comma, < or &"
UNSIGNED = "this partner's messages must be signed by a key that is trusted here"
CASES = {
    "valid": signed(),
    "intact": signed(key=signing_key("rsa", "a stranger")),
    "broken": signed().replace(b"Heavy rain.", b"Light rain."),
    "unsigned": message(),
}


@pytest.mark.parametrize("worth", CASES)
def test_a_message_is_kept_with_what_its_signature_was_worth(worth, leader):
    message_id = taken(added(leader).id, CASES[worth]).id
    row = api.received_message(leader, message_id)
    assert row.signature == worth
    assert ("Met office of the province" in row.signer) == (worth in ("valid", "broken"))
    page = client_with("duty_officer", COUNTY).get(f"/warnings/received/{message_id}/").content.decode()
    assert (said(BROKEN) in page) == (worth == "broken")


@pytest.mark.parametrize("worth", CASES)
def test_of_a_partner_that_must_sign_only_what_a_trusted_key_signed_is_taken(worth, leader):
    partner = added(leader, must_sign=True).id
    found = taken(partner, CASES[worth])
    if worth == "valid":
        assert found.outcome == api.Intake.KEPT
        return
    code = "public_warnings.signature_broken" if worth == "broken" else "public_warnings.signature_missing"
    assert (found.outcome, found.errors[0].code) == (api.Intake.REFUSED, code)
    assert not ReceivedMessage.objects.exists()
    assert RefusedMessage.objects.get().code == code


def test_that_a_partner_must_sign_can_be_said_later_and_taken_back(leader):
    partner = added(leader).id
    browser = client_with("duty_leader", COUNTY)
    assert browser.post(f"/warnings/partners/{partner}/signed/").status_code == 302
    assert taken(partner, message()).outcome == api.Intake.REFUSED
    assert client_with("village_officer", COUNTY).post(f"/warnings/partners/{partner}/unsigned/").status_code == 404
    assert Partner.objects.get().must_sign
    browser.post(f"/warnings/partners/{partner}/unsigned/")
    browser.post(f"/warnings/partners/{partner}/unsigned/")
    assert taken(partner, message()).outcome == api.Intake.KEPT
    changes = JournalEntry.objects.filter(kind="public_warnings.partner_changed").order_by("happened_at", "id")
    assert [entry.payload["change"] for entry in changes] == ["added", "must_sign", "may_be_unsigned"]


def test_the_list_of_refusals_says_in_words_what_is_wrong_and_filters_by_it(leader):
    met, other = added(leader).id, added(leader, name="Other", must_sign=True).id
    taken(met, message("b d", sent="2020"))
    taken(other, message())
    officer = client_with("duty_officer", COUNTY)
    page = officer.get("/warnings/received/refused/").content.decode()
    assert "cap12." not in page.replace("?code=cap12.", "")
    assert said(MARKUP) in page
    assert said(UNSIGNED) in page
    page = officer.get("/warnings/received/refused/?code=public_warnings.signature_missing").content.decode()
    assert said(MARKUP) not in page
    page = officer.get(f"/warnings/received/refused/?partner={met}").content.decode()
    assert said(UNSIGNED) not in page
    page = officer.get("/warnings/received/refused/?code=x").content.decode()
    assert said("Nothing was refused under this filter") in page


def test_a_rule_that_nobody_knows_stands_for_itself():
    assert cap_words.rule_word("some_new_rule") == "some_new_rule"
    assert cap_words.code_word("cap12.new") == "cap12.new"
    with override("en"):
        assert cap_words.rule_word("one_of Alert Update") == "it must be one of: Alert, Update"
        assert cap_words.rule_word("at_most_300_characters") == "at most 300 characters are kept"


def test_entries_are_remembered_while_they_stand_in_the_feed_and_thirty_days_longer(leader):
    partner, found = added(leader).id, outside(first=message(), second=message("second"))
    polled(partner, found)
    long_ago = clock.real_now() - timedelta(days=31)
    SeenEntry.objects.update(seen_at=long_ago)
    found.documents["https://met.example/cap/feed.atom"] = feed("second")
    assert polled(partner, found).kept == 0
    (left,) = SeenEntry.objects.all()
    assert left.seen_at > long_ago
    SeenEntry.objects.update(seen_at=clock.real_now() - timedelta(days=29))
    polled(partner, outside())
    assert SeenEntry.objects.count() == 1


def test_refusals_are_forgotten_after_half_a_year_and_beyond_a_thousand(leader):
    partner = added(leader).id
    taken(partner, message("b d"))
    RefusedMessage.objects.update(last_at=NIGHT - timedelta(days=181))
    taken(partner, message("c d"))
    (kept,) = RefusedMessage.objects.all()
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into public_warnings_refusedmessage (id, partner_id, region, code, errors, came_from, digest,"
            " beginning, size, times, first_at, last_at) select gen_random_uuid(), partner_id, region, code, errors,"
            " came_from, n::text, beginning, size, times, first_at, last_at - n * interval '1 minute'"
            " from public_warnings_refusedmessage, generate_series(1, 1100) n"
        )
    taken(partner, message("e d"))
    assert RefusedMessage.objects.count() == 1000
    assert RefusedMessage.objects.filter(id=kept.id).exists()
