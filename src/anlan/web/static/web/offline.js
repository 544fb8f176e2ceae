// Forms marked data-offline="what it is" are kept on the phone while there is no link and sent, in order, when it is back.
// Each carries a token of its own (hidden field client_token), so that the server takes it once.
const KEY = "anlan.unsent";

const read = () => JSON.parse(localStorage.getItem(KEY) || "[]");

function write(queue) {
  localStorage.setItem(KEY, JSON.stringify(queue));
  show();
}

function show() {
  const line = document.getElementById("unsent");
  if (!line) return;
  const count = read().length;
  line.hidden = count === 0;
  line.querySelector("[data-count]").textContent = count;
}

function csrf() {
  return JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] || "";
}

async function send(entry) {
  const body = new URLSearchParams(entry.fields.filter(([name]) => name !== "csrfmiddlewaretoken"));
  const answer = await fetch(entry.url, { method: "POST", body, headers: { "X-CSRFToken": csrf() }, redirect: "follow" });
  if (answer.status >= 500) throw new Error(String(answer.status));
  return answer;
}

let isSending = false;

export async function flush() {
  if (isSending) return;
  isSending = true;
  try {
    for (let queue = read(); queue.length; queue = read()) {
      await send(queue[0]);
      write(read().slice(1));
    }
  } catch {
    // No link yet: the queue stays as it is and is tried again.
  } finally {
    isSending = false;
  }
}

async function onSubmit(event) {
  const form = event.target;
  if (!form.matches("[data-offline]") || event.submitter?.dataset.plain !== undefined) return;
  event.preventDefault();
  if (form.dataset.sent) return;
  form.dataset.sent = "1";
  const token = form.querySelector("[name=client_token]");
  if (token && !token.value) token.value = crypto.randomUUID?.() ?? String(Math.random()).slice(2);
  const fields = [...new FormData(form, event.submitter)].filter(([, value]) => typeof value === "string");
  const entry = { url: form.action, fields, what: form.dataset.offline };
  try {
    const answer = await send(entry);
    location.href = answer.redirected ? answer.url : location.href;
  } catch {
    write([...read(), entry]);
    form.reset();
    delete form.dataset.sent;
    document.body.dispatchEvent(new CustomEvent("kept", { detail: entry }));
  }
}

export function start() {
  show();
  document.addEventListener("submit", onSubmit);
  addEventListener("online", flush);
  setInterval(flush, 15000);
  flush();
  navigator.serviceWorker?.register("/sw.js").catch(() => undefined);
}
