"""The web server's entry: the pages behind their lanes."""

import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "anlan.config.settings")
pages = get_wsgi_application()

from django.conf import settings  # noqa: E402 - read once Django is set up

from anlan.web.lanes import Lanes  # noqa: E402

# A page asks the database thirty times; after each answer it waits so long at most for a page that reckons.
sys.setswitchinterval(0.001)
application = Lanes(pages, settings.ANLAN["ANLAN_WEB_THREADS"])
