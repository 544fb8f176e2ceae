// Short lines at the corner, and the spoken line with a sound for new red alarms, which can be muted.
import { words } from "./clock.js";

const svg = "http://www.w3.org/2000/svg";

export function iconOf(name) {
  const drawing = document.createElementNS(svg, "svg");
  drawing.setAttribute("class", "icon");
  drawing.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(svg, "use");
  use.setAttribute("href", `${document.body.dataset.icons}#${name}`);
  drawing.append(use);
  return drawing;
}

export function toast(text, { tone = "accent", level = "", id = "", seconds = 0, url = "" } = {}) {
  const place = document.getElementById("toasts");
  if (!place) return;
  if (id) document.getElementById(`toast-${id}`)?.remove();
  const line = document.createElement("div");
  line.className = "toast-line";
  if (id) line.id = `toast-${id}`;
  if (level) line.dataset.level = level; else line.dataset.tone = tone;
  const said = document.createElement(url ? "a" : "span");
  said.className = "grow";
  said.textContent = text;
  if (url) said.href = url;
  const close = document.createElement("button");
  close.className = "btn btn-quiet btn-icon btn-small";
  close.type = "button";
  close.setAttribute("aria-label", words().close);
  close.append(iconOf("x"));
  close.onclick = () => line.remove();
  line.append(iconOf(level ? "alert-octagon" : tone === "good" ? "circle-check" : "info-circle"), said, close);
  place.append(line);
  while (place.children.length > 4) place.firstChild.remove();
  if (seconds) setTimeout(() => line.remove(), seconds * 1000);
}

const isMuted = () => localStorage.getItem("anlan.muted") === "1";

function beep() {
  if (isMuted() || !window.AudioContext) return;
  const context = new AudioContext();
  for (const [at, pitch] of [[0, 880], [0.22, 660], [0.44, 880]]) {
    const tone = context.createOscillator();
    const gain = context.createGain();
    tone.frequency.value = pitch;
    gain.gain.value = 0.12;
    tone.connect(gain).connect(context.destination);
    tone.start(context.currentTime + at);
    tone.stop(context.currentTime + at + 0.18);
  }
  setTimeout(() => context.close(), 1200);
}

export function announceRed(notice) {
  const text = words().newRed;
  const [thing, id] = (notice.subject || "").split(":");
  document.getElementById("spoken").textContent = text;
  toast(text, { level: "red", id: notice.subject, url: thing === "alarm" ? `/alarms/${id}/` : "" });
  beep();
}

export function showMute() {
  for (const button of document.querySelectorAll("[data-mute]")) {
    button.setAttribute("aria-pressed", String(isMuted()));
    button.querySelector("use")?.setAttribute("href", `${document.body.dataset.icons}#${isMuted() ? "volume-off" : "volume"}`);
  }
}

export function toggleMute() {
  localStorage.setItem("anlan.muted", isMuted() ? "0" : "1");
  showMute();
}
