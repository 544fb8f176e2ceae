// Keeps what is being typed on this machine until it is sent, so that a closed page loses nothing of a call. Two tabs
// do not disturb each other's words: the draft of the one that typed last is offered. It is forgotten after a day.
const form = document.querySelector("[data-draft]");
const name = form.dataset.draft;
const KEPT_FOR = 86400000;
const fields = () => [...form.elements].filter((each) => each.name && each.type !== "hidden" && each.type !== "submit" || ["region", "event_kind"].includes(each.name) || each.getAttribute("role") === "combobox");
const key = (each) => each.name || each.id;

function keep() {
  const values = Object.fromEntries(fields().map((each) => [key(each), each.type === "checkbox" ? each.checked : each.value]));
  localStorage.setItem(name, JSON.stringify({ at: Date.now(), values }));
}

function restore() {
  const kept = JSON.parse(localStorage.getItem(name) || "null");
  if (!kept || Date.now() - kept.at > KEPT_FOR) return;
  for (const each of fields()) {
    const value = kept.values[key(each)];
    if (value === undefined) continue;
    if (each.type === "checkbox") each.checked = value; else each.value = value;
  }
}

restore();
form.addEventListener("input", keep);
form.addEventListener("change", keep);
form.addEventListener("submit", () => {
  const picker = document.getElementById("place-region");
  if (picker && form.elements.region_typed) form.elements.region_typed.value = form.elements.region.value ? "" : picker.value;
  localStorage.removeItem(name);
});
