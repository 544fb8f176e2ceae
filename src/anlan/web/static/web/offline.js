// Forms marked data-offline="what it is" are kept on the phone first and then sent, in order; without a link they wait.
// Each carries a token of its own (hidden field client_token), so that the server takes it once however often it is
// sent, and says how long ago its button was pressed (pressed_ago, milliseconds; pressed_at by the phone's own clock). What another account kept on the same
// phone is sent when that account is signed in again, never in somebody else's name.
import * as kept from "./kept.js";

const EVERY = 15000;
const PATIENCE = 60000;
const QUICK = 1500;
const account = () => document.body.dataset.account || "";
const done = new Map();

const clockOf = (at) => new Date(at).toTimeString().slice(0, 5);
const lineOf = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });
const wordsOf = (entry) => entry.fields.filter(([name, value]) => name === "text" && value).map(([, value]) => value);

async function show() {
  const unsent = document.getElementById("unsent");
  const refused = document.getElementById("refused");
  if (!unsent || !refused) return;
  const [waiting, wrong] = [await kept.all("unsent"), await kept.all("refused")];
  unsent.hidden = waiting.length === 0;
  unsent.querySelector("[data-count]").textContent = waiting.length;
  unsent.querySelector("[data-list]")?.replaceChildren(
    ...waiting.map((entry) => lineOf("div", [clockOf(entry.at), entry.what, ...wordsOf(entry)].join(" "))));
  refused.hidden = wrong.length === 0;
  refused.querySelector("[data-list]").replaceChildren(
    ...wrong.map((entry) => lineOf("div", [[entry.what, ...wordsOf(entry)].join(" "), entry.said].filter(Boolean).join(": "))));
  mark(waiting);
}

// Says beside a form that what it sends waits on the phone already.
function mark(waiting) {
  for (const note of document.querySelectorAll("[data-kept]")) {
    const here = waiting.filter((entry) => new URL(entry.url).pathname === note.dataset.kept);
    note.hidden = here.length === 0;
    note.querySelector("[data-at]").textContent = here.map((entry) => `${clockOf(entry.at)} ${entry.what}`).join(", ");
  }
}

function csrf() {
  return JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] || "";
}

// A page that was kept may hold the token of an earlier sign-in: a fresh one is asked for.
async function freshen() {
  const answer = await fetch(location.pathname, { cache: "no-store" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const headers = page.body.getAttribute("hx-headers");
  if (!answer.redirected && headers && page.body.dataset.account === account()) document.body.setAttribute("hx-headers", headers);
}

function bodyOf(entry) {
  const fields = entry.fields.filter(([name]) => !["csrfmiddlewaretoken", "pressed_ago", "pressed_at"].includes(name));
  fields.push(["pressed_ago", String(Math.max(0, Date.now() - entry.at))], ["pressed_at", String(entry.at)]);
  if (fields.every(([, value]) => typeof value === "string")) return new URLSearchParams(fields);
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  return body;
}

async function post(entry) {
  const cut = new AbortController();
  const timer = setTimeout(() => cut.abort(), PATIENCE);
  try {
    return await fetch(entry.url, { method: "POST", body: bodyOf(entry), headers: { "X-CSRFToken": csrf(), "X-Kept": "1" }, signal: cut.signal });
  } finally {
    clearTimeout(timer);
  }
}

// The server names the page that comes next instead of sending it: only who still looks at the form opens it.
const nextOf = (answer) => new URL(answer.headers.get("X-Next") || answer.url, location.href);

// Sends one entry; raises where it did not arrive (no link, a fault of the server, signed out), so that it stays kept.
async function send(entry) {
  let answer = await post(entry);
  if (answer.status === 403) {
    await freshen();
    answer = await post(entry);
  }
  if (answer.status >= 500 || [401, 408, 429].includes(answer.status)) throw new Error(String(answer.status));
  if (nextOf(answer).pathname.startsWith("/login/")) throw new Error("signed out");
  return answer;
}

async function sendOne(entry) {
  const answer = await send(entry);
  if (answer.ok) await kept.drop("unsent", entry.key);
  else await kept.refuse(entry, decodeURIComponent(answer.headers.get("HX-Refusal") || ""));
  done.set(entry.key, answer.ok ? nextOf(answer).href : "");
}

async function sendAll() {
  const own = (await kept.all("unsent")).filter((entry) => entry.account === account());
  for (const entry of own) await sendOne(entry);
  if (own.length) document.dispatchEvent(new CustomEvent("anlan:sent"));
}

let sending = null;

// One tab at a time sends, and within a tab one run after the other.
export async function flush() {
  const run = () => sendAll().catch(() => undefined).finally(show);
  sending = (sending ?? Promise.resolve()).then(() => (navigator.locks ? navigator.locks.request("anlan.unsent", run) : run()));
  return sending;
}

function tokenOf(form) {
  const field = form.querySelector("[name=client_token]");
  if (field) field.value = `${Date.now().toString(36)}-${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;
}

async function onSubmit(event) {
  const form = event.target;
  if (!form.matches("[data-offline]")) return;
  event.preventDefault();
  if (form.dataset.sent) return;
  form.dataset.sent = "1";
  tokenOf(form);
  const fields = [...new FormData(form, event.submitter)].filter(([, value]) => typeof value === "string" || value.size);
  const entry = { url: form.action, fields, what: event.submitter?.dataset.what || form.dataset.offline, at: Date.now(), account: account() };
  const key = await kept.add("unsent", entry);
  await show();
  const slow = new Promise((resolve) => { setTimeout(resolve, navigator.onLine ? PATIENCE : QUICK); });
  await Promise.race([flush(), slow]);
  if (done.get(key)) location.href = done.get(key);
  else if (!done.has(key)) rest(form);
  delete form.dataset.sent;
}

// It waits on the phone: the form is free for the next.
function rest(form) {
  form.reset();
  window.scrollTo(0, 0);
}

export async function start() {
  document.addEventListener("submit", onSubmit);
  document.addEventListener("anlan:drawn", show);
  document.querySelector("#refused [data-seen]")?.addEventListener("click", () => kept.empty("refused").then(show));
  addEventListener("online", flush);
  setInterval(flush, EVERY);
  navigator.serviceWorker?.register("/sw.js").catch(() => undefined);
  await kept.takeOver(account());
  await show();
  flush();
}
