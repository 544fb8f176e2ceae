"""The worker of the browser, played by node: what a tap on a notice opens."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

WORKER = Path(__file__).parents[3] / "src/anlan/public_warnings/static/public_warnings/public-sw.js"
PLAY = """
const heard = {}, shown = [], opened = [];
const self = {
  location: new URL("https://anlan.example/public/sw.js"),
  addEventListener: (name, act) => { heard[name] = act; },
  registration: {
    getNotifications: async () => [],
    showNotification: async (title, options) => shown.push({ title, ...options }),
  },
  clients: { openWindow: async (url) => opened.push(url) },
};
new Function("self", require("fs").readFileSync(process.argv[1], "utf8"))(self);
const waited = [], event = { waitUntil: (one) => waited.push(one) };
heard.push({ ...event, data: { json: () => JSON.parse(process.argv[2]) } });
Promise.all(waited).then(async () => {
  heard.notificationclick({ ...event, notification: { close() {}, data: shown[0].data } });
  await Promise.all(waited);
  console.log(JSON.stringify([shown[0].tag, opened]));
});
"""
ELSEWHERE = (None, "https://elsewhere.example/public/x/", "/desk/", "javascript:alert(1)", "//e.example/public/")


def opened(url: str | None) -> list[object]:
    """Return the tag of the notice shown and what a tap on it opens."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not here")
    said = {"title": "Red", "identifier": "one"} | ({"url": url} if url else {})
    done = subprocess.run([node, "-e", PLAY, WORKER, json.dumps(said)], capture_output=True, check=True, timeout=30)
    return json.loads(done.stdout)


def test_a_tap_opens_the_page_of_the_message():
    assert opened("/public/messages/one/?lang=en") == ["one", ["/public/messages/one/?lang=en"]]


@pytest.mark.parametrize("url", ELSEWHERE)
def test_what_is_not_one_of_our_public_pages_opens_the_list(url):
    assert opened(url) == ["one", ["/public/"]]
