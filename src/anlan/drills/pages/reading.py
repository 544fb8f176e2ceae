"""What a phone's form sent, read strictly."""

from uuid import UUID


def id_of(text: str) -> UUID | None:
    """Return a typed id, or nothing where it is none."""
    try:
        return UUID(text)
    except ValueError:
        return None
