// Puts a risk point on a floor plan: a click or Enter sets a corner, one is a point, three or more are an area.
const NS = "http://www.w3.org/2000/svg";
const STEP = 0.01;

function start(svg, form) {
  const { width, height } = svg.viewBox.baseVal;
  const draft = svg.querySelector("[data-draft]");
  const radius = Number(svg.dataset.radius);
  const corners = [];
  const cross = { x: 0.5, y: 0.5, isShown: false };

  const shape = (name, attributes) => {
    const node = document.createElementNS(NS, name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    return node;
  };
  const line = (x1, y1, x2, y2) => shape("line", { x1, y1, x2, y2, class: "floor-cross" });

  function draw() {
    const at = corners.map(([x, y]) => [x * width, y * height]);
    const nodes = at.map(([cx, cy]) => shape("circle", { cx, cy, r: radius / 2, class: "floor-corner" }));
    if (at.length > 1) nodes.unshift(shape("polygon", { points: at.join(" "), class: "floor-draft" }));
    const [x, y] = [cross.x * width, cross.y * height];
    if (cross.isShown) nodes.push(line(x - radius, y, x + radius, y), line(x, y - radius, x, y + radius));
    draft.replaceChildren(...nodes);
    form.elements.shape.value = JSON.stringify(corners);
    form.querySelector("[data-count]").textContent = corners.length;
    form.querySelector("[type=submit]").disabled = corners.length === 0 || corners.length === 2;
  }

  function set(x, y) {
    corners.push([x, y].map((part) => Math.round(Math.min(1, Math.max(0, part)) * 1e4) / 1e4));
    draw();
  }

  function undo() {
    corners.pop();
    draw();
  }

  const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  function onKey(event) {
    const move = moves[event.key];
    if (move) {
      const step = event.shiftKey ? STEP * 5 : STEP;
      cross.x = Math.min(1, Math.max(0, cross.x + move[0] * step));
      cross.y = Math.min(1, Math.max(0, cross.y + move[1] * step));
      cross.isShown = true;
      draw();
    } else if (event.key === "Enter") set(cross.x, cross.y);
    else if (event.key === "Backspace") undo();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  svg.addEventListener("click", (event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    set(point.x / width, point.y / height);
  });
  svg.addEventListener("keydown", onKey);
  form.querySelector("[data-undo]").addEventListener("click", undo);
  draw();
}

const svg = document.querySelector("[data-plan]");
const form = document.querySelector("[data-plan-form]");
if (svg && form) start(svg, form);
