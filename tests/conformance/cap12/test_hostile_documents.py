"""``anlan check cap`` on documents made to break it: each is refused by name, in bounded time and memory."""

import json
import resource
import subprocess
import sys
import time

import pytest

from anlan.protocols.cap12.checks import MOST_POINTS
from anlan.protocols.cap12.document import LIMIT_BYTES
from anlan.protocols.cap12.reading import MOST_FLAWS
from anlan.protocols.cap12.verdict import judge

SECONDS = 10
MEMORY = 700 * 1024 * 1024
CAP = "urn:oasis:names:tc:emergency:cap:1.2"
HEAD = f'<alert xmlns="{CAP}">'
START = (
    "<identifier>a</identifier><sender>b</sender><sent>2020-06-26T22:10:00+08:00</sent>"
    "<status>Actual</status><msgType>Alert</msgType><scope>Public</scope>"
)
INFO = (
    "<info><category>Met</category><event>e</event><urgency>Past</urgency><severity>Minor</severity>"
    "<certainty>Likely</certainty>"
)
LAUGHS = "<!DOCTYPE l [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)
)


def areas(polygon: str, count: int) -> str:
    return f"{HEAD}{START}{INFO}<area><areaDesc>x</areaDesc>{polygon * count}</area></info></alert>"


def zigzag(points: int) -> str:
    steps = (f"{n * 1e-4:.4f},{-n * 1e-4 + n % 2:.4f}" for n in range(points))
    return f"<polygon>{' '.join(steps)} 10,10 0.0000,0.0000</polygon>"


HOSTILE = {
    "billion laughs": (f"{LAUGHS}]><alert>&j;</alert>", "cap12.doctype_not_allowed"),
    "quadratic entity": (
        f"<!DOCTYPE a [<!ENTITY a '{'x' * 100_000}'>]><alert>{'&a;' * 9999}</alert>",
        "cap12.doctype_not_allowed",
    ),
    "outside entity": (
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><alert>&x;</alert>",
        "cap12.doctype_not_allowed",
    ),
    "outside document type": ('<!DOCTYPE a SYSTEM "http://192.0.2.1/a.dtd"><alert/>', "cap12.doctype_not_allowed"),
    "parameter entity": (
        "<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://192.0.2.1/p'> %p;]><alert/>",
        "cap12.doctype_not_allowed",
    ),
    "unknown entity": (f"{HEAD}&nbsp;</alert>", "cap12.not_well_formed"),
    "deep nesting": ("<a>" * 100_000 + "</a>" * 100_000, "cap12.not_well_formed"),
    "deep nesting in an alert": (HEAD + "<info>" * 100_000, "cap12.not_well_formed"),
    "many attributes": ("<alert " + " ".join(f"a{n}=''" for n in range(150_000)) + "/>", "cap12.not_cap"),
    "many namespaces": ("<alert " + " ".join(f"xmlns:a{n}='u'" for n in range(100_000)) + "/>", "cap12.not_cap"),
    "a long attribute": (f'<alert a="{"x" * 1_900_000}"/>', "cap12.not_cap"),
    "a long name": (f"<{'a' * 1_900_000}/>", "cap12.not_well_formed"),
    "many unknown elements": (f"{HEAD}{START}{'<x/>' * 400_000}</alert>", "cap12.schema_violation"),
    "many misplaced elements": (f"{HEAD}{START}<note/>{'<code/>' * 250_000}</alert>", "cap12.schema_violation"),
    "many bad polygons": (areas("<polygon/>", 180_000), "cap12.bad_polygon"),
    "a ring of parallel lines": (areas(zigzag(MOST_POINTS - 10), 1), "cap12.bad_polygon"),
    "too many points": (areas(zigzag(9_000), 8), "cap12.bad_polygon"),
    "a long number": (areas(f"<altitude>{'9' * 1_000_000}</altitude><ceiling>1</ceiling>", 1), "cap12.bad_altitude"),
    "a number too long to count": (
        f"{HEAD}{START}{INFO}<resource><resourceDesc>x</resourceDesc><mimeType>text/plain</mimeType>"
        f"<size>{'9' * 5000}</size></resource></info></alert>",
        "cap12.broken_rule",
    ),
    "an hour that is none": (f"{HEAD}{START}</alert>".replace("T22:10", "T24:00"), "cap12.bad_time"),
    "an unknown encoding": (f'<?xml version="1.0" encoding="x-none"?>{HEAD}{START}</alert>', "cap12.not_well_formed"),
    "a wrong encoding": ('<?xml version="1.0" encoding="UTF-16"?><alert/>', "cap12.not_well_formed"),
    "NUL": (f"{HEAD}\0</alert>", "cap12.not_well_formed"),
    "nothing": ("", "cap12.not_well_formed"),
    "blanks": (" \n" * 1000, "cap12.not_well_formed"),
}
BINARY = {
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100,
    "bytes that are no text": f"{HEAD}{START}".encode() + b"\xff\xfe\xfa</alert>",
    "half a character": f"{HEAD}<note>".encode() + b"\xe4\xb8</note></alert>",
}


def check(*names: str, given: bytes = b"") -> tuple[int, list[dict]]:
    ran = subprocess.run(
        [sys.executable, "-m", "anlan.config.cli", "check", "cap", *names],
        input=given,
        capture_output=True,
        timeout=SECONDS,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
        check=False,
    )
    assert ran.stderr == b""
    return ran.returncode, [json.loads(line) for line in ran.stdout.splitlines()]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_is_refused_by_name_in_little_time(name):
    text, code = HOSTILE[name]
    begun = time.process_time()
    verdict = judge(text.encode())
    assert time.process_time() - begun < SECONDS
    assert verdict.alert is None
    assert code in {flaw.code for flaw in verdict.flaws}
    assert len(verdict.flaws) <= MOST_FLAWS


@pytest.mark.parametrize("name", BINARY)
def test_bytes_that_are_no_xml_are_refused(name):
    assert [flaw.code for flaw in judge(BINARY[name]).flaws] == ["cap12.not_well_formed"]


def test_the_command_refuses_all_of_them_within_little_memory(tmp_path):
    names = []
    for number, (text, _) in enumerate(HOSTILE.values()):
        if number % 3 == 0:
            names.append(tmp_path / f"{number}.xml")
            names[-1].write_text(text)
    code, told = check(*map(str, names))
    assert code == 1
    assert [line["file"] for line in told] == list(map(str, names))
    assert not any(line["valid"] for line in told)


def test_65_megabytes_are_refused_after_two(tmp_path):
    big = tmp_path / "big.xml"
    with big.open("wb") as file:
        file.truncate(65 * 1024 * 1024)
    code, (told,) = check(str(big))
    assert (code, told["errors"][0]["code"]) == (1, "cap12.too_large")
    assert told["errors"][0]["rule"] == f"at_most_{LIMIT_BYTES}_bytes"
    code, (told,) = check("-", given=b" " * (3 * 1024 * 1024))
    assert (code, told["errors"][0]["code"]) == (1, "cap12.too_large")


def test_a_folder_a_missing_file_and_a_device_are_told_and_the_rest_is_still_judged(tmp_path):
    good = tmp_path / "good.cap"
    good.write_text(f"{HEAD}{START}</alert>")
    code, told = check(str(tmp_path), str(tmp_path / "none"), "/dev/zero", "a\udcffb", str(good))
    assert code == 1
    assert [line["valid"] for line in told] == [False, False, False, False, True]
    assert {line["errors"][0]["code"] for line in told[:4]} == {"check.unreadable"}


def test_standard_input_is_judged_and_a_valid_message_leaves_with_zero():
    code, (told,) = check("-", given=f"{HEAD}{START}</alert>".encode())
    assert code == 0
    assert told == {"file": "-", "valid": True, "version": "1.2", "errors": [], "warnings": []}


def test_a_line_has_for_each_error_code_element_value_rule_and_line():
    code, (told,) = check("-", given=f"{HEAD}\n{START.replace('Public', 'Open')}</alert>".encode())
    rule = "one_of Private Public Restricted"
    assert code == 1
    assert told["errors"] == [
        {"code": "cap12.schema_violation", "element": "scope", "value": "Open", "rule": rule, "line": 2}
    ]
