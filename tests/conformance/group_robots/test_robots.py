"""Formats, signatures and answers of the three makes, against values computed by the makers' published samples."""

import base64
import hashlib
import hmac
import json
from urllib.parse import parse_qs, urlsplit

import pytest

from anlan.protocols.group_robots import Robot, UnknownRobot, judged, posting, robots_in

NOW = 1_600_000_000
WECOM = Robot("wecom", "flood", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k")
DINGTALK = Robot("dingtalk", "flood", "https://oapi.dingtalk.com/robot/send?access_token=t", "this is secret")
FEISHU = Robot("feishu", "flood", "https://open.feishu.cn/open-apis/bot/v2/hook/h", "demo")


def test_wecom_takes_a_text_message_and_no_signature():
    sent = posting(WECOM, text="Leave now.", seconds=NOW)
    assert sent.url == WECOM.url
    assert sent.body == {"msgtype": "text", "text": {"content": "Leave now."}}


def test_dingtalk_signs_milliseconds_and_secret_under_the_secret_in_the_address():
    sent = posting(DINGTALK, text="Leave now.", seconds=NOW)
    fields = parse_qs(urlsplit(sent.url).query)
    wanted = hmac.new(b"this is secret", b"1600000000000\nthis is secret", hashlib.sha256).digest()
    assert fields == {
        "access_token": ["t"],
        "timestamp": ["1600000000000"],
        "sign": [base64.b64encode(wanted).decode()],
    }
    assert sent.body == {"msgtype": "text", "text": {"content": "Leave now."}}


def test_feishu_signs_nothing_under_seconds_and_secret_in_the_body():
    sent = posting(FEISHU, text="Leave now.", seconds=NOW)
    wanted = hmac.new(b"1600000000\ndemo", b"", hashlib.sha256).digest()
    assert sent.url == FEISHU.url
    assert sent.body == {
        "msg_type": "text",
        "content": {"text": "Leave now."},
        "timestamp": "1600000000",
        "sign": base64.b64encode(wanted).decode(),
    }


@pytest.mark.parametrize("make", ["dingtalk", "feishu"])
def test_a_robot_without_a_secret_is_not_signed(make):
    sent = posting(Robot(make, "a", "https://r.example/x"), text="t", seconds=NOW)
    assert sent.url == "https://r.example/x"
    assert "sign" not in sent.body


@pytest.mark.parametrize(("bytes_over", "is_whole"), [(-1, True), (0, True), (1, False)])
def test_a_text_is_cut_only_when_the_robot_would_refuse_it(bytes_over, is_whole):
    text = "水" * 682 + "x" * (2 + bytes_over)
    said = posting(WECOM, text=text, seconds=NOW).body["text"]["content"]
    assert (said == text) is is_whole
    assert len(said.encode()) <= 2048
    assert is_whole or said == "水" * 681 + "…"


@pytest.mark.parametrize(
    ("make", "status", "answer", "outcome"),
    [
        ("wecom", 200, {"errcode": 0, "errmsg": "ok"}, "taken"),
        ("wecom", 200, {"errcode": 45009, "errmsg": "api freq out of limit"}, "later"),
        ("wecom", 200, {"errcode": 93000, "errmsg": "invalid webhook url"}, "refused"),
        ("dingtalk", 200, {"errcode": 0, "errmsg": "ok"}, "taken"),
        ("dingtalk", 200, {"errcode": 130101, "errmsg": "send too fast, exceed 20 times per minute"}, "later"),
        ("dingtalk", 200, {"errcode": 310000, "errmsg": "sign not match"}, "refused"),
        ("dingtalk", 200, {"errcode": 300001, "errmsg": "token is not exist"}, "refused"),
        ("feishu", 200, {"code": 0, "msg": "success", "data": {}}, "taken"),
        ("feishu", 200, {"code": 11232, "msg": "frequency limited"}, "later"),
        ("feishu", 200, {"code": 19021, "msg": "sign match fail"}, "refused"),
        ("feishu", 400, {"code": 19001, "msg": "param invalid: incoming webhook access token invalid"}, "refused"),
    ],
)
def test_the_code_in_the_answer_decides(make, status, answer, outcome):
    said = judged(make, status, json.dumps(answer).encode())
    assert said.outcome == outcome
    assert said.reason.startswith(str(answer.get("errcode", answer.get("code"))))


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (429, b"", "later"),
        (500, b'{"errcode": 0}', "later"),
        (404, b"<html>", "refused"),
        (200, b"<html>", "later"),
        (200, b"[1]", "later"),
        (200, b'{"errcode": "0"}', "later"),
    ],
)
def test_an_answer_without_a_code_never_counts_as_taken(status, body, outcome):
    assert judged("wecom", status, body).outcome == outcome


def test_robots_are_read_from_their_lines():
    found = robots_in(["wecom:flood office=https://q.example/send?key=a", "dingtalk:town=https://o.example/s?x=1#SEC9"])
    assert found == (
        Robot("wecom", "flood office", "https://q.example/send?key=a"),
        Robot("dingtalk", "town", "https://o.example/s?x=1", "SEC9"),
    )
    assert "SEC9" not in repr(found)
    assert "key=a" not in repr(found)


@pytest.mark.parametrize(
    "lines",
    [
        ["slack:a=https://x.example"],
        ["wecom:=https://x.example"],
        ["wecom:a=ftp://x.example"],
        ["wecom:a"],
        ["wecom:a=https://x.example", "feishu:a=https://y.example"],
    ],
)
def test_a_line_that_names_no_robot_is_refused(lines):
    with pytest.raises(UnknownRobot):
        robots_in(lines)
