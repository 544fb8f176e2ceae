// The live feed: every sealed journal entry that this account may see becomes events on the body:
// `live` and `live:<room>` (detail: number, kind, subject, region, incident). Parts of a page refresh themselves by
// hx-trigger="live:alarms from:body throttle:500ms".
import { words, written, platformNow } from "./clock.js";
import { toast, announceRed } from "./toasts.js";

let lostAt = 0;

function dispatch(notice) {
  const room = notice.kind.split(".")[0];
  for (const name of ["live", `live:${room}`, `live:${notice.kind}`]) {
    document.body.dispatchEvent(new CustomEvent(name, { detail: notice }));
  }
  if (["alarms.alarm_raised", "alarms.alarm_rose"].includes(notice.kind) && notice.level === 4) announceRed(notice);
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
    document.body.dispatchEvent(new CustomEvent("live", { detail: { kind: "link.back" } }));
  }
}

export function start() {
  const { livePort, signIn } = document.body.dataset;
  if (!livePort || !signIn) return;
  const source = new EventSource(`${location.protocol}//${location.hostname}:${livePort}/live`, { withCredentials: true });
  let waiting = 0;
  source.onopen = () => { clearTimeout(waiting); waiting = 0; showLink(true); };
  source.onmessage = (message) => dispatch(JSON.parse(message.data));
  source.addEventListener("reload", () => location.reload());
  source.onerror = () => { waiting ||= setTimeout(() => showLink(false), 4000); };
  addEventListener("pagehide", () => source.close());
}
