"""What is posted to a robot: address with signature where its make wants one, and the text message."""

import base64
import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import quote_plus, urlsplit

from anlan.protocols.group_robots.table import makes

_CUT: Final = "…"


class UnknownRobot(ValueError):
    """A robot's line names no known make, or no address."""


@dataclass(frozen=True, slots=True)
class Robot:
    """One robot of one group. ``secret`` is empty where the robot is not guarded by a signature."""

    make: str
    name: str
    url: str = field(repr=False)
    secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Posting:
    """One request: JSON ``body`` by POST to ``url``."""

    url: str = field(repr=False)
    body: dict[str, Any]


def robots_in(lines: Iterable[str]) -> tuple[Robot, ...]:
    """Read ``make:name=https://address#secret``, one robot each; names must differ."""
    found = tuple(_robot(line) for line in lines)
    if len({robot.name for robot in found}) < len(found):
        raise UnknownRobot("two robots of one name")
    return found


def _robot(line: str) -> Robot:
    make, _, rest = line.partition(":")
    name, _, address = rest.partition("=")
    url, _, secret = address.partition("#")
    parts = urlsplit(url)
    if make not in makes() or not name or parts.scheme not in ("http", "https") or not parts.hostname:
        raise UnknownRobot(f"{make}:{name}")
    return Robot(make, name, url, secret)


def posting(robot: Robot, *, text: str, seconds: int) -> Posting:
    """Return the request that says ``text`` in the robot's group; ``seconds`` is the Unix time of signing."""
    said = _fitted(text, makes()[robot.make]["longest"])
    if robot.make == "feishu":
        body: dict[str, Any] = {"msg_type": "text", "content": {"text": said}}
        if robot.secret:
            body |= {"timestamp": str(seconds), "sign": feishu_sign(robot.secret, seconds)}
        return Posting(robot.url, body)
    body = {"msgtype": "text", "text": {"content": said}}
    if robot.make == "dingtalk" and robot.secret:
        stamp = seconds * 1000
        signed = f"timestamp={stamp}&sign={quote_plus(dingtalk_sign(robot.secret, stamp))}"
        return Posting(f"{robot.url}{'&' if '?' in robot.url else '?'}{signed}", body)
    return Posting(robot.url, body)


def dingtalk_sign(secret: str, milliseconds: int) -> str:
    """Return the base64 HMAC-SHA256 of time and secret under the secret."""
    return _hmac(secret.encode(), f"{milliseconds}\n{secret}".encode())


def feishu_sign(secret: str, seconds: int) -> str:
    """Return the base64 HMAC-SHA256 of nothing under time and secret: key and text change places here."""
    return _hmac(f"{seconds}\n{secret}".encode(), b"")


def _hmac(key: bytes, text: bytes) -> str:
    return base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()


def _fitted(text: str, longest: int) -> str:
    """Return the text, cut after a whole character and marked so where it has more bytes than the robot takes."""
    raw = text.encode()
    if len(raw) <= longest:
        return text
    return raw[: longest - len(_CUT.encode())].decode(errors="ignore") + _CUT
