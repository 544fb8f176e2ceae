"""Mail goes encrypted where the settings say so, and failures are asked for where the server can tell them."""

import datetime
import ssl
from uuid import uuid4

import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from anlan.config.parts.ports import free_port
from anlan.config.side.mail import MailTaker
from anlan.config.side.store import Received
from anlan.public_warnings.adapters.email import EmailSender
from anlan.public_warnings.ports import ChannelDown, MessageRefused, Outgoing


def a_certificate(folder) -> tuple[str, str]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem, secret = folder / "cert.pem", folder / "key.pem"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return str(pem), str(secret)


@pytest.fixture
def encrypted(tmp_path):
    pem, secret = a_certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, secret)
    received = Received(tmp_path / "mail.jsonl")
    server = Controller(
        MailTaker(received), hostname="127.0.0.1", port=free_port(), tls_context=context, require_starttls=True
    )
    server.start()
    yield server.port, pem, received
    server.stop()


def a_message(**changes) -> Outgoing:
    given = {
        "id": uuid4(),
        "channel": "email",
        "receiver": "duty",
        "address": "duty@anlan.example",
        "title": "Red warning",
        "text": "Leave now.",
        "document": b"",
        "identifier": "1",
        "is_exercise": False,
        "is_frozen_exercise": False,
    }
    return Outgoing(**given | changes)


def test_mail_goes_encrypted_to_a_server_whose_certificate_is_trusted(encrypted):
    port, pem, received = encrypted
    sender = EmailSender("email", f"smtp+tls://localhost:{port}", trust=ssl.create_default_context(cafile=pem))
    sender.probe()
    sender.send(a_message())
    assert [mail["to"] for mail in received.all()] == ["duty@anlan.example"]


@pytest.mark.parametrize("scheme", ["smtp+tls", "smtp"])
def test_nothing_goes_to_a_server_that_is_not_trusted_or_unencrypted(scheme, encrypted):
    port, _, received = encrypted
    with pytest.raises((ChannelDown, MessageRefused)):
        EmailSender("email", f"{scheme}://localhost:{port}").send(a_message())
    assert received.all() == []


@pytest.mark.parametrize("address", ["", "a\nBcc: b@c.example", "no address"])
def test_an_address_that_is_none_is_refused(address, encrypted):
    port, pem, received = encrypted
    sender = EmailSender("email", f"smtp+tls://localhost:{port}", trust=ssl.create_default_context(cafile=pem))
    with pytest.raises(MessageRefused):
        sender.send(a_message(address=address))
    assert received.all() == []


def test_a_server_that_is_gone_is_down():
    with pytest.raises(ChannelDown):
        EmailSender("email", "smtp+tls://127.0.0.1:1").send(a_message())
