"""The web server's entry: the pages behind their lanes, and before them the map's tiles that are kept."""

import os
import sys

from anlan.config.starting import load_rooms

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anlan.config.settings")
load_rooms()

from django.conf import settings  # noqa: E402 - read once the rooms are loaded
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402

from anlan.center.layers import drawn_together, kept_tiles  # noqa: E402
from anlan.web.kept_tiles import KeptTiles  # noqa: E402
from anlan.web.lanes import Lanes  # noqa: E402

# A page asks the database thirty times; after each answer it waits so long at most for a page that reckons.
sys.setswitchinterval(0.001)
lanes = Lanes(WSGIHandler(), settings.ANLAN["ANLAN_WEB_THREADS"])
application = KeptTiles(lanes, session_cookie=settings.SESSION_COOKIE_NAME, draw=kept_tiles, together=drawn_together)
