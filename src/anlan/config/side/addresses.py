"""The settings under which every channel goes to the simulated gateways of this machine."""

import os
from pathlib import Path
from typing import Final

from anlan.protocols import emergency_broadcast as eb

OURS: Final = "010351343300000001"
THEIRS: Final = "010351340000000001"
SERIAL: Final = "simulated"
SECRET: Final = "for simulated telephones only, never elsewhere"  # noqa: S105 - opens nothing real
GATEWAYS_PORT: Final = 3


def simulated_settings(folder: Path, first_port: int) -> dict[str, str]:
    """Return the settings by name; the signing key and the satellite folder are made where they are missing."""
    url = f"http://127.0.0.1:{first_port + GATEWAYS_PORT}"
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
    }


def key_file(folder: Path) -> Path:
    """Return the file of the simulated signing key; make it at the first call."""
    file = folder / "broadcast-key.toml"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        private, public = eb.new_key()
        part = folder / f".broadcast-key.{os.getpid()}"
        lines = {"issuer": SERIAL, "serial": SERIAL, "public": public.hex(), "private": private.hex()}
        part.write_text("".join(f'{name} = "{text}"\n' for name, text in lines.items()), "utf-8")
        part.replace(file)
    return file
