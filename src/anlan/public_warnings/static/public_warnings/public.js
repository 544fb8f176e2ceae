// What the page can do besides: find where the reader is, and remember the last place on this device only.
const KEY = "anlan-place";
const where = document.querySelector("[data-where]");
const last = document.querySelector("[data-last]");
const chosen = document.querySelector("[data-place]");

function kept() {
  try { return JSON.parse(localStorage.getItem(KEY)); } catch { return null; }
}

function withPlace(name, value) {
  const address = new URL("/public/", location.href);
  const language = new URL(location.href).searchParams.get("lang");
  if (language) address.searchParams.set("lang", language);
  address.searchParams.set(name, value);
  return address.href;
}

function say(text) {
  const line = document.querySelector("[data-say]");
  line.textContent = text;
  line.hidden = false;
}

if (chosen) {
  try { localStorage.setItem(KEY, JSON.stringify({ code: chosen.dataset.place, name: chosen.dataset.name })); } catch { /* a private window keeps nothing */ }
} else if (last && kept()?.code) {
  last.href = withPlace("place", kept().code);
  last.querySelector("span").textContent = kept().name;
  last.hidden = false;
}

if (where && window.isSecureContext && navigator.geolocation) {
  where.hidden = false;
  where.addEventListener("click", () => {
    say(where.dataset.wait);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => { location.href = withPlace("at", `${coords.longitude.toFixed(4)},${coords.latitude.toFixed(4)}`); },
      () => say(where.dataset.none),
      { timeout: 15000, maximumAge: 300000 },
    );
  });
}
