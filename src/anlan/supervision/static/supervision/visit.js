// The record of a visit on the phone: where it is, a recording, signatures by finger. All of it becomes fields of the
// form, so that the queue of the phone keeps it like any other entry until there is a link.
const form = document.getElementById("visit");
const located = document.querySelector("[data-located]");
const recorded = document.querySelector("[data-recorded]");
const pads = [...document.querySelectorAll("[data-sign]")];

// A file that the page made is put into a file field of the form, beside those that are there where it takes several.
function put(name, file) {
  const field = form.elements[name];
  const files = new DataTransfer();
  if (field.multiple) for (const each of field.files) files.items.add(each);
  files.items.add(file);
  field.files = files.files;
}

function tell(line, text) {
  line.textContent = text;
  line.hidden = !text;
}

// The visit begins with the first thing that is written or ticked, by the phone's own clock.
form.addEventListener("input", () => { form.elements.begun.value ||= String(Date.now()); });

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

function clear(pad) {
  const pen = pad.getContext("2d");
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, pad.width, pad.height);
  pen.lineWidth = 4;
  pen.lineCap = "round";
  form.elements[pad.dataset.sign].value = "";
}

function at(pad, event) {
  const box = pad.getBoundingClientRect();
  return [((event.clientX - box.left) * pad.width) / box.width, ((event.clientY - box.top) * pad.height) / box.height];
}

function sign(pad) {
  const pen = pad.getContext("2d");
  let isDown = false;
  clear(pad);
  pad.addEventListener("pointerdown", (event) => {
    isDown = true;
    pad.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(...at(pad, event));
  });
  pad.addEventListener("pointermove", (event) => {
    if (!isDown) return;
    pen.lineTo(...at(pad, event));
    pen.stroke();
  });
  pad.addEventListener("pointerup", () => {
    isDown = false;
    pad.toBlob((blob) => put(pad.dataset.sign, new File([blob], `${pad.dataset.sign}.png`, { type: "image/png" })));
  });
}

pads.forEach(sign);
document.querySelector("[data-wipe]").addEventListener("click", () => pads.forEach(clear));
// Hidden fields and drawings outlive a form's reset: the next visit is elsewhere and signed anew.
form.addEventListener("reset", () => {
  for (const name of ["longitude", "latitude", "begun"]) form.elements[name].value = "";
  pads.forEach(clear);
  tell(located, "");
  tell(recorded, "");
});
