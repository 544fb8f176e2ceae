"""Simulated group robots: they check key and signature, count their minute, and answer in their makers' codes."""

import json
import threading
from collections import deque
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from anlan.config.side.gateways import Answer, Asked
from anlan.config.side.store import Received
from anlan.protocols.group_robots import PER_MINUTE
from anlan.protocols.group_robots.posting import dingtalk_sign, feishu_sign

_WORDS: Final[dict[str, dict[str, dict[str, Any]]]] = {
    "wecom": {
        "ok": {"errcode": 0, "errmsg": "ok"},
        "fast": {"errcode": 45009, "errmsg": "api freq out of limit"},
        "key": {"errcode": 93000, "errmsg": "invalid webhook url"},
        "sign": {"errcode": 93000, "errmsg": "invalid webhook url"},
    },
    "dingtalk": {
        "ok": {"errcode": 0, "errmsg": "ok"},
        "fast": {"errcode": 130101, "errmsg": "send too fast, exceed 20 times per minute"},
        "key": {"errcode": 300001, "errmsg": "token is not exist"},
        "sign": {"errcode": 310000, "errmsg": "sign not match"},
    },
    "feishu": {
        "ok": {"code": 0, "msg": "success", "data": {}},
        "fast": {"code": 11232, "msg": "frequency limited"},
        "key": {"code": 19001, "msg": "param invalid: incoming webhook access token invalid"},
        "sign": {"code": 19021, "msg": "sign match fail or timestamp is not within one hour from current time"},
    },
}


class Robots:
    """``/robots/MAKE/KEY``: a robot for each key in ``secrets``, signed where the secret is not empty."""

    def __init__(self, received: Received, secrets: dict[str, str], seconds: Callable[[], float]) -> None:
        self._received, self._secrets, self._seconds = received, secrets, seconds
        self._minutes: dict[str, deque[float]] = {}
        self._lock = threading.Lock()
        self._count = len(received.all())

    def part(self, asked: Asked) -> Answer:
        """Take one message or say in the maker's code why not."""
        _, _, make, key = urlsplit(asked.path).path.split("/")
        words = _WORDS[make]
        if key not in self._secrets:
            return Answer(200, words["key"])
        body = json.loads(asked.body)
        if self._secrets[key] and not self._is_signed(make, self._secrets[key], asked.path, body):
            return Answer(200, words["sign"])
        with self._lock:
            if not self._has_turn(make, key):
                return Answer(200, words["fast"])
            self._count += 1
            text = body["content"]["text"] if make == "feishu" else body["text"]["content"]
            self._received.take(str(self._count), {"make": make, "robot": key, "text": text})
        return Answer(200, words["ok"])

    def _has_turn(self, make: str, key: str) -> bool:
        now, sent = self._seconds(), self._minutes.setdefault(key, deque())
        while sent and now - sent[0] >= 60:
            sent.popleft()
        sent.append(now)
        return len(sent) <= PER_MINUTE[make]

    def _is_signed(self, make: str, secret: str, path: str, body: dict[str, Any]) -> bool:
        if make == "feishu":
            return bool(body.get("sign") == feishu_sign(secret, int(body.get("timestamp", 0))))
        fields = parse_qs(urlsplit(path).query)
        return fields.get("sign") == [dingtalk_sign(secret, int(fields.get("timestamp", ["0"])[0]))]
