// Measuring and drawing on the map. Both collect corners by clicks; Enter or a double click ends, Backspace takes the
// last corner back, Escape gives up. Drawing gives a polygon as GeoJSON and refuses one that crosses itself, unless
// what takes it mends such outlines (mends: true); "line" gives a line, "point" ends with its first click.
import { area, crossesItself, hectares, length, metres } from "./geometry.js";

const SOURCE = "tool";
const collection = (features) => ({ type: "FeatureCollection", features });
const feature = (type, coordinates, properties = {}) => ({ type: "Feature", properties, geometry: { type, coordinates } });

const LEAST = { draw: 3, line: 2, point: 1 };

export class Tool {
  constructor(map, colours, words, say) {
    Object.assign(this, { map, colours, words, say, points: [], mode: "", isDone: false, hover: null });
    map.addSource(SOURCE, { type: "geojson", data: collection([]) });
    const colour = ["case", ["get", "wrong"], colours.red, colours.accent];
    map.addLayer({ id: "tool/fill", source: SOURCE, type: "fill", filter: ["==", "$type", "Polygon"], paint: { "fill-color": colour, "fill-opacity": 0.15 } });
    map.addLayer({ id: "tool/line", source: SOURCE, type: "line", filter: ["==", "$type", "LineString"], paint: { "line-color": colour, "line-width": 2.5 } });
    map.addLayer({ id: "tool/corner", source: SOURCE, type: "circle", filter: ["==", "$type", "Point"], paint: { "circle-color": colours.ground, "circle-stroke-color": colour, "circle-stroke-width": 2.5, "circle-radius": 5 } });
    map.on("click", (event) => this.onClick(event));
    map.on("mousemove", (event) => this.onMove(event));
    map.on("dblclick", (event) => { if (this.mode && !this.isDone) { event.preventDefault(); this.finish(); } });
    map.on("mousedown", "tool/corner", (event) => this.onGrab(event));
    map.getCanvas().addEventListener("keydown", (event) => this.onKey(event));
  }

  get isActive() { return Boolean(this.mode) && !this.isDone; }

  start(mode, { onDone = () => undefined, onChange = () => undefined, points = [], mends = false } = {}) {
    Object.assign(this, { mode, onDone, onChange, points, mends, isDone: points.length >= (LEAST[mode] ?? Infinity), hover: null });
    this.map.getCanvas().classList.toggle("is-aiming", !this.isDone);
    this.map.getCanvas().focus();
    this.map.doubleClickZoom[this.isDone ? "enable" : "disable"]();
    this.show();
  }

  stop() {
    Object.assign(this, { mode: "", points: [], isDone: false, hover: null });
    this.map.getCanvas().classList.remove("is-aiming");
    this.map.doubleClickZoom.enable();
    this.show();
    this.say("");
  }

  onClick(event) {
    if (!this.isActive) return;
    const [x, y] = [event.point.x, event.point.y];
    const first = this.points[0] && this.map.project(this.points[0]);
    if (this.mode === "draw" && this.points.length > 2 && Math.hypot(first.x - x, first.y - y) < 10) {
      this.finish();
      return;
    }
    const last = this.points.at(-1) && this.map.project(this.points.at(-1));
    if (last && Math.hypot(last.x - x, last.y - y) < 3) return;
    this.points = [...this.points, [event.lngLat.lng, event.lngLat.lat]];
    this.show();
    if (this.mode === "point") this.finish(); else this.onChange?.(this.shape());
  }

  onMove(event) {
    if (!this.isActive || !this.points.length) return;
    this.hover = [event.lngLat.lng, event.lngLat.lat];
    this.show();
  }

  onGrab(event) {
    if (!LEAST[this.mode] || !this.isDone) return;
    event.preventDefault();
    const index = event.features[0].properties.index;
    const move = (moved) => {
      this.points = this.points.map((point, at) => (at === index ? [moved.lngLat.lng, moved.lngLat.lat] : point));
      this.show();
    };
    this.map.on("mousemove", move);
    this.map.once("mouseup", () => { this.map.off("mousemove", move); this.hand(); });
  }

  onKey(event) {
    if (!this.mode) return;
    if (event.key === "Escape") { this.stop(); this.onDone?.(null); }
    else if (event.key === "Enter") this.finish();
    else if (event.key === "Backspace" && !this.isDone) { this.points = this.points.slice(0, -1); this.show(); this.onChange?.(this.shape()); }
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  get isWrong() { return this.points.length < (LEAST[this.mode] ?? 0) || (this.mode === "draw" && !this.mends && crossesItself(this.points)); }

  finish() {
    if (this.isWrong) {
      this.show();
      return;
    }
    this.isDone = true;
    this.hover = null;
    this.map.getCanvas().classList.remove("is-aiming");
    this.map.doubleClickZoom.enable();
    this.show();
    this.hand();
  }

  hand() {
    if (LEAST[this.mode]) this.onDone(this.isWrong ? null : this.shape());
  }

  shape() {
    const points = this.points.map(([lon, lat]) => [Number(lon.toFixed(6)), Number(lat.toFixed(6))]);
    if (points.length < LEAST[this.mode]) return null;
    if (this.mode === "point") return { type: "Point", coordinates: points[0] };
    if (this.mode === "line") return { type: "LineString", coordinates: points };
    return { type: "Polygon", coordinates: [[...points, points[0]]] };
  }

  show() {
    const shown = this.hover && !this.isDone ? [...this.points, this.hover] : this.points;
    const isRing = this.mode === "draw";
    const wrong = isRing && shown.length > 2 && crossesItself(shown, this.isDone || shown.length > 3);
    const drawn = [];
    if (isRing && shown.length > 2) drawn.push(feature("Polygon", [[...shown, shown[0]]], { wrong }));
    if (shown.length > 1) drawn.push(feature("LineString", isRing ? [...shown, shown[0]] : shown, { wrong }));
    this.points.forEach((point, index) => drawn.push(feature("Point", point, { wrong, index })));
    this.map.getSource(SOURCE).setData(collection(drawn));
    if (this.mode) this.say(wrong ? this.words.crosses : this.sentence(shown), wrong);
  }

  sentence(points) {
    if (this.mode === "point") return this.words.pointHint;
    if (this.mode !== "draw") return points.length > 1 ? metres(length(points)) : this.words.measureHint;
    return points.length > 2 ? `${this.words.area} ${hectares(area(points))}` : this.words.drawHint;
  }
}
