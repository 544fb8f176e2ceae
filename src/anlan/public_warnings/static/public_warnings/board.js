// The board of calls: when something of this room happens, asks once a second at most for what has changed, and puts
// only that into the page: the figures, the heads of the townships concerned, the calls by id.
const EVERY = 1000;
const ANYWAY = 10000;
const calls = document.getElementById("calls");
let running = false;
let wanted = false;
let last = 0;

function address() {
  const asked = new URLSearchParams(calls.dataset.query);
  asked.set("since", calls.dataset.since);
  return `${calls.dataset.changes}?${asked}`;
}

function put(element) {
  const old = document.getElementById(element.id);
  if (element.dataset.gone !== undefined) {
    old?.remove();
  } else if (old) {
    old.replaceWith(element);
  } else if (element.dataset.g) {
    const cells = document.querySelector(`#g-${CSS.escape(element.dataset.g)} .calls-cells`);
    if (!cells) return false;
    cells.prepend(element);
  }
  if (element.dataset.g) element.dataset.new = "";
  return true;
}

async function refresh() {
  running = true;
  wanted = false;
  last = performance.now();
  try {
    const answer = await fetch(address(), { headers: { "X-Requested-With": "fetch" } });
    if (!answer.ok) return;
    const holder = document.createElement("template");
    holder.innerHTML = await answer.text();
    const changed = holder.content.firstElementChild;
    calls.dataset.since = changed.dataset.since;
    const isOver = changed.dataset.ended !== undefined && calls.dataset.ended === undefined;
    const known = [...changed.children].map(put);
    if (known.includes(false) || isOver) location.reload();
  } finally {
    running = false;
    if (wanted) later();
  }
}

function later() {
  wanted = true;
  if (running) return;
  setTimeout(() => { if (wanted && !running) refresh(); }, Math.max(0, EVERY - (performance.now() - last)));
}

if (calls) {
  document.body.addEventListener("live:public_warnings", later);
  setInterval(() => { if (!document.hidden) later(); }, ANYWAY);
}
