"""A simulated satellite terminal: takes messages from the outbox, lays answers into the inbox."""

from pathlib import Path

from anlan.config.side.store import Received


class Terminal:
    """One terminal with its folder; ``silent`` takes messages and never answers."""

    def __init__(self, folder: Path, received: Received) -> None:
        self._folder, self._received = folder, received
        self.answer = "delivered"
        for name in ("outbox", "inbox"):
            (folder / name).mkdir(parents=True, exist_ok=True)

    def step(self) -> int:
        """Take what lies in the outbox; return how many messages."""
        found = sorted((self._folder / "outbox").glob("[!.]*.txt"))
        for file in found:
            head, *parts = file.read_text("utf-8").splitlines()
            self._received.take(file.stem, {"to": head.removeprefix("to: "), "parts": parts})
            file.unlink()
            if self.answer:
                (self._folder / "inbox" / file.name).write_text(f"{self.answer}\n", "utf-8")
        return len(found)
