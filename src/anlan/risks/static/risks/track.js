// Notes where the phone goes during a patrol: longitude, latitude, milliseconds of its own clock. What is noted stays on
// the phone until the patrol is handed in, also when the page is closed in between; it goes with the form's field track.
const form = document.getElementById("patrol");
const button = document.getElementById("walk");
const walked = document.getElementById("walked");
const KEY = form ? `anlan.track.${form.dataset.site}` : "";
const LEAST_METRES = 5;
const MOST_POINTS = 5000;

let points = form ? JSON.parse(localStorage.getItem(KEY) || "[]") : [];
let watch = null;

function metres([ax, ay], [bx, by]) {
  const east = ((bx - ax) * Math.PI / 180) * Math.cos(((ay + by) / 2) * Math.PI / 180);
  return 6371000 * Math.hypot(east, ((by - ay) * Math.PI) / 180);
}

function show() {
  form.elements.track.value = points.length ? JSON.stringify(points) : "";
  const length = points.slice(1).reduce((sum, point, at) => sum + metres(points[at], point), 0);
  walked.hidden = points.length === 0;
  walked.textContent = walked.dataset.words.replace("{points}", points.length).replace("{metres}", Math.round(length));
}

function note({ coords, timestamp }) {
  const point = [Number(coords.longitude.toFixed(6)), Number(coords.latitude.toFixed(6)), Math.round(timestamp)];
  const last = points.at(-1);
  if (points.length >= MOST_POINTS || (last && metres(last, point) < LEAST_METRES)) return;
  points.push(point);
  localStorage.setItem(KEY, JSON.stringify(points));
  show();
}

function stop() {
  if (watch !== null) navigator.geolocation.clearWatch(watch);
  watch = null;
  button.setAttribute("aria-pressed", "false");
  button.querySelector("span").textContent = button.dataset.start;
}

function failed() {
  walked.hidden = false;
  walked.textContent = button.dataset.failed;
}

function start() {
  if (!navigator.geolocation) { failed(); return; }
  watch = navigator.geolocation.watchPosition(note, failed, { enableHighAccuracy: true, maximumAge: 5000 });
  button.setAttribute("aria-pressed", "true");
  button.querySelector("span").textContent = button.dataset.stop;
}

// The form's fields have been read by the time its submit event ends: the next walk begins with an empty track.
function handIn() {
  setTimeout(() => {
    stop();
    points = [];
    localStorage.removeItem(KEY);
    show();
  });
}

if (form) {
  button.addEventListener("click", () => (watch === null ? start() : stop()));
  form.addEventListener("submit", handIn);
  show();
}
