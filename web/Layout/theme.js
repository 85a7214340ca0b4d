// Runs before the first paint: the reader's theme and direction palette, so that nothing flashes.
(() => {
  const root = document.documentElement;
  for (const name of ["theme", "direction", "density", "strip"]) {
    try {
      const chosen = localStorage.getItem("cryptorun." + name);
      if (!chosen) continue;
      root.dataset[name + "Choice"] = chosen;
      root.dataset[name] = chosen !== "system" ? chosen : matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
    } catch { /* storage is denied: the defaults stay */ }
  }
})();

// Paper is light, whatever the screen is.
let screen = null;
addEventListener("beforeprint", () => { screen = document.documentElement.dataset.theme; document.documentElement.dataset.theme = "light"; });
addEventListener("afterprint", () => { if (screen) document.documentElement.dataset.theme = screen; screen = null; });
