"""What the forms and addresses of this room say."""

from django.http import HttpRequest

from anlan.reporting.api import PaperContent


def text(request: HttpRequest, name: str) -> str:
    """Return a field of the form without blanks around it."""
    return str(request.POST.get(name, "")).strip()


def page_number(request: HttpRequest) -> int:
    """Return which page of a list the address asks for; the first where it says nothing sensible."""
    written = request.GET.get("page", "1")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 7 else 1


def content_in(request: HttpRequest) -> PaperContent:
    """Return what the form of a document or template says."""
    return PaperContent(
        mark=text(request, "mark"),
        number=text(request, "number"),
        title=text(request, "title"),
        addressee=text(request, "addressee"),
        body=text(request, "body").replace("\r\n", "\n"),
        copies=text(request, "copies"),
        urgency=text(request, "urgency"),
        has_seal=request.POST.get("has_seal") == "on",
    )
