// Paper is white: while the page is printed it wears the light theme, charts included.
export function startPrinting() {
  const root = document.documentElement;
  let before = null;
  const wear = printed => {
    if (printed && before === null) {
      before = root.dataset.theme;
      root.dataset.theme = "light";
    } else if (!printed && before !== null) {
      root.dataset.theme = before;
      before = null;
    }
  };
  matchMedia("print").addEventListener("change", e => wear(e.matches));
  addEventListener("beforeprint", () => wear(true));
  addEventListener("afterprint", () => wear(false));
}
