// Starts the circuit and what the browser does by itself: connection, clock and ages, keys, appearance.
import { connection } from "./connection.js";
import { startTicking } from "./ticking.js";
import { startKeyboard } from "./keyboard.js";
import { startAppearance } from "./appearance.js";

startAppearance();
startTicking();
startKeyboard();

const critical = 5; // what goes wrong on the wire is told in the banner, not in the console
Blazor.start({ circuit: { reconnectionHandler: connection, logLevel: critical, configureSignalR: hub => hub.configureLogging(critical) } })
  .then(() => { document.documentElement.dataset.circuit = "up"; })
  .catch(() => connection.onConnectionDown());
