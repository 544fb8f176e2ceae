"""The public doors that a replay knocks at: gauges by MQTT, people by the pages' login and the API, phones by SMS."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

import httpx
import orjson
import paho.mqtt.client as mqtt

from anlan.config.replay.rain import Reading

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_LINK = re.compile(r"https?://\S+(/c/[^\s/]+/)")
_SECONDS = 30
_PATIENCE_SECONDS = 60.0
_PAUSE_SECONDS = 0.3
_CONFIRM_SECONDS = 5.0
_UNAVAILABLE = (500, 502, 503, 504)


class DoorClosed(Exception):
    """A public door answered otherwise than the event needs; ``str`` says which and how."""


def patiently(ask: Callable[[], httpx.Response]) -> httpx.Response:
    """Ask until a server answers: one that is being restarted does so within a minute."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            answer = ask()
        except httpx.TransportError:
            answer = None
        if answer is not None and answer.status_code not in _UNAVAILABLE:
            return answer
        if time.monotonic() > deadline:
            raise DoorClosed(f"no answer within {_PATIENCE_SECONDS:.0f} s")
        time.sleep(_PAUSE_SECONDS)


class Person:
    """Somebody with an account, at the pages and the API, who asks again when the line breaks."""

    def __init__(self, address: str, username: str, password: str) -> None:
        self.username = username
        self._client = httpx.Client(base_url=address, timeout=_SECONDS, follow_redirects=False)
        patiently(lambda: self._sign_in(address, password))

    def _sign_in(self, address: str, password: str) -> httpx.Response:
        page = self._client.get("/login/")
        found = _TOKEN.search(page.text)
        if page.status_code in _UNAVAILABLE:
            return page
        if page.status_code != 200 or found is None:
            raise DoorClosed(f"/login/ answered {page.status_code}")
        form = {"username": self.username, "password": password, "csrfmiddlewaretoken": found.group(1)}
        answer = self._client.post("/login/", data=form, headers={"Referer": f"{address}/login/"})
        if answer.status_code not in (302, *_UNAVAILABLE):
            raise DoorClosed(f"{self.username} could not sign in: {answer.status_code}")
        return answer

    def get(self, path: str, **parameters: Any) -> Any:
        """Return what the API answers to a question."""
        return self._checked("GET", path, params=parameters)

    def post(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """Carry out an act through the API and return its answer; sent again over a broken line, it happens once."""
        return self._checked("POST", path, json=body or {})

    def put(self, path: str, body: dict[str, Any]) -> Any:
        """Change something through the API and return its answer."""
        return self._checked("PUT", path, json=body)

    def file(self, path: str) -> bytes:
        """Return a file that a page offers."""
        answer = patiently(lambda: self._client.get(path))
        if answer.status_code != 200:
            raise DoorClosed(f"{self.username} GET {path}: {answer.status_code}")
        return answer.content

    def try_post(self, path: str, body: dict[str, Any] | None = None) -> httpx.Response:
        """Return the whole answer to an act, whether refused or not."""
        headers = {"X-CSRFToken": self._client.cookies["csrftoken"], "Referer": str(self._client.base_url)}
        return self._client.post(f"/api/v1{path}", json=body or {}, headers=headers)

    def _checked(self, method: str, path: str, **more: Any) -> Any:
        headers = {"X-CSRFToken": self._client.cookies["csrftoken"], "Referer": str(self._client.base_url)}
        headers["Idempotency-Key"] = str(uuid4())
        answer = patiently(lambda: self._client.request(method, f"/api/v1{path}", headers=headers, **more))
        return self._json(answer, method, path)

    def _json(self, answer: httpx.Response, method: str, path: str) -> Any:
        if answer.status_code >= 300:
            raise DoorClosed(f"{self.username} {method} {path}: {answer.status_code} {answer.text[:500]}")
        return answer.json()


class Gauges:
    """All gauges of the event on one MQTT connection; a batch counts once the broker has confirmed it."""

    def __init__(self, host: str, port: int) -> None:
        self._client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, client_id="anlan-replay-gauges")
        self._client.connect(host, port)
        self._client.loop_start()

    def send(self, readings: list[Reading]) -> None:
        """Publish readings, one message a station, and wait until each is confirmed."""
        by_station: dict[str, list[Reading]] = {}
        for reading in readings:
            by_station.setdefault(reading.station, []).append(reading)
        for station, batch in by_station.items():
            self._deliver(f"tele/{station}", _message(batch))

    def _deliver(self, topic: str, message: bytes) -> None:
        """Publish until the broker confirms: what it may have had already is stored once all the same."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < deadline:
            sent = self._client.publish(topic, message, qos=1)
            try:
                sent.wait_for_publish(_CONFIRM_SECONDS)
                if sent.is_published():
                    return
            except RuntimeError:  # paho's word for a lost connection; its own thread connects anew
                time.sleep(_PAUSE_SECONDS)
        raise DoorClosed("the broker did not confirm a reading")

    def close(self) -> None:
        """Hang up."""
        self._client.disconnect()
        self._client.loop_stop()


def _message(batch: list[Reading]) -> bytes:
    return orjson.dumps(
        [
            {"station": each.station, "quantity": "rain", "time": each.time.isoformat(), "value": each.value}
            for each in batch
        ]
    )


@dataclass
class Phones:
    """The phones that the simulated SMS gateway reaches: reads what came in and taps the link."""

    gateway: str
    address: str
    _seen: set[str] = field(default_factory=set)
    _kept: list[tuple[str, str]] = field(default_factory=list)

    def confirm_links(self) -> list[tuple[str, str]]:
        """Return (phone, path of the confirm link) of every message that came in since the last look."""
        found = []
        for message in patiently(lambda: httpx.get(f"{self.gateway}/messages", timeout=_SECONDS)).json()["messages"]:
            link = _LINK.search(message["text"])
            if link and message["id"] not in self._seen:
                self._seen.add(message["id"])
                found.append((message["to"], link.group(1)))
        found, self._kept = self._kept + found, []
        return found

    def keep(self, phone: str, path: str) -> None:
        """Leave a message unanswered for now."""
        self._kept.append((phone, path))

    def tap(self, path: str) -> int:
        """Open a confirm link and press its one button, as a phone without JavaScript does; return the status."""
        return patiently(lambda: self._tap(path)).status_code

    def _tap(self, path: str) -> httpx.Response:
        with httpx.Client(base_url=self.address, timeout=_SECONDS) as phone:
            page = phone.get(path)
            token = _TOKEN.search(page.text)
            form = {"csrfmiddlewaretoken": token.group(1)} if token else {}
            return phone.post(path, data=form, headers={"Referer": f"{self.address}{path}"})


def moment(text: str) -> datetime:
    """Return the aware instant that a scenario writes."""
    return datetime.fromisoformat(text)
