// A form with data-stays remains open while it is sent: refused, it keeps what was typed, the refusal stands below
// the field it speaks of, which is marked, or above the buttons. Without this script the form is sent as any other.
import { words } from "./clock.js";
import { toast } from "./toasts.js";

const SIGN_IN = "/login/";
const HEADERS = { "HX-Request": "true", "X-Form-Stays": "1" };

class SignedOut extends Error {}

function posted(form, body, submitter) {
  const address = submitter?.getAttribute("formaction") || form.getAttribute("action") || location.href;
  return fetch(address, { method: "POST", body, headers: HEADERS, credentials: "same-origin", redirect: "manual" });
}

// A form that was open for long takes the key of today, if the same person is still signed in.
async function renew(form, body) {
  const anew = await fetch(location.href);
  if (new URL(anew.url).pathname === SIGN_IN) throw new SignedOut();
  const page = new DOMParser().parseFromString(await anew.text(), "text/html");
  const key = page.querySelector("[name=csrfmiddlewaretoken]")?.value;
  if (!key || page.body.dataset.account !== document.body.dataset.account) return false;
  form.querySelector("[name=csrfmiddlewaretoken]").value = key;
  body.set("csrfmiddlewaretoken", key);
  return true;
}

function fieldOf(form, answer) {
  const [name, label] = (answer.headers.get("HX-Refusal-Field") || "").split(",").map(decodeURIComponent);
  if (!name) return null;
  const named = form.elements.namedItem(name);
  if (named) return named instanceof RadioNodeList ? named[0] : named;
  return [...form.querySelectorAll("label")].find((each) => each.textContent.trim().startsWith(label))?.control;
}

function clear(form) {
  form.querySelector(".refused-here")?.remove();
  for (const field of form.querySelectorAll("[aria-describedby=refusal]")) {
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
  }
}

function refuse(form, html, field) {
  const place = document.createElement("div");
  place.className = "refused-here";
  place.tabIndex = -1;
  place.innerHTML = html;
  const beside = field && field.type !== "hidden" && field.closest(".field");
  const foot = [...form.querySelectorAll(".panel-foot, .dialog-foot, .acts")].pop();
  if (beside) beside.append(place); else if (foot) foot.before(place); else form.append(place);
  if (field && field.type !== "hidden") {
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", "refusal");
    for (let up = field.closest("details"); up; up = up.parentElement.closest("details")) up.open = true;
  }
  (field && field.type !== "hidden" ? field : place).focus();
}

function go(address) {
  const target = new URL(address, location.href);
  if (target.pathname === SIGN_IN) throw new SignedOut();
  if (target.pathname + target.search !== location.pathname + location.search) return location.assign(target);
  history.replaceState(history.state, "", target);
  return location.reload();
}

async function send(form, submitter) {
  const body = new FormData(form, submitter);
  let answer = await posted(form, body, submitter);
  if (answer.status === 403 && !answer.headers.has("HX-Refusal") && await renew(form, body)) {
    answer = await posted(form, body, submitter);
  }
  if (answer.headers.has("Location")) return go(answer.headers.get("Location"));
  return refuse(form, await answer.text(), fieldOf(form, answer));
}

async function onSubmit(event) {
  const form = event.target;
  if (!form.matches("[data-stays]")) return;
  event.preventDefault();
  if (form.dataset.sent) return;
  form.dataset.sent = "1";
  form.setAttribute("aria-busy", "true");
  clear(form);
  try {
    await send(form, event.submitter);
  } catch (error) {
    toast(error instanceof SignedOut ? words().signedOut : words().failed, { tone: "red", id: "failed" });
  } finally {
    delete form.dataset.sent;
    form.removeAttribute("aria-busy");
  }
}

export function start() {
  document.addEventListener("submit", onSubmit);
}
