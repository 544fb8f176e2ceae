"""Pictures that pages take from a form and send to readers."""

from django.http import HttpRequest, HttpResponse

from anlan.support.pictures import MOST_BYTES


def sent_picture(request: HttpRequest) -> tuple[str, bytes]:
    """Return name and content of the file in the form's field ``photo``, both empty where there is none.

    Of a file that is too large a byte more than allowed is read, by which it is refused.
    """
    file = request.FILES.get("photo")
    return (file.name or "", file.read(MOST_BYTES + 1)) if file else ("", b"")


def picture_answer(content: bytes, media_type: str) -> HttpResponse:
    """Return a picture for the reader's own browser to keep for a day, as nothing else than what it is."""
    headers = {"Cache-Control": "private, max-age=86400", "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=media_type, headers=headers)
