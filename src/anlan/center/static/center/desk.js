// The desk: the entry under the cursor is the one that is shown, so that a key never acts on another one. The queue marks
// its entries with data-subject, the work part with the subject it shows.
const queue = () => document.getElementById("desk-queue");
const work = () => document.getElementById("desk-work");
const entries = () => [...queue().querySelectorAll("[data-entry]")];
let chosen = queue().dataset.selected;

function mark() {
  for (const entry of entries()) {
    const isShown = entry.dataset.subject === chosen;
    entry.setAttribute("aria-current", String(isShown));
    entry.toggleAttribute("data-cursor", isShown);
  }
}

// Buttons of the part that is being replaced must not be reached by a key meanwhile.
function hold() {
  work().setAttribute("aria-busy", "true");
  for (const button of work().querySelectorAll("[data-key]")) {
    if ("disabled" in button) button.disabled = true; else button.removeAttribute("data-key");
  }
}

function choose(entry) {
  if (!entry || isPhone() || (entry.dataset.subject === chosen && work().dataset.subject === chosen)) return;
  chosen = entry.dataset.subject;
  mark();
  hold();
  const address = new URL(location.href);
  address.searchParams.set("item", chosen);
  history.replaceState(null, "", address);
  entry.dispatchEvent(new CustomEvent("choose"));
}

// A phone has no room for the work part beside the queue: there an entry leads to its page.
const isPhone = () => window.innerWidth <= 720;
document.addEventListener("click", (event) => {
  if (isPhone() && event.target.closest?.("#desk-queue [data-entry]")) event.stopImmediatePropagation();
}, true);

document.addEventListener("focusin", (event) => choose(event.target.closest?.("#desk-queue [data-entry]")));
document.addEventListener("click", (event) => {
  const entry = event.target.closest?.("#desk-queue [data-entry]");
  if (entry) { chosen = entry.dataset.subject; mark(); }
});
document.addEventListener("keydown", (event) => {
  const entry = event.target.closest?.("#desk-queue [data-entry]");
  if (event.key !== "Enter" || !entry || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  event.stopPropagation();
  location.href = entry.href;
}, true);
document.body.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "desk-queue" || event.target.id === "desk-queue") mark();
});

// The library listens from DOMContentLoaded on; so the first entry is chosen right after.
document.addEventListener("DOMContentLoaded", () => {
  const first = entries().find((entry) => entry.dataset.subject === chosen) ?? entries()[0];
  choose(first);
});
