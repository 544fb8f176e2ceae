"""The public doors that a replay knocks at: gauges by MQTT, people by the pages' login and the API, phones by SMS."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import httpx
import orjson
import paho.mqtt.client as mqtt

from anlan.config.replay.rain import Reading

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_LINK = re.compile(r"https?://\S+(/c/[^\s/]+/)")
_SECONDS = 30


class DoorClosed(Exception):
    """A public door answered otherwise than the event needs; ``str`` says which and how."""


class Person:
    """Somebody with an account, at the pages and the API."""

    def __init__(self, address: str, username: str, password: str) -> None:
        self.username = username
        self._client = httpx.Client(base_url=address, timeout=_SECONDS, follow_redirects=False)
        page = self._client.get("/login/")
        found = _TOKEN.search(page.text)
        if page.status_code != 200 or found is None:
            raise DoorClosed(f"/login/ answered {page.status_code}")
        form = {"username": username, "password": password, "csrfmiddlewaretoken": found.group(1)}
        answer = self._client.post("/login/", data=form, headers={"Referer": f"{address}/login/"})
        if answer.status_code != 302:
            raise DoorClosed(f"{username} could not sign in: {answer.status_code}")

    def get(self, path: str, **parameters: Any) -> Any:
        """Return what the API answers to a question."""
        return self._checked("GET", path, params=parameters)

    def post(self, path: str, body: dict[str, Any] | None = None) -> Any:
        """Carry out an act through the API and return its answer."""
        return self._checked("POST", path, json=body or {})

    def file(self, path: str) -> bytes:
        """Return a file that a page offers."""
        answer = self._client.get(path)
        if answer.status_code != 200:
            raise DoorClosed(f"{self.username} GET {path}: {answer.status_code}")
        return answer.content

    def try_post(self, path: str, body: dict[str, Any] | None = None) -> httpx.Response:
        """Return the whole answer to an act, whether refused or not."""
        headers = {"X-CSRFToken": self._client.cookies["csrftoken"], "Referer": str(self._client.base_url)}
        return self._client.post(f"/api/v1{path}", json=body or {}, headers=headers)

    def _checked(self, method: str, path: str, **more: Any) -> Any:
        headers = {"X-CSRFToken": self._client.cookies["csrftoken"], "Referer": str(self._client.base_url)}
        answer = self._client.request(method, f"/api/v1{path}", headers=headers, **more)
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
        sent = [
            self._client.publish(f"tele/{station}", _message(batch), qos=1) for station, batch in by_station.items()
        ]
        for one in sent:
            one.wait_for_publish(_SECONDS)
            if not one.is_published():
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

    def confirm_links(self) -> list[tuple[str, str]]:
        """Return (phone, path of the confirm link) of every message that came in since the last look."""
        found = []
        for message in httpx.get(f"{self.gateway}/messages", timeout=_SECONDS).json():
            link = _LINK.search(message["text"])
            if link and message["message_id"] not in self._seen:
                self._seen.add(message["message_id"])
                found.append((message["to"], link.group(1)))
        return found

    def tap(self, path: str) -> int:
        """Open a confirm link and press its one button, as a phone without JavaScript does; return the status."""
        with httpx.Client(base_url=self.address, timeout=_SECONDS) as phone:
            page = phone.get(path)
            token = _TOKEN.search(page.text)
            form = {"csrfmiddlewaretoken": token.group(1)} if token else {}
            return phone.post(path, data=form, headers={"Referer": f"{self.address}{path}"}).status_code


def moment(text: str) -> datetime:
    """Return the aware instant that a scenario writes."""
    return datetime.fromisoformat(text)
