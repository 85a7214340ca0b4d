// Which part of a long board is on the screen: told when it leaves the part that is on the page. Rows are equally high, so places follow from heights.
const beyond = 20; // rows kept above and below the screen, so that neither wheel nor j runs into a gap
const step = 10;

export function follow(body, table) {
  let frame = 0, asked = "", held = null;

  const look = () => {
    frame = 0;
    release();
    const row = body.querySelector("tr[data-symbol]");
    if (!body.hasAttribute("data-long") || !row) return;
    const height = row.getBoundingClientRect().height;
    const above = -body.getBoundingClientRect().top / height - beyond;
    const first = Math.max(0, Math.floor(above / step) * step);
    const count = Math.ceil(innerHeight / height) + 2 * beyond + step;
    if (asked === `${first} ${count}`) return;
    asked = `${first} ${count}`;
    table.invokeMethodAsync("LookAsync", first, count).catch(() => { asked = ""; });
  };

  // A row that scrolls out of the page takes the focus with it, and not every browser says so.
  const release = () => {
    if (!held || held.isConnected) return;
    held = null;
    body.dispatchEvent(new FocusEvent("focusout", { bubbles: true }));
  };

  const later = () => { frame ||= requestAnimationFrame(look); };
  const hold = e => { held = e.target; };
  const leave = () => { held = null; };
  addEventListener("scroll", later, { passive: true });
  addEventListener("resize", later);
  body.addEventListener("focusin", hold);
  body.addEventListener("focusout", leave);
  const grown = new MutationObserver(later);
  grown.observe(body, { attributes: true, attributeFilter: ["data-long"], childList: true });
  look();

  return {
    stop() {
      removeEventListener("scroll", later);
      removeEventListener("resize", later);
      grown.disconnect();
      cancelAnimationFrame(frame);
    },
  };
}
