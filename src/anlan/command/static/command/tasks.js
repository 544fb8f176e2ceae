// Brings the list of tasks up to date while it is looked at, so that a new order is seen without reloading, and lets the
// phone's worker keep the page of every task, so that each can be opened without a link though it never was before.
const EVERY = 20000;
const list = document.getElementById("tasks");
const keptPages = new Set();
let shown = "";

// Fetched once, a page or a file of it is kept by the worker.
async function keep(address) {
  if (keptPages.has(address)) return "";
  keptPages.add(address);
  try {
    return await (await fetch(address)).text();
  } catch {
    keptPages.delete(address);
    return "";
  }
}

async function keepPage(address) {
  const page = new DOMParser().parseFromString(await keep(address), "text/html");
  for (const part of page.querySelectorAll("script[src], link[rel=stylesheet]")) {
    await keep(new URL(part.getAttribute("src") ?? part.getAttribute("href"), location.origin).href);
  }
}

async function keepPages() {
  if (!navigator.serviceWorker?.controller) return;
  for (const link of list.querySelectorAll("a[href^='/tasks/']")) await keepPage(link.href);
}

async function refresh() {
  if (document.hidden || list.querySelector("input:focus")) return;
  try {
    const answer = await fetch("/tasks/", { headers: { "HX-Request": "true" } });
    if (!answer.ok || answer.redirected) return;
    const found = await answer.text();
    const bare = found.replace(/csrfmiddlewaretoken" value="[^"]*"/g, "");
    if (shown && bare !== shown) {
      list.innerHTML = found;
      document.dispatchEvent(new CustomEvent("anlan:drawn"));
    }
    shown = bare;
    keepPages();
  } catch {
    // No link: the list stays as it is.
  }
}

if (list) {
  refresh();
  setInterval(refresh, EVERY);
  document.addEventListener("visibilitychange", refresh);
  document.addEventListener("anlan:sent", refresh);
  navigator.serviceWorker?.ready.then(() => setTimeout(keepPages, 500));
}
