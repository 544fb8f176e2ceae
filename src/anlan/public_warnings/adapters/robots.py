"""Group robots of WeCom, DingTalk and Feishu: the warning as a text message in a group."""

import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from anlan.kernel import clock
from anlan.protocols.group_robots import PER_MINUTE, Robot, judged, posting
from anlan.public_warnings.adapters.http import PATIENCE_SECONDS, ask, client
from anlan.public_warnings.adapters.wall import require_own
from anlan.public_warnings.ports import Accepted, ChannelDown, MessageRefused, Outgoing, Receipt

_MINUTE: Final = 60.0


class RobotSender:
    """Posts to the robot that a message names as its address; each robot takes only so many a minute."""

    is_shared = False

    def __init__(
        self,
        channel: str,
        robots: tuple[Robot, ...],
        *,
        seconds: Callable[[], float] = time.monotonic,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self._channel, self._seconds = channel, seconds
        self._robots = {robot.name: robot for robot in robots}
        self._sent: dict[str, deque[float]] = {robot.name: deque() for robot in robots}
        self._lock = threading.Lock()
        self._client = client(patience)

    def send(self, message: Outgoing) -> Accepted:
        """Say title and text in the group; robots know no repetition, so an answer that is lost may say it twice."""
        require_own(message, self._channel)
        robot = self._robots.get(message.address)
        if robot is None:
            raise MessageRefused(f"the settings name no robot {message.address}")
        self._take_turn(robot)
        sent = posting(robot, text=f"{message.title}\n\n{message.text}", seconds=int(clock.real_now().timestamp()))
        answer = ask(self._client, "POST", sent.url, json=sent.body)
        verdict = judged(robot.make, answer.status_code, answer.content)
        if verdict.outcome == "later":
            raise ChannelDown(f"{robot.name}: {verdict.reason}")
        if verdict.outcome == "refused":
            raise MessageRefused(f"{robot.name}: {verdict.reason}")
        return Accepted(verdict.reason or "0", is_delivered=True)

    def _take_turn(self, robot: Robot) -> None:
        """Count this message against the robot's minute; when that is full, the message waits its turn."""
        with self._lock:
            now, sent = self._seconds(), self._sent[robot.name]
            while sent and now - sent[0] >= _MINUTE:
                sent.popleft()
            if len(sent) >= PER_MINUTE[robot.make]:
                raise ChannelDown(f"{robot.name}: {len(sent)} messages in this minute already")
            sent.append(now)

    def find(self, message: Outgoing) -> Accepted | None:
        """Robots cannot be asked."""
        return None

    def receipts(self, ids: frozenset[UUID]) -> frozenset[Receipt]:
        """The answer was the receipt already: the message stands in the group."""
        return frozenset()

    def probe(self) -> None:
        """Ask each maker's host for its headers, without the robot's key: nobody sees anything in a group."""
        for host in sorted({"{0.scheme}://{0.netloc}/".format(urlsplit(each.url)) for each in self._robots.values()}):
            ask(self._client, "HEAD", host)
