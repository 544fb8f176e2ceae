"""``anlan screenshots``: pictures of the running platform's pages for the documentation."""

import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from anlan.config.options import REPOSITORY, read_options

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_ARGUMENTS = ("--no-sandbox", "--disable-background-networking", "--lang=zh-CN")
_PATIENCE = 20_000
_ID = r"[0-9a-f-]{36}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A picture: of ``path`` as somebody of ``role`` in ``region`` sees it ("" as a stranger).

    ``follow`` are patterns of the links to go on to, each the first that fits (an alarm, a warning...); ``press`` are
    things to press before the picture is taken. ``whole`` takes the page to its end instead of one screen.
    """

    name: str
    path: str
    role: str = "duty_officer"
    region: str = "5134"
    follow: tuple[str, ...] = ()
    press: tuple[str, ...] = ()
    width: int = 1440
    height: int = 900
    whole: bool = False


SHOTS: Final = (
    Shot(name="login", path="/login/", role=""),
    Shot(name="desk", path="/desk/"),
    Shot(name="map", path="/map/"),
    Shot(name="alarm", path="/desk/", follow=(rf"/alarms/{_ID}/",)),
    Shot(name="warnings", path="/warnings/"),
    Shot(name="warning", path="/warnings/", follow=(rf"/warnings/{_ID}/",), whole=True),
    Shot(name="calls", path="/warnings/", follow=(rf"/warnings/{_ID}/", rf"/warnings/{_ID}/calls/")),
    Shot(name="incidents", path="/incidents/"),
    Shot(name="incident", path="/incidents/", follow=(rf"/incidents/{_ID}/",), whole=True),
    Shot(name="stations", path="/stations/"),
    Shot(name="station", path="/stations/", follow=(rf"/stations/{_ID}/",)),
    Shot(name="reports", path="/reports/"),
    Shot(name="report", path="/reports/", follow=(rf"/reports/{_ID}/",), whole=True),
    Shot(name="plans", path="/plans/"),
    Shot(name="readiness", path="/readiness/"),
    Shot(name="risks", path="/risks/"),
    Shot(name="people", path="/people/"),
    Shot(name="public", path="/public/", role=""),
    Shot(name="tasks-phone", path="/tasks/", role="township_officer", region="513433", width=390, height=844),
    Shot(name="desk-phone", path="/desk/", width=390, height=844),
    Shot(name="styleguide", path="/styleguide/", whole=True),
)


@click.command(name="screenshots")
@click.argument("names", nargs=-1)
@click.option("--url", default="", help="The running platform's address; by default this machine's.")
@click.option("--out", type=click.Path(path_type=Path), default=REPOSITORY / "docs" / "images", show_default=True)
def command(names: tuple[str, ...], url: str, out: Path) -> None:
    """Take pictures of the running demonstration's pages (all of them, or those named) into docs/images."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - a development dependency

    address = url or f"http://127.0.0.1:{read_options()['ANLAN_WEB_PORT']}"
    wanted = [shot for shot in SHOTS if not names or shot.name in names]
    out.mkdir(parents=True, exist_ok=True)
    failed = []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(_ARGUMENTS))
        for number, shot in enumerate(wanted, 1):
            said = _take(chromium, address, shot, out / f"{shot.name}.png")
            click.echo(f"[{number}/{len(wanted)}] {shot.name}: {said or 'taken'}")
            if said:
                failed.append(shot.name)
        chromium.close()
    if failed:
        raise click.ClickException(f"not taken: {', '.join(failed)}")


def _take(chromium: "Browser", address: str, shot: Shot, file: Path) -> str:
    """Take one picture; return what was wrong, or nothing."""
    from playwright.sync_api import Error as BrowserError  # noqa: PLC0415 - a development dependency

    size = {"width": shot.width, "height": shot.height}
    context = chromium.new_context(viewport=size, locale="zh-CN", timezone_id="Asia/Shanghai")
    context.set_default_timeout(_PATIENCE)
    try:
        page = context.new_page()
        if shot.role:
            _sign_in(page, address, shot)
        return _picture(page, address, shot, file)
    except (LookupError, BrowserError) as error:
        return str(error).splitlines()[0]
    finally:
        context.close()


def _sign_in(page: "Page", address: str, shot: Shot) -> None:
    page.goto(f"{address}/login/")
    of_role = f"button[name=demonstration][data-role='{shot.role}']"
    near = page.locator(f"{of_role}[data-region='{shot.region}']")
    button = near.first if near.count() else page.locator(of_role).first
    if button.count() == 0:
        raise LookupError(f"no demonstration account is a {shot.role}; load the demonstration and set ANLAN_DEMO=1")
    button.click()


def _link(page: "Page", pattern: str) -> str:
    """Return the first link of the page's main part whose address fits."""
    found = page.eval_on_selector_all("main a[href]", "links => links.map(link => link.getAttribute('href'))")
    for address in found:
        if re.fullmatch(pattern, address):
            return str(address)
    raise LookupError(f"nothing to follow at {page.url}: {pattern}")


def _picture(page: "Page", address: str, shot: Shot, file: Path) -> str:
    answer = page.goto(address + shot.path)
    for pattern in shot.follow:
        answer = page.goto(address + _link(page, pattern))
    if answer is None or not answer.ok:
        raise LookupError(f"{page.url} answered {answer and answer.status}")
    for selector in shot.press:
        page.locator(selector).first.click()
    page.locator("[data-map]:not([data-idle=true])").first.wait_for(state="detached")
    page.locator("[data-chart]:not([data-idle=true])").first.wait_for(state="detached")
    if shot.whole:
        height = page.evaluate("Math.max(document.body.scrollHeight, document.querySelector('main').scrollHeight + 44)")
        page.set_viewport_size({"width": shot.width, "height": min(int(height), 4000)})
        page.locator("[data-map]:not([data-idle=true])").first.wait_for(state="detached")
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / file.name
        page.screenshot(path=str(fresh), animations="disabled")
        shutil.copyfile(fresh, file)
    return ""
