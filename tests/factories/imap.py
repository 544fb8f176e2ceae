"""A mail server that speaks as much IMAP as a reader asks for, on a free port."""

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Folder:
    """What lies in the mailbox, by number; ``asked`` is every command that came, without the password."""

    letters: dict[int, bytes] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    validity: int = 1
    password: str = "secret"
    asked: list[str] = field(default_factory=list)


class _Talk(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        folder: Folder = self.server.folder
        self._say("* OK ready")
        for line in self.rfile:
            tag, command, rest = (*line.decode().strip().split(" ", 2), "")[:3]
            folder.asked.append(f"{command} {rest}".strip() if command != "LOGIN" else command)
            done = getattr(self, f"_{command.lower()}", self._nothing)(folder, rest) or "OK done"
            self._say(f"{tag} {done}")
            if command == "LOGOUT":
                return

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def _nothing(self, folder: Folder, rest: str) -> str:
        return "BAD unknown"

    def _capability(self, folder: Folder, rest: str) -> None:
        self._say("* CAPABILITY IMAP4rev1")

    def _login(self, folder: Folder, rest: str) -> str | None:
        return None if folder.password in rest else "NO wrong password"

    def _examine(self, folder: Folder, rest: str) -> None:
        self._say(f"* {len(folder.letters)} EXISTS")
        self._say(f"* OK [UIDVALIDITY {folder.validity}] numbering")

    def _logout(self, folder: Folder, rest: str) -> None:
        self._say("* BYE")

    def _uid(self, folder: Folder, rest: str) -> None:
        if rest.startswith("SEARCH"):
            self._say(f"* SEARCH {' '.join(map(str, self._found(folder, rest)))}".rstrip())
            return
        uid, what = re.match(r"FETCH (\d+) \((.*)\)", rest).groups()
        raw = folder.letters[int(uid)]
        if what == "RFC822.SIZE":
            self._say(f"* 1 FETCH (UID {uid} RFC822.SIZE {len(raw)})")
        else:
            self.wfile.write(f"* 1 FETCH (UID {uid} BODY[] {{{len(raw)}}}\r\n".encode() + raw + b")\r\n")

    def _found(self, folder: Folder, rest: str) -> list[int]:
        if "UNSEEN" in rest:
            return [uid for uid in folder.letters if uid not in folder.seen]
        if "SINCE" in rest:
            return list(folder.letters)
        least = int(re.search(r"UID (\d+):", rest)[1])
        # "8:*" means the last letter too, whatever its number is.
        return sorted({*(uid for uid in folder.letters if uid >= least), *list(folder.letters)[-1:]})


@contextmanager
def a_mail_server(folder: Folder) -> Iterator[str]:
    """Let a server hold the folder and return its address with user and password."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Talk) as server:
        server.folder, server.daemon_threads = folder, True
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield f"imap://duty:secret@127.0.0.1:{server.server_address[1]}"
        server.shutdown()
