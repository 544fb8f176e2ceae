// The live feed: every sealed journal entry that this account may see becomes events on the body, in order:
// `live`, `live:<room>` and `live:<kind>` (detail: number, kind, subject, region, incident, level). Parts of a page refresh
// themselves by hx-trigger="live:alarms from:body throttle:500ms". The feed is asked from the entry on that the page was
// drawn with, so nothing falls between.
import { words, written, platformNow } from "./clock.js";
import { toast, announceRed } from "./toasts.js";

const RED = 4;
const PATIENCE = 4000;
const NEWS = ["alarms.alarm_raised", "alarms.alarm_rose"];
let lostAt = 0;
let last = 0;

function dispatch(notice) {
  if (notice.number <= last) return;
  last = notice.number;
  const room = notice.kind.split(".")[0];
  for (const name of ["live", `live:${room}`, `live:${notice.kind}`]) {
    document.body.dispatchEvent(new CustomEvent(name, { detail: notice }));
  }
  if (NEWS.includes(notice.kind) && notice.level === RED) announceRed(notice);
}

function showLink(isUp) {
  document.body.dataset.link = isUp ? "up" : "down";
  const said = words();
  if (!isUp && !lostAt) {
    lostAt = platformNow();
    toast(`${said.linkLost} ${written(lostAt)}`, { tone: "amber", id: "link" });
  } else if (isUp && lostAt) {
    lostAt = 0;
    toast(said.linkBack, { tone: "good", id: "link", seconds: 4 });
  }
}

export function start() {
  const { livePort, signIn, lastNumber } = document.body.dataset;
  if (!livePort || !signIn) return;
  last = Number(lastNumber) || 0;
  const address = `${location.protocol}//${location.hostname}:${livePort}/live?after=${last}`;
  const source = new EventSource(address, { withCredentials: true });
  let waiting = 0;
  source.onopen = () => { clearTimeout(waiting); waiting = 0; showLink(true); };
  source.onmessage = (message) => dispatch(JSON.parse(message.data));
  source.addEventListener("reload", () => location.reload());
  source.onerror = () => { waiting ||= setTimeout(() => showLink(false), PATIENCE); };
  addEventListener("pagehide", () => source.close());
}
