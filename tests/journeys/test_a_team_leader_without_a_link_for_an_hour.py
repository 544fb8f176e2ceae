"""A team leader's phone loses the link for an hour: what was done meanwhile arrives once, in order, at its own time.

On the way back the answer to the first act is lost after the server took it, as it happens at the edge of a cell: the
phone sends it again, and it counts once all the same.
"""

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from tests.factories.access import build_user
from tests.factories.command import an_order
from tests.factories.incidents import LEARNED, an_incident
from tests.factories.people import build_person
from tests.factories.readiness import build_team

from anlan.command import api
from anlan.command.models import FeedbackPhoto, Order, OrderFeedback, OrderStep, TeamWatch, TeamWord
from anlan.command.services.chasing import climb_ladder
from anlan.command.services.watching import notice_silence
from anlan.kernel.actors import SYSTEM

pytestmark = pytest.mark.django_db(transaction=True)
NOW = LEARNED + timedelta(minutes=10)
HOUR = timedelta(hours=1)
JPEG = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff\xe0" + b"0" * 4000}
KEPT = """async (paths) => {
  for (let tries = 0; tries < 100; tries += 1) {
    const found = await Promise.all(paths.map((path) => caches.match(path, { ignoreVary: true })));
    if (found.every(Boolean)) return true;
    await new Promise((done) => setTimeout(done, 100));
  }
  return false;
}"""


KEPT_COUNT = """() => new Promise((done) => {
  const opened = indexedDB.open("anlan", 1);
  opened.onsuccess = () => {
    const count = opened.result.transaction("unsent").objectStore("unsent").count();
    count.onsuccess = () => { opened.result.close(); done(count.result); };
  };
})"""


@pytest.fixture
def led(at, settings, tmp_path):
    """A leader with a team in danger and two orders to it."""
    settings.MEDIA_ROOT = tmp_path
    at(NOW)
    person = build_person()
    team = build_team(leader_id=person.id)
    incident_id = an_incident()
    to_the_team = {"to_kind": api.Receiver.TEAM, "to_id": team.id, "to_label": team.name}
    orders = [
        an_order(incident_id, NOW, text=text, **to_the_team) for text in ("Search the gorge.", "Light the bridge.")
    ]
    watch = api.NewWatch(incident_id=incident_id, team_id=team.id, members=8, every_minutes=20, place="the gorge")
    api.start_watch(watch=watch, actor=SYSTEM, now=NOW)
    user = build_user("team_leader", "513433", person_id=person.id)
    return user, orders


def keep(page, *paths):
    """Wait until the phone keeps the pages, though they were never opened."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    assert page.evaluate(KEPT, [*paths, "/static/command/task.js"])


def unsent(page, number):
    expect(page.locator("#unsent [data-count]")).to_have_text(str(number))


def work_without_a_link(page, order_id):
    """Receive, tell with a picture and the place, say the team's word; then an hour later complete, and restart."""
    page.reload()
    page.locator(".task-watch button[value=well]").click()
    unsent(page, 1)
    page.goto(f"{page.url.split('/tasks/')[0]}/tasks/{order_id}/")
    page.locator(".phone-act form button").click()
    unsent(page, 2)
    page.locator("#tell-text").fill("two found, both walk")
    page.locator("#photos").set_input_files([JPEG])
    page.locator("[data-locate]").click()
    expect(page.locator("[data-located]")).to_have_text("102.2500, 28.6000")
    page.locator("button[value=feedback]").click()
    unsent(page, 3)
    page.clock.fast_forward("50:00")
    page.locator("#tell-text").fill("the gorge is searched")
    page.locator("button[value=complete]").click()
    unsent(page, 4)
    page.reload()
    unsent(page, 4)
    expect(page.locator("[data-kept]")).to_be_visible()


def lose_the_first_answer(page):
    """Let the server take the first act and cut its answer."""
    lost = []

    def handle(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch())
            route.abort("internetdisconnected")
        else:
            route.continue_()

    page.context.route("**/tasks/**", handle)
    return lost


def everything_arrived_once_with_its_own_time(order_id):
    steps = OrderStep.objects.order_by("happened_at", "id")
    assert [step.act for step in steps] == ["receive", "feed_back", "feed_back", "complete"]
    assert [feedback.text for feedback in OrderFeedback.objects.all()] == [
        "two found, both walk",
        "the gorge is searched",
    ]
    assert FeedbackPhoto.objects.get().size == len(JPEG["buffer"])
    assert [round(value, 2) for value in OrderFeedback.objects.exclude(place=None).get().place.coords] == [102.25, 28.6]
    order = Order.objects.get(id=order_id)
    assert order.state == "completed"
    assert NOW <= order.received_at < NOW + timedelta(minutes=5)
    assert NOW + timedelta(minutes=45) < order.completed_at < NOW + timedelta(minutes=55)
    assert {step.told_at for step in steps} == {NOW + HOUR}
    word = TeamWord.objects.get()
    assert NOW <= word.happened_at < NOW + timedelta(minutes=5)


def test_an_hour_without_a_link_loses_nothing_and_doubles_nothing(led, open_as, at):
    user, (order_id, other_id) = led
    page = open_as(user, "/tasks/", width=390, height=844)
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"longitude": 102.25, "latitude": 28.6})
    keep(page, f"/tasks/{order_id}/", f"/tasks/{other_id}/")
    page.clock.install()
    page.context.set_offline(True)
    work_without_a_link(page, order_id)
    assert (OrderStep.objects.count(), TeamWord.objects.count()) == (0, 0)

    at(NOW + HOUR)
    notice_silence(actor=SYSTEM, now=NOW + HOUR)
    climb_ladder(actor=SYSTEM, now=NOW + HOUR)
    assert TeamWatch.objects.get().state == "silent"
    page.clock.fast_forward("10:00")
    lost = lose_the_first_answer(page)
    page.context.set_offline(False)
    for _ in range(200):
        page.wait_for_timeout(200)
        if page.evaluate(KEPT_COUNT) == 0:
            break
    expect(page.locator("#refused")).to_be_hidden()
    assert len(lost) == 1

    everything_arrived_once_with_its_own_time(order_id)
    assert Order.objects.get(id=other_id).state == "issued"


def test_what_one_account_kept_is_never_sent_in_anothers_name(led, open_as):
    user, (order_id, _other) = led
    page = open_as(user, "/tasks/", width=390, height=844)
    keep(page, f"/tasks/{order_id}/")
    page.context.set_offline(True)
    page.locator("form.task-act button").first.click()
    unsent(page, 1)
    page.evaluate("document.body.dataset.account = 'somebody-else'")
    page.context.set_offline(False)
    page.wait_for_timeout(1500)
    unsent(page, 1)
    page.reload()
    page.locator("#unsent").wait_for(state="hidden")
    assert OrderStep.objects.get().by_name == (user.name or user.username)
