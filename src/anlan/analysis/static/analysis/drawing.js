// Epicentre, line of the rupture and isoseismals drawn on the map into the fields of the form. The fields hold what is
// sent: what is typed or pasted there is drawn, and every step of drawing can be taken back.
import { area, hectares, length, metres } from "../web/map/geometry.js";

const MOST_STEPS = 100;
const DIGITS = 5;
const collection = (features) => ({ type: "FeatureCollection", features });
const feature = (type, coordinates, properties) => ({ type: "Feature", properties, geometry: { type, coordinates } });
const levelOf = (degree) => Math.min(Math.max(degree - 5, 0), 4);
const rounded = (points) => points.map((point) => point.map((value) => Number(value.toFixed(DIGITS))));
const isPlace = ([longitude, latitude]) => Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;

class Drawing {
  constructor(box) {
    this.box = box;
    this.holder = document.getElementById(box.dataset.drawing);
    this.fields = Object.fromEntries(["longitude", "latitude", "trace", "drawn"].map((name) => [name, document.getElementById(`in-${name}`)]));
    this.romans = Object.fromEntries([...box.querySelectorAll("[data-degree] option")].map((option) => [option.value, option.textContent]));
    this.steps = [];
    this.box.addEventListener("click", (event) => this.onClick(event.target.closest("button")));
    for (const field of Object.values(this.fields)) field.addEventListener("change", () => { if (!this.isWriting) this.takeUp(); });
    if (this.holder.widget?.isFilled) this.takeUp(); else this.holder.addEventListener("map:ready", () => this.takeUp(), { once: true });
  }

  get tool() { return this.holder.widget.tool; }

  find(name) { return this.box.querySelector(`[data-${name}]`); }

  onClick(button) {
    if (!button || !this.holder.widget?.isFilled) return;
    const { draw, change, remove } = button.dataset;
    if (draw) this.draw(draw);
    else if ("undo" in button.dataset) this.undo();
    else if (change) this.change(change);
    else if (remove) this.remove(remove);
  }

  draw(what) {
    const degree = Number(this.find("degree").value);
    const mode = { epicentre: "point", trace: "line", area: "draw" }[what];
    this.start(mode, [], (shape) => {
      if (what === "epicentre") this.step({ epicentre: shape.coordinates });
      else if (what === "trace") this.step({ trace: shape.coordinates });
      else this.step({ areas: [...this.state.areas, { degree, ring: shape.coordinates[0] }] });
    });
    this.holder.scrollIntoView({ block: "nearest" });
  }

  // A drawn shape's corners can be moved: each move is a step of its own.
  change(which) {
    if (which === "trace") {
      this.start("line", this.state.trace, (shape) => this.step({ trace: shape.coordinates }), true);
      return;
    }
    const at = Number(which);
    const put = (shape) => this.step({ areas: this.state.areas.map((each, index) => (index === at ? { ...each, ring: shape.coordinates[0] } : each)) });
    this.start("draw", this.state.areas[at].ring.slice(0, -1), put, true);
  }

  start(mode, points, put, isKept = false) {
    this.tool.start(mode, {
      points,
      onDone: (shape) => { if (!isKept) this.tool.stop(); if (shape) put(shape); this.showUndo(); },
      onChange: () => this.showUndo(),
    });
    this.showUndo();
  }

  remove(which) {
    this.tool.stop();
    if (which === "epicentre" || which === "trace") this.step({ [which]: null });
    else this.step({ areas: this.state.areas.filter((_, index) => index !== Number(which)) });
  }

  step(change) {
    this.steps = [...this.steps, this.state].slice(-MOST_STEPS);
    this.set({ ...this.state, ...change });
  }

  // While something is being drawn its last corner is taken back, else the last step.
  undo() {
    const { tool } = this;
    if (tool.isActive && tool.points.length) {
      tool.points = tool.points.slice(0, -1);
      tool.show();
      this.showUndo();
      return;
    }
    tool.stop();
    if (this.steps.length) this.set(this.steps.pop());
    this.showUndo();
  }

  set(state) {
    this.state = state;
    const [longitude, latitude] = state.epicentre ? rounded([state.epicentre])[0] : ["", ""];
    const areas = state.areas.map(({ degree, ring }) => feature("Polygon", [rounded(ring)], { degree }));
    this.write({
      longitude, latitude,
      trace: (state.trace ? rounded(state.trace) : []).map((point) => point.join(" ")).join("; "),
      drawn: areas.length ? JSON.stringify(collection(areas)) : "",
    });
    this.show();
  }

  write(values) {
    this.isWriting = true;
    for (const [name, value] of Object.entries(values)) {
      this.fields[name].value = value;
      this.fields[name].dispatchEvent(new Event("change", { bubbles: true }));
    }
    this.isWriting = false;
  }

  takeUp() {
    const { longitude, latitude, trace, drawn } = this.fields;
    this.tool.stop();
    const point = [longitude, latitude].map((field) => (field.value.trim() ? Number(field.value) : NaN));
    try {
      this.state = { epicentre: isPlace(point) ? point : null, trace: lineOf(trace.value), areas: areasOf(drawn.value) };
      this.say("");
    } catch {
      this.state = { epicentre: isPlace(point) ? point : null, trace: null, areas: [] };
      this.say(this.box.dataset.unreadable);
    }
    this.steps = [];
    this.show();
  }

  say(text) {
    const line = this.find("problem");
    line.textContent = text;
    line.hidden = !text;
  }

  show() {
    const { epicentre, trace, areas } = this.state;
    const { map } = this.holder.widget;
    const widestFirst = [...areas].sort((one, other) => one.degree - other.degree);
    map.getSource("drawn-areas").setData(collection(widestFirst.map(({ degree, ring }) => feature("Polygon", [ring], { name: this.romans[degree] ?? "", level: levelOf(degree) }))));
    map.getSource("drawn-trace").setData(collection(trace ? [feature("LineString", trace, { name: "", level: 4 })] : []));
    map.getSource("drawn-epicentre").setData(collection(epicentre ? [feature("Point", epicentre, { name: "", level: 4 })] : []));
    this.list();
    this.showUndo();
  }

  showUndo() { this.find("undo").disabled = !this.steps.length && !(this.tool.isActive && this.tool.points.length); }

  list() {
    const { epicentre, trace, areas } = this.state;
    const rows = [];
    if (epicentre) rows.push(this.row("epicentre", this.words("epicentre"), rounded([epicentre])[0].join(", "), false));
    if (trace) rows.push(this.row("trace", this.words("trace"), `${metres(length(trace))}, ${trace.length} ${this.box.dataset.corners}`));
    areas.forEach(({ degree, ring }, index) => rows.push(this.row(String(index), this.romans[degree] ?? String(degree), hectares(area(ring.slice(0, -1))))));
    this.find("drawn").replaceChildren(...rows);
    this.find("empty").hidden = rows.length > 0;
  }

  words(what) { return this.box.querySelector(`[data-draw=${what}]`).textContent.trim(); }

  row(which, title, detail, canChange = true) {
    const item = document.createElement("li");
    const name = Object.assign(document.createElement("strong"), { textContent: title });
    const more = Object.assign(document.createElement("span"), { className: "dim num", textContent: detail });
    item.append(name, more);
    for (const act of canChange ? ["change", "remove"] : ["remove"]) {
      const text = this.box.dataset[act];
      const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-small btn-quiet", textContent: text, ariaLabel: `${text} ${title}` });
      button.dataset[act] = which;
      item.append(button);
    }
    return item;
  }
}

function lineOf(text) {
  if (!text.trim()) return null;
  if (text.trim().startsWith("{")) {
    const found = JSON.parse(text);
    const one = found.type === "FeatureCollection" ? found.features[0] : found;
    return (one.geometry ?? one).coordinates.map(([longitude, latitude]) => [longitude, latitude]);
  }
  const numbers = text.split(/[\s,;\uff0c\uff1b\u3001]+/).filter(Boolean).map(Number);
  if (numbers.length < 4 || numbers.length % 2 || numbers.some(Number.isNaN)) throw new Error("line");
  const points = [];
  for (let at = 0; at < numbers.length; at += 2) points.push([numbers[at], numbers[at + 1]]);
  return points;
}

function areasOf(text) {
  if (!text.trim()) return [];
  const found = JSON.parse(text);
  const features = found.type === "FeatureCollection" ? found.features : [found];
  return features.flatMap(({ properties, geometry }) => {
    const rings = geometry.type === "Polygon" ? [geometry.coordinates[0]] : geometry.coordinates.map((each) => each[0]);
    return rings.map((ring) => ({ degree: Number(properties.degree), ring }));
  });
}

for (const box of document.querySelectorAll("[data-drawing]")) new Drawing(box);
