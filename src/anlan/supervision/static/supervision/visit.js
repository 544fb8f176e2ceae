// The record of a visit or a re-inspection on the phone: where it is, a recording, signatures by finger. All of it becomes fields of the
// form, so that the queue of the phone keeps it like any other entry until there is a link.
import { put } from "./signing.js";

const form = document.querySelector("form[data-offline]");
const hidden = ["longitude", "latitude", "begun"].map((name) => form.elements[name]).filter(Boolean);
const located = document.querySelector("[data-located]");
const recorded = document.querySelector("[data-recorded]");

function tell(line, text) {
  line.textContent = text;
  line.hidden = !text;
}

// The visit begins with the first thing that is written or ticked, by the phone's own clock.
form.addEventListener("input", () => { if (form.elements.begun) form.elements.begun.value ||= String(Date.now()); });

const locate = document.querySelector("[data-locate]");
locate.addEventListener("click", () => {
  const failed = () => tell(located, locate.dataset.failed);
  const found = ({ coords }) => {
    form.elements.longitude.value = coords.longitude.toFixed(6);
    form.elements.latitude.value = coords.latitude.toFixed(6);
    tell(located, `${coords.longitude.toFixed(4)}, ${coords.latitude.toFixed(4)}`);
  };
  if (navigator.geolocation) navigator.geolocation.getCurrentPosition(found, failed, { timeout: 20000, maximumAge: 60000 });
  else failed();
});

const record = document.querySelector("[data-records]");
const word = record.querySelector("span");
const begin = word.textContent;
let recorder = null;

async function start() {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const chunks = [];
  recorder = new MediaRecorder(stream);
  recorder.addEventListener("dataavailable", (event) => chunks.push(event.data));
  recorder.addEventListener("stop", () => {
    for (const track of stream.getTracks()) track.stop();
    const type = recorder.mimeType.split(";")[0] || "audio/webm";
    put(record.dataset.records, new File(chunks, `sound.${type.split("/")[1]}`, { type }));
    tell(recorded, [...form.elements[record.dataset.records].files].map((file) => `${Math.ceil(file.size / 1024)} kB`).join(", "));
    word.textContent = begin;
    recorder = null;
  });
  recorder.start();
  word.textContent = record.dataset.stop;
}

record.addEventListener("click", () => {
  if (recorder) recorder.stop();
  else start().catch(() => tell(recorded, record.dataset.failed));
});

// Hidden fields outlive a form's reset: the next visit is elsewhere.
form.addEventListener("reset", () => {
  for (const field of hidden) field.value = "";
  tell(located, "");
  tell(recorded, "");
});
