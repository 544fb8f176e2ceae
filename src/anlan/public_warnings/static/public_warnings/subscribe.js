// Subscribes this browser to the warnings of one place, or ends it.
const part = document.querySelector("[data-push]");
const line = document.querySelector("[data-say]");

function say(text) {
  line.textContent = text;
  line.hidden = !text;
}

function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/").padEnd(Math.ceil(text.length / 4) * 4, "="));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

async function post(address, body) {
  const answer = await fetch(address, { method: "POST", credentials: "omit", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error((await answer.json()).message);
}

async function begin(worker) {
  if (await Notification.requestPermission() !== "granted") { say(part.dataset.refused); return; }
  const found = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(part.dataset.key) });
  const { endpoint, keys } = found.toJSON();
  await post("/public/subscriptions/", { endpoint, p256dh: keys.p256dh, auth: keys.auth, language: part.dataset.language, regions: [part.dataset.region] });
  await worker.showNotification(part.dataset.title, { body: part.dataset.done, tag: "try" });
  say(part.dataset.done);
  show(true);
}

async function end(worker) {
  const found = await worker.pushManager.getSubscription();
  if (found) {
    await post("/public/subscriptions/end/", { endpoint: found.endpoint }).catch(() => {});
    await found.unsubscribe();
  }
  say(part.dataset.ended);
  show(false);
}

function show(isOn) {
  part.querySelector("[data-on]").hidden = false;
  part.querySelector("[data-off]").hidden = !isOn;
}

async function start() {
  if (!("serviceWorker" in navigator) || !("PushManager" in window)) { say(part.dataset.missing); return; }
  const worker = await navigator.serviceWorker.register("/public/sw.js", { scope: "/public/" });
  say("");
  show(Boolean(await worker.pushManager.getSubscription()));
  const act = (deed) => () => deed(worker).catch((error) => say(`${part.dataset.failed} ${error.message}`));
  part.querySelector("[data-on]").addEventListener("click", act(begin));
  part.querySelector("[data-off]").addEventListener("click", act(end));
}

if (part) start().catch(() => say(part.dataset.missing));
