// While a slider moves, the number beside it says where it is; the server is asked when it is let go, or at each press of a key.
export function startSliders() {
  document.addEventListener("input", e => {
    const number = e.target.type === "range" ? e.target.closest("[data-slides]")?.querySelector("input:not([type=range])") : null;
    if (number) number.value = e.target.value;
  });
}
