"""What a simulated gateway has received: kept in a file of one JSON line per message, each id once."""

import json
import threading
from pathlib import Path
from typing import Any

from anlan.kernel.clock import real_now


class Received:
    """The messages of one gateway; a repeated id is the same message, also after a restart."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._file, self._lock = file, threading.Lock()
        self._by_id: dict[str, dict[str, Any]] = {}
        if file.exists():
            for line in file.read_text("utf-8").splitlines():
                self._keep(line)

    def _keep(self, line: str) -> None:
        """Take over one line; a line that a crash cut short was never acknowledged, so it is left out."""
        try:
            message = json.loads(line)
        except ValueError:
            return
        self._by_id.setdefault(message["id"], message)

    def take(self, message_id: str, message: dict[str, Any]) -> bool:
        """Store a message unless it is there already; tell whether it is new. It is on disk when this returns."""
        with self._lock:
            if message_id in self._by_id:
                return False
            kept = {"id": message_id, "received_at": real_now().isoformat(), **message}
            with self._file.open("a", encoding="utf-8") as file:
                file.write(json.dumps(kept, ensure_ascii=False) + "\n")
            self._by_id[message_id] = kept
            return True

    def find(self, message_id: str) -> dict[str, Any] | None:
        """Return a message by its id."""
        return self._by_id.get(message_id)

    def all(self) -> list[dict[str, Any]]:
        """Return every message in the order of arrival."""
        return list(self._by_id.values())
