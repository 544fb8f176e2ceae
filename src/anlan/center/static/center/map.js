// Opens at the map's side what the address picked.
const place = document.querySelector("[data-pick-url]");
if (place?.dataset.pickUrl) {
  place.addEventListener("map:ready", () => {
    const side = place.querySelector('[data-part="side"]');
    side.hidden = false;
    window.htmx.ajax("GET", place.dataset.pickUrl, { target: side.querySelector('[data-part="side-body"]'), swap: "innerHTML" });
  });
}
