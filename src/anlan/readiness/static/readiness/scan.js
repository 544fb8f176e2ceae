// Reads a label by the phone's camera where the browser can; everywhere the code can be typed.
const EVERY = 300;
const frame = document.getElementById("camera");
const start = document.getElementById("start");
const field = document.getElementById("code");

function read(detector, video) {
  setTimeout(async () => {
    const [found] = await detector.detect(video).catch(() => []);
    if (!found) return read(detector, video);
    for (const track of video.srcObject.getTracks()) track.stop();
    field.value = found.rawValue;
    field.form.requestSubmit();
  }, EVERY);
}

async function open() {
  try {
    frame.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    frame.hidden = false;
    start.hidden = true;
    await frame.play();
    read(new BarcodeDetector({ formats: ["qr_code"] }), frame);
  } catch {
    document.getElementById("no-camera").hidden = false;
  }
}

if ("BarcodeDetector" in window && navigator.mediaDevices) {
  start.hidden = false;
  start.addEventListener("click", open);
} else {
  document.getElementById("no-camera").hidden = false;
}
