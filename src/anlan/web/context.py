"""What every page's shell shows."""

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, object]:
    """Return the shell's values: who is signed in."""
    return {"actor": getattr(request, "actor", None)}
