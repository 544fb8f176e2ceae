// The place picker: finds a place by pinyin initials, name or code at data-url (?q=&within=), which answers
// {"results": [{"code", "name", "full_name"}]}; the code goes into the hidden field.
const PAUSE = 180;

function choose(box, option) {
  const [hidden, input] = box.querySelectorAll("input");
  hidden.value = option.dataset.code;
  input.value = option.dataset.name;
  close(box);
  hidden.dispatchEvent(new Event("change", { bubbles: true }));
}

function close(box) {
  box.querySelector("ul").hidden = true;
  box.querySelector("[role=combobox]").setAttribute("aria-expanded", "false");
}

function draw(box, results) {
  const list = box.querySelector("ul");
  list.replaceChildren(...results.map((found, index) => {
    const option = document.createElement("li");
    option.role = "option";
    option.id = `${list.id}-${index}`;
    option.dataset.code = found.code;
    option.dataset.name = found.full_name || found.name;
    option.setAttribute("aria-selected", String(index === 0));
    const code = document.createElement("span");
    code.className = "code";
    code.textContent = found.code;
    option.append(found.full_name || found.name, code);
    option.onmousedown = (event) => { event.preventDefault(); choose(box, option); };
    return option;
  }));
  if (!results.length) {
    const none = document.createElement("li");
    none.className = "dim";
    none.textContent = box.dataset.none;
    list.append(none);
  }
  list.hidden = false;
  box.querySelector("[role=combobox]").setAttribute("aria-expanded", "true");
}

async function look(box, text) {
  const address = `${box.dataset.url}?q=${encodeURIComponent(text)}&within=${encodeURIComponent(box.dataset.within || "")}`;
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok || box.querySelector("[role=combobox]").value.trim() !== text) return;
  const found = await answer.json();
  draw(box, Array.isArray(found) ? found : found.results);
}

function onKey(event) {
  const box = event.target.closest("[data-place]");
  const options = [...box.querySelectorAll("[role=option]")];
  const at = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  if (event.key === "Escape") return close(box);
  if (event.key === "Enter" && at >= 0 && !box.querySelector("ul").hidden) {
    event.preventDefault();
    return choose(box, options[at]);
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !options.length) return undefined;
  event.preventDefault();
  const next = Math.max(0, Math.min(options.length - 1, at + step));
  options.forEach((option, index) => option.setAttribute("aria-selected", String(index === next)));
  event.target.setAttribute("aria-activedescendant", options[next].id);
  options[next].scrollIntoView({ block: "nearest" });
  return undefined;
}

export function start(root = document) {
  for (const box of root.querySelectorAll("[data-place]:not([data-ready])")) {
    box.dataset.ready = "1";
    const input = box.querySelector("[role=combobox]");
    let waiting = 0;
    input.addEventListener("input", () => {
      box.querySelector("input[type=hidden]").value = "";
      clearTimeout(waiting);
      const text = input.value.trim();
      if (text) waiting = setTimeout(() => look(box, text), PAUSE); else close(box);
    });
    input.addEventListener("keydown", onKey);
    input.addEventListener("blur", () => close(box));
  }
}
