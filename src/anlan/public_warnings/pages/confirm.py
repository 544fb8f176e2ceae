"""The one-tap confirm page: a question on an old phone, no script, no session."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from anlan.kernel import clock
from anlan.public_warnings import api
from anlan.public_warnings.domain.errors import AlreadyConfirmed, CallIsOver, TokenForged


@csrf_exempt  # the token in the address is the secret; old phones keep no cookies
@never_cache
@require_http_methods(["GET", "POST"])
def confirm_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Ask on GET, confirm on POST; a link used again shows who confirmed when and stores nothing."""
    try:
        if request.method == "POST":
            api.confirm_by_token(token=token, now=clock.now())
            return redirect("public_warnings:confirm_by_link", token)
        question = api.question_of(token)
    except TokenForged:
        return render(request, "public_warnings/confirm_wrong.html", status=404)
    except (AlreadyConfirmed, CallIsOver):
        question = api.question_of(token)
        return render(request, "public_warnings/confirm.html", {"question": question, "is_repeated": True}, status=409)
    return render(request, "public_warnings/confirm.html", {"question": question})
