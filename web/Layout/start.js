// Starts the circuit and what the browser does by itself: connection, clock and ages, keys, commands, appearance.
import { connection, resume } from "./connection.js";
import { startTicking } from "./ticking.js";
import { startKeyboard } from "./keyboard.js";
import { startAppearance } from "./appearance.js";
import { startPalette } from "./palette.js";
import { startPrinting } from "./printing.js";
import { startSliders } from "./sliders.js";
import { startTracing } from "./tracing.js";
import { startUnread } from "./alertsRead.js";

startAppearance();
startTicking();
startKeyboard();
startPalette();
startPrinting();
startSliders();
startTracing();
startUnread();

const critical = 5; // what goes wrong on the wire is told in the banner, not in the console
const patience = 15000;
const root = document.documentElement;

Blazor.start({ circuit: { reconnectionHandler: connection, logLevel: critical, configureSignalR: hub => hub.configureLogging(critical) } })
  .catch(() => connection.onConnectionDown());

// The circuit is up when its first rendering is on the page; until then the page is the server's first answer.
const arrival = setInterval(() => {
  if (!document.querySelector("main[data-interactive]") || !document.title) return; // the head is exchanged too, a moment apart
  clearInterval(arrival);
  if (root.dataset.circuit) connection.onConnectionUp(); // it came after all
  root.dataset.circuit = "up";
  resume();
}, 50);
setTimeout(() => { if (!root.dataset.circuit) connection.onConnectionDown(); }, patience);
