"""A person signs in, calls a colleague; an administrator makes an account whose owner then sees only their township."""

import re

from tests.factories.access import build_user
from tests.factories.people import build_person
from tests.factories.places import build_divisions
from tests.factories.plans import build_plan

PASSWORD = "steady-water-2020"
PHONE = "11100004711"
YIHAI = "513433106"


def sign_in(page, username, password):
    page.fill("#username", username)
    page.fill("#password", password)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"^(?!.*/login/)"))


def test_a_duty_officer_signs_in_by_keyboard_and_is_shown_a_phone_once(open_page):
    build_divisions()
    build_user("duty_officer", "513433", username="duty", password=PASSWORD)
    row = build_person("A", YIHAI, phone=PHONE)
    page = open_page(f"/people/{row.id}/")
    sign_in(page, "duty", PASSWORD)
    assert page.url.endswith(f"/people/{row.id}/")
    assert PHONE not in page.content()
    page.click("[data-opens=reveal]")
    page.click("dialog#reveal button[type=submit]")
    assert page.inner_text(".phone-shown") == PHONE
    page.goto(page.url.removesuffix("phone/"))
    assert PHONE not in page.content()


def test_an_account_is_made_on_the_page_and_its_owner_sees_only_their_township(open_as, open_page):
    build_divisions()
    build_person("of Yihai", YIHAI)
    build_person("of Gaoyang", "513433001")
    page = open_as(build_user("administrator", "513433"), "/accounts/new/")
    page.fill("#name", "N")
    page.fill("#username", "yihai.officer")
    page.fill("#place-region", "yhz")
    page.click(".place-list li")
    page.click("main button[type=submit]")
    password = page.inner_text(".code")
    page.select_option("#role", "township_officer")
    page.click("form[action$='/grant/'] button[type=submit]")
    page.wait_for_selector("text=yihai.officer")
    owner = open_page("/login/?next=/people/", width=390, height=844)
    sign_in(owner, "yihai.officer", password)
    assert owner.locator("tbody tr").count() == 1
    assert "of Yihai" in owner.inner_text("tbody")


def test_a_plan_reads_on_a_phone_without_scrolling_sideways(open_as):
    build_divisions()
    row = build_plan()
    page = open_as(build_user("township_officer", YIHAI), f"/plans/{row.id}/", width=390, height=844)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.locator(".plan-level").count() == 4
