// A click on the map fills the field of the point; the point stands on the map as the spot that was clicked.
const holder = document.getElementById("point-map");
const field = document.querySelector("[data-point]");
const SPOT = "point-spot";

const spotAt = (longitude, latitude) => ({
  type: "FeatureCollection",
  features: [{ type: "Feature", geometry: { type: "Point", coordinates: [longitude, latitude] }, properties: {} }],
});

function show(map, longitude, latitude) {
  const source = map.getSource(SPOT);
  if (source) {
    source.setData(spotAt(longitude, latitude));
    return;
  }
  map.addSource(SPOT, { type: "geojson", data: spotAt(longitude, latitude) });
  const paint = { "circle-radius": 8, "circle-color": "#d6336c", "circle-stroke-width": 2, "circle-stroke-color": "#fff" };
  map.addLayer({ id: SPOT, type: "circle", source: SPOT, paint });
}

function typed() {
  const [longitude, latitude] = field.value.split(/[,\s;\uff0c\u3001]+/).map(Number);
  const isPlace = Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;
  return isPlace ? [longitude, latitude] : null;
}

holder?.addEventListener("map:ready", (event) => {
  const { map } = event.detail;
  const fromField = () => { const at = typed(); if (at) show(map, ...at); };
  map.on("click", ({ lngLat }) => {
    field.value = `${lngLat.lng.toFixed(5)}, ${lngLat.lat.toFixed(5)}`;
    show(map, lngLat.lng, lngLat.lat);
  });
  field.addEventListener("change", fromField);
  fromField();
});
