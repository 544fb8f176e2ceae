"""The settings under which every channel goes to the simulated gateways of this machine."""

import os
import tomllib
from pathlib import Path
from typing import Final

from anlan.protocols import emergency_broadcast as eb

OURS: Final = "010351343300000001"
THEIRS: Final = "010351340000000001"
SERIAL: Final = "simulated"
PLATFORM_SERIAL: Final = "simulated-platform"
SECRET: Final = "for simulated telephones only, never elsewhere"  # noqa: S105 - opens nothing real
GATEWAYS_PORT: Final = 3
CENTRE_PORT: Final = 4


def simulated_settings(folder: Path, first_port: int) -> dict[str, str]:
    """Return the settings by name; the signing key and the satellite folder are made where they are missing."""
    url = f"http://127.0.0.1:{first_port + GATEWAYS_PORT}"
    centre = f"smpp://anlan:side@127.0.0.1:{first_port + CENTRE_PORT}?source=10639&client_id=1"
    return {
        "ANLAN_ROBOTS": f"wecom:office={url}/robots/wecom/office,dingtalk:towns={url}/robots/dingtalk/towns#SEC0",
        "ANLAN_EXERCISE_ROBOTS": f"feishu:exercise={url}/robots/feishu/exercise#SEC1",
        "ANLAN_PUSH_CONTACT": "mailto:duty@anlan.example",
        "ANLAN_BROADCAST_URL": f"{url}/broadcast",
        "ANLAN_EXERCISE_BROADCAST_URL": f"{url}/broadcast",
        "ANLAN_BROADCAST_PLATFORM": OURS,
        "ANLAN_BROADCAST_TO": THEIRS,
        "ANLAN_BROADCAST_KEY": str(key_file(folder)),
        "ANLAN_VOICE_URL": f"{url}/voice",
        "ANLAN_VOICE_SECRET": SECRET,
        "ANLAN_SATELLITE_FOLDER": str(folder / "satellite"),
        "ANLAN_TTS_URL": url,
        "ANLAN_SMPP_URL": centre,
        "ANLAN_EXERCISE_SMPP_URL": centre,
    }


def key_file(folder: Path) -> Path:
    """Return the file of the simulated signing key; make it at the first call."""
    file = folder / "broadcast-key.toml"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        private, public = eb.new_key()
        lines = {"issuer": SERIAL, "serial": SERIAL, "public": public.hex(), "private": private.hex()}
        answers = {PLATFORM_SERIAL: platform_key(folder)[2].hex()}
        _write(file, f"{_lines(lines)}[answers]\n{_lines(answers)}")
    return file


def platform_key(folder: Path) -> tuple[str, bytes, bytes]:
    """Return certificate number, private and public key of the simulated broadcasting platform; kept for the next."""
    file = folder / "broadcast-platform.toml"
    if not file.exists():
        private, public = eb.new_key()
        _write(file, _lines({"private": private.hex(), "public": public.hex()}))
    found = tomllib.loads(file.read_text("utf-8"))
    return PLATFORM_SERIAL, bytes.fromhex(found["private"]), bytes.fromhex(found["public"])


def _lines(values: dict[str, str]) -> str:
    return "".join(f'{name} = "{text}"\n' for name, text in values.items())


def _write(file: Path, text: str) -> None:
    """Write a file as a whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.{os.getpid()}")
    part.write_text(text, "utf-8")
    part.replace(file)
