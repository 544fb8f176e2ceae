"""The status line as a fragment, and what makes the phone pages installable."""

from django.contrib.staticfiles import finders
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control

from anlan.web.auth import signed_in


@signed_in
def status(request: HttpRequest) -> HttpResponse:
    """Return the status line as it is now."""
    return render(request, "web/statusline.html")


@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:
    """Return what a phone needs to install the task pages."""
    body = {
        "name": gettext("Anlan emergency management"),
        "short_name": gettext("Anlan"),
        "lang": "zh-Hans",
        "start_url": "/tasks/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f4f6f8",
        "theme_color": "#0b1d30",
        "icons": [{"src": static("web/mark.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}],
    }
    return JsonResponse(body, content_type="application/manifest+json")


@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> FileResponse:
    """Return the service worker from the root, so that it may serve every phone page."""
    return FileResponse(open(finders.find("web/sw.js"), "rb"), content_type="text/javascript")  # noqa: PTH123
