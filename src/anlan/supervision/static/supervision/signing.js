// Signatures by finger, each a picture in a file field of the page's form.
const pads = [...document.querySelectorAll("[data-sign]")];
const form = pads[0].closest("form");

// A file that the page made is put into a file field of the form, beside those that are there where it takes several.
export function put(name, file) {
  const field = form.elements[name];
  const files = new DataTransfer();
  if (field.multiple) for (const each of field.files) files.items.add(each);
  files.items.add(file);
  field.files = files.files;
}

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
// Drawings outlive a form's reset: the next one is signed anew.
form.addEventListener("reset", () => pads.forEach(clear));
