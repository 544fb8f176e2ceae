// A field to sign in with finger, pen or mouse: what was drawn goes with the form as a PNG; nothing drawn, nothing sent.

function point(canvas, event) {
  const box = canvas.getBoundingClientRect();
  return [(event.clientX - box.left) * canvas.width / box.width, (event.clientY - box.top) * canvas.height / box.height];
}

function start(pad) {
  const canvas = pad.querySelector("canvas");
  const field = pad.querySelector("[name=signature]");
  const pen = canvas.getContext("2d");
  pen.lineWidth = 4;
  pen.lineCap = pen.lineJoin = "round";
  pen.strokeStyle = "#101820";
  let isDown = false;
  canvas.addEventListener("pointerdown", (event) => {
    isDown = true;
    canvas.setPointerCapture(event.pointerId);
    pen.beginPath();
    pen.moveTo(...point(canvas, event));
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!isDown) return;
    pen.lineTo(...point(canvas, event));
    pen.stroke();
  });
  canvas.addEventListener("pointerup", () => {
    isDown = false;
    field.value = canvas.toDataURL("image/png");
  });
  pad.querySelector("[data-wipe]").addEventListener("click", () => {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    field.value = "";
  });
}

for (const pad of document.querySelectorAll("[data-pad]")) start(pad);
