"""``anlan check signature``: one JSON line for each file."""

import json

import pytest
from click.testing import CliRunner
from tests.factories.signing import signing_key

from anlan.config.commands.check import command
from anlan.protocols.xml_signature.keys import pem_of
from anlan.protocols.xml_signature.signing import sign

ALERT = b'<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><note>a warning</note></alert>'


@pytest.fixture
def folder(tmp_path):
    """A folder with a signed, a touched and an unsigned message, and the signer's certificate."""
    key = signing_key("sm2")
    signed = sign(ALERT, key)
    (tmp_path / "signed.xml").write_bytes(signed)
    (tmp_path / "touched.xml").write_bytes(signed.replace(b"a warning", b"no warning"))
    (tmp_path / "spelt.xml").write_bytes(signed.replace(b'encoding="UTF-8"', b"encoding='UTF-8'"))
    (tmp_path / "plain.xml").write_bytes(ALERT)
    (tmp_path / "trusted.pem").write_bytes(pem_of("CERTIFICATE", key.certificate.raw))
    return tmp_path


def run(folder, *names, **more):
    words = ["signature", "--trusted", str(folder / "trusted.pem"), *more.get("flags", ())]
    done = CliRunner().invoke(command, [*words, *(str(folder / name) for name in names)])
    return done.exit_code, [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def test_a_signed_message_is_told_with_signer_algorithm_and_digest(folder):
    code, (line,) = run(folder, "signed.xml", flags=("--exactly",))
    assert (code, line["valid"], line["intact"], line["exact"], line["errors"]) == (0, True, True, True, [])
    assert (line["signer"], line["algorithm"], len(line["digest"])) == ("CN=a test,O=Anlan", "sm2-sm3", 64)


def test_every_file_gets_its_line_and_one_bad_file_sets_the_exit_code(folder):
    code, lines = run(folder, "signed.xml", "touched.xml", "plain.xml", "none.xml")
    assert code == 1
    assert [line["valid"] for line in lines] == [True, False, False, False]
    errors = [[each["code"] for each in line["errors"]] for line in lines]
    assert errors == [[], ["digest_differs"], ["unsigned"], ["check.unreadable"]]


def test_another_spelling_is_an_error_only_where_it_is_asked_for(folder):
    assert run(folder, "spelt.xml")[0] == 0
    code, (line,) = run(folder, "spelt.xml", flags=("--exactly",))
    assert (code, [each["code"] for each in line["errors"]]) == (1, ["not_as_written"])
