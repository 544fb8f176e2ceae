// Chosen places as chips beside the place picker; area.js adds and removes them too.
function changed(box) {
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

export function add(box, code, name) {
  const list = box.querySelector("[data-chosen]");
  const taken = [...list.querySelectorAll("input")].some((input) => input.value === code);
  if (!code || taken) return;
  const item = box.querySelector("template").content.firstElementChild.cloneNode(true);
  item.querySelector("input").value = code;
  item.querySelector("span").textContent = name;
  item.querySelector("button").setAttribute("aria-label", `${box.dataset.remove} ${name}`);
  list.append(item);
  changed(list);
}

export function remove(box, code) {
  for (const input of box.querySelectorAll("[data-chosen] input")) if (input.value === code) input.closest("li").remove();
  changed(box.querySelector("[data-chosen]"));
}

export function replaceAll(box, found) {
  box.querySelector("[data-chosen]").replaceChildren();
  for (const { code, name } of found) add(box, code, name);
}

for (const box of document.querySelectorAll("[data-regions]")) {
  const hidden = box.querySelector("input[name=add_region]");
  const shown = box.querySelector("[role=combobox]");
  hidden.addEventListener("change", (event) => {
    event.stopPropagation();
    add(box, hidden.value, shown.value);
    hidden.value = "";
    shown.value = "";
  });
  box.addEventListener("click", (event) => {
    const button = event.target.closest("[data-remove-region]");
    if (!button) return;
    button.closest("li").remove();
    changed(box.querySelector("[data-chosen]"));
  });
}
