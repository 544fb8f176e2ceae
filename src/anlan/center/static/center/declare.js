// A click on the map chooses the place: its point, and the division it lies in.
const form = document.getElementById("declare");
const map = document.getElementById("declare-map");

async function choose({ lng, lat }) {
  form.elements.longitude.value = lng.toFixed(6);
  form.elements.latitude.value = lat.toFixed(6);
  const answer = await fetch(`/desk/declare/place/?longitude=${lng}&latitude=${lat}`);
  if (!answer.ok) return;
  const { code, name } = await answer.json();
  if (code) {
    form.elements.region.value = code;
    document.getElementById("place-region").value = name;
  }
  document.body.dispatchEvent(new CustomEvent("place-picked"));
}

map.addEventListener("map:ready", (event) => event.detail.map.on("click", (click) => choose(click.lngLat)));

// A place that is chosen by its name has another point than the one that was clicked before.
form.elements.region.addEventListener("change", () => {
  form.elements.longitude.value = "";
  form.elements.latitude.value = "";
});

document.getElementById(form.elements.event_kind.value ? "missing" : "place-event_kind").focus();
