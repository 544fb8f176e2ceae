"""A document that was signed: intact, touched, wrapped, of a stranger, of another maker's signer."""

import re
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as some
from lxml import etree
from signxml.algorithms import CanonicalizationMethod, SignatureMethod
from signxml.signer import XMLSigner
from signxml.verifier import XMLVerifier
from tests.factories.signing import KINDS, certificate_of, signing_key

from anlan.protocols.xml_signature.keys import SigningKey
from anlan.protocols.xml_signature.signing import sign
from anlan.protocols.xml_signature.tree import DSIG, Refused
from anlan.protocols.xml_signature.verifying import verify

ALERT = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">\n'
    b"  <identifier>51343300000000_20200626232000_0</identifier>\n  <note>a &amp; b &lt; c</note>\n"
    b"  <headline>\xe5\xb1\xb1\xe6\xb4\xaa</headline>\n</alert>\n"
)
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def signed(kind="sm2", raw=ALERT):
    key = signing_key(kind)
    return sign(raw, key), [key.certificate]


def codes(raw, trusted, **more) -> list[str]:
    verdict = verify(raw, trusted, **more)
    assert not verdict.valid
    return [each.code for each in verdict.errors]


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_signed_is_valid_and_says_by_whom_and_how(kind):
    raw, trusted = signed(kind)
    verdict = verify(raw, trusted, at=NOW, exactly=True)
    named = {"rsa": "rsa-sha256", "p256": "ecdsa-sha256", "p384": "ecdsa-sha384", "sm2": "sm2-sm3"}
    assert (verdict.valid, verdict.errors, verdict.algorithm) == (True, (), named[kind])
    assert "CN=a test" in verdict.signer
    assert verdict.fingerprint == trusted[0].fingerprint


@pytest.mark.parametrize("kind", ["p256", "sm2"])
def test_touching_any_byte_is_found(kind):
    raw, trusted = signed(kind)
    step = 1 if kind == "p256" else 5
    for place in range(0, len(raw), step):
        touched = bytearray(raw)
        touched[place] ^= 1
        verdict = verify(bytes(touched), trusted, exactly=True)
        assert not verdict.valid, (place, raw[max(place - 20, 0) : place + 20])


@settings(max_examples=150, deadline=None)
@given(place=some.integers(0), octets=some.binary(min_size=1, max_size=4), cut=some.integers(0, 4))
def test_putting_in_and_taking_out_is_found(place, octets, cut):
    raw, trusted = signed("p256")
    place %= len(raw) + 1
    touched = raw[:place] + octets + raw[place + cut :]
    if touched != raw:
        assert not verify(touched, trusted, exactly=True).valid


@settings(max_examples=150, deadline=None)
@given(place=some.integers(0), octets=some.binary(min_size=1, max_size=4), cut=some.integers(0, 4))
def test_what_is_still_valid_after_a_touch_says_the_same(place, octets, cut):
    """Without exactness a stranger's spelling may differ; the canonical content may not."""
    raw, trusted = signed("p256")
    place %= len(raw) + 1
    touched = raw[:place] + octets + raw[place + cut :]
    verdict = verify(touched, trusted)
    if verdict.valid:
        assert verdict.digest == verify(raw, trusted).digest


def test_a_stranger_is_not_trusted_though_the_document_is_intact():
    raw, _ = signed("sm2")
    verdict = verify(raw, [signing_key("p256").certificate])
    assert (verdict.is_intact, verdict.valid) == (True, False)
    assert codes(raw, []) == ["signer_not_trusted"]


def test_who_is_certified_by_a_trusted_issuer_is_trusted_and_not_by_one_who_may_not_certify():
    issuer, private = signing_key("p256", "the authority"), ec.generate_private_key(ec.SECP256R1())
    certified = certificate_of(private, "a county", by=issuer.private, issuer="the authority", may_issue=False)
    raw = sign(ALERT, SigningKey(private, certified))
    assert verify(raw, [issuer.certificate]).valid
    other = ec.generate_private_key(ec.SECP256R1())
    below = certificate_of(other, "a village", by=private, issuer="a county")
    assert codes(sign(ALERT, SigningKey(other, below)), [certified]) == ["signer_not_trusted"]


def test_a_certificate_out_of_its_time_is_an_error():
    raw, trusted = signed()
    assert codes(raw, trusted, at=datetime(2019, 12, 31, tzinfo=UTC)) == ["certificate_not_in_force"]
    assert codes(raw, trusted, at=datetime(2060, 1, 1, tzinfo=UTC)) == ["certificate_not_in_force"]


def test_an_unsigned_document_says_so():
    verdict = verify(ALERT, [])
    assert (verdict.is_signed, [each.code for each in verdict.errors]) == (False, ["unsigned"])


def test_what_is_signed_is_not_signed_again():
    raw, _ = signed()
    with pytest.raises(Refused, match="signed_already"):
        sign(raw, signing_key("sm2"))


def test_a_signature_wrapped_into_another_element_is_refused():
    raw, trusted = signed()
    mark = re.search(rb"<Signature.*</Signature>", raw).group()
    moved = raw.replace(mark, b"").replace(b"</note>", b"</note><parameter>" + mark + b"</parameter>")
    assert codes(moved, trusted) == ["signature_not_at_the_root"]


def test_a_false_alert_around_the_signed_one_is_refused():
    raw, trusted = signed()
    inner = raw.split(b"\n", 1)[1]
    around = b'<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><note>false</note>' + inner + b"</alert>"
    assert codes(around, trusted) == ["signature_not_at_the_root"]
    mark = re.search(rb"<Signature.*</Signature>", raw).group()
    beside = around.replace(mark, b"").replace(b"</alert></alert>", b"</alert>" + mark + b"</alert>")
    assert "digest_differs" in codes(beside, trusted)


def test_two_signatures_are_refused():
    raw, trusted = signed()
    mark = re.search(rb"<Signature.*</Signature>", raw).group()
    assert codes(raw.replace(mark, mark + mark), trusted) == ["several_signatures"]


def test_a_signature_over_one_element_only_is_refused():
    raw, trusted = signed()
    assert codes(raw.replace(b'URI=""', b'URI="#one"'), trusted) == ["reference_not_whole_document"]


@pytest.mark.parametrize("inside", [b"<!-- not a village -->", b"<?hide it?>"])
def test_a_comment_in_the_text_is_refused(inside):
    raw, trusted = signed()
    touched = raw.replace(b"51343300000000", b"513433" + inside + b"00000000")
    assert codes(touched, trusted) == ["comment_or_instruction_inside"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b"urn:oid:1.2.156.10197.1.501", b"http://www.w3.org/2000/09/xmldsig#rsa-sha1", "algorithm_not_allowed"),
        (b"urn:oid:1.2.156.10197.1.401", b"http://www.w3.org/2000/09/xmldsig#sha1", "algorithm_not_allowed"),
        (b"urn:oid:1.2.156.10197.1.401", b"http://www.w3.org/2001/04/xmlenc#sha256", "algorithms_do_not_match"),
        (b"xmldsig#enveloped-signature", b"xmldsig#base64", "transform_not_allowed"),
        (b"<SignedInfo>", b"<Object></Object><SignedInfo>", "malformed_signature"),
        (b"<KeyInfo>", b"<KeyInfo><KeyName>x</KeyName>", "no_certificate"),
        (b"<?xml", b"<!DOCTYPE a><?xml", "doctype_not_allowed"),
        (b"</alert>", b"", "not_well_formed"),
    ],
)
def test_a_signature_of_another_shape_is_refused_by_what_is_wrong(old, new, code):
    raw, trusted = signed()
    assert codes(raw.replace(old, new), trusted) == [code]


def test_a_document_beyond_the_limit_is_refused_before_it_is_read():
    assert codes(b"<a>" + b" " * (2 * 1024 * 1024) + b"</a>", []) == ["too_large"]


@pytest.mark.parametrize("kind", ["rsa", "p256", "p384"])
def test_an_independent_verifier_accepts_ours_and_we_accept_an_independent_signers(kind):
    key = signing_key(kind)
    accepted = XMLVerifier().verify(sign(ALERT, key), x509_cert=key.certificate.parsed)
    assert accepted.signed_xml.findtext("{*}note") == "a & b < c"
    method = SignatureMethod.RSA_SHA256 if kind == "rsa" else SignatureMethod.ECDSA_SHA256
    for form in (CanonicalizationMethod.CANONICAL_XML_1_0, CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0):
        signer = XMLSigner(signature_algorithm=method, c14n_algorithm=form)
        theirs = etree.tostring(signer.sign(etree.fromstring(ALERT), key=key.private, cert=[key.certificate.parsed]))
        verdict = verify(theirs, [key.certificate])
        assert (verdict.valid, verdict.errors, verdict.is_exact) == (True, (), False)


def test_the_customs_names_of_the_algorithms_are_read_too():
    raw, trusted = signed()
    renamed = raw.replace(b"urn:oid:1.2.156.10197.1.401", b"http://www.chinaport.gov.cn/2022/04/xmldsig#sm3")
    assert codes(renamed, trusted) == ["signature_wrong"]
    assert verify(renamed, trusted).algorithm == "sm2-sm3"


def test_the_signature_is_the_last_child_of_the_alert():
    raw, _ = signed()
    assert etree.fromstring(raw)[-1].tag == f"{{{DSIG}}}Signature"
