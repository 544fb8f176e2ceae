"""What every journey shares: the platform's pages in a real browser, opened as somebody.

``open_as(user, "/desk/")`` gives a page signed in as an account; ``open_page("/public/")`` one of a stranger. Both take
``width`` and ``height``. A page that reports an error of its own scripts fails the test.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright runs an event loop of its own in this thread

ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--lang=zh-CN"]
# Without a live feed or before a page's data exist these are no faults of the page.
HARMLESS = ("/live", "net::ERR_CONNECTION_REFUSED", "net::ERR_INTERNET_DISCONNECTED", "GL Driver Message", "favicon")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test here that opens a page."""
    for item in items:
        if {"open_as", "open_page", "browser"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return headless Chromium, one for each file: its event loop would stand in the way of other files' own."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(autouse=True)
def plain_static_names(settings) -> None:
    """Serve static files by their plain names, whatever has been collected on this machine."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@dataclass
class Desk:
    """Opens pages and remembers what their scripts complained of."""

    browser: Browser
    address: str
    contexts: list = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str, cookies: dict[str, str], width: int, height: int) -> Page:
        """Open ``path`` in a window of its own."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            has_touch=width < 600,
        )
        self.contexts.append(context)
        context.add_cookies([{"name": name, "value": value, "url": self.address} for name, value in cookies.items()])
        page = context.new_page()
        page.set_default_timeout(15000)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._hear)
        page.goto(self.address + path)
        return page

    def _hear(self, message) -> None:
        said = f"{message.text} {message.location.get('url', '')}"
        if message.type == "error" and not any(word in said for word in HARMLESS) and "status of 4" not in said:
            self.complaints.append(said)


@pytest.fixture
def desk(browser, live_server) -> Iterator[Desk]:
    """Return the opener of pages; at the end no page may have complained."""
    opener = Desk(browser, live_server.url)
    yield opener
    for context in opener.contexts:
        context.close()
    assert opener.complaints == []


@pytest.fixture
def open_page(desk) -> Callable[..., Page]:
    """Return a function that opens a page as a stranger."""

    def open_it(path: str, *, width: int = 1440, height: int = 900) -> Page:
        return desk.open(path, {}, width, height)

    return open_it


@pytest.fixture
def open_as(desk) -> Callable[..., Page]:
    """Return a function that opens a page signed in as an account."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    def open_it(user, path: str, *, width: int = 1440, height: int = 900) -> Page:
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        return desk.open(path, {settings.SESSION_COOKIE_NAME: session.session_key}, width, height)

    return open_it


def wait_for_map(page: Page) -> None:
    """Wait until every map of the page stands still; one who followed a link here waits for the address first."""
    page.locator("[data-map]:not([data-idle=true])").first.wait_for(state="detached", timeout=30000)
