"""The worked examples of RFC 8291 and RFC 8292, byte for byte, and what a push service would check."""

import json
from datetime import UTC, datetime

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from anlan.protocols import webpush
from anlan.protocols.webpush import b64, unb64

clause = pytest.mark.clause
TEXT = b"When I grow up, I want to be a watermelon"
SENDER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
BROWSER = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"
BROWSER_POINT = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
SECRET = "BTBZMqHH6r4Tts7J_aSIgg"
SALT = "DGv6ra1nlYgDCS1FRnbzlw"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
    "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
    "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)
NOW = datetime(2026, 7, 1, tzinfo=UTC)


def private(text: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(unb64(text), "big"), ec.SECP256R1())


def encrypted(text: bytes = TEXT, **changes) -> bytes:
    given = {"receiver": unb64(BROWSER_POINT), "secret": unb64(SECRET), "salt": unb64(SALT), "sender": private(SENDER)}
    return webpush.encrypt(text, **(given | changes))


@clause("RFC 8291", "5 and A", "the example of a push message")
def test_the_published_message_is_reproduced_byte_for_byte():
    assert b64(encrypted()) == BODY


@clause("RFC 8291", "5", "the user agent decrypts it")
def test_the_published_message_is_read_with_the_browsers_key():
    assert webpush.decrypt(unb64(BODY), receiver=private(BROWSER), secret=unb64(SECRET)) == TEXT


@clause("RFC 8291", "3.4", "salt and key are new for each message")
def test_two_messages_of_one_text_share_nothing():
    new = {"salt": None, "sender": None}
    one, two = encrypted(**new), encrypted(**new)
    assert one[:16] != two[:16]
    assert one[21:86] != two[21:86]
    assert webpush.decrypt(two, receiver=private(BROWSER), secret=unb64(SECRET)) == TEXT


@clause("RFC 8291", "4", "one record, at most 4096 bytes")
def test_the_longest_text_fills_4096_bytes_and_one_more_is_refused():
    assert len(encrypted(b"x" * webpush.LONGEST_TEXT)) == 4096
    with pytest.raises(webpush.PushKeyError, match="more than 3993"):
        encrypted(b"x" * (webpush.LONGEST_TEXT + 1))


def test_a_text_that_ends_like_padding_comes_back_whole():
    text = b"ends so\x02"
    assert webpush.decrypt(encrypted(text), receiver=private(BROWSER), secret=unb64(SECRET)) == text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"receiver": b"\x04" + b"\x01" * 64}, "no point"),
        ({"receiver": b""}, "no point"),
        ({"secret": b"short"}, "5 bytes, not 16"),
    ],
)
def test_a_broken_subscription_is_refused_by_name(changes, said):
    with pytest.raises(webpush.PushKeyError, match=said):
        encrypted(**changes)


@pytest.mark.parametrize("body", [b"", unb64(BODY)[:60], unb64(BODY)[:-1] + b"\0"])
def test_a_message_that_was_changed_on_its_way_is_refused(body):
    with pytest.raises(webpush.PushKeyError):
        webpush.decrypt(body, receiver=private(BROWSER), secret=unb64(SECRET))


def read_token(header: str) -> tuple[dict, dict, bytes, bytes]:
    scheme, _, rest = header.partition(" ")
    assert scheme == "vapid"
    fields = dict(part.split("=", 1) for part in rest.split(", "))
    head, claims, signature = fields["t"].split(".")
    raw = unb64(signature)
    der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), unb64(fields["k"]))
    point.verify(der, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
    return json.loads(unb64(head)), json.loads(unb64(claims)), unb64(fields["k"]), raw


@clause("RFC 8292", "2 and 3", "a JWT with aud, exp and sub, signed ES256, and the key beside it")
def test_the_token_says_who_sends_to_which_service_until_when():
    pem = webpush.new_key()
    header = webpush.authorization(
        pem, "https://push.example:8443/p/abc?x=1", contact="mailto:duty@anlan.example", expires=NOW
    )
    head, claims, point, signature = read_token(header)
    assert head == {"typ": "JWT", "alg": "ES256"}
    assert claims == {
        "aud": "https://push.example:8443",
        "exp": int(NOW.timestamp()),
        "sub": "mailto:duty@anlan.example",
    }
    assert b64(point) == webpush.public_key(pem)
    assert len(signature) == 64


@clause("RFC 8292", "2.4", "the published token verifies with the published key")
def test_the_published_token_verifies():
    claims = read_token(
        "vapid t=eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1MjM3"
        "NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtm"
        "ysazNjjvW2L9OkSSHzvoD1oA, k=BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2Em"
        "ClBPs"
    )[1]
    assert claims == {"aud": "https://push.example.net", "exp": 1453523768, "sub": "mailto:push@example.com"}


def test_a_token_of_another_key_does_not_verify():
    header = webpush.authorization(webpush.new_key(), "https://p.example/1", contact="mailto:a@b.example", expires=NOW)
    other = header.partition(", k=")[0] + ", k=" + webpush.public_key(webpush.new_key())
    with pytest.raises(InvalidSignature):
        read_token(other)


@pytest.mark.parametrize("text", ["a*b", "\u00e9", "a"])
def test_what_is_no_base64url_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - either of two kinds
        unb64(text)
