// The map widget: <div data-map data-map-config="id of a JSON script">; web/README.md tells what the JSON may hold.
import { coloursOf, emptyStyle, FONT, iconsOf, layersOf } from "./style.js";
import { addSymbols } from "./symbols.js";
import { drawPanel, showCounts } from "./panel.js";
import { TimeBar } from "./timebar.js";
import { Tool } from "./tools.js";

const THROTTLE = 1200;

class MapWidget {
  constructor(element) {
    this.element = element;
    this.config = JSON.parse(document.getElementById(element.dataset.mapConfig).textContent);
    this.words = JSON.parse(element.dataset.words);
    this.colours = coloursOf(element);
    this.version = 0;
    this.at = null;
    this.waiting = new Map();
  }

  find(name) { return this.element.querySelector(`[data-part="${name}"]`); }

  async start() {
    const library = await import(this.element.dataset.library);
    library.setWorkerUrl(new URL(this.element.dataset.worker, location.href).href);
    this.library = library;
    const { bounds, center, zoom, maxZoom = 17, minZoom = 5 } = this.config;
    this.map = new library.Map({
      container: this.find("canvas"), style: emptyStyle(this.colours), localIdeographFontFamily: FONT,
      ...(bounds ? { bounds, fitBoundsOptions: { padding: this.padding() } } : { center, zoom }),
      maxZoom, minZoom, attributionControl: false, dragRotate: false, pitchWithRotate: false, touchPitch: false,
      locale: { "Map.Title": this.words.map, "NavigationControl.ZoomIn": this.words.zoomIn, "NavigationControl.ZoomOut": this.words.zoomOut },
      canvasContextAttributes: { preserveDrawingBuffer: true }, fadeDuration: 0,
    });
    this.watchIdle();
    this.map.addControl(new library.NavigationControl({ showCompass: false }), "top-right");
    this.map.addControl(new library.ScaleControl({ unit: "metric", maxWidth: 120 }), "bottom-right");
    this.map.on("mousemove", ({ lngLat }) => { this.find("pointer").textContent = `${lngLat.lng.toFixed(5)}\u00b0E ${lngLat.lat.toFixed(5)}\u00b0N`; });
    this.map.once("load", () => this.fill());
  }

  // Room for what lies over the map, so that the region stands in what is left.
  padding() {
    const isWide = this.element.clientWidth > 720;
    return { top: 24, bottom: this.find("time") ? 64 : 36, left: this.find("layers") && isWide ? 250 : 24, right: 56 };
  }

  watchIdle() {
    this.element.dataset.idle = "false";
    this.map.on("dataloading", () => { this.element.dataset.idle = "false"; });
    this.map.on("movestart", () => { this.element.dataset.idle = "false"; });
    this.map.on("idle", () => { if (this.isFilled) this.element.dataset.idle = "true"; });
  }

  async fill() {
    const sprite = this.element.dataset.sprite;
    await addSymbols(this.map, iconsOf(this.config.layers), this.colours, sprite);
    for (const layer of this.config.layers) this.addLayer(layer);
    this.tool = new Tool(this.map, this.colours, this.words, (text, isWrong) => this.say(text, isWrong));
    this.wireTools();
    const panel = this.find("layers");
    if (panel) await drawPanel(panel, { layers: this.config.layers, colours: this.colours, sprite, words: this.words, onToggle: (layer, isOn) => this.show(layer, isOn), onSift: (layer, kind, isOn) => this.sift(layer, kind, isOn) });
    const bar = this.find("time");
    if (bar) this.time = new TimeBar(bar, (at) => this.goTo(at));
    for (const layer of this.config.layers) this.colourByLevel(layer);
    this.listen();
    this.watchPrint();
    this.isFilled = true;
    this.map.triggerRepaint();
    this.element.dispatchEvent(new CustomEvent("map:ready", { bubbles: true, detail: { map: this.map } }));
  }

  address(template) {
    const joint = template.includes("?") ? "&" : "?";
    const at = this.at === null ? "" : `&at=${encodeURIComponent(new Date(this.at).toISOString())}`;
    return `${new URL(template, location.href).href.replaceAll("%7B", "{").replaceAll("%7D", "}")}${joint}v=${this.version}${at}`;
  }

  addLayer(layer) {
    if (layer.tiles) {
      this.map.addSource(layer.id, { type: "vector", tiles: [this.address(layer.tiles)], minzoom: layer.minZoom ?? 0, maxzoom: layer.maxTileZoom ?? 14, promoteId: layer.idKey ?? "id" });
    } else {
      const clustered = layer.isClustered ? { cluster: true, clusterMaxZoom: 9, clusterRadius: 42, clusterProperties: { worst: ["max", ["to-number", ["coalesce", ["get", "level"], 0]]] } } : {};
      this.map.addSource(layer.id, { type: "geojson", data: layer.url ? this.address(layer.url) : layer.data, ...clustered });
    }
    for (const drawn of layersOf(layer, this.colours)) {
      drawn.layout = { ...drawn.layout, visibility: layer.isVisible === false ? "none" : "visible" };
      if (layer.showFrom) drawn.minzoom = Math.max(drawn.minzoom ?? 0, layer.showFrom);
      this.map.addLayer(drawn);
      this.wireLayer(layer, drawn);
    }
  }

  wireLayer(layer, drawn) {
    if (drawn.id.endsWith("/cluster")) this.map.on("click", drawn.id, (event) => this.open(layer, event.features[0]));
    if (!layer.panel && !layer.href) return;
    this.map.on("mouseenter", drawn.id, () => this.map.getCanvas().classList.add("is-pointing"));
    this.map.on("mouseleave", drawn.id, () => this.map.getCanvas().classList.remove("is-pointing"));
    if (drawn.id.endsWith("/cluster")) return;
    this.map.on("click", drawn.id, (event) => {
      if (this.tool?.isActive || event.originalEvent.taken) return;
      const top = this.map.queryRenderedFeatures(event.point).find((found) => this.layerOf(found)?.panel || this.layerOf(found)?.href);
      if (top && top.layer.id !== drawn.id) return;
      event.originalEvent.taken = true;
      this.select(layer, event.features[0]);
    });
  }

  layerOf(found) { return this.config.layers.find((layer) => layer.id === found.source); }

  async open(layer, cluster) {
    if (layer.tiles) {
      this.map.easeTo({ center: cluster.geometry.coordinates, zoom: this.map.getZoom() + 2 });
      return;
    }
    const zoom = await this.map.getSource(layer.id).getClusterExpansionZoom(cluster.properties.cluster_id);
    this.map.easeTo({ center: cluster.geometry.coordinates, zoom: zoom + 0.3 });
  }

  select(layer, found) {
    const fill = (template) => template.replace(/\{(\w+)\}/g, (_, key) => encodeURIComponent(found.properties[key] ?? found.id ?? ""));
    if (layer.panel && this.find("side")) {
      this.find("side").hidden = false;
      window.htmx.ajax("GET", fill(layer.panel), { target: this.find("side-body"), swap: "innerHTML" });
    } else if (layer.href) {
      location.href = fill(layer.href);
    }
  }

  show(layer, isOn) {
    layer.isVisible = isOn;
    for (const drawn of layersOf(layer, this.colours)) this.map.setLayoutProperty(drawn.id, "visibility", isOn ? "visible" : "none");
  }

  // Leaves out the kinds of a layer that are switched off.
  sift(layer, kind, isOn) {
    layer.off ??= new Set();
    if (isOn) layer.off.delete(kind); else layer.off.add(kind);
    const filter = ["!", ["in", ["to-string", ["get", layer.icon.property]], ["literal", [...layer.off]]]];
    for (const drawn of layersOf(layer, this.colours)) this.map.setFilter(drawn.id, filter);
  }

  refresh(layer) {
    this.version += 1;
    if (layer.levelsUrl) { this.colourByLevel(layer); return; }
    const source = this.map.getSource(layer.id);
    if (layer.tiles) source.setTiles([this.address(layer.tiles)]);
    else if (layer.url) source.setData(this.address(layer.url));
  }

  // Colours a layer's features by the levels that levelsUrl answers: {id: level}.
  async colourByLevel(layer) {
    if (!layer.levelsUrl) return;
    const answer = await fetch(this.address(layer.levelsUrl));
    if (!answer.ok) return;
    const place = { source: layer.id, ...(layer.tiles ? { sourceLayer: layer.sourceLayer || layer.id } : {}) };
    this.map.removeFeatureState(place);
    for (const [id, level] of Object.entries(await answer.json())) this.map.setFeatureState({ ...place, id }, { level });
  }

  goTo(at) {
    this.at = at;
    for (const layer of this.config.layers) if (layer.hasTime) this.refresh(layer);
    this.element.dispatchEvent(new CustomEvent("map:time", { bubbles: true, detail: { at } }));
  }

  listen() {
    for (const layer of this.config.layers) {
      for (const room of layer.live ?? []) document.body.addEventListener(`live:${room}`, () => this.refreshSoon(layer));
    }
  }

  refreshSoon(layer) {
    if (this.at !== null || this.waiting.has(layer.id)) return;
    this.waiting.set(layer.id, setTimeout(() => {
      this.waiting.delete(layer.id);
      this.refresh(layer);
      this.recount();
    }, THROTTLE));
  }

  async recount() {
    if (!this.config.countsUrl || !this.find("layers")) return;
    const answer = await fetch(this.config.countsUrl);
    if (answer.ok) showCounts(this.find("layers"), await answer.json());
  }

  say(text, isWrong = false) {
    const line = this.find("say");
    line.textContent = text;
    line.hidden = !text;
    line.dataset.tone = isWrong ? "red" : "accent";
  }

  wireTools() {
    this.element.addEventListener("click", (event) => {
      const act = event.target.closest("[data-act]")?.dataset.act;
      if (act === "measure") this.toggleTool("measure");
      else if (act === "draw") this.draw();
      else if (act === "home") this.home();
      else if (act === "close-side") this.find("side").hidden = true;
      else if (act === "layers") this.element.toggleAttribute("data-layers-open");
      else if (act === "print") window.print();
    });
    const target = this.drawTarget();
    if (target?.value) this.draw(JSON.parse(target.value).coordinates[0].slice(0, -1));
  }

  // Paper is white: the map takes the light colours while it is printed.
  watchPrint() {
    matchMedia("print").addEventListener("change", ({ matches }) => {
      const probe = document.createElement("div");
      probe.dataset.bsTheme = "light";
      document.body.append(probe);
      this.repaint(matches ? coloursOf(probe) : this.colours);
      probe.remove();
    });
  }

  repaint(colours) {
    this.map.setPaintProperty("ground", "background-color", colours.ground);
    for (const drawn of this.config.layers.flatMap((layer) => layersOf(layer, colours))) {
      for (const [name, value] of Object.entries(drawn.paint ?? {})) this.map.setPaintProperty(drawn.id, name, value);
    }
    this.map.resize();
    this.map.redraw();
  }

  drawTarget() { return this.config.drawInto ? document.getElementById(this.config.drawInto) : null; }

  toggleTool(mode) {
    if (this.tool.mode === mode) this.tool.stop(); else this.tool.start(mode);
  }

  draw(points = []) {
    this.tool.start("draw", { points, onDone: (polygon) => {
      const target = this.drawTarget();
      if (target) {
        target.value = polygon ? JSON.stringify(polygon) : "";
        target.dispatchEvent(new Event("change", { bubbles: true }));
      }
      this.element.dispatchEvent(new CustomEvent("map:drawn", { bubbles: true, detail: { polygon } }));
    } });
  }

  home() {
    const { bounds, center, zoom } = this.config;
    if (bounds) this.map.fitBounds(bounds, { padding: this.padding() }); else this.map.easeTo({ center, zoom });
  }
}

async function start(element) {
  element.dataset.started = "1";
  const widget = new MapWidget(element);
  element.widget = widget;
  try {
    await widget.start();
  } catch (error) {
    widget.say(widget.words.failed, true);
    throw error;
  }
}

function startAll(root) {
  for (const element of root.querySelectorAll("[data-map]:not([data-started])")) start(element);
}

startAll(document);
document.body.addEventListener("htmx:load", (event) => startAll(event.target.parentNode ?? document));
