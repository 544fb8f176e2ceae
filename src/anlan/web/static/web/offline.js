// Forms marked data-offline="what it is" are kept on the phone while there is no link and sent, in order, when it is back.
// Each carries a token of its own (hidden field client_token), so that the server takes it once.
const UNSENT = "anlan.unsent";
const REFUSED = "anlan.refused";
const EVERY = 15000;

const read = (key) => JSON.parse(localStorage.getItem(key) || "[]");

function write(key, list) {
  localStorage.setItem(key, JSON.stringify(list));
  show();
}

function show() {
  const unsent = document.getElementById("unsent");
  const refused = document.getElementById("refused");
  if (!unsent || !refused) return;
  const [waiting, wrong] = [read(UNSENT), read(REFUSED)];
  unsent.hidden = waiting.length === 0;
  unsent.querySelector("[data-count]").textContent = waiting.length;
  refused.hidden = wrong.length === 0;
  refused.querySelector("[data-list]").replaceChildren(...wrong.map(({ what, said }) => {
    const line = document.createElement("div");
    line.textContent = said ? `${what}: ${said}` : what;
    return line;
  }));
}

function csrf() {
  return JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] || "";
}

// Sends one entry; raises where it did not arrive (no link, a fault of the server, signed out), so that it stays kept.
async function send(entry) {
  const body = new URLSearchParams(entry.fields.filter(([name]) => name !== "csrfmiddlewaretoken"));
  const answer = await fetch(entry.url, { method: "POST", body, headers: { "X-CSRFToken": csrf() } });
  if (answer.status >= 500) throw new Error(String(answer.status));
  if (answer.redirected && new URL(answer.url).pathname.startsWith("/login/")) throw new Error("signed out");
  return answer;
}

let isSending = false;

export async function flush() {
  if (isSending) return;
  isSending = true;
  try {
    for (let queue = read(UNSENT); queue.length; queue = read(UNSENT)) {
      const answer = await send(queue[0]);
      if (!answer.ok) {
        const said = decodeURIComponent(answer.headers.get("HX-Refusal") || "");
        write(REFUSED, [...read(REFUSED), { what: queue[0].what, said }]);
      }
      write(UNSENT, read(UNSENT).slice(1));
    }
  } catch {
    // It did not arrive: the queue stays as it is and is tried again.
  } finally {
    isSending = false;
  }
}

function tokenOf(form) {
  const field = form.querySelector("[name=client_token]");
  if (field && !field.value) field.value = `${Date.now().toString(36)}-${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;
}

// A form sent by script leaves out the button that was pressed, so its name and value go along in a hidden field.
function submitWith(form, button) {
  if (button?.name) {
    const field = document.createElement("input");
    Object.assign(field, { type: "hidden", name: button.name, value: button.value });
    form.append(field);
  }
  form.submit();
}

async function onSubmit(event) {
  const form = event.target;
  if (!form.matches("[data-offline]")) return;
  event.preventDefault();
  if (form.dataset.sent) return;
  form.dataset.sent = "1";
  tokenOf(form);
  const fields = [...new FormData(form, event.submitter)].filter(([, value]) => typeof value === "string");
  const entry = { url: form.action, fields, what: form.dataset.offline };
  try {
    const answer = await send(entry);
    if (answer.ok) location.href = answer.url;
    else submitWith(form, event.submitter); // refused: let the server show why on its own page
  } catch {
    write(UNSENT, [...read(UNSENT), entry]);
    form.reset();
    form.querySelector("[name=client_token]")?.setAttribute("value", "");
    delete form.dataset.sent;
    window.scrollTo(0, 0);
  }
}

export function start() {
  show();
  document.addEventListener("submit", onSubmit);
  document.querySelector("#refused [data-seen]")?.addEventListener("click", () => write(REFUSED, []));
  addEventListener("online", flush);
  setInterval(flush, EVERY);
  flush();
  navigator.serviceWorker?.register("/sw.js").catch(() => undefined);
}
