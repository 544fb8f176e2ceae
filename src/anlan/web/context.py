"""What every page's frame shows."""

from django.http import HttpRequest

from anlan.web.shell import Shell


def shell(request: HttpRequest) -> dict[str, object]:
    """Return the frame's values: who is signed in, and the shell that answers when a template asks."""
    return {"actor": getattr(request, "actor", None), "shell": Shell(request)}
