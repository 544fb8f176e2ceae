// What every desk and document page runs.
import * as acts from "./acts.js";
import * as checks from "./checks.js";
import * as clock from "./clock.js";
import * as keys from "./keys.js";
import * as live from "./live.js";
import * as places from "./places.js";
import * as stays from "./stays.js";
import { showMute } from "./toasts.js";

clock.start();
live.start();
keys.start();
acts.start();
checks.start();
places.start();
stays.start();
showMute();

document.body.addEventListener("htmx:load", (event) => {
  if (event.target.id === "statusline") { clock.setClock(event.target); showMute(); }
  places.start(event.target);
  clock.turn();
});
