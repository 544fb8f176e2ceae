// Keys of the desk. A list marks its entries with data-entry (and an href or a link within); an act marks its button
// with data-key="v". J/K move, Enter opens, every other key presses the button that carries it; ? shows the keys.
import { toggleMute } from "./toasts.js";

const entries = () => [...document.querySelectorAll("[data-entry]")].filter((entry) => entry.offsetParent !== null);

function current() {
  return document.querySelector("[data-entry][data-cursor]");
}

function move(step) {
  const all = entries();
  if (!all.length) return;
  const at = all.indexOf(current() ?? document.activeElement.closest?.("[data-entry]"));
  const next = all[Math.max(0, Math.min(all.length - 1, at + step))];
  for (const entry of all) entry.removeAttribute("data-cursor");
  next.setAttribute("data-cursor", "");
  const focus = next.matches("a,button,[tabindex]") ? next : next.querySelector("a,button") ?? next;
  focus.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function press(key) {
  const here = current();
  const selector = `[data-key="${CSS.escape(key)}"]:not(:disabled)`;
  const button = here?.querySelector(selector) ?? document.querySelector(selector);
  button?.click();
  return Boolean(button);
}

function isTyping(element) {
  return element.matches("input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]");
}

export function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) {
    if (event.key === "Escape" && isTyping(event.target)) event.target.blur();
    return;
  }
  if (document.querySelector("dialog[open]")) return;
  const key = event.key.toLowerCase();
  if (key === "j" || key === "k") move(key === "j" ? 1 : -1);
  else if (key === "/") document.getElementById("search")?.focus();
  else if (key === "?") document.getElementById("keys-help")?.showModal();
  else if (key === "m") toggleMute();
  else if (key === "enter" || key.length !== 1 || !press(key)) return;
  event.preventDefault();
}

export function start() {
  document.addEventListener("keydown", onKey);
}
