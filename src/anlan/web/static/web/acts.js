// Dialogs, forms that may be sent once, tabs and failed requests: what buttons do on every page.
import { words } from "./clock.js";
import { toast, toggleMute } from "./toasts.js";

function openDialog(button) {
  const dialog = document.getElementById(button.dataset.opens);
  if (dialog?.showModal) dialog.showModal();
}

function onClick(event) {
  const button = event.target.closest("[data-opens], [data-closes], [data-mute], [data-print], [data-tab]");
  if (!button) return;
  if (button.dataset.opens) openDialog(button);
  else if ("closes" in button.dataset) button.closest("dialog")?.close();
  else if ("mute" in button.dataset) toggleMute();
  else if ("print" in button.dataset) window.print();
  else if (button.dataset.tab) showTab(button);
}

function showTab(button) {
  const tabs = button.closest("[role=tablist]");
  for (const other of tabs.querySelectorAll("[data-tab]")) {
    const isOn = other === button;
    other.setAttribute("aria-selected", String(isOn));
    other.tabIndex = isOn ? 0 : -1;
    document.getElementById(other.dataset.tab).hidden = !isOn;
  }
}

// What has just been put into the page is wired a moment later; a form that is sent in between waits for it, or the
// browser would leave the page with it.
function isEarly(event) {
  const form = event.target;
  if (!form.matches("[hx-post]") || !form.closest(".htmx-added")) return false;
  event.preventDefault();
  document.body.addEventListener("htmx:afterSettle", () => form.requestSubmit(event.submitter), { once: true });
  return true;
}

function onSubmit(event) {
  if (isEarly(event)) return;
  const form = event.target;
  if (!form.matches("[data-once]")) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  form.setAttribute("aria-busy", "true");
}

function onFailure(event) {
  const answer = event.detail.xhr;
  const said = answer?.getResponseHeader?.("HX-Refusal");
  toast(said ? decodeURIComponent(said) : words().failed, { tone: "red", id: "failed" });
}

// What happens elsewhere must not take away the dialog or the words that a person is in the middle of.
function onRefresh(event) {
  const part = event.detail.target;
  if (!event.detail.requestConfig.triggeringEvent?.type.startsWith("live")) return;
  const typing = document.activeElement?.matches("input, textarea, select") && part.contains(document.activeElement);
  if (typing || part.querySelector("dialog[open]")) event.preventDefault();
}

export function start() {
  document.addEventListener("htmx:beforeRequest", onRefresh);
  document.addEventListener("click", onClick);
  document.addEventListener("submit", onSubmit);
  document.addEventListener("htmx:responseError", onFailure);
  document.addEventListener("htmx:sendError", onFailure);
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  });
}
