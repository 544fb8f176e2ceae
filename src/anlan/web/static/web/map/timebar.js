// The time bar: now, any moment of the last 24 hours, or a replay of them at a steady pace.
import { platformNow, written } from "../clock.js";

const STEP = 10 * 60000;
const STEPS = 144;

export class TimeBar {
  constructor(element, onTime) {
    Object.assign(this, { element, onTime, playing: 0 });
    this.range = element.querySelector("input[type=range]");
    this.range.max = STEPS;
    this.range.value = STEPS;
    this.said = element.querySelector("[data-at]");
    this.range.addEventListener("input", () => this.show());
    this.range.addEventListener("change", () => this.tell());
    element.querySelector("[data-play]").addEventListener("click", () => this.toggle());
    element.querySelector("[data-now]").addEventListener("click", () => { this.range.value = STEPS; this.tell(); });
    this.end = platformNow();
    this.show();
  }

  get at() {
    const steps = Number(this.range.value);
    return steps === STEPS ? null : this.end - (STEPS - steps) * STEP;
  }

  show() {
    if (this.at === null) this.end = platformNow();
    this.said.textContent = written(this.at ?? this.end);
    this.element.dataset.past = String(this.at !== null);
  }

  tell() {
    this.show();
    this.onTime(this.at);
  }

  toggle() {
    clearInterval(this.playing);
    this.element.dataset.playing = String(!this.playing);
    if (this.playing) { this.playing = 0; return; }
    if (this.at === null) this.range.value = 0;
    this.playing = setInterval(() => {
      this.range.value = Number(this.range.value) + 1;
      this.tell();
      if (this.at === null) this.toggle();
    }, 700);
  }
}
