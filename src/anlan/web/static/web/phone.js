// What every phone page runs: the clock, and the queue of what could not be sent yet.
import * as clock from "./clock.js";
import * as offline from "./offline.js";

clock.start();
offline.start();
