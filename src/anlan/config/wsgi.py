"""The web server's entry: the pages behind their lanes, and before them the map's tiles that are kept."""

import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anlan.config.settings")
pages = get_wsgi_application()

from django.conf import settings  # noqa: E402 - read once Django is set up

from anlan.center.layers import kept_tile  # noqa: E402
from anlan.web.kept_tiles import KeptTiles  # noqa: E402
from anlan.web.lanes import Lanes  # noqa: E402

# A page asks the database thirty times; after each answer it waits so long at most for a page that reckons.
sys.setswitchinterval(0.001)
lanes = Lanes(pages, settings.ANLAN["ANLAN_WEB_THREADS"])
application = KeptTiles(lanes, session_cookie=settings.SESSION_COOKIE_NAME, draw=kept_tile)
