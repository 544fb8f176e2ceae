// A group of boxes to tick (data-checks) with one that stands for all of them (data-all). The arrow keys, Home and End
// go from box to box, Shift and a press ticks all between, A ticks every box or none. data-count says how many are
// ticked. Without this file the box for all is sent by its own name, and the page that receives it knows what it means.
const boxes = (group) => [...group.querySelectorAll("input[type=checkbox]:not([data-all])")];
const last = new WeakMap();

function show(group) {
  const all = boxes(group);
  const ticked = all.filter((box) => box.checked).length;
  const every = group.querySelector("[data-all]");
  every.checked = Boolean(all.length) && ticked === all.length;
  every.indeterminate = ticked > 0 && ticked < all.length;
  const count = group.querySelector("[data-count]");
  if (count) count.textContent = `${ticked} / ${all.length}`;
}

function tickAll(group, isTicked) {
  for (const box of boxes(group)) box.checked = isTicked;
  show(group);
}

function onClick(event) {
  const group = event.target.closest?.("[data-checks]");
  if (!group || !event.target.matches("input[type=checkbox]")) return;
  if (event.target.matches("[data-all]")) { tickAll(group, event.target.checked); return; }
  const all = boxes(group);
  const [from, to] = [all.indexOf(last.get(group)), all.indexOf(event.target)].sort((one, other) => one - other);
  if (event.shiftKey && from >= 0) for (const box of all.slice(from, to + 1)) box.checked = event.target.checked;
  last.set(group, event.target);
  show(group);
}

const steps = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };

function onKey(event) {
  const group = event.target.closest?.("[data-checks]");
  if (!group || !event.target.matches("input[type=checkbox]") || event.ctrlKey || event.metaKey || event.altKey) return;
  const all = [group.querySelector("[data-all]"), ...boxes(group)];
  if (event.key in steps) {
    all[Math.max(0, Math.min(all.length - 1, all.indexOf(event.target) + steps[event.key]))].focus();
  } else if (event.key.toLowerCase() === "a") {
    tickAll(group, boxes(group).some((box) => !box.checked));
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

export function start() {
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey, true);
  for (const group of document.querySelectorAll("[data-checks]")) show(group);
}
