"""What is issued is signed by the platform's key; what the key does never decides whether a warning goes out."""

from datetime import timedelta
from io import BytesIO

import docx
import pytest
from django.db import connection
from tests.factories.access import client_with
from tests.factories.public_warnings import APPROVER, AUTHOR, COUNTY, NIGHT, SIGNER, a_draft, a_signed, an_issued
from tests.factories.signing import signing_key

from anlan.config.doctor.signing import own_key
from anlan.config.parts.signing import make_key
from anlan.protocols.cap12.reading import read
from anlan.protocols.xml_signature.keys import pem_of
from anlan.protocols.xml_signature.sm2 import pkcs8_of
from anlan.protocols.xml_signature.verifying import verify
from anlan.public_warnings import api
from anlan.public_warnings.models import Delivery, PublicWarning, Transmission
from anlan.support.signing_key import trusted_signers

pytestmark = pytest.mark.django_db


@pytest.fixture
def key_files(tmp_path, settings):
    """Name the files of the key and certificate; neither is there yet."""
    files = tmp_path / "signing" / "key.pem", tmp_path / "signing" / "certificate.pem"
    settings.ANLAN = {
        **settings.ANLAN,
        "ANLAN_SIGNING_KEY": files[0],
        "ANLAN_SIGNING_CERTIFICATE": files[1],
        "ANLAN_TRUSTED_SIGNERS": None,
    }
    return files


def put_key(files, name):
    """Write an SM2 key and its certificate into the files of the settings."""
    key = signing_key("sm2", name)
    files[0].parent.mkdir(exist_ok=True)
    files[0].write_bytes(pem_of("PRIVATE KEY", pkcs8_of(key.private, key.certificate.sm2_key)))
    files[1].write_bytes(pem_of("CERTIFICATE", key.certificate.raw))
    files[0].chmod(0o600)
    return key


def test_what_is_issued_is_signed_with_sm2_and_still_a_cap_message(ground, key_files):
    key = put_key(key_files, "the county")
    sent = api.transmission(AUTHOR, an_issued())
    verdict = verify(sent.cap_xml, [key.certificate], exactly=True)
    assert (verdict.valid, verdict.algorithm) == (True, "sm2-sm3")
    assert sent.xml_signature == {
        "algorithm": "sm2-sm3",
        "digest": verdict.digest,
        "signer": "CN=the county,O=Anlan",
        "fingerprint": key.certificate.fingerprint,
    }
    assert read(sent.cap_xml).identifier == sent.identifier
    assert api.signature_mark(sent).worth is api.Worth.VALID


def test_without_a_key_a_warning_goes_out_and_is_marked_unsigned(ground, key_files):
    warning_id = an_issued()
    sent = api.transmission(AUTHOR, warning_id)
    assert (sent.xml_signature, b"Signature" in sent.cap_xml) == ({}, False)
    assert api.signature_mark(sent).worth is api.Worth.UNSIGNED
    assert "未签名" in client_with("commander", COUNTY).get(f"/warnings/{warning_id}/").content.decode()
    assert not own_key(*key_files, NIGHT).is_well


def test_a_broken_key_holds_no_warning_up(ground, key_files):
    put_key(key_files, "the county")
    key_files[0].write_bytes(b"no key any more")
    assert api.transmission(AUTHOR, an_issued()).xml_signature == {}
    assert "unsigned" in own_key(*key_files, NIGHT).says


def test_a_new_key_signs_what_comes_and_leaves_what_was_sent(ground, key_files):
    first = put_key(key_files, "the old key")
    old = api.transmission(AUTHOR, an_issued())
    second = put_key(key_files, "the new key")
    new = api.transmission(AUTHOR, an_issued(headline="Another"))
    assert verify(old.cap_xml, [first.certificate]).valid
    assert verify(new.cap_xml, [second.certificate]).valid
    assert api.signature_mark(old).worth is api.Worth.INTACT


def test_a_message_that_was_touched_in_the_database_is_marked_broken(ground, key_files):
    put_key(key_files, "the county")
    warning_id = an_issued()
    with connection.cursor() as cursor:
        cursor.execute("alter table public_warnings_transmission disable trigger transmissions_are_frozen")
    touched = bytes(Transmission.objects.get().cap_xml).replace(b"52.5 mm", b"12.5 mm")
    Transmission.objects.update(cap_xml=touched)
    mark = api.signature_mark(api.transmission(AUTHOR, warning_id))
    assert (mark.worth, mark.reason) == (api.Worth.BROKEN, "digest_differs")
    stripped = touched[: touched.index(b"<Signature")] + b"</alert>"
    Transmission.objects.update(cap_xml=stripped)
    assert api.signature_mark(api.transmission(AUTHOR, warning_id)).worth is api.Worth.BROKEN


def test_an_exercise_stays_an_exercise_when_key_and_table_change_after_drafting(ground, key_files):
    warning_id = a_signed(is_exercise=True, channels=("exercise_email",))
    put_key(key_files, "the county")
    api.approve_warning(warning_id=warning_id, actor=APPROVER, now=NIGHT)
    sent = api.transmission(AUTHOR, warning_id)
    assert (read(sent.cap_xml).status, api.signature_mark(sent).worth) == ("Exercise", api.Worth.VALID)
    assert set(Delivery.objects.values_list("channel", flat=True)) == {"exercise_email"}


def test_the_partners_of_the_settings_are_believed_beside_the_own_key(key_files, settings):
    own, partner = put_key(key_files, "the county"), signing_key("p256", "a partner")
    path = key_files[0].with_name("partners.pem")
    path.write_bytes(pem_of("CERTIFICATE", partner.certificate.raw))
    settings.ANLAN = {**settings.ANLAN, "ANLAN_TRUSTED_SIGNERS": path}
    assert [each.subject for each in trusted_signers()] == [own.certificate.subject, "CN=a partner"]


def test_a_key_is_made_once_for_its_owner_alone(key_files):
    assert make_key(*key_files, now=NIGHT)
    before = key_files[0].read_bytes()
    assert not make_key(*key_files, now=NIGHT)
    assert key_files[0].read_bytes() == before
    assert [path.stat().st_mode & 0o777 for path in key_files] == [0o600, 0o600]
    told = own_key(*key_files, NIGHT + timedelta(days=1))
    assert (told.is_well, "partners cannot trust it" in told.says) == (True, True)
    key_files[0].chmod(0o640)
    assert not own_key(*key_files, NIGHT).is_well


def test_a_certificate_that_ends_within_a_month_is_told(key_files):
    put_key(key_files, "the county")
    ends = signing_key("sm2", "the county").certificate.parsed.not_valid_after_utc
    assert own_key(*key_files, ends - timedelta(days=31)).is_well
    assert not own_key(*key_files, ends - timedelta(days=29)).is_well


def test_the_page_shows_the_chain_and_who_is_to_act(ground, key_files, at):
    at(NIGHT)
    put_key(key_files, "the county")
    client = client_with(
        "commander",
        COUNTY,
    )
    warning_id = a_draft()
    api.submit_warning(warning_id=warning_id, actor=AUTHOR, now=NIGHT)
    page = client.get(f"/warnings/{warning_id}/").content.decode()
    for word in ("拟制", "审核", "签发", "待办理：commander", "可立即签发、事后复核："):
        assert word in page
    api.issue_at_once(warning_id=warning_id, actor=SIGNER, now=NIGHT)
    page = client.get(f"/warnings/{warning_id}/").content.decode()
    for word in ("快速通道签发", "SM2 签名有效", "待复核：commander", 'data-opens="after_review"'):
        assert word in page
    assert client.post(f"/warnings/{warning_id}/after_review/", {"verdict": "stands"}).status_code == 302
    assert "维持发布" in client.get(f"/warnings/{warning_id}/").content.decode()


def test_the_release_form_says_what_was_issued_and_by_whom(ground, key_files):
    put_key(key_files, "the county")
    client = client_with("duty_officer", COUNTY)
    warning_id = a_signed()
    text = form_text(client, warning_id)
    assert ("审核|the signer 2020年06月26日 23:20:00" in text, "签发|（待办）" in text) == (True, True)
    api.approve_warning(warning_id=warning_id, actor=APPROVER, now=NIGHT)
    text = form_text(client, warning_id)
    assert "签发|the approver 2020年06月26日 23:20:00" in text
    assert "电子签名|SM2 CN=the county,O=Anlan" in text
    assert f"内容印信（SM3）|{api.transmission(AUTHOR, warning_id).seal}" in text
    stranger = client_with("duty_officer", "513434")
    assert stranger.get(f"/warnings/{warning_id}/release-form.docx").status_code == 404


def form_text(client, warning_id) -> list[str]:
    answer = client.get(f"/warnings/{warning_id}/release-form.docx")
    assert answer.status_code == 200
    table = docx.Document(BytesIO(answer.content)).tables[0]
    return ["|".join(cell.text for cell in row.cells) for row in table.rows]


def test_an_edit_after_the_review_takes_the_signature_off_the_chain(ground, at):
    at(NIGHT)
    warning_id = a_signed()
    PublicWarning.objects.filter(id=warning_id).update(expires=NIGHT + timedelta(hours=7))
    row = api.warning(AUTHOR, warning_id)
    assert [each.step for each in row.signatures] == ["review"]
    api.return_warning(warning_id=warning_id, reason="name the shelters", actor=APPROVER, now=NIGHT)
    assert api.warning(AUTHOR, warning_id).signatures == ()
