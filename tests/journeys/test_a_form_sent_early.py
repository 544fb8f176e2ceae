"""A form that is sent in the moment in which it appears does not take the officer away from the desk."""

import pytest
from playwright.sync_api import expect
from tests.factories.access import build_user
from tests.factories.alarms import an_alarm

from anlan.alarms.models import Alarm

pytestmark = pytest.mark.django_db(transaction=True)
PRESS_AS_IT_APPEARS = """
new MutationObserver((_, watching) => {
  const button = document.querySelector("#desk-work [data-key=v]");
  if (!button) return;
  watching.disconnect();
  button.click();
}).observe(document, { childList: true, subtree: true });
"""


def test_verify_pressed_as_it_appears_verifies_once_and_the_desk_stays(open_as):
    red = an_alarm(region="513433106", level=4)
    user = build_user("duty_officer", "513433")
    page = open_as(user, "/tasks/")
    page.add_init_script(PRESS_AS_IT_APPEARS)
    page.goto(page.url.replace("/tasks/", "/desk/"))
    expect(page.locator("#desk-work")).to_have_attribute("data-subject", f"alarm:{red}")
    expect(page.locator("#desk-work [data-key=v]")).to_have_count(0)
    assert "/desk/" in page.url
    assert Alarm.objects.get(id=red).state == "verified"
