"""A warning by hand: drafted, reviewed and issued by three people, read by everyone, confirmed by the village head."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import expect
from tests.factories.access import build_user
from tests.factories.public_warnings import COUNTY, NIGHT, VILLAGES, build_places, build_responsible_people

from anlan.kernel.actors import SYSTEM
from anlan.people.models import Person
from anlan.places.models import Division
from anlan.places.selectors.naming import forget_names
from anlan.public_warnings import api
from anlan.public_warnings.models import CallTask, Delivery, PublicWarning, Transmission
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db(transaction=True)
CHINESE = {"51": "四川省", "5134": "凉山州", COUNTY: "冕宁县", "513433103": "彝海镇", VILLAGES[0]: "大马乌村"}
LIMIT = 10 * 1024
FITS = "document.documentElement.scrollWidth <= innerWidth"
LOADED = "performance.getEntries().filter(e => 'transferSize' in e).map(e => [e.name, e.transferSize])"
FACTS = "大马乌雨量站26日23时前1小时降雨量52.5毫米，超过立即转移阈值"


@pytest.fixture
def county(at):
    """Mianning on the night of the flood, with its people and the three who stand behind a red warning."""
    at(NIGHT)
    build_places()
    for code, name in {**CHINESE, VILLAGES[1]: "曹古村"}.items():
        Division.objects.filter(code=code).update(name=name)
    forget_names()
    build_responsible_people()
    Person.objects.filter(name="Damawu A").update(name="沙马尔布")
    people = {"author": ("duty_leader", "阿苏木呷"), "sign": ("duty_leader", "李静"), "approve": ("commander", "王海")}
    return {part: build_user(role, COUNTY, name=name) for part, (role, name) in people.items()}


def drafted(page) -> str:
    """Draft a red warning for one village by hand, read its preview and submit it; return its address."""
    page.locator("select[name=kind]").select_option("11A51")
    page.locator("input[name=level][value='4']").check()
    page.get_by_role("combobox", name="添加").fill("damawu")
    page.locator(".place-list [role=option]").first.wait_for()
    page.keyboard.press("Enter")
    expect(page.locator(".region-chips li")).to_have_count(1)
    page.locator("textarea[name=facts]").fill(FACTS)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(re.compile(r"/warnings/[0-9a-f-]{36}/edit/"))
    preview = page.locator("#preview")
    expect(preview).to_contain_text(f"{FACTS}。预计未来")
    page.locator("input[name=headline]").fill("冕宁县山洪灾害红色预警：大马乌村立即转移")
    expect(preview).to_contain_text("大马乌村立即转移")
    page.locator("button[name=submit]").click()
    page.wait_for_url(re.compile(r"/warnings/[0-9a-f-]{36}/$"))
    return re.search(r"/warnings/[0-9a-f-]{36}/", page.url)[0]


def refused_to_author(page, address: str) -> None:
    """See that the author, whose post may sign, finds no way to, and that what he posts changes nothing."""
    page.goto(page.url)
    for act in ("sign", "approve", "at_once"):
        assert page.locator(f"[data-opens={act}]").count() == 0
    token = next(each["value"] for each in page.context.cookies() if each["name"] == settings.CSRF_COOKIE_NAME)
    entries = JournalEntry.objects.count()
    for act in ("sign", "approve", "at_once"):
        answer = page.request.post(
            page.url.replace(address, f"{address}{act}/"),
            form={"csrfmiddlewaretoken": token},
            headers={"Referer": page.url},
        )
        assert answer.status in (403, 409, 422), (act, answer.status)
    assert (PublicWarning.objects.get().state, JournalEntry.objects.count()) == ("submitted", entries)


def issued(open_as, county, address: str) -> None:
    """Let the second review and the third sign and issue, each by the dialog that names what will happen."""
    for act in ("sign", "approve"):
        page = open_as(county[act], address)
        page.locator(f"[data-opens={act}]").click()
        dialog = page.locator(f"dialog#{act}")
        expect(dialog).to_contain_text("900")
        dialog.locator("button[type=submit]").click()
        expect(page.locator(f"[data-opens={act}]")).to_have_count(0)
    expect(page.locator("main")).to_contain_text("SM3")


def confirmed_by_link(open_page) -> None:
    """Open the village head's link on a small phone, count what it loads, and confirm."""
    text = (
        Delivery.objects.filter(call_step__task__region=VILLAGES[0], call_step__place=0, channel="sms")
        .order_by("id")
        .first()
        .text
    )
    path = re.search(r"/c/[\w=-]+/", text)[0]
    page = open_page("/public/", width=390, height=844)
    page.goto(re.match(r"https?://[^/]+", page.url)[0] + path)
    page.wait_for_load_state("networkidle")
    weights = dict(page.evaluate(LOADED))
    assert (sum(weights.values()) < LIMIT, len(weights), page.evaluate(FITS)) == (True, 1, True), weights
    expect(page.locator("body")).to_contain_text("沙马尔布")
    page.locator("button[name=answer][value=me]").click()
    expect(page.locator(".done")).to_contain_text("沙马尔布")


def test_from_the_draft_to_the_village_that_answers(open_as, open_page, county):
    author = open_as(county["author"], "/warnings/new/")
    address = drafted(author)
    refused_to_author(author, address)
    issued(open_as, county, address)
    assert Transmission.objects.get().is_exercise is False

    public = open_page("/public/", width=390, height=844)
    expect(public.locator("article.card")).to_contain_text("大马乌村立即转移")
    assert public.evaluate(FITS)

    api.begin_calls(actor=SYSTEM, now=NIGHT)
    board = open_as(county["author"], f"{address}calls/")
    board.evaluate("window.still = true")
    cell = board.locator(f"#c-{CallTask.objects.get(region=VILLAGES[0]).id}")
    expect(cell).to_have_attribute("data-s", "calling")
    confirmed_by_link(open_page)
    expect(cell).to_have_attribute("data-s", "confirmed", timeout=15000)
    assert board.evaluate("window.still") is True
    assert CallTask.objects.get(region=VILLAGES[0]).state == "confirmed"
