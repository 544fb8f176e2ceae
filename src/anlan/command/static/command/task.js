// Puts the phone's own place into the form when it is asked to; the satellite receiver needs no link.
const button = document.querySelector("[data-locate]");
const said = document.querySelector("[data-located]");

function put({ coords }) {
  const form = button.form;
  form.elements.longitude.value = coords.longitude.toFixed(6);
  form.elements.latitude.value = coords.latitude.toFixed(6);
  tell(`${coords.longitude.toFixed(4)}, ${coords.latitude.toFixed(4)}`);
}

function tell(text) {
  said.textContent = text;
  said.hidden = false;
  button.disabled = false;
}

button?.addEventListener("click", () => {
  button.disabled = true;
  const failed = () => tell(button.dataset.failed);
  if (navigator.geolocation) navigator.geolocation.getCurrentPosition(put, failed, { timeout: 20000, maximumAge: 60000 });
  else failed();
});

// What was kept has arrived: the page shows how the order stands now, unless something is being written.
document.addEventListener("anlan:sent", () => {
  const text = document.getElementById("tell-text");
  if (!text?.value && navigator.onLine) setTimeout(() => location.reload(), 300);
});

// A hidden field outlives a form's reset: an hour later the phone is elsewhere.
button?.form.addEventListener("reset", () => {
  button.form.elements.longitude.value = "";
  button.form.elements.latitude.value = "";
  said.hidden = true;
});
