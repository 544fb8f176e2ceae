// The area of a draft: chosen divisions, or an outline drawn, along a river, around a site, or of a model. What is given
// is sent to data-url a moment later; the answer lists who lives inside, and its cleaned outline is drawn on the map.
import { add, remove, replaceAll } from "./regions.js";

const PAUSE = 250;
const collection = (features) => ({ type: "FeatureCollection", features });

class AreaEditor {
  constructor(box) {
    this.box = box;
    this.field = box.querySelector("[name=area_source]");
    this.map = document.getElementById(box.dataset.mapId);
    this.list = box.querySelector("[data-regions]");
    this.source = this.field.value ? JSON.parse(this.field.value) : null;
    this.mode = this.source?.kind ?? "divisions";
    this.wire();
    this.showMode();
    this.ask();
    if (this.map.widget?.isFilled) this.takeUp(); else this.map.addEventListener("map:ready", () => this.takeUp(), { once: true });
  }

  get tool() { return this.map.widget.tool; }

  find(selector) { return this.box.querySelector(selector); }

  wire() {
    this.box.addEventListener("change", (event) => this.onChange(event.target));
    this.box.addEventListener("input", (event) => {
      if (["reach-metres", "around-metres", "reach-name"].includes(event.target.id)) this.refine();
    });
    this.box.addEventListener("click", (event) => this.onClick(event.target.closest("button")));
    this.find("[data-model-file]").addEventListener("change", async (event) => {
      const file = event.target.files[0];
      if (!file) return;
      this.find("#model-text").value = await file.text();
      if (!this.find("#model-name").value) this.find("#model-name").value = file.name;
      this.readModel();
    });
  }

  onChange(target) {
    if (target.name === "area_mode") this.choose(target.value);
    else if (target.dataset.tree) (target.checked ? add : remove)(this.list, target.dataset.tree, target.dataset.name);
    else if (target.matches("[data-chosen]")) this.ask();
  }

  onClick(button) {
    if (!button) return;
    if (button.dataset.draw) this.draw(button.dataset.draw === "more");
    else if ("site" in button.dataset) this.pickSite(button.dataset);
    else if ("modelRead" in button.dataset) this.readModel();
    else if (button.dataset.take) this.take(button.dataset.take);
  }

  showMode() {
    for (const part of this.box.querySelectorAll("[data-mode]")) part.hidden = part.dataset.mode !== this.mode;
    this.find(`[name=area_mode][value=${this.mode}]`).checked = true;
  }

  choose(mode) {
    this.mode = mode;
    this.showMode();
    this.tool?.stop();
    this.set(null);
    if (mode !== "divisions" && mode !== "model") this.draw(false);
  }

  // An outline that was given before is taken up again: its corners can be moved.
  takeUp() {
    const { source } = this;
    if (source?.kind === "drawn" && source.rings.length === 1) this.start("draw", source.rings[0].slice(0, -1));
    else if (source?.kind === "reach") this.start("line", source.line);
    else if (source?.kind === "around") this.start("point", [[source.longitude, source.latitude]]);
    if (source?.kind === "reach") { this.find("#reach-name").value = source.name ?? ""; this.find("#reach-metres").value = source.metres; }
    if (source?.kind === "around") { this.find("#around-metres").value = source.metres; this.find("[data-around-name]").textContent = source.name ?? ""; }
    if (source?.kind === "model") this.find("#model-name").value = source.name ?? "";
    this.paint();
  }

  draw(isMore) {
    this.kept = isMore && this.source?.kind === "drawn" ? this.source.rings : [];
    if (this.mode === "around") this.picked = null;
    this.start({ drawn: "draw", reach: "line", around: "point" }[this.mode], []);
    this.map.scrollIntoView({ block: "nearest" });
  }

  start(tool, points) {
    const take = (shape) => { if (shape) this.taken(shape); };
    this.tool.start(tool, { points, mends: true, onDone: take, onChange: take });
  }

  taken({ type, coordinates }) {
    if (type === "Polygon") this.set({ kind: "drawn", rings: [...(this.kept ?? []), coordinates[0]] });
    else if (type === "LineString") this.set({ kind: "reach", line: coordinates, metres: this.number("#reach-metres"), name: this.find("#reach-name").value });
    else this.set(this.around(coordinates, { what: "point" }));
  }

  around([longitude, latitude], { what, reference = "", name = "" }) {
    this.find("[data-around-name]").textContent = name;
    return { kind: "around", what, longitude, latitude, metres: this.number("#around-metres"), reference, name };
  }

  pickSite(data) {
    this.find("#around-metres").value = data.metres;
    const point = [Number(data.longitude), Number(data.latitude)];
    this.set(this.around(point, data));
    this.find("#site-list").replaceChildren();
    this.start("point", [point]);
    this.map.widget.map.easeTo({ center: point, zoom: Math.max(12, this.map.widget.map.getZoom()) });
  }

  refine() {
    if (this.source?.kind === "reach") this.set({ ...this.source, metres: this.number("#reach-metres"), name: this.find("#reach-name").value });
    else if (this.source?.kind === "around") this.set({ ...this.source, metres: this.number("#around-metres") });
  }

  number(selector) { return Number(this.find(selector).value) || 0; }

  readModel() {
    const text = this.find("#model-text").value.trim();
    if (text) this.send({ geojson: text, model_name: this.find("#model-name").value });
  }

  set(source) {
    this.source = source;
    this.field.value = source ? JSON.stringify(source) : "";
    this.ask();
    this.field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  ask() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send({ area_source: this.field.value }), PAUSE);
  }

  async send(what) {
    this.running?.abort();
    this.running = new AbortController();
    const body = new FormData();
    for (const [name, value] of Object.entries(what)) body.set(name, value);
    body.set("within", this.box.dataset.within);
    for (const input of this.list.querySelectorAll("[data-chosen] input")) body.append("regions", input.value);
    const headers = { "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value, "HX-Request": "true" };
    try {
      const answer = await fetch(this.box.dataset.url, { method: "POST", body, headers, signal: this.running.signal });
      this.find("#inside").innerHTML = await answer.text();
      this.receive(Boolean(what.geojson));
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    }
  }

  receive(isModel) {
    const read = (id) => { const place = document.getElementById(id); return place ? JSON.parse(place.textContent) : null; };
    this.outline = read("area-outline");
    this.codes = read("area-codes") ?? [];
    this.spot = read("area-spot");
    if (isModel && this.outline) {
      this.source = read("area-kept");
      this.field.value = JSON.stringify(this.source);
    }
    if (this.source && this.codes.length && !this.list.querySelector("[data-chosen] input")) replaceAll(this.list, this.codes);
    this.paint();
  }

  paint() {
    const map = this.map.widget?.map;
    if (!this.map.widget?.isFilled) return;
    const area = this.outline ? [{ type: "Feature", geometry: this.outline, properties: { id: "area", name: "", level: Number(this.box.dataset.level) } }] : [];
    if (this.outline !== undefined) map.getSource("area").setData(collection(area));
    const spot = this.spot ? [{ type: "Feature", geometry: { type: "Point", coordinates: this.spot }, properties: { id: "spot", name: "" } }] : [];
    map.getSource("spot").setData(collection(spot));
    if (this.spot) map.easeTo({ center: this.spot });
  }

  take(which) {
    replaceAll(this.list, this.codes);
    if (which !== "whole") return;
    this.choose("divisions");
  }
}

for (const box of document.querySelectorAll("[data-area]")) new AreaEditor(box);
