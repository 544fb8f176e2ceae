"""Chance that is the same on every machine: everything invented comes from a seed and the name of the thing."""

import hashlib
import random
from datetime import UTC, date, datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from anlan.support.tables import load_table

STARTS_ON = date(2020, 1, 1)
STARTS_AT = datetime(2019, 12, 31, 16, tzinfo=UTC)
"""When the demonstration's records are dated: before the event that is replayed."""

_NAMESPACE = uuid5(NAMESPACE_URL, "urn:anlan:demonstration")


def seeded_id(*key: object) -> UUID:
    """Return the id of the thing that ``key`` names; it is the same for every seed, so that a reload replaces it."""
    return uuid5(_NAMESPACE, ":".join(map(str, key)))


def dice(seed: int, *key: object) -> random.Random:
    """Return the chance of one thing, independent of every other thing's."""
    text = ":".join(map(str, (seed, *key)))
    return random.Random(int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]))  # noqa: S311 - no secret


def words(name: str) -> list[str]:
    """Return a list of words for invented names."""
    return load_table("anlan.config.demo", "words")[name]


def person_name(chance: random.Random) -> str:
    """Return a plainly invented person's name."""
    return chance.choice(words("surnames")) + chance.choice(words("given_names"))


def phone(number: int) -> str:
    """Return the ``number``-th phone of a block that no network assigns to anybody here: 199-0000-xxxx onwards."""
    return f"1990{number:07d}"


def near(chance: random.Random, longitude: float, latitude: float, spread: float) -> tuple[float, float]:
    """Return a point within ``spread`` degrees of another, to five decimals."""
    east, north = chance.uniform(-spread, spread), chance.uniform(-spread, spread)
    return round(longitude + east, 5), round(latitude + north, 5)


def phrase(key: str, **parts: object) -> str:
    """Return the name of a thing by its pattern; the pattern ``short`` takes the ending off a division's name."""
    table = load_table("anlan.config.demo", "words")
    if key == "short":
        name = str(parts["name"])
        return next((name[: -len(end)] for end in table["division_endings"] if name.endswith(end)), name)
    return table["patterns"][key].format(**parts)
