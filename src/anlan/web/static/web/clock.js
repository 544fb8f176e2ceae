// The platform's time in the page: real time, or a replay's that runs faster and stands still at its end.
let origin = { platform: Date.now(), real: performance.now(), speed: 1, ceiling: Infinity };

export function setClock(element) {
  if (!element?.dataset.now) return;
  const { now, speed, ceiling } = element.dataset;
  origin = {
    platform: Date.parse(now),
    real: performance.now(),
    speed: Number(speed) || 1,
    ceiling: ceiling ? Date.parse(ceiling) : Infinity,
  };
}

export function platformNow() {
  const elapsed = (performance.now() - origin.real) * origin.speed;
  return Math.min(origin.platform + elapsed, Math.max(origin.ceiling, origin.platform));
}

export function words() {
  const found = document.getElementById("web-words");
  return found ? JSON.parse(found.textContent) : {};
}

const two = (number) => String(number).padStart(2, "0");
const chinaTime = (milliseconds) => new Date(milliseconds + 8 * 3600000);

export function written(milliseconds) {
  const there = chinaTime(milliseconds);
  return `${two(there.getUTCMonth() + 1)}-${two(there.getUTCDate())} ${two(there.getUTCHours())}:${two(there.getUTCMinutes())}`;
}

function span(milliseconds, said) {
  const seconds = Math.floor(Math.abs(milliseconds) / 1000);
  const days = Math.floor(seconds / 86400);
  const clock = `${two(Math.floor((seconds % 86400) / 3600))}:${two(Math.floor((seconds % 3600) / 60))}`;
  return days ? `${days} ${said.days} ${clock}` : `${clock}:${two(seconds % 60)}`;
}

function age(milliseconds, said) {
  const away = Math.floor(Math.abs(milliseconds) / 1000);
  if (away < 60) return said.justNow;
  const [count, past, ahead] =
    away < 3600 ? [Math.floor(away / 60), said.minutesAgo, said.inMinutes]
    : away < 86400 ? [Math.floor(away / 3600), said.hoursAgo, said.inHours]
    : [Math.floor(away / 86400), said.daysAgo, said.inDays];
  return (milliseconds > 0 ? past : ahead).replace("%(count)s", count);
}

function paceOf(left, whole) {
  if (left <= 0) return "late";
  const share = whole ? left / whole : 0;
  return share > 0.5 ? "calm" : share > 0.2 ? "amber" : "red";
}

function turnCountdown(element, now, said) {
  const left = Date.parse(element.dataset.ends) - now;
  const whole = Number(element.dataset.whole) * 1000;
  element.dataset.pace = paceOf(left, whole);
  element.querySelector("[data-word]").textContent = left <= 0 ? said.late : said.left;
  element.querySelector("[data-span]").textContent = span(left, said);
  const bar = element.querySelector("progress");
  if (bar) bar.value = Math.max(0, Math.min(1, whole ? left / whole : 0));
}

export function turn() {
  const now = platformNow();
  const said = words();
  const there = chinaTime(now).toISOString();
  for (const element of document.querySelectorAll("[data-clock]")) element.textContent = there.slice(11, 19);
  for (const element of document.querySelectorAll("[data-clock-short]")) element.textContent = there.slice(11, 16);
  for (const element of document.querySelectorAll("[data-clock-date]")) element.textContent = there.slice(0, 10);
  for (const element of document.querySelectorAll("[data-ends]")) turnCountdown(element, now, said);
  for (const element of document.querySelectorAll("[data-age]")) {
    element.textContent = age(now - Date.parse(element.dataset.age), said);
  }
}

export function start() {
  setClock(document.body);
  turn();
  setInterval(turn, 1000);
}
