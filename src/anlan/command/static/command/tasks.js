// Brings the list of tasks up to date twice a minute while it is looked at, so that a new order is seen without reloading.
const EVERY = 20000;
const list = document.getElementById("tasks");
let shown = "";

async function refresh() {
  if (document.hidden) return;
  try {
    const answer = await fetch("/tasks/", { headers: { "HX-Request": "true" } });
    if (!answer.ok || answer.redirected) return;
    const found = await answer.text();
    const bare = found.replace(/csrfmiddlewaretoken" value="[^"]*"/g, "");
    if (shown && bare !== shown) list.innerHTML = found;
    shown = bare;
  } catch {
    // No link: the list stays as it is.
  }
}

if (list) {
  refresh();
  setInterval(refresh, EVERY);
  document.addEventListener("visibilitychange", refresh);
}
