"""What the parts say: each into its own rotating file, and the lines worth a look onto the console."""

import threading
from collections.abc import Callable
from logging import LogRecord
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import IO, Final

Say = Callable[[str, str], None]

_FILE_BYTES: Final = 5 * 1024 * 1024
_FILES_KEPT: Final = 4


class PartLog:
    """Keeps the output of one part in ``folder/name.log`` and passes its lines to ``say(name, line)``."""

    def __init__(self, folder: Path, name: str, say: Say | None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.name = name
        self.path = folder / f"{name}.log"
        self._say = say
        self._file = RotatingFileHandler(self.path, maxBytes=_FILE_BYTES, backupCount=_FILES_KEPT, encoding="utf-8")

    def write(self, line: str) -> None:
        """Keep one line."""
        self._file.emit(LogRecord(self.name, 20, "", 0, line, None, None))
        # A traceback is for the file; its last line says what happened and goes onto the console.
        if self._say and line and not line.startswith((" ", "Traceback")):
            self._say(self.name, line)

    def follow(self, output: IO[bytes]) -> None:
        """Keep every line of a child's output until it closes; returns at once."""
        threading.Thread(target=self._pump, args=(output,), daemon=True, name=f"log of {self.name}").start()

    def last_lines(self, count: int) -> str:
        """Return the newest lines, for a message that explains a failure."""
        if not self.path.exists():
            return ""
        return "\n".join(self.path.read_text(encoding="utf-8", errors="replace").splitlines()[-count:])

    def _pump(self, output: IO[bytes]) -> None:
        with output:
            for line in output:
                self.write(line.decode("utf-8", "replace").rstrip())
