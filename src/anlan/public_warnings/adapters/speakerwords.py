"""What a loudspeaker is told and what it answers: JSON of our own contract (docs/integrators/loudspeakers.md)."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from anlan.public_warnings.adapters.told import Told
from anlan.public_warnings.ports import Outgoing, Receipt
from anlan.support.tables import load_table

_LONGEST = 200


def order_of(message: Outgoing, about: Told, sounds: Mapping[str, dict[str, Any] | None]) -> dict[str, Any]:
    """Return the order to speak, in each language of the warning; a follower stops what it follows."""
    rows = load_table("anlan.public_warnings", "loudspeakers")["level"]
    row = next(each for each in rows if each["colour"] == about.level.colour)
    main, *others = about.words
    texts = {main.language: message.text}
    if not message.is_exercise:
        texts |= {each.language: " ".join((each.headline, each.description, each.instruction)) for each in others}
    return {
        "id": str(message.id),
        "identifier": message.identifier,
        "title": message.title,
        "text": message.text,
        "parts": [
            {"language": language, "text": text, "audio": sounds.get(language)} for language, text in texts.items()
        ],
        "level": int(about.level),
        "volume": row["volume"],
        "times": 1 if about.is_lifting else row["times"],
        "pause_seconds": row["pause_seconds"],
        "expires": about.expires.isoformat(),
        "stops": about.follows,
        "exercise": message.is_exercise,
    }


def receipt_in(payload: bytes) -> Receipt | None:
    """Read a playback receipt; one that it has only begun, and a malformed one, say nothing yet."""
    try:
        said = json.loads(payload)
        message_id = UUID(said["id"])
        state = said.get("state") or ("finished" if said.get("played") else "")
        seconds = float(said.get("seconds", 0))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    if state == "finished":
        return Receipt(message_id, "delivered", f"{seconds:g} s" if seconds else "")
    if state == "failed":
        return Receipt(message_id, "failed", str(said.get("reason", ""))[:_LONGEST])
    return None
