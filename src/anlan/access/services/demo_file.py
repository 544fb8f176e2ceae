"""The accounts of a demonstration: written when its data are loaded, offered on the login page."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

_FILE = "demo-accounts.json"


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account of the demonstration with the password of this installation; ``place`` is its region's name."""

    username: str
    password: str
    name: str
    role: str
    region: str
    place: str = ""


def demo_accounts(folder: Path) -> tuple[DemoAccount, ...]:
    """Return the demonstration's accounts, none where no demonstration is loaded."""
    file = folder / _FILE
    return tuple(DemoAccount(**row) for row in json.loads(file.read_text("utf-8"))) if file.is_file() else ()


def write_demo_accounts(folder: Path, accounts: tuple[DemoAccount, ...]) -> Path:
    """Write the accounts so that only the owner of the process can read them; return the file."""
    file = folder / _FILE
    folder.mkdir(parents=True, exist_ok=True)
    fresh = file.with_suffix(".new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as out:
        json.dump([asdict(account) for account in accounts], out, ensure_ascii=False, indent=1)
    fresh.replace(file)
    return file


def forget_demo_accounts(folder: Path) -> None:
    """Remove the file, if there is one."""
    (folder / _FILE).unlink(missing_ok=True)
