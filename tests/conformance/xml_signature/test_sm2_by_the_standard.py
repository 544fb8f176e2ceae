"""SM2 and SM3 by the examples of the standards, and against OpenSSL where it is installed."""

import hashlib
import shutil
import subprocess

import pytest
from tests.factories.signing import signing_key

from anlan.protocols.xml_signature import der, sm2
from anlan.protocols.xml_signature.keys import UnusableKey, certificates_in, key_in, pem_of

# GM/T 0003.5-2012 (GB/T 32918.5-2017) annex A.2: the recommended curve, message "message digest", the usual name.
PRIVATE = bytes.fromhex("3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8")
PUBLIC = bytes.fromhex(
    "09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"
    "CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13"
)
SIGNED = bytes.fromhex(
    "F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"
    "B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA"
)
MESSAGE = b"message digest"
NEEDS_OPENSSL = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")


def test_the_digest_is_that_of_the_standard():
    # GM/T 0004-2012 annex A.1
    expected = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert hashlib.new("sm3", b"abc").hexdigest() == expected


def test_the_signature_of_the_standard_verifies_in_both_forms():
    pair = [int.from_bytes(half, "big") for half in (SIGNED[:32], SIGNED[32:])]
    wrapped = der.sequence(*(der.whole(each) for each in pair))
    assert sm2.verify(PUBLIC, MESSAGE, SIGNED)
    assert sm2.verify(PUBLIC, MESSAGE, wrapped)


@pytest.mark.parametrize("place", range(0, 64, 7))
def test_a_signature_with_one_wrong_bit_does_not_verify(place):
    touched = bytearray(SIGNED)
    touched[place] ^= 1
    assert not sm2.verify(PUBLIC, MESSAGE, bytes(touched))
    assert not sm2.verify(PUBLIC, b"message digesT", SIGNED)


@pytest.mark.parametrize("mark", [b"", b"\x30", b"\x00" * 64, b"\xff" * 64, b"\x30\x06\x02\x01\x01\x02\x01"])
def test_what_is_no_signature_does_not_verify(mark):
    assert not sm2.verify(PUBLIC, MESSAGE, mark)


def test_the_key_of_the_standard_signs_what_its_public_key_verifies():
    assert sm2.verify(PUBLIC, MESSAGE, sm2.sign(PRIVATE, PUBLIC, MESSAGE))


def test_a_key_file_that_is_written_is_read_back():
    raw = sm2.pkcs8_of(PRIVATE, PUBLIC)
    assert sm2.private_key_in(raw) == (PRIVATE, PUBLIC)


@NEEDS_OPENSSL
def test_openssl_verifies_our_signature_and_our_certificate(tmp_path):
    key = signing_key("sm2", "a county")
    paths = {name: tmp_path / name for name in ("message", "mark", "cert.pem", "key.pem", "public.pem")}
    pair = sm2.sign(key.private, key.certificate.sm2_key, MESSAGE)
    halves = [int.from_bytes(half, "big") for half in (pair[:32], pair[32:])]
    paths["message"].write_bytes(MESSAGE)
    paths["mark"].write_bytes(der.sequence(*(der.whole(each) for each in halves)))
    paths["cert.pem"].write_bytes(pem_of("CERTIFICATE", key.certificate.raw))
    run("x509", "-in", paths["cert.pem"], "-pubkey", "-noout", "-out", paths["public.pem"])
    by_name = ("-pkeyopt", f"distid:{sm2.SIGNER_ID.decode()}")
    asked = ("-pubin", "-inkey", paths["public.pem"], "-rawin", "-digest", "sm3", "-in", paths["message"])
    assert b"Success" in run("pkeyutl", "-verify", *asked, "-sigfile", paths["mark"], *by_name)
    given = ("-vfyopt", f"distid:{sm2.SIGNER_ID.decode()}", "-CAfile", paths["cert.pem"], paths["cert.pem"])
    assert b"OK" in run("verify", *given)


@NEEDS_OPENSSL
def test_a_key_and_certificate_of_openssl_are_read_and_sign(tmp_path):
    key, cert = tmp_path / "key.pem", tmp_path / "cert.pem"
    run("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2", "-out", key)
    named = ("-sigopt", f"distid:{sm2.SIGNER_ID.decode()}", "-subj", "/C=CN/CN=another county", "-days", "9")
    run("req", "-x509", "-new", "-key", key, "-sm3", *named, "-out", cert)
    found = key_in(key.read_bytes(), cert.read_bytes())
    assert (found.is_sm2, found.certificate.subject) == (True, "CN=another county,C=CN")
    assert found.certificate.is_signed_by(found.certificate)
    assert sm2.verify(found.certificate.sm2_key, MESSAGE, sm2.sign(found.private, found.certificate.sm2_key, MESSAGE))
    with pytest.raises(UnusableKey):
        key_in(key.read_bytes(), pem_of("CERTIFICATE", signing_key("sm2").certificate.raw))


@pytest.mark.parametrize("pem", [b"", b"no key", pem_of("CERTIFICATE", b"\x30\x00"), pem_of("PRIVATE KEY", b"\x30")])
def test_what_is_no_key_is_refused_by_name(pem):
    with pytest.raises(UnusableKey):
        key_in(pem, pem_of("CERTIFICATE", signing_key("sm2").certificate.raw))
    assert len(certificates_in(pem)) <= 1


def run(*words) -> bytes:
    done = subprocess.run(["openssl", *map(str, words)], capture_output=True, timeout=30, check=True)
    return done.stdout + done.stderr
